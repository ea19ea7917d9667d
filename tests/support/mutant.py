"""What a mutation makes, and how rows of a problem are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, NamedTuple

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem


class Mutant(NamedTuple):
    """A problem and a plan that breaks one of its rules: where, and by how much (``None``: not predicted)."""

    problem: Problem
    plan: Plan
    where: str
    amount: int | None


Mutation = Callable[[Problem, Plan, Random], Mutant | None]


def with_activity(problem: Problem, index: int, **fields: Any) -> Problem:
    rows = list(problem.activities)
    rows[index] = replace(rows[index], **fields)
    return replace(problem, activities=tuple(rows))


def with_row(problem: Problem, kind: str, index: int, **fields: Any) -> Problem:
    rows = list(getattr(problem, kind))
    rows[index] = replace(rows[index], **fields)
    return replace(problem, **{kind: tuple(rows)})  # type: ignore[arg-type]


def any_placement(plan: Plan, random: Random) -> Any:
    return random.choice(plan.placements)
