"""The separate scenario: what fewer bidders and a main contractor's mark-up might cost. Assumptions, never added to a cost or a proof."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from models.plan import Plan
from models.problem import Problem
from planner.compile import Names


def assumptions() -> dict[str, Any]:
    """The percentages with source, date and trust mark."""
    return tomllib.loads((files("planner.reference") / "data" / "scenario.toml").read_text("utf-8"))


def scenario(problem: Problem, names: Names, plan: Plan) -> dict[str, int]:
    """Euros of ``market`` and ``coordination`` for the combined lots of a plan, rounded down."""
    data = assumptions()
    market = coordination = 0
    for publication in plan.tenders:
        for lot in problem.tenders[publication.tender].lots:
            values = [names.projects[p].value_eur for p in lot.projects]
            if len(values) > 1:
                market += sum(values)
                coordination += sum(values) - max(values)
    return {
        "market": market * int(data["market_percent"]["value"]) // 100,
        "coordination": coordination * int(data["coordination_percent"]["value"]) // 100,
    }
