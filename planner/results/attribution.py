"""Where a saving comes from: per step and cause what the plans found differ by, in both orders, and what is certified of it.

A cause is a group of terms, so that causes add up to a step and steps to the whole, to the euro. They tell two plans apart; best plans
that were not found may differ in other ways. Certified is only what transfers and dissolutions say of a step that combines tenders, partner
crews left aside: what procedures, mobilisation and joined openings save together between the best plans.

When to modify: a new term belongs to exactly one cause; a test checks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkplan.planner.experiment.savings import ORDERS

CAUSES: dict[str, tuple[str, ...]] = {
    "procedures": ("procurement",),
    "mobilisation": ("mobilisation",),
    "openings": ("opening", "interface", "burden", "rest"),
    "crews": ("labour", "standby", "hire", "turnover", "travel", "lending"),
    "timing": ("delay", "moved"),
}
"""Terms per cause. ``crews``: whose people and how many at a time; ``openings``: how often streets open and for how long."""

STEPS: dict[str, dict[str, tuple[str, str]]] = {
    "aligning": {order: steps[0] for order, steps in ORDERS.items()},
    "sharing": {"sharing_first": ("aligned", "shared"), "combining_first": ("combined", "bundled")},
    "combining": {"sharing_first": ("shared", "bundled"), "combining_first": ("aligned", "combined")},
}
"""What a step adds, and which pair of variants that is in either order."""


def attribution(
    question: str,
    results: Iterable[Mapping[str, Any]],
    transfers: Iterable[Mapping[str, Any]],
    dissolutions: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The split of one question, from rows of ``comparison.json``. Unknown is ``None``: a step without both plans, a cause without a priced term."""
    rows = {row["variant"]: row for row in results if row["question"] == question}
    low = {(t["from"], t["to"]): t["euros"] for t in transfers if t["question"] == question}
    high = {(d["from"], d["to"]): d["euros"] for d in dissolutions if d["question"] == question}
    steps = {pair: _step(*pair, rows.get(pair[0]), rows.get(pair[1])) for order in ORDERS.values() for pair in order}
    for pair in STEPS["combining"].values():
        known = pair in low or pair in high
        steps[pair]["without_partner_crews"] = {"low": low.get(pair, 0), "high": high.get(pair)} if known else None
    orders = {name: [steps[pair] for pair in order] for name, order in ORDERS.items()}
    ranges = {name: _range([steps[pair] for pair in pairs.values()]) for name, pairs in STEPS.items()}
    return {"question": question, **orders, "range": ranges}


def _step(source: str, to: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, Any]:
    step: dict[str, Any] = {"from": source, "to": to, "euros": None, "causes": dict.fromkeys(CAUSES)}
    if before is None or after is None or before["cost"] is None or after["cost"] is None:
        return step
    one, other = before["terms"], after["terms"]
    causes = {
        cause: sum(one.get(term, 0) - other.get(term, 0) for term in terms) if any(term in one or term in other for term in terms) else None
        for cause, terms in CAUSES.items()
    }
    return step | {"euros": before["cost"] - after["cost"], "causes": causes}


def _range(steps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Least and most over the orders."""
    return {
        "euros": _ends([step["euros"] for step in steps]),
        "causes": {cause: _ends([step["causes"][cause] for step in steps]) for cause in CAUSES},
    }


def _ends(values: Sequence[int | None]) -> list[int] | None:
    known = [value for value in values if value is not None]
    return [min(known), max(known)] if len(known) == len(values) else None
