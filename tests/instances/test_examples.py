"""Examples: readable in a minute, free of findings, and each shows what its README says."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkplan.models.cpsat.solve import prove
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant
from wijkplan.planner.share.disclosure_control import safe
from wijkplan.planner.share.shared_zone import parted

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


def test_but_for_the_demonstration_they_are_short() -> None:
    folders = [folder for folder in EXAMPLES.iterdir() if folder.is_dir() and folder.name != "eight-firms"]
    assert len(folders) == 3
    for folder in folders:
        assert sum(len(path.read_text("utf-8")) for path in folder.glob("*.json")) < 4000


def test_of_eight_firms_costs_and_people_may_be_shown_to_all() -> None:
    """The demonstration of the workspace, in which the shared zone holds something."""
    programme, findings = load([EXAMPLES / "eight-firms"])
    assert programme is not None and not [one for one in findings if one.severity == "error"]
    compiled, limits = compile(programme), programme.reference.disclosure
    shown = {
        trade
        for trade, groups in parted(compiled.problem, compiled.names, limits).items()
        if any(group.shown for group in groups)
    }
    assert {"SEW", "GRW", "MCH", "PAV", "LVM", "HPT", "PLB", "ELE"} <= shown
    hours: dict[str, float] = {}
    for name, activity in zip(compiled.names.activities, compiled.problem.activities, strict=True):
        employer = compiled.names.employers[compiled.problem.projects[activity.project].employer]
        who = "" if employer.anonymous else employer.id
        hours[who] = hours.get(who, 0.0) + sum(name.hours.values())
    assert safe([hours], limits)
