"""Problems with a planted optimum and saving."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkplan.benchmarks.cases import Case, Unavailable
from wijkplan.benchmarks.families.planted import VARIANTS, cases, load, optimum
from wijkplan.benchmarks.generate.planted import CLASSES, SIZES, floor, planted
from wijkplan.benchmarks.generate.planted_files import as_rows, from_rows, main, texts
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.models.solve import solve

FOLDER = Path(__file__).parents[2] / "instances" / "planted"


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("difficulty", CLASSES)
def test_the_planted_plans_hold_and_cost_what_no_plan_can_cost_less_than(difficulty: str, seed: int) -> None:
    for size in SIZES if seed == 1 else ("s", "m"):
        made = planted(difficulty, size, seed)
        for variant in VARIANTS:
            problem, plan = made.variant(variant)
            verdict = judge(problem, plan)
            assert verdict.feasible and verdict.objective == sum(floor(problem).values())
        assert optimum(made, "apart") > optimum(made, "together")


@pytest.mark.parametrize("difficulty", CLASSES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_solver_finds_no_plan_below_the_optimum_and_no_bound_above_it(difficulty: str, variant: str) -> None:
    problem, _ = planted(difficulty, "s", 2).variant(variant)
    found, least = solve(problem, Settings(seed=1, work=500)), sum(floor(problem).values())
    assert found.bound is not None and found.bound <= least
    assert found.objective is None or found.objective >= least


def test_the_stored_files_are_what_the_generator_makes() -> None:
    made = texts()
    assert made == {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert len(cases()) == len(json.loads(made["best.json"]))


def test_a_plan_of_others_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, file = "planted/tight-s/together-1", tmp_path / "plan.json"
    rows = json.loads((FOLDER / "best.json").read_text(encoding="utf-8"))[name]["plan"]
    assert as_rows(from_rows(rows)) == rows
    file.write_text(json.dumps(rows))
    assert main(["check", name, str(file)]) == 0
    assert "0.00 % above the optimum" in capsys.readouterr().out
    rows["placements"][0][1] -= 1
    file.write_text(json.dumps(rows))
    assert main(["check", name, str(file)]) == 1
    assert "no plan" in capsys.readouterr().out
    assert main(["check", "planted/tight-s/half-1", str(file)]) == 2
    assert "planted/tight-m/together-1" in capsys.readouterr().err


@pytest.mark.parametrize("case", [Case("planted", "tight-xl", "apart-1"), Case("planted", "tight-s", "apart")])
def test_a_case_that_does_not_exist_says_how_cases_are_named(case: Case) -> None:
    with pytest.raises(Unavailable, match="CLASS-SIZE"):
        load(case)
