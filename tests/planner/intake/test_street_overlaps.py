"""Who meets whom in a street: the sweep finds what comparing all with all finds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wijkplan.planner.intake.checks.context import At
from wijkplan.planner.intake.checks.street_references import _meeting
from wijkplan.planner.submission.schema import Place, Project, Weeks

DAY = date(2027, 1, 4)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12), st.integers(0, 6)), max_size=12))
def test_a_work_is_told_if_and_only_if_its_weeks_meet_those_of_another_project(
    rows: list[tuple[int, int, int]],
) -> None:
    works = []
    for k, (project, start, length) in enumerate(rows):
        weeks = Weeks(start=DAY + timedelta(days=start), end=DAY + timedelta(days=start + length))
        sent = Project(id=f"P{project}", work_type="sewer", district="P09", places=(Place(id="a"),), wanted=weeks)
        works.append((At("f", str(k), "o"), sent, weeks))
    told = {at.path for at, _ in _meeting(works)}
    right = {
        a.path
        for a, one, w in works
        if any(other.id != one.id and w.start <= v.end and v.start <= w.end for _, other, v in works)
    }
    assert told == right
