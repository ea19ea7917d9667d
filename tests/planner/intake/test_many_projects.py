"""A programme with more projects is checked in proportion."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.copies import write_copies
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load_all

PILOT = Path(__file__).parents[3] / "instances" / "pilot"
MOST_SECONDS = 25  # of a processor, for 476 projects: 5 on a fast machine
TRIES = 3  # a busy moment is mended by measuring again; what takes too long does so always


def seconds(at: Path, count: int) -> float:
    """Seconds of a processor for all that ``wijkplan check`` does with so many pilots in the same districts."""
    assert write_copies(PILOT, at, count) == count * 119
    began = time.process_time()
    loaded = load_all([at])
    assert loaded.programme is not None
    compile(loaded.programme)
    return time.process_time() - began


@pytest.mark.slow
def test_twice_as_many_projects_take_about_twice_as_long(tmp_path: Path) -> None:
    timed: list[tuple[float, ...]] = []
    while not any(fits(*one) for one in timed) and len(timed) < TRIES:  # a busy moment is mended by trying again
        k = len(timed)
        timed.append(tuple(seconds(tmp_path / f"{n}-{k}", n) for n in (1, 2, 4)))
    assert fits(*timed[-1]), f"seconds for once, twice and four times as many: {timed}"


def fits(once: float, twice: float, four: float) -> bool:
    """Whether time grows about as the number of projects does."""
    return twice < 3 * once and four < 3 * twice and four < MOST_SECONDS
