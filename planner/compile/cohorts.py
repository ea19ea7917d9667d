"""Newcomers: from tracks, seats, candidates and learning places to the cohorts of the problem.

One cohort per track, start and pool of an employer that may teach its trade there. What a newcomer costs (term
``training``): the training less its subsidy; its wage for the hours at work and at school, less the work that it does,
which term ``labour`` pays; the hours of who guides; and, because heads that are there are paid, what they cost standing
by, of which patterns credit every hour that they work instead of hired people (:mod:`.people_costs`). Who leaves on the
way does so evenly, so a cohort counts by expectation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

from wijkplan.models.problem import Calendar, Cohort, Guidance, Places, Problem
from wijkplan.planner.programme import Programme, starts
from wijkplan.planner.submission.newcomers import LearningPlace, Newcomers, Target, Track

from .names import EmployerName, PoolName
from .rounding import euros_nearest

STEP = 13
"""Weeks after which those who have left by then are no longer counted."""

HEAD = 100
"""Hundredths of a head in a person."""


@dataclass(frozen=True, slots=True)
class CohortName:
    """Which newcomers: ``start`` is their first Monday, ``until`` the Monday after their last week of learning."""

    id: str
    track: str
    pool: str
    employer: str
    anonymous: bool
    trade: str
    region: str
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class PlacesName:
    """Which places: seats of a track in a region at a start, or candidates of a region in a year."""

    kind: str
    region: str
    track: str | None
    when: date


@dataclass(frozen=True, slots=True)
class Recruits:
    """Whom a programme could take on: the parts of the problem, their names, and what the file says."""

    cohorts: tuple[Cohort, ...]
    places: tuple[Places, ...]
    guidance: tuple[Guidance, ...]
    names: tuple[CohortName, ...]
    place_names: tuple[PlacesName, ...]
    newcomers: Newcomers

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Ways into trades."""
        return self.newcomers.tracks

    def target(self, trade: str, region: str) -> Target | None:
        """By when a shortage should have ended; ``None`` where nobody said so."""
        rows = self.newcomers.targets
        return next((one for one in rows if (one.trade, one.region) == (trade, region)), None)

    def into(self, problem: Problem) -> Problem:
        """A problem of the same programme in which they may be taken on."""
        return replace(problem, cohorts=self.cohorts, places=self.places, guidance=self.guidance)


@dataclass(frozen=True, slots=True)
class Course:
    """What one newcomer of a track is, week by week from its start, by expectation: hundredths of a head at work, of
    one who guides, of a learner, of one who can guide and of one who is still there."""

    works: tuple[float, ...]
    guiding: tuple[float, ...]
    learning: tuple[float, ...]
    guides: tuple[float, ...]
    stays: tuple[float, ...]


def course(track: Track, weeks: int) -> Course:
    """A newcomer over so many weeks. Those who leave do so evenly over the track, a quarter of a year at a time."""
    length = sum(phase.weeks for phase in track.phases)
    works, guiding, learning, guides, stays = [], [], [], [], []
    phase_of = [phase for phase in track.phases for _ in range(phase.weeks)]
    for week in range(weeks):
        left = 1 - track.dropout_percent / 100 * min(1.0, week // STEP * STEP / length)
        learns = week < length
        works.append(left * (phase_of[week].works_percent if learns else HEAD))
        guiding.append(left * phase_of[week].guiding_percent if learns else 0.0)
        learning.append(left * HEAD if learns and phase_of[week].guiding_percent else 0.0)
        guides.append(0.0 if learns else left * HEAD)
        stays.append(left * HEAD)
    return Course(tuple(works), tuple(guiding), tuple(learning), tuple(guides), tuple(stays))


def recruits(
    programme: Programme,
    newcomers: Newcomers,
    problem: Problem,
    pool_names: Sequence[PoolName],
    employers: Sequence[EmployerName],
) -> Recruits:
    """All cohorts of a programme; none where nobody may teach, or learn."""
    firms = {firm.id: firm for firm in employers}
    tracks = {track.id: track for track in newcomers.tracks}
    cohorts: list[Cohort] = []
    names: list[CohortName] = []
    places: list[Places] = []
    place_names: list[PlacesName] = []
    shares = open_share(problem.calendars, problem.horizon)
    for seats in newcomers.seats:
        track = tracks[seats.track]
        for week in starts(track, seats, programme.start, programme.weeks):
            members = []
            newcomer = course(track, problem.horizon - week)
            euros = cost(programme, newcomers, track, newcomer, shares[week:])
            for p, pool in enumerate(pool_names):
                if pool.employer is None or (pool.trade, pool.region) != (track.trade, seats.region):
                    continue
                place = teaches(newcomers, firms[pool.employer], pool)
                if place is None or not seats.seats or not problem.pools[p].heads[week]:
                    continue
                members.append(len(cohorts))
                cohorts.append(_cohort(newcomer, euros, p, week, seats.seats))
                names.append(_name(programme, track, pool, firms[pool.employer], week))
            if members:
                places.append(Places(tuple(members), seats.seats))
                place_names.append(PlacesName("seats", seats.region, track.id, programme.monday(week)))
    for row in newcomers.candidates:
        members = [
            c for c, name in enumerate(names)
            if name.region == row.region and name.start.year == row.year and name.track in (row.tracks or tracks)
        ]  # fmt: skip
        if members:
            places.append(Places(tuple(members), row.number))
            one = row.tracks[0] if len(row.tracks) == 1 else None
            place_names.append(PlacesName("candidates", row.region, one, date(row.year, 1, 1)))
    guidance = []
    for p in sorted({cohort.pool for cohort in cohorts}):
        employer = pool_names[p].employer
        guided = teaches(newcomers, firms[employer], pool_names[p]) if employer is not None else None
        if guided is not None:
            guidance.append(_guidance(newcomers, problem, p, pool_names[p].trade, guided))
    return Recruits(tuple(cohorts), tuple(places), tuple(guidance), tuple(names), tuple(place_names), newcomers)


def teaches(newcomers: Newcomers, firm: EmployerName, pool: PoolName) -> LearningPlace | None:
    """The learning place of a pool; ``None`` where its employer may not teach."""
    for row in newcomers.learning_places:
        whose = firm.anonymous if row.employer is None else row.employer == firm.id
        if whose and (row.trade, row.region) == (pool.trade, pool.region):
            return row
    return None


def _guidance(newcomers: Newcomers, problem: Problem, p: int, trade: str, place: LearningPlace) -> Guidance:
    heads = problem.pools[p].heads
    ratio = next(
        (row.learners_per_guide for row in newcomers.ratios if row.trade == trade), newcomers.learners_per_guide
    )
    return Guidance(
        p,
        floor(ratio * 100),
        tuple(n * place.guides_percent // 100 for n in heads),
        tuple(n * place.most_learners_percent // 100 for n in heads),
    )


def _cohort(one: Course, euros: int, pool: int, week: int, most: int) -> Cohort:
    before = (0,) * week
    heads = tuple(floor(works - guiding) for works, guiding in zip(one.works, one.guiding, strict=True))
    return Cohort(
        pool=pool,
        start=week,
        cost=euros,
        heads=before + heads,
        learners=before + tuple(map(ceil, one.learning)),
        guides=before + tuple(map(floor, one.guides)),
        most=most,
    )


def open_share(calendars: Sequence[Calendar], horizon: int) -> list[float]:
    """Per week the part of it that can be worked in any calendar."""
    return [max((calendar.percent[t] for calendar in calendars), default=100) / 100 for t in range(horizon)]


def cost(programme: Programme, newcomers: Newcomers, track: Track, one: Course, open_weeks: Sequence[float]) -> int:
    """Whole euros of one newcomer over the rest of the programme, never below 0."""
    reference = programme.reference
    rate, week_hours = reference.trades[track.trade].rate_eur, reference.week_hours(track.trade)
    idle = 1.0 if newcomers.job_guarantee else 1 - reference.settings.idle_earning_percent / 100
    length = sum(phase.weeks for phase in track.phases)
    euros = track.cost_eur - track.subsidy_eur
    for week, (works, guiding, share) in enumerate(zip(one.works, one.guiding, open_weeks, strict=True)):
        hour = rate * week_hours * share / HEAD  # euros of a hundredth of a head in this week
        if week < length:
            there = HEAD * (1 - track.dropout_percent / 100 * (week // STEP * STEP) / length)
            euros += hour * (there * track.wage_percent / 100 - works + guiding)
        euros += hour * idle * (works - guiding)
    return max(0, euros_nearest(euros))


def _name(programme: Programme, track: Track, pool: PoolName, firm: EmployerName, week: int) -> CohortName:
    start = programme.monday(week)
    length = sum(phase.weeks for phase in track.phases)
    return CohortName(
        id=f"{track.id}:{pool.id}:{start}",
        track=track.id,
        pool=pool.id,
        employer=firm.id,
        anonymous=firm.anonymous,
        trade=pool.trade,
        region=pool.region,
        start=start,
        until=start + timedelta(weeks=length),
    )
