"""Heads that vary by week and are taken in working weeks only, as cumulatives over whole intervals.

In a week in which its calendar is closed an activity takes nothing, though its interval covers that week. So each set
of calendars that are open together in some week has a cumulative of its own, over the work on those calendars, that
binds in exactly the weeks in which they, and no others of the work, are open. In its other weeks it has ample
capacity. How much is ample: work does not start in a closed week, so who covers one also covered the last open week
before it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from .capacity_profile import post_profile
from .fixed_usage import Heads
from .variables import Use, Variables


def post_heads(model: cp_model.CpModel, variables: Variables, uses: list[Use], capacity: Heads) -> None:
    """In every week the heads taken by work whose calendar is open are at most ``capacity``.

    Below zero it counts as zero: free work can do nothing about fixed work that takes too much.
    """
    uses = [use for use in uses if use.heads > 0]
    if not uses:
        return
    capacity = np.maximum(capacity, 0)
    works = variables.works
    low = min(works[use.activity].window.first for use in uses)
    high = max(works[use.activity].window.last_end for use in uses)
    activities = variables.scope.problem.activities
    groups: dict[bytes, list[Use]] = {}
    open_weeks: dict[bytes, NDArray[np.bool_]] = {}
    for use in uses:
        working = variables.scope.working[activities[use.activity].calendar][low:high]
        key = working.tobytes()
        open_weeks[key] = working
        groups.setdefault(key, []).append(use)
    keys = list(groups)
    table = np.array([open_weeks[key] for key in keys])
    last_open = np.maximum.accumulate(np.where(table, np.arange(high - low), -1), axis=1)
    for together in np.unique(table, axis=1).T:
        if together.any():
            members = [use for key, included in zip(keys, together, strict=True) if included for use in groups[key]]
            exact = (table == together[:, None]).all(axis=0)
            ample = _ample(capacity[low:high], last_open[together])
            _post(model, variables, members, low, capacity[low:high], exact, ample)


def _ample(capacity: Heads, last_open: NDArray[np.int64]) -> Heads:
    """Per week what the work on some calendars takes at most: the capacities of their last open weeks, each week
    once."""
    if len(last_open) > 1:
        last_open = np.sort(last_open, axis=0)
        last_open[1:][last_open[1:] == last_open[:-1]] = -1
    return np.asarray(np.where(last_open >= 0, capacity[last_open], 0).sum(axis=0), dtype=np.int64)


def _post(
    model: cp_model.CpModel,
    variables: Variables,
    uses: list[Use],
    low: int,
    capacity: Heads,
    exact: NDArray[np.bool_],
    ample: Heads,
) -> None:
    """One cumulative that binds in the ``exact`` weeks in which the work can take more than there is."""
    most: dict[tuple[int, int], int] = {}
    for use in uses:
        key = (use.activity, use.demand)
        most[key] = max(most.get(key, 0), use.heads)
    possible = np.zeros_like(capacity)
    for (activity, _), heads in most.items():
        window = variables.works[activity].window
        possible[window.first - low : window.last_end - low] += heads
    binds = exact & (capacity < possible)
    if binds.any():
        level = max(int(capacity[binds].max()), int(np.minimum(ample, possible)[~binds].max(initial=0)))
        post_profile(model, [(use.interval, use.heads) for use in uses], low, np.where(binds, capacity, level))
