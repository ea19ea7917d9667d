"""Tables as text and programmes in workbooks as people keep them: what is said of each, once and at its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.command import wijkplan
from tests.support.right_inputs import Book, right
from wijkplan.planner.intake.exchange.grid import hash_of
from wijkplan.planner.intake.read_programme import Loaded, load_all

HEAD = ("Projectnummer", "Werksoort", "Wijk", "Straat", "Riool (m)", "van", "tot")
FIELDS = ("id", "work_type", "district", "places.street", "places.sewer_metres", "wanted.start", "wanted.end")
FIRST = "A1;riolering;P09;P09-S1;12,5;2027-W36;2028-W10\n"
EVERYWHERE = {"street-overlap", "missing-client", "thresholds-unknown", "trade-in-several-ways", "no-supply"}
METRES = 956  # of the right files


def _table(at: Path, rows: str) -> Path:
    """A table of a client with a mapping that was agreed."""
    columns = "\n".join(f'"{head}" = "{field}"' for head, field in zip(HEAD, FIELDS, strict=True))
    mapping = (
        'agreed = true\nseparator = ";"\nencoding = "utf-8"\ndecimal = ","\nsheet = "projects"\n'
        f'headings = "{hash_of(HEAD)}"\n[sender]\nkind = "client"\nid = "cs"\nname = "CS"\nregime = "classic"\n'
        f"[columns]\n{columns}\n"
    )
    (at / "cs.mapping.toml").write_text(mapping, "utf-8")
    (at / "cs.csv").write_text(";".join(HEAD) + "\n" + rows, "utf-8")
    return at / "cs.csv"


def _told(loaded: Loaded, name: str) -> list[tuple[str, str, str]]:
    for count in loaded.reckoning.values():
        assert abs(count.sent - count.read - count.named) < 1e-6 * (1 + count.sent)
    kept = [f for f in loaded.findings if f.kind not in EVERYWHERE and Path(f.file).name == name]
    return sorted((f.severity, f.kind, f.cell) for f in kept)


@pytest.mark.parametrize(
    ("rows", "said", "metres"),
    [
        ("A2;riolering;P09;P09-S2;120 m;2027-W36;2028-W10\n", [], 120),
        ("A\u20112;riole\u00adring;P09;P09\u2011S2;1\u202f250;2027\u2011W36;2028-W10\n", [], 1250),
        (f"{';'.join(HEAD)}\nA2;riolering;P09;P09-S2;120;2027-W36;2028-W10\n", [("hint", "headings-again", "A3")], 120),
        ("Totaal;;;;12,5;;\n", [("hint", "total-row", "A3")], 0),
        (";;;;;;\nOpgesteld door J. de Vries;;;;;;\n", [("hint", "note-below", "A4")], 0),
        ("a1;riolering;P09;P09-S2;120;2027-W36;2028-W10\n", [("warning", "codes-alike", "A3")], 120),
        ("A2;riolering;P09;P09-S2;120;2027-W36;2028-W10;extra\n", [("warning", "outside-columns", "H3")], 120),
        (
            "A2;riolering;P09;P09-S2;120;september 2027;Q1 2028\n",
            [("hint", "week-read-as", "F3"), ("hint", "week-read-as", "G3")],
            120,
        ),
        ("A2;riolering;P09;P09-S2;-120;2027-W36;2028-W10\n", [("error", "out-of-range", "E3")], 0),
    ],
)
def test_of_a_table_each_thing_is_said_once(
    rows: str, said: list[tuple[str, str, str]], metres: float, tmp_path: Path
) -> None:
    right().write(tmp_path)
    _table(tmp_path, FIRST + rows)
    loaded = load_all([tmp_path])
    assert _told(loaded, "cs.csv") == said
    assert loaded.reckoning["metres"].read == METRES + 12.5 + metres


def test_a_table_has_a_marked_copy_as_workbook(tmp_path: Path) -> None:
    right().write(tmp_path)
    _table(tmp_path, FIRST + "A2;riolering;P09;P09-S2;veel;2027-W36;2028-W10\n")
    done = wijkplan("check", tmp_path, "--annotate", tmp_path / "uit", "--language", "nl")
    assert done.returncode == 1 and "cs.csv.nagekeken.xlsx" in done.stderr
    book = load_workbook(tmp_path / "uit" / "cs.csv.nagekeken.xlsx")
    assert book.sheetnames == ["Bevindingen", "cs"]
    cell = book["cs"]["E3"]
    assert cell.value == "veel" and "Het is geen getal." in cell.comment.text


def _programme(at: Path, start: Any = "2027-W01", weeks: Any = 156, district: str = "P09") -> Loaded:
    form = [
        ["Soort opgave", "programma"], ["Naam van het programma", "P"], ["Eerste week of datum", start],
        ["Horizon (weken)", weeks],
    ]  # fmt: skip
    streets = [[f"P09-S{i}", district if i == 1 else "P09", f"Straat {i}", 9000] for i in range(1, 7)]
    head = ["Straatcode", "Wijk", "Straatnaam", "Woningen (aantal)"]
    folder = right()
    folder.books["programma.xlsx"] = Book({"Begin": form, "Straten": [head, *streets]})
    folder.write(at)
    (at / "programme.json").unlink()
    return load_all([at])


@pytest.mark.parametrize(
    ("change", "cell", "value"),
    [
        ({"weeks": "3 jaar"}, "B4", "3 jaar"),
        ({"start": 2027}, "B3", "2027"),
        ({"district": "Groningen"}, "B2", "Groningen"),
    ],
)
def test_nobody_is_judged_by_a_value_of_the_programme_that_was_refused(
    change: dict[str, Any], cell: str, value: str, tmp_path: Path
) -> None:
    """One finding, at the programme, with what was typed."""
    errors = [f for f in _programme(tmp_path, **change).findings if f.severity == "error"]
    assert [(Path(f.file).name, f.cell, f.value) for f in errors] == [("programma.xlsx", cell, value)]


def test_rows_of_one_project_are_one_however_their_weeks_and_code_are_typed(tmp_path: Path) -> None:
    right().write(tmp_path)
    rows = "A2;riolering;P09;P09-S2;120;6-9-2027;3-3-2028\n\ufeffA2;riolering;P09;P09-S3;130;2027-09-06;3 maart 2028\n"
    _table(tmp_path, FIRST + rows)
    loaded = load_all([tmp_path])
    assert _told(loaded, "cs.csv") == [] and loaded.programme is not None
    assert loaded.reckoning["metres"].read == METRES + 12.5 + 120 + 130


def test_a_table_of_which_each_line_is_quoted_is_told_in_a_few_words(tmp_path: Path) -> None:
    right().write(tmp_path)
    path = _table(tmp_path, FIRST)
    path.write_text("".join(f'"{line}\n' for line in path.read_text("utf-8").splitlines()), "utf-8")
    (told,) = [f for f in load_all([tmp_path]).findings if f.kind == "mapping-outdated"]
    assert len(told.what) < 300 and "\n" not in told.what
