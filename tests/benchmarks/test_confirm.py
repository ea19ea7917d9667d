"""Pumpkin as peer, and what proofs are worth."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from wijkplan.benchmarks import records
from wijkplan.benchmarks.cases import Case
from wijkplan.benchmarks.cli import bench
from wijkplan.benchmarks.confirm import (
    CERTIFICATES,
    PROOFS,
    Certificate,
    answers,
    confirm,
    markdown,
    prover,
    worth_of,
)
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

    def proves(case: Case, objective: int, seconds: float, kept: Certificate | None) -> tuple[str, None]:
        assert kept is None
        asked.append((case.instance, objective, seconds))
        if case.instance == four:
            raise NotForThis("several modes")
        return ("confirmed" if case.instance == two else "claimed"), None

    found = confirm(tmp_path, 5.0, proves)
    assert [proof for _, proof in found] == ["certified", "confirmed", "claimed", "claimed"]
    assert asked == [(two, 9, 5.0), (three, 9, 5.0), (four, 9, 5.0)], "what is certified or not proved is not asked"
    assert markdown(found).splitlines()[-1] == "| all |  | 4 | 1 | 1 | 2 |"
    asked.clear()
    assert confirm(tmp_path, 5.0, proves) == found and [name for name, *_ in asked] == [four]
    asked.clear()
    confirm(tmp_path, 9.0, proves)
    assert [name for name, *_ in asked] == [two, three, four], "with more time it may say more"
    assert {json.loads(line)["proof"] for line in (tmp_path / PROOFS).read_text().splitlines()} == {
        "confirmed", "claimed",
    }  # fmt: skip


def test_a_certificate_is_kept_and_derived_again_each_time(tmp_path: Path) -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    case = "random", "1x6x3", "seed-1"
    best = prove(build(network(1, 6, 3, 1)))[1]
    assert best is not None
    records.append(tmp_path, run("seed-1", best) | dict(zip(("problem", "set", "instance"), case, strict=True)))
    assert [proof for _, proof in confirm(tmp_path, 60.0, prover(None))] == ["certified"]
    path = tmp_path / CERTIFICATES / f"1x6x3-seed-1-{best}.json.gz"
    kept, lines = path.read_bytes(), (tmp_path / PROOFS).read_text()
    assert [proof for _, proof in confirm(tmp_path, 60.0, prover(None))] == ["certified"]
    assert path.read_bytes() == kept and (tmp_path / PROOFS).read_text() == lines, "nothing was asked"
    wrong = json.loads(gzip.decompress(kept)) | {"steps": [[[], []]]}
    path.write_bytes(gzip.compress(json.dumps(wrong).encode()))
    assert [proof for _, proof in confirm(tmp_path, 60.0, prover(None))] == ["certified"]
    assert path.read_bytes() == kept, "one that does not hold is looked for again"
    path.unlink()
    assert [proof for _, proof in confirm(tmp_path, 60.0, lambda *_: ("claimed", None))] == ["claimed"], "nor is none"
    assert worth_of(records.read(tmp_path)[0], answers(tmp_path)) == "claimed"


@pytest.mark.parametrize("seed", range(1, 6))
def test_pumpkin_finds_the_optimum(seed: int) -> None:
    pytest.importorskip("pumpkin_solver", reason="pumpkin-solver is not installed (extra: confirm)")
    from wijkplan.benchmarks.solvers.pumpkin import solve

    problem = build(network(1, 8, 1, seed))
    best = prove(problem)[1]
    assert best is not None
    found = solve(problem, Settings(60.0, 1, 1), None)
    assert found.plan is not None and found.status == "optimal" and found.objective == found.bound == best
    assert judge(problem, found.plan).objective == best
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
        assert done.exit_code == 0 and "| 1x8x1 | wijkplan | 1 | 1 | 0 | 0 |" in done.output
