"""What planning in parts takes to come to a gap: points, and the power by which they grow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.models.parts.regions import regional
from wijkplan.benchmarks.to_gap import Point, exponent, markdown, reached, wishes

ONE = Point(1, 100, 2, 1_000, 950, 7.5, 10.0, 300, "code")


def test_seconds_that_grow_as_a_power_of_activities_have_that_power() -> None:
    points = [replace(ONE, size=n, activities=100 * n, seconds=10.0 * n**1.25) for n in (1, 4, 16)]
    assert exponent(points) == pytest.approx(1.25)
    assert exponent(points[:1]) is None


def test_points_are_printed_with_those_that_did_not_come_to_the_gap() -> None:
    less = replace(ONE, times=1, percent=9.1, seconds=4.0)
    larger = replace(ONE, size=4, activities=400, seconds=50.0)
    far = replace(ONE, size=16, activities=1600, percent=8.3, seconds=3000.0)
    text = markdown([less, ONE, larger, far], 8.0)
    assert "| x1 | 100 | 1 | 9.1 % | 4 | 300 |" in text and "| x16 | 1,600 | 2 | 8.3 % | 3,000 | 300 |" in text
    assert "Processor seconds to 8 % grow with activities to the power 1.16." in text  # log 5 / log 4: without x16
    assert text.endswith("Not to 8 %: x16 comes to 8.3 %.")


def test_work_is_a_multiple_of_the_least() -> None:
    assert wishes(4).whole_steps == 4 * wishes(1).whole_steps and wishes(4).whole_work == 4 * wishes(1).whole_work
    assert wishes(4).steps == wishes(1).steps


@pytest.mark.slow
def test_work_is_doubled_until_the_gap_is_as_wanted(tmp_path: Path) -> None:
    found = list(reached(regional(5, regions=2), 1, tmp_path, 100.0, 2))
    assert [point.times for point in found] == [1] and found[0].percent <= 100.0
    assert found[0].bound <= found[0].cost and found[0].seconds > 0
