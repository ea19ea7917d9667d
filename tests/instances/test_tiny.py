"""Tiny programmes: what compile and proof make of them is what ``instances/tiny/README.md`` derives by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.oracle import brute_force
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings
from wijkplan.models.solve import solve
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.forced_groups import apart, together
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.results.forced_record import groups

TINY = Path(__file__).parents[2] / "instances" / "tiny"
EXPECTED = sorted(TINY.glob("*.expected.json"))
NAMES = [path.name.removesuffix(".expected.json") for path in EXPECTED]


@pytest.mark.parametrize("name", NAMES)
def test_optimum_is_the_one_derived_by_hand(name: str) -> None:
    programme, findings = load([TINY / name])
    assert programme is not None, findings
    problem = all_in(compile(programme).problem)
    expected: dict[str, int] = json.loads((TINY / f"{name}.expected.json").read_text("utf-8"))["all_in"]
    for variant, euros in expected.items():
        asked = in_variant(problem, VARIANTS[variant])
        status, objective, plan = prove(asked)
        assert (status, objective) == ("optimal", euros), variant
        assert plan is not None
        verdict = judge(asked, plan)
        assert (verdict.violations, verdict.objective) == ((), euros), variant


@pytest.mark.parametrize(
    "name", [n for n in NAMES if "forced" in json.loads((TINY / f"{n}.expected.json").read_text("utf-8"))]
)
def test_what_is_forced_costs_what_is_derived_by_hand(name: str) -> None:
    programme, findings = load([TINY / name])
    assert programme is not None, findings
    compiled = compile(programme)
    (group,) = groups(compiled.names)
    bundled = in_variant(all_in(compiled.problem), VARIANTS["bundled"])
    expected = json.loads((TINY / f"{name}.expected.json").read_text("utf-8"))["forced"]
    assert [prove(side)[:2] for side in (together(bundled, group), apart(bundled, group))] == [
        ("optimal", expected["together"]),
        ("optimal", expected["apart"]),
    ]


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith("newcomers-")])
def test_what_newcomers_are_worth_is_what_is_derived_by_hand(name: str) -> None:
    """By CP-SAT, by trying every plan, and by the portfolio, which needs to find the number of them itself."""
    programme, findings = load([TINY / name])
    assert programme is not None, findings
    compiled = compile(programme)
    assert compiled.recruits is not None
    problem = compiled.recruits.into(in_variant(all_in(compiled.problem), VARIANTS["bundled"]))
    expected = json.loads((TINY / f"{name}.expected.json").read_text("utf-8"))["newcomers"]
    status, objective, plan = prove(problem)
    assert (status, objective) == ("optimal", expected["eur"]) and plan is not None
    assert plan.intake == (expected["number"],)
    assert brute_force(problem)[0] == expected["eur"]
    outcome = solve(problem, Settings(seed=1, work=150))
    assert (outcome.objective, outcome.plan and outcome.plan.intake) == (expected["eur"], (expected["number"],))
    assert outcome.bound is not None and outcome.bound <= expected["eur"]


def test_every_tiny_programme_has_its_arithmetic_and_expectation() -> None:
    text = (TINY / "README.md").read_text("utf-8")
    assert sorted(NAMES) == sorted(folder.name for folder in TINY.iterdir() if folder.is_dir())
    assert len(NAMES) >= 5
    headings = " ".join(line for line in text.splitlines() if line.startswith("## "))
    assert all(f"`{name}`" in headings for name in NAMES)
