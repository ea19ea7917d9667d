"""What every plan of a problem keeps, as statements about whole numbers: sums, combinations that do not occur, and work
that shares heads. :mod:`.refutation` argues from them that a project cannot have ended by some week.

The numbers of an activity with one mode are its start; of one with several modes its start, its duration, a 1 or 0 per
mode (whether it is the chosen one) and, for a mode that takes heads, its *place*: the start where it is the chosen
mode, else a parking place after the horizon that no other mode has. So what is parked shares nothing with anything.

Written from the sentences of the rules ``once``, ``window``, ``precedence``, ``capacity`` and ``nonrenewable``;
whatever else a problem asks is left out, which only makes plans of what is none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from ..problem import Link, Pattern, Problem, Source
from .refused import Refused
from .resource_heads import room
from .window import weeks_left

Relation = Literal[0, 1, 2, 3]
AT_LEAST: Relation = 0
AT_MOST: Relation = 1
EQUAL: Relation = 2
OTHER: Relation = 3
Atom = tuple[int, Relation, int]
"""That a number (by index) is at least, at most, exactly or anything but a value."""
Term = tuple[int, int]
"""A factor and the number (by index) that it is taken of."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """Of ``tasks`` (number that says from when, weeks, heads) no more than ``capacity`` heads are at work in any
    week."""

    capacity: int
    tasks: tuple[tuple[int, int, int], ...]


@dataclass(slots=True)
class Statements:
    """``domains``: the least and the largest value of each number. ``sums``: terms and what they add up to at most.
    ``excluded``: atoms that do not all hold. ``sharings``: by pool."""

    domains: list[tuple[int, int]] = field(default_factory=list)
    sums: list[tuple[tuple[Term, ...], int]] = field(default_factory=list)
    excluded: list[tuple[Atom, ...]] = field(default_factory=list)
    sharings: list[Sharing] = field(default_factory=list)

    def number(self, least: int, most: int) -> int:
        self.domains.append((least, most))
        return len(self.domains) - 1

    def at_most(self, most: int, *terms: Term) -> None:
        self.sums.append((tuple(term for term in terms if term[0]), most))

    def one_by_one(self, one: int, other: int) -> None:
        """A number for which of two tasks comes first, that together need more heads than there are: 1 where the first
        does. Raises :class:`~wijkplan.models.check.refused.Refused` for two that can be at work together."""
        for sharing in self.sharings:
            rows = {number: (weeks, heads) for number, weeks, heads in sharing.tasks if number in (one, other)}
            if len(rows) == 2 and sum(heads for _, heads in rows.values()) > sharing.capacity:
                (weeks, _), (others, _) = rows[one], rows[other]
                break
        else:
            raise Refused(f"tasks {one} and {other} can be at work together")
        first = self.number(0, 1)
        latest = self.domains[one][1] + weeks - self.domains[other][0]
        self.at_most(latest - weeks, (1, one), (-1, other), (latest, first))
        latest = self.domains[other][1] + others - self.domains[one][0]
        self.at_most(-others, (1, other), (-1, one), (-latest, first))


@dataclass(frozen=True, slots=True)
class _Work:
    """The numbers of an activity: ``weeks`` are the terms of its duration beside ``base``."""

    start: int
    weeks: tuple[Term, ...]
    base: int
    chosen: tuple[int, ...]


def statements(problem: Problem, project: int, end: int) -> Statements:
    """What a plan would keep in which the project has ended by week ``end``: the first week without it.

    Raises :class:`~wijkplan.models.check.refused.Refused` where starts and durations do not say what ends when."""
    p = problem
    if p.cohorts:
        raise Refused("a refutation knows no newcomers")
    if any(set(calendar.percent) - {100} for calendar in p.calendars):
        raise Refused("a refutation knows no weeks that are closed in part or whole")
    left = weeks_left(p)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan to bound")
    s = Statements()
    tasks: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    most = [max(room(p, r)) for r in range(len(p.pools))]
    parking = p.horizon + 1
    works = []
    for a, activity in enumerate(p.activities):
        first, last = left[a]
        if activity.project == project:
            last = min(last, end)
        shortest = min(mode.duration for mode in activity.modes)
        start = s.number(first, last - shortest)
        if len(activity.modes) == 1:
            works.append(_Work(start, (), shortest, ()))
            for r, heads in _heads(p, a, 0).items():
                tasks[r].append((start, shortest, heads))
            continue
        longest = max(mode.duration for mode in activity.modes)
        weeks = s.number(shortest, longest)
        s.at_most(last, (1, start), (1, weeks))
        chosen = tuple(s.number(0, 1) for _ in activity.modes)
        works.append(_Work(start, ((1, weeks),), 0, chosen))
        _one_mode(s, [mode.duration for mode in activity.modes], weeks, chosen)
        for m, mode in enumerate(activity.modes):
            taken = _heads(p, a, m)
            if any(heads > most[r] for r, heads in taken.items()):
                s.excluded.append(((chosen[m], AT_LEAST, 1),))
            elif taken:
                place = s.number(first, parking)
                _placed(s, start, place, chosen[m], last - mode.duration, parking)
                parking += mode.duration
                for r, heads in taken.items():
                    tasks[r].append((place, mode.duration, heads))
    _ordered(p, s, works)
    s.sharings = [Sharing(capacity, tuple(tasks[r])) for r, capacity in enumerate(most)]
    for i, amount in enumerate(p.nonrenewables):
        _stock(p, s, works, i, amount)
    return s


def _one_mode(s: Statements, durations: list[int], weeks: int, chosen: tuple[int, ...]) -> None:
    """Exactly one mode, and the duration is that of it (rule ``once``): as sums and as what they say one by one."""
    each: list[Term] = [(1, x) for x in chosen]
    taken: list[Term] = [(duration, x) for duration, x in zip(durations, chosen, strict=True)]
    for terms, total in ((each, 1), ([*taken, (-1, weeks)], 0)):
        s.at_most(total, *terms)
        s.at_most(-total, *((-factor, number) for factor, number in terms))
    s.excluded.append(tuple((x, AT_MOST, 0) for x in chosen))
    s.excluded += [((x, AT_LEAST, 1), (y, AT_LEAST, 1)) for x, y in combinations(chosen, 2)]
    for duration, x in zip(durations, chosen, strict=True):
        s.excluded.append(((x, AT_LEAST, 1), (weeks, AT_MOST, duration - 1)))
        s.excluded.append(((x, AT_LEAST, 1), (weeks, AT_LEAST, duration + 1)))
    for limit in sorted(set(durations))[1:]:
        shorter = ((x, AT_MOST, 0) for d, x in zip(durations, chosen, strict=True) if d < limit)
        s.excluded.append(((weeks, AT_MOST, limit - 1), *shorter))


def _placed(s: Statements, start: int, place: int, x: int, latest: int, parking: int) -> None:
    """A mode is at its parking place, or at the start where it is the chosen one."""
    s.excluded.append(((x, AT_MOST, 0), (place, AT_MOST, parking - 1)))
    s.excluded.append(((x, AT_LEAST, 1), (place, AT_LEAST, latest + 1)))
    s.at_most(0, (1, start), (-1, place))
    s.at_most(parking, (1, place), (-1, start), (parking, x))


def _ordered(p: Problem, s: Statements, works: list[_Work]) -> None:
    """Lags between starts and ends (rule ``precedence``)."""
    for q in p.precedences:
        before, after = works[q.predecessor], works[q.successor]
        terms: list[Term] = [(1, before.start), (-1, after.start)]
        lag = 0
        if q.link in (Link.FINISH_START, Link.FINISH_FINISH):
            terms += before.weeks
            lag += before.base
        if q.link in (Link.FINISH_FINISH, Link.START_FINISH):
            terms += [(-factor, number) for factor, number in after.weeks]
            lag -= after.base
        s.at_most(-q.min_lag - lag, *terms)
        if q.max_lag is not None:
            s.at_most(q.max_lag + lag, *((-factor, number) for factor, number in terms))


def _stock(p: Problem, s: Statements, works: list[_Work], i: int, amount: int) -> None:
    """What the chosen modes consume of a resource that does not come back (rule ``nonrenewable``)."""
    terms: list[Term] = []
    for activity, work in zip(p.activities, works, strict=True):
        used = [mode.consumption[i] if mode.consumption else 0 for mode in activity.modes]
        if not work.chosen:
            amount -= used[0]
        terms += [(one, x) for one, x in zip(used, work.chosen, strict=False) if one]
    s.at_most(amount, *terms)


def _heads(p: Problem, a: int, m: int) -> dict[int, int]:
    """Least heads that a mode takes from each pool, whoever supplies it (rules ``crew`` and ``capacity``)."""
    mode = p.activities[a].modes[m]
    least: defaultdict[int, int] = defaultdict(int)
    if not mode.duration:
        return least
    for demand in mode.demands:
        ways = [taken_from(way) for way in demand.patterns if p.allowed.source(way.source)]
        for r in set.intersection(*(set(way) for way in ways)) if ways else ():
            least[r] += min(way[r] for way in ways)
    return least


def taken_from(way: Pattern) -> dict[int, int]:
    """Heads that a staffing pattern takes from each pool that it takes any from."""
    taken: dict[int, int] = {}
    if way.own is not None and way.own_heads:
        taken[way.own] = way.own_heads
    if way.other is not None and way.other_heads and way.source is not Source.HIRED:
        taken[way.other] = taken.get(way.other, 0) + way.other_heads
    return taken
