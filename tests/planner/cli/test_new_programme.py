"""The core team's own door: from nothing to a plan of a district that nobody here prepared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.command import wijkplan

MOST_COMMANDS, MOST_VALUES = 12, 40
FIRST_ROW = 5  # below headings, what empty means and the example


class Walk:
    """What a new member of the core team does: commands, and values typed into workbooks, both counted."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.commands, self.values = folder, 0, 0

    def run(self, *arguments: object) -> str:
        self.commands += 1
        done = wijkplan(*map(str, arguments), cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fill_in(self, source: str, saved_as: str, form: dict[str, Any], **rows: list[dict[str, Any]]) -> None:
        """Opens a workbook, types values by their headings, and saves it under a name of its own."""
        book = load_workbook(self.folder / source)
        for label, value in form.items():
            row = next(
                row for row in book.worksheets[0].iter_rows(max_col=2) if str(row[0].value).rstrip(" *") == label
            )
            self._type(book.worksheets[0], row[0].row or 0, 2, value)
        for sheet, lines in rows.items():
            heads = {str(cell.value).rstrip(" *"): cell.column or 0 for cell in book[sheet][2] if cell.value}
            first = next(r for r in range(3, 12) if book[sheet].cell(r, 1).value is None)
            for r, line in enumerate(lines, start=first):
                for heading, value in line.items():
                    self._type(book[sheet], r, heads[heading], value)
        book.save(self.folder / saved_as)

    def _type(self, sheet: Worksheet, row: int, column: int, value: Any) -> None:
        self.values += 1
        sheet.cell(row, column).value = value


@pytest.mark.slow
def test_from_nothing_to_a_plan(tmp_path: Path) -> None:
    """A sewer of the municipality, to be tendered, and a cable of the grid operator in the same street of Gouda."""
    walk = Walk(tmp_path)
    walk.run("new", "gouda", "--districts", "Statensingel, Gouda", "--start", "2027-01-04", "--weeks", "104")
    street = "BU05130501-S1 – straat 1 (verzonnen) (BU05130501)"
    walk.fill_in(
        "gouda/sjablonen/gemeente-gouda.xlsx", "gouda/opgaven/gemeente.xlsx", {},
        Projecten=[{"Projectnummer": "RI-1", "Werksoort": "riolering", "Wijk": "Statensingel, Gouda",
                    "Gewenst van week of datum": "2027-W40", "Gewenst tot en met week of datum": "2027-W50"}],
        Werk=[{"Projectnummer": "RI-1", "Straat": street, "Riool (m)": 120}],
    )  # fmt: skip
    region = "AM20 – Midden-Holland"
    walk.fill_in(
        "gouda/sjablonen/wegenbouwer.xlsx",
        "gouda/opgaven/wegenbouwer.xlsx",
        {"Kenmerk": "weg", "Naam organisatie": "Wegenbouwer"},
        Ploegen=[
            {
                "Vak": trade,
                "Arbeidsmarktregio": region,
                "Mensen per ploeg (personen)": heads,
                "Vastgelegd of vrij": "vrij",
            }
            for trade, heads in (("rioleur", 4), ("machinist", 2))
        ],
    )
    walk.fill_in(
        "gouda/sjablonen/netbeheerder-of-netaannemer.xlsx",
        "gouda/opgaven/net.xlsx",
        {"Kenmerk": "net", "Naam organisatie": "Netaannemer"},
        Projecten=[
            {
                "Projectnummer": "LS-1",
                "Werksoort": "bekabeling",
                "Wijk": "Statensingel, Gouda",
                "Gewenst van week of datum": "2027-W36",
                "Gewenst tot en met week of datum": "2027-W44",
            }
        ],
        Werk=[{"Projectnummer": "LS-1", "Straat": street, "LS-kabel (m)": 150}],
        Ploegen=[{"Vak": "kabelmonteur", "Arbeidsmarktregio": region, "Mensen per ploeg (personen)": 3}],
    )
    walk.run("check", "gouda/opgaven", "--language", "nl")
    walk.run("compare", "gouda/opgaven", "--time-limit", "2", "--out", "resultaat", "--quiet")
    assert walk.commands <= MOST_COMMANDS and walk.values <= MOST_VALUES, (walk.commands, walk.values)
    record = json.loads((tmp_path / "resultaat" / "comparison.json").read_text("utf-8"))
    found = {(r["question"], r["variant"]): r["status"] for r in record["results"]}
    assert found["all_in", "bundled"] in ("optimal", "feasible", "stored"), found
    assert (tmp_path / "resultaat" / "report.html").exists()


def test_streets_come_from_a_file(tmp_path: Path) -> None:
    """Of a spreadsheet program: another separator, its own headings, an old code page."""
    text = (
        "Straatnaam;Wijk;Aantal woningen;Winkels\nAkkerstraat;Statensingel;40;2\nZürichlaan;Zomenbuurt, Gouda;1200;\n"
    )
    (tmp_path / "straten.csv").write_bytes(text.encode("cp1252"))
    done = wijkplan(
        "new", tmp_path / "p", "--districts", "BU05130501,BU05130401", "--streets", tmp_path / "straten.csv"
    )
    assert done.returncode == 0, done.stderr
    assert _streets(tmp_path) == [
        ("BU05130501-S1", "BU05130501", "Akkerstraat", 40, 2),
        ("BU05130401-S1", "BU05130401", "Zürichlaan", 1200, 0),
    ]


def test_streets_come_from_a_map(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "geometry": None, "properties": {"straat": name, "woningen": n}}
        for name, n in (("A", 10), ("B", 0))
    ]
    (tmp_path / "s.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    done = wijkplan("new", tmp_path / "p", "--districts", "BU05130501", "--streets", tmp_path / "s.geojson")
    assert done.returncode == 0, done.stderr
    assert [row[2:4] for row in _streets(tmp_path)] == [("A", 10), ("B", 0)]


def _streets(folder: Path) -> list[tuple[Any, ...]]:
    assert wijkplan("convert", folder / "p" / "opgaven" / "programma.xlsx", folder / "p.json").returncode == 0
    rows = json.loads((folder / "p.json").read_text("utf-8"))["streets"]
    return [(row["id"], row["district"], row["name"], row["homes"], row.get("shops", 0)) for row in rows]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Straat;Woningen\nA;veertig\n", "It is not a number"),
        ("Straat;Woningen\nA;\n", "The value homes is missing"),
        ("Straat\nA\n", "No column gives the number of homes"),
        ("Straat;Woningen;Wijk\nA;4;Zomenbuurt, Gouda\n", "none of the districts"),
        ("Straatcode;Straat;Woningen\nS1;A;4\nS1;B;5\n", "2 streets have this code"),
        ("", "empty"),
    ],
)
def test_streets_that_cannot_be_used_are_told_line_by_line(tmp_path: Path, text: str, told: str) -> None:
    """And nothing is made of them: unknown homes are never 0."""
    (tmp_path / "s.csv").write_text(text, "utf-8")
    done = wijkplan(
        "new", tmp_path / "p", "--districts", "BU05130501", "--streets", tmp_path / "s.csv", "--language", "en"
    )
    assert done.returncode == 1 and told in done.stderr and not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("districts", "told"),
    [
        ("Verspreide huizen, Beekdaelen", "may mean several districts"),
        ("Gouda", "is a municipality"),
        ("Nergens, Gouda", "Gouda has no district Nergens"),
        ("WK051302,WK999999", "There is no district WK999999"),
    ],
)
def test_a_district_that_cannot_be_told_is_asked(tmp_path: Path, districts: str, told: str) -> None:
    done = wijkplan("new", tmp_path / "p", "--districts", districts, "--language", "en")
    assert done.returncode == 1 and told in done.stderr and not (tmp_path / "p").exists()


def test_the_homes_of_made_up_streets_are_those_of_the_districts(tmp_path: Path) -> None:
    """And everybody is told that they are made up: the programme's note, the names, the page."""
    assert wijkplan("new", tmp_path / "p", "--districts", "BU05130501", "--districts", "BU05130401").returncode == 0
    rows = _streets(tmp_path)
    assert {d: sum(r[3] for r in rows if r[1] == d) for d in ("BU05130501", "BU05130401")} == {
        "BU05130501": 350,
        "BU05130401": 895,
    }
    assert all("(verzonnen)" in row[2] for row in rows)
    assert "Verzonnen" in json.loads((tmp_path / "p.json").read_text("utf-8"))["note"]
    page = (tmp_path / "p" / "lees-mij.html").read_text("utf-8")
    assert "verzonnen" in page and "gemeente-gouda.xlsx" in page and "http" not in page


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("mine")
    done = wijkplan("new", tmp_path / "p", "--districts", "BU05130501")
    assert done.returncode == 2 and [p.name for p in (tmp_path / "p").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("said", "district"), [("Overvecht, Utrecht", "WK034403"), ("BU03440311", "P24")])
def test_a_programme_in_or_about_a_listed_district_reads_back(tmp_path: Path, said: str, district: str) -> None:
    """Overvecht-Noord is listed: the wijk about it and a buurt in it can be begun with."""
    done = wijkplan("new", tmp_path / "p", "--districts", said, "--language", "en")
    assert done.returncode == 0, done.stderr
    book = load_workbook(tmp_path / "p" / "submissions" / "programme.xlsx")
    assert any(district in str(cell.value) for row in book["Districts"].iter_rows() for cell in row)
