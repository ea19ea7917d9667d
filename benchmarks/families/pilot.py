"""The pilot, in each variant, for both questions. All solvers start from the baseline (``streets``), and equal
delivery is measured against it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.stored_plans import Against, StoredPlans, stored_plans
from wijkplan.planner.intake.read_programme import load as read
from wijkplan.planner.plan.variants import SOLVED, VARIANTS, all_in, in_variant, question_of
from wijkplan.planner.text import say

FOLDER = Path(__file__).parents[2] / "instances" / "pilot"
QUESTIONS = ("all-in", "equal-delivery")
SEED = 1  # of the stored plans
ORDER = Against(orders=1)  # one order: every measurement makes the stored plans again


def cases() -> tuple[Case, ...]:
    """Every question in every variant that is optimised."""
    return tuple(Case("pilot", question, variant.id) for question in QUESTIONS for variant in SOLVED)


def load(case: Case, library: Path | None = None) -> Loaded:
    """The problem of a question (the case's set) in a variant (its instance)."""
    del library
    if case.set not in QUESTIONS or case.instance not in VARIANTS:
        raise Unavailable(say("{case}: there is no such question or variant", case=case))
    made = stored()
    start = made.baseline(made.against.baseline)
    if start is None:
        raise Unavailable(say("the pilot has no plan of asked weeks: {reason}", reason=made.reason))
    return Loaded(in_variant(made.asked[question_of(case.set)], VARIANTS[case.instance]), start.plan)


def problem_of(folder: Path) -> Problem:
    """The problem of a programme in its widest form. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    programme, findings = read([folder])
    if programme is None:
        raise Unavailable(say("{folder} cannot be planned: {what}", folder=folder, what=findings[0].what))
    return all_in(compile(programme).problem)


@lru_cache(maxsize=1)
def stored() -> StoredPlans:
    """The stored plans of the pilot."""
    programme, findings = read([FOLDER])
    if programme is None:
        raise Unavailable(say("{folder} cannot be planned: {what}", folder=FOLDER, what=findings[0].what))
    compiled = compile(programme)
    return stored_plans(compiled.problem, compiled.flexible, real_engine(), SEED, ORDER)
