"""Sheets and columns follow from the schema, and every one has its names."""

from __future__ import annotations

from collections import Counter

import pytest
from pydantic import BaseModel

from wijkplan.planner.intake.workbook.headings import CHOICES, SHEETS, heading_pair
from wijkplan.planner.intake.workbook.layout import ROOTS, Table, tables
from wijkplan.planner.intake.workbook.lookups import folded, lookups
from wijkplan.planner.intake.workbook.recognise_sheets import bare
from wijkplan.planner.reference import load

ALL = {table.name: table for kind in ROOTS for table in tables(kind)}


def _leaves(model: type[BaseModel]) -> int:
    """Values of a record and of all records inside it."""
    from wijkplan.planner.intake.workbook.layout import _record, list_of

    inside = [list_of(field) or _record(field) for field in model.model_fields.values()]
    return sum(_leaves(record) if record is not None else 1 for record in inside)


@pytest.mark.parametrize("kind", ROOTS)
def test_every_value_of_the_schema_has_a_column(kind: str) -> None:
    assert sum(not c.helper for table in tables(kind) for c in table.own) == _leaves(ROOTS[kind])


@pytest.mark.parametrize("table", ALL.values(), ids=lambda table: table.name or "form")
def test_every_sheet_and_column_has_names(table: Table) -> None:
    assert len(SHEETS[table.name]) == 2
    for column in table.columns:
        assert all(heading_pair(table.name, column))
        assert set(column.choices) <= set(CHOICES)


@pytest.mark.parametrize("table", ALL.values(), ids=lambda table: table.name or "form")
@pytest.mark.parametrize("language", [0, 1], ids=["nl", "en"])
def test_headings_of_a_sheet_differ_also_without_units(table: Table, language: int) -> None:
    names = Counter(folded(bare(heading_pair(table.name, column)[language])) for column in table.columns)
    assert [name for name, count in names.items() if count > 1] == []


def test_a_wijk_is_not_read_as_the_part_of_it_that_is_listed() -> None:
    """Overvecht-Noord is listed, with 600 homes, and lies in wijk Overvecht, with 16,781; Brunssum-Noord is a wijk and
    listed; Zwanenveld is listed as *Dukenburg (Zwanenveld)* and lies in wijk Dukenburg."""
    districts = lookups(load())["district"]
    assert districts.find("WK034403") == "WK034403" and load().districts["WK034403"].homes == 16_781
    assert districts.find("WK026807") == "WK026807"
    assert districts.find("WK089902") == "P04"


def test_names_that_stand_for_several_are_not_guessed() -> None:
    districts = lookups(load())["district"]
    assert districts.find("P09 – Paddepoel") == districts.find("p09") == districts.find("BU00141000") == "P09"
    assert districts.find("Groningen") is None  # a municipality: which of its districts is asked
    assert districts.find("Paddepoel") == "P09"
    trades = lookups(load())["trade"]
    assert trades.find("kabellegger") == trades.find("Cable layer") == trades.find("GRW") == "GRW"
    assert trades.find("monteur") is None
