"""Time from left to right: marks where years and, of a short time, quarters begin."""

from __future__ import annotations

import pytest

from tests.planner.report.pages import made
from wijkplan.planner.report.time_axis import Axis


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (0, 104, ["2027", "W14", "W27", "W40", "2028", "W14", "W27", "W40"]),
        (0, 208, ["2027", "2028", "2029", "2030"]),
        (50, 208, ["2028", "2029", "2030"]),  # two weeks of 2027 leave no room for its name
        (20, 21, ["2027"]),
    ],
)
def test_marks(first: int, last: int, labels: list[str]) -> None:
    names = made("examples/combined-tender")[0].names  # its weeks begin on 4 January 2027
    axis = Axis(names, first, last)
    marks = axis.marks()
    assert [label for label, _ in marks] == labels
    assert [
        axis.names.monday(round(first + x / 100 * (last - first))).isocalendar()[:2]
        for label, x in marks[1:]
        if label.isdigit()
    ] == [(int(label), 1) for label, _ in marks[1:] if label.isdigit()]


def test_a_short_work_can_still_be_seen() -> None:
    axis = Axis(made("examples/combined-tender")[0].names, 0, 1000)
    row = axis.row(20)
    axis.bar(row, 10, 11, 0, 5, "after")
    assert 'width="0.45%"' in str(row)
