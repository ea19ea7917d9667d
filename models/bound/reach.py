"""Prices that prove how many heads newcomers can add in some weeks at most (:mod:`..check.reach`): the dual of a small
linear programme over numbers of newcomers, in which who has learnt can guide others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from ..newcomers import Row
from ..problem import Problem
from .newcomers import whole_prices

SCALE = 1000


def reach_prices(problem: Problem, pools: Collection[int], weeks: range, rows: Sequence[Row]) -> dict[str, Any]:
    """A certificate for :func:`~wijkplan.models.check.reach.most_added`; ``rows`` are those of
    :func:`~wijkplan.models.newcomers.rows_of`, which take a while."""
    worth = np.array(
        [
            float(sum(cohort.heads[weeks.start : weeks.stop])) if cohort.pool in pools else 0.0
            for cohort in problem.cohorts
        ]
    )
    here = {c for c, cohort in enumerate(problem.cohorts) if cohort.pool in pools}
    return {"scale": SCALE} | whole_prices(problem, [row for row in rows if here & row.columns.keys()], worth, SCALE)
