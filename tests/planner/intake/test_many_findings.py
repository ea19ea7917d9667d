"""Thousands of findings are told in seconds, and twice as many in about twice the time."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.right_inputs import PROGRAMME
from wijkplan.planner.intake.read_programme import load_all

MOST_SECONDS = 5  # of a processor, for 5,000: 1 on a fast machine
TRIES = 3  # a busy moment is mended by measuring again; what takes too long does so always


def folder(at: Path, count: int) -> Path:
    """A client whose projects, all wanted in one street, have five mistakes each."""
    at.mkdir()
    (at / "programme.json").write_text(json.dumps(PROGRAMME), "utf-8")
    projects: list[dict[str, Any]] = [
        {
            "id": f"P-{i}",
            "work_type": "sewer",
            "district": f"X{i}",
            "places": [
                {"id": "a", "street": f"nergens-{i}", "sewer_metres": 10},
                {"id": "b", "street": "P09-S1", "sewer_metres": -3},
            ],
            "wanted": {"start": "2027-09-06", "end": "2027-01-29"},
            "after": [f"Q-{i}"],
        }
        for i in range(count // 5)
    ]
    sent = {"kind": "client", "format_version": 1, "id": "c", "name": "C", "regime": "classic", "projects": projects}
    (at / "client.json").write_text(json.dumps(sent), "utf-8")
    return at


def seconds(at: Path, count: int) -> float:
    folder(at, count)
    began = time.process_time()
    assert len(load_all([at]).findings) >= count
    return time.process_time() - began


@pytest.mark.slow
def test_five_thousand_findings_take_seconds_and_time_grows_with_their_number(tmp_path: Path) -> None:
    seconds(tmp_path / "first", 500)  # loads reference data
    for n in range(TRIES):
        some, many = seconds(tmp_path / f"some-{n}", 5_000), seconds(tmp_path / f"many-{n}", 20_000)
        if some < MOST_SECONDS and many < 4 * 2 * some:
            return
    pytest.fail(f"{some:.1f} seconds for 5,000 findings, {many:.1f} for 20,000")
