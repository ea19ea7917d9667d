"""The schemas for editors are fresh, and agree with what reading accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from wijkplan.planner.intake.read_programme import read_one
from wijkplan.planner.submission.json_schema import FOLDER, schemas

INSTANCES = FOLDER.parent
FILES = sorted(
    path
    for path in INSTANCES.rglob("*.json")
    if FOLDER not in path.parents and not path.name.endswith(".expected.json")
)
VALIDATORS = {name.split(".")[0]: Draft202012Validator(json.loads(text)) for name, text in schemas().items()}


def test_the_files_are_fresh() -> None:
    assert {name: (FOLDER / name).read_text("utf-8") for name in schemas()} == schemas(), (
        "python -m wijkplan.planner.submission.json_schema"
    )


def test_editors_and_reading_agree() -> None:
    for path in FILES:
        submitted, findings = read_one(path)
        if submitted is not None and not findings:
            assert list(VALIDATORS[submitted.record.kind].iter_errors(json.loads(path.read_text("utf-8-sig")))) == [], (
                path
            )


@pytest.mark.parametrize(
    "case", ["missing-value", "out-of-range", "unknown-key", "wrong-choice", "wrong-id", "wrong-type"]
)
def test_editors_mark_what_reading_refuses(case: str) -> None:
    files = [json.loads(path.read_text("utf-8")) for path in sorted((INSTANCES / "invalid" / case).glob("*.json"))]
    assert any(list(VALIDATORS[data["kind"]].iter_errors(data)) for data in files)


def test_a_file_may_say_where_its_schema_is(tmp_path: Path) -> None:
    data = {
        "$schema": "../schema/programme.schema.json",
        "kind": "programme",
        "format_version": 1,
        "name": "x",
        "start": "2027-01-04",
        "weeks": 4,
    }
    (tmp_path / "programme.json").write_text(json.dumps(data))
    submitted, findings = read_one(tmp_path / "programme.json")
    assert submitted is not None and findings == []
