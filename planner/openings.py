"""The openings of a plan: maximal runs of joined digs, in the order of each street."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.plan import Plan
from models.problem import Problem


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that a street is dug open and closed again: weeks ``[start, end)``, gaps included.

    ``joints`` are the indices of the street's joints inside it, ``previous`` the last dig of the opening before it in the same street,
    ``broken_rest`` whether it begins inside the rest period.
    """

    street: int
    digs: tuple[int, ...]
    joints: tuple[int, ...]
    start: int
    end: int
    previous: int | None
    broken_rest: bool


def openings(problem: Problem, plan: Plan) -> Iterator[Opening]:
    """All openings of a complete plan, street by street."""
    placed = plan.by_activity()
    for s, street in enumerate(problem.streets):
        closed, previous, first = street.closed, None, 0
        while first < len(street.digs):
            last = first
            while last + 1 < len(street.digs) and (s, last) in plan.joined:
                last += 1
            digs = street.digs[first : last + 1]
            start, end = placed[digs[0]].start, max(placed[dig].end for dig in digs)
            broken = closed is not None and start - closed < street.rest
            yield Opening(s, digs, tuple(range(first, last)), start, end, previous, broken)
            closed, previous, first = end, digs[-1], last + 1
