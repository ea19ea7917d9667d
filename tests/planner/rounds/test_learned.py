"""What learning is worth, asked on the command line: said as a scenario, nothing at 0, and written with its plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.planner.experiment.test_learned_plan import experience, world
from tests.support.command import wijkplan
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.learned_plan import LearnedPlan
from wijkplan.planner.programme import Programme
from wijkplan.planner.rounds import learned
from wijkplan.planner.rounds.learned import WhatIfLearnt, learnt, told_of
from wijkplan.planner.rounds.subject import Subject
from wijkplan.planner.text import translated


@pytest.mark.parametrize(
    ("second", "rate", "less", "said"),
    [
        ("2028-01-03", 8.0, 5184, "every way"),
        ("2028-01-03", 0.0, 0, "nothing is learnt"),
        ("2027-09-06", 1.0, 198, "every way"),  # 648 euros less, 450 for waiting nine weeks
        ("2027-09-06", 0.5, 0, "nothing is learnt"),  # waiting costs more than it brings
    ],
)
def test_it_is_told_as_a_scenario(second: str, rate: float, less: int, said: str) -> None:
    programme, compiled = world(second, 9)
    given = experience(programme, compiled)
    subject = Subject(given.asked, compiled.names, submitted(given.asked))
    found, made = learnt(
        subject, programme, compiled, rate, "consortium", real_engine(), Settings(seed=1, work=50), lambda: False
    )
    assert found.without_eur - found.with_eur == less and found.settled
    assert real_engine().judge(made.problem, made.plan).feasible
    told = " ".join(translated(line, "en") for line in told_of(found))
    assert said in told and ("no proof" in told) == (less > 0)


def test_without_a_plan_that_counts_on_it_nothing_is_said_to_be_saved() -> None:
    """Stopped before it is planned again, the plan is the one that it was: no hours less, and what to do."""
    programme, compiled = world("2028-01-03", 9)
    given = experience(programme, compiled)
    subject = Subject(given.asked, compiled.names, submitted(given.asked))
    first = LearnedPlan(compiled, given.asked, subject.plan, 10**9, 0, False, False)
    found, _ = _learnt_with(first, subject, programme, compiled)
    assert found.works > 0 and found.less_hours == 0 and found.with_eur == found.without_eur
    told = " ".join(translated(line, "en") for line in told_of(found))
    assert "stays as it was" in told and "--time-limit" in told and "less than" not in told


def _learnt_with(
    plan: LearnedPlan, subject: Subject, programme: Programme, compiled: Compiled
) -> tuple[WhatIfLearnt, LearnedPlan]:
    """The answer where that is the plan which was found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learned, "learned_plan", lambda *_: plan)
        return learnt(
            subject, programme, compiled, 8.0, "consortium", real_engine(), Settings(seed=1, work=1), lambda: False
        )


def test_one_thing_is_asked_at_a_time_and_no_rate_above_fifteen(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for given in (("--learning", "8", "--smooth", "80"), ("--learning", "16"), ()):
        assert wijkplan("what-if", str(tmp_path / "out"), *given).returncode == 2


def test_its_plan_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = wijkplan("compare", "instances/examples/shared-crew", "--work", "20", "--orders", "1", "--out", str(out))
    assert run.returncode == 0, run.stderr
    asked = ("what-if", str(out), "--learning", "8", "--work", "20", "--json", "--to", str(tmp_path / "to"))
    told = json.loads(wijkplan(*asked).stdout)
    assert told == json.loads((tmp_path / "to" / "learning.json").read_text())
    assert told["with_eur"] <= told["without_eur"] and json.loads((tmp_path / "to" / "learning-plan.json").read_text())
