"""Learning from district to district in the report: a scenario beside the plans, in no proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.variants import QUESTIONS
from wijkplan.planner.results.learning import MOST, learned
from wijkplan.planner.submission.base_types import LearningScope
from wijkplan.planner.text import Text, say

from .locale import Tongue

SCOPES: Mapping[LearningScope, Text] = {
    "consortium": say("the same consortium"),
    "trade": say("the same trade in the region"),
    "chain": say("the whole chain in the region"),
}
"""Whose comparable work counts."""


def learning_section(
    compiled: Compiled, plans: Mapping[tuple[str, str], Plan], baseline: str, tongue: Tongue
) -> dict[str, Any] | None:
    """Per question the baseline and everything together; ``None`` where nobody learns or there are no such plans."""
    reference = compiled.names.reference
    if reference is None or not reference.settings.learning_percent:
        return None
    settings, names = reference.settings, tongue.variants()
    rows = [
        (
            tongue.words.QUESTIONS[question],
            names[variant],
            tongue.sentence(SCOPES[scope]),
            learned(compiled, plans[question, variant], settings, scope),
        )
        for question in QUESTIONS
        for variant in (baseline, "bundled")
        if (question, variant) in plans
        for scope in sorted(SCOPES, key=lambda one: one != reference.learning_scope)
    ]
    if not any(row.most_eur for *_, row in rows):
        return None
    return {
        "rows": rows,
        "rate": settings.learning_percent,
        "floor": settings.learning_floor_percent,
        "most": MOST,
        "scope": tongue.sentence(SCOPES[reference.learning_scope]),
    }
