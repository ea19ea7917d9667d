"""What is stated of newcomers, is well-formed, and still can never be meant: figures that contradict each other, and
lines that can change nothing in this programme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.programme import monday_of, starts, years_of_starts
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.newcomers import LearningPlace, Newcomers, Seats, Track
from wijkplan.planner.submission.schema import Employer, ProgrammeFile
from wijkplan.planner.text import say

from .newcomers_amounts import amounts

ALL = 100
"""Percent of those who start."""


def senseless(
    file: str,
    newcomers: Newcomers,
    reference: Reference,
    settings: ProgrammeFile | None,
    employers: Sequence[Employer],
) -> Iterator[Finding]:
    """All of it."""
    yield from _contradictions(file, newcomers)
    yield from amounts(file, newcomers, reference)
    yield from _no_seats_there(file, newcomers)
    for i, track in enumerate(newcomers.tracks):
        yield from _of_track(file, f"tracks[{i}]", track)
    yield from _nobody_there(file, newcomers, employers)
    if settings is not None:
        yield from _outside(file, newcomers, settings)


def _contradictions(file: str, newcomers: Newcomers) -> Iterator[Finding]:
    for (i, one), (k, other) in combinations(enumerate(newcomers.ratios), 2):
        if one.trade == other.trade:
            what = say("How many learners one may guide is also given in {at}.", at=f"ratios[{i}]")
            remedy = say("Keep one of the two, or put them together.")
            yield error("overlapping-places", file, f"ratios[{k}]", None, other.trade, what, remedy)
    for i, seats in enumerate(newcomers.seats):
        if seats.start is not None and seats.end is not None and seats.end < seats.start:
            what = say("These seats end on {end}, before they begin.", end=str(seats.end))
            remedy = say("Correct one of the two days.")
            yield error("reversed-dates", file, f"seats[{i}].end", None, str(seats.start), what, remedy)


def _of_track(file: str, at: str, track: Track) -> Iterator[Finding]:
    if track.dropout_percent == ALL:
        what = say("Everybody who starts leaves before the end: nobody is ever trained.")
        remedy = say("State how many leave in percent of those who start.")
        yield warning("without-effect", file, f"{at}.dropout_percent", None, track.dropout_percent, what, remedy)
    if not any(phase.guiding_percent for phase in track.phases):
        what = say("Nobody guides who follows this track, so there may be any number of learners to one who can.")
        remedy = say("State which share of one who guides a newcomer takes, at least in the first weeks.")
        yield warning("never-guided", file, f"{at}.phases", None, track.id, what, remedy)
    if not any(phase.works_percent for phase in track.phases):
        what = say("Who follows this track does no work at all until its end: there is no ramp-up.")
        remedy = say("State which share of a full head a newcomer works, or check that it is a course without work.")
        yield hint("wrong-quantity", file, f"{at}.phases", None, track.id, what, remedy)
    for i, month in enumerate(track.start_months):
        if month in track.start_months[:i]:
            what = say("This month stands there twice: the track starts once in it.")
            remedy = say("Leave it out, or put the other month there.")
            yield hint("without-effect", file, f"{at}.start_months[{i}]", None, month, what, remedy)
    shares = [phase.works_percent for phase in track.phases]
    if shares != sorted(shares):
        what = say("Who follows this track works less in a later part of it than before.")
        remedy = say("Check the order of its parts; who learns a trade mostly does more and more of it.")
        yield hint("wrong-quantity", file, f"{at}.phases", None, track.id, what, remedy)
    if track.kind == "retraining" and track.from_trade is None:
        what = say("This is retraining, but no trade is stated that people leave for it: nobody is missed elsewhere.")
        remedy = say("Name the trade that people leave for it, or leave it out where they come from outside.")
        yield hint("no-source", file, f"{at}.from_trade", None, None, what, remedy)


def _nobody_there(file: str, newcomers: Newcomers, employers: Sequence[Employer]) -> Iterator[Finding]:
    """Learning places of who has nobody of that trade there, and ratios and places of trades that nobody can learn."""
    learnt = {track.trade for track in newcomers.tracks}
    there = {(one.id, crew.trade, crew.region) for one in employers for crew in one.crews if crew.status == "committed"}
    known = {one.id for one in employers}
    for i, place in enumerate(newcomers.learning_places):
        if place.employer in known and (place.employer, place.trade, place.region) not in there:
            who = place.employer or ""
            what = say(
                "{employer} has no people of {trade} there: nobody can teach it.", employer=who, trade=place.trade
            )
            remedy = say("Correct the trade or the region, or leave the learning place out.")
            yield warning("no-learning-place", file, f"learning_places[{i}]", None, place.trade, what, remedy)
        elif place.trade not in learnt:
            yield _unused(file, f"learning_places[{i}].trade", place.trade)
        elif place.employer in known:
            yield from _too_small(file, i, newcomers, place, employers)
    for i, ratio in enumerate(newcomers.ratios):
        if ratio.trade not in learnt:
            yield _unused(file, f"ratios[{i}].trade", ratio.trade)
    for i, target in enumerate(newcomers.targets):
        if target.trade not in learnt:
            yield _unused(file, f"targets[{i}].trade", target.trade)


def _no_seats_there(file: str, newcomers: Newcomers) -> Iterator[Finding]:
    """Candidates of a region in which none of their tracks has seats."""
    if not newcomers.seats:
        return  # that is told of each track
    known = {track.id for track in newcomers.tracks}
    for i, people in enumerate(newcomers.candidates):
        seats = [row for row in newcomers.seats if row.region == people.region]
        there = any(row.track in (people.tracks or (row.track,)) for row in seats)
        if people.number and not there and known.issuperset(people.tracks):
            what = say("No track has seats in the region of these candidates: they change nothing.")
            remedy = say("Correct the region, or give seats there.")
            yield hint("without-effect", file, f"candidates[{i}].region", None, people.region, what, remedy)


def _too_small(
    file: str, i: int, newcomers: Newcomers, place: LearningPlace, employers: Sequence[Employer]
) -> Iterator[Finding]:
    """A learning place whose ratios never leave room for one whole learner: newcomers are whole people."""
    heads = sum(
        crew.heads
        for one in employers
        if one.id == place.employer
        for crew in one.crews
        if crew.status == "committed" and (crew.trade, crew.region) == (place.trade, place.region)
    )
    ratio = next(
        (row.learners_per_guide for row in newcomers.ratios if row.trade == place.trade), newcomers.learners_per_guide
    )
    room = min(ratio * heads * place.guides_percent, heads * place.most_learners_percent) / ALL
    if ratio > 0 and room < 1:
        what = say(
            "Of {heads:g} people of {trade} {guides} percent can guide {ratio:g} learners each, and learners are at "
            "most {most} percent: that is {room:g} learners at a time, and nobody starts in part.",
            heads=heads,
            trade=place.trade,
            guides=place.guides_percent,
            ratio=ratio,
            most=place.most_learners_percent,
            room=round(room, 2),
        )
        remedy = say("Raise what is too low where that is safe, or let an employer with more people teach.")
        yield hint("never-guided", file, f"learning_places[{i}]", None, place.guides_percent, what, remedy)


def _unused(file: str, at: str, trade: str) -> Finding:
    what = say("No track leads into {trade}: this changes nothing.", trade=trade)
    return hint("without-effect", file, at, None, trade, what, say("Add a track, or leave it out."))


def _outside(file: str, newcomers: Newcomers, settings: ProgrammeFile) -> Iterator[Finding]:
    """Candidates and targets of other years, and tracks that no start can finish within the programme."""
    first = monday_of(settings.start)
    end = first + timedelta(weeks=settings.weeks)
    for i, people in enumerate(newcomers.candidates):
        if not first.year <= people.year <= (end - timedelta(days=1)).year:
            what = say("The programme has no week in {year}: these candidates change nothing.", year=str(people.year))
            remedy = say("Correct the year, or leave them out.")
            yield warning("without-effect", file, f"candidates[{i}].year", None, people.year, what, remedy)
    for i, seats in enumerate(newcomers.seats):
        yield from _more_than_candidates(file, f"seats[{i}].seats", newcomers, seats, settings)
    for i, target in enumerate(newcomers.targets):
        if not first <= target.by < end:
            what = say("This day is outside the programme: the target changes nothing.")
            remedy = say("Give a day within it.")
            yield warning("without-effect", file, f"targets[{i}].by", None, str(target.by), what, remedy)
    for i, track in enumerate(newcomers.tracks):
        length = sum(phase.weeks for phase in track.phases)
        begin = [
            week
            for seats in newcomers.seats
            if seats.track == track.id
            for week in starts(track, seats, settings.start, settings.weeks)
        ]
        if begin and min(begin) + length > settings.weeks:
            what = say(
                "No start of this track is over within the programme: whoever follows it still learns when that ends."
            )
            remedy = say("Check its weeks, or lengthen the programme.")
            yield hint("without-effect", file, f"tracks[{i}].phases", None, length, what, remedy)


def _more_than_candidates(
    file: str, at: str, newcomers: Newcomers, seats: Seats, settings: ProgrammeFile
) -> Iterator[Finding]:
    """Seats at one start that all candidates of that year cannot fill."""
    track = next((one for one in newcomers.tracks if one.id == seats.track), None)
    for year in () if track is None else years_of_starts(track, seats, settings):
        there = [
            row.number
            for row in newcomers.candidates
            if (row.region, row.year) == (seats.region, year) and seats.track in (row.tracks or (seats.track,))
        ]
        if there and seats.seats > sum(there):
            what = say(
                "There are {seats} seats at each start, and {number} candidates in all of {year}.",
                seats=seats.seats,
                number=sum(there),
                year=str(year),
            )
            remedy = say("Check both numbers; no more start than there are candidates.")
            yield hint("wrong-quantity", file, at, None, seats.seats, what, remedy)
            return
