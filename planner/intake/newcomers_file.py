"""Reads what newcomers could do (``newcomers.json``), with everything that is wrong with it: references that lead
nowhere, tracks that nobody can follow, learners whom nobody can guide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from pydantic import ValidationError

from wijkplan.planner.findings.finding import Finding, error, suggestion, warning
from wijkplan.planner.programme import monday_of, starts
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.newcomers import Newcomers, Seats, Track
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.text import Text, say

from .decode import Decoded
from .newcomers_open import left_open
from .newcomers_sense import senseless
from .schema_findings import schema_findings

UNKNOWN = {
    "track": ("unknown-track", say("track")),
    "trade": ("unknown-trade", say("trade")),
    "region": ("unknown-region", say("region")),
    "employer": ("unknown-employer", say("employer")),
    "client": ("unknown-client", say("client")),
    "work_type": ("unknown-work-type", say("work type")),
}


def is_newcomers(one: Decoded) -> bool:
    """Whether a file holds what newcomers could do."""
    return one.data is not None and one.data.get("kind") == "newcomers"


def read_newcomers(files: Sequence[Decoded]) -> tuple[tuple[str, Newcomers] | None, list[Finding]]:
    """File and contents, ``None`` where there is none or its form is wrong; two of them contradict each other."""
    findings: list[Finding] = []
    read: list[tuple[str, Newcomers]] = []
    for one in files:
        data = {key: value for key, value in (one.data or {}).items() if key != "$schema"}
        try:
            read.append((one.file, Newcomers.model_validate_json(json.dumps(data), strict=True)))
        except ValidationError as problem:
            findings += schema_findings(one.file, data, problem, one_of=False)
    for file, _ in read[1:]:
        what = say("Tracks and seats are also in {file}.", file=read[0][0])
        findings.append(error("several-newcomers", file, "", None, None, what, say("Put them together in one file.")))
    return (None if findings or not read else read[0]), findings


def newcomer_findings(
    file: str,
    newcomers: Newcomers,
    reference: Reference,
    settings: ProgrammeFile | None,
    employers: Sequence[Employer],
    clients: Sequence[Client],
) -> Iterator[Finding]:
    """What is wrong with its meaning."""
    yield from _references(file, newcomers, reference, employers, clients)
    yield from _doubles(file, newcomers)
    yield from _without_blocks(file, newcomers, reference, settings, clients)
    yield from senseless(file, newcomers, reference, settings, employers)
    yield from left_open(file, newcomers, reference, settings)
    tracks = {track.id: track for track in newcomers.tracks}
    for i, track in enumerate(newcomers.tracks):
        at = f"tracks[{i}]"
        seats = [row for row in newcomers.seats if row.track == track.id and row.seats > 0]
        if not seats:
            what = say("There are no seats for this track: nobody can start in it.")
            remedy = say("Give seats per region, or leave the track out.")
            yield warning("no-seats", file, at, None, track.id, what, remedy)
        yield from _source(file, f"{at}.from_trade", newcomers, track, reference, employers)
        yield from _guidance(file, f"{at}.phases", newcomers, track)
        for row in seats if track.trade in reference.trades else ():
            taught = any((one.trade, one.region) == (track.trade, row.region) for one in newcomers.learning_places)
            if not taught and row.region in reference.regions:
                region = reference.region_called(row.region)
                what = say("Nobody may teach {trade} in region {region}.", trade=track.trade, region=region)
                remedy = say("Give a learning place there: an employer that is recognised for it.")
                at_seats = f"seats[{newcomers.seats.index(row)}]"
                yield warning("no-learning-place", file, at_seats, None, track.id, what, remedy)
    if settings is not None:
        for i, row in enumerate(newcomers.seats):
            if row.track in tracks and not starts(tracks[row.track], row, settings.start, settings.weeks):
                what = say("No start of this track lies in these weeks of the programme.")
                remedy = say("Correct the days, or the months in which the track starts.")
                yield warning("no-start", file, f"seats[{i}]", None, row.track, what, remedy)


def _source(
    file: str, at: str, newcomers: Newcomers, track: Track, reference: Reference, employers: Sequence[Employer]
) -> Iterator[Finding]:
    """A track out of a trade of which no employer that teaches has people, or out of its own."""
    if track.from_trade is None:
        return
    remedy = say("Name the trade that people leave for it, or leave it out where they come from outside.")
    if track.from_trade == track.trade:
        yield error("no-source", file, at, None, track.from_trade, say("Nobody leaves a trade for itself."), remedy)
        return
    if track.from_trade not in reference.trades:
        return  # it is told that there is none
    teaching = {(row.employer, row.region) for row in newcomers.learning_places if row.trade == track.trade}
    there = {
        (who, crew.region)
        for employer in employers
        for crew in employer.crews
        if crew.trade == track.from_trade
        for who in ({employer.id} if crew.status == "committed" else {None})
    }
    if employers and not teaching & there:
        what = say(
            "No employer that may teach {trade} has people of {from_trade} in that region: nobody can leave it for "
            "this track.",
            trade=track.trade,
            from_trade=track.from_trade,
        )
        yield warning("no-source", file, at, None, track.from_trade, what, remedy)


def _without_blocks(
    file: str, newcomers: Newcomers, reference: Reference, settings: ProgrammeFile | None, clients: Sequence[Client]
) -> Iterator[Finding]:
    """A share of the contract sum that nothing can fill: no region, or not that of the work, says what its building
    blocks count for before the programme ends."""
    last = date.max if settings is None else monday_of(settings.start) + timedelta(weeks=settings.weeks)
    counted = {block.region for block in newcomers.building_blocks if block.since < last}
    for i, row in enumerate(newcomers.agreed_places):
        if row.of != "contract-sum" or not row.share_percent:
            continue
        remedy = say("Give building blocks with their euros per region, or ask for places.")
        if not newcomers.building_blocks:
            what = say("A share of the contract sum is asked, but no region says what a building block counts for.")
            yield warning("no-building-block", file, f"agreed_places[{i}]", None, row.share_percent, what, remedy)
            continue
        there = {
            reference.districts[project.district].region
            for client in clients
            if row.client in (None, client.id)
            for project in client.projects
            if project.district in reference.districts
        }
        for region in sorted(there - counted):
            what = say(
                "A share of the contract sum is asked of work in region {region}, which does not say what a building "
                "block counts for within the programme.",
                region=reference.region_called(region),
            )
            yield warning("no-building-block", file, f"agreed_places[{i}]", None, region, what, remedy)


def _references(
    file: str,
    newcomers: Newcomers,
    reference: Reference,
    employers: Sequence[Employer],
    clients: Sequence[Client],
) -> Iterator[Finding]:
    known = {
        "track": {track.id for track in newcomers.tracks},
        "trade": set(reference.trades),
        "region": set(reference.regions),
        "employer": {employer.id for employer in employers},
        "client": {client.id for client in clients},
        "work_type": set(reference.work_types),
    }
    regions = reference.regions.values()
    names = {
        "track": {track.name: track.id for track in newcomers.tracks},
        "trade": {name: trade.id for trade in reference.trades.values() for name in (trade.dutch, trade.english)},
        "region": {name: region.id for region in regions for name in (region.name, region.code_today)},
        "employer": {employer.name: employer.id for employer in employers},
        "client": {client.name: client.id for client in clients},
    }
    rows: list[tuple[str, dict[str, str | None]]] = []
    for i, track in enumerate(newcomers.tracks):
        rows.append((f"tracks[{i}]", {"trade": track.trade}))
        rows.append((f"tracks[{i}].from_trade", {"trade": track.from_trade}))
    for i, seats in enumerate(newcomers.seats):
        rows.append((f"seats[{i}]", {"track": seats.track, "region": seats.region}))
    for i, ratio in enumerate(newcomers.ratios):
        rows.append((f"ratios[{i}]", {"trade": ratio.trade}))
    for i, place in enumerate(newcomers.learning_places):
        rows.append(
            (f"learning_places[{i}]", {"employer": place.employer, "trade": place.trade, "region": place.region})
        )
    for i, people in enumerate(newcomers.candidates):
        rows.append((f"candidates[{i}]", {"region": people.region}))
        rows += [(f"candidates[{i}].tracks[{k}]", {"track": one}) for k, one in enumerate(people.tracks)]
    rows += [(f"building_blocks[{i}]", {"region": block.region}) for i, block in enumerate(newcomers.building_blocks)]
    for i, asked in enumerate(newcomers.agreed_places):
        rows.append((f"agreed_places[{i}]", {"client": asked.client}))
        rows += [(f"agreed_places[{i}].work_types[{k}]", {"work_type": one}) for k, one in enumerate(asked.work_types)]
    rows += [(f"targets[{i}]", {"trade": one.trade, "region": one.region}) for i, one in enumerate(newcomers.targets)]
    for at, named in rows:
        for key, value in named.items():
            if value is not None and value not in known[key]:
                kind, name = UNKNOWN[key]
                what = say("There is no {name} {value}.", name=name, value=value)
                where = at if "." in at else f"{at}.{key}"
                remedy = suggestion(value, known[key], names.get(key), called=key in ("region", "trade"))
                yield error(kind, file, where, None, value, what, remedy)


def _doubles(file: str, newcomers: Newcomers) -> Iterator[Finding]:
    """Tracks with one id; seats and candidates that count the same people twice."""

    def twice(kind: str, at: str, value: str, what: Text) -> Finding:
        return error(kind, file, at, None, value, what, say("Keep one of the two, or put them together."))

    for (i, one), (k, other) in combinations(enumerate(newcomers.tracks), 2):
        if one.id == other.id:
            yield twice(
                "duplicate-id", f"tracks[{k}].id", one.id, say("This id stands there twice ({at}).", at=f"tracks[{i}]")
            )
    for (i, seats), (k, more) in combinations(enumerate(newcomers.seats), 2):
        if (seats.track, seats.region) == (more.track, more.region) and _overlap(seats, more):
            what = say("These seats are also given in {at}, for the same weeks.", at=f"seats[{i}]")
            yield twice("overlapping-seats", f"seats[{k}]", more.track, what)
    for (i, people), (k, others) in combinations(enumerate(newcomers.candidates), 2):
        if (people.region, people.year, set(people.tracks)) == (others.region, others.year, set(others.tracks)):
            what = say("These candidates are also given in {at}.", at=f"candidates[{i}]")
            yield twice("overlapping-seats", f"candidates[{k}]", str(others.year), what)
    for (i, target), (k, more_so) in combinations(enumerate(newcomers.targets), 2):
        if (target.trade, target.region) == (more_so.trade, more_so.region):
            what = say("This target is also given in {at}.", at=f"targets[{i}]")
            yield twice("overlapping-seats", f"targets[{k}]", more_so.trade, what)
    for (i, place), (k, again) in combinations(enumerate(newcomers.learning_places), 2):
        if (place.employer, place.trade, place.region) == (again.employer, again.trade, again.region):
            what = say("This learning place is also given in {at}.", at=f"learning_places[{i}]")
            yield twice("overlapping-seats", f"learning_places[{k}]", again.trade, what)
    for (i, block), (k, same) in combinations(enumerate(newcomers.building_blocks), 2):
        if (block.region, block.block, block.since) == (same.region, same.block, same.since):
            what = say("What this building block counts for is also given in {at}.", at=f"building_blocks[{i}]")
            yield twice("overlapping-places", f"building_blocks[{k}]", same.block, what)
    for (i, asked), (k, more_asked) in combinations(enumerate(newcomers.agreed_places), 2):
        both = not asked.work_types or not more_asked.work_types or set(asked.work_types) & set(more_asked.work_types)
        if asked.client == more_asked.client and asked.from_value_eur == more_asked.from_value_eur and both:
            what = say("What this client asks of the same work is also given in {at}.", at=f"agreed_places[{i}]")
            yield twice("overlapping-places", f"agreed_places[{k}]", str(more_asked.share_percent), what)


def _overlap(one: Seats, other: Seats) -> bool:
    starts = max(one.start or date.min, other.start or date.min)
    return starts <= min(one.end or date.max, other.end or date.max)


def _guidance(file: str, at: str, newcomers: Newcomers, track: Track) -> Iterator[Finding]:
    """Learners whom nobody can ever guide."""
    if not any(phase.guiding_percent for phase in track.phases):
        return
    ratio = learners_per_guide(newcomers, track.trade)
    places = [row for row in newcomers.learning_places if row.trade == track.trade]
    if ratio <= 0 or (places and not any(row.guides_percent and row.most_learners_percent for row in places)):
        what = say(
            "Nobody can ever be guided in {trade}: {ratio:g} learners to one who guides.",
            trade=track.trade,
            ratio=ratio,
        )
        remedy = say("Allow more learners per guide, or give learning places with people who can guide.")
        yield error("never-guided", file, at, None, track.id, what, remedy)


def learners_per_guide(newcomers: Newcomers, trade: str) -> float:
    """Learners of a trade that one who guides may have at a time."""
    return next(
        (row.learners_per_guide for row in newcomers.ratios if row.trade == trade), newcomers.learners_per_guide
    )
