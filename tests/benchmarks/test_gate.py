"""The gate lets noise through and stops what is worse; best values are kept with where they come from."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from wijkplan.benchmarks import best, records
from wijkplan.benchmarks.cases import Case
from wijkplan.benchmarks.cli import bench
from wijkplan.benchmarks.gate import slower, worse
from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.micro import MICRO
from wijkplan.benchmarks.records import Run


def made(**fields: object) -> Run:
    """A proven run at fixed work."""
    return {
        "problem": "pilot",
        "set": "all-in",
        "instance": "bundled",
        "solver": "wijkplan",
        "seed": 1,
        "workers": 1,
        "time_limit": None,
        "work": 100,
        "objective": 50,
        "bound": 50,
        "status": "optimal",
        "bound_certified": True,
        "checked": True,
        "fingerprint": "a",
        "date": "d",
        "versions": {"commit": "c"},
        **fields,
    }


def times(factor: float, noise: float = 0.0, seed: int = 1) -> list[Run]:
    """Relative times of two steps on three cases, ``factor`` times what they are, with noise either way."""
    random = Random(seed)
    return [
        {
            "problem": "random",
            "set": "s",
            "instance": str(i),
            "step": step,
            "relative": factor * (1 + i) * (1 + noise * random.uniform(-1, 1)),
        }
        for step in ("check", "improve")
        for i in range(3)
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"objective": 51, "bound": 50, "status": "feasible"}, ["objective 50 became 51", "proof of optimality lost"]),
        (
            {"objective": None, "bound": None, "status": "refused", "bound_certified": None},
            ["objective", "bound 50", "proof", "certified"],
        ),
        ({"bound": 49, "status": "feasible"}, ["bound 50 became 49", "proof"]),
        ({"bound_certified": False}, ["not certified"]),
        ({"seed": 2}, ["was not run"]),
        ({"fingerprint": "b", "objective": 51}, ["the instance itself changed"]),
    ],
)
def test_worse(fields: dict[str, object], said: list[str]) -> None:
    found = list(worse([made(**fields)], [made()]))
    assert len(found) == len(said)
    assert all(part in line for part, line in zip(said, found, strict=True))


def test_better_or_equal_passes() -> None:
    assert list(worse([made()], [made()])) == []
    assert list(worse([made()], [made(objective=51, bound=49, status="feasible")])) == []


@pytest.mark.parametrize("seed", range(20))
def test_noise_passes_and_half_as_long_again_does_not(seed: int) -> None:
    stored = times(1.0)
    assert list(slower(times(1.0, noise=0.1, seed=seed), stored)) == []
    found = list(slower(times(1.5, noise=0.1, seed=seed), stored))
    assert [line.split(":")[0] for line in found] == ["check", "improve"]


def test_the_shortest_of_repeated_measurements_counts() -> None:
    assert list(slower([*times(2.0), *times(1.0)], times(1.0))) == []
    assert "not measured" in next(slower(times(1.0)[1:], times(1.0)))


def test_command(tmp_path: Path) -> None:
    for name, factor in (("now", 1.5), ("before", 1.0)):
        records.append(tmp_path / name, made())
        for row in times(factor):
            records.append(tmp_path / name, row, MICRO)
    result = CliRunner().invoke(bench, ["gate", str(tmp_path / "now"), str(tmp_path / "before")])
    assert result.exit_code == 1
    assert "check: 1.50 times as slow (limit 1.4)" in result.output
    assert CliRunner().invoke(bench, ["gate", str(tmp_path / "now"), str(tmp_path / "now")]).exit_code == 0


def test_best_values_are_kept_with_their_source() -> None:
    kept = best.merged(
        {},
        [made(objective=60, bound=40, seed=1), made(objective=55, bound=39, seed=2), made(objective=1, checked=False)],
    )
    entry = kept["pilot/all-in/bundled"]
    assert (entry["upper"]["value"], entry["upper"]["seed"], entry["lower"]["value"], entry["lower"]["seed"]) == (
        55,
        2,
        40,
        1,
    )
    case = Case("pilot", "all-in", "bundled")
    assert best.known(case, "a", kept) == 55
    assert best.known(case, "b", kept) is None
    # Another instance under the same name: the old values mean nothing.
    assert (
        best.merged(kept, [made(objective=70, bound=None, fingerprint="b")])["pilot/all-in/bundled"]["upper"]["value"]
        == 70
    )
    assert best.merged({}, [made(problem="RCPSP")]) == {}


def test_fingerprint_tells_problems_apart() -> None:
    prints = [best.fingerprint(build(network(1, 8, 1, seed))) for seed in (1, 1, 2)]
    assert prints[0] == prints[1] != prints[2]
