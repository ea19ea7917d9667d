"""Start weeks that are left to free activities after propagating windows, calendars, precedences and street orders.

Tight domains are most of a small model's speed. Everything removed here is removed by some rule as well, so this file
can make a model faster and never different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..problem import Link
from ..reason import Reason
from ..windows import NoWindow
from .scope import Scope

Ends = NDArray[np.int64]
NEVER = -1
FAR = 1 << 30


class Window:
    """Per mode of one activity the end week of every start week 0..horizon, ``NEVER`` where it cannot start.

    ``first`` and ``last`` are the extreme starts over the modes, ``first_end`` and ``last_end`` the extreme ends.
    """

    __slots__ = ("ends", "first", "first_end", "last", "last_end")

    first: int
    last: int
    first_end: int
    last_end: int

    def __init__(self, ends: dict[int, Ends]) -> None:
        self.ends = ends
        self.measure()

    def measure(self) -> None:
        """Recompute the extremes and drop the modes that cannot start any more; no mode left means no window left."""
        extremes = []
        for mode, ends in list(self.ends.items()):
            starts = np.flatnonzero(ends != NEVER)
            if starts.size == 0:
                del self.ends[mode]
            else:
                # Ends never decrease with the start, so that the first and the last start have the extreme ends.
                first, last = int(starts[0]), int(starts[-1])
                extremes.append((first, last, int(ends[first]), int(ends[last])))
        if extremes:
            firsts, lasts, first_ends, last_ends = zip(*extremes, strict=True)
            self.first, self.last = min(firsts), max(lasts)
            self.first_end, self.last_end = min(first_ends), max(last_ends)

    def tighten(self, first: int = 0, last: int = FAR, first_end: int = 0, last_end: int = FAR) -> bool:
        """Forbid starts outside ``[first, last]`` and ends outside ``[first_end, last_end]``; whether anything
        changed."""
        if first <= self.first and last >= self.last and first_end <= self.first_end and last_end >= self.last_end:
            return False
        for ends in self.ends.values():
            ends[: max(first, 0)] = NEVER
            ends[max(last + 1, 0) :] = NEVER
            ends[(ends < first_end) | (ends > last_end)] = NEVER
        self.measure()
        return True


def start_windows(scope: Scope, modes: Mapping[int, Mapping[int, object]]) -> dict[int, Window]:
    """Window per free activity over the given modes, propagated to a fixed point. Raises :class:`NoWindow` when one is
    empty."""
    tables: dict[tuple[int, int], Ends] = {}
    windows: dict[int, Window] = {}
    for a in scope.ordered:
        activity = scope.problem.activities[a]
        ends = {}
        for m in modes[a]:
            key = (activity.calendar, activity.modes[m].duration)
            if key not in tables:
                tables[key] = _end_table(scope, *key)
            ends[m] = tables[key].copy()
        windows[a] = Window(ends)
        _check(windows[a], a, "once")
        windows[a].tighten(*_own_bounds(scope, a))
        _check(windows[a], a, "window")
    _propagate(scope, windows)
    return windows


def _check(window: Window, activity: int, rule: str) -> None:
    if not window.ends:
        raise NoWindow(activity, rule, Reason("closed", rule, activity))


def _end_table(scope: Scope, calendar: int, duration: int) -> Ends:
    ends = [NEVER if end is None else end for end in scope.problem.ends[calendar, duration]]
    return np.array([*ends, NEVER if duration else scope.problem.horizon], dtype=np.int64)


def _own_bounds(scope: Scope, a: int) -> tuple[int, int, int, int]:
    """Bounds on start and end that concern no other activity."""
    problem = scope.problem
    activity = problem.activities[a]
    first, last = activity.first_start, problem.horizon if activity.last_start is None else activity.last_start
    if problem.projects[activity.project].tendered:
        tenders = [problem.tenders[t] for t in scope.tenders_of[activity.project]]
        first = max(first, min((t.earliest for t in tenders), default=problem.horizon + 1))
    if scope.window is not None and a in scope.current:
        start = scope.current[a].start
        first, last = max(first, start - scope.window), min(last, start + scope.window)
    latest = min(week for week in (activity.deadline, problem.due(a), problem.horizon) if week is not None)
    return first, last, 0, latest


def _propagate(scope: Scope, windows: dict[int, Window]) -> None:
    links = list(_links(scope))
    changed = True
    while changed:
        changed = False
        for a, from_end, b, to_end, lag in links:
            if b in windows:
                low = _low(scope, windows, a, from_end) + lag
                changed |= windows[b].tighten(first_end=low) if to_end else windows[b].tighten(first=low)
                _check(windows[b], b, "precedence")
            if a in windows:
                high = _high(scope, windows, b, to_end) - lag
                changed |= windows[a].tighten(last_end=high) if from_end else windows[a].tighten(last=high)
                _check(windows[a], a, "precedence")


def _low(scope: Scope, windows: dict[int, Window], a: int, of_end: bool) -> int:
    if a in windows:
        return windows[a].first_end if of_end else windows[a].first
    return scope.fixed[a].end if of_end else scope.fixed[a].start


def _high(scope: Scope, windows: dict[int, Window], a: int, of_end: bool) -> int:
    if a in windows:
        return windows[a].last_end if of_end else windows[a].last
    return scope.fixed[a].end if of_end else scope.fixed[a].start


def _links(scope: Scope) -> Iterator[tuple[int, bool, int, bool, int]]:
    """(a, of its end, b, of its end, lag): ``b`` is at least ``lag`` weeks after ``a``; at least one of the two is
    free."""
    free = scope.free
    for p in scope.problem.precedences:
        if p.predecessor in free or p.successor in free:
            from_end = p.link in (Link.FINISH_START, Link.FINISH_FINISH)
            to_end = p.link in (Link.FINISH_FINISH, Link.START_FINISH)
            yield p.predecessor, from_end, p.successor, to_end, p.min_lag
            if p.max_lag is not None:
                yield p.successor, to_end, p.predecessor, from_end, -p.max_lag
    for s, street in enumerate(scope.problem.streets):
        for i, (before, after) in enumerate(pairwise(street.digs)):
            if before in free or after in free:
                joined = scope.joined[s, i]
                rests = joined is False and street.rest_price is None
                yield before, True, after, False, max(0, street.rest) if rests else 0
                if joined:
                    yield after, False, before, True, -street.joints[i].gap
