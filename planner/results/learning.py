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
from wijkplan.planner.submission.base_types import LearningScope

MOST = 15.0
"""Percent with each doubling, the high end of ``learning_percent``; the low end is nothing."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Whole euros of labour of a plan and how many of them learning takes off, with the person-hours; ``most_eur``
    and ``most_hours`` at the high end of the rate (at the low end nothing); ``works`` of all that profit."""

    labour_eur: int
    less_eur: int
    works: int
    less_hours: int
    most_eur: int
    most_hours: int


def learned(compiled: Compiled, plan: Plan, settings: Settings, scope: LearningScope) -> Learned:
    """What learning takes off the labour of a plan, at the rate and floor of the settings. Hours are those of each
    work by its norms, less where its digs are joined."""
    problem, names = compiled.problem, compiled.names
    before = behind(problem, comparable(problem, names, scope), plan)
    labour, works, less, most = 0, 0, [0.0, 0.0], [0.0, 0.0]
    for placement in plan.placements:
        a, modes = placement.activity, problem.activities[placement.activity].modes
        euros = modes[placement.mode].labour
        whole = max(mode.labour for mode in modes)
        hours = sum(names.activities[a].hours.values()) * (euros / whole if whole else 1.0)
        labour += euros
        for rate, row in ((settings.learning_percent, less), (MOST, most)):
            part = share(len(before[a]), rate, settings.learning_floor_percent)
            row[0] += euros * (1 - part)
            row[1] += hours * (1 - part)
        works += bool(before[a]) and settings.learning_percent > 0
    return Learned(labour, round(less[0]), works, round(less[1]), round(most[0]), round(most[1]))
