"""Runs and their records: judged, resumable, never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.benchmarks.files import PATTERSON
from wijkplan.benchmarks import records, runner
from wijkplan.benchmarks.cases import Case
from wijkplan.benchmarks.cli import bench
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.network import Job as Task
from wijkplan.benchmarks.library.network import Network, Way
from wijkplan.benchmarks.runner import Job, Skipped, judged, run
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem

CASE = Case("random", "1x30x1", "seed-1")
NEEDED = (
    "problem",
    "set",
    "instance",
    "objective",
    "bound",
    "status",
    "seconds",
    "seed",
    "workers",
    "checked",
    "trace",
    "versions",
    "machine",
)


def chain() -> Problem:
    """Two jobs of 2 periods, one after the other: 4 periods."""
    return build(Network((Task((Way(2, (1,)),), (1,)), Task((Way(2, (1,)),))), (1,)))


def said(*starts: int, objective: int | None = 4, bound: int | None = 4, status: str = "optimal") -> Outcome:
    """What a solver may say of the chain."""
    plan = Plan(tuple(Placement(a, s, s + 2, 0, (0,)) for a, s in enumerate(starts)))
    return Outcome(status, plan, objective, bound, None, (), 1.0, None)  # type: ignore[arg-type]


def test_a_run_says_all_that_is_needed() -> None:
    made = run(Job(CASE, "levelling", Settings(1.0, 1, 1)))
    assert isinstance(made, dict)
    assert set(NEEDED) <= set(made)
    assert (made["checked"], made["status"]) == (True, "feasible")


def test_the_checker_has_the_last_word() -> None:
    assert judged(chain(), said(0, 2), 4)["gap_percent"] == 0.0
    for outcome, reason in (
        (said(0, 1, objective=3), "violations"),
        (said(0, 2, objective=3), "the solver counts 3, the checker 4"),
        (said(0, 2, bound=5), "above the objective"),
    ):
        row = judged(chain(), outcome, 4)
        assert (row["status"], row["objective"], row["bound"], row["checked"]) == ("refused", None, None, False)
        assert reason in row["reason"]


def test_a_claim_of_optimality_is_a_bound() -> None:
    assert judged(chain(), said(0, 2, bound=None), None)["bound"] == 4


def test_a_false_certificate_is_refused() -> None:
    outcome = Outcome("feasible", said(0, 2).plan, 4, 4, {"kind": "none"}, (), 1.0, None)
    row = judged(chain(), outcome, 4)
    assert (row["status"], row["bound_certified"]) == ("refused", None)


def test_a_failing_solver_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(runner, "_warm", fail)
    made = run(Job(CASE, "levelling", Settings(1.0, 1, 1)))
    assert isinstance(made, dict)
    assert (made["status"], made["reason"], made["objective"]) == ("error", "RuntimeError: out of luck", None)
    assert records.done([made]) == set()


@pytest.mark.parametrize(
    "case", [Case("random", "1x30", "seed-1"), Case("RCPSP", "J30", "a.txt"), Case("what", "is", "this")]
)
def test_a_case_that_cannot_be_made_leaves_no_record(case: Case) -> None:
    made = run(Job(case, "levelling", Settings(1.0, 1, 1)))
    assert isinstance(made, Skipped)
    assert not made.usual


def test_lines_cut_short_are_left_out(tmp_path: Path) -> None:
    records.append(tmp_path, {"a": 1})
    with (tmp_path / records.RUNS).open("a") as file:
        file.write('{"a": 2, "b"')
    records.append(tmp_path, {"a": 3})
    assert records.read(tmp_path) == [{"a": 1}, {"a": 3}]


def bench_run(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and output of ``bench run`` on the two files of a folder that plays the library."""
    arguments = [
        "run",
        "--library",
        str(folder),
        "--only",
        str(folder / "list.csv"),
        "--out",
        str(folder / "out"),
        *options,
    ]
    result = CliRunner().invoke(bench, arguments)
    return result.exit_code, result.output


def library(folder: Path) -> None:
    """A library of one instance, whose makespan is 5."""
    (folder / "RCPSP").mkdir()
    (folder / "RCPSP" / "one.txt").write_text(PATTERSON)
    (folder / "list.csv").write_text("problem,set,instance,best_known,more\nRCPSP,own,one.txt,5,x\n")


def test_what_is_there_is_not_run_again(tmp_path: Path) -> None:
    library(tmp_path)
    options = ("--solver", "levelling", "--solver", "cpsat", "--seconds", "60", "--workers", "1")
    code, output = bench_run(tmp_path, *options, "--seed", "1")
    assert code == 0, output
    rows = records.read(tmp_path / "out")
    assert [(row["solver"], row["objective"], row["gap_percent"]) for row in rows] == [
        ("levelling", 5, 0.0),
        ("cpsat", 5, 0.0),
    ]
    code, output = bench_run(tmp_path, *options, "--seed", "1", "--seed", "2")
    assert code == 0, output
    assert "2 of 4 runs" in output
    assert records.read(tmp_path / "out")[:2] == rows
    assert len(records.read(tmp_path / "out")) == 4


def test_processes_of_their_own(tmp_path: Path) -> None:
    library(tmp_path)
    code, output = bench_run(
        tmp_path, "--solver", "levelling", "--seed", "1", "--seed", "2", "--workers", "64", "--parallel", "2"
    )
    assert code == 0, output
    assert "Warning: 64 workers x 2 runs" in output
    assert {row["seed"] for row in records.read(tmp_path / "out")} == {1, 2}


def test_total_project_delay_is_another_set(tmp_path: Path) -> None:
    library(tmp_path)
    code, output = bench_run(tmp_path, "--solver", "cpsat", "--seed", "1", "--objective", "delay", "--workers", "1")
    assert code == 0, output
    (row,) = records.read(tmp_path / "out")
    # The critical path takes 5 periods, and so does the plan.
    assert (row["set"], row["objective"], row["best_known"]) == ("own:delay", 0, None)


def test_wrong_lists_are_refused(tmp_path: Path) -> None:
    library(tmp_path)
    (tmp_path / "list.csv").write_text("problem,instance\nRCPSP,one.txt\n")
    assert "columns set are missing" in bench_run(tmp_path, "--seed", "1")[1]
    (tmp_path / "list.csv").write_text("problem,set,instance,best_known\nRCPSP,own,one.txt,many\n")
    code, output = bench_run(tmp_path, "--seed", "1")
    assert code == 1
    assert "list.csv:2: best_known should be a number" in output
    (tmp_path / "list.csv").write_text("problem,set,instance\nRCPSP,own,two.txt\n")
    code, output = bench_run(tmp_path, "--seed", "1", "--solver", "levelling")
    assert code == 1
    assert "there is no" in output


def test_without_the_library_it_says_where_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WIJKPLAN_LIBRARY", raising=False)
    result = CliRunner().invoke(bench, ["run", "--suite", "library", "--seed", "1", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "PSPLIB" in result.output
    listing = CliRunner().invoke(bench, ["list"])
    assert listing.exit_code == 0
    assert "random,1x30x1,seed-1,,smoke" in listing.output


def test_seeds_are_required(tmp_path: Path) -> None:
    result = CliRunner().invoke(bench, ["run", "--suite", "smoke", "--out", str(tmp_path)])
    assert result.exit_code == 2


def test_every_case_of_our_own_suites_can_be_named_again() -> None:
    from wijkplan.benchmarks.registry import FAMILIES, SUITES

    for name in ("smoke", "micro", "pilot", "planted", "growth"):
        cases = SUITES[name].cases(None)
        assert len(set(cases)) == len(cases) > 0
        assert {case.problem for case in cases} <= set(FAMILIES)


def test_the_command_line_knows_the_registry() -> None:
    from wijkplan.benchmarks import cli
    from wijkplan.benchmarks.registry import SUITES
    from wijkplan.benchmarks.solvers import SOLVERS

    assert tuple(SUITES) == cli.SUITE_NAMES
    assert set(SOLVERS) == set(cli.SOLVER_NAMES)


def test_the_planner_offers_bench_without_knowing_it() -> None:
    from wijkplan.planner.cli import app

    result = CliRunner().invoke(app, ["bench", "suites"])
    assert result.exit_code == 0
    assert "smoke" in result.output
    assert CliRunner().invoke(app, ["bunch"]).exit_code == 2


@pytest.mark.slow  # the benchmark gate of .ci/run times them too
def test_steps_are_timed_beside_the_calibration_loop() -> None:
    from wijkplan.benchmarks.micro import micro

    rows = list(micro([Case("random", "1x10x1", "seed-1")], 1, repeats=1))
    assert [row["step"] for row in rows] == ["load", "construct", "improve", "check", "encode"]
    assert all(row["relative"] > 0 for row in rows)


def test_a_bound_above_the_best_known_value_is_pointed_out() -> None:
    row = judged(chain(), said(0, 2), 3)
    assert row["status"] == "optimal"
    assert row["reason"] == "the bound 4 is above the best known value 3: one of them is wrong"
