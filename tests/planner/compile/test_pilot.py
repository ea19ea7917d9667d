"""Compile on the pilot: sizes that its issue asks for, and lists that every variant can use."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load

PILOT = Path(__file__).parents[3] / "instances" / "pilot"


@pytest.fixture(scope="module")
def pilot() -> Compiled:
    programme, findings = load([PILOT])
    assert programme is not None, [f for f in findings if f.severity == "error"]
    started = time.process_time()
    compiled = compile(programme)
    assert time.process_time() - started < 5
    return compiled


def test_it_is_as_large_as_a_real_programme(pilot: Compiled) -> None:
    problem, names = pilot.problem, pilot.names
    assert len(problem.activities) >= 600 and len(problem.projects) >= 70 and len(problem.pools) >= 90
    assert len(problem.districts) == 17 and problem.horizon == 260
    assert 100 <= len(problem.tenders) <= 1500 and sum(tender.combined for tender in problem.tenders) >= 50
    assert sum(not e.anonymous for e in names.employers) >= 25 and len(names.clients) >= 12


def test_every_demand_can_be_staffed_without_sharing_by_at_most_twelve_patterns(pilot: Compiled) -> None:
    strict = {Source.OWN, Source.HIRED}
    for activity in pilot.problem.activities:
        for demand in (d for mode in activity.modes for d in mode.demands):
            assert len(demand.patterns) <= 12
            assert any(pattern.source in strict for pattern in demand.patterns)


def test_work_still_to_be_tendered_is_on_anonymous_firms_only(pilot: Compiled) -> None:
    for name, project in zip(pilot.names.projects, pilot.problem.projects, strict=True):
        assert pilot.names.employers[project.employer].anonymous == (name.award == "to-tender")


def test_work_takes_no_longer_than_a_quarter(pilot: Compiled) -> None:
    assert max(min(mode.duration for mode in activity.modes) for activity in pilot.problem.activities) <= 13
