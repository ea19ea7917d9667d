"""Whatever a workbook holds, reading gives findings or a programme, never a traceback; damaged files likewise."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planner.intake.workbook.sheets import FILES, PROGRAMME, sheets, write
from wijkplan.planner.intake.read_programme import load, read_one
from wijkplan.planner.intake.workbook.annotate import annotated
from wijkplan.planner.intake.workbook.headings import HEADINGS, SHEETS
from wijkplan.planner.intake.workbook.layout import all_tables

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "R-1",
        "P09",
        "a",
        "P09-S1",
        "Eerste straat",
        "wk 14",
        "2027-W36",
        "2027-W60",
        "1.250",
        "12,5",
        "ja",
        "x",
        "=1+1",
        "voorbeeld",
        "SEW; MCH",
    ]
)
CELLS = (
    st.none()
    | TEXTS
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.dates(date(1900, 3, 1), date(2200, 1, 1))
    | st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1))
    | st.just(time(3, 30))
)
HEADS = st.sampled_from(sorted({name for pair in HEADINGS.values() for name in pair})) | TEXTS
NAMES = st.sampled_from(
    sorted({name for pair in SHEETS.values() for name in pair} | {"Blad1", "Notities", "Werk 2027"})
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=5)
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _amiss(path: Path) -> list[str]:
    """What is wrong with what is said of a workbook; reading it, and marking its cells, raises nothing."""
    programme, findings = load([path, PROGRAMME])
    amiss = (
        []
        if (programme is None) == any(f.severity == "error" for f in findings)
        else ["no programme and no error, or both"]
    )
    amiss += [f"a cell without its sheet: {f}" for f in findings if f.cell and not f.sheet]
    amiss += [f"not said: {f}" for f in findings if not (str(f.what) and str(f.remedy) and str(f.why))]
    if read_one(path)[1] and not any(f.kind == "unreadable-workbook" for f in findings):
        annotated(path, [f for f in findings if f.file == str(path)], "nl")
    return amiss


@SLOW
@given(draw=st.data())
def test_any_sheets(tmp_path: Path, draw: st.DataObject) -> None:
    rows = dict(sheets())
    for _ in range(draw.draw(st.integers(1, 3))):
        name = draw.draw(NAMES)
        rows[name] = [draw.draw(st.lists(HEADS, min_size=1, max_size=7, unique=True)), *draw.draw(ROWS)]
    assert _amiss(write(tmp_path / "a.xlsx", rows)) == []


@SLOW
@given(draw=st.data())
def test_any_cells_in_known_columns(tmp_path: Path, draw: st.DataObject) -> None:
    table = draw.draw(st.sampled_from(sorted(all_tables())))
    columns = [
        column.path if column.owner is None else HEADINGS.get(f"{column.owner}/{column.path}", (column.path,))[0]
        for column in all_tables()[table].columns
    ]
    lines = draw.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=4))
    kind = draw.draw(st.sampled_from(["employer", "client", "programme"]))
    form = [
        ["kind", kind],
        ["Kenmerk", "gemeente"],
        ["name", "Gemeente"],
        ["regime", "classic"],
        ["sector", "civil"],
        ["start", draw.draw(CELLS)],
    ]
    assert _amiss(write(tmp_path / "a.xlsx", sheets(Begin=form) | {SHEETS[table][0]: [columns, *lines]})) == []


@pytest.mark.parametrize("name", ["clean.xlsx", "messy.ods"])
def test_damaged_files(tmp_path: Path, name: str) -> None:
    raw, drawn = (FILES / name).read_bytes(), random.Random(1)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = {part: packed.read(part) for part in packed.namelist()}
    path = tmp_path / name
    for turn in range(60):
        if turn % 2:
            damaged = bytearray(raw)
            for _ in range(drawn.randint(1, 20)):
                damaged[drawn.randrange(len(damaged))] = drawn.randrange(256)
            path.write_bytes(bytes(damaged))
        else:
            path.write_bytes(_with_a_part_changed(parts, drawn))
        record, findings = read_one(path)
        assert record is not None or any(f.severity == "error" and str(f.what) and str(f.remedy) for f in findings), (
            turn
        )


def _with_a_part_changed(parts: dict[str, bytes], drawn: random.Random) -> bytes:
    changed = dict(parts)
    part = drawn.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = bytearray(parts[part])
    for _ in range(drawn.randint(1, 6)):
        at = drawn.randrange(len(text))
        if drawn.random() < 0.5:
            del text[at : at + drawn.randint(1, 40)]
        else:
            text[at:at] = drawn.choice([b"9999999", b'<c r="ZZZ9"/>', b"-1", b"&#0;", b'r="A0"', b't="s"', b"<"])
    changed[part] = bytes(text)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in changed.items():
            packed.writestr(name, content)
    return stream.getvalue()
