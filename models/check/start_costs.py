"""What each start of an activity costs by itself at given prices, in exact integer arithmetic.

That is its own terms, what its heads pay, and what it is charged for ends and precedences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..problem import CASH, Activity, Demand, Link, Position, Problem, Source
from .price_certificate import LARGEST, Ints, Prices
from .refused import Refused
from .resource_heads import most_room

NEVER = 1 << 60
NO_END = -1
ALL_CASH = frozenset(CASH)


class StartCosts:
    """Per activity and mode the scaled euros of every start, ``NEVER`` where it cannot start."""

    def __init__(self, problem: Problem, prices: Prices, left: Sequence[tuple[int, int]]) -> None:
        self.problem, self.prices, self.left = problem, prices, left
        self._sums: dict[tuple[int, int, int], Ints] = {}
        self._lacking: dict[tuple[int, int, int], Ints] = {}
        self._rooms: dict[int, Ints] = {}
        self._works = [np.array([percent > 0 for percent in calendar.percent]) for calendar in problem.calendars]
        self._of_end: dict[int, int] = {}
        self._of_start: dict[int, int] = {}
        self._by_end: dict[int, Ints] = {}
        self._by_start: dict[int, Ints] = {}
        for i, price in prices.precedence.items():
            link = problem.precedences[i]
            first = self._of_end if link.link in (Link.FINISH_START, Link.FINISH_FINISH) else self._of_start
            second = self._of_end if link.link in (Link.FINISH_FINISH, Link.START_FINISH) else self._of_start
            first[link.predecessor] = first.get(link.predecessor, 0) + price
            second[link.successor] = second.get(link.successor, 0) - price
        self._charge_order()
        self.together = _together(problem)
        self._joinable = [{problem.projects[other].employer for other in row} for row in self.together]
        self._end_weeks: dict[tuple[int, int], Ints] = {}

    def _charge_order(self) -> None:
        """A successor pays for the weeks from its own on, and its predecessor earns those from when it leaves room on:
        more than nothing only where the successor is too soon."""
        p, last = self.problem, self.problem.horizon
        for i, row in self.prices.order.items():
            link = p.precedences[i]
            later = np.concatenate([np.cumsum(row[::-1])[::-1], [0]]).astype(np.int64)
            first = self._by_end if link.link in (Link.FINISH_START, Link.FINISH_FINISH) else self._by_start
            second = self._by_end if link.link in (Link.FINISH_FINISH, Link.START_FINISH) else self._by_start
            nothing = np.zeros(last + 1, dtype=np.int64)
            earned = later[np.clip(np.arange(last + 1) + link.min_lag, 0, last)]
            first[link.predecessor] = first.get(link.predecessor, nothing) - earned
            second[link.successor] = second.get(link.successor, nothing) + later

    def cheapest(self, a: int) -> int:
        """Least scaled euros of an activity by itself, over modes and starts."""
        rows = [
            self.of(a, m)[0].min()
            for m, mode in enumerate(self.problem.activities[a].modes)
            if mode.position is Position.ALONE
        ]
        best = int(min(rows, default=NEVER))
        if best >= LARGEST:
            raise Refused(f"activity {a} has no start")
        return best

    def of(self, a: int, m: int) -> tuple[Ints, Ints]:
        """Scaled euros per start week and the end of each, for one mode; arrays over weeks 0..horizon."""
        p, prices = self.problem, self.prices
        activity, mode = p.activities[a], p.activities[a].modes[m]
        early, late = self.left[a]
        finishes = self._ends(activity.calendar, mode.duration)
        starts = early + np.flatnonzero((finishes[early:] != NO_END) & (finishes[early:] <= late))
        if activity.pinned is not None:
            starts = starts[starts == activity.pinned]
        if activity.willing is not None:
            starts = starts[starts <= activity.willing[1]]
        row = np.full(p.horizon + 1, NEVER, dtype=np.int64)
        finish = np.zeros(p.horizon + 1, dtype=np.int64)
        if not len(starts):
            return row, finish
        ends = finishes[starts]
        content = prices.scale * mode.euros(p.priced) + prices.cash * mode.euros(ALL_CASH)
        cost = np.full(len(starts), content, dtype=np.int64)
        if "moved" in p.priced and activity.submitted is not None:
            cost += prices.scale * activity.moved_price * np.abs(starts - activity.submitted)
        cost += prices.awaited.get(a, 0) * ends
        cost += prices.delay.get(a, 0) * np.maximum(0, ends - p.projects[activity.project].target)
        cost += self._of_start.get(a, 0) * starts + self._of_end.get(a, 0) * ends
        if a in self._by_start:
            cost += self._by_start[a][starts]
        if a in self._by_end:
            cost += self._by_end[a][ends]
        possible = np.ones(len(starts), dtype=np.bool_)
        for demand in mode.demands:
            staffed = self._staffing(a, activity, demand, starts, ends)
            if staffed is None:
                return row, finish
            possible &= staffed < NEVER
            cost += np.where(staffed < NEVER, staffed, 0)
        row[starts], finish[starts] = np.where(possible, cost, NEVER), ends
        return row, finish

    def _ends(self, calendar: int, duration: int) -> Ints:
        """The end of every start week 0..horizon, ``NO_END`` where none is allowed."""
        key = (calendar, duration)
        if key not in self._end_weeks:
            weeks = [NO_END if end is None else end for end in self.problem.ends[key]]
            at_horizon = self.problem.horizon if duration == 0 else NO_END
            self._end_weeks[key] = np.array([*weeks, at_horizon], dtype=np.int64)
        return self._end_weeks[key]

    def _staffing(self, a: int, activity: Activity, demand: Demand, starts: Ints, ends: Ints) -> Ints | None:
        """Cheapest pattern per start, ``NEVER`` where each alone takes more heads than there are; ``None`` where
        nobody may supply the demand."""
        p, prices = self.problem, self.prices
        best: Ints | None = None
        for q in demand.patterns:
            if not p.allowed.source(q.source):
                continue
            cost = prices.scale * q.euros(p.priced) + prices.cash * q.euros(ALL_CASH)
            uses = [] if q.own is None else [(q.own, q.own_heads)]
            if q.other is not None and q.source is Source.HIRED:
                uses.append((2 * len(p.pools) + q.other, q.other_heads))
            elif q.other is not None:
                uses.append((q.other, q.other_heads))
                if q.source is Source.LENT:
                    uses.append((len(p.pools) + q.other, q.other_heads))
                elif p.pools[q.other].employer not in self._joinable[activity.project]:
                    continue
                else:
                    cost += prices.partner.get(a, 0)
            here = np.full(len(starts), cost, dtype=np.int64)
            if q.source is Source.HIRED and prices.hired:
                working = self._working(activity.calendar)
                here += prices.hired * q.other_heads * (working[ends] - working[starts])
            for resource, heads in uses:
                if resource in prices.heads or resource in prices.parts:
                    paid = self._sum(resource, activity.calendar, heads)
                    here += paid[ends] - paid[starts]
                lacking = self._weeks_lacking(resource, activity.calendar, heads)
                here[lacking[ends] > lacking[starts]] = NEVER
            best = here if best is None else np.minimum(best, here)
        return best

    def _working(self, calendar: int) -> Ints:
        """Weeks before each week in which the calendar is open."""
        works = [percent > 0 for percent in self.problem.calendars[calendar].percent]
        return np.concatenate([[0], np.cumsum(works)]).astype(np.int64)

    def _sum(self, resource: int, calendar: int, heads: int) -> Ints:
        """What so many heads of a resource pay, added up over the weeks before each week in which the calendar is
        open."""
        key = (resource, calendar, heads)
        if key not in self._sums:
            works = self._works[calendar]
            paid = heads * self.prices.heads.get(resource, np.zeros(len(works), dtype=np.int64))
            for divisor, row in self.prices.parts.get(resource, {}).items():
                paid = paid + heads // divisor * row
            self._sums[key] = np.concatenate([[0], np.cumsum(np.where(works, paid, 0))]).astype(np.int64)
        return self._sums[key]

    def _weeks_lacking(self, resource: int, calendar: int, heads: int) -> Ints:
        """Weeks before each week in which the calendar is open and the resource has fewer heads than that."""
        key = (resource, calendar, heads)
        if key not in self._lacking:
            if resource not in self._rooms:
                self._rooms[resource] = np.array(most_room(self.problem, resource), dtype=np.int64)
            short = self._works[calendar] & (self._rooms[resource] < heads)
            self._lacking[key] = np.concatenate([[0], np.cumsum(short)]).astype(np.int64)
        return self._lacking[key]


def _together(p: Problem) -> list[set[int]]:
    """Per project those with which some allowed tender puts it in one lot."""
    rows: list[set[int]] = [set() for _ in p.projects]
    for _, _, lot in p.lots():
        for q in lot.projects:
            rows[q].update(other for other in lot.projects if other != q)
    return rows
