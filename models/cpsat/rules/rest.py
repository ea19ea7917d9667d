"""Encodes :mod:`wijkplan.models.check.rules.rest`.

not joined[s, i - 1] and not broken[s, i] -> start[dig i] - end[dig i - 1] >= rest;
for the first dig: start[dig 0] - closed >= rest, with the week in which the street was last closed before the horizon;
a street without a price for breaking it has broken = false
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import Expression, negated
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule where a free dig may reopen a street, or be the one before."""
    free = variables.scope.free
    for s, street in enumerate(problem.streets):
        for i, dig in enumerate(street.digs):
            closed: Expression | None
            if i == 0:
                closed, moves = street.closed, dig in free
            else:
                closed, moves = variables.end(street.digs[i - 1]), dig in free or street.digs[i - 1] in free
            if moves and closed is not None and variables.joined(s, i - 1) is not True:
                rested = [negated(variables.joined(s, i - 1)), negated(variables.broken(s, i))]
                model.add(variables.start(dig) >= closed + street.rest).only_enforce_if(rested)
