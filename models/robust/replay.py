"""A plan carried out in a world in which things go wrong, without planning again: whoever cannot begin waits.

Each work keeps its mode, its people, its tender and its place in the order of the plan. It begins in its planned week,
or as soon after as all that it needs is there: what comes before it with its lags, its street and the number of streets
that may be open in its district, room on the grid and materials, its contract, and its people, whom works take in the
order of the plan. It takes longer where weeks are lost. Nothing is done sooner than planned. In an undisturbed world
this gives the plan itself, whatever it breaks already: what a plan asks counts as there.

This is list scheduling in the order of a given schedule (Kolisch and Hartmann 1999), used as a reactive policy: of all
that people may do when something goes wrong it is the one that needs no new plan, so it overstates delays. Rests of
streets and contract periods are not waited for, and a longest lag is not held: what waits, waits."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..check.facts import after_reserve, available, intake, working_weeks
from ..plan import Placement, Plan
from ..problem import Link, Problem, Source

Ints = NDArray[np.int64]
BEYOND = 104
"""Weeks after the horizon in which late work may still be done."""


@dataclass(frozen=True)
class World:
    """What goes wrong. ``later``: works that cannot begin in their planned week, and so many weeks later at the
    soonest. ``award``: projects whose contract is signed so many weeks later than the procedure takes. ``digs_lost``:
    per week the percent of its work that is lost for digging. ``lost``: per pool and week the percent of its heads that
    are not there. ``newcomers``: cohorts whose heads come so many weeks later. Weeks that are not listed lose
    nothing."""

    later: Mapping[int, int] = field(default_factory=dict)
    award: Mapping[int, int] = field(default_factory=dict)
    digs_lost: Mapping[int, int] = field(default_factory=dict)
    lost: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    newcomers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replayed:
    """Per activity the week in which it began and the one by which it had ended; a work that could not be done within
    two years after the horizon has the last week of those for both."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Replay:
    """A plan that can be carried out in many worlds."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan, self.placed = problem, plan, plan.by_activity()
        self.size = problem.horizon + BEYOND
        self.percent = [self._beyond(list(one.percent)) for one in problem.calendars]
        self.opens = [row > 0 for row in self.percent]
        self.uses = {a: tuple(self._uses(placed)) for a, placed in self.placed.items()}
        self.pools_of = {a: tuple(r for r, _ in uses if r < len(problem.pools)) for a, uses in self.uses.items()}
        self.before = self._before()
        self.order = self._order()
        self.rooms = self._rooms()
        self.contract = {
            q: one.week + problem.tenders[one.tender].lead
            for one in plan.tenders
            for q in problem.tenders[one.tender].projects
        }
        self.most_open = self._most_open()
        self.stores = [*problem.grids, *problem.deliveries]
        self.slack = [self._slack(k) for k in range(len(self.stores))]

    def _beyond(self, row: list[int]) -> Ints:
        """A row of weeks, with those after the horizon like the last year before it."""
        year = row[-52:]
        return np.array(row + [year[i % len(year)] for i in range(self.size - len(row))], dtype=np.int64)

    def _uses(self, placed: Placement) -> Iterator[tuple[int, int]]:
        """(resource, heads): pools, lending shares of pools, markets."""
        pools = len(self.problem.pools)
        demands = self.problem.activities[placed.activity].modes[placed.mode].demands
        for demand, chosen in zip(demands, placed.patterns, strict=True):
            pattern = demand.patterns[chosen]
            if pattern.own is not None and pattern.own_heads:
                yield pattern.own, pattern.own_heads
            if pattern.other is not None and pattern.source is Source.HIRED:
                yield 2 * pools + pattern.other, pattern.other_heads
            elif pattern.other is not None:
                yield pattern.other, pattern.other_heads
                if pattern.source is Source.LENT:
                    yield pools + pattern.other, pattern.other_heads

    def _before(self) -> dict[int, list[tuple[int, Link, int]]]:
        """Per work what comes before it: work, link and least lag, no more than the plan itself keeps."""
        found: dict[int, list[tuple[int, Link, int]]] = {a: [] for a in self.placed}
        for one in self.problem.precedences:
            found[one.successor].append((one.predecessor, one.link, one.min_lag))
        for street in self.problem.streets:
            for first, then in zip(street.digs, street.digs[1:], strict=False):
                found[then].append((first, Link.FINISH_START, 0))
        for a, rows in found.items():
            there = self.placed[a]
            for i, (b, link, lag) in enumerate(rows):
                earlier = self.placed[b]
                begin = earlier.end if link in (Link.FINISH_START, Link.FINISH_FINISH) else earlier.start
                end = there.end if link in (Link.FINISH_FINISH, Link.START_FINISH) else there.start
                rows[i] = b, link, min(lag, end - begin)
        return found

    def _order(self) -> list[int]:
        """Works in the order of their planned start, each after what comes before it."""
        waits = {a: len({b for b, _, _ in rows}) for a, rows in self.before.items()}
        after: dict[int, list[int]] = {}
        for a, rows in self.before.items():
            for b in {b for b, _, _ in rows}:
                after.setdefault(b, []).append(a)
        ready = [(self.placed[a].start, a) for a, count in waits.items() if count == 0]
        heapq.heapify(ready)
        order: list[int] = []
        left = set(self.placed)
        while left:
            if not ready:  # lags below 0 can make a ring: then the soonest goes first
                a = min(left, key=lambda one: (self.placed[one].start, one))
            else:
                a = heapq.heappop(ready)[1]
                if a not in left:
                    continue
            left.remove(a)
            order.append(a)
            for b in after.get(a, ()):
                waits[b] -= 1
                if waits[b] == 0:
                    heapq.heappush(ready, (self.placed[b].start, b))
        return order

    def _rooms(self) -> dict[int, Ints]:
        """Per resource that is used the heads there are, or those that the plan takes where these are more."""
        p, pools, taken = self.problem, len(self.problem.pools), {}
        there = available(p, self.plan)
        for a, uses in self.uses.items():
            for r, heads in uses:
                if r not in taken:
                    if r >= 2 * pools:
                        row = list(p.markets[r - 2 * pools].heads)
                    elif r >= pools:
                        pool = p.pools[r - pools]
                        row = [after_reserve(pool, week) * pool.lendable // 100 for week in range(p.horizon)]
                    else:
                        row = there[r]
                    taken[r] = (np.array(row + row[-1:] * BEYOND, dtype=np.int64), np.zeros(self.size, dtype=np.int64))
                taken[r][1][working_weeks(p, self.placed[a])] += heads
        return {r: np.maximum(row, used) for r, (row, used) in taken.items()}

    def _most_open(self) -> dict[int, Ints]:
        """Per district with an agreed number of open streets that number, or the plan's own where it is more."""
        found: dict[int, Ints] = {}
        for d, district in enumerate(self.problem.districts):
            if district.max_open is not None:
                count = np.zeros(self.size, dtype=np.int64)
                for s, street in enumerate(self.problem.streets):
                    if street.district == d:
                        marked = np.zeros(self.size, dtype=np.bool_)
                        for i, dig in enumerate(street.digs):
                            marked[self.placed[dig].start : self.placed[dig].end] = True
                            if (s, i) in self.plan.joined:
                                marked[self.placed[dig].end : self.placed[street.digs[i + 1]].start] = True
                        count += marked
                found[d] = np.maximum(count, district.max_open)
        return found

    def _slack(self, k: int) -> int:
        """By how much the plan takes more from a store than there is, in the worst week; 0 where it keeps it."""
        store = self.stores[k]
        over = max(
            (
                sum(amount for a, amount in store.loads if self.placed[a].start <= week)
                - sum(amount for a, amount in store.releases if self.placed[a].end <= week)
                - store.supply[week]
                for week in range(self.problem.horizon)
            ),
            default=0,
        )
        return max(0, over)

    def run(self, world: World) -> Replayed:
        """When each work begins and ends in a world; works that the plan does not have begin and end in week -1."""
        run = _Run(self, world)
        starts, ends = [-1] * len(self.problem.activities), [-1] * len(self.problem.activities)
        for a in self.order:
            starts[a], ends[a] = run.do(a)
        return Replayed(tuple(starts), tuple(ends))


class _Run:
    """One world, while works are placed in it."""

    def __init__(self, replay: Replay, world: World) -> None:
        self.of, self.world = replay, world
        size = replay.size
        self.rooms = replay.rooms if not world.newcomers else self._fewer()
        self.used = {r: np.zeros(size, dtype=np.int64) for r in replay.rooms}
        self.open = {d: np.zeros(size, dtype=np.int64) for d in replay.most_open}
        self.marked: dict[int, NDArray[np.bool_]] = {}
        self.span: dict[int, tuple[int, int]] = {}
        self._paces: dict[tuple[int, bool, frozenset[int]], tuple[Ints, Ints]] = {}
        problem = replay.problem
        self.touching: dict[int, list[tuple[int, int, int]]] = {}  # per work: store, what it takes, what it gives
        for k, store in enumerate(replay.stores):
            for a, amount in store.loads:
                self.touching.setdefault(a, []).append((k, amount, 0))
            for a, amount in store.releases:
                self.touching.setdefault(a, []).append((k, 0, amount))
        self.loads = [0] * len(replay.stores)
        self.given: list[list[tuple[int, int]]] = [[] for _ in replay.stores]
        self.problem = problem

    def _fewer(self) -> dict[int, Ints]:
        """Rooms where newcomers come later than planned."""
        rooms, problem = dict(self.of.rooms), self.of.problem
        numbers = intake(problem, self.of.plan)
        for c, weeks in self.world.newcomers.items():
            cohort = problem.cohorts[c]
            if numbers[c] and cohort.pool in rooms and weeks > 0:
                planned = numbers[c] * np.array((*cohort.heads, *(cohort.heads[-1:] * BEYOND)), dtype=np.int64)
                later = np.concatenate([np.zeros(weeks, dtype=np.int64), planned])[: self.of.size]
                rooms[cohort.pool] = rooms[cohort.pool] - planned + later
        return rooms

    def _pace(self, a: int) -> tuple[Ints, Ints]:
        """Per week the percent of a week's work that a work gets done, and the sums before each week."""
        activity = self.problem.activities[a]
        digging = a in self.problem.street_of and bool(self.world.digs_lost)
        slowed = frozenset(r for r in self.of.pools_of[a] if r in self.world.lost)
        key = (activity.calendar, digging, slowed)
        if key not in self._paces:
            row = self.of.percent[activity.calendar].copy()
            if digging:
                for week, lost in self.world.digs_lost.items():
                    row[week] = row[week] * (100 - lost) // 100
            least = np.full(self.of.size, 100, dtype=np.int64)
            for r in slowed:
                for week, lost in self.world.lost[r].items():
                    least[week] = min(least[week], 100 - lost)
            row = row * least // 100
            self._paces[key] = row, np.concatenate([[0], np.cumsum(row)])
        return self._paces[key]

    def do(self, a: int) -> tuple[int, int]:
        """Place a work; its start and end."""
        last = self.of.size
        pace, sums = self._pace(a)
        need = 100 * self.problem.activities[a].modes[self.of.placed[a].mode].duration
        fixed = self.of.placed[a].end - self.of.placed[a].start if self._irregular(a) else None
        week = self._soonest(a)
        while week < last:
            if pace[week] == 0 and (need or not self._planned(a, week)) and fixed is None:
                week += 1
                continue
            end = int(np.searchsorted(sums, sums[week] + need)) if need and fixed is None else week + (fixed or 0)
            if end > last:
                break
            late = self._too_soon(a, week, end)
            if late is None:
                self._take(a, week, end)
                self.span[a] = week, end
                return week, end
            week = late
        self.span[a] = last, last
        return last, last

    def _planned(self, a: int, week: int) -> bool:
        return week == self.of.placed[a].start

    def _irregular(self, a: int) -> bool:
        """Whether the plan gives it an end that its calendar does not: what has begun took the weeks that it took."""
        placed = self.of.placed[a]
        return self.problem.end(a, placed.mode, placed.start) != placed.end

    def _soonest(self, a: int) -> int:
        """The first week that what comes before and what was bought leave."""
        now = self.of.placed[a].start
        week = now + max(0, self.world.later.get(a, 0))
        project = self.problem.activities[a].project
        if project in self.world.award and project in self.of.contract:
            week = max(week, self.of.contract[project] + self.world.award[project])
        for b, link, lag in self.of.before[a]:
            if b in self.span and link in (Link.FINISH_START, Link.START_START):
                week = max(week, self.span[b][link is Link.FINISH_START] + lag)
        return week

    def _too_soon(self, a: int, week: int, end: int) -> int | None:
        """The next week to try where a work cannot be done in these weeks; ``None`` where it can."""
        for b, link, lag in self.of.before[a]:
            ends = b in self.span and link in (Link.FINISH_FINISH, Link.START_FINISH)
            if ends and end < self.span[b][link is Link.FINISH_FINISH] + lag:
                return week + 1
        for k, amount, _ in self.touching.get(a, ()):
            supply = self.of.stores[k].supply
            there = supply[min(week, len(supply) - 1)] + sum(given for ended, given in self.given[k] if ended <= week)
            if amount and self.loads[k] + amount > there + self.of.slack[k]:
                return week + 1
        opens = self.of.opens[self.problem.activities[a].calendar][week:end]
        for r, heads in self.of.uses[a]:
            full = opens & (self.used[r][week:end] + heads > self.rooms[r][week:end])
            if full.any():
                return week + int(np.flatnonzero(full)[-1]) + 1
        place = self.problem.street_of.get(a)
        if place is not None:
            d = self.problem.streets[place[0]].district
            if d in self.open:
                first = self._opened(place, week)
                here = ~self._marked(place[0])[first:end]
                full = here & (self.open[d][first:end] >= self.of.most_open[d][first:end])
                if full.any():
                    return max(week, first + int(np.flatnonzero(full)[-1])) + 1
        return None

    def _opened(self, place: tuple[int, int], week: int) -> int:
        """Since when the street is open for a dig: it stays open after the dig that it is joined to."""
        s, i = place
        if i and (s, i - 1) in self.of.plan.joined:
            return min(week, self.span[self.problem.streets[s].digs[i - 1]][1])
        return week

    def _marked(self, street: int) -> NDArray[np.bool_]:
        return self.marked.setdefault(street, np.zeros(self.of.size, dtype=np.bool_))

    def _take(self, a: int, week: int, end: int) -> None:
        opens = self.of.opens[self.problem.activities[a].calendar][week:end]
        for r, heads in self.of.uses[a]:
            self.used[r][week:end] += heads * opens
        for k, amount, gives in self.touching.get(a, ()):
            self.loads[k] += amount
            if gives:
                self.given[k].append((end, gives))
        place = self.problem.street_of.get(a)
        if place is not None:
            d, first = self.problem.streets[place[0]].district, self._opened(place, week)
            if d in self.open:
                marked = self._marked(place[0])
                self.open[d][first:end] += ~marked[first:end]
                marked[first:end] = True
