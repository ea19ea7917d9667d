"""The table of article 15b in the report: a row without a certain saving says why there is none."""

from __future__ import annotations

import pytest

from tests.planner.results.test_joint_work import FREE, HELD
from wijkplan.planner.compile import compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import JointWork
from wijkplan.planner.report import locale
from wijkplan.planner.report.joint_work_section import joint_work_section
from wijkplan.planner.results.joint_work import joint_work


def told(made: Programme) -> JointWork:
    return joint_work(made, compile(made), None)


@pytest.mark.parametrize("made", [FREE, HELD], ids=["free", "held"])
def test_a_saving_of_nothing_says_why(made: Programme) -> None:
    found = told(made)
    shown = [row for _, rows in joint_work_section(found, locale.ENGLISH)["areas"] for row in rows]
    assert [bool(row["low_why"]) for row in shown] == [row.low_eur == 0 for row in found.rows]
    nothing = [row["low_why"] for row, kept in zip(shown, found.rows, strict=True) if kept.tenders == 0]
    assert nothing and set(nothing) == {"no tender of exactly these kinds on the list"}


def test_procedures_that_save_nothing_and_work_that_cannot_wait_are_told_apart() -> None:
    found = told(FREE)
    some = next(row for row in found.rows if row.tenders)
    for euros, why in ((0, "together costs no less"), (5, "their work cannot wait")):
        row = some.model_copy(update={"low_eur": 0, "procedures_eur": euros})
        (shown,) = joint_work_section(found.model_copy(update={"rows": (row,)}), locale.ENGLISH)["areas"][0][1]
        assert shown["low_why"].startswith(why)
