"""Encodes :mod:`wijkplan.models.check.rules.delivery`.

end[a] <= due of its district, of its project;
burden <= max_burden (euros), number of broken rests <= max_broken_rests, of the programme and of each district
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..terms import burden
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities and for the whole."""
    for a in variables.scope.ordered:
        due = problem.due(a)
        if due is not None:
            model.add(variables.end(a) <= due)
    whole: list[tuple[int | None, int | None, int | None]] = [(None, problem.max_burden, problem.max_broken_rests)]
    whole += [(d, district.max_burden, district.max_broken_rests) for d, district in enumerate(problem.districts)]
    for d, most_burden, most_broken in whole:
        streets = [s for s, street in enumerate(problem.streets) if d in (None, street.district)]
        if most_burden is not None:
            model.add(burden.of_streets(problem, variables, streets) <= most_burden)
        if most_broken is not None:
            broken = total((variables.broken(s, i), 1) for s in streets for i in range(len(problem.streets[s].digs)))
            model.add(broken <= most_broken)
