"""Encodes :mod:`wijkplan.models.check.rules.capacity`.

per pool and week t: sum of its heads (own, lent, consortium) over work with start <= t < end whose calendar is open in
t is at most heads[t] x (100 - reserve) // 100 + sum over its cohorts of intake x heads that each adds in t
- sum over cohorts that come from it of intake x gone[t]"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from ...newcomers import effects
from ...problem import Problem
from ..cumulative import post_heads
from ..fixed_usage import available
from ..linear import total
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the pools that free activities may take from, or that newcomers may come to."""
    reached = {cohort.pool for cohort in problem.cohorts}
    reached |= {cohort.source for cohort in problem.cohorts if cohort.source is not None}
    for index in sorted({*variables.pool_uses, *reached}):
        left = available(problem.pools[index]) - variables.taken.pool(index)
        crowd = variables.crowd(index)
        post_heads(model, variables, variables.pool_uses[index], left, crowd)
        changes = effects(problem, index)
        if not changes:
            continue
        here, rows = [c for c, _ in changes], np.array([row for _, row in changes], dtype=np.int64)
        for week in np.unique(np.vstack([left, rows]), axis=1, return_index=True)[1].tolist():
            added = total((variables.intake[c], int(row[week])) for c, row in zip(here, rows, strict=True))
            model.add(added + int(left[week]) >= 0)
