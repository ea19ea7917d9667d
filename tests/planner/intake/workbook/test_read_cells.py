"""One cell: what is read, what is asked about, what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from wijkplan.planner.intake.workbook.cell_fault import Around
from wijkplan.planner.intake.workbook.date_cells import WeekOnly, parse
from wijkplan.planner.intake.workbook.layout import Column, all_tables
from wijkplan.planner.intake.workbook.lookups import lookups
from wijkplan.planner.intake.workbook.read_cells import read
from wijkplan.planner.reference import load

LOOKUPS = lookups(load())


def column(table: str, path: str) -> Column:
    """A column of the schema."""
    return next(c for c in all_tables()[table].columns if c.path == path and c.owner is None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-W14", date(2027, 4, 5)),
        ("2027w14", date(2027, 4, 5)),
        ("week 14 2027", date(2027, 4, 5)),
        ("wk 14-2027", date(2027, 4, 5)),
        (202714.0, date(2027, 4, 5)),
        ("2027-04-05", date(2027, 4, 5)),
        ("5-4-2027", date(2027, 4, 5)),
        ("5/4/27", date(2027, 4, 5)),
        (" 5  april 2027 ", date(2027, 4, 5)),
        ("ma 5 apr. 2027", date(2027, 4, 5)),
        (datetime(2027, 4, 5, 12), date(2027, 4, 5)),
        (46482.0, date(2027, 4, 5)),  # a date cell that lost its format
        ("wk 14", WeekOnly(14)),
        (14.0, WeekOnly(14)),
        ("2027-W53", None),  # 2027 has 52 weeks
        ("4/13/2027", None),  # the day comes first
        ("4-2027", None),  # a week or a month
        ("31-2-2027", None),
        ("ooit", None),
        (float("nan"), None),
        (True, None),
    ],
)
def test_dates_and_weeks(cell: Any, day: object) -> None:
    assert parse(cell) == day


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12.0, 12),
        ("12", 12),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1.250,75", 1250.75),
        ("1,250.75", 1250.75),
        ("1.250.000", 1250000),
        ("1 250,5", 1250.5),
        ("120 m", 120),
        ("0,125", 0.125),
    ],
)
def test_numbers(cell: Any, value: float) -> None:
    assert read(column("projects.places", "sewer_metres"), cell, {}) == (value, None)


@pytest.mark.parametrize(
    ("table", "path", "cell", "kind"),
    [
        ("projects.places", "sewer_metres", "1.250", "ambiguous-number"),
        ("projects.places", "sewer_metres", "veel", "wrong-number"),
        ("projects.places", "sewer_metres", date(2027, 1, 4), "wrong-number"),
        ("projects.places", "sewer_metres", True, "wrong-number"),
        ("projects", "wanted.start", "ooit", "wrong-date"),
        ("projects", "wanted.start", "wk 14", "week-without-year"),
        ("projects", "work_type", "aanleg van tuinen", "unknown-work-type"),
        ("crews", "consent", "misschien", "wrong-choice"),
        ("crews", "trade", "monteur laag spanning", "unknown-trade"),
        ("crews", "lendable_percent", 0.5, "percent-as-fraction"),
    ],
)
def test_what_is_not_understood_is_said(table: str, path: str, cell: Any, kind: str) -> None:
    _, fault = read(column(table, path), cell, LOOKUPS)
    assert fault is not None and fault.kind == kind


def test_a_near_miss_gets_the_nearest_name() -> None:
    _, fault = read(column("crews", "trade"), "stratenmakers en co", LOOKUPS)
    assert fault is not None and "PAV" in fault.remedy


def test_a_share_typed_as_percentage_is_read_with_a_warning() -> None:
    value, fault = read(column("crews", "lendable_percent"), 0.5, LOOKUPS)
    assert value == 50 and fault is not None and fault.severity == "warning"


def test_several_values_in_one_cell() -> None:
    reach = column("crews", "reachable_regions")
    assert read(reach, "AM02; Drenthe ;AM04 – Regio Zwolle", LOOKUPS) == (["AM02", "AM03", "AM04"], None)
    assert read(reach, "AM02, AM03", LOOKUPS) == (["AM02", "AM03"], None)
    assert read(column("projects", "after"), 101.0, LOOKUPS) == (["101"], None)


@pytest.mark.parametrize(
    ("cell", "code", "severity"),
    [
        ("LS ploeg", "LS-ploeg", "hint"),
        ("K/27 (noord)", "K-27-noord", "hint"),
        ("LS-ploeg", "LS-ploeg", None),
        ("???", "???", None),
    ],
)
def test_a_code_with_spaces_is_read_as_people_mean_it(cell: str, code: str, severity: str | None) -> None:
    value, fault = read(column("crews", "id"), cell, LOOKUPS)
    assert (value, fault and fault.severity) == (code, severity)
    mention = next(c for c in all_tables()["crews.leave"].columns if c.path == "id" and c.owner)
    assert read(mention, cell, LOOKUPS) == (code, None)  # said once, where it is defined
    assert read(column("projects", "client"), "Gemeente Oldambt", LOOKUPS) == (
        "Gemeente Oldambt",
        None,
    )  # a name, looked up later


@pytest.mark.parametrize(
    ("said", "trade"),
    [("LS monteur", "LVM"), ("kraanmachinist", "MCH"), ("Elektricien", "ELE"), ("grondwerker", "GRW")],
)
def test_trades_by_what_people_call_them(said: str, trade: str) -> None:
    assert read(column("crews", "trade"), said, LOOKUPS) == (trade, None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("29-mrt-27", date(2027, 3, 29)),
        ("ma 29-3-2027", date(2027, 3, 29)),
        ("29-03-2027 00:00", date(2027, 3, 29)),
        ("20270329", date(2027, 3, 29)),
        (20270329.0, date(2027, 3, 29)),
        ("29 mrt '27", date(2027, 3, 29)),
        ("2027-13", date(2027, 3, 29)),
        ("13-2027", date(2027, 3, 29)),
        ("week 13 (2027)", date(2027, 3, 29)),
    ],
)
def test_dates_as_people_type_them(cell: Any, day: date) -> None:
    assert parse(cell) == day


@pytest.mark.parametrize(
    ("table", "path", "cell", "value"),
    [
        ("crews", "heads", "4 man", 4),
        ("projects.places", "sewer_metres", "400 m1", 400),
        ("projects.places", "sewer_metres", "1\u00a0250", 1250),
        ("projects.places", "sewer_metres", "2 km", 2000),
        ("frameworks", "remaining_eur", "1,5 mln", 1_500_000),
        ("frameworks", "remaining_eur", "€ 2M", 2_000_000),
        ("crews", "lendable_percent", "100%", 100),
    ],
)
def test_units_of_the_column_are_read(table: str, path: str, cell: str, value: float) -> None:
    assert read(column(table, path), cell, LOOKUPS) == (value, None)


@pytest.mark.parametrize(
    ("table", "path", "cell"),
    [
        ("crews", "heads", "80%"),
        ("crews", "heads", "40 uur"),
        ("projects.places", "homes", "60%"),
        ("projects.places", "sewer_metres", "3 man"),
    ],
)
def test_units_of_another_column_are_a_fault(table: str, path: str, cell: str) -> None:
    _, fault = read(column(table, path), cell, LOOKUPS)
    assert fault is not None and (fault.severity, fault.kind) == ("error", "wrong-unit")


def test_a_cell_shown_as_percentage_is_a_hundred_times_its_number() -> None:
    share = column("crews", "lendable_percent")
    assert read(share, 1.0, LOOKUPS, Around(percent=True)) == (100, None)
    assert read(share, 0.29, LOOKUPS, Around(percent=True)) == (29, None)
    _, fault = read(share, 0.004, LOOKUPS, Around(percent=True))
    assert fault is not None and fault.severity == "error"  # 0.4 % is asked about, never 0
    _, fault = read(column("crews", "heads"), 0.8, LOOKUPS, Around(percent=True))
    assert fault is not None and fault.kind == "wrong-unit"


@pytest.mark.parametrize(
    ("path", "cell", "said"),
    [
        ("trade", "BEI-VP", "LVM"),
        ("trade", "dakdekker", "Leave this row out"),
        ("region", "Arnhem", "AM07"),
        ("region", "AM 8", "AM08"),
    ],
)
def test_what_people_say_instead_is_asked_with_what_it_may_be(path: str, cell: str, said: str) -> None:
    _, fault = read(column("crews", path), cell, LOOKUPS)
    assert fault is not None and said in fault.remedy


def test_a_town_is_asked_for_its_district() -> None:
    for town in ("Utrecht", "Den Haag", "Groningen"):
        _, fault = read(column("projects", "district"), town, LOOKUPS)
        assert fault is not None and "municipality" in fault.what and "Which district?" in fault.remedy
