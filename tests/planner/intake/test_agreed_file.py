"""``agreed.json``: read like any file that is sent, with findings for what cannot be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from wijkplan.planner.intake.read_programme import load_all

LINE = {"activity": "kabel-nieuwolda/lv-cable:p", "state": "accepted", "start": "2027-03-29"}
RIGHT: dict[str, Any] = {
    "kind": "agreed",
    "format_version": 1,
    "round": "r1",
    "status_date": "2027-05-10",
    "lines": [LINE],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree("instances/examples/shared-crew", tmp_path / "all")
    return tmp_path / "all"


def _kinds(folder: Path, agreed: dict[str, Any], name: str = "agreed.json") -> list[str]:
    (folder / name).write_text(json.dumps(agreed))
    loaded = load_all([folder])
    assert all(count.sent == count.read + count.named for count in loaded.reckoning.values())
    assert (loaded.programme is None) == any(f.severity == "error" for f in loaded.findings)
    return [f.kind for f in loaded.findings]


def test_a_right_one_is_read_and_counted(folder: Path) -> None:
    assert _kinds(folder, RIGHT) == []
    programme = load_all([folder]).programme
    assert (
        programme is not None
        and programme.agreed is not None
        and programme.agreed.lines[0].activity == LINE["activity"]
    )
    assert load_all([folder]).reckoning["files"].read == 5


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"status_date": "tomorrow"}, "wrong-date"),
        ({"status": "2027-05-10"}, "unknown-key"),
        ({"notice_weeks": -1}, "out-of-range"),
        ({"lines": [LINE | {"state": "maybe"}]}, "wrong-choice"),
        ({"lines": [LINE, LINE]}, "duplicate-line"),
        ({"lines": [LINE | {"state": "done", "end": "2027-03-01"}]}, "date-order"),
        ({"lines": [LINE | {"state": "window", "earliest": "2027-08-01", "latest": "2027-07-01"}]}, "date-order"),
        ({"lines": [LINE | {"state": "started", "start": "2027-09-01"}]}, "after-status-date"),
        ({"lines": [LINE | {"state": "done", "end": "2027-12-01"}]}, "after-status-date"),
        ({"round": None}, "wrong-type"),
    ],
)
def test_wrong_values_are_findings(folder: Path, change: dict[str, Any], kind: str) -> None:
    assert kind in _kinds(folder, RIGHT | change)


def test_two_of_them_contradict_each_other(folder: Path) -> None:
    (folder / "older.json").write_text(json.dumps(RIGHT))
    assert "several-agreed" in _kinds(folder, RIGHT)
