"""What a week costs where others make room: a search from the plan with the work there, beside one without it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import wijkplan
from tests.support.weeks_again import confirmed
from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import compile
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import VARIANTS, Question, in_variant
from wijkplan.planner.rounds.subject import Subject
from wijkplan.planner.rounds.week_again import drawn


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


def test_a_price_is_that_of_a_plan_with_the_work_in_its_week(subject: Subject) -> None:
    assert drawn(subject, 100, 1)
    confirmed(subject, 100, Settings(work=100))


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
