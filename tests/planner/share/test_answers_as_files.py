"""Answers as JSON, and folders with answers: what is in them is taken in, or named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.planner.share.test_answers_that_negotiate import CABLE, CONNECTIONS, PARTY, _compiled
from wijkplan.planner.cli.consent import found, passed_over
from wijkplan.planner.rounds.progress_file import read_progress
from wijkplan.planner.share.consent_files import read_answers

RIGHT: dict[str, Any] = {
    "format_version": 1,
    "kind": "answers",
    "party": PARTY,
    "rows": [
        {"line": CABLE, "answer": "accept", "reason": "PLANT-1"},
        {"line": CONNECTIONS, "answer": "refuse", "reason": "PLANT-2"},
    ],
}
PROJECT = CABLE.split("/")[0]


def _row(**values: Any) -> Callable[[dict[str, Any]], None]:
    """A third row."""
    return lambda data: data["rows"].append(values)


def _first(**values: Any) -> Callable[[dict[str, Any]], None]:
    """Changes the first row; ``None`` takes a value out."""

    def change(data: dict[str, Any]) -> None:
        row = data["rows"][0] | values
        data["rows"][0] = {key: value for key, value in row.items() if value is not None}

    return change


@pytest.mark.parametrize(
    ("change", "kind", "path"),
    [
        (_row(line=CABLE, answer="accept"), "line-answered-twice", "rows[2]"),
        (_row(line=CABLE, answer="refuse"), "line-answered-twice", "rows[2]"),
        (_row(line="nergens/niets:x", answer="accept"), "unknown-line", "rows[2]"),
        (_row(project="nergens", answer="accept"), "unknown-line", "rows[2]"),
        (_row(line=CABLE, project=PROJECT, answer="accept"), "wrong-type", "rows[2]"),
        (_first(line=None), "wrong-type", "rows[0]"),
        (_first(answer="Accept"), "wrong-choice", "rows[0].answer"),
        (_first(answer="akkoord"), "wrong-choice", "rows[0].answer"),
        (_first(answer=None), "missing-value", "rows[0].answer"),
        (_first(week="2027-W36"), "without-effect", "rows[0]"),
        (_first(earliest="2027-W36"), "without-effect", "rows[0]"),
        (_first(people="own"), "without-effect", "rows[0]"),
        (_first(answer="pin", week="2027-W53"), "wrong-date", "rows[0]"),
        (_first(answer="pin", week="wk 36"), "wrong-date", "rows[0]"),
        (_first(answer="pin", week="zsm"), "wrong-date", "rows[0]"),
        (_first(answer="window"), "no-weeks", "rows[0]"),
        (_first(answer="people"), "no-people", "rows[0]"),
        (_first(answer="window", earliest="2027-W40", latest="2027-W20"), "date-order", "rows[0]"),
        (_first(note="PLANT-9"), "unknown-key", "rows[0].note"),
        (lambda data: data.update(note="PLANT-9"), "unknown-key", "note"),
        (lambda data: data.update(party="niemand"), "unknown-party", ""),
        (lambda data: data.update(rows={}), "wrong-type", "rows"),
    ],
)  # fmt: skip
def test_what_json_says_amiss_is_named_at_its_place(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], kind: str, path: str
) -> None:
    data = json.loads(json.dumps(RIGHT))
    change(data)
    (tmp_path / "a.json").write_text(json.dumps(data))
    answers = read_answers(tmp_path / "a.json", _compiled())
    assert [(f.kind, f.path) for f in answers.findings if f.severity == "error"] == [(kind, path)]


@pytest.mark.parametrize("group", ["project", "street"])
def test_a_group_that_is_answered_twice_is_asked_about(tmp_path: Path, group: str) -> None:
    names = _compiled().names
    name = PROJECT if group == "project" else names.activities[names.activity_index[CABLE]].street
    rows = [{group: name, "answer": "accept"}, {group: name, "answer": "refuse"}]
    (tmp_path / "a.json").write_text(json.dumps(RIGHT | {"rows": rows}))
    answers = read_answers(tmp_path / "a.json", _compiled())
    kinds = {f.kind for f in answers.findings if f.severity == "error"}
    assert kinds == ({"line-answered-twice"} if name else {"wrong-type"})


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b'{"kind": "answers"', json.dumps(RIGHT).encode("utf-16")])
def test_a_file_that_is_cut_short_is_named(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.json").write_bytes(raw)
    answers = read_answers(tmp_path / "a.json", _compiled())
    whole = raw.startswith(b"\xff\xfe{")  # another encoding is found out
    assert whole or any(f.severity == "error" for f in answers.findings)
    made, findings = read_progress(tmp_path / "a.json", {})
    assert made is None and findings


def test_files_beside_answers_are_named_and_json_is_found_in_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.json").write_text(json.dumps(RIGHT))
    for name in ("notes.docx", "antwoorden.csv", "other.json", "kapot.xlsx"):
        (tmp_path / name).write_bytes(b"PLANT-1;accept\n")
    assert [path.name for path in found([tmp_path])] == ["a.json"]
    named = {Path(finding.file).name for finding in passed_over([tmp_path])}
    assert named == {"notes.docx", "antwoorden.csv", "other.json", "kapot.xlsx"}


def test_progress_as_a_table_is_refused_by_its_kind(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("Regel;Begonnen\nx;3-3-2027\n")
    made, (finding,) = read_progress(tmp_path / "p.csv", {})
    assert made is None and ".csv" in finding.what
