"""Parts of a record, made by hand: only what a test is about is stated, the rest is as little as can be."""

from __future__ import annotations

from datetime import date
from typing import Any

from wijkplan.planner.plan.measures import Measures
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import (
    Access,
    AskedWeeks,
    CandidateList,
    Clients,
    Comparison,
    JointWork,
    OpeningKey,
    People,
    ProgrammeSummary,
    Provenance,
    Result,
    RunSettings,
    Saving,
    Scenario,
    ScenarioPeople,
    Word,
)

MEASURES = Measures(
    idle_head_weeks=0.0,
    idle_head_weeks_in_span=0.0,
    changes=0.0,
    spells=0,
    own_head_weeks=0.0,
    hired_head_weeks=0.0,
    lent_head_weeks=0.0,
    consortium_head_weeks=0.0,
    overtime_head_weeks=0.0,
    openings=0,
    weeks_open=0,
    broken_rests=0,
    burden_eur=0,
    joined_labour_eur=0,
    mean_weeks_moved=0.0,
    projects_meeting_target=0,
    projects=0,
    combined_tenders=0,
    tenders=0,
    home_weeks=0,
    mean_home_week=None,
    finish_week={},
)


def result(question: Question, variant: str, cost: int | None, **stated: Any) -> Result:
    """A result; with a cost it has a plan, without one it has none."""
    found: dict[str, Any] = {
        "status": "no_plan" if cost is None else "feasible",
        "bound": None,
        "bound_certified": False,
        "bound_from": None,
        "bound_claimed": None,
        "decidable_cost": cost,
        "gap": None,
        "first_plan_seconds": None,
        "cheapest_cost": None,
        "weeks": None,
        "seconds": 0.0,
        "reason": None,
        "reason_nl": None,
        "because": None,
        "violations": (),
        "terms": {},
        "measures": None if cost is None else MEASURES,
        "by_client": {},
        "plan": None if cost is None else f"plan-{variant}-{question}.json",
        "trace": (),
    }
    return Result(question=question, variant=variant, cost=cost, **(found | stated))


def saving(question: Question, source: str, to: str, low: int, high: int | None, word: Word = "proven") -> Saving:
    """A saving."""
    return Saving(question=question, source=source, to=to, low=low, high=high, word=word)


def comparison(**stated: Any) -> Comparison:
    """A comparison of nothing, but for what is stated."""
    found: dict[str, Any] = {
        "format_version": 3,
        "programme": ProgrammeSummary(
            name="Test",
            start=date(2027, 1, 4),
            activities=0,
            projects=3,
            employers=0,
            anonymous_firms=0,
            clients=0,
            districts=2,
            pools=0,
            homes=1770,
            weeks=104,
            candidates=0,
            own_people_constant_eur=0,
        ),
        "interrupted": False,
        "clients": Clients(pairs=(), opening_key=OpeningKey(rule="", rule_nl="", plans=())),
        "access": Access(assumptions={}, tenders=(), choices=(), candidates={}, rival_lending=()),
        "scenario": Scenario(assumptions={}, bundling_effect_percent=100, euros=(), savings=()),
        "scenario_people": ScenarioPeople(period_weeks=4, euros=()),
        "joint_work": JointWork(
            question="equal_delivery",
            candidates=CandidateList(listed=0, dominated=0, cut_off=0, largest_group=5, sha256="0" * 64),
            chosen=(),
            rows=(),
        ),
        "people": People(quarters=(), asked_weeks_short=(), plans=(), bills=(), sharing=()),
    }
    found["baseline"] = "streets"
    found["asked_weeks"] = AskedWeeks(
        plan=None, all_in_eur=None, cash_eur=None, reason=None, reason_nl=None, because=None, unserved=()
    )
    lists = (
        "stored",
        "results",
        "savings",
        "break_even",
        "transfers",
        "dissolutions",
        "attribution",
        "completion_front",
        "conflicts",
        "forced",
    )
    found |= dict.fromkeys((*lists, "sooner"), ()) | dict.fromkeys(("delivery", "weeks_gained", "guarantee", "race"))
    return Comparison(**(found | stated))


PROVENANCE = Provenance(
    format_version=1,
    programme=(),
    input_sha256="0" * 64,
    versions={},
    settings=RunSettings(
        time_limit=60.0,
        workers=1,
        seed=1,
        work=None,
        bundling_effect=100,
        until_verdict=False,
        baseline="streets",
        orders=3,
        nobody_worse=False,
        questions=("equal_delivery", "all_in"),
    ),
    machine={},
    started="2026-11-23T10:00:00+01:00",
    seconds=1.0,
    interrupted=False,
    failed_documents={},
)
"""What a folder was made with."""
