"""Encodes :mod:`wijkplan.models.check.rules.safe`.

per pool and week t: sum of intake x (100 x learners[t] - ratio x guides[t]) + sum over cohorts that come from it of
intake x ratio x gone[t] <= ratio x guides of its own people[t];
sum of intake x learners[t] <= most[t]

Learners of a week in which nobody learns bind nothing: rule ``intake`` has the rest."""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the whole problem, each different week once."""
    for row in problem.guidance:
        here = [c for c, cohort in enumerate(problem.cohorts) if cohort.pool == row.pool]
        away = [c for c, cohort in enumerate(problem.cohorts) if cohort.source == row.pool]
        posted: set[tuple[int, ...]] = set()
        for week in range(problem.horizon):
            learners = [problem.cohorts[c].learners[week] for c in here]
            guides = [problem.cohorts[c].guides[week] for c in here]
            gone = [problem.cohorts[c].gone[week] for c in away]
            key = (row.guides[week], row.most[week], *learners, *guides, *gone)
            if not any(learners) or key in posted:
                continue
            posted.add(key)
            numbers = [variables.intake[c] for c in here]
            guided = total((n, 100 * a - row.ratio * b) for n, a, b in zip(numbers, learners, guides, strict=True))
            left = total((variables.intake[c], row.ratio * heads) for c, heads in zip(away, gone, strict=True))
            model.add(guided + left <= row.ratio * row.guides[week])
            model.add(total(zip(numbers, learners, strict=True)) <= row.most[week])
