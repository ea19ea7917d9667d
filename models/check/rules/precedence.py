"""Minimum and maximum lags between starts and ends hold, inside a project and across employers.

min_lag <= B - A <= max_lag,  A = end (finish-*) or start (start-*) of the predecessor,
                              B = start (*-start) or end (*-finish) of the successor
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Link, Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that a lag is too short or too long."""
    work = placed(problem, plan)
    for p, precedence in enumerate(problem.precedences):
        if precedence.predecessor not in work or precedence.successor not in work:
            continue
        predecessor, successor = work[precedence.predecessor], work[precedence.successor]
        from_end = precedence.link in (Link.FINISH_START, Link.FINISH_FINISH)
        to_end = precedence.link in (Link.FINISH_FINISH, Link.START_FINISH)
        lag = (successor.end if to_end else successor.start) - (predecessor.end if from_end else predecessor.start)
        if lag < precedence.min_lag:
            yield Violation("precedence", "precedence", p, successor.start, precedence.min_lag - lag, "weeks too short")
        if precedence.max_lag is not None and lag > precedence.max_lag:
            yield Violation("precedence", "precedence", p, successor.start, lag - precedence.max_lag, "weeks too long")
