"""Encodes :mod:`wijkplan.models.check.rules.exclusive`.

per district and week: number of openings that cover it is at most max_open

That openings of one street do not overlap follows from rule ``street_order``.
"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from ...problem import Problem
from ..capacity_profile import post_profile
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for districts with a free dig; where fixed openings are already too many, no free one may be
    added."""
    scope = variables.scope
    for d, district in enumerate(problem.districts):
        if district.max_open is None:
            continue
        left = np.full(problem.horizon, district.max_open, dtype=np.int64)
        uses: list[tuple[cp_model.IntervalVar, int]] = []
        for s, street in enumerate(problem.streets):
            if street.district != d:
                continue
            for i, dig in enumerate(street.digs):
                close = variables.close(s, i)
                if dig in scope.fixed and isinstance(close, int):
                    left[scope.fixed[dig].start : close] -= 1
                else:
                    uses.append((variables.open_weeks(s, i), 1))
        if uses:
            post_profile(model, uses, 0, np.maximum(left, 0))
