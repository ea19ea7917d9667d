"""Lasting work in the report: what months of work go on to after a district is done, and how many months of steady work
a plan supports, beside the baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.cohorts import HEAD
from wijkplan.planner.results.lasting_work import (
    BRIDGED,
    MONTH,
    STEADY,
    Stay,
    by_trade_and_region,
    stays,
    steady_weeks,
    with_one_employer,
)

from .locale import Tongue

QUARTER = 13
SHOWN = 3  # districts that work of a district goes on to


@dataclass(frozen=True, slots=True)
class GoesOn:
    """Head-months of work, and of these percents that go on within :data:`BRIDGED` weeks, within a quarter, later, and
    to nothing more in the programme."""

    months: float
    soon: float
    quarter: float
    later: float
    none: float


def lasting_section(
    compiled: Compiled, plans: Mapping[tuple[str, str], Plan], baseline: str, tongue: Tongue
) -> dict[str, Any] | None:
    """Of equal delivery, else of the first question that has both plans; ``None`` where none has."""
    asked = dict.fromkeys(("equal_delivery", *(question for question, _ in plans)))
    question = next((q for q in asked if (q, baseline) in plans and (q, "bundled") in plans), None)
    if question is None:
        return None
    problem, names = compiled.problem, compiled.names
    pair = [plans[question, variant] for variant in (baseline, "bundled")]
    rows = [list(stays(problem, plan)) for plan in pair]
    trades = {i: tongue.trade(trade) for i, trade in enumerate(names.trades)}
    by_trade = [_grouped(found, lambda one: problem.pools[one.pool].trade) for found in rows]
    by_district = _grouped(rows[1], lambda one: one.district)
    steady = [{key: steady_weeks(row) for key, row in by_trade_and_region(problem, plan).items()} for plan in pair]
    alone = with_one_employer(problem, plans[question, "bundled"])
    return {
        "question": question,
        "all": [goes_on(found) for found in rows],
        "trades": sorted(
            (trades[trade], [goes_on(one.get(trade, ())) for one in by_trade])
            for trade in {trade for one in by_trade for trade in one}
        ),
        "districts": [
            (names.districts[i].name, goes_on(found), _to(found, [d.name for d in names.districts]))
            for i, found in sorted(by_district.items())
        ],
        "steady": sorted(
            (
                trades[key[0]],
                names.regions[key[1]].name,
                [round(one.get(key, 0) / HEAD / MONTH) for one in steady],
                round(sum(alone[key].values()) / HEAD / MONTH) if key in alone else 0,
            )
            for key in {key for one in steady for key in one}
        ),
        "bridged": BRIDGED,
        "least": STEADY,
    }


def _grouped(rows: Sequence[Stay], of: Any) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for one in rows:
        found[of(one)].append(one)
    return found


def goes_on(rows: Sequence[Stay]) -> GoesOn:
    """What stays go on to, weighed by their head-weeks."""
    total = sum(one.head_weeks for one in rows)

    def percent(least: int, most: int) -> float:
        part = sum(one.head_weeks for one in rows if one.to is not None and least <= one.gap <= most)
        return 100 * part / total if total else 0.0

    none = sum(one.head_weeks for one in rows if one.to is None)
    return GoesOn(
        months=total / HEAD / MONTH,
        soon=percent(0, BRIDGED),
        quarter=percent(BRIDGED + 1, QUARTER),
        later=percent(QUARTER + 1, 10**6),
        none=100 * none / total if total else 0.0,
    )


def _to(rows: Sequence[Stay], districts: Sequence[str]) -> list[tuple[str, float]]:
    """The other districts that most of the work of one goes on to, with their percent."""
    total = sum(one.head_weeks for one in rows)
    found: dict[int, int] = defaultdict(int)
    for one in rows:
        if one.to is not None and one.to != one.district:
            found[one.to] += one.head_weeks
    most = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:SHOWN]
    return [(districts[to], 100 * weeks / total) for to, weeks in most]
