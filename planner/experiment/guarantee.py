"""What it costs that nobody is worse off: everything together at equal delivery again, without the ceilings of single
employers.

Every plan with the guarantee is one without it, so the guarantee costs nothing or more: between the bound with it less
the plan found without it, and the plan found with it less the bound without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.plan.variants import BUNDLED
from wijkplan.planner.record import GuaranteeWord

from .comparison_types import Run, Watch
from .engine import Engine
from .savings import NEGLIGIBLE_PERMILLE, Figure
from .solve_variant import bound_of, inherited, solved


@dataclass(frozen=True, slots=True)
class Price:
    """Euros that the guarantee costs at least and at most; ``high`` is ``None`` where nothing is known."""

    low: int
    high: int | None
    word: GuaranteeWord


def guarded(runs: Sequence[Run]) -> Run | None:
    """The run of everything together whose question asks it of each employer; ``None`` where none does."""
    return next((run for run in runs if run.variant == BUNDLED.id and run.problem.max_employer_changes), None)


def unguarded(problem: Problem) -> Problem:
    """The same question without the ceilings of single employers."""
    return replace(problem, max_employer_changes=())


def without_guarantee(
    runs: Sequence[Run], engine: Engine, settings: Settings, watch: Watch, stop: Callable[[], bool]
) -> Run | None:
    """The solve without the guarantee, from the plans with it; ``None`` where nothing is guaranteed or there is no
    plan to be had with it."""
    run = guarded(runs)
    if run is None or run.status in ("no_plan", "infeasible"):
        return None
    problem = unguarded(run.problem)
    before = [one for one in runs if one.question == run.question]
    plans, bound = inherited(BUNDLED.id, problem, engine, before), bound_of(engine, problem, run)
    return solved(run.question, BUNDLED, problem, engine, settings, plans, watch, stop, bound)


def price(guarantee: Figure, without: Figure) -> Price:
    """The interval from plans and certified bounds, and the word that it allows. Raises ``ValueError`` where they
    contradict each other."""
    least, least_without = (one.bound if one.certified else None for one in (guarantee, without))
    low = 0 if least is None or without.cost is None else max(0, least - without.cost)
    high = None if guarantee.cost is None or least_without is None else guarantee.cost - least_without
    if high is not None and high < low:
        raise ValueError("plans and bounds with and without the guarantee contradict each other")
    if high == 0:
        word: GuaranteeWord = "nothing"
    elif low > 0:
        word = "proven"
    else:
        small = high is not None and 1000 * high < NEGLIGIBLE_PERMILLE * (without.decidable or 0)
        word = "negligible" if small else "undecided"
    return Price(low, high, word)
