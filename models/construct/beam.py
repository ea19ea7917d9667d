"""Several filled schedules beside each other, of which those go on that have left least idle.

A pass of the filling scheme never looks back, and the units that it leaves idle add up to the end. Here every schedule
is continued in several ways for a few weeks, with priorities randomised anew, and of all continuations those are kept
of which least was idle (beam search: Lowerre 1976; Ow and Morton 1988). Looking more often, every two weeks instead of
every twenty, and keeping more schedules both shorten what comes out, where several resources are scarce by far most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Floats, Ints
from .jit import inner, kernel
from .parallel import DONE, LAST, READY, TIME, Room, Rule, advance, resume
from .record import record
from .serial import Project


@record
class Beam(NamedTuple):
    """Schedules up to some week, as rows: fields as in :class:`wijkplan.models.construct.parallel.Room`. Twice as many
    rows as go on: one half is continued into the other."""

    start: Ints
    free: Ints
    waiting: Ints
    ready: Ints
    first: Ints
    following: Ints
    now: Ints
    idle: Floats


def beam(j: Project, width: int) -> Beam:
    """Room for ``width`` schedules that go on."""
    n, resources = len(j.release), len(j.capacity)

    def rows(size: int) -> Ints:
        return np.zeros((2 * width, size), np.int64)

    return Beam(
        rows(n), rows(resources), rows(n), rows(n), rows(j.horizon + 1), rows(n), rows(5), np.zeros((2 * width, 2))
    )


@inner
def _store(s: Beam, i: int, x: Room, start: Ints, reach: int) -> None:
    """Row ``i`` becomes the schedule in ``x`` and ``start``; nothing ends ``reach`` weeks after its time or later."""
    t, count = x.now[TIME], x.now[READY]
    s.start[i] = start
    s.free[i] = x.free
    s.waiting[i] = x.waiting
    s.ready[i, :count] = x.ready[:count]
    s.first[i, t : t + reach] = x.first[t : t + reach]
    s.following[i] = x.following
    s.now[i] = x.now
    s.idle[i] = x.idle


@inner
def _load(s: Beam, i: int, x: Room, start: Ints, reach: int, until: int) -> None:
    """The schedule of row ``i``, to be continued to the week ``until``."""
    t, count = s.now[i, TIME], s.now[i, READY]
    start[:] = s.start[i]
    x.free[:] = s.free[i]
    x.waiting[:] = s.waiting[i]
    x.ready[:count] = s.ready[i, :count]
    x.first[t : t + reach] = s.first[i, t : t + reach]
    x.first[t + reach : until + reach] = -1
    x.following[:] = s.following[i]
    x.now[:] = s.now[i]
    x.idle[:] = s.idle[i]


@inner
def _place(s: Beam, first: int, kept: int, width: int, x: Room) -> int:
    """The row for the schedule in ``x``: the next one, or that of the worst where it is better; -1 where it is not
    kept."""
    worst, idle = first, x.idle[0]
    for k in range(first, first + kept):
        if s.idle[k, 0] == idle and s.idle[k, 1] == x.idle[1]:
            return -1
        if s.idle[k, 0] > s.idle[worst, 0]:
            worst = k
    if kept < width:
        return first + kept
    return worst if idle < s.idle[worst, 0] else -1


@kernel
def fill_beside(
    j: Project, mode: Ints, rule: Rule, ways: Ints, since: int, x: Room, s: Beam, start: Ints, best: Ints
) -> int:
    """The shortest schedule that comes out, in ``best``; returns its last end, -1 where none fits in the horizon.

    ``ways``: how many go on, how many continuations each has, for how many weeks. What starts in ``start`` before
    ``since`` stays as it is."""
    width, tries, step = ways
    reach, least = j.duration.max() + 1, j.horizon + 1
    resume(j, mode, x, start, since)
    first, held, until = 0, 1, since
    _store(s, 0, x, start, reach)
    while held > 0 and until < j.horizon:
        until = min(j.horizon, until + step)
        other, kept = width - first, 0
        for i in range(first, first + held):
            for _ in range(tries):
                _load(s, i, x, start, reach, until)
                if not advance(j, mode, rule, x, start, until):
                    continue
                if x.now[DONE] < len(mode):
                    place = _place(s, other, kept, width, x)
                    if place >= 0:
                        _store(s, place, x, start, reach)
                        kept = max(kept, place + 1 - other)
                elif x.now[LAST] < least:
                    least = x.now[LAST]
                    best[:] = start
        first, held = other, kept
    return least if least <= j.horizon else -1
