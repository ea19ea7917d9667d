"""Encodes :mod:`wijkplan.models.check.rules.opening`.

joined[s, i] -> 0 <= start[dig i + 1] - end[dig i] <= gap; joined[s, i] -> one project, one employer's own work, or one
lot of a chosen tender, or bridged[s, i] (a street agreement that the variant allows); mode[a, m] -> joined before and
after as the mode's position says"""

from __future__ import annotations

from itertools import pairwise

from ortools.sat.python import cp_model

from ...problem import Position, Problem
from ..linear import negated
from ..variables import Variables

AFTER_A_JOINT = (Position.MIDDLE, Position.LAST)
BEFORE_A_JOINT = (Position.FIRST, Position.MIDDLE)


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for joints and digs that are free."""
    scope = variables.scope
    for s, street in enumerate(problem.streets):
        for i, (before, after) in enumerate(pairwise(street.digs)):
            joined = variables.joined(s, i)
            if joined is False:
                continue
            if before in scope.free or after in scope.free:
                model.add(variables.start(after) <= variables.end(before) + street.joints[i].gap).only_enforce_if(
                    joined
                )
            one, other = problem.activities[before].project, problem.activities[after].project
            if joined is not True or one in scope.open_projects or other in scope.open_projects:
                together = street.joints[i].own or variables.tendering.in_one_lot(one, other)
                model.add_bool_or([negated(joined), together, variables.bridged(s, i)])
        for i, dig in enumerate(street.digs):
            if dig not in scope.free:
                continue
            for m, literal in variables.works[dig].modes.items():
                position = problem.activities[dig].modes[m].position
                for side, neighbour in (
                    (AFTER_A_JOINT, variables.joined(s, i - 1)),
                    (BEFORE_A_JOINT, variables.joined(s, i)),
                ):
                    model.add_implication(literal, neighbour if position in side else negated(neighbour))
