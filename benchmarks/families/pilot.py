"""The pilot, in each variant, for both questions. All solvers start from the repaired plan, which is today's practice."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.intake.read_programme import load as read
from wijkplan.planner.plan.measures import delivery
from wijkplan.planner.plan.variants import REPAIRED, SOLVED, VARIANTS, all_in, equal_delivery, in_variant

FOLDER = Path(__file__).parents[2] / "instances" / "pilot"
QUESTIONS = ("all-in", "equal-delivery")
SEED = 1  # of the stored repaired plan


def cases() -> tuple[Case, ...]:
    """Every question in every variant that is optimised."""
    return tuple(Case("pilot", question, variant.id) for question in QUESTIONS for variant in SOLVED)


def load(case: Case, library: Path | None = None) -> Loaded:
    """The problem of a question (the case's set) in a variant (its instance)."""
    del library
    base, repaired = stored()
    if case.set not in QUESTIONS or case.instance not in VARIANTS:
        raise Unavailable(f"{case}: there is no such question or variant")
    asked = base if case.set == "all-in" else equal_delivery(base, delivery(base, repaired))
    return Loaded(in_variant(asked, VARIANTS[case.instance]), repaired)


def problem_of(folder: Path) -> Problem:
    """The problem of a programme in its widest form. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    programme, findings = read([folder])
    if programme is None:
        raise Unavailable(f"{folder} cannot be planned: {findings[0].what}")
    return all_in(compile(programme).problem)


@lru_cache(maxsize=1)
def stored() -> tuple[Problem, Plan]:
    """The pilot, and its stored repaired plan."""
    base = problem_of(FOLDER)
    plan, reason = real_engine().repair(in_variant(base, REPAIRED), SEED)
    if plan is None:
        raise Unavailable(f"the pilot has no repaired plan: {reason}")
    return base, plan
