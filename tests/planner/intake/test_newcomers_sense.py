"""Statements about newcomers that are well-formed and can never be meant are findings, at their place, and nothing else
of the file is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.newcomer_world import EMPLOYER, NEWCOMERS, PROGRAMME, TRACK
from wijkplan.planner.intake.read_programme import load

SEATS: dict[str, Any] = NEWCOMERS["seats"][0]  # type: ignore[index, assignment]
PLACE: dict[str, Any] = NEWCOMERS["learning_places"][0]  # type: ignore[index, assignment]
RATIO = {"trade": "INS", "learners_per_guide": 2}


def found(folder: Path, **changes: Any) -> set[tuple[str, str, str]]:
    """Severity, kind and place of what is found in the file of newcomers."""
    for name, data in (("p", PROGRAMME), ("e", EMPLOYER), ("newcomers", {**NEWCOMERS, **changes})):
        (folder / f"{name}.json").write_text(json.dumps(data), "utf-8")
    return {(f.severity, f.kind, f.path) for f in load([folder])[1] if f.file.endswith("newcomers.json")}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ratios": [RATIO, {**RATIO, "learners_per_guide": 4}]}, ("error", "overlapping-places", "ratios[1]")),
        (
            {"seats": [{**SEATS, "start": "2027-11-01", "end": "2027-09-01"}]},
            ("error", "reversed-dates", "seats[0].end"),
        ),
        ({"tracks": [{**TRACK, "dropout_percent": 100}]}, ("warning", "without-effect", "tracks[0].dropout_percent")),
        (
            {"tracks": [{**TRACK, "phases": [{"weeks": 4, "works_percent": 50}]}]},
            ("warning", "never-guided", "tracks[0].phases"),
        ),
        (
            {
                "tracks": [
                    {**TRACK, "phases": [{"weeks": 4, "works_percent": n, "guiding_percent": 10} for n in (50, 20)]}
                ]
            },
            ("hint", "wrong-quantity", "tracks[0].phases"),
        ),
        ({"tracks": [{**TRACK, "kind": "retraining"}]}, ("hint", "no-source", "tracks[0].from_trade")),
        (
            {"learning_places": [PLACE, {**PLACE, "region": "AM05"}]},
            ("warning", "no-learning-place", "learning_places[1]"),
        ),
        ({"ratios": [{**RATIO, "trade": "HPT"}]}, ("hint", "without-effect", "ratios[0].trade")),
        (
            {"candidates": [{"region": "AM01", "year": 2017, "number": 3}]},
            ("warning", "without-effect", "candidates[0].year"),
        ),
        (
            {"targets": [{"trade": "INS", "region": "AM01", "by": "2036-01-01"}]},
            ("warning", "without-effect", "targets[0].by"),
        ),
        (
            {"tracks": [{**TRACK, "phases": [{"weeks": 60, "works_percent": 50, "guiding_percent": 10}]}]},
            ("hint", "without-effect", "tracks[0].phases"),
        ),
    ],
)
def test_what_can_never_be_meant_is_found_at_its_place(
    changes: dict[str, Any], expected: tuple[str, str, str], tmp_path: Path
) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    before, after = found(tmp_path / "without"), found(tmp_path / "with", **changes)
    assert before == set() and expected in after
    assert after - {expected} <= {("warning", "no-start", "seats[0]")}  # seats that end before they begin have no start
