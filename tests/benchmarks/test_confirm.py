"""Pumpkin as peer, and what proofs are worth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from wijkplan.benchmarks import records
from wijkplan.benchmarks.cases import Case
from wijkplan.benchmarks.cli import bench
from wijkplan.benchmarks.confirm import PROOFS, confirm, markdown
from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.solvers import NotForThis
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings

INSTANCES = ("seed-1", "seed-2", "seed-3", "seed-4", "seed-5")


def run(instance: str, objective: int | None = 9, status: str = "optimal", certified: bool = False) -> dict[str, Any]:
    return {
        "solver": "wijkplan", "problem": "random", "set": "1x8x1", "instance": instance, "seed": 1, "workers": 2,
        "time_limit": 1.0, "work": None, "status": status, "objective": objective, "bound": objective,
        "bound_certified": certified,
    }  # fmt: skip


def test_each_proof_is_certified_confirmed_or_claimed_and_asked_once(tmp_path: Path) -> None:
    one, two, three, four, five = INSTANCES
    for row in (run(one, certified=True), run(two), run(three), run(four), run(five, status="feasible")):
        records.append(tmp_path, row)
    asked: list[tuple[str, int, float]] = []

    def refutes(case: Case, objective: int, seconds: float) -> bool:
        asked.append((case.instance, objective, seconds))
        if case.instance == four:
            raise NotForThis("several modes")
        return case.instance == two

    found = confirm(tmp_path, 5.0, refutes)
    assert [proof for _, proof in found] == ["certified", "confirmed", "claimed", "claimed"]
    assert asked == [(two, 8, 5.0), (three, 8, 5.0), (four, 8, 5.0)], "what is certified or not proved is not asked"
    assert markdown(found).splitlines()[-1] == "| all |  | 4 | 1 | 1 | 2 |"
    asked.clear()
    assert confirm(tmp_path, 5.0, refutes) == found and [name for name, *_ in asked] == [four]
    asked.clear()
    confirm(tmp_path, 9.0, refutes)
    assert [name for name, *_ in asked] == [three, four], "with more time it may say more"
    assert {json.loads(line)["proof"] for line in (tmp_path / PROOFS).read_text().splitlines()} == {
        "confirmed", "claimed",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(1, 6))
def test_pumpkin_finds_the_optimum_and_refutes_what_is_below_it(seed: int) -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    from wijkplan.benchmarks.solvers.pumpkin import refuted, solve

    problem = build(network(1, 8, 1, seed))
    best = prove(problem)[1]
    assert best is not None
    found = solve(problem, Settings(60.0, 1, 1), None)
    assert found.plan is not None and found.status == "optimal" and found.objective == found.bound == best
    assert judge(problem, found.plan).objective == best
    assert refuted(problem, best - 1, 60.0) and not refuted(problem, best, 5.0)
    with pytest.raises(NotForThis):
        solve(build(network(1, 6, 3, seed)), Settings(1.0, 1, 1), None)


def test_the_command_says_what_is_missing_or_shows_the_table(tmp_path: Path) -> None:
    from importlib.util import find_spec

    best = prove(build(network(1, 8, 1, 1)))[1]
    records.append(tmp_path, run("seed-1", best))
    done = CliRunner().invoke(bench, ["confirm", str(tmp_path), "--seconds", "60"])
    if find_spec("pumpkin_solver") is None:
        assert done.exit_code == 1 and "pip install 'wijkplan[confirm]'" in done.output
    else:
        assert done.exit_code == 0 and "| 1x8x1 | wijkplan | 1 | 0 | 1 | 0 |" in done.output
