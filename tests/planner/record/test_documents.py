"""What is told of the record is what its types say."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from tests.planner.record.rows import comparison, result, saving
from wijkplan.planner.record import Comparison
from wijkplan.planner.record.documents import README, SCHEMA, renewed, schema, tables

COMMAND = "python -m wijkplan.planner.record.documents"


def test_the_schema_is_fresh() -> None:
    assert SCHEMA.read_text("utf-8") == schema(), COMMAND


def test_the_tables_are_fresh() -> None:
    text = README.read_text("utf-8")
    assert text == renewed(text), COMMAND


def test_every_key_has_a_row_with_its_meaning() -> None:
    rows = [line for line in tables().splitlines() if line.startswith("| `")]
    assert len(rows) > 200
    assert [row for row in rows if len(row.split(" | ")[2].strip(" |")) < 5] == []
    assert all(any(f"| `{name}` |" in row for row in rows) for name in Comparison.model_fields)


def test_a_page_that_does_not_say_where_is_not_written() -> None:
    with pytest.raises(ValueError, match="tables of keys: begin"):
        renewed("# A page")


def test_what_is_written_fits_the_schema() -> None:
    made = comparison(
        results=(result("all_in", "aligned", 5),), savings=(saving("all_in", "aligned", "combined", 1, None),)
    )
    validator = Draft202012Validator(json.loads(schema()))
    assert list(validator.iter_errors(json.loads(made.to_json()))) == []
    assert [error.json_path for error in validator.iter_errors(json.loads(made.to_json()) | {"interrupted": 3})] == [
        "$.interrupted"
    ]
