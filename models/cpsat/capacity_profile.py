"""A cumulative under a capacity that differs from week to week."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model


def post_profile(
    model: cp_model.CpModel,
    uses: Sequence[tuple[cp_model.IntervalVar, int | cp_model.IntVar]],
    first: int,
    capacity: NDArray[np.int64],
) -> None:
    """In week ``first + t`` the amounts of the intervals that cover it are at most ``capacity[t]``.

    What a week has less than the best week is taken by fixed intervals. A capacity below zero cannot be met.
    """
    if capacity.size == 0:
        return
    best = int(capacity.max())
    if int(capacity.min()) < 0:
        model.add_bool_or([])
        return
    intervals = [weeks for weeks, _ in uses]
    amounts = [amount for _, amount in uses]
    borders = [0, *(np.flatnonzero(np.diff(capacity)) + 1).tolist(), len(capacity)]
    for begin, end in pairwise(borders):
        if capacity[begin] < best:
            intervals.append(model.new_fixed_size_interval_var(first + begin, end - begin, ""))
            amounts.append(best - int(capacity[begin]))
    model.add_cumulative(intervals, amounts, best)
