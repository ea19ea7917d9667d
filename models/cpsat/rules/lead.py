"""Encodes :mod:`wijkplan.models.check.rules.lead`.

chosen[t] -> publication[t] + lead <= first start of each of its projects;  publication[t] is no closed week (its
domain); per client and week: number of chosen tenders with publication - preparation <= week < publication is at most
desk less what is taken"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for tenders that are a decision or have free work, and for desks they may compete for."""
    tendering = variables.tendering
    for t, chosen in tendering.chosen.items():
        if chosen is not False and t not in tendering.decided:
            for p in problem.tenders[t].projects:
                if problem.members[p]:
                    begin = tendering.publications[t] + problem.tenders[t].lead
                    model.add(variables.first(p) >= begin).only_enforce_if(chosen)
    for c in sorted(tendering.contended):
        weeks = [
            model.new_optional_fixed_size_interval_var(
                tendering.publications[t] - problem.tenders[t].preparation, problem.tenders[t].preparation, chosen, ""
            )
            for t, chosen in tendering.chosen.items()
            if c in problem.tenders[t].clients and problem.tenders[t].preparation > 0 and chosen is not False
        ]
        client = problem.clients[c]
        taken = [(week, min(places, client.desk)) for week, places in enumerate(client.taken) if places > 0]
        weeks += [model.new_fixed_size_interval_var(week, 1, "") for week, _ in taken]
        places = [1] * (len(weeks) - len(taken)) + [number for _, number in taken]
        model.add_cumulative(weeks, places, client.desk)
