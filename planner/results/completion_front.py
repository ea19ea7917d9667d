"""Cost against completion: of all plans found, those that no other plan beats in both.

Cost is cash, because the social price of waiting would count completion twice. Completion is the mean week in which districts are finished,
weighted by homes, and the last one. Plans of all variants and questions count, also of the second reading: whatever a plan was made for, it
keeps the same rules. These are points of plans found; nothing is proven of what lies between or beyond them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.variants import finishes
from wijkplan.planner.programme import Programme


def homes_of(programme: Programme, compiled: Compiled) -> list[int]:
    """Homes per district of the problem."""
    return [programme.reference.districts[name.id].homes for name in compiled.names.districts]


def completion_front(
    problem: Problem, homes: Sequence[int], results: Iterable[Mapping[str, Any]], plans: Mapping[tuple[str, str], Plan]
) -> list[dict[str, Any]]:
    """A row per result with a plan, cheapest first: cash, completion, and whether it is on the front. Plans that do the same are one row, named
    after the first; ``mean_week`` is ``None`` where no district has homes, ``last_week`` where there is no work."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for result in results:
        plan = plans.get((result["question"], result["variant"]))
        if plan is None:
            continue
        ends = finishes(problem, plan)
        cash = sum(result["terms"].get(term, 0) for term in CASH)
        point = {"cash_eur": cash, "mean_week": _mean(ends, homes), "last_week": max(ends, default=None)}
        rows.setdefault(tuple(point.values()), {"question": result["question"], "variant": result["variant"]} | point)
    found = sorted(rows.values(), key=lambda row: (row["cash_eur"], row["last_week"]))
    return [row | {"on_mean_front": _best(row, found, "mean_week"), "on_last_front": _best(row, found, "last_week")} for row in found]


def _mean(ends: Sequence[int], homes: Sequence[int]) -> float | None:
    """Weighted by homes, over districts with work."""
    total = sum(h for end, h in zip(ends, homes, strict=True) if end)
    return round(sum(end * h for end, h in zip(ends, homes, strict=True)) / total, 2) if total else None


def _best(row: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], key: str) -> bool:
    """Whether no other row is at least as good in both and better in one."""
    if row[key] is None:
        return False
    mine = (row["cash_eur"], row[key])
    return not any(r["cash_eur"] <= mine[0] and r[key] is not None and r[key] <= mine[1] and (r["cash_eur"], r[key]) != mine for r in rows)
