"""Encodes :mod:`wijkplan.models.check.rules.street_order`.

end[dig i] <= start[dig i + 1]
"""

from __future__ import annotations

from itertools import pairwise

from ortools.sat.python import cp_model

from ...problem import Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for neighbours of which one is free."""
    free = variables.scope.free
    for street in problem.streets:
        for before, after in pairwise(street.digs):
            if before in free or after in free:
                model.add(variables.end(before) <= variables.start(after))
