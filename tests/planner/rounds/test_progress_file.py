"""Progress is read like any submission: each contradiction is a finding at its place, and what has errors counts for
nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from wijkplan.planner.intake.workbook.answer_marker import HIDDEN
from wijkplan.planner.rounds.progress_file import Expected, Progress, read_progress

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
