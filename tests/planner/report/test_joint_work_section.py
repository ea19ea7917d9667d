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


@pytest.mark.parametrize("made", [FREE, HELD], ids=["free", "held"])
def test_the_page_has_a_cell_for_every_row_with_its_word_and_interval(made: Programme) -> None:
    found = told(made)
    section = joint_work_section(found, locale.ENGLISH)
    assert [len(row["cells"]) for row in section["matrix"]] == [len(section["areas"])] * len(found.rows)
    for row, shown in zip(found.rows, section["matrix"], strict=True):  # one area: the rows of the record in order
        (cell,) = shown["cells"]
        possible = row.word in ("one contract", "in lots")
        assert cell["word"] and (cell["worth"] == "–") is not possible
        assert (cell["worth"] == "no gain") is (possible and (row.tenders == 0 or row.high_eur == 0))


def test_procedures_that_save_nothing_and_work_that_cannot_wait_are_told_apart() -> None:
    found = told(FREE)
    some = next(row for row in found.rows if row.tenders)
    for euros, why in ((0, "together costs no less"), (5, "their work cannot wait")):
        row = some.model_copy(update={"low_eur": 0, "procedures_eur": euros})
        (shown,) = joint_work_section(found.model_copy(update={"rows": (row,)}), locale.ENGLISH)["areas"][0][1]
        assert shown["low_why"].startswith(why)


def test_what_is_sure_is_said_first_and_largest_first() -> None:
    found = told(FREE)
    first, second = (
        row.model_copy(update={"low_eur": euros}) for row, euros in zip(found.rows, (1_000, 2_000), strict=False)
    )
    rest = [row.model_copy(update={"low_eur": 0}) for row in found.rows[2:]]
    section = joint_work_section(found.model_copy(update={"rows": (first, second, *rest)}), locale.ENGLISH)
    assert section["sure"].count(";") == 1 and section["sure"].index("2,000") < section["sure"].index("1,000")
    assert joint_work_section(found.model_copy(update={"rows": tuple(rest)}), locale.ENGLISH)["sure"] == ""
