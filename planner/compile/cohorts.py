"""Newcomers: from tracks, seats, candidates and learning places to the cohorts of the problem.

One cohort per track, start and pool of an employer that may teach its trade there. What a newcomer costs (term
``training``): the training less its subsidy; its wage for the hours at work and at school, less the work that it does,
which term ``labour`` pays; the hours of who guides; and, because heads that are there are paid, what they cost standing
by, of which patterns credit every hour that they work instead of hired people (:mod:`.people_costs`). Who leaves on the
way does so evenly, so a cohort counts by expectation. Who leaves one trade for another is a head less there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

from wijkplan.models.problem import Calendar, Cohort, Guidance, Places, Problem
from wijkplan.planner.programme import Programme, starts
from wijkplan.planner.submission.newcomers import LearningPlace, Newcomers, Target, Track

from .names import EmployerName, PoolName
from .qualifications import IN_CHARGE, holds
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
class Guaranteed:
    """Of a cohort with a job guarantee, per week of the programme: hundredths of a head that one newcomer can work,
    and the euros of each that ``cost`` counts although labour does too, where it works."""

    works: tuple[float, ...]
    euros: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Recruits:
    """Whom a programme could take on: the parts of the problem, their names, and what the file says; of those with a
    job guarantee, by cohort, what of it is counted twice."""

    cohorts: tuple[Cohort, ...]
    places: tuple[Places, ...]
    guidance: tuple[Guidance, ...]
    names: tuple[CohortName, ...]
    place_names: tuple[PlacesName, ...]
    newcomers: Newcomers
    guaranteed: Mapping[int, Guaranteed]

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
    guaranteed: dict[int, Guaranteed] = {}
    shares = open_share(problem.calendars, problem.horizon)
    known: dict[tuple[str, int], tuple[Course, int]] = {}  # of a track that starts in a week, wherever
    for seats in newcomers.seats:
        track = tracks[seats.track]
        able = [
            (p, pool, firms[pool.employer])
            for p, pool in enumerate(pool_names)
            if pool.employer is not None
            and (pool.trade, pool.region) == (track.trade, seats.region)
            and set(pool.holds) <= {*holds(track), IN_CHARGE}
            and teaches(newcomers, firms[pool.employer], pool) is not None
        ]
        for week in starts(track, seats, programme.start, programme.weeks):
            members = []
            if (track.id, week) not in known:
                newcomer = course(track, problem.horizon - week)
                known[track.id, week] = newcomer, cost(programme, newcomers, track, newcomer, shares[week:])
            newcomer, euros = known[track.id, week]
            for p, pool, firm in able:
                if not seats.seats or not problem.pools[p].heads[week]:
                    continue
                members.append(len(cohorts))
                source = None if track.from_trade is None else _source(problem, pool_names, p, track.from_trade, week)
                if track.from_trade is not None and source is None:
                    members.pop()
                    continue
                cohort = _cohort(newcomer, euros, p, week, seats.seats)
                cohorts.append(
                    cohort if source is None else _leaving(programme, problem, cohort, source, shares, pool_names)
                )
                names.append(_name(programme, track, pool, firm, week))
                if promised(newcomers, track):
                    guaranteed[len(cohorts) - 1] = _guaranteed(programme, track, newcomer, week, shares)
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
    return Recruits(
        tuple(cohorts), tuple(places), tuple(guidance), tuple(names), tuple(place_names), newcomers, guaranteed
    )


def _source(problem: Problem, pool_names: Sequence[PoolName], pool: int, trade: str, week: int) -> int | None:
    """The pool that somebody leaves to learn the trade of another: of the same employer and region, with people in
    that week; the largest. ``None`` where there is none."""
    here = pool_names[pool]
    found = [
        p
        for p, name in enumerate(pool_names)
        if (name.employer, name.trade, name.region) == (here.employer, trade, here.region)
        and problem.pools[p].heads[week] >= HEAD
    ]
    return max(found, key=lambda p: (problem.pools[p].heads[week], -p), default=None)


def _leaving(
    programme: Programme,
    problem: Problem,
    cohort: Cohort,
    source: int,
    shares: Sequence[float],
    pool_names: Sequence[PoolName],
) -> Cohort:
    """A cohort whose people leave a pool: what may be planned less there, as long as the pool has people, and what they
    no longer cost standing by there."""
    pool, trade = problem.pools[source], pool_names[source].trade
    reference = programme.reference
    gone = tuple(
        ceil(HEAD * (100 - pool.reserve) / 100) if week >= cohort.start and heads >= HEAD else 0
        for week, heads in enumerate(pool.heads)
    )
    hour = reference.trades[trade].rate_eur * reference.week_hours(trade) / HEAD
    idle = 1 - reference.settings.idle_earning_percent / 100
    saved = sum(hour * idle * heads * share for heads, share in zip(gone, shares, strict=True))
    return replace(cohort, source=source, gone=gone, cost=max(0, euros_nearest(cohort.cost - saved)))


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
    """Whole euros of one newcomer over the rest of the programme, never below 0. With a job guarantee all hours in
    which it could work are paid as if it stood by (:class:`Guaranteed`: those it works are in labour too)."""
    reference = programme.reference
    rate, week_hours = reference.trades[track.trade].rate_eur, reference.week_hours(track.trade)
    idle = 1 - reference.settings.idle_earning_percent / 100
    paid = 1.0 if promised(newcomers, track) else idle
    length = sum(phase.weeks for phase in track.phases)
    euros = track.cost_eur - track.subsidy_eur
    for week, (works, guiding, share) in enumerate(zip(one.works, one.guiding, open_weeks, strict=True)):
        hour = rate * week_hours * share / HEAD  # euros of a hundredth of a head in this week
        if week < length:
            there = HEAD * (1 - track.dropout_percent / 100 * (week // STEP * STEP) / length)
            euros += hour * (there * track.wage_percent / 100 - works + guiding)
        euros += hour * (paid * works - idle * guiding)
    return max(0, euros_nearest(euros))


def promised(newcomers: Newcomers, track: Track) -> bool:
    """Whether who follows a track is paid until the end of the programme, work or no work."""
    return newcomers.job_guarantee if track.job_guarantee is None else track.job_guarantee


def _guaranteed(programme: Programme, track: Track, one: Course, week: int, shares: Sequence[float]) -> Guaranteed:
    reference = programme.reference
    hour = reference.trades[track.trade].rate_eur * reference.week_hours(track.trade) / HEAD
    earning = reference.settings.idle_earning_percent / 100
    return Guaranteed((0.0,) * week + one.works, tuple(hour * earning * share for share in shares))


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
