"""Encodes :mod:`wijkplan.models.check.rules.precedence`.

min_lag <= B - A <= max_lag, with A the predecessor's end (finish-...) or start, B the successor's start (...-start) or
end"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Link, Problem
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for pairs with a free activity."""
    free = variables.scope.free
    for p in problem.precedences:
        if p.predecessor not in free and p.successor not in free:
            continue
        from_end = p.link in (Link.FINISH_START, Link.FINISH_FINISH)
        to_end = p.link in (Link.FINISH_FINISH, Link.START_FINISH)
        begin = variables.end(p.predecessor) if from_end else variables.start(p.predecessor)
        until = variables.end(p.successor) if to_end else variables.start(p.successor)
        model.add(until >= begin + p.min_lag)
        if p.max_lag is not None:
            model.add(until <= begin + p.max_lag)
