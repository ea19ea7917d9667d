"""One cell of a right file as people type it: what is read of it, or the one finding that names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.right_inputs import Folder, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.submission.schema import Client, Employer

EVERYWHERE = {"street-overlap", "missing-client", "thresholds-unknown", "trade-in-several-ways", "no-supply"}
CLIENT, EMPLOYER = "gemeente.xlsx", "wegen.xlsx"


def _read(folder: Folder, at: Path) -> tuple[Loaded, list[Finding]]:
    folder.write(at)
    loaded = load_all([at])
    for name, count in loaded.reckoning.items():
        assert abs(count.sent - count.read - count.named) < 1e-6 * (1 + count.sent), name
    return loaded, [f for f in loaded.findings if f.kind not in EVERYWHERE]


def _of(loaded: Loaded, name: str) -> Client | Employer:
    record = next(one.record for one in loaded.submitted if one.file.endswith(name))
    assert isinstance(record, Client | Employer)
    return record


def _typed(book: str, sheet: str, column: int, value: Any, at: Path, shown: str = "") -> tuple[Loaded, list[Finding]]:
    """The first row of a sheet with another value in one of its columns."""
    folder = right()
    folder.books[book].sheets[sheet][1][column] = value
    if shown:
        folder.books[book].formats[sheet, 1, column] = shown
    return _read(folder, at)


@pytest.mark.parametrize(
    ("typed", "heads"),
    [
        ("4 man", 4),
        ("4 pers.", 4),
        ("4 fte", 4),
        ("4,5", 4.5),
        ("\u200b11", 11),
        ("11\n", 11),
        ("１１", 11),
        ("11 mensen", 11),
    ],
)
def test_heads_are_read_as_people_write_them(typed: str, heads: float, tmp_path: Path) -> None:
    loaded, found = _typed(EMPLOYER, "Ploegen", 4, typed, tmp_path)
    crew = next(c for c in _of(loaded, EMPLOYER).crews if c.id == "SEWER")  # type: ignore[union-attr]
    assert (crew.heads, found) == (heads, [])


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("80%", "wrong-unit"),
        ("40 uur", "wrong-unit"),
        ("8h", "wrong-unit"),
        ("4 st", "wrong-unit"),
        ("vier", "wrong-number"),
        ("2-3", "wrong-number"),
        ("±4", "wrong-number"),
        ("?", "wrong-number"),
        (1e308, "wrong-number"),
        (1_000_000, "absurd-quantity"),
        (5e-324, "out-of-range"),
    ],
)
def test_what_may_be_other_than_heads_is_one_error(typed: Any, kind: str, tmp_path: Path) -> None:
    _, found = _typed(EMPLOYER, "Ploegen", 4, typed, tmp_path)
    assert [(f.kind, f.severity, f.sheet, f.cell) for f in found] == [(kind, "error", "Ploegen", "E2")]


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("120 m1", 120), ("0,12 km", 120), ("1 250", 1250), ("1\u00a0250", 1250), ("1'250", 1250), ("1.250,50", 1250.5)],
)
def test_metres_are_read_as_people_write_them(typed: str, metres: float, tmp_path: Path) -> None:
    loaded, found = _typed(CLIENT, "Werk", 3, typed, tmp_path)
    place = _of(loaded, CLIENT).projects[0].places[0]
    assert (place.sewer_metres, [f for f in found if f.severity == "error"]) == (metres, [])


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("1.250", "ambiguous-number"),
        ("120 m2", "wrong-unit"),
        ("120 woningen", "wrong-unit"),
        ("€ 120", "wrong-unit"),
        ("12O", "wrong-number"),
        ("ca 120", "wrong-number"),
        ("#REF!", "wrong-number"),
        ("-120", "out-of-range"),
        ("1,5 mln", "out-of-range"),
        ("=120", "formula-without-value"),
    ],
)
def test_what_may_be_other_than_metres_is_one_error(typed: str, kind: str, tmp_path: Path) -> None:
    _, found = _typed(CLIENT, "Werk", 3, typed, tmp_path)
    assert [(f.kind, f.severity, f.sheet, f.cell) for f in found] == [(kind, "error", "Werk", "D2")]


@pytest.mark.parametrize(
    "typed",
    ["29-mrt-27", "29 maart 2027", "29/3/27", "29.3.2027", "wk 13 2027", "13/2027", "20270329", "29\u201103\u20112027"],
)
def test_weeks_and_days_are_read_as_people_write_them(typed: str, tmp_path: Path) -> None:
    loaded, found = _typed(CLIENT, "Projecten", 3, typed, tmp_path)
    assert (_of(loaded, CLIENT).projects[0].wanted.start, found) == (date(2027, 3, 29), [])


@pytest.mark.parametrize(
    "typed",
    [
        "mrt-27",
        "voorjaar 2027",
        "2027-02-30",
        "2027-W53",
        "wk 0",
        "z.s.m.",
        "29-03-27 t/m 10-04-27",
        -5,
        1e10,
    ],
)
def test_what_is_no_one_week_is_one_error(typed: Any, tmp_path: Path) -> None:
    _, found = _typed(CLIENT, "Projecten", 3, typed, tmp_path)
    assert [(f.kind, f.severity, f.cell) for f in found] == [("wrong-date", "error", "D2")]


@pytest.mark.parametrize(
    ("typed", "work_type"),
    [
        ("gescheiden stelsel", "sewer"),
        ("DWA", "sewer"),
        ("MS-kabel", "cabling"),
        ("glasvezel", "telecom"),
        ("asfalt", "paving"),
    ],
)
def test_kinds_of_work_are_known_by_what_people_call_them(typed: str, work_type: str, tmp_path: Path) -> None:
    loaded, _ = _typed(CLIENT, "Projecten", 1, typed, tmp_path)
    assert _of(loaded, CLIENT).projects[0].work_type == work_type


@pytest.mark.parametrize(("typed", "trade"), [("Rioolmonteur", "SEW"), ("loodgieter", "PLB"), ("sew", "SEW")])
def test_trades_are_known_by_what_people_call_them(typed: str, trade: str, tmp_path: Path) -> None:
    loaded, found = _typed(EMPLOYER, "Ploegen", 1, typed, tmp_path)
    assert ([c.trade for c in _of(loaded, EMPLOYER).crews if c.id == "SEWER"], found) == ([trade], [])  # type: ignore[union-attr]


@pytest.mark.parametrize("town", ["Utrecht", "Den Bosch", "Hengelo", "Appingedam", "GM0003"])
def test_a_town_is_asked_which_district(town: str, tmp_path: Path) -> None:
    _, found = _typed(CLIENT, "Projecten", 2, town, tmp_path)
    assert [(f.kind, f.cell) for f in found] == [("unknown-district", "C2")] and "Which district" in found[0].remedy


def _sheets(change: Callable[[dict[str, list[list[Any]]]], object], at: Path) -> tuple[Loaded, list[Finding]]:
    folder = right()
    change(folder.books[CLIENT].sheets)
    return _read(folder, at)


def test_a_copied_sheet_is_one_error(tmp_path: Path) -> None:
    """Not one for each of its rows as well."""
    _, found = _sheets(lambda sheets: sheets.update({"Werk (kopie)": [[*row] for row in sheets["Werk"]]}), tmp_path)
    assert [(f.kind, f.sheet, f.rows) for f in found] == [("sheet-twice", "Werk (kopie)", (1, 2, 3, 4))]


def test_a_column_of_numbers_that_is_not_read_is_a_warning(tmp_path: Path) -> None:
    def added(sheets: dict[str, list[list[Any]]]) -> None:
        sheets["Werk"] = [[*row, 5 if r else "Warmtepompjes"] for r, row in enumerate(sheets["Werk"])]

    _, found = _sheets(added, tmp_path)
    assert [(f.kind, f.severity, f.cell) for f in found] == [("extra-column", "warning", "E1")]


@pytest.mark.parametrize(
    ("first", "last", "kinds"),
    [
        (date(2027, 6, 7), None, []),
        (None, date(2028, 12, 1), []),
        (date(2028, 10, 2), date(2027, 10, 1), ["reversed-dates"]),
    ],
)
def test_a_window_of_one_side_is_read_and_one_turned_round_is_one_error(
    first: date | None, last: date | None, kinds: list[str], tmp_path: Path
) -> None:
    def added(sheets: dict[str, list[list[Any]]]) -> None:
        sheets["Projecten"][0] += ["Niet eerder dan", "Niet later dan"]
        sheets["Projecten"][1] += [first, last]

    loaded, found = _sheets(added, tmp_path)
    window = _of(loaded, CLIENT).projects[0].window
    assert [f.kind for f in found] == kinds and window is not None and (window.start, window.end) == (first, last)
