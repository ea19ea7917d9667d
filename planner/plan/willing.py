"""How far work may move from the week that was asked for: what its sender is willing to, and who cannot be served
within that.

A sender says by how many weeks its work may move (``flexible_weeks``). Where even the plan of asked weeks needs more,
because crews, streets or tenders leave no room any nearer, the window reaches as far as that plan does: so there
always is a plan, and whom that concerns is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

from .kept_weeks import in_the_way
from .move_check import Shifts


@dataclass(frozen=True, slots=True)
class Unserved:
    """Work that the plan of asked weeks moves further than its sender is willing to: ``weeks`` later (negative:
    sooner) than asked for, where it may move ``flexible``. ``rule`` keeps it from the nearest week that its sender
    would accept; ``None`` where that plan leaves room there after all."""

    activity: int
    weeks: int
    flexible: int
    rule: str | None


def within_reach(problem: Problem, flexible: Sequence[int], asked_weeks: Plan) -> Problem:
    """The problem with a window of starts for all work that asked for a week: ``flexible`` weeks (per activity) both
    ways, further where the plan of asked weeks is further."""
    placed = asked_weeks.by_activity()
    return replace(
        problem,
        activities=tuple(
            activity
            if activity.submitted is None
            or activity.willing is not None  # a window that was agreed line by line counts
            else replace(activity, willing=_window(activity.submitted, weeks, placed[a].start))
            for a, (activity, weeks) in enumerate(zip(problem.activities, flexible, strict=True))
        ),
    )


def _window(asked: int, flexible: int, start: int) -> tuple[int, int]:
    return min(asked - flexible, start), max(asked + flexible, start)


def unserved(problem: Problem, flexible: Sequence[int], asked_weeks: Plan) -> tuple[Unserved, ...]:
    """All work that the plan of asked weeks moves further than its sender is willing to, the furthest first."""
    found = _unserved(problem, flexible, asked_weeks)
    return tuple(sorted(found, key=lambda row: (row.flexible - abs(row.weeks), row.activity)))


def _unserved(problem: Problem, flexible: Sequence[int], asked_weeks: Plan) -> Iterator[Unserved]:
    shifts = Shifts(problem, asked_weeks)
    for a, placed in asked_weeks.by_activity().items():
        asked = problem.activities[a].submitted
        if asked is not None and abs(placed.start - asked) > flexible[a]:
            weeks = placed.start - asked
            yield Unserved(
                a,
                weeks,
                flexible[a],
                in_the_way(problem, shifts, a, asked + (flexible[a] if weeks > 0 else -flexible[a])),
            )
