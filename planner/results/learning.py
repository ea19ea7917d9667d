"""Learning from district to district, of a plan as it stands: what labour there would be less of, if each next district
goes better than the last.

A scenario: in no bound, no proof and no figure of a plan. :mod:`wijkplan.planner.experiment.learned_plan` makes a plan
that counts on it."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.experience import behind, comparable, share
from wijkplan.planner.reference import Settings


@dataclass(frozen=True, slots=True)
class Learned:
    """Whole euros of labour of a plan, and how many of them learning takes off; ``works`` of all that profit."""

    labour_eur: int
    less_eur: int
    works: int


def learned(compiled: Compiled, plan: Plan, settings: Settings) -> Learned:
    """What learning takes off the labour of a plan, at the rate and floor of the settings."""
    problem = compiled.problem
    before = behind(problem, comparable(problem, compiled.names), plan)
    labour, less, works = 0, 0.0, 0
    for placement in plan.placements:
        euros = problem.activities[placement.activity].modes[placement.mode].labour
        part = share(len(before[placement.activity]), settings.learning_percent, settings.learning_floor_percent)
        labour += euros
        less += euros * (1 - part)
        works += part < 1
    return Learned(labour, round(less), works)
