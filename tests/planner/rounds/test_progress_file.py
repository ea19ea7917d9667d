"""Progress is read like any submission: each contradiction is a finding at its place, and what has errors counts for
nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.planner.rounds.test_hold import CABLE, CONNECTIONS, _plan, _programme, _start
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.workbook.answer_marker import HIDDEN
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import BUNDLED, in_variant
from wijkplan.planner.rounds.progress_file import Expected, Progress, read_progress
from wijkplan.planner.share.line_states import LineState
from wijkplan.planner.share.party_view import lines
from wijkplan.planner.share.progress_sheet import progress
from wijkplan.planner.share.xlsx_writer import workbook
from wijkplan.planner.text import LANGUAGES, Language

EXPECTED = {
    "p/a": Expected(date(2027, 3, 1), date(2027, 3, 19), 40.0),
    "p/b": Expected(date(2027, 4, 5), date(2027, 4, 30), 10.0, ("p/a",)),
}
HEAD: dict[str, Any] = {"kind": "progress", "format_version": 1, "round": "r1", "party": "e", "until": "2027-04-02"}
DONE = {"activity": "p/a", "started": "2027-03-01", "ended": "2027-03-26", "done_percent": 100}


def _read(
    tmp_path: Path, *rows: dict[str, Any], older: Progress | None = None, **head: Any
) -> tuple[Progress | None, list[tuple[str, str]]]:
    path = tmp_path / "progress.json"
    path.write_text(json.dumps(HEAD | head | {"rows": rows}))
    made, findings = read_progress(path, EXPECTED, older)
    assert all(f.what and f.remedy and f.file for f in findings)
    return made, [(f.kind, f.path) for f in findings]


def test_a_right_report_is_read(tmp_path: Path) -> None:
    made, findings = _read(tmp_path, DONE)
    assert made is not None and made.rows[0].ended == date(2027, 3, 26) and findings == []


@pytest.mark.parametrize(
    ("rows", "kind", "path", "counts"),
    [
        ([DONE | {"activity": "p/x"}], "unknown-line", "rows[0].activity", False),
        ([DONE, DONE], "duplicate-line", "rows[1].activity", False),
        ([DONE | {"ended": "2027-02-01"}], "date-order", "rows[0].ended", False),
        ([DONE | {"ended": "2027-04-09"}], "after-status-date", "rows[0].ended", False),
        ([DONE | {"done_percent": 120}], "out-of-range", "rows[0].done_percent", False),
        ([DONE | {"done_percent": None, "done_quantity": 50}], "out-of-range", "rows[0].done_quantity", False),
        ([DONE | {"done_quantity": 10}], "contradiction", "rows[0].done_percent", False),
        ([DONE | {"done_percent": 80}], "contradiction", "rows[0].ended", False),
        ([DONE | {"remaining_hours": 5}], "contradiction", "rows[0].remaining_hours", False),
        ([DONE | {"started": None}], "missing-value", "rows[0].started", False),
        ([DONE | {"heads": 3}], "unknown-key", "rows[0].heads", False),
        ([{"activity": "p/b", "started": "2027-03-29"}], "started-too-soon", "rows[0].started", True),
        ([], "no-progress", "rows", True),
    ],
)
def test_contradictions_are_findings_at_their_place(
    tmp_path: Path, rows: list[dict[str, Any]], kind: str, path: str, counts: bool
) -> None:
    made, findings = _read(tmp_path, *rows)
    assert (kind, path) in findings
    assert (made is not None) == counts


def test_less_than_before_is_said(tmp_path: Path) -> None:
    older, _ = _read(tmp_path, {"activity": "p/a", "started": "2027-03-01", "done_percent": 60})
    made, findings = _read(tmp_path, {"activity": "p/a", "started": "2027-03-01", "done_percent": 40}, older=older)
    assert made is not None and ("less-than-before", "rows[0].done_percent") in findings


def _book(path: Path, *cells: tuple[Any, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Voortgang"
    for row in (("Regel", "Begonnen", "Klaar", "Gereed (%)", "Opmerking"), *cells):
        sheet.append(row)
    hidden = book.create_sheet(HIDDEN)
    for pair in (("employer", "e"), ("round", "r1"), ("until", "2027-04-02")):
        hidden.append(pair)
    book.save(path)
    return path


def test_a_workbook_says_the_same_as_json(tmp_path: Path) -> None:
    path = _book(
        tmp_path / "p.xlsx", ("p/a", date(2027, 3, 1), "26-3-2027", "100%", "goed"), ("p/b", None, None, None, None)
    )
    made, findings = read_progress(path, EXPECTED)
    asked, _ = _read(tmp_path, DONE | {"note": "goed"})
    assert (made, findings) == (asked, [])


def test_faults_in_a_workbook_stand_at_their_cell(tmp_path: Path) -> None:
    path = _book(tmp_path / "p.xlsx", ("p/a", date(2027, 3, 1), date(2027, 2, 1), 100, None))
    made, findings = read_progress(path, EXPECTED)
    assert made is None
    assert [(f.kind, f.sheet, f.cell) for f in findings if f.severity == "error"] == [("date-order", "Voortgang", "C2")]
    path = _book(tmp_path / "q.xlsx", ("p/a", "gisteren", None, "veel", None))
    assert [(f.kind, f.cell) for f in read_progress(path, EXPECTED)[1]] == [
        ("wrong-date", "B2"),
        ("wrong-number", "D2"),
    ]


def _sent(path: Path, language: Language, *states: LineState) -> Path:
    """The workbook of netaannemer-a as it is sent round, with nothing but the sheet for its progress."""
    compiled = compile(_programme())
    problem, names = in_variant(compiled.problem, BUNDLED), compiled.names
    plan, _ = from_json(compiled, _plan())
    mine = lines(problem, names, plan, Reader("employer", names.employer_index["netaannemer-a"]), language, ())
    sheet = progress(names, mine, {one.activity: one for one in states})
    path.write_bytes(
        workbook([sheet], language, datetime(2027, 1, 4), {"kind": "answers", "employer": "netaannemer-a"})
    )
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_that_is_sent_round_comes_back_as_progress(tmp_path: Path, language: Language) -> None:
    """Nobody types the party, the round or until when it goes: the round knows."""
    path = _sent(tmp_path / "p.xlsx", language)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    assert set(rows) == {CABLE, CONNECTIONS}
    headings = [cell.value for cell in sheet[4]]
    began, done = (
        1 + next(i for i, one in enumerate(headings) if one in pair)
        for pair in (("Started", "Begonnen"), ("Done (%)", "Gereed (%)"))
    )
    sheet.cell(rows[CABLE], began, _start(CABLE))
    sheet.cell(rows[CABLE], done, 40)
    book.save(path)
    expected = {name: Expected(_start(name), _start(name), 1.0) for name in rows}
    for until in (date(2027, 9, 3), None):
        made, findings = read_progress(path, expected, None, "2027-Q2", until)
        assert made is not None, findings
        assert (made.party, made.round, made.until) == ("netaannemer-a", "2027-Q2", until or _start(CABLE))
        assert [(row.activity, row.started, row.done_percent) for row in made.rows] == [(CABLE, _start(CABLE), 40)]


def test_the_sheet_knows_what_was_reported_before(tmp_path: Path) -> None:
    began = LineState(CONNECTIONS, "started", date(2027, 5, 3), _start(CONNECTIONS))
    done = LineState(CABLE, "done", _start(CABLE), _start(CABLE))
    path = _sent(tmp_path / "p.xlsx", "nl", began, done)
    made, _ = read_progress(path, {CONNECTIONS: Expected(date(2027, 5, 3), date(2027, 6, 4), 1.0)}, None, "q", None)
    assert made is not None
    assert [(row.activity, row.started) for row in made.rows] == [(CONNECTIONS, date(2027, 5, 3))]


def test_a_fraction_of_one_per_cent_is_asked_about(tmp_path: Path) -> None:
    """Excel keeps 60% as 0.6."""
    made, findings = _read(tmp_path, {"activity": "p/a", "started": "2027-03-01", "done_percent": 0.6})
    assert made is not None and ("small-percent", "rows[0].done_percent") in findings


def test_a_sheet_on_which_nothing_is_filled_in_says_so(tmp_path: Path) -> None:
    made, (told,) = read_progress(_sent(tmp_path / "p.xlsx", "nl"), {}, None, "2027-Q2", None)
    assert made is None and (told.kind, told.sheet) == ("no-progress", "Voortgang")
