"""Findings on how work is bought appear where they must, and one euro, day or week earlier they do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load

INVALID = Path(__file__).parents[3] / "instances" / "invalid"


def findings(
    case: str, tmp_path: Path, change: Callable[[dict[str, Any]], None], file: str = "client"
) -> dict[str, Finding]:
    """By kind, those of an invalid example after one change."""
    for path in (INVALID / case).glob("*.json"):
        data = json.loads(path.read_text("utf-8"))
        if path.stem == file:
            change(data)
        (tmp_path / path.name).write_text(json.dumps(data), "utf-8")
    return {f.kind: f for f in load([tmp_path])[1]}


def test_call_offs_may_use_their_framework_up(tmp_path: Path) -> None:
    # Two times 100 m of sewer at 540 euros.
    assert not findings("over-ceiling", tmp_path, lambda c: c["frameworks"][0].update(remaining_eur=108_000))


def test_one_euro_short_is_over_the_ceiling(tmp_path: Path) -> None:
    found = findings("over-ceiling", tmp_path, lambda c: c["frameworks"][0].update(remaining_eur=107_999))
    assert "108000 euros" in found["over-ceiling"].what and "C-23/20" in found["over-ceiling"].what


def test_a_framework_of_just_four_years_is_no_finding(tmp_path: Path) -> None:
    assert not findings("framework-too-long", tmp_path, lambda c: c["frameworks"][0].update(end="2027-12-31"))


@pytest.mark.parametrize("other", [{"regime": "special-sector"}, {"regime": "private"}])
def test_other_clients_have_other_limits(tmp_path: Path, other: dict[str, str]) -> None:
    assert "framework-too-long" not in findings("framework-too-long", tmp_path, lambda c: c.update(other))


def test_concessions_are_no_frameworks(tmp_path: Path) -> None:
    assert not findings("framework-too-long", tmp_path, lambda c: c["frameworks"][0].update(type="concession"))


def test_a_tender_in_a_known_period_is_no_finding(tmp_path: Path) -> None:
    # Asking one firm leads by 3 weeks: work wanted on Friday 21 January 2028 is published on Friday 31 December 2027.
    wanted = {"start": "2028-01-21", "end": "2028-03-03"}
    assert not findings("thresholds-unknown", tmp_path, lambda c: c["projects"][0].update(wanted=wanted))


def test_a_day_later_its_thresholds_are_not_known(tmp_path: Path) -> None:
    wanted = {"start": "2028-01-22", "end": "2028-03-03"}
    found = findings("thresholds-unknown", tmp_path, lambda c: c["projects"][0].update(wanted=wanted))
    assert "2027-12-31" in found["thresholds-unknown"].what and found["thresholds-unknown"].what.endswith("R-1.")


def test_a_combination_that_can_be_let_in_time_is_no_finding(tmp_path: Path) -> None:
    # 1,512,000 euros go by a national open procedure, 4 + 11 weeks; the small sewer takes 1 week, so week 16 is the
    # first that will do.
    def until(client: dict[str, Any]) -> None:
        client["projects"][0]["window"]["end"] = "2027-04-25"

    assert "combination-too-late" not in findings("combination-too-late", tmp_path, until)


def test_one_week_sooner_it_comes_too_late_and_says_which_week(tmp_path: Path) -> None:
    def until(client: dict[str, Any]) -> None:
        client["projects"][0]["window"]["end"] = "2027-04-18"

    what = findings("combination-too-late", tmp_path, until)["combination-too-late"].what
    assert "national open procedure" in what and "start in 2027-W16" in what and "before 2027-W16" in what


def test_the_clients_of_two_regimes_may_be_forced_into_lots(tmp_path: Path) -> None:
    def lots(settings: dict[str, Any]) -> None:
        settings["combinations"]["force"][0]["form"] = "lots"

    assert not findings("unlawful-combination-undivided", tmp_path, lots, "programme")


def test_a_project_that_nobody_sent_is_named(tmp_path: Path) -> None:
    def wrong(settings: dict[str, Any]) -> None:
        settings["combinations"] = {"forbid": [{"projects": ["R-1", "R-9"]}]}

    found = findings("single-combination", tmp_path, wrong, "programme")["unknown-project"]
    assert (found.path, found.value) == ("combinations.forbid[0].projects[1]", "R-9")
    assert found.remedy.startswith("Did you mean R-")


def test_nothing_is_called_off_under_a_framework_that_ends_before_the_first_order(tmp_path: Path) -> None:
    """Then it is an error, with what to do: the work has to be tendered anew. A framework that lasts long enough for
    one order is a warning only."""
    over = findings("framework-ended", tmp_path, lambda c: c["frameworks"][0].update(end="2026-12-31"))[
        "framework-ended"
    ]
    assert over.severity == "error" and "2026-12-31" in over.what and "to-tender" in over.remedy
    assert findings("framework-ended", tmp_path, lambda _: None)["framework-ended"].severity == "warning"
