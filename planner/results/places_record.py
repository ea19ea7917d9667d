"""What each tender of a plan can offer to learners, against what its clients ask.

A quantity that is shown, not a rule of the plan: whoever wins the work may meet what is asked elsewhere in its firm,
and a tender that cannot offer it says why instead of vanishing from the plan.

Room, in hundredths of a learner in a week: of own people at work on an activity the share that may learn beside them
(:attr:`~wijkplan.planner.submission.newcomers.LearningPlace.most_learners_percent`, and what those who can guide may
have), in the weeks in which somebody can be in training: seats and candidates of the region, taken up in order of
time, drop-out by expectation. Seats are divided over all work of that trade, region and week by its room, rounded
down, so that all tenders together never count a seat twice. Euros count 52 weeks to a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import HEAD, course, teaches
from wijkplan.planner.programme import starts
from wijkplan.planner.record.places import (
    FORMAT_VERSION,
    PlacesObstacle,
    PlacesReason,
    PlacesRecord,
    TenderBlock,
    TenderPlaces,
)
from wijkplan.planner.submission.newcomers import AgreedPlaces, Newcomers

YEAR = 52  # learner-weeks that a building block of a year counts

Cell = tuple[str, str, int]
"""Trade, region and week."""

Key = tuple[str, str, str, int | None]
"""Track, trade, region, and euros a year of its building block there and then."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A project's room per block and its head-weeks of work, in hundredths; in which trades something stood in the
    way."""

    room: Mapping[Key, int]
    work: int
    reasons: frozenset[tuple[PlacesReason, str]]


def places_record(compiled: Compiled, plan: Plan, plan_file: str) -> PlacesRecord | None:
    """All tenders of a plan of which something is agreed; ``None`` where nobody asks anything of any tender."""
    newcomers = None if compiled.recruits is None else compiled.recruits.newcomers
    if newcomers is None or not any(row.share_percent for row in newcomers.agreed_places):
        return None
    offers = _offers(newcomers, compiled, plan)
    rows = (
        _tender(newcomers, compiled, publication.tender, offers)
        for publication in sorted(plan.tenders, key=lambda one: one.tender)
    )
    return PlacesRecord(format_version=FORMAT_VERSION, plan=plan_file, tenders=tuple(row for row in rows if row))


def asked(newcomers: Newcomers, compiled: Compiled, project: int, value: int) -> AgreedPlaces | None:
    """What is agreed for a project in a tender of this value: its client's own row, else that for all."""
    client = compiled.names.clients[compiled.problem.projects[project].client].id
    work_type = compiled.names.projects[project].work_type
    own = any(row.client == client for row in newcomers.agreed_places)
    for row in newcomers.agreed_places:
        counts = row.client == (client if own else None) and value >= row.from_value_eur
        if counts and (not row.work_types or work_type in row.work_types):
            return row
    return None


def _tender(newcomers: Newcomers, compiled: Compiled, tender: int, offers: Mapping[int, _Offer]) -> TenderPlaces | None:
    name = compiled.names.tenders[tender]
    eur = weeks = 0
    room: dict[Key, int] = defaultdict(int)
    reasons: set[tuple[PlacesReason, str]] = set()
    for project in compiled.problem.tenders[tender].projects:
        offer, row = offers[project], asked(newcomers, compiled, project, name.value_eur)
        for key, hundredths in offer.room.items():
            room[key] += hundredths
        reasons |= offer.reasons
        if row is not None and row.of == "contract-sum":
            eur += ceil(compiled.names.projects[project].value_eur * row.share_percent / 100)
        elif row is not None:
            weeks += ceil(offer.work * row.share_percent / 100)
    if not eur and not weeks:
        return None
    # Blocks of years with other euros are one line; each is rounded down before they are added up.
    blocks: dict[tuple[str, str, str], tuple[int, int | None]] = {}
    for (track, trade, region, year), hundredths in room.items():
        before, counted = blocks.get((track, trade, region), (0, 0))
        euros = None if year is None or counted is None else counted + hundredths * year // (HEAD * YEAR)
        blocks[track, trade, region] = before + hundredths, euros
    room_weeks, room_eur = sum(n for n, _ in blocks.values()), sum(euros or 0 for _, euros in blocks.values())
    short_weeks, short_eur = max(0, weeks - room_weeks), max(0, eur - room_eur)
    if not short_eur:
        reasons = {one for one in reasons if one[0] != "no-building-block"}
    return TenderPlaces(
        tender=name.id,
        agreed_eur=eur,
        agreed_learner_weeks=weeks / HEAD,
        room_eur=room_eur,
        room_learner_weeks=room_weeks / HEAD,
        short_eur=short_eur,
        short_learner_weeks=short_weeks / HEAD,
        reasons=_obstacles(reasons) if short_weeks or short_eur else (),
        blocks=tuple(
            TenderBlock(track=track, trade=trade, region=region, learner_weeks=n / HEAD, eur=euros)
            for (track, trade, region), (n, euros) in sorted(
                blocks.items(), key=lambda one: (-(one[1][1] or 0), one[0])
            )
        ),
    )


def _obstacles(reasons: set[tuple[PlacesReason, str]]) -> tuple[PlacesObstacle, ...]:
    if not reasons:
        return (PlacesObstacle(reason="too-little-work", trades=()),)
    kinds = sorted({reason for reason, _ in reasons})
    return tuple(
        PlacesObstacle(reason=kind, trades=tuple(sorted(trade for one, trade in reasons if one == kind)))
        for kind in kinds
    )


def _offers(newcomers: Newcomers, compiled: Compiled, plan: Plan) -> dict[int, _Offer]:
    """Per project what its work has room for."""
    problem, names = compiled.problem, compiled.names
    taught = {track.trade for track in newcomers.tracks}
    work: dict[int, int] = defaultdict(int)
    reasons: dict[int, set[tuple[PlacesReason, str]]] = defaultdict(set)
    wants: dict[Cell, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    share = learners_beside(newcomers, names)
    for placement in plan.placements:
        project = problem.activities[placement.activity].project
        weeks = working_weeks(problem, placement)
        for demand, chosen in zip(
            problem.activities[placement.activity].modes[placement.mode].demands, placement.patterns, strict=True
        ):
            pattern = demand.patterns[chosen]
            work[project] += demand.heads * len(weeks)
            trade = names.trades[demand.trade].id
            if trade not in taught:
                reasons[project].add(("no-track", trade))
            elif pattern.own is None or pattern.own not in share:
                reasons[project].add(("no-learning-place", trade))
            else:
                for week in weeks:
                    cell = trade, names.pools[pattern.own].region, week
                    wants[cell][project] += pattern.own_heads * share[pattern.own] // 100
    training = _training(newcomers, names, problem.horizon)
    room: dict[int, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
    for cell, asking in wants.items():
        left = everybody = sum(asking.values())
        for key, there in training.get(cell, ()):
            taken = min(left, there)
            left -= taken
            for project, wanted in asking.items():
                room[project][key] += wanted * taken // everybody if everybody else 0
                if key[3] is None:
                    reasons[project].add(("no-building-block", cell[0]))
        if left:
            for project in asking:
                reasons[project].add(("no-seats", cell[0]))
    return {p: _Offer(room[p], work[p], frozenset(reasons[p])) for p in range(len(problem.projects))}


def learners_beside(newcomers: Newcomers, names: Names) -> dict[int, int]:
    """Per pool that may teach the learners that there may be beside its people at work, in percent of these."""
    firms = {firm.id: firm for firm in names.employers}
    found: dict[int, int] = {}
    for p, pool in enumerate(names.pools):
        place = None if pool.employer is None else teaches(newcomers, firms[pool.employer], pool)
        if place is not None:
            ratio = next(
                (row.learners_per_guide for row in newcomers.ratios if row.trade == pool.trade),
                newcomers.learners_per_guide,
            )
            found[p] = min(place.most_learners_percent, floor(place.guides_percent * ratio))
    return found


def _training(newcomers: Newcomers, names: Names, horizon: int) -> dict[Cell, list[tuple[Key, int]]]:
    """Per trade, region and week who can be in training there, in hundredths, the dearest building block first."""
    tracks = {track.id: track for track in newcomers.tracks}
    left = {i: row.number for i, row in enumerate(newcomers.candidates)}
    begin = sorted(
        (week, seats.track, seats.region, seats.seats)
        for seats in newcomers.seats
        for week in starts(tracks[seats.track], seats, names.start, horizon)
    )
    found: dict[Cell, dict[Key, int]] = defaultdict(lambda: defaultdict(int))
    for week, id, region, seats_there in begin:
        track, year = tracks[id], names.monday(week).year
        rows = [
            i for i, row in enumerate(newcomers.candidates)
            if (row.region, row.year) == (region, year) and id in (row.tracks or tracks)
        ]  # fmt: skip
        number = min([seats_there, *(left[i] for i in rows)])
        for i in rows:
            left[i] -= number
        length = sum(phase.weeks for phase in track.phases)
        stays = course(track, min(length, horizon - week)).stays
        for after, share in enumerate(stays):
            counts = _counts(newcomers, region, track.kind, names.monday(week + after))
            found[track.trade, region, week + after][id, track.trade, region, counts] += floor(number * share)
    return {cell: sorted(rows.items(), key=lambda one: (-(one[0][3] or 0), one[0][0])) for cell, rows in found.items()}


def _counts(newcomers: Newcomers, region: str, block: str, monday: date) -> int | None:
    """Euros a year that a building block counts for in a region in a week: the last figure from before it."""
    known = [
        row for row in newcomers.building_blocks if (row.region, row.block) == (region, block) and row.since <= monday
    ]
    return floor(max(known, key=lambda row: row.since).eur_per_year) if known else None
