"""Examples: readable in a minute, free of findings, and each shows what its README says."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkplan.models.cpsat.solve import prove
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant

EXAMPLES = Path(__file__).parents[2] / "instances" / "examples"


def optimum(name: str, variant: str) -> int:
    programme, findings = load([EXAMPLES / name])
    assert programme is not None and not findings
    status, euros, _ = prove(in_variant(all_in(compile(programme).problem), VARIANTS[variant]), seconds=30)
    assert status == "optimal" and euros is not None
    return euros


def test_agreement_opens_the_street_once() -> None:
    programme, _ = load([EXAMPLES / "one-street"])
    assert programme is not None
    problem = in_variant(all_in(compile(programme).problem), VARIANTS["aligned"])
    _, _, plan = prove(problem, seconds=30)
    assert plan is not None and plan.joined == {(0, 0), (0, 1)}


@pytest.mark.parametrize(
    ("name", "narrow", "wide"), [("shared-crew", "aligned", "shared"), ("combined-tender", "aligned", "combined")]
)
def test_wider_variant_is_cheaper(name: str, narrow: str, wide: str) -> None:
    assert optimum(name, wide) < optimum(name, narrow)


def test_there_are_three_and_they_are_short() -> None:
    folders = [folder for folder in EXAMPLES.iterdir() if folder.is_dir()]
    assert len(folders) == 3
    for folder in folders:
        assert sum(len(path.read_text("utf-8")) for path in folder.glob("*.json")) < 4000
