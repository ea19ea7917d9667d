"""Weeks that the clients of the pilot ask for: streets one after the other, homes level over the area.

Homes are most of the work, so their blocks set the pace: those of an area follow each other so that its load is level.
Before the first home of a phase come its sewers, heat pipes and cables, street by street, and after its last home its
charger poles, with two to eight weeks between. Weeks are slots of the programme; closed weeks and slow ones count as
the calendars say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from random import Random
from typing import Any

from wijkplan.planner.reference import Reference
from wijkplan.planner.reference.calendars import percent

from .works import Phase, packages

FIRST_WEEK, WANTED_WEEKS = 44, 150
QUARTER = 13
GAP = (2, 8)  # weeks between one kind of work and the next
DIGS = ("sewer", "heat-pipe", "mv-cable", "lv-cable")  # in the order in which they are done in a street
LANES = 2  # streets that one project has open at a time
# How far the load of a quarter may be from that of the others, with a margin for crews that the plan chooses otherwise
LEVEL = 0.17
PASSES, ROUNDS = 12, 1500  # of levelling: what comes around the homes follows them each time
PERIOD, SHIFT = 4, 4  # weeks that are levelled, and that a block moves for it
AROUND, AROUND_MORE = (
    0.7,
    0.05,
)  # how much the work around the homes counts in levelling, as the trades of the homes are to be level too; more
# in each pass

Place = dict[str, Any]
Span = tuple[int, int]
"""Weeks from the first up to, not including, the last."""


@dataclass
class Asked:
    """One project to be: its places in the order in which they are done, the weeks of each, and those of each of its
    works by package."""

    phase: Phase
    work_type: str
    suffix: str
    places: list[Place]
    participation: int = 100
    spans: dict[str, Span] = field(default_factory=dict)
    works: dict[tuple[str, str], Span] = field(default_factory=dict)

    def put(self, place: Place, works: Mapping[str, Span]) -> None:
        """Sets the weeks of a place to those of its works."""
        self.works |= {(place["id"], package): span for package, span in works.items()}
        self.spans[place["id"]] = min(s for s, _ in works.values()), max(e for _, e in works.values())

    @property
    def span(self) -> Span:
        """Weeks of the whole project."""
        return min(s for s, _ in self.spans.values()), max(e for _, e in self.spans.values())


class Clock:
    """When work on a place that starts in some week is done, by the norms and the calendars."""

    def __init__(self, reference: Reference, start: date, weeks: int) -> None:
        self.reference, self.start, self.weeks = reference, start, weeks
        self.known: dict[tuple[str, str, str, int, tuple[str, ...]], dict[str, Span]] = {}
        self.orders: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
        self.spans: dict[tuple[str, Any, int, int], Span] = {}
        self.before: dict[str, list[tuple[str, str, int]]] = {}
        for order in reference.orders:
            if order.scope == "place":
                self.before.setdefault(order.then, []).append((order.first, order.link, order.lag_weeks))

    def place(self, one: Asked, place: Place, start: int, *only: str) -> dict[str, Span]:
        """Per package of a place (``only`` some of them) its weeks, each as soon as what comes before it allows."""
        key = one.phase.id, one.suffix, place["id"], start, only
        if key not in self.known:
            self.known[key] = self._place(one, place, start, only)
        return self.known[key]

    def _place(self, one: Asked, place: Place, start: int, only: Sequence[str]) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for package, weeks in self._ordered(one, place):
            if only and package not in only:
                continue
            first = start
            for before, link, lag in self.before.get(package, ()):
                if before in found:
                    begun, done = found[before]
                    first = max(first, {"FS": done + lag, "SS": begun + lag, "FF": done + lag - weeks}[link])
            found[package] = self._worked(package, one.phase.district.school_region, first, weeks)
        return found

    def _ordered(self, one: Asked, place: Place) -> list[tuple[str, int]]:
        """Packages of a place with their weeks, each after those it waits for; found once per place."""
        key = one.phase.id, one.suffix, place["id"]
        if key not in self.orders:
            self.orders[key] = self._in_order(one, place)
        return self.orders[key]

    def _in_order(self, one: Asked, place: Place) -> list[tuple[str, int]]:
        rows = [
            (package.id, weeks) for package, weeks in packages(self.reference, one.work_type, place, one.participation)
        ]
        done: list[tuple[str, int]] = []
        while rows:
            waiting = {package for package, _ in rows}
            ready = [row for row in rows if not any(before in waiting for before, _, _ in self.before.get(row[0], ()))]
            done += ready
            rows = [row for row in rows if row not in ready]
        return done

    def _worked(self, package: str, school_region: Any, start: int, weeks: int) -> Span:
        """From the first open week on, so many full weeks of work; found once per calendar."""
        calendar = self.reference.packages[package].calendar
        key = calendar, school_region, start, weeks
        if key not in self.spans:
            self.spans[key] = self._span(calendar, school_region, start, weeks)
        return self.spans[key]

    def _span(self, calendar: str, school_region: Any, start: int, weeks: int) -> Span:
        row = percent(calendar, school_region, self.start, self.weeks)
        first = next(w for w in range(start, self.weeks) if row[w] > 0)
        done, end = 0, first
        while done < 100 * weeks and end < self.weeks:
            done += row[end]
            end += 1
        return first, end


@dataclass
class Block:
    """Homes of one owner on one street, at a start that may move a little."""

    asked: Asked
    place: Place
    hours: float
    start: int = 0

    def periods(self, clock: Clock) -> list[float]:
        """Its person-hours per period of levelling."""
        return _periods(_hours(clock, self.asked, self.place, clock.place(self.asked, self.place, self.start)))


def ask(projects: Sequence[Asked], clock: Clock, random: Random) -> None:
    """Fills the spans of all projects of one area."""
    phases = list({one.phase.id: one.phase for one in projects}.values())
    streets = {
        phase.id: _Streets(phase, [p for p in projects if p.phase.id == phase.id], clock, random) for phase in phases
    }
    order = _order(phases, streets, random)
    gaps = {phase.id: random.randint(*GAP) for phase in phases}
    first = FIRST_WEEK + streets[order[0].id].length
    blocks = [block for phase in order for block in _blocks(phase, projects, clock)]
    last = FIRST_WEEK + WANTED_WEEKS - max(gaps[phase.id] + streets[phase.id].poles for phase in phases)
    around = [0.0] * clock.weeks

    def settle() -> float:
        """Streets before and poles after the homes as they stand; how uneven that is."""
        for phase in order:
            mine = [block for block in blocks if block.asked.phase.id == phase.id]
            for block in mine:
                block.asked.put(block.place, clock.place(block.asked, block.place, block.start))
            streets[phase.id].before(min(block.start for block in mine))
            streets[phase.id].after(max(block.asked.spans[block.place["id"]][1] for block in mine) + gaps[phase.id])
        starts = [block.start for block in blocks]
        return uneven(load(clock, projects), min(starts), max(starts) + QUARTER // 2)

    tried: list[tuple[float, list[int]]] = []
    for turn in range(PASSES):
        _spread(blocks, clock, first, last, [min(1.0, AROUND + AROUND_MORE * turn) * hours for hours in around], random)
        tried.append((settle(), [block.start for block in blocks]))
        if tried[-1][0] <= LEVEL:
            break
        around = load(clock, [one for one in projects if one.work_type != "retrofit"])
    for block, start in zip(blocks, min(tried)[1], strict=True):
        block.start = start
    settle()


def uneven(hours: Sequence[float], first: int, last: int) -> float:
    """How far the quarter that differs most is from the mean, as a share of it; of the whole quarters in ``[first,
    last)``."""
    quarters = [sum(hours[w : w + QUARTER]) for w in range(-(-first // QUARTER) * QUARTER, last - QUARTER + 1, QUARTER)]
    return max(abs(q * len(quarters) / sum(quarters) - 1) for q in quarters)


def load(clock: Clock, projects: Sequence[Asked]) -> list[float]:
    """Person-hours per week of projects in the weeks asked for."""
    row = [0.0] * clock.weeks
    for one in projects:
        for place in one.places:
            works = {
                package.id: one.works[place["id"], package.id]
                for package, _ in packages(clock.reference, one.work_type, place)
            }
            row = [a + b for a, b in zip(row, _hours(clock, one, place, works), strict=True)]
    return row


def _order(phases: Sequence[Phase], streets: dict[str, _Streets], random: Random) -> list[Phase]:
    """Phases in the order of their homes: the one whose streets are done soonest first, those of one district in
    turn."""
    drawn = random.sample(phases, len(phases))
    soonest = min(drawn, key=lambda phase: (phase.id[3:] == "b", streets[phase.id].length))
    rest = [phase for phase in drawn if phase is not soonest]
    turns = {
        phase.district.id: iter(sorted((p for p in rest if p.district.id == phase.district.id), key=lambda p: p.id))
        for phase in rest
    }
    return [soonest, *(next(turns[phase.district.id]) for phase in rest)]


def _blocks(phase: Phase, projects: Sequence[Asked], clock: Clock) -> list[Block]:
    """Blocks of a phase street by street, its owners in turn."""
    at = {street["id"]: k for k, street in enumerate(phase.streets)}
    found = []
    for one in projects:
        if one.phase.id == phase.id and one.work_type == "retrofit":
            for k, place in enumerate(one.places):
                hours = 0.0
                for package in clock.reference.of_work_type("retrofit"):
                    hours += sum(package.hours.values()) * place.get(package.quantity, 0) * one.participation / 100
                found.append((at[place["street"]], k, Block(one, place, hours)))
    return [block for _, _, block in sorted(found, key=lambda row: row[:2])]


def _spread(blocks: list[Block], clock: Clock, first: int, last: int, around: Sequence[float], random: Random) -> None:
    """Starts by cumulative hours against what the work ``around`` the homes leaves of a level load, then shifted a
    little to and fro until the load is level."""
    total = sum(block.hours for block in blocks)
    length = max(max(e for _, e in clock.place(b.asked, b.place, first).values()) - first for b in blocks)
    weeks = range(first, last - length + 1)
    level = (total + sum(around[w] for w in weeks)) / len(weeks)
    reached = list(accumulate(max(level / 4, level - around[w]) for w in weeks))
    done = 0.0
    for block in blocks:
        block.start = weeks[min(len(weeks) - 1, bisect_left(reached, done / (total - block.hours) * reached[-1]))]
        done += block.hours
    rows = [block.periods(clock) for block in blocks]
    load = [sum(column) for column in zip(_periods(around), *rows, strict=True)]
    core, begun = slice(first // PERIOD + 2, last // PERIOD - 2), [block.start for block in blocks]
    spread = _spreading(load[core])
    for _ in range(ROUNDS):
        k = random.randrange(1, len(blocks))
        old, row = blocks[k].start, rows[k]
        blocks[k].start = max(first, min(weeks[-1], begun[k] + random.randint(-SHIFT, SHIFT)))
        moved = blocks[k].periods(clock)
        after = [q - a + b for q, a, b in zip(load, row, moved, strict=True)]
        spread_after = _spreading(after[core])
        if spread_after < spread:
            load, rows[k], spread = after, moved, spread_after
        else:
            blocks[k].start = old


def _spreading(load: Sequence[float]) -> float:
    mean = sum(load) / len(load)
    return sum((q - mean) ** 2 for q in load)


def _periods(hours: Sequence[float]) -> list[float]:
    return [sum(hours[w : w + PERIOD]) for w in range(0, len(hours), PERIOD)]


def _hours(clock: Clock, one: Asked, place: Place, works: Mapping[str, Span]) -> list[float]:
    """Person-hours per week on a place, by the weeks of its packages."""
    row = [0.0] * clock.weeks
    for package, (first, end) in works.items():
        norm = clock.reference.packages[package]
        hours = sum(norm.hours.values()) * place[norm.quantity] * one.participation / 100
        for week in range(first, end):
            row[week] += hours / (end - first)
    return row


class _Streets:
    """What is done in the streets of one phase, before and after its homes."""

    def __init__(self, phase: Phase, projects: Sequence[Asked], clock: Clock, random: Random) -> None:
        self.phase, self.clock = phase, clock
        self.by_type = {one.work_type: one for one in projects if one.work_type != "retrofit"}
        self.gaps = {kind: random.randint(*GAP) for kind in ("heat", "cabling", "homes")}
        kinds = [kind for kind in ("sewer", "heat", "cabling") if kind in self.by_type]
        self.chain = list(pairwise([*kinds, "homes"]))
        self.ready: dict[int, int] = {}  # per start of the streets the week in which homes may begin
        self.length = self._digs(FIRST_WEEK) - FIRST_WEEK
        self.poles = sum(
            max(e for _, e in clock.place(self.by_type["charging"], place, FIRST_WEEK).values()) - FIRST_WEEK
            for place in self.by_type["charging"].places
        )

    def before(self, homes: int) -> None:
        """Sewers, heat pipes and cables as late as the first home allows."""
        start = next((w for w in range(homes, FIRST_WEEK, -1) if self._ready(w) <= homes), FIRST_WEEK)
        self._digs(start)

    def _ready(self, start: int) -> int:
        """When homes may begin if the streets do in that week; what is asked of the streets may change by it, until
        they are put where they belong."""
        if start not in self.ready:
            self.ready[start] = self._digs(start)
        return self.ready[start]

    def after(self, start: int) -> None:
        """Charger poles, one street after the other."""
        one = self.by_type["charging"]
        for place in one.places:
            one.put(place, self.clock.place(one, place, start))
            start = one.spans[place["id"]][1]

    def _digs(self, start: int) -> int:
        """Fills the spans of what comes before the homes from ``start`` on; gives the week in which homes may
        begin."""
        free = {street["id"]: start for street in self.phase.streets}  # when the next kind of work may come to a street
        for kind, following in self.chain:
            one = self.by_type[kind]
            lanes = [start] * LANES
            for place in one.places:
                lane = lanes.index(min(lanes))
                one.put(place, self._street(one, place, max(lanes[lane], free[place["id"]])))
                lanes[lane] = one.spans[place["id"]][1]
                free[place["id"]] = lanes[lane] + self.gaps[following]
        return self._grid(self.by_type["cabling"]) + self.gaps["homes"]

    def _grid(self, cables: Asked) -> int:
        """When stations, which wait for all MV cable of the project, and cables are done; homes are transferred after
        that."""
        power = max(cables.works[place["id"], "mv-cable"][1] for place in cables.places)
        stations = {
            place["id"]: self._one(cables, place, "station", power) for place in cables.places if place.get("stations")
        }
        power = max([power, *(end for _, end in stations.values())])
        done = max(power, *(end for _, end in cables.spans.values()))
        for place in cables.places:
            digs = {package: cables.works[place["id"], package] for package in ("mv-cable", "lv-cable")}
            after = self._one(cables, place, "connection-upgrade", max(digs["lv-cable"][1], power))
            station = {"station": stations[place["id"]]} if place["id"] in stations else {}
            cables.put(place, digs | station | {"connection-upgrade": after})
        return done

    def _one(self, one: Asked, place: Place, package: str, start: int) -> Span:
        return self.clock.place(one, place, start, package)[package]

    def _street(self, one: Asked, place: Place, start: int) -> dict[str, Span]:
        """Digs on one street, one after the other."""
        found: dict[str, Span] = {}
        for package in DIGS:
            found |= self.clock.place(one, place, start, package)
            start = max([start, *(end for _, end in found.values())])
        return found
