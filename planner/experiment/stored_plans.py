"""The plans that are made before anything is solved: asked weeks, what senders are willing to, and the baselines.

They depend on programme, seed and number of orders only, so a comparison, a single solve and a verification all have
the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.plan.idle_budgets import kept, without_willing_budgets
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import BASELINE, OWN, Question, all_in, in_variant
from wijkplan.planner.plan.willing import Unserved, unserved

from .baselines import ORDERS, Baseline, baselines
from .engine import Procedures


@dataclass(frozen=True, slots=True)
class Against:
    """What variants are held against: the stored plan that counts as the baseline, and in how many orders parties took
    their turn. With ``nobody_worse`` equal delivery also asks that no employer's own people change more than there."""

    baseline: str = BASELINE
    orders: int = ORDERS
    nobody_worse: bool = False


@dataclass(frozen=True, slots=True)
class StoredPlans:
    """``asked`` is per question its problem in the widest variant, with what senders are willing to. Without a plan of
    asked weeks there is ``reason`` instead, and neither baselines nor equal delivery. ``unserved`` is the work that it
    moves further than its sender is willing to. ``last`` is the plan that was agreed before, as far as it holds: the
    next one may start from it."""

    asked: Mapping[Question, Problem]
    asked_weeks: Plan | None
    reason: Reason | None
    unserved: tuple[Unserved, ...]
    baselines: tuple[Baseline, ...]
    against: Against
    last: Plan | None = None

    def baseline(self, variant: str) -> Baseline | None:
        """One of them; ``None`` where there is none."""
        return next((one for one in self.baselines if one.variant == variant), None)


def stored_plans(
    problem: Problem,
    flexible: Sequence[int],
    engine: Procedures,
    seed: int,
    against: Against | None = None,
    stop: Callable[[], bool] = lambda: False,
    begins: Callable[[str], None] = lambda _variant: None,
    only: Mapping[str, int] | None = None,
    repaired: Callable[[Problem, Plan, bool], None] = lambda _problem, _plan, _first: None,
    last: Plan | None = None,
) -> StoredPlans:
    """Make them; ``flexible`` is per activity how many weeks its sender is willing to move it. ``begins`` is told
    which baseline is next, ``only`` names per baseline the one order that is tried. ``repaired`` is given the plan of
    asked weeks as soon as it is there: baselines take longer; before that, marked as the first, one to begin with,
    where there is one while kernels are compiled. ``last`` is a plan that holds, where planning goes on."""
    base, against = all_in(problem), against or Against()
    begins(OWN.id)
    own = in_variant(base, OWN)
    lean = in_variant(without_willing_budgets(base, flexible), OWN)
    plan, reason = engine.repair(lean, seed, lambda plan: repaired(lean, plan, True))
    if lean != own and plan is not None and not kept(own, plan):
        plan, reason = engine.repair(own, seed, lambda plan: repaired(own, plan, True))
    if plan is None:
        asked = asked_problems(problem, flexible, None, None, against.nobody_worse, last)
        return StoredPlans(asked, None, reason, (), (), against, last)
    repaired(own, plan, False)
    willing = asked_problems(problem, flexible, plan, None)["all_in"]
    made = baselines(willing, plan, engine, seed, against.orders, stop, begins, only)
    held = next(one.plan for one in made.all if one.variant == against.baseline)
    asked = asked_problems(problem, flexible, plan, held, against.nobody_worse)
    return StoredPlans(asked, plan, None, unserved(base, flexible, plan), made.all, against, last)
