"""A plan as pandas tables: one row per activity, per line of people and week, per pool and week.

Imported only where tables are asked for: pandas takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from wijkplan.models.check import facts
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.measures import heads_given, loads

PLAN = (
    "activity",
    "project",
    "client",
    "employer",
    "work_type",
    "district",
    "street",
    "start",
    "end",
    "start_week",
    "end_week",
    "asked_week",
    "weeks_moved",
    "mode_weeks",
    "labour_eur",
    "keep_week_eur",
    "keep_week_home_weeks",
    "keep_week_changes",
    "keep_week_rule",
)
PEOPLE = ("activity", "trade", "source", "pool", "employer", "region", "heads", "since", "until", "head_weeks")
LOAD = ("pool", "employer", "trade", "region", "week", "iso_week", "heads", "at_work", "idle")
LINES = (
    "employer", "trade", "region", "week", "iso_week",
    "given", "own", "overtime", "lent_out", "borrowed", "hired", "demand",
)  # fmt: skip
DEMAND = ("plan", "trade", "region", "week", "iso_week", "demand", "given", "market")


def plan_frame(compiled: Compiled, problem: Problem, plan: Plan, kept: Sequence[KeptWeek] = ()) -> pd.DataFrame:
    """One row per activity, in order of the programme. ``start`` and ``end`` are dates (``end`` the last Friday),
    ``start_week`` and ``end_week`` slots ``[start, end)``; ``asked_week`` is the slot asked for (missing where none
    was) and ``weeks_moved`` the difference; ``keep_week_eur`` (where homes are counted instead
    ``keep_week_home_weeks``), ``keep_week_changes`` (heads) and ``keep_week_rule`` say what doing it in that week
    would cost all else in place, or which rule is in the way (missing where it is not moved, or nobody looked)."""
    told = {row.activity: row for row in kept}
    rows = (
        _activity(compiled, problem, placed) | _keeping(told.get(placed.activity))
        for placed in sorted(plan.placements, key=lambda p: p.activity)
    )
    frame = pd.DataFrame(rows, columns=PLAN)
    whole = ("asked_week", "weeks_moved", "keep_week_eur", "keep_week_home_weeks")
    return frame.astype({**dict.fromkeys(whole, "Int64"), "keep_week_changes": "Float64"})


def _keeping(row: KeptWeek | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "keep_week_eur": row.euros,
        "keep_week_home_weeks": row.home_weeks,
        "keep_week_changes": row.changes if row.possible else None,
        "keep_week_rule": row.rule,
    }


def _activity(compiled: Compiled, problem: Problem, placed: Placement) -> dict[str, Any]:
    names, activity = compiled.names, problem.activities[placed.activity]
    project, mode = problem.projects[activity.project], activity.modes[placed.mode]
    street = problem.street_of.get(placed.activity)
    return {
        "activity": names.activities[placed.activity].id,
        "project": names.projects[activity.project].id,
        "client": names.clients[project.client].id,
        "employer": names.employers[project.employer].id,
        "work_type": names.projects[activity.project].work_type,
        "district": names.districts[project.district].id,
        "street": None if street is None else names.streets[street[0]].id,
        "start": names.monday(placed.start),
        "end": names.monday(placed.end) - timedelta(days=3),
        "start_week": placed.start,
        "end_week": placed.end,
        "asked_week": activity.submitted,
        "weeks_moved": None if activity.submitted is None else placed.start - activity.submitted,
        "mode_weeks": mode.duration,
        "labour_eur": mode.labour,
    }


def people_frame(compiled: Compiled, problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row per activity, trade and source of people: ``heads`` (persons), the slots ``[since, until)`` and the
    head-weeks worked, which count open weeks only. ``employer`` is whose people they are, missing for hired ones."""
    return pd.DataFrame(
        (row for placed in plan.placements for row in _people(compiled, problem, placed)), columns=PEOPLE
    )


def _people(compiled: Compiled, problem: Problem, placed: Placement) -> Iterator[dict[str, Any]]:
    names, activity = compiled.names, problem.activities[placed.activity]
    percent = problem.calendars[activity.calendar].percent
    open_weeks = sum(percent[t] > 0 for t in range(placed.start, min(placed.end, problem.horizon)))
    for demand, chosen in zip(activity.modes[placed.mode].demands, placed.patterns, strict=True):
        pattern = demand.patterns[chosen]
        sides = [] if pattern.own is None else [(Source.OWN, names.pools[pattern.own], pattern.own_heads)]
        if pattern.other is not None:
            pools = names.markets if pattern.source is Source.HIRED else names.pools
            sides.append((pattern.source, pools[pattern.other], pattern.other_heads))
        if pattern.source is Source.OVERTIME and pattern.own is not None:
            sides.append((pattern.source, names.pools[pattern.own], pattern.other_heads))
        for source, pool, heads in sides:
            yield {
                "activity": names.activities[placed.activity].id,
                "trade": names.trades[demand.trade].id,
                "source": source.name.lower(),
                "pool": pool.id,
                "employer": pool.employer,
                "region": pool.region,
                "heads": heads / 100,
                "since": placed.start,
                "until": placed.end,
                "head_weeks": heads * open_weeks / 100,
            }


def load_frame(compiled: Compiled, problem: Problem, plan: Plan) -> pd.DataFrame:
    """One row per pool and week in which it has heads or works: heads that may be planned, at work and idle, in
    persons."""
    at_work, given = loads(problem, plan), heads_given(problem)
    rows = (
        {
            "pool": pool.id,
            "employer": pool.employer,
            "trade": pool.trade,
            "region": pool.region,
            "week": week,
            "iso_week": week_label(compiled.names.start, week),
            "heads": heads / 100,
            "at_work": used / 100,
            "idle": max(0, heads - used) / 100,
        }
        for index, pool in enumerate(compiled.names.pools)
        for week, used in enumerate(at_work.pools[index])
        if (heads := given[index][week]) or used
    )
    return pd.DataFrame(rows, columns=LOAD)


def lines_frame(compiled: Compiled, problem: Problem, plan: Plan) -> pd.DataFrame:
    """The load of everyone in one table: one row per employer, trade, region and week with people or work, in persons.

    ``given`` are its own people there, of whom ``own`` work for it in any region (``overtime`` beyond their normal
    hours) and ``lent_out`` for others;
    ``borrowed`` (of other employers and partners in one lot) and ``hired`` work for it there; ``demand`` is what its
    work there asks. Own people count in their home region, people of others and demand where the work is. Choose a
    trade, a region or an employer by rows and add up the rest."""
    cells: dict[tuple[int, int, int], dict[str, list[int]]] = {}

    def row(employer: int, trade: int, region: int, column: str) -> list[int]:
        return cells.setdefault((employer, trade, region), {}).setdefault(column, [0] * problem.horizon)

    for p, heads in enumerate(heads_given(problem)):
        pool = problem.pools[p]
        one = row(pool.employer, pool.trade, pool.region, "given")
        one[:] = [a + b for a, b in zip(one, heads, strict=True)]
    for placed, demand, pattern in facts.staffing(problem, plan):
        employer, region = (
            problem.projects[problem.activities[placed.activity].project].employer,
            problem.region(placed.activity),
        )
        uses = [(row(employer, demand.trade, region, "demand"), demand.heads)]
        if pattern.own is not None:
            uses.append((row(employer, demand.trade, problem.pools[pattern.own].region, "own"), pattern.own_heads))
            if pattern.source is Source.OVERTIME:
                home = problem.pools[pattern.own].region
                uses.append((row(employer, demand.trade, home, "overtime"), pattern.other_heads))
        if pattern.other is not None and pattern.source is Source.HIRED:
            uses.append((row(employer, demand.trade, region, "hired"), pattern.other_heads))
        elif pattern.other is not None:
            lender = problem.pools[pattern.other]
            uses.append((row(employer, demand.trade, region, "borrowed"), pattern.other_heads))
            uses.append((row(lender.employer, demand.trade, lender.region, "lent_out"), pattern.other_heads))
        for week in facts.working_weeks(problem, placed):
            for column, heads_used in uses:
                column[week] += heads_used
    names = compiled.names
    rows = (
        {
            "employer": names.employers[employer].id,
            "trade": names.trades[trade].id,
            "region": names.regions[region].id,
            "week": week,
            "iso_week": week_label(names.start, week),
        }
        | {column: columns[column][week] / 100 if column in columns else 0.0 for column in LINES[5:]}
        for (employer, trade, region), columns in sorted(cells.items())
        for week in range(problem.horizon)
        if any(values[week] for values in columns.values())
    )
    return pd.DataFrame(rows, columns=LINES)


def demand_frame(compiled: Compiled, problem: Problem, plans: Mapping[str, Plan]) -> pd.DataFrame:
    """What work asks in several plans beside what there is: one row per plan, trade, region and week with demand or
    people, in persons. ``plans`` by what they are called, such as the weeks asked for, the baseline and the plan."""
    names, weeks = compiled.names, range(problem.horizon)
    given: dict[tuple[int, int], list[int]] = {}
    market: dict[tuple[int, int], list[int]] = {}
    found = [(name, loads(problem, plan).demand) for name, plan in plans.items()]
    known = {(pool.trade, pool.region) for pool in problem.pools} | {pair for _, demand in found for pair in demand}
    for pair in known:
        given[pair], market[pair] = [0] * problem.horizon, [0] * problem.horizon
    for heads, pool in zip(heads_given(problem), problem.pools, strict=True):
        given[pool.trade, pool.region] = [a + b for a, b in zip(given[pool.trade, pool.region], heads, strict=True)]
    for one in problem.markets:
        if (one.trade, one.region) in known:
            market[one.trade, one.region] = [
                a + b for a, b in zip(market[one.trade, one.region], one.heads, strict=True)
            ]
    nothing = [0] * problem.horizon
    rows = (
        {
            "plan": name,
            "trade": names.trades[pair[0]].id,
            "region": names.regions[pair[1]].id,
            "week": week,
            "iso_week": week_label(names.start, week),
            "demand": asked[week] / 100,
            "given": given[pair][week] / 100,
            "market": market[pair][week] / 100,
        }
        for name, demand in found
        for pair in sorted(known)
        for asked in [demand.get(pair, nothing)]
        for week in weeks
        if asked[week] or given[pair][week]
    )
    return pd.DataFrame(rows, columns=DEMAND)
