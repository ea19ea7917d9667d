"""Digs of a street never overlap and keep the street's fixed order (depth: sewer, heat pipe, MV, LV, charger service).

start(next) >= end(previous) for neighbouring digs
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...plan import Plan
from ...problem import Problem
from ..facts import placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that a dig starts before the dig ahead of it in the street has ended."""
    work = placed(problem, plan)
    for street in problem.streets:
        for previous, following in pairwise(street.digs):
            if previous in work and following in work and work[following].start < work[previous].end:
                early = work[previous].end - work[following].start
                yield Violation("street_order", "activity", following, work[following].start, early, "weeks too early")
