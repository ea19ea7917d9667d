"""The separate scenario: what fewer bidders and a main contractor's mark-up might cost, and what is left if combining does less than the norms say.

Assumptions, never added to a cost or a proof. ``effect`` is the percentage of all bundling effects that comes true, good and bad: at 0 nothing is
marked up, and what shared operations (mobilisation, joined openings) save falls away, because the evidence for such savings is mixed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Position, Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.openings import alone_eur

from .break_even import PAIRS

WHOLE = 100
"""All effects come true: what the norms say."""


def assumptions() -> dict[str, Any]:
    """The percentages with source, date and trust mark."""
    return tomllib.loads((files("wijkplan.planner.reference") / "data" / "scenario.toml").read_text("utf-8"))


def scenario(problem: Problem, names: Names, plan: Plan, effect: int = WHOLE) -> dict[str, int]:
    """Euros of ``market`` and ``coordination`` for the combined lots of a plan, of what its ``shared_operations`` save, and of that what
    ``falls_away``; rounded down."""
    data = assumptions()
    market = coordination = 0
    for publication in plan.tenders:
        for lot in problem.tenders[publication.tender].lots:
            values = [names.projects[p].value_eur for p in lot.projects]
            if len(values) > 1:
                market += sum(values)
                coordination += sum(values) - max(values)
    shared = _mobilisation(problem, names, plan) + _openings(problem, plan)
    return {
        "market": market * int(data["market_percent"]["value"]) * effect // 10_000,
        "coordination": coordination * int(data["coordination_percent"]["value"]) * effect // 10_000,
        "shared_operations": shared,
        "falls_away": shared * (WHOLE - effect) // 100,
    }


def left(rows: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What combining saves between the plans found, in the scenario; not proven. ``rows`` are scenario euros per question and variant."""
    cost = {(r["question"], r["variant"]): r["cost"] for r in results}
    total = {(r["question"], r["variant"]): cost[r["question"], r["variant"]] + r["market"] + r["coordination"] + r["falls_away"] for r in rows}
    found = []
    for question in dict.fromkeys(r["question"] for r in rows):
        for source, to in PAIRS:
            before, after = (question, source), (question, to)
            if before in total and after in total:
                plans = cost[before] - cost[after]
                found.append({"question": question, "from": source, "to": to, "plans_eur": plans, "left_eur": total[before] - total[after]})
    return found


def _mobilisation(problem: Problem, names: Names, plan: Plan) -> int:
    """Euros of bringing in crews that the combined tenders of a plan save against separate ones."""
    saved = 0
    for publication in plan.tenders:
        tender = problem.tenders[publication.tender]
        if tender.combined:
            singles = (names.tender_index[f"single:{names.projects[p].id}"] for p in tender.projects)
            saved += sum(problem.tenders[t].mobilisation for t in singles) - tender.mobilisation
    return saved


def _openings(problem: Problem, plan: Plan) -> int:
    """Euros of labour and paving that joined digs save against the cheapest way to do each alone, less what own people then stand by more."""
    saved = 0
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        mode = activity.modes[placement.mode]
        if mode.position is not Position.ALONE:
            saved += alone_eur(activity) - mode.labour - mode.opening - mode.standby
    return saved
