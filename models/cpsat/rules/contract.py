"""Encodes :mod:`wijkplan.models.check.rules.contract`.

chosen[t] -> last end of p - first start of q <= period, for all projects p and q of one lot of t
"""

from __future__ import annotations

from itertools import product

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for lots that can run too long."""
    members = problem.members
    opens = {p: min(map(variables.earliest_start, row)) for p, row in enumerate(members) if row}
    closes = {p: max(map(variables.latest_end, row)) for p, row in enumerate(members) if row}
    for t, chosen in variables.tendering.chosen.items():
        if chosen is not False and t not in variables.tendering.decided:
            for lot in problem.tenders[t].lots:
                for p, q in product([p for p in lot.projects if members[p]], repeat=2):
                    if closes[p] - opens[q] > lot.period:
                        model.add(variables.last(p) - variables.first(q) <= lot.period).only_enforce_if(chosen)
