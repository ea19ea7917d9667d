"""The last word is not consent: a line that is answered twice, and one that tells another week than the plan, are
asked about."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.planner.share.test_leaks import MINE
from tests.planner.share.world import baseline, fixed
from wijkplan.planner.share.consent_files import Answers, read_answers
from wijkplan.planner.share.saving_at_risk import counts, leave_out_other_plans

ANSWER, WEEK, NEW = 11, 12, 6  # columns of the sheet with changes


def _answered(folder: Path, *rows: tuple[int, Any, Any, Any], extra: tuple[int, Any] | None = None) -> Answers:
    """The exported workbook with answers: row, answer, pin, and another new week; ``extra``: a copy of that line at
    the end, answered so."""
    (raw,) = [raw for name, raw in baseline(f"employer:{MINE}").files.items() if name.endswith(".xlsx")]
    book = load_workbook(io.BytesIO(raw))
    sheet = book["Changes"]
    for row, answer, pin, new in rows:
        sheet.cell(row, ANSWER).value, sheet.cell(row, WEEK).value = answer, pin
        if new is not None:
            sheet.cell(row, NEW).value = new
    if extra is not None:
        sheet.append([*(cell.value for cell in sheet[extra[0]][: ANSWER - 1]), extra[1]])
    book.save(folder / "answers.xlsx")
    return read_answers(folder / "answers.xlsx", fixed()[0])


@pytest.mark.parametrize(
    ("first", "second"), [("refuse", "accept"), ("accept", "refuse"), ("accept", "accept"), ("pin", "accept")]
)
def test_a_second_answer_on_a_line_is_asked_about(tmp_path: Path, first: str, second: str) -> None:
    found = _answered(tmp_path, (5, first, None, None), extra=(5, second))
    (fault,) = [f for f in found.findings if f.kind == "line-answered-twice"]
    assert fault.severity == "error" and fault.cell.startswith("K") and "K5" in fault.what
    assert found.count("accept") == found.count("refuse") == 0 and found.pins == {}


def test_an_answer_about_another_week_is_no_consent(tmp_path: Path) -> None:
    compiled, plan = fixed()
    found = _answered(tmp_path, (5, "accept", None, None), (6, "accept", None, "2030-W01"), (7, "accept", None, ""))
    assert found.count("accept") == 3
    leave_out_other_plans(compiled, plan, [found])
    assert found.count("accept") == 1
    (fault,) = [f for f in found.findings if f.kind == "stale-answers"]
    assert fault.severity == "warning" and fault.value == "2"
    (mine,) = [one for one in counts(compiled, plan, [found]) if one.employer == MINE]
    assert mine.accepted == 1 and mine.unanswered == mine.lines - 1


def test_a_pin_names_its_own_week(tmp_path: Path) -> None:
    compiled, plan = fixed()
    found = _answered(tmp_path, (5, "pin", "2028-W20", "2030-W01"))
    before = dict(found.pins)
    leave_out_other_plans(compiled, plan, [found])
    assert found.pins == before and len(before) == 1


@pytest.mark.parametrize(("employer", "kinds"), [("E-BR-BOUWA", set()), ("E-BR-INSA", {"unanswered"})])
def test_a_workbook_that_comes_back_as_it_was_sent_has_no_fault(tmp_path: Path, employer: str, kinds: set[str]) -> None:
    """Nor has that of an employer without work in the plan."""
    (raw,) = [raw for name, raw in baseline(f"employer:{employer}").files.items() if name.endswith(".xlsx")]
    (tmp_path / "answers.xlsx").write_bytes(raw)
    assert {f.kind for f in read_answers(tmp_path / "answers.xlsx", fixed()[0]).findings} == kinds
