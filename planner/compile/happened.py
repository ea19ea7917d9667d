"""What was there because work has begun that used it: streets that were open at a time, load on the grid, deliveries,
money. Limits bind what is still planned, and no report breaks them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from wijkplan.models.problem import District, Problem, Reservoir


def districts_so_far(problem: Problem, facts: Collection[int]) -> tuple[District, ...]:
    """The districts, in which as many streets may be open at a time as were; as with the plans of others, which nothing
    that is planned here can change either."""
    most = [[0] * problem.horizon for _ in problem.districts]
    for street in problem.streets:
        digs = [dig for dig in street.digs if dig in facts]
        weeks: set[int] = set()
        for dig in digs:
            weeks |= set(range(problem.activities[dig].pinned or 0, _last_end(problem, dig)))
        for (one, other), joint in zip(pairwise(street.digs), street.joints, strict=True):
            if one in facts and other in facts:
                end, start = _last_end(problem, one), problem.activities[other].pinned or 0
                weeks |= set(range(end, start)) if start - end <= joint.gap else set()
        for week in weeks:
            if week < problem.horizon:
                most[street.district][week] += 1
    return tuple(
        district
        if district.max_open is None
        else replace(district, max_open=max(district.max_open, max(most[d], default=0)))
        for d, district in enumerate(problem.districts)
    )


def so_far(problem: Problem, facts: Collection[int], reservoir: Reservoir) -> Reservoir:
    """A reservoir with at least what the work that has begun takes of it, week by week; where it is renewed, until
    then."""
    change = [0] * (problem.horizon + 1)
    for activity, amount in reservoir.loads:
        if activity in facts:
            begin = min(problem.horizon, problem.activities[activity].pinned or 0)
            change[begin] += amount
            change[reservoir.counts_until(begin, problem.horizon)] -= amount
    for activity, amount in reservoir.releases:
        if activity in facts:
            change[min(problem.horizon, _last_end(problem, activity))] -= amount
    taken, supply = 0, []
    for week, there in enumerate(reservoir.supply):
        taken += change[week]
        supply.append(max(there, taken))
    return replace(reservoir, supply=tuple(supply))


def _last_end(problem: Problem, activity: int) -> int:
    """The first week after work that has begun, whichever way it is done; the horizon where it does not end in it."""
    one = problem.activities[activity]
    ends = [problem.end(activity, mode, one.pinned or 0) for mode in range(len(one.modes))]
    return max((end for end in ends if end is not None), default=problem.horizon)
