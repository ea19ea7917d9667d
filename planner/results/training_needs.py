"""What to train now for the people of a later year: per trade, region, track and school year how many have to start,
and when at the latest, counted back over ramp-up and duration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.plan_file_types import CohortInPlan
from wijkplan.planner.programme import starts
from wijkplan.planner.record.newcomers import NewcomersAnswer
from wijkplan.planner.submission.newcomers import Newcomers, Track

AUGUST = 8  # with this month a school year begins


def school_year(day: date) -> str:
    """The school year of a day, from August on.

    >>> school_year(date(2028, 7, 31)), school_year(date(2028, 8, 1))
    ('2027-2028', '2028-2029')
    """
    first = day.year if day.month >= AUGUST else day.year - 1
    return f"{first}-{first + 1}"


@dataclass(frozen=True, slots=True)
class TrainingNeed:
    """Who starts in one school year with a track in a region for the people of ``year``. ``last_start`` is the last
    Monday on which somebody has to start, or can start to work in full when that year begins; ``full_from`` when who
    starts then works in full; ``seats`` are those of all starts of that school year up to then. ``expected`` have to
    start for what is hired in that year, by expectation, ``sure`` with the chance asked (in ``percent`` of a hundred
    draws); ``plan`` start in the plan with newcomers, for whatever year. 0: nobody; ``None``: nobody asked, or no
    newcomers were found who do it."""

    year: int
    trade: str
    region: str
    track: str
    school_year: str
    last_start: date
    full_from: date
    seats: int
    expected: int | None
    sure: int | None
    percent: int | None
    plan: int | None


def training_needs(compiled: Compiled, answer: NewcomersAnswer | None) -> tuple[TrainingNeed, ...]:
    """Of every year of the programme in which somebody who starts in it could work, soonest school year first."""
    if compiled.recruits is None:
        return ()
    newcomers, found = compiled.recruits.newcomers, []
    first, last = (compiled.names.monday(week) for week in (0, compiled.problem.horizon))
    asked = _Asked.of(answer)
    for track in newcomers.tracks:
        for region, mondays in _starts(compiled, newcomers, track).items():
            for year in range(first.year, last.year + 1):
                found += _needs(track, region, year, mondays, asked)
    return tuple(sorted(found, key=lambda one: (one.year, one.school_year, one.trade, one.region, one.track)))


Numbers = dict[tuple[str, str, int], dict[date, int]]
"""Newcomers by first Monday, per track, region and the year for which they start (of the plan: 0)."""


@dataclass(frozen=True, slots=True)
class _Asked:
    expected: Numbers
    sure: Numbers
    plan: Numbers | None
    percents: dict[tuple[str, str], int]
    uncertain: frozenset[tuple[str, str, int]]
    """Trades, regions and years of which no newcomers were found with the chance asked."""

    @classmethod
    def of(cls, answer: NewcomersAnswer | None) -> _Asked:
        if answer is None:
            return cls({}, {}, None, {}, frozenset())
        expected: list[tuple[int, CohortInPlan]] = []
        sure: list[tuple[int, CohortInPlan]] = []
        uncertain = set()
        for short in answer.shortages:
            for one in short.years:
                expected += [(one.year, cohort) for cohort in one.expected.cohorts] if one.expected else []
                sure += [(one.year, cohort) for cohort in one.sure.cohorts] if one.sure else []
                if one.sure is None:
                    uncertain.add((short.trade, short.region, one.year))
        return cls(
            _numbers(expected),
            _numbers(sure),
            _numbers([(0, cohort) for cohort in answer.cohorts]),
            {(short.trade, short.region): short.target_percent for short in answer.shortages},
            frozenset(uncertain),
        )


def _numbers(rows: Sequence[tuple[int, CohortInPlan]]) -> Numbers:
    found: Numbers = defaultdict(lambda: defaultdict(int))
    for year, cohort in rows:
        if cohort.track is not None and cohort.region is not None and cohort.start is not None:
            found[cohort.track, cohort.region, year][cohort.start] += cohort.number
    return {key: dict(row) for key, row in found.items()}


def _starts(compiled: Compiled, newcomers: Newcomers, track: Track) -> dict[str, dict[date, int]]:
    """Seats by first Monday, per region."""
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for seats in newcomers.seats:
        if seats.track == track.id and seats.seats:
            for week in starts(track, seats, compiled.names.start, compiled.problem.horizon):
                monday = compiled.names.monday(week)
                found[seats.region][monday] = found[seats.region].get(monday, 0) + seats.seats
    return found


def _needs(track: Track, region: str, year: int, mondays: dict[date, int], asked: _Asked) -> list[TrainingNeed]:
    """The school years in which somebody starts for a year, or could at the latest."""
    length = timedelta(weeks=sum(phase.weeks for phase in track.phases))
    expected, sure = (numbers.get((track.id, region, year), {}) for numbers in (asked.expected, asked.sure))
    in_time = max((monday for monday in mondays if monday + length <= date(year, 1, 1)), default=None)
    days = {*expected, *sure, *(() if in_time is None else (in_time,))}
    found = []
    for name in sorted({school_year(day) for day in days}):
        here = [day for day in days if school_year(day) == name]
        chosen = [day for day in here if day in expected or day in sure]
        last = max(chosen or here)
        planned = None if asked.plan is None else asked.plan.get((track.id, region, 0), {})
        nobody_found = (track.trade, region, year) in asked.uncertain
        found.append(
            TrainingNeed(
                year=year,
                trade=track.trade,
                region=region,
                track=track.id,
                school_year=name,
                last_start=last,
                full_from=last + length,
                seats=sum(n for day, n in mondays.items() if school_year(day) == name and day <= last),
                expected=None if planned is None else sum(expected.get(day, 0) for day in here),
                sure=None if planned is None or nobody_found else sum(sure.get(day, 0) for day in here),
                percent=asked.percents.get((track.trade, region)),
                plan=None if planned is None else sum(n for day, n in planned.items() if school_year(day) == name),
            )
        )
    return found
