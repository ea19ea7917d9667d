"""``newcomers.json`` of what was found: whom to take on and what that is worth, and where one more head would be."""

from __future__ import annotations

from collections import defaultdict

from wijkplan.models.newcomers import intake_of, training, with_intake
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.experiment.comparison_types import Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.newcomer_runs import NewcomerRuns, is_negligible, never_dearer, worth
from wijkplan.planner.plan import guidance_check
from wijkplan.planner.plan.guided_on import guided, spells
from wijkplan.planner.plan.measures import heads_given, loads
from wijkplan.planner.plan.newcomers_in_plan import cohorts, guides
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.record.newcomers import (
    FORMAT_VERSION,
    GuidedOn,
    NewcomersAnswer,
    NewcomersRecord,
    NewcomersWord,
    SeatsOfTrack,
    YearOfTrade,
)

from .job_guarantee import counted_twice
from .nearest_newcomer import nearest_newcomer
from .scarcity import scarcity
from .shortages import shortages
from .solved_side import solved_side


def plan_file_name(question: str, side: str) -> str:
    """Name of the file of a plan: ``beside`` or ``without`` newcomers."""
    return f"newcomers-{side}-{question}.json"


def plan_of(compiled: Compiled, run: Run, seed: int) -> PlanFile:
    """Contents of that file."""
    assert run.plan is not None
    return plan_file(compiled, run.plan).made_for(run.variant, run.question, seed)


def newcomers_record(compiled: Compiled, found: tuple[NewcomerRuns, ...]) -> NewcomersRecord:
    """All answers. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where plans and bounds contradict
    each other."""
    return NewcomersRecord(format_version=FORMAT_VERSION, answers=tuple(_answer(compiled, one) for one in found))


def _answer(compiled: Compiled, one: NewcomerRuns) -> NewcomersAnswer:
    recruits, without, beside = compiled.recruits, one.without, one.beside
    assert recruits is not None and beside.plan is not None and without.plan is not None
    never_dearer(without, beside)
    try:
        low, high = worth(without.figure, beside.figure)
    except ValueError as error:
        raise Disagreement(f"{beside.question}: {error}") from error
    intake = intake_of(beside.problem, beside.plan)
    guided_on = _guided_on(compiled.names, recruits, beside.problem, beside.plan, intake)
    there = sum(one.learner_weeks for one in guided_on)
    word: NewcomersWord = "proven" if low > 0 else "undecided"
    if not any(intake):
        word = "nobody"
    elif low == 0 and is_negligible(high, without.figure.decidable):
        word = "negligible"
    return NewcomersAnswer(
        question=beside.question,
        without=solved_side(compiled.names, without, plan_file_name(beside.question, "without")),
        beside=solved_side(compiled.names, beside, plan_file_name(beside.question, "beside")),
        low=low,
        high=high,
        found=None if without.cost is None or beside.cost is None else without.cost - beside.cost,
        word=word,
        newcomers=sum(intake),
        training_eur=training(beside.problem, intake),
        guarantee_twice_eur=counted_twice(beside.problem, recruits, beside.plan, intake),
        cohorts=cohorts(recruits, intake),
        guides=guides(recruits, intake, compiled.names),
        guided_on=guided_on,
        learner_weeks_without_work=round(max(0.0, _learner_weeks(beside.problem, intake) - there), 1),
        years=_years(compiled, without.problem, without.plan, beside.problem, beside.plan),
        places=_places(recruits, intake),
        nearest=nearest_newcomer(beside.problem, recruits, without.plan),
        scarcity=scarcity(compiled, beside),
        shortages=shortages(compiled, one),
        without_certificate=without.certificate if without.certified else None,
        beside_certificate=beside.certificate if beside.certified else None,
    )


def _learner_weeks(problem: Problem, intake: tuple[int, ...]) -> float:
    """Head-weeks of all who have to be guided."""
    return sum(n * sum(cohort.learners) for n, cohort in zip(intake, problem.cohorts, strict=True)) / HEAD


def _guided_on(
    names: Names, recruits: Recruits, problem: Problem, plan: Plan, intake: tuple[int, ...]
) -> tuple[GuidedOn, ...]:
    """On which works and streets. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where somebody would
    learn alone."""
    rows = guided(problem, plan, intake)
    for wrong in guidance_check.violations(problem, plan, intake, rows):
        raise Disagreement(f"{names.pools[wrong.pool].id} in the week of {names.monday(wrong.week)}: {wrong.what}")
    return tuple(
        GuidedOn(
            cohort=recruits.names[one.cohort].id,
            street=one.street,
            activity=one.activity,
            district=one.district,
            start=one.start,
            end=one.end,
            learner_weeks=one.learner_weeks,
            guide_weeks=one.guide_weeks,
        )
        for one in spells(problem, names, rows)
    )


def _places(recruits: Recruits, intake: tuple[int, ...]) -> tuple[SeatsOfTrack, ...]:
    """Those of which somebody takes one."""
    found = []
    for row, name in zip(recruits.places, recruits.place_names, strict=True):
        taken = sum(intake[c] for c in row.cohorts)
        if taken:
            found.append(
                SeatsOfTrack.model_validate(
                    {"kind": name.kind, "region": name.region, "track": name.track, "when": name.when,
                     "there": row.most, "taken": taken}
                )
            )  # fmt: skip
    return tuple(found)


def _years(compiled: Compiled, alone: Problem, before: Plan, problem: Problem, plan: Plan) -> tuple[YearOfTrade, ...]:
    """Of every trade and region that has newcomers or hire, per year."""
    names = compiled.names
    inner = with_intake(problem, intake_of(problem, plan))
    assert inner is not None
    rows: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    year = [names.monday(week).year for week in range(problem.horizon)]
    given, more = heads_given(alone), heads_given(inner)
    now, then = loads(problem, plan), loads(alone, before)
    for p, name in enumerate(names.pools):
        for week in range(problem.horizon):
            row = rows[name.trade, name.region, year[week]]
            row["given"] += given[p][week]
            row["newcomers"] += more[p][week] - given[p][week]
            row["own"] += now.pools[p][week]
    for m, name in enumerate(names.markets):
        for week in range(problem.horizon):
            row = rows[name.trade, name.region, year[week]]
            row["hired"] += now.markets[m][week]
            row["hired_without"] += then.markets[m][week]
    return tuple(
        YearOfTrade(
            trade=trade,
            region=region,
            year=one,
            given_head_weeks=row["given"] / HEAD,
            newcomer_head_weeks=row["newcomers"] / HEAD,
            own_head_weeks=row["own"] / HEAD,
            hired_head_weeks=row["hired"] / HEAD,
            hired_head_weeks_without=row["hired_without"] / HEAD,
        )
        for (trade, region, one), row in sorted(rows.items())
        if row["newcomers"] or row["hired"] or row["hired_without"]
    )
