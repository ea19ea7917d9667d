"""Which figures are varied, how far, and that nothing else changes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.planner.intake.test_own_work import sent
from wijkplan.planner.reference import load
from wijkplan.planner.reference.data_files import text
from wijkplan.planner.sensitivity import levers, of_programme

REFERENCE = load()
BY_ID = {one.id: one for one in levers(REFERENCE)}
RANGES = tomllib.loads(text("ranges.toml"))


def test_every_range_states_its_source_and_contains_the_figure() -> None:
    for row in (RANGES["default"], *RANGES["figures"].values()):
        assert len(row["source"]) > 20 and row["date"] and row["trust"] == "assumption"
        assert row["low_percent"] <= 100 <= row["high_percent"] and row["low_percent"] < row["high_percent"]


def test_every_stated_range_and_exception_is_of_a_figure() -> None:
    assert set(RANGES["figures"]) <= set(BY_ID)
    assert {name.removeprefix("settings.") for name in RANGES["never"]} <= set(REFERENCE.figure_origins)


def test_assumptions_are_varied_and_sourced_figures_are_not() -> None:
    assert REFERENCE.figure_origins["moved_per_week"].trust == "assumption" and "prices.moved_per_week" in BY_ID
    assert (
        REFERENCE.figure_origins["participation_percent"].trust == "sourced"
        and "settings.participation_percent" not in BY_ID
    )
    assert (
        REFERENCE.packages["heat-pump-hybrid"].origin.trust == "derived"
        and "packages.heat-pump-hybrid.hours" not in BY_ID
    )
    assert (
        REFERENCE.packages["heat-pump-hybrid"].price_origin.trust == "assumption"
        and "packages.heat-pump-hybrid.price" in BY_ID
    )
    assert "settings.max_candidate_tenders" not in BY_ID


def test_quantities_and_prices_carry_their_marks_apart() -> None:
    one = REFERENCE.packages["heat-connection"]
    assert (one.origin.trust, one.price_origin.trust) == ("assumption", "derived")
    assert "packages.heat-connection.hours" in BY_ID and "packages.heat-connection.price" not in BY_ID


def test_what_has_no_range_gets_the_default() -> None:
    one = BY_ID["prices.moved_per_week"]
    assert (one.low_percent, one.high_percent, one.range_origin.source) == (70, 130, "default where no range is known")
    assert (BY_ID["procedures.bid_eur"].low_percent, BY_ID["procedures.bid_eur"].high_percent) == (50, 142)


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_a_lever_at_its_own_value_changes_nothing_and_elsewhere_something(name: str) -> None:
    assert BY_ID[name].at(REFERENCE, 100) == REFERENCE
    assert BY_ID[name].at(REFERENCE, 50) != REFERENCE


def test_only_the_figure_itself_changes() -> None:
    changed = BY_ID["settings.mobilisation_hours"].at(REFERENCE, 250)
    assert changed.settings.mobilisation_hours == 40  # 16 x 2.5
    assert replace(changed, settings=REFERENCE.settings) == REFERENCE
    changed = BY_ID["packages.lv-cable.hours"].at(REFERENCE, 50)
    before, after = REFERENCE.packages["lv-cable"], changed.packages["lv-cable"]
    assert sum(after.hours.values()) == pytest.approx(0.48)  # 96 person-hours per 100 m
    assert (after.opening_eur, after.value_eur) == (before.opening_eur, before.value_eur)
    assert sum((after.opening_hours or {}).values()) == pytest.approx(sum((before.opening_hours or {}).values()) / 2)
    assert {k: v for k, v in changed.packages.items() if k != "lv-cable"} == {
        k: v for k, v in REFERENCE.packages.items() if k != "lv-cable"
    }
    costs = [p.bid_eur for p in BY_ID["procedures.bid_eur"].at(REFERENCE, 60).law.procedures.values()]
    assert costs == [round(p.bid_eur * 0.6) for p in REFERENCE.law.procedures.values()]


def test_a_programme_is_varied_in_what_it_has_and_does_not_state_itself(tmp_path: Path) -> None:
    """Own packages and figures are not: they are read after a figure of the reference data is changed."""
    programme, _ = sent(tmp_path)
    assert programme is not None
    mine = {one.id for one in of_programme(programme)}
    assert mine < set(BY_ID)
    assert not any(name.startswith(("packages.lv-cable.", "packages.water-main.", "packages.dak.")) for name in mine)
    assert "prices.delay_per_home_week" not in mine and "prices.moved_per_week" in mine
