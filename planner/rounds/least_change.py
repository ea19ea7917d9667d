"""The fewest changes: which lines that were agreed can no longer hold, how many must change at least, and the plan that
moves them least.

What must change is proven by windows alone: a line whose week lies outside what facts, order, calendars and tenders
leave, and pairs of lines whose order does not fit their weeks, each line in one pair only. Crews may ask for more, so
between what is proven and what was found lies an interval; where both are the same, the number is the least there
is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Link, Problem
from wijkplan.models.windows import NoWindow, first_end, last_start, windows
from wijkplan.planner.plan.variants import BUNDLED, in_cash, in_variant

from .solving import Solving

NO_CEILING = 10**14  # euros


@dataclass(frozen=True, slots=True)
class MustChange:
    """What is proven to change of lines with a week: each ``alone`` cannot keep its own, of each pair one cannot."""

    alone: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]

    @property
    def at_least(self) -> int:
        """Lines that change in every plan."""
        return len(self.alone) + len(self.pairs)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The plan found that is nearest to the weeks that were agreed, the week of each line that moves in it, and what is
    proven. ``plan`` is ``None`` where none was found at all."""

    plan: Plan | None
    moved: Mapping[int, int]
    proven: MustChange

    @property
    def least(self) -> bool:
        """Whether no plan changes fewer lines."""
        return self.plan is not None and len(self.moved) == self.proven.at_least


def unpinned(problem: Problem, weeks: Mapping[int, int]) -> Problem:
    """The problem in which these lines may leave their week, from which weeks moved are counted; those of nothing else
    are. What has begun stays."""
    rows = tuple(
        replace(one, pinned=None, submitted=weeks[a], agreed=None)
        if a in weeks
        else replace(one, submitted=None, agreed=None)
        for a, one in enumerate(problem.activities)
    )
    return replace(problem, activities=rows)


def must_change(problem: Problem, weeks: Mapping[int, int]) -> MustChange:
    """What of these lines, by activity with their weeks, changes whatever the plan. ``problem`` leaves them free."""
    try:
        early, late = windows(problem)
    except NoWindow:  # no plan at all: then nothing is said of changes
        return MustChange((), ())
    alone = {
        a
        for a, week in weeks.items()
        if week < early[a] or week > last_start(problem, a, late[a]) or _no_end(problem, a, week, late[a])
    }
    left, pairs = set(weeks) - alone, []
    for a, b in _out_of_order(problem, weeks):
        if a in left and b in left:
            left -= {a, b}
            pairs.append((a, b))
    return MustChange(tuple(sorted(alone)), tuple(pairs))


def _no_end(problem: Problem, activity: int, week: int, late: int) -> bool:
    ends = (problem.end(activity, mode, week) for mode in range(len(problem.activities[activity].modes)))
    return not any(end is not None and end <= late for end in ends)


def _out_of_order(problem: Problem, weeks: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs of lines of which the second cannot start in its week if the first one does in its own."""
    for arc in problem.precedences:
        a, b = arc.predecessor, arc.successor
        if a not in weeks or b not in weeks:
            continue
        if arc.link is Link.FINISH_START:
            first = first_end(problem, a, weeks[a]) + arc.min_lag
        elif arc.link is Link.START_START:
            first = weeks[a] + arc.min_lag
        else:
            continue
        if first > weeks[b]:
            yield a, b


def nearest_to(
    problem: Problem,
    weeks: Mapping[int, int],
    last: Plan,
    solving: Solving,
) -> Nearest:
    """A plan near these weeks, at any price. ``last`` is what could be read of the last plan: what has to change is
    taken out of it and put back, and at the end no single line can go back to its week."""
    from wijkplan.models.improve.mend import mend  # late: compiled

    free = in_variant(in_cash(unpinned(problem, weeks)), BUNDLED)
    proven = must_change(free, weeks)
    begun = {a for a, one in enumerate(free.activities) if one.pinned is not None}
    loose = {*proven.alone, *(a for pair in proven.pairs for a in pair), *begun}
    mended, _ = mend(free, last, loose, solving.settings.seed, solving.stop)
    if mended is None:
        return Nearest(None, {}, proven)
    polished = replace(solving.settings, work=0)
    found = solving.engine.nearest(free, mended, NO_CEILING, last, polished, solving.stop, lambda: 1.0).plan
    placed = found.by_activity()
    moved = {a: placed[a].start for a, week in sorted(weeks.items()) if a in placed and placed[a].start != week}
    return Nearest(found, moved, proven)
