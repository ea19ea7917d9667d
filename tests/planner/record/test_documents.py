"""What is told of the record, of plans and of certificates is what their types say."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tests.planner.record.rows import comparison, result, saving
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.record import Comparison
from wijkplan.planner.record.certificates import Certificates
from wijkplan.planner.record.documents import README, SCHEMAS, WITH_SCHEMA, renewed, schema, tables

COMMAND = "python -m wijkplan.planner.record.documents"
EMPTY = {"certificates": [], "transfers": [], "dissolutions": [], "guarantee": [], "forced": []}


@pytest.mark.parametrize("name", WITH_SCHEMA)
def test_schemas_are_fresh(name: str) -> None:
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema(name), COMMAND


def test_the_tables_are_fresh() -> None:
    text = README.read_text("utf-8")
    assert text == renewed(text), COMMAND


def test_every_key_has_a_row_with_its_meaning() -> None:
    rows = [line for line in tables().splitlines() if line.startswith("| `")]
    assert len(rows) > 300
    assert [row for row in rows if len(row.split(" | ")[2].strip(" |")) < 5] == []
    for kind in (Comparison, PlanFile, Certificates):
        assert all(any(f"| `{name}` |" in row for row in rows) for name in kind.model_fields)


def test_a_page_that_does_not_say_where_is_not_written() -> None:
    with pytest.raises(ValueError, match="tables of keys: begin"):
        renewed("# A page")


def test_what_is_written_fits_the_schema() -> None:
    made = comparison(
        results=(result("all_in", "aligned", 5),), savings=(saving("all_in", "aligned", "combined", 1, None),)
    )
    validator = Draft202012Validator(json.loads(schema("comparison")))
    assert list(validator.iter_errors(json.loads(made.to_json()))) == []
    assert [error.json_path for error in validator.iter_errors(json.loads(made.to_json()) | {"interrupted": 3})] == [
        "$.interrupted"
    ]


def _certificates(certificate: object, **others: object) -> str:
    row = {"question": "all_in", "bound_from": "bundled", "bound": 7, "proves": ["bundled"], "certificate": certificate}
    return json.dumps({"format_version": 2, **EMPTY, "certificates": [row]} | others)


def test_certificates_keep_what_is_stated_and_no_more() -> None:
    text = _certificates({"kind": "prices", "scale": 100, "heads": {"0": [1, 2]}, "project": {"10": -3}})
    read = Certificates.model_validate_json(text)
    assert json.loads(read.to_json()) == json.loads(text)
    assert list(Draft202012Validator(json.loads(schema("certificates"))).iter_errors(json.loads(text))) == []


@pytest.mark.parametrize("key", ["00", "01", "+1", "-1", " 1", "1 ", "1\n", "٠", "1.0", "1e0", "", "x", "9" * 19])
def test_a_number_is_spelt_in_one_way(key: str) -> None:
    for certificate in (
        {"kind": "prices", "scale": 1, "project": {key: 1}},
        {"kind": "prices", "scale": 1, "parts": {"0": {key: [1]}}},
        {"kind": "lateness", "projects": {key: {"pool": None, "head": 0, "tail": 0}}},
    ):
        text = _certificates(certificate)
        with pytest.raises(ValidationError, match="match pattern"):
            Certificates.model_validate_json(text)
        if key != "1\n":  # the $ of Python's patterns, unlike that of JSON Schema, also stands before a line's end
            assert list(Draft202012Validator(json.loads(schema("certificates"))).iter_errors(json.loads(text)))


def test_of_two_certificates_for_one_thing_neither_counts() -> None:
    row = {"question": "all_in", "bound": 7, "certificate": {"kind": "prices", "scale": 1}}
    with pytest.raises(ValidationError, match="two certificates for all_in"):
        Certificates.model_validate_json(json.dumps({"format_version": 2, **EMPTY, "guarantee": [row, row]}))
