"""What to train now for the people of a later year, for schools and UWV: the seats and days as they were stated,
whoever has people there; how many have to start only where enough employers may teach that trade.

Of a trade that is told in no region all regions are told together; never both, so that no region can be worked out as
a difference. Which of the two it is hangs on who may teach and on nothing that is hidden."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import Recruits
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.results.training_needs import TrainingNeed, training_needs
from wijkplan.planner.submission.newcomers import Track
from wijkplan.planner.text import Language, Text, say, translated

from .xlsx_writer import Table

EVERYWHERE = ""
"""Region of what is told of all regions together."""

COLUMNS = (
    *("year", "trade", "region", "track", "name", "level", "kind", "technique", "school_year", "last_start"),
    *("full_from", "seats", "start", "start_sure", "chance_percent", "start_in_plan"),
)
"""Columns of ``what-to-train.csv``."""

TECHNIQUES: Mapping[str, Text] = {
    "refrigerant": say("opens refrigerant circuits"),
    "live-work": say("live electrical work"),
}


def what_to_train(compiled: Compiled, record: NewcomersRecord | None, limits: Disclosure) -> tuple[TrainingNeed, ...]:
    """All years, as others may see it: numbers are ``None`` where too few employers may teach."""
    recruits = compiled.recruits
    if recruits is None:
        return ()
    answer = record.answers[0] if record is not None and record.answers else None
    rows = training_needs(compiled, answer)
    teach: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in recruits.names:
        if not one.anonymous:
            teach[one.trade, one.region].add(one.employer)
    told = {key for key, employers in teach.items() if len(employers) >= limits.min_employers}
    found = [row if (row.trade, row.region) in told else _without_numbers(row) for row in rows]
    for trade in sorted({row.trade for row in rows} - {trade for trade, _ in told} if answer is not None else ()):
        everybody = set().union(*(employers for (one, _), employers in teach.items() if one == trade))
        if len(everybody) >= limits.min_employers:
            found += _together([row for row in rows if row.trade == trade])
    return tuple(sorted(found, key=lambda one: (one.year, one.school_year, one.trade, one.region, one.track)))


def _without_numbers(row: TrainingNeed) -> TrainingNeed:
    return replace(row, expected=None, sure=None, plan=None)


def _together(rows: Sequence[TrainingNeed]) -> list[TrainingNeed]:
    """Rows of all regions as one; days are of the last region in which somebody starts."""
    groups: dict[tuple[int, str, str], list[TrainingNeed]] = defaultdict(list)
    for row in rows:
        groups[row.year, row.school_year, row.track].append(row)
    return [
        replace(
            max(group, key=lambda row: row.last_start),
            region=EVERYWHERE,
            seats=sum(row.seats for row in group),
            expected=_sum([row.expected for row in group]),
            sure=_sum([row.sure for row in group]),
            percent=min((row.percent for row in group if row.percent is not None), default=None),
            plan=_sum([row.plan for row in group]),
        )
        for group in groups.values()
    ]


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def technique(track: Track) -> str:
    """What its newcomers may do in the end that others may not: an id of :data:`TECHNIQUES`, or nothing."""
    if track.refrigerant_certified:
        return "refrigerant"
    return "live-work" if track.live_work_qualified else ""


def as_rows(recruits: Recruits, rows: Sequence[TrainingNeed], language: Language) -> list[dict[str, Any]]:
    """The same with the words of tracks, for files."""
    tracks = {track.id: track for track in recruits.tracks}
    return [
        {
            "year": row.year,
            "trade": row.trade,
            "region": row.region or None,
            "track": row.track,
            "name": tracks[row.track].name if language == "nl" else tracks[row.track].english or tracks[row.track].name,
            "level": tracks[row.track].level,
            "kind": tracks[row.track].kind,
            "technique": technique(tracks[row.track]) or None,
            "school_year": row.school_year,
            "last_start": row.last_start.isoformat(),
            "full_from": row.full_from.isoformat(),
            "seats": row.seats,
            "start": row.expected,
            "start_sure": row.sure,
            "chance_percent": row.percent,
            "start_in_plan": row.plan,
        }
        for row in rows
    ]


def table(recruits: Recruits, names: Names, rows: Sequence[TrainingNeed], language: Language) -> Table:
    """The same as a sheet."""
    tracks = {track.id: track for track in recruits.tracks}
    trades = {trade.id: trade.called(language) for trade in names.trades}
    regions = {region.id: region.name for region in names.regions}
    regions[EVERYWHERE] = translated(say("all regions"), language)
    told = as_rows(recruits, rows, language)
    return Table(
        say("What to train now"),
        say(
            "For the people of a later year, counted back over ramp-up and duration: on which day somebody starts at "
            "the latest, and how many have to start for what is hired in that year otherwise: by expectation, and so "
            "that it holds in as many of a hundred draws of who leaves on the way. Each year by itself: who starts for "
            "one year is there in the next too. Numbers are left empty where too few employers may teach, and where "
            "no newcomers were found who do it."
        ),
        (
            say("For year"),
            say("Trade"),
            say("Region"),
            say("Level"),
            say("Track"),
            say("School year"),
            say("Starts at the latest"),
            say("Works in full from"),
            say("Seats"),
            say("Have to start"),
            say("For the chance asked"),
            say("Start in the plan"),
        ),
        [
            (
                str(row.year),
                trades[row.trade],
                regions[row.region],
                tracks[row.track].level,
                _track(tracks[row.track], one["name"], language),
                row.school_year,
                row.last_start,
                row.full_from,
                row.seats,
                row.expected,
                None if row.sure is None else f"{row.sure} ({row.percent} %)" if row.percent else row.sure,
                row.plan,
            )
            for row, one in zip(rows, told, strict=True)
        ],
    )


def _track(track: Track, name: str, language: Language) -> str:
    """A track with what its newcomers may do in the end that others may not."""
    more = TECHNIQUES.get(technique(track))
    return name if more is None else f"{name} ({translated(more, language)})"


def files(rows: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """``what-to-train.csv`` and ``.json``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    told = {"format_version": 1, "kind": "what-to-train", "rows": list(rows)}
    return {
        "what-to-train.csv": out.getvalue().encode(),
        "what-to-train.json": (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode(),
    }
