"""What is learnt from district to district: which districts have their comparable work behind them when a work starts,
and what share of its hours it then takes.

Comparable is, by scope, work of the same package by the same employer (``consortium``), of the same package in the same
labour-market region, whoever does it (``trade``), or all work in that region (``chain``: a district counts once all
that is done there is done). A work that starts when ``n`` districts have all of their comparable work done takes
``(1 - rate) ** log2(1 + n)`` of its hours: ``rate`` less for each doubling of districts, never below a floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log2

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.submission.base_types import LearningScope

Comparable = dict[int, list[int]]
"""Per district its works that are comparable."""

EVERYTHING = ""
"""Package of all work of the chain."""


def share(districts: int, rate_percent: float, floor_percent: float) -> float:
    """The part of its hours that work takes after so many districts.

    >>> [round(share(n, 8, 60), 4) for n in (0, 1, 3, 7)]
    [1.0, 0.92, 0.8464, 0.7787]
    >>> share(10_000, 15, 60), share(10_000, 0, 60)
    (0.6, 1.0)
    """
    left: float = (1 - rate_percent / 100) ** log2(1 + districts)
    return max(floor_percent / 100, left)


def comparable(problem: Problem, names: Names, scope: LearningScope) -> tuple[Comparable, ...]:
    """Per activity all comparable work, its own included."""
    groups: dict[tuple[int, str], Comparable] = defaultdict(lambda: defaultdict(list))
    keys = []
    for a, activity in enumerate(problem.activities):
        project, package = problem.projects[activity.project], names.activities[a].package
        whose = project.employer if scope == "consortium" else problem.region(a)
        keys.append((whose, EVERYTHING if scope == "chain" else package))
        groups[keys[-1]][project.district].append(a)
    return tuple(groups[key] for key in keys)


def behind(problem: Problem, groups: Sequence[Comparable], plan: Plan) -> tuple[frozenset[int], ...]:
    """Per activity the other districts whose comparable work has ended when it starts."""
    placed = plan.by_activity()
    ends: dict[tuple[int, int], int] = {}  # per group, by identity, and district
    found = []
    for a, group in enumerate(groups):
        here = problem.projects[problem.activities[a].project].district
        for district, works in group.items():
            key = id(group), district
            if key not in ends:
                ends[key] = max(placed[b].end for b in works)
        found.append(frozenset(d for d in group if d != here and ends[id(group), d] <= placed[a].start))
    return tuple(found)
