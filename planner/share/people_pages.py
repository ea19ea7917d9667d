"""What schools, UWV, unions and the public get: places to learn, the work that waits, and how steady it is.

All of it is in the shared zone. How many newcomers a plan has start in a track and region is shown only where enough
employers may teach it there, whoever takes them: which cells are shown hangs on nothing that is hidden. Of a trade
all years are shown or none."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.plan.measures import people
from wijkplan.planner.programme import Programme, starts
from wijkplan.planner.record import Comparison
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.results.lasting_work import BRIDGED, MONTH, STEADY, with_one_employer
from wijkplan.planner.results.safe_work import safe_work
from wijkplan.planner.results.training_needs import school_year
from wijkplan.planner.text import Language, say, translated

from .disclosure_control import merged, safe
from .xlsx_writer import Table

PLACES = ("track", "name", "trade", "level", "kind", "region", "start", "weeks", "seats", "taken")
"""Columns of ``places.csv``."""


def places(
    programme: Programme,
    compiled: Compiled,
    record: NewcomersRecord | None,
    limits: Disclosure,
    language: Language,
    taken: bool,
) -> list[dict[str, Any]]:
    """Seats per track, region and start, soonest first, as the file states them, whoever has people there; how many
    the plan takes only if ``taken``: ``None`` where nobody asked, or too few employers may teach it there."""
    newcomers, recruits = programme.newcomers, compiled.recruits
    if newcomers is None or recruits is None:
        return []
    tracks = {track.id: track for track in newcomers.tracks}
    numbers = _numbers(record)
    cohorts = {
        (name.track, name.region, name.when): row.cohorts
        for row, name in zip(recruits.places, recruits.place_names, strict=True)
        if name.kind == "seats"
    }
    found = []
    for seats in newcomers.seats:
        track = tracks[seats.track]
        for week in starts(track, seats, programme.start, programme.weeks):
            monday = programme.monday(week)
            cell: dict[str, Any] = {
                "track": track.id,
                "name": track.name if language == "nl" else track.english or track.name,
                "trade": track.trade,
                "level": track.level,
                "kind": track.kind,
                "region": seats.region,
                "start": monday.isoformat(),
                "weeks": sum(phase.weeks for phase in track.phases),
                "seats": seats.seats,
            }
            if taken:
                here = cohorts.get((track.id, seats.region, monday), ())
                cell["taken"] = _taken(recruits, here, numbers, limits)
            found.append(cell)
    return sorted(found, key=lambda cell: (cell["start"], cell["track"], cell["region"]))


def _numbers(record: NewcomersRecord | None) -> dict[str, int] | None:
    """Newcomers per cohort of the first question that was asked; ``None`` where none was."""
    if record is None or not record.answers:
        return None
    return {row.cohort: row.number for row in record.answers[0].cohorts}


def _taken(
    recruits: Recruits, cohorts: Sequence[int], numbers: dict[str, int] | None, limits: Disclosure
) -> int | None:
    teach = {recruits.names[c].employer for c in cohorts if not recruits.names[c].anonymous}
    if numbers is None or len(teach) < limits.min_employers:
        return None
    return sum(numbers.get(recruits.names[c].id, 0) for c in cohorts)


def places_table(names: Names, rows: Sequence[dict[str, Any]], language: Language) -> Table:
    """The same as a sheet."""
    trades = {t.id: t.called(language) for t in names.trades}
    regions = {region.id: region.name for region in names.regions}
    taken = any("taken" in row for row in rows)
    headings = [say("Start"), say("Track"), say("Trade"), say("Level"), say("Region"), say("Weeks"), say("Seats")]
    cells = [
        (
            date.fromisoformat(row["start"]),
            row["name"],
            trades[row["trade"]],
            row["level"],
            regions[row["region"]],
            row["weeks"],
            row["seats"],
            *((row["taken"],) if taken else ()),
        )
        for row in rows
    ]
    return Table(
        say("Places to learn"),
        say(
            "Where newcomers can start, as schools and employers stated it; people are counted, nobody is named. How "
            "many start in the plan is left empty where too few employers may teach."
        ),
        (*headings, *((say("Taken in the plan"),) if taken else ())),
        cells,
    )


def places_by_year(rows: Sequence[dict[str, Any]], names: Names, language: Language) -> Table:
    """Seats per track and school year, all regions and starts together, as they were stated."""
    trades = {t.id: t.called(language) for t in names.trades}
    seats: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        seats[row["trade"], row["name"], row["kind"]][school_year(date.fromisoformat(row["start"]))] += row["seats"]
    years = sorted({year for one in seats.values() for year in one})
    return Table(
        say("Seats per school year"),
        say("How many can start in each track, all regions and starts of a school year together."),
        (say("Trade"), say("Track"), *(say("{year}", year=year) for year in years)),
        [
            (trades[trade], name, *(one.get(year, 0) for year in years))
            for (trade, name, _), one in sorted(seats.items(), key=lambda row: (trades[row[0][0]], row[0][1]))
        ],
    )


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """``places.csv``."""
    out = io.StringIO()
    columns = [name for name in PLACES if name != "taken" or any("taken" in row for row in rows)]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_json(rows: Sequence[dict[str, Any]]) -> bytes:
    """``places.json``."""
    told = {"format_version": 1, "kind": "places", "places": list(rows)}
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def demand_table(problem: Problem, names: Names, plan: Plan, limits: Disclosure, language: Language) -> Table:
    """Head-weeks of work per trade and calendar year, all employers together, whoever does it: not per school year
    too, because a reader of both could subtract them."""
    work: dict[int, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        employer = names.employers[problem.projects[activity.project].employer]
        whose = "" if employer.anonymous else employer.id
        for demand in activity.modes[placement.mode].demands:
            for week in working_weeks(problem, placement):
                work[demand.trade][names.monday(week).year][whose] += demand.heads / HEAD
    years = sorted({year for row in work.values() for year in row})
    rows = []
    for trade, row in sorted(work.items()):
        name = names.trades[trade].called(language)
        if all(safe([parts], limits) for parts in row.values()):
            rows.append((name, *(round(sum(row[year].values())) if year in row else 0 for year in years)))
    return Table(
        say("Work that waits"),
        say(
            "Head-weeks of work per trade and year in the plan, all employers together. Trades of which too few "
            "employers have work in some year are left out."
        ),
        (say("Trade"), *(say("{year}", year=str(year)) for year in years)),
        rows,
    )


def steady_table(comparison: Comparison, question: str, variant: str, employers: int, limits: Disclosure) -> Table:
    """How steady the work is, in the baseline and in the plan; nothing of hire and lending, of which the shared sheet
    has what may be told."""
    base, plan = (comparison.result(question, name) for name in (comparison.baseline, variant))
    rows: list[tuple[Any, ...]] = []
    if base is not None and plan is not None and base.measures is not None and plan.measures is not None:
        for label, key in (
            (say("own people rise and fall, heads"), "changes"),
            (say("own people idle between their first and last work, head-weeks"), "idle_head_weeks_in_span"),
            (say("weeks that work is moved, on average"), "mean_weeks_moved"),
        ):
            values = [getattr(one.measures, key) for one in (base, plan)]
            rows += [(label, *values)] if employers >= limits.min_employers else []
    return Table(
        say("Steady work"),
        say("Of all employers together; the plan beside the baseline."),
        (say("What"), say("Baseline"), say("Plan")),
        rows,
    )


def lasting_table(problem: Problem, names: Names, plan: Plan, limits: Disclosure, language: Language) -> Table:
    """Head-months of steady work per trade and region that employers can promise, each by itself; only where enough of
    them can. A trade of which that is so in no region is told of all regions together; never both."""
    cells: dict[int, dict[int, dict[str, float]]] = defaultdict(dict)
    for (trade, region), weeks in with_one_employer(problem, plan).items():
        parts = cells[trade].setdefault(region, defaultdict(float))
        for employer, hundredths in weeks.items():
            one = names.employers[employer]
            parts["" if one.anonymous else one.id] += hundredths / HEAD
    everywhere = translated(say("all regions"), language)
    rows = []
    for trade, regions in sorted(cells.items()):
        shown = [(names.regions[region].name, parts) for region, parts in regions.items() if safe([parts], limits)]
        if not shown:
            (together,) = merged([[parts] for parts in regions.values()])
            shown = [(everywhere, together)] if safe([together], limits) else []
        name = names.trades[trade].called(language)
        rows += [
            (name, where, round(sum(parts.values()) / MONTH)) for where, parts in sorted(shown, key=lambda row: row[0])
        ]
    return Table(
        say("Steady work that waits"),
        say(
            "Head-months that employers can promise if this plan is carried out: for each person work for at least "
            "{least} weeks on end, with at most {weeks} weeks without at a time, with one employer. All employers "
            "together; where too few of them can it is told of all regions together, or left out.",
            least=STEADY,
            weeks=BRIDGED,
        ),
        (say("Trade"), say("Region"), say("Head-months")),
        rows,
    )


def _overtime(programme: Programme, compiled: Compiled, plan: Plan) -> list[tuple[Any, ...]]:
    """How long a week with overtime may be, where any employer allows it; the overtime of all together only where
    enough employers allow it and enough have it."""
    pools = compiled.problem.pools
    if not any(pool.overtime for pool in pools):
        return []
    settings, limits = programme.reference.settings, programme.reference.disclosure
    may: dict[str, float] = defaultdict(float)
    does: dict[str, float] = defaultdict(float)
    whose = ["" if one.anonymous else one.id for one in compiled.names.employers]
    for pool in pools:
        may[whose[pool.employer]] += sum(pool.heads) * pool.overtime
    for row in people(compiled.problem, plan):
        does[whose[row.employer]] += row.overtime
    told = [(say("hours in a week at most, overtime included"), settings.most_week_hours)]
    if safe([may], limits) and safe([does], limits):
        told.append((say("overtime in the plan, head-weeks, all employers together"), round(sum(does.values()), 1)))
    return told


def safety_table(programme: Programme, compiled: Compiled, plan: Plan, language: Language) -> Table:
    """What no price switches off, and how much overtime there is within it."""
    settings, newcomers, names = programme.reference.settings, programme.newcomers, compiled.names
    rows: list[tuple[Any, ...]] = [
        (say("own people held back, in percent"), settings.reserve_percent),
        (say("working hours of a head in a week"), settings.hours_per_head_week),
        (say("weeks in which people of others can be appointed by a network operator"), settings.appointment_weeks),
        *safe_work(names),
        *_overtime(programme, compiled, plan),
    ]
    trades = {t.id: t.called(language) for t in names.trades}
    rows += [
        (say("minutes of travel a day, there and back, at most, {trade}", trade=trades[one.trade]), one.minutes_per_day)
        for one in programme.settings.travel_limits
        if one.trade in trades
    ]
    if newcomers is not None:
        rows.append((say("learners to one who guides"), newcomers.learners_per_guide))
        rows += [
            (say("learners to one who guides, {trade}", trade=trades[one.trade]), one.learners_per_guide)
            for one in newcomers.ratios
            if one.trade in trades
        ]
    return Table(
        say("Safe work"),
        say("Rules of the plan that no price switches off."),
        (say("What"), say("Value")),
        [(told, int(value) if value == int(value) else value) for told, value in rows],
    )
