"""Work still to be won, as municipalities and job seekers may read it: people at work per district and quarter, room
for learners beside them, and per start of a track what work waits after it.

It is work of whoever will win it, so it tells nothing of an employer; figures of fewer people than
:attr:`~wijkplan.planner.reference.types.Disclosure.min_people` are left out. Places to learn are as schools and
employers stated them."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.cohorts import HEAD
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.results.places_record import learners_beside
from wijkplan.planner.text import Language, say

from .people_pages import places
from .xlsx_writer import Table

AFTER = 52
"""Weeks after a track in which work that waits is counted."""

JOBS = ("quarter", "district", "name", "people", "learners")
SEEKERS = ("region", "region_name", "trade", "trade_name", "track", "name", "kind", "level", "start", "weeks", "seats")
"""Columns of ``jobs.csv``, and of ``job-seekers.csv`` before ``work_after``."""

Week = tuple[str, int]


@dataclass(frozen=True)
class ToWin:
    """Hundredths of heads at work still to be won, by district and week, of learners who have room beside them, and by
    (region, trade) and week."""

    people: Mapping[Week, float]
    learners: Mapping[Week, float]
    trades: Mapping[tuple[str, str, int], float]


def to_win(programme: Programme, compiled: Compiled, plan: Plan) -> ToWin:
    """What a plan has of it."""
    problem, names = compiled.problem, compiled.names
    share = {} if programme.newcomers is None else learners_beside(programme.newcomers, names)
    people: dict[Week, float] = defaultdict(float)
    learners: dict[Week, float] = defaultdict(float)
    trades: dict[tuple[str, str, int], float] = defaultdict(float)
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        project = problem.projects[activity.project]
        if not names.employers[project.employer].anonymous:
            continue
        district, region = names.districts[project.district].id, names.regions[problem.region(placement.activity)].id
        demands = activity.modes[placement.mode].demands
        for week in working_weeks(problem, placement):
            for demand, chosen in zip(demands, placement.patterns, strict=True):
                pattern = demand.patterns[chosen]
                people[district, week] += demand.heads
                trades[region, names.trades[demand.trade].id, week] += demand.heads
                if pattern.own in share:
                    learners[district, week] += pattern.own_heads * share[pattern.own] / 100
    return ToWin(people, learners, trades)


def jobs(
    compiled: Compiled, work: ToWin, districts: Collection[str], limits: Disclosure
) -> list[dict[str, str | int | None]]:
    """Per district and quarter the people at work on average and the learners that have room beside them, whole people
    rounded down; ``None`` where it is fewer than may be told."""
    names, quarters = compiled.names, _quarters(compiled)
    rows: list[dict[str, str | int | None]] = []
    for district in names.districts:
        if district.id not in districts:
            continue
        for quarter, weeks in quarters.items():
            here, room = (
                sum(of.get((district.id, week), 0.0) for week in weeks) / HEAD / len(weeks)
                for of in (work.people, work.learners)
            )
            if here:
                told = here >= limits.min_people
                cells = (quarter, district.id, district.name, int(here) if told else None, int(room) if told else None)
                rows.append(dict(zip(JOBS, cells, strict=True)))
    return rows


def _quarters(compiled: Compiled) -> dict[str, list[int]]:
    """Weeks of each quarter, a week being of that of its Thursday."""
    found: dict[str, list[int]] = defaultdict(list)
    for week in range(compiled.problem.horizon):
        day = compiled.names.monday(week) + timedelta(days=3)
        found[f"{day.year}-Q{(day.month + 2) // 3}"].append(week)
    return found


def job_seekers(
    programme: Programme, compiled: Compiled, work: ToWin, regions: Collection[str], language: Language
) -> list[dict[str, Any]]:
    """Every start of a track in some regions, soonest first, with the people that work still to be won asks on average
    in that trade and region in the year after it; ``None`` where it is fewer than may be told."""
    names, limits = compiled.names, programme.reference.disclosure
    trades = {trade.id: trade.called(language) for trade in names.trades}
    called = {region.id: region.name for region in names.regions}
    rows = []
    for row in places(programme, compiled, None, limits, language, taken=False):
        if row["region"] in regions:
            first = names.week_of(date.fromisoformat(row["start"])) + row["weeks"]
            weeks = range(first, min(first + AFTER, compiled.problem.horizon))
            heads = sum(work.trades.get((row["region"], row["trade"], week), 0.0) for week in weeks)
            waits = heads / HEAD / len(weeks) if weeks else 0.0
            told = row | {"region_name": called[row["region"]], "trade_name": trades[row["trade"]]}
            rows.append({key: told[key] for key in SEEKERS} | {"work_after": _told(waits, limits)})
    return rows


def _told(people: float, limits: Disclosure) -> int | None:
    return int(people) if people >= limits.min_people else None


def jobs_table(rows: Sequence[Mapping[str, Any]], limits: Disclosure) -> Table:
    """Work per district and quarter."""
    return Table(
        say("Jobs per district"),
        say(
            "People at work on average in each quarter in work that is still to be won, and learners who have room "
            "beside them. Left empty where it is fewer than {people} people.",
            people=limits.min_people,
        ),
        (say("District"), say("Quarter"), say("People at work"), say("Room for learners")),
        [(row["name"], row["quarter"], row["people"], row["learners"]) for row in rows],
    )


def seekers_table(rows: Sequence[Mapping[str, Any]], limits: Disclosure) -> Table:
    """The list for job seekers."""
    return Table(
        say("For job seekers"),
        say(
            "Where somebody can start to learn a trade, and how many people work that is still to be won asks in that "
            "trade and region in the year after. Left empty where it is fewer than {people} people. Nobody is named; "
            "the list can be published.",
            people=limits.min_people,
        ),
        (
            say("Start"),
            say("Trade"),
            say("Track"),
            say("Level"),
            say("Region"),
            say("Weeks"),
            say("Seats"),
            say("Work after it, people"),
        ),
        [
            (
                date.fromisoformat(row["start"]),
                row["trade_name"],
                row["name"],
                row["level"],
                row["region_name"],
                row["weeks"],
                row["seats"],
                row["work_after"],
            )
            for row in rows
        ],
    )


def files(name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The same rows as CSV and JSON."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    told = {"format_version": 1, "kind": name, "rows": list(rows)}
    return {
        f"{name}.csv": out.getvalue().encode(),
        f"{name}.json": (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode(),
    }
