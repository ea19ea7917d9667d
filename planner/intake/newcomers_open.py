"""What is left open of newcomers and planned all the same, with a figure that nobody gave: told, because most of it
makes newcomers look more or cheaper than they are."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, hint, warning
from wijkplan.planner.programme import years_of_starts
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.newcomers import Newcomers, Track
from wijkplan.planner.submission.schema import ProgrammeFile
from wijkplan.planner.text import say


def left_open(
    file: str, newcomers: Newcomers, reference: Reference, settings: ProgrammeFile | None
) -> Iterator[Finding]:
    """All of it."""
    for i, track in enumerate(newcomers.tracks):
        yield from _figures(file, f"tracks[{i}]", track)
        yield from _ratio(file, f"tracks[{i}]", newcomers, track)
    yield from _who_can_guide(file, newcomers)
    if settings is not None:
        yield from _candidates(file, newcomers, reference, settings)


def _figures(file: str, at: str, track: Track) -> Iterator[Finding]:
    """Euros and people of a track that are 0, or all, because nobody stated them."""
    stated = track.model_fields_set
    if "cost_eur" not in stated:
        what = say("It is not stated what this track costs: 0 euros a newcomer are counted for the training itself.")
        remedy = say("State its cost per newcomer; 0 where it costs nothing.")
        yield warning("not-stated", file, f"{at}.cost_eur", None, track.id, what, remedy)
    if "dropout_percent" not in stated:
        what = say("It is not stated how many leave this track before its end: that nobody does is counted.")
        remedy = say("State how many leave in percent of those who start; 0 where nobody does.")
        yield warning("not-stated", file, f"{at}.dropout_percent", None, track.id, what, remedy)
    if "wage_percent" not in stated:
        what = say(
            "It is not stated what who learns in this track is paid: {percent} percent of the norm cost is counted.",
            percent=track.wage_percent,
        )
        remedy = say("State the wage in percent of the norm cost of the trade.")
        yield hint("not-stated", file, f"{at}.wage_percent", None, track.id, what, remedy)


def _ratio(file: str, at: str, newcomers: Newcomers, track: Track) -> Iterator[Finding]:
    guided = any(phase.guiding_percent for phase in track.phases)
    own = any(row.trade == track.trade for row in newcomers.ratios)
    if guided and not own and "learners_per_guide" not in newcomers.model_fields_set:
        what = say(
            "It is not stated how many learners of {trade} one who guides may have: {ratio:g} at a time are counted.",
            trade=track.trade,
            ratio=newcomers.learners_per_guide,
        )
        remedy = say("State learners per guide for all, or a ratio of this trade; 1 where live work asks for it.")
        yield warning("not-stated", file, f"{at}.trade", None, track.trade, what, remedy)


def _who_can_guide(file: str, newcomers: Newcomers) -> Iterator[Finding]:
    """One line for all learning places that do not say it: many say nothing, and mean the same."""
    places = [row for row in newcomers.learning_places if "guides_percent" not in row.model_fields_set]
    if places:
        what = say(
            "Of {n} learning places it is not stated who can guide: {percent} percent of the people there are counted.",
            n=len(places),
            percent=places[0].guides_percent,
        )
        at = f"learning_places[{newcomers.learning_places.index(places[0])}].guides_percent"
        remedy = say("State which share of the people can guide, as counted with the employer.")
        yield hint("not-stated", file, at, None, places[0].guides_percent, what, remedy)


def _candidates(file: str, newcomers: Newcomers, reference: Reference, settings: ProgrammeFile) -> Iterator[Finding]:
    """Seats of years for which no candidates are stated."""
    tracks = {track.id: track for track in newcomers.tracks}
    for i, seats in enumerate(newcomers.seats):
        if seats.track not in tracks or seats.region not in reference.regions or not seats.seats:
            continue
        years = set(years_of_starts(tracks[seats.track], seats, settings))
        known = {
            row.year
            for row in newcomers.candidates
            if row.region == seats.region and seats.track in (row.tracks or tracks)
        }
        if years - known:
            what = say(
                "No candidates are stated for track {track} in region {region} in {years}: as many people as there "
                "are seats ({seats} at each start) are counted.",
                track=seats.track,
                region=reference.region_called(seats.region),
                years=", ".join(str(year) for year in sorted(years - known)),
                seats=seats.seats,
            )
            remedy = say(
                "Give how many people of that region could start in that year (job seekers, pupils, people of "
                "employers), 0 where there are none."
            )
            yield warning("no-candidates", file, f"seats[{i}]", None, seats.track, what, remedy)
