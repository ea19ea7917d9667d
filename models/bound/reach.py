"""Prices that prove how many heads newcomers can add in some weeks at most (:mod:`..check.reach`): the dual of a small
linear programme over numbers of newcomers, in which who has learnt can guide others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from ..newcomers import rows_of
from ..problem import Problem
from .newcomers import whole_prices

SCALE = 1000


def reach_prices(problem: Problem, pools: Collection[int], weeks: range) -> dict[str, Any]:
    """A certificate for :func:`~wijkplan.models.check.reach.most_added`."""
    worth = np.array(
        [
            float(sum(cohort.heads[weeks.start : weeks.stop])) if cohort.pool in pools else 0.0
            for cohort in problem.cohorts
        ]
    )
    return {"scale": SCALE} | whole_prices(problem, rows_of(problem), worth, SCALE)
