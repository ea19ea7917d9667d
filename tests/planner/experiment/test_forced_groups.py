"""A forced combination that is dearer by law: three sewers that together go by a heavier procedure, from the
submissions to the audit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from wijkplan.models.improve.nearest import week_prices
from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.experiment.forced_groups import apart, together
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import headlines, run_comparison
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import BUNDLED, Question, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.results.certificate_file import NAME
from wijkplan.planner.results.forced_record import groups
from wijkplan.planner.verify.certificates import proofs_of
from wijkplan.planner.verify.forced_combinations import audit_forced
from wijkplan.planner.verify.output_folder import Checked

TINY = Path(__file__).parents[3] / "instances" / "tiny" / "forced-tender-is-dearer"
Barred = Callable[[Problem, Sequence[int]], Problem]
DEARER = 78_500 - 3 * 12_200  # instances/tiny/README.md


@pytest.fixture(scope="module")
def world() -> tuple[Programme, Compiled]:
    programme, findings = load([TINY])
    assert programme is not None, findings
    return programme, compile(programme)


@pytest.fixture(scope="module")
def made(world: tuple[Programme, Compiled], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forced") / "out"
    done = run_comparison(*world, (TINY,), Settings(work=2000), Silent(), lambda: False)
    assert sum("bewezen duurder" in line for line in headlines(done.comparison, done.names, "nl")) == 2
    write_folder(folder, done.texts)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "out")


def rows(folder: Path, compiled: Compiled) -> list[Checked]:
    read = read_folder(folder, compiled, (TINY,))
    return list(audit_forced(read, compiled, proofs_of(folder, read, compiled)))


@pytest.mark.parametrize(("side", "barred"), [("together", together), ("apart", apart)])
@pytest.mark.parametrize("question", ["equal_delivery", "all_in"])
def test_of_each_side_the_plan_that_moves_least_is_kept(
    made: Path, world: tuple[Programme, Compiled], question: Question, side: str, barred: Barred
) -> None:
    """No single work can go back to its week for nothing."""
    compiled = world[1]
    asked = read_folder(made, compiled, (TINY,)).asked(compiled)[question]
    (group,) = groups(compiled.names)
    plan, _ = from_json(compiled, json.loads((made / f"plan-forced-1-{side}-{question}.json").read_text("utf-8")))
    prices = week_prices(barred(in_variant(asked, BUNDLED), group), plan)
    assert all(row.euros is None or row.euros > 0 for row in prices)


def change(file: Path, how: Callable[[Any], None]) -> None:
    value = json.loads(file.read_text("utf-8"))
    how(value)
    file.write_text(json.dumps(value), "utf-8")


def test_the_group_is_what_the_core_team_forces(world: tuple[Programme, Compiled]) -> None:
    _, compiled = world
    assert [tuple(compiled.names.projects[q].id for q in group) for group in groups(compiled.names)] == [
        ("RA", "RB", "RC")
    ]


def test_it_is_proven_dearer_and_the_variants_buy_separately(made: Path) -> None:
    told = json.loads((made / "comparison.json").read_text("utf-8"))
    assert [(row["question"], row["title"], row["low"], row["high"], row["word"]) for row in told["forced"]] == [
        ("equal_delivery", "Riool samen", -DEARER, -DEARER, "proven dearer"),
        ("all_in", "Riool samen", -DEARER, -DEARER, "proven dearer"),
    ]
    for row in told["forced"]:
        assert row["together"]["cost"] - row["apart"]["cost"] == DEARER
        assert sorted(row["apart"]["tenders"]) == ["single:RA", "single:RB", "single:RC"]
        assert "RA+RB+RC" in row["together"]["tenders"][0]
        assert "41,900 euros" in row["sentence"] and "41.900 euro" in row["sentence_nl"]
    bundled = [r for r in told["results"] if r["variant"] == "bundled" and not r["question"].startswith("sooner")]
    assert [r["cost"] for r in bundled] == [row["apart"]["cost"] for row in told["forced"]]


def test_the_audit_derives_it_again(folder: Path, world: tuple[Programme, Compiled]) -> None:
    found = rows(folder, world[1])
    assert {row.what for row in found} == {"plan", "bound", "swap", "difference"}
    assert all(row.agrees and row.derived is not None for row in found)


@pytest.mark.parametrize(
    ("file", "how", "what"),
    [
        ("comparison.json", lambda v: v["forced"][0].update(low=5), {"difference"}),
        ("comparison.json", lambda v: v["forced"][0]["together"].update(cost=1), {"plan", "difference"}),
        (
            "comparison.json",
            lambda v: v["forced"][0]["swaps"].update(together_above_apart=50_000),
            {"swap", "difference"},
        ),
        (NAME, lambda v: v["forced"].clear(), {"bound", "swap"}),
        (
            NAME,
            lambda v: [
                r["certificate"]["tenders"].update({"0": 999})
                for r in v["forced"]
                if r["what"] == "together_above_apart"
            ],
            {"swap"},
        ),
    ],
)
def test_what_is_changed_shows(
    folder: Path, world: tuple[Programme, Compiled], file: str, how: Callable[[Any], None], what: set[str]
) -> None:
    change(folder / file, how)
    assert {row.what for row in rows(folder, world[1]) if not row.agrees} == what


def test_a_plan_of_the_other_side_shows(folder: Path, world: tuple[Programme, Compiled]) -> None:
    names = [f"plan-forced-1-{side}-all_in.json" for side in ("together", "apart")]
    shutil.copy(folder / names[0], folder / names[1])
    (row,) = [row for row in rows(folder, world[1]) if not row.agrees]
    assert row.what == "plan" and "tender" in row.note


def test_the_outcome_is_said_in_either_language(world: tuple[Programme, Compiled]) -> None:
    done = run_comparison(*world, (TINY,), Settings(work=2000), Silent(), lambda: False)
    dutch, english = (headlines(done.comparison, done.names, language) for language in ("nl", "en"))
    assert len(dutch) == len(english) and not set(dutch) & set(english)
    assert sum("proven to cost more" in line for line in english) == 2
