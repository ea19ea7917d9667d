"""What each question asks, from the plans that are made before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

from .idle_budgets import without_idle_budgets
from .measures import delivery, means
from .variants import Question, all_in, equal_delivery, sooner, whenever_sooner
from .willing import within_reach


def asked_problems(
    problem: Problem,
    flexible: Sequence[int],
    asked_weeks: Plan | None,
    baseline: Plan | None,
    nobody_worse: bool = False,
    last: Plan | None = None,
) -> dict[Question, Problem]:
    """Per question its problem in the widest variant. ``flexible`` is per activity how many weeks its sender is
    willing to move it; without a plan of asked weeks it counts for nothing, and without a baseline there is nothing to
    be equal to or sooner than, unless there is a ``last`` plan: what was agreed may leave none that anybody could make
    for itself, and then the next plan delivers what the last one does. ``nobody_worse``: at equal delivery no
    employer's own people change more than in the baseline."""
    base = all_in(problem)
    if asked_weeks is not None:
        base = within_reach(base, flexible, asked_weeks)
    found: dict[Question, Problem] = {"all_in": base}
    if baseline is not None:
        found["equal_delivery"] = equal_delivery(base, delivery(base, baseline), nobody_worse)
        found["sooner"] = sooner(base, means(base, baseline))
        found["sooner_free"] = whenever_sooner(found["sooner"])
    elif last is not None:
        found["equal_delivery"] = equal_delivery(base, delivery(base, last), nobody_worse)
    return {question: without_idle_budgets(asked) for question, asked in found.items()}
