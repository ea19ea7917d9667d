"""JSON to workbook and back: the same submission, for everything under instances/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkplan.planner.intake.decode import decode
from wijkplan.planner.intake.read_programme import read_one
from wijkplan.planner.intake.validate import Submitted
from wijkplan.planner.intake.workbook.convert import NotTheSame, values_of, workbook
from wijkplan.planner.reference import load
from wijkplan.planner.submission.schema import Employer
from wijkplan.planner.text import Language

INSTANCES = Path(__file__).parents[4] / "instances"
ALL = sorted(
    path
    for path in INSTANCES.rglob("*.json")
    if not path.name.endswith((".expected.json", "newcomers.json")) and not {"schema", "planted"} & set(path.parts)
)
# Refused, because a workbook would mend or merge what is wrong in them: two projects with one id; a district and a
# region by name.
REFUSED = {"duplicate-id/client.json", "unknown-district/programme.json", "unknown-region/employer.json"}


def _read(path: Path) -> Submitted | None:
    submitted, findings = read_one(path)
    return None if findings else submitted


def _back(raw: bytes, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "back.xlsx"
    path.write_bytes(raw)
    submitted, findings = read_one(path)
    assert submitted is not None and findings == []
    return values_of(submitted.record)


EACH = pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.nightly)])
"""One file in so many; all of them where there is time."""


@EACH
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pilot_the_examples_and_the_tiny_ones(tmp_path: Path, language: Language, step: int) -> None:
    paths = [path for path in ALL if "invalid" not in path.parts]
    assert len(paths) > 90
    pilot = [path for path in paths if "pilot" in path.parts]
    for path in [*(p for p in paths if p not in pilot), *pilot[::step]][language == "en" :: 2]:  # each in one language
        submitted = _read(path)
        assert submitted is not None, path
        assert _back(workbook(submitted.record, language, load()), tmp_path) == values_of(submitted.record), path


@EACH
def test_those_with_errors_of_meaning_too(tmp_path: Path, step: int) -> None:
    refused = set()
    different = {
        path.read_bytes(): path for path in reversed(ALL) if "invalid" in path.parts
    }  # most folders share two of three files
    for k, path in enumerate(different.values()):
        if k % step and "/".join(path.parts[-2:]) not in REFUSED:
            continue
        submitted = _read(path)
        if submitted is None:
            continue
        try:
            assert _back(workbook(submitted.record, "nl", load()), tmp_path) == values_of(submitted.record), path
        except NotTheSame:
            refused.add("/".join(path.parts[-2:]))
    assert refused == REFUSED


TEXT = st.text(min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(
    name=TEXT,
    note=TEXT,
    heads=st.floats(0, 1e6),
    legal=st.sampled_from(["=1+1", "007", "a_x000D_b", "a\r\nb", "'x", "1.250", "x" * 4000]),
)
def test_any_text_and_number(
    tmp_path_factory: pytest.TempPathFactory, name: str, note: str, heads: float, legal: str
) -> None:
    crew = {"id": "1", "trade": "SEW", "region": "AM01", "heads": heads, "legal_basis": legal}
    data = {
        "kind": "employer",
        "format_version": 1,
        "id": "2027",
        "name": name,
        "note": note,
        "sector": "civil",
        "crews": [crew],
    }
    record = Employer.model_validate(data)
    try:
        raw = workbook(record, "nl", load())
    except NotTheSame:
        return  # refused rather than changed
    assert _back(raw, tmp_path_factory.mktemp("text")) == values_of(record)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "007", "a_x000D_b", "a\r\nb", "tab\tnew\nline", "é – ✓ 🏠", "'quoted'", "1.250", "2027-01-04", " padded "],
)
def test_text_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    crew = {"id": "1", "trade": "SEW", "region": "AM01", "heads": 0.1 + 0.2}
    record = Employer.model_validate(
        {"kind": "employer", "format_version": 1, "id": "e", "name": text, "sector": "civil", "crews": [crew]}
    )
    back = _back(workbook(record, "en", load()), tmp_path)
    assert back == values_of(record) and back["name"] == text


def test_what_no_cell_can_hold_is_refused() -> None:
    crew = {"id": "1", "trade": "SEW", "region": "AM01", "heads": 1}
    record = Employer.model_validate(
        {"kind": "employer", "format_version": 1, "id": "e", "name": "x" * 40_000, "sector": "civil", "crews": [crew]}
    )
    with pytest.raises(NotTheSame):
        workbook(record, "nl", load())


def test_what_stands_empty_comes_back_as_not_there() -> None:
    decoded = decode(INSTANCES / "pilot" / "employer-E-BR-NETB.json", load())
    assert decoded.data is not None and decoded.data["projects"] == []
    submitted = _read(INSTANCES / "pilot" / "employer-E-BR-NETB.json")
    assert submitted is not None and "projects" not in values_of(submitted.record)
