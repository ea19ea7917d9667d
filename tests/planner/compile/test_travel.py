"""Travel in a day: who cannot be there and back in time does not work there, and the check finds who would."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import CannotCompile, compile
from wijkplan.planner.plan.travel_check import violations
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import load
from wijkplan.planner.reference.distance import km_between, travel_minutes
from wijkplan.planner.submission.schema import HiringMarket

P02 = load().districts["P02"]  # Appingedam; the world's only district
DAY = ({"trade": "LVM", "minutes_per_day": 195},)
NEAR, FAR = "P05", "P20"  # in the same municipality, and in Limburg


def world(crew: dict[str, Any] | None = None, limits: tuple[dict[str, Any], ...] = DAY) -> Programme:
    """The jointers of the grid contractor leave from elsewhere; a day of work leaves them 195 minutes."""
    crews = [{**one, **(crew or {})} if one["trade"] == "LVM" else one for one in GRIDCO["crews"]]
    return programme(
        settings={"travel_limits": limits}, clients=(TOWN, GRID), employers=({**GRIDCO, "crews": crews}, CIVIL, FIRM)
    )


def own(made: Programme) -> set[str]:
    """Trades of which own people are planned."""
    compiled = compile(made)
    return {
        compiled.names.trades[demand.trade].id
        for activity in compiled.problem.activities
        for mode in activity.modes
        for demand in mode.demands
        for pattern in demand.patterns
        if pattern.own is not None
    }


def test_minutes_are_there_and_back_over_the_road() -> None:
    reference = load()
    assert P02.lon is not None and P02.lat is not None
    there = km_between((P02.lon, P02.lat + 30 / 111.195), (P02.lon, P02.lat))
    assert there == pytest.approx(30, abs=0.01)
    # 0 km from its own district; 60 km an hour over 1.3 times the line: 30 km is 39 minutes, 78 a day
    assert travel_minutes(reference, "AM30", "P02", P02) == 0
    assert 2 * there * 1.3 == pytest.approx(78, abs=0.05)
    assert (travel_minutes(reference, "AM30", None, P02) or 0) > 500  # from the middle of South Limburg
    assert (travel_minutes(reference, "AM01", None, P02) or 0) < 100


def test_who_leaves_too_far_away_does_not_come() -> None:
    assert "LVM" in own(world())
    assert "LVM" in own(world({"base": NEAR}))
    assert "LVM" not in own(world({"base": FAR}))  # the work is done by people for hire
    assert "LVM" not in own(world({"region": "AM30", "reachable_regions": ["AM01"]}))


def test_without_a_limit_people_stay_overnight() -> None:
    assert "LVM" in own(world({"base": FAR}, ()))
    assert list(violations(world({"base": FAR}, ()), compile(world()), submitted(compile(world()).problem))) == []


def test_a_cao_has_its_own_limit() -> None:
    assert "LVM" in own(world({}, ({"trade": "LVM", "minutes_per_day": 120},)))
    assert "LVM" not in own(world({}, ({"trade": "LVM", "minutes_per_day": 5},)))
    assert "LVM" in own(world({}, ({"trade": "GRW", "minutes_per_day": 5},)))


def test_the_check_finds_a_line_that_compile_would_not_make() -> None:
    compiled = compile(world())
    plan = submitted(compiled.problem)
    assert list(violations(world(), compiled, plan)) == []
    far = list(violations(world({"base": FAR}), compiled, plan))
    assert far and {line.who for line in far} == {"gridco:LVM:AM01"} and all(line.minutes > 500 for line in far)
    short = list(violations(world({}, ({"trade": "LVM", "minutes_per_day": 5},)), compiled, plan))
    assert {line.who for line in short} == {"gridco:LVM:AM01"}


def test_without_anybody_near_there_is_no_plan() -> None:
    crews = [{**one, "base": FAR} for one in GRIDCO["crews"]]
    markets = tuple(HiringMarket(trade=trade, region="AM01", heads=0) for trade in ("LVM", "MVM", "GRW"))
    made = programme(
        settings={"travel_limits": [{"trade": trade, "minutes_per_day": 195} for trade in ("LVM", "MVM", "GRW")]},
        employers=({**GRIDCO, "crews": crews}, CIVIL, FIRM),
        reference=load().with_hiring(markets),
    )
    with pytest.raises(CannotCompile) as refused:
        compile(made)
    assert {finding.kind for finding in refused.value.findings if finding.severity == "error"} == {"no-supply"}
