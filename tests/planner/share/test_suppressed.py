"""Nothing suppressed can be worked out: not from one export, not from the difference of two, not with what a reader
knows of itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.planner.compile.world import programme
from tests.planner.share.attack import MOST, Attack, hidden
from tests.planner.share.test_leaks import MINE, READERS
from tests.planner.share.world import exported, fixed, pilot
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.share import shared_zone
from wijkplan.planner.share.export import Export
from wijkplan.planner.share.shared_zone import MEASURES

LEAST_PAID = (
    0.8  # of a head-week is work by its norms: whole weeks and whole hundredths of a head take more than the hours
)
SHOWN = {"question", "variant", "status", "cost", "bound", "bound_certified", "gap", "decidable_cost"}
TOP = {"format_version", "programme", "baseline", "results", "savings", "attribution", "suppressed"}


def _borrowing(problem: Problem, plan: Plan) -> Plan:
    """The same weeks with as much borrowed and hired as there are patterns for: another plan, with people in every
    measure."""
    rows = [
        replace(p, patterns=tuple(len(d.patterns) - 1 for d in problem.activities[p.activity].modes[p.mode].demands))
        if p.activity % 3
        else p
        for p in plan.placements
    ]
    return replace(plan, placements=tuple(rows))


def _true(compiled: Compiled, plan: Plan, mine: str = "") -> dict[tuple[str, str, str], tuple[float, float]]:
    """Head-weeks per measure, trade and region: of all, and of one employer (in any role)."""
    table = shared_zone._contributions(compiled.problem, compiled.names, plan)
    return {
        key: (sum(roles[0].values()) if roles else 0.0, max([0.0, *(r.get(mine, 0.0) for r in roles)]))
        for key, roles in table.items()
    }


def _rows(made: Export) -> Iterator[tuple[str, str, str, float | None]]:
    """What sheet *Shared* of a workbook shows: measure, trade, regions in words, and a number where there is one."""
    (raw,) = [raw for name, raw in made.files.items() if name.endswith(".xlsx")]
    for what, trade, regions, value in load_workbook(io.BytesIO(raw))["Shared"].iter_rows(
        min_row=5, max_col=4, values_only=True
    ):
        yield what, trade, regions, value if isinstance(value, int | float) else None


def _attacked(
    compiled: Compiled, exports: dict[str, tuple[Export, Plan]], reader: Programme, mine: str = ""
) -> list[tuple[str, str]]:
    """Every figure that is shown nowhere, in each plan, tried; those that could be worked out."""
    names, attack = compiled.names, Attack()
    measures = {str(text): measure for measure, text in MEASURES.items()}
    trades = {t.english: t.id for t in names.trades}
    regions = {r.name: r.id for r in names.regions}
    suppressed: list[tuple[str, str, tuple[str, ...]]] = []
    truth = {label: _true(compiled, plan, mine) for label, (_, plan) in exports.items()}

    def figure(label: str, measure: str, trade: str, region: str) -> str:
        return f"{measure} {trade} {region}" if measure == "available" else f"{label} {measure} {trade} {region}"

    for label, (made, _) in exports.items():
        there = set(truth[label])
        for what, trade_name, where, value in _rows(made):
            measure, trade = measures[what], trades[trade_name]
            every = [r.id for r in names.regions if (measure, trade, r.id) in there]
            group = every if where == "all regions together" else [regions[name] for name in where.split(", ")]
            if value is None:
                suppressed.append((label, f"{measure} {trade}", tuple(group)))
            else:
                attack.read([figure(label, measure, trade, region) for region in group], value)
        told = json.loads(made.files["comparison-shared.json"])
        assert set(told) == TOP and all(
            set(row) == SHOWN for row in told["results"]
        )  # whatever is new has to be part of this attack
        rates = {
            t.id: LEAST_PAID * reader.reference.trades[t.id].rate_eur * reader.reference.week_hours(t.id)
            for t in names.trades
        }
        paid = {figure(label, m, t, r): rates[t] for m, t, r in there if m != "available"}
        for row in told["results"]:
            if row["cost"] is not None:
                attack.know(paid | {f"{label} all other cost": 1000.0}, row["cost"] - 1.0, row["cost"] + 1.0)
        for (measure, trade, region), (_, own) in truth[label].items():
            if own:
                attack.know({figure(label, measure, trade, region): 1.0}, own, MOST)
    for _, trade, region in sorted({key for label in truth for key in truth[label] if key[0] == "at_work"}):
        for label in truth:  # the work itself is the same in every plan, whoever does it
            parts = {figure(label, m, trade, region): 1.0 for m in ("at_work", "lent", "hired")}
            attack.know(parts | {f"work {trade} {region}": -1.0}, 0.0, 0.0) if _same_work(
                truth, trade, region
            ) else None
    found = []
    for label, what, group in suppressed:
        measure, trade = what.split(" ")
        amounts = [truth[label][measure, trade, region] for region in group]
        low, high = attack.between([figure(label, measure, trade, region) for region in group])
        if not hidden(sum(a for a, _ in amounts), low, high, sum(own for _, own in amounts)):
            found.append((label, f"{what} {'+'.join(group)}: {low:.1f} to {high:.1f}"))
    assert suppressed
    return found


def _same_work(truth: dict[str, dict[tuple[str, str, str], tuple[float, float]]], trade: str, region: str) -> bool:
    sums = [
        sum(rows.get((m, trade, region), (0.0, 0.0))[0] for m in ("at_work", "lent", "hired"))
        for rows in truth.values()
    ]
    return max(sums) - min(sums) < 0.01


@cache
def _plans() -> dict[str, Plan]:
    compiled, plan = fixed()
    return {"first": plan, "second": _borrowing(compiled.problem, plan)}


@pytest.mark.parametrize("reader", READERS)
def test_nothing_suppressed_of_the_pilot_can_be_worked_out_from_two_exports(reader: str) -> None:
    compiled, _ = fixed()
    mine = MINE if MINE in reader else ""
    exports = {label: (exported(pilot(), reader, plan), plan) for label, plan in _plans().items()}
    assert _attacked(compiled, exports, pilot(), mine) == []


def test_the_attack_finds_what_a_total_would_tell() -> None:
    """Otherwise the test above could not fail: one total beside the cells, and a suppressed one is known."""
    attack = Attack()
    attack.read(["a"], 10.0)
    attack.read(["b"], 20.0)
    assert hidden(5.0, *attack.between(["c"]))
    attack.read(["a", "b", "c"], 35.0)
    assert not hidden(5.0, *attack.between(["c"]))


def _firm(name: str, trade: str, heads: int) -> dict[str, Any]:
    crew = {"id": "crew", "trade": trade, "region": "AM01", "heads": heads}
    return {"kind": "employer", "format_version": 1, "id": name, "name": name, "sector": "builder", "crews": [crew]}


def _job(name: str, employer: str, trade: str, hours: int) -> dict[str, Any]:
    return {
        "id": name,
        "work_type": "retrofit",
        "district": "P02",
        "award": "private",
        "employer": employer,
        "wanted": {"start": "2027-05-03", "end": "2027-07-18"},
        "places": [{"id": "blok", "insulation_light_homes": 10}],
        "activities": [
            {
                "id": "iso",
                "place": "blok",
                "package": "insulation-light",
                "hours": [{"trade": trade, "hours": hours}],
                "crew_heads": 2,
            }
        ],
    }


@cache
def _five_and_one() -> tuple[Programme, Compiled, Plan]:
    """Five insulators, and one firm that is the only one of its trade."""
    firms = {f"e{i}": ("INS", 200 + 10 * i) for i in range(1, 6)} | {"only": ("CAR", 400)}
    owners = {
        "kind": "client", "format_version": 1, "id": "owners", "name": "Owners", "regime": "private",
        "projects": [_job(f"P-{name}", name, trade, hours) for name, (trade, hours) in firms.items()],
    }  # fmt: skip
    made = programme(
        settings={"streets": [], "districts": [], "agreements": []},
        clients=(owners,),
        employers=tuple(_firm(name, trade, 5) for name, (trade, _) in firms.items()),
    )
    compiled = compile(made)
    return made, compiled, submitted(in_variant(all_in(compiled.problem), SUBMITTED))


def test_the_only_firm_of_a_trade_is_no_difference_of_what_is_shown() -> None:
    made, compiled, plan = _five_and_one()
    export = exported(made, "core-team", plan)
    assert _attacked(compiled, {"plan": (export, plan)}, made) == []
    shown = {(what, trade) for what, trade, _, value in _rows(export) if value is not None}
    assert shown == {("people available", "insulation worker"), ("own people at work", "insulation worker")}
    assert "costs and savings" in export.suppressed  # the rest of the cost is its labour
