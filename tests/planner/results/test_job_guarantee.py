"""A job guarantee: what a newcomer costs with it, and what of that is in labour too, by hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from tests.support.command import ROOT
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.compile.cohorts import Recruits
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import BUNDLED, all_in, in_variant
from wijkplan.planner.results.job_guarantee import counted_twice

WEEK = 36 * 60  # euros of a head, of which three quarters are earned elsewhere by who stands by


def tiny(to: Path, guarantee: bool) -> tuple[Problem, Recruits]:
    """One candidate, who learns in weeks 3-6, is there in weeks 7-11, and can work in 8-9 (``instances/tiny``)."""
    shutil.copytree(ROOT / "instances" / "tiny" / "newcomers-candidates", to, dirs_exist_ok=True)
    file = to / "newcomers.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"job_guarantee": guarantee}), "utf-8")
    programme, findings = load([to])
    assert programme is not None, findings
    compiled = compile(programme)
    assert compiled.recruits is not None
    return compiled.recruits.into(in_variant(all_in(compiled.problem), BUNDLED)), compiled.recruits


def test_paid_for_all_weeks_but_those_that_it_works(tmp_path: Path) -> None:
    problem, recruits = tiny(tmp_path, guarantee=True)
    cost = problem.cohorts[0].cost
    assert cost == 7_000 + 5 * WEEK * 3 // 4  # without a guarantee 7,000; that of who guides stays as it was
    free = replace(problem, cohorts=tuple(replace(one, cost=0) for one in problem.cohorts))
    plan = prove(free)[2]
    assert plan is not None and plan.intake == (1,)
    twice = counted_twice(problem, recruits, plan, plan.intake)
    assert twice == 2 * WEEK * 3 // 4
    assert cost - twice == 7_000 + 3 * WEEK * 3 // 4  # three weeks of standing by, paid in full
    assert counted_twice(problem, recruits, plan, (0,)) == 0


def test_nothing_is_counted_twice_without_one(tmp_path: Path) -> None:
    problem, recruits = tiny(tmp_path, guarantee=False)
    plan = prove(problem)[2]
    assert plan is not None and plan.intake == (1,) and counted_twice(problem, recruits, plan, plan.intake) == 0
