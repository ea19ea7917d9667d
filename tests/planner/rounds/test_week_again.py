"""What a week costs where others make room: a search from the plan with the work there, beside one without it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.planner.cli.test_cli import wijkplan
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.kept_weeks import kept_weeks
from wijkplan.planner.plan.variants import VARIANTS, Question, in_variant
from wijkplan.planner.rounds.week_again import drawn, planned_again
from wijkplan.planner.rounds.why import Subject

DRAWN = int(os.environ.get("WIJKPLAN_DRAWN_WEEKS", "3"))
"""Works of the pilot that are planned again, 20 seconds each; nightly 200."""


def made(programme: Path, folder: Path, question: Question, *options: str) -> Subject:
    """Everything together, as it was compared."""
    assert wijkplan("compare", programme, "--out", folder, "-q", *options).returncode == 0
    read, _ = load([programme])
    assert read is not None
    compiled = compile(read)
    stored = read_folder(folder, compiled, [programme])
    problem = in_variant(stored.asked(compiled)[question], VARIANTS["bundled"])
    return Subject(problem, compiled.names, stored.plans[question, "bundled"])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("again") / "out"


@pytest.fixture(scope="module")
def subject(small: Path) -> Subject:
    return made(Path("instances/examples/combined-tender"), small, "all_in", "--work", "200")


def confirmed(subject: Subject, number: int, settings: Settings) -> int:
    """Plans again in the weeks of works drawn; each price is that of a plan that the checker accepts with the work in
    its week and no price is above what the plan says. How many are clearly less."""
    works = drawn(subject, number, 1)
    said = {row.activity: row for row in kept_weeks(subject.problem, subject.plan)}
    less = 0
    for activity, (told, found, free) in zip(
        works, planned_again(subject, works, real_engine(), settings, lambda: False), strict=True
    ):
        asked = subject.problem.activities[activity].submitted
        there, without = judge(subject.problem, found), judge(subject.problem, free)
        assert there.feasible and without.feasible and found.by_activity()[activity].start == asked
        assert there.objective is not None and without.objective is not None
        assert told.high == said[activity].euros
        assert told.low == min(told.high, max(0, there.objective - without.objective))
        assert told.less == (told.high - told.low > max(500, 0.05 * told.high))
        less += told.less
    return less


def test_a_price_is_that_of_a_plan_with_the_work_in_its_week(subject: Subject) -> None:
    assert drawn(subject, 100, 1)
    confirmed(subject, 100, Settings(work=100))


@pytest.mark.slow
def test_weeks_of_the_pilot_planned_again(tmp_path: Path) -> None:
    pilot = made(Path("instances/pilot"), tmp_path / "out", "equal_delivery", "--time-limit", "5")
    less = confirmed(pilot, DRAWN, Settings(20.0, 2))
    print(f"{less} of {DRAWN} works could be in their week for clearly less")


def test_of_a_plan_in_home_weeks_there_is_no_price_to_ask(subject: Subject) -> None:
    waiting = replace(subject.problem, priced=frozenset({"home_weeks"}))
    with pytest.raises(ValueError, match="home-weeks"):
        drawn(replace(subject, problem=waiting), 1, 1)


def test_the_command_says_what_was_drawn(subject: Subject, small: Path) -> None:
    shown = wijkplan("why", small, "--draw", "2", "--question", "all-in", "--work", "50", "--json")
    rows = json.loads(shown.stdout)
    assert shown.returncode == 0 and len(rows) == min(2, len(drawn(subject, 100, 1)))
    assert all(0 <= row["low"] <= row["high"] for row in rows)
    words = wijkplan("why", small, "--draw", "2", "--question", "all-in", "--work", "50", "--language", "nl").stdout
    assert f"van {len(rows)} getrokken werken" in words
    assert wijkplan("why", small, "--draw", "2", "--all").returncode == 2
