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
    timed: list[tuple[float, float]] = []
    while not any(fits(*one) for one in timed) and len(timed) < TRIES:  # a busy moment is mended by trying again
        n = len(timed)
        timed.append((seconds(tmp_path / f"some-{n}", 5_000), seconds(tmp_path / f"many-{n}", 20_000)))
    assert fits(*timed[-1]), f"seconds for 5,000 and 20,000 findings: {timed}"


def fits(some: float, many: float) -> bool:
    """Whether 5,000 findings are told soon enough, and 20,000 in about four times as long."""
    return some < MOST_SECONDS and many < 4 * 2 * some
