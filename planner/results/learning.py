"""Learning from district to district, of a plan as it stands: what labour there would be less of, if each next district
goes better than the last.

A scenario: in no bound, no proof and no figure of a plan. Comparable is work of the same package by the same employer.
A work that starts when ``n`` districts have all of their comparable work done takes ``(1 - rate) ** log2(1 + n)`` of
its labour: ``rate`` less for each doubling of districts, never below a floor."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log2

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.reference import Settings


@dataclass(frozen=True, slots=True)
class Learned:
    """Whole euros of labour of a plan, and how many of them learning takes off; ``works`` of all that profit."""

    labour_eur: int
    less_eur: int
    works: int


def share(districts: int, rate_percent: float, floor_percent: float) -> float:
    """The part of its labour that work takes after so many districts.

    >>> [round(share(n, 8, 60), 4) for n in (0, 1, 3, 7)]
    [1.0, 0.92, 0.8464, 0.7787]
    >>> share(10_000, 15, 60), share(10_000, 0, 60)
    (0.6, 1.0)
    """
    left: float = (1 - rate_percent / 100) ** log2(1 + districts)
    return max(floor_percent / 100, left)


def learned(compiled: Compiled, plan: Plan, settings: Settings) -> Learned:
    """What learning takes off the labour of a plan, at the rate and floor of the settings."""
    problem, names = compiled.problem, compiled.names
    done: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)  # per employer and package: end of each district
    for placement in plan.placements:
        project = problem.projects[problem.activities[placement.activity].project]
        ends = done[project.employer, names.activities[placement.activity].package]
        ends[project.district] = max(ends.get(project.district, 0), placement.end)
    labour, less, works = 0, 0.0, 0
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        project = problem.projects[activity.project]
        ends = done[project.employer, names.activities[placement.activity].package]
        before = sum(end <= placement.start for district, end in ends.items() if district != project.district)
        euros = activity.modes[placement.mode].labour
        part = share(before, settings.learning_percent, settings.learning_floor_percent)
        labour += euros
        less += euros * (1 - part)
        works += part < 1
    return Learned(labour, round(less), works)
