"""The openings of a plan: maximal runs of joined digs, in the order of each street."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Activity, Position, Problem


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that a street is dug open and closed again: weeks ``[start, end)``, gaps included.

    ``joints`` are the indices of the street's joints inside it, ``previous`` the last dig of the opening before it in
    the same street, ``broken_rest`` whether it begins inside the rest period."""

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


def interfaces(problem: Problem, plan: Plan, opening: Opening) -> Iterator[tuple[int, int]]:
    """Joints of an opening between two contracts: the place in it of the first of the two digs, and the interface cost
    in euros."""
    owners = [problem.activities[dig].project for dig in opening.digs]
    for i, joint in enumerate(opening.joints):
        taken = problem.streets[opening.street].joints[joint]
        if owners[i] != owners[i + 1] and not taken.own and not _one_lot(problem, plan, owners[i], owners[i + 1]):
            yield i, taken.interface


def _one_lot(problem: Problem, plan: Plan, a: int, b: int) -> bool:
    return any(
        a in lot.projects and b in lot.projects
        for publication in plan.tenders
        for lot in problem.tenders[publication.tender].lots
    )


def alone_eur(activity: Activity) -> int:
    """Labour, people standing by, and paving of the cheapest way to do an activity in an opening of its own."""
    return min(mode.labour + mode.opening + mode.standby for mode in activity.modes if mode.position is Position.ALONE)
