"""A level that work lowers for good at its start and raises for good at its end (grid areas, deliveries), as a
cumulative.

supply[t] + sum of releases with end <= t >= sum of loads with start <= t   in every week t of the horizon

Written as: loads from their start to the horizon, plus releases from week 0 until their end, are at most the supply
plus all releases. Where it is renewed (budgets of which nothing stays), loads count until the next renewal only."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from ..problem import Reservoir
from .capacity_profile import post_profile
from .variables import Variables


def post_reservoir(model: cp_model.CpModel, variables: Variables, reservoir: Reservoir) -> None:
    """The level never falls below zero. Nothing is posted in a neighbourhood whose free work does not touch the
    reservoir."""
    scope = variables.scope
    if scope.fixed and all(a in scope.fixed for a, _ in reservoir.loads + reservoir.releases):
        return
    horizon = scope.problem.horizon
    capacity = np.array(reservoir.supply, dtype=np.int64)
    uses: list[tuple[cp_model.IntervalVar, int]] = []
    for a, amount in reservoir.loads:
        if a in scope.fixed:
            begin = scope.fixed[a].start
            capacity[begin : reservoir.counts_until(begin, horizon)] -= amount
        elif reservoir.renewals:
            uses += [(part, amount) for part in _until_renewed(model, variables, reservoir, a)]
        else:
            start = variables.start(a)
            uses.append((model.new_interval_var(start, horizon - start, horizon, ""), amount))
    for a, amount in reservoir.releases:
        if a in scope.fixed:
            capacity[scope.fixed[a].end :] += amount
        else:
            end = variables.end(a)
            uses.append((model.new_interval_var(0, end, end, ""), amount))
            capacity += amount
    if int(capacity.min(initial=0)) < sum(amount for _, amount in uses):
        post_profile(model, uses, 0, capacity)


def _until_renewed(
    model: cp_model.CpModel, variables: Variables, reservoir: Reservoir, activity: int
) -> list[cp_model.IntervalVar]:
    """Of one activity an interval for each time between two renewals, from its start to the next renewal; the one in
    which it starts is there."""
    start, horizon = variables.start(activity), variables.scope.problem.horizon
    parts, there = [], []
    for begin, end in pairwise((0, *reservoir.renewals, horizon)):
        inside, since = model.new_bool_var(""), model.new_int_var(begin, end - 1, "")
        model.add(since == start).only_enforce_if(inside)
        parts.append(model.new_optional_interval_var(since, end - since, end, inside, ""))
        there.append(inside)
        variables.renewed.append((activity, begin, end, inside, since))
    model.add_exactly_one(there)
    return parts
