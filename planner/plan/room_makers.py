"""Who could make room for a work in another week: the works of which one, if it stood elsewhere, would take away what
is in the way there.

Of windows, permits, pins and tenders nobody but the sender or the client of the work itself can make room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.plan import Placement
from wijkplan.models.problem import Problem, Source

from .move_check import Obstacle, Shifts


@dataclass(frozen=True, slots=True)
class Room:
    """Works of one employer that stand in the way, ascending."""

    employer: int
    works: tuple[int, ...]


def room_makers(shifts: Shifts, to: Placement, obstacles: Iterable[Obstacle]) -> tuple[Room, ...]:
    """Per employer the works that could take away some of the obstacles of a work at ``to``, those with most works
    first."""
    rows: dict[int, set[int]] = {}
    for obstacle in obstacles:
        for other in _in_the_way(shifts, to, obstacle):
            if other != to.activity:
                rows.setdefault(_employer(shifts.problem, other), set()).add(other)
    made = (Room(employer, tuple(sorted(works))) for employer, works in rows.items())
    return tuple(sorted(made, key=lambda room: (-len(room.works), room.employer)))


def _employer(problem: Problem, activity: int) -> int:
    return problem.projects[problem.activities[activity].project].employer


def _in_the_way(shifts: Shifts, to: Placement, o: Obstacle) -> Iterator[int]:
    problem = shifts.problem
    if o.rule in ("precedence", "street_order", "opening") and o.other is not None:
        yield o.other
    elif o.rule == "contract" and o.index is not None:
        mine = problem.activities[to.activity].project
        lots = (lot for lot in problem.tenders[o.index].lots if mine in lot.projects)
        yield from (a for lot in lots for p in lot.projects for a in problem.members[p])
    elif o.rule == "exclusive" and o.index is not None and o.week is not None:
        for opening in set(shifts.openings.values()):
            if problem.streets[opening.street].district == o.index and opening.start <= o.week < opening.end:
                yield from opening.digs
    elif o.kind in ("grid", "delivery", "budget") and o.index is not None and o.week is not None:
        stores = {"grid": problem.grids, "delivery": problem.deliveries, "budget": problem.budgets}
        store = stores[o.kind][o.index]
        until = problem.horizon
        yield from (a for a, _ in store.loads if (s := shifts.placed[a].start) <= o.week < store.counts_until(s, until))
    elif o.kind in ("pool", "market") and o.index is not None and o.week is not None:
        yield from (p.activity for p in shifts.plan.placements if _uses(problem, p, o.kind, o.index, o.week))


def _uses(problem: Problem, placement: Placement, kind: str, index: int, week: int) -> bool:
    """Whether a work takes people of a pool or market in a week."""
    if not placement.start <= week < placement.end:
        return False
    demands = problem.activities[placement.activity].modes[placement.mode].demands
    patterns = (demand.patterns[chosen] for demand, chosen in zip(demands, placement.patterns, strict=True))
    taken = any(
        (pattern.other == index and (pattern.source is Source.HIRED) == (kind == "market") and pattern.other_heads > 0)
        or (kind == "pool" and pattern.own == index and pattern.own_heads > 0)
        for pattern in patterns
    )
    return taken and week in working_weeks(problem, placement)
