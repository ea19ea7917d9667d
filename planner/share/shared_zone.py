"""The shared zone: head-weeks per trade and region over enough employers, and the comparison without what stands for too few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.experiment.savings import ORDERS
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.text import Text, say

from .disclosure_control import Group, Roles, grouped, merged, safe
from .head_weeks import free_heads, staffed


@dataclass(frozen=True, slots=True)
class SharedCell:
    """Head-weeks of one measure and trade in one or more regions; ``None``: suppressed."""

    measure: str
    trade: str
    regions: tuple[str, ...]
    head_weeks: float | None


MEASURES: Mapping[str, Text] = {
    "available": say("people available"),
    "at_work": say("own people at work"),
    "lent": say("people lent between employers"),
    "hired": say("people hired"),
}


def shared_cells(problem: Problem, names: Names, plan: Plan, limits: Disclosure) -> tuple[SharedCell, ...]:
    """Every measure of every trade, regions merged or suppressed as the limits ask. No totals: they would tell what is suppressed."""
    found: list[SharedCell] = []
    table = _contributions(problem, names, plan)
    for measure in MEASURES:
        for trade in names.trades:
            cells = {region.id: table[measure, trade.id, region.id] for region in names.regions if (measure, trade.id, region.id) in table}
            for group in grouped(cells, limits):
                found.append(SharedCell(measure, trade.id, group.labels, _sum(cells, group)))
    return tuple(found)


def _sum(cells: Mapping[str, Roles], group: Group) -> float | None:
    return round(sum(merged([cells[label] for label in group.labels])[0].values()), 1) if group.shown else None


def _contributions(problem: Problem, names: Names, plan: Plan) -> dict[tuple[str, str, str], list[dict[str, float]]]:
    """Head-weeks by measure, trade and region, per employer in each of its roles; those of anonymous firms under the empty id. Every trade and
    region that there are people or work of has a cell in every measure, so that a suppressed figure and none at all look the same."""
    made: dict[tuple[str, str, str], list[dict[str, float]]] = {}

    def add(measure: str, trade: int, region: int, parties: Iterable[int], heads: float) -> None:
        ids = [_id(names, party) for party in parties]
        roles = made.setdefault((measure, names.trades[trade].id, names.regions[region].id), [])
        roles += [defaultdict(float) for _ in ids[len(roles) :]]
        for parts, employer in zip(roles, ids, strict=True):
            parts[employer] += heads

    for trade, region in sorted(_used(problem)):
        for measure in MEASURES:
            add(measure, trade, region, (), 0.0)
    for p, pool in enumerate(problem.pools):
        add("available", pool.trade, pool.region, (pool.employer,), sum(free_heads(problem, p, t) for t in range(problem.horizon)))
    for row in staffed(problem, plan):
        if row.supplier is None:
            add("hired", row.trade, row.region, (row.employer,), row.heads)
        elif row.source is Source.OWN:
            add("at_work", row.trade, row.region, (row.employer,), row.heads)
        else:
            add("lent", row.trade, row.region, (row.supplier, row.employer), row.heads)
    return made


def _used(problem: Problem) -> set[tuple[int, int]]:
    """Trades and regions of people and of work."""
    work = {(d.trade, problem.region(a)) for a, one in enumerate(problem.activities) for mode in one.modes for d in mode.demands}
    return work | {(pool.trade, pool.region) for pool in problem.pools}


def _id(names: Names, employer: int) -> str:
    return "" if names.employers[employer].anonymous else names.employers[employer].id


RESULT = ("question", "variant", "status", "cost", "bound", "bound_certified", "gap", "decidable_cost")
MONEY = ("cost", "bound", "gap", "decidable_cost")
SOURCES = {"own_head_weeks": Source.OWN, "hired_head_weeks": Source.HIRED, "lent_head_weeks": Source.LENT}


def shared_comparison(comparison: Mapping[str, Any], compiled: Compiled, plans: Mapping[tuple[str, str], Plan], limits: Disclosure) -> dict[str, Any]:
    """What of a comparison all may see: costs and savings of the whole programme where enough employers stand behind it, and head-weeks by
    source likewise. Suppressed figures are ``None`` and listed under ``suppressed``; whatever is not listed here is not shared."""
    whole = safe([_work(compiled)], limits)
    suppressed: list[str] = [] if whole else ["costs and savings"]
    results = []
    for row in comparison["results"]:
        shown = {key: row[key] if whole or key not in MONEY else None for key in RESULT}
        plan = plans.get((row["question"], row["variant"]))
        heads = {} if plan is None else _by_source(compiled, plan, row["measures"], limits)
        suppressed += [f"{row['question']}, {row['variant']}: {name}" for name, value in heads.items() if value is None]
        results.append(shown | {"head_weeks": heads})
    return {
        "format_version": comparison["format_version"],
        "programme": {key: comparison["programme"][key] for key in ("name", "start", "weeks", "districts", "homes", "projects")},
        "results": results,
        "savings": comparison["savings"] if whole else None,
        "attribution": [_steps(row) for row in comparison["attribution"]] if whole else None,
        "suppressed": suppressed,
    }


def _steps(attribution: Mapping[str, Any]) -> dict[str, Any]:
    """What each step saves in all; by cause it would show terms."""
    shown = {order: [{key: step[key] for key in ("from", "to", "euros")} for step in attribution[order]] for order in ORDERS}
    return {"question": attribution["question"], **shown}


def _work(compiled: Compiled) -> dict[str, float]:
    """Person-hours by norm per employer that does the work."""
    found: dict[str, float] = defaultdict(float)
    for name, activity in zip(compiled.names.activities, compiled.problem.activities, strict=True):
        found[_id(compiled.names, compiled.problem.projects[activity.project].employer)] += sum(name.hours.values())
    return found


def _by_source(compiled: Compiled, plan: Plan, measures: Mapping[str, Any], limits: Disclosure) -> dict[str, float | None]:
    parts: dict[str, list[dict[str, float]]] = {name: [defaultdict(float), defaultdict(float)] for name in SOURCES}
    for row in staffed(compiled.problem, plan):
        for name, source in SOURCES.items():
            if row.source is source:
                supplier = row.employer if row.supplier is None else row.supplier
                for into, party in zip(parts[name], (row.employer, supplier), strict=True):
                    into[_id(compiled.names, party)] += row.heads
    return {name: measures[name] if safe(roles, limits) else None for name, roles in parts.items()}
