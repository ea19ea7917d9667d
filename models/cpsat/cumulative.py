"""Heads that vary by week and are taken in working weeks only, as cumulatives over whole intervals.

In a week in which its calendar is closed an activity takes nothing, though its interval covers that week. So each set
of calendars that are open together in some week has a cumulative of its own, over the work on those calendars, that
binds in exactly the weeks in which they, and no others of the work, are open. In its other weeks it has ample
capacity. How much is ample: work does not start in a closed week, so who covers one also covered the last open week
before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from .capacity_profile import post_profile
from .fixed_usage import Heads
from .variables import Crowd, Use, Variables


def post_heads(
    model: cp_model.CpModel, variables: Variables, uses: list[Use], capacity: Heads, crowd: Sequence[Crowd] = ()
) -> None:
    """In every week the heads taken by work whose calendar is open are at most ``capacity``, and what newcomers add.

    Below zero it counts as zero: free work can do nothing about fixed work that takes too much.
    """
    uses = [use for use in uses if use.heads > 0]
    if not uses:
        return
    least, most = capacity.copy(), capacity.copy()
    for run in crowd:
        most[run.begin : run.end] += run.most
        least[run.begin : run.end] -= run.least
    least, most = np.maximum(least, 0), np.maximum(most, 0)
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
            ample = _ample(most[low:high], last_open[together])
            _post(model, variables, members, low, (least[low:high], most[low:high]), exact, ample, crowd)


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
    capacity: tuple[Heads, Heads],
    exact: NDArray[np.bool_],
    ample: Heads,
    crowd: Sequence[Crowd],
) -> None:
    """One cumulative that binds in the ``exact`` weeks in which the work can take more than there is at least; what
    there is at most, less what newcomers who do not come leave of it."""
    least, capacity_then = capacity
    most: dict[tuple[int, int], int] = {}
    for use in uses:
        key = (use.activity, use.demand)
        most[key] = max(most.get(key, 0), use.heads)
    possible = np.zeros_like(least)
    for (activity, _), heads in most.items():
        window = variables.works[activity].window
        possible[window.first - low : window.last_end - low] += heads
    binds = exact & (least < possible)
    if binds.any():
        level = max(int(capacity_then[binds].max()), int(np.minimum(ample, possible)[~binds].max(initial=0)))
        taken: list[tuple[cp_model.IntervalVar, int | cp_model.IntVar]] = [(use.interval, use.heads) for use in uses]
        for run in crowd:
            weeks = [week for week in range(max(low, run.begin), min(low + len(binds), run.end)) if binds[week - low]]
            for first, last in _runs(weeks):
                taken.append((model.new_fixed_size_interval_var(first, last + 1 - first, ""), run.away))
        post_profile(model, taken, low, np.where(binds, capacity_then, level))


def _runs(weeks: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of weeks that follow each other."""
    found: list[tuple[int, int]] = []
    for week in weeks:
        if found and found[-1][1] == week - 1:
            found[-1] = found[-1][0], week
        else:
            found.append((week, week))
    return found
