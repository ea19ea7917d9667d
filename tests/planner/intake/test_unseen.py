"""Files as planners make them that nobody here had seen: what of each is read, and what is said of the rest, each with
the cell that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.support.right_inputs import Folder, Rows, right
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.alone import alone
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.text import translated

EVERYWHERE = {"street-overlap", "missing-client", "thresholds-unknown", "trade-in-several-ways", "no-supply"}
CLIENT, EMPLOYER = "gemeente.xlsx", "wegen.xlsx"
METRES, HEADS = 956, 50  # of the right files
Change = Callable[[Rows], object]


def _told(folder: Folder, at: Path) -> tuple[Loaded, list[Finding]]:
    folder.write(at)
    loaded = load_all([at])
    for name, count in loaded.reckoning.items():
        assert abs(count.sent - count.read - count.named) < 1e-6 * (1 + count.sent), name
    return loaded, sorted((f for f in loaded.findings if f.kind not in EVERYWHERE), key=lambda f: (f.sheet, f.cell))


def _column(c: int, *values: Any) -> Change:
    def change(rows: Rows) -> None:
        for row, value in zip(rows[1:], values, strict=False):
            row[c] = value

    return change


def _head(*texts: str) -> Change:
    return lambda rows: rows.__setitem__(0, list(texts))


def _under(*rows: Any) -> Change:
    return lambda there: there.extend(rows)


def _year_column(rows: Rows) -> None:
    rows[0] = [*rows[0][:3], "Week van", "Week t/m", *rows[0][5:], "Jaar"]
    for row in rows[1:]:
        row[3:5] = [36, 50]
        row.append(2027)


WORK_AGAIN: Rows = [[None], ["Projectnummer", "Plek", "Straat", "Riool (m)"], ["WRK-0", "plek-x", "P09-S6", 88]]
LEAVE_BELOW: Rows = [
    [None],
    ["Afwezigheid"],
    ["Ploeg", "Van week of datum", "Tot en met week of datum", "Afwezig (personen)"],
    ["GROUND", date(2027, 5, 3), date(2027, 5, 7), 3],
]
FOOT = [
    [None],
    ["Opgesteld door: J. de Vries, 12-11-2026"],
    ["* onder voorbehoud van raadsbesluit"],
    ["Pagina 1 van 1"],
]


@pytest.mark.parametrize(
    ("book", "sheet", "change"),
    [
        (EMPLOYER, "Ploegen", _head("Ploegnr.", "Vak", "AMR", "Aant. ploegen", "Mensen p. ploeg")),
        (CLIENT, "Projecten", _head("Proj.nr.", "Srt werk", "Buurt", "Gew. van", "Gew. t/m", "Vergeven", "Omschr.")),
        (CLIENT, "Projecten", _head("Projectnr", "Werksoort", "Wijk", "van week of datum", "t/m", "Gunning", "Titel")),
        (CLIENT, "Werk", _head("Projnr", "Loc.", "Str.", "Riool (m)")),
        (CLIENT, "Werk", _column(0, "WRK\u20100", "WRK\u20110", "WRK\u20131", "WRK\u22121")),
        (CLIENT, "Werk", _column(3, "101\u00ad", "'103", "102 str. m", "0,104 km")),
        (CLIENT, "Werk", _column(0, "wrk-0", " WRK-0 ", "Wrk-1", "wrk-1")),
        (EMPLOYER, "Afwezigheid", _column(0, "Sewer ")),
        (EMPLOYER, "Ploegen", _column(4, "11 mw", "12 man/vrouw", "13 fte's", "14 m/v")),
        (CLIENT, "Projecten", _year_column),
    ],
)  # fmt: skip
def test_what_means_one_thing_is_read_without_a_word(book: str, sheet: str, change: Change, tmp_path: Path) -> None:
    folder = right()
    change(folder.books[book].sheets[sheet])
    loaded, found = _told(folder, tmp_path)
    assert found == [] and loaded.programme is not None
    assert (loaded.reckoning["metres"].read, loaded.reckoning["heads"].read) == (METRES, HEADS)


@pytest.mark.parametrize(
    ("book", "sheet", "change", "said", "metres"),
    [
        (CLIENT, "Werk", _under(*WORK_AGAIN), [("hint", "headings-again", "A7")], METRES + 88),
        (CLIENT, "Werk", _under(*FOOT), [("hint", "note-below", "A7")], METRES),
        (EMPLOYER, "Ploegen", _under([None], ["Akkoord:", None, "Datum:"]), [("hint", "note-below", "A7")], METRES),
        (EMPLOYER, "Ploegen", _under(*LEAVE_BELOW), [("error", "table-below", "A7")], METRES),
        (CLIENT, "Werk", _under([None], ["WRK-9"]), [("error", "unknown-project", "A7")], METRES),
        (CLIENT, "Werk", _under(["WRK-1 deel twee"]), [("error", "unknown-project", "A6")], METRES),
        (CLIENT, "Projecten", _column(3, "9/29/2027"), [("error", "wrong-date", "D2")], METRES - 204),
        (CLIENT, "Projecten", _column(2, "Amsterdam-Noord"), [("error", "unknown-district", "C2")], METRES),
        (CLIENT, "Projecten", _column(2, "Rotterdam Zuid"), [("error", "unknown-district", "C2")], METRES),
    ],
)
def test_the_rest_is_one_finding_at_its_cell(
    book: str, sheet: str, change: Change, said: list[tuple[str, str, str]], metres: float, tmp_path: Path
) -> None:
    folder = right()
    change(folder.books[book].sheets[sheet])
    loaded, found = _told(folder, tmp_path)
    assert [(f.severity, f.kind, f.cell) for f in found] == said
    assert loaded.reckoning["metres"].read == metres


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Q3 2027", "2027-07-01", "2027-09-30"),
        ("3e kwartaal 2027", "2027-07-01", "2027-09-30"),
        ("2027-K4", "2027-10-01", "2027-12-31"),
        ("september 2027", "2027-09-01", "2027-09-30"),
        ("feb. '28", "2028-02-01", "2028-02-29"),
    ],
)
def test_a_month_begins_on_its_first_day_and_ends_on_its_last(
    typed: str, first: str, last: str, tmp_path: Path
) -> None:
    folder = right()
    folder.books[CLIENT].sheets["Projecten"][1][3:5] = [typed, typed]
    loaded, found = _told(folder, tmp_path)
    assert [(f.kind, f.cell) for f in found if f.kind == "week-read-as"] == [
        ("week-read-as", "D2"),
        ("week-read-as", "E2"),
    ]
    (client,) = (s.record for s in loaded.submitted if s.file.endswith(CLIENT))
    wanted = next(p.wanted for p in client.projects if p.id == "WRK-0")  # type: ignore[union-attr]
    assert (wanted.start.isoformat(), wanted.end.isoformat()) == (first, last)


@pytest.mark.parametrize("shown", ["mmm-yy", "mmmm jjjj", "[$-413]mmm\\-yy;@"])
def test_a_date_shown_as_a_month_ends_on_its_last_day(shown: str, tmp_path: Path) -> None:
    """Who types *sep 27* gets the first of September, and sees *sep-27*."""
    folder = right()
    folder.books[CLIENT].sheets["Projecten"][1][4] = date(2028, 9, 1)
    folder.books[CLIENT].formats["Projecten", 1, 4] = shown
    loaded, _ = _told(folder, tmp_path)
    (client,) = (s.record for s in loaded.submitted if s.file.endswith(CLIENT))
    assert next(p.wanted.end for p in client.projects if p.id == "WRK-0") == date(2028, 9, 30)  # type: ignore[union-attr]


def test_districts_that_are_near_are_those_of_the_town(tmp_path: Path) -> None:
    folder = right()
    folder.books[CLIENT].sheets["Projecten"][1][2] = "Amsterdam-Noord"
    _, (found,) = _told(folder, tmp_path)
    remedy = translated(found.remedy, "nl")
    assert remedy.startswith("Welke wijk van Amsterdam?") and "Noord, Amsterdam" in remedy and "P01" not in remedy


def _strike(book: Workbook) -> None:
    for cell in book["Werk"][3]:
        cell.font = Font(strike=True)


def _hide(book: Workbook) -> None:
    book["Werk"].column_dimensions["D"].hidden = True


def _comment(book: Workbook) -> None:
    book["Werk"]["D2"].comment = Comment("eigenlijk 150, zie mail", "planner")


def _our_comment(book: Workbook) -> None:
    book["Werk"]["D2"].comment = Comment("fout: het is geen getal", "wijkplan")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_strike, [("warning", "struck-through", "A3")]),
        (_hide, [("hint", "hidden-columns", "D1")]),
        (_comment, [("hint", "comments-not-read", "D2")]),
        (_our_comment, []),
    ],
)
def test_what_people_see_beside_values_is_said(
    change: Callable[[Workbook], None], said: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    folder, stream = right(), io.BytesIO()
    book = load_workbook(io.BytesIO(folder.books.pop(CLIENT).raw()))
    change(book)
    book.save(stream)
    folder.files[CLIENT] = stream.getvalue()
    loaded, found = _told(folder, tmp_path)
    assert [(f.severity, f.kind, f.cell) for f in found] == said and loaded.reckoning["metres"].read == METRES


ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
)


def _ods(cells: str, columns: str = "") -> bytes:
    """A workbook of LibreOffice with one sheet of places."""
    names = ("office", "style", "text", "table")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    heads = "".join(_text(text) for text in ("Projectnummer", "Plek", "Straat", "Riool (m)"))
    rows = f"<table:table-row>{heads}</table:table-row><table:table-row>{cells}</table:table-row>"
    xml = (
        f'<office:document-content {spaces} office:version="1.3">{ODS_STYLES}<office:body><office:spreadsheet>'
        f'<table:table table:name="Werk">{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
        packed.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{xml}')
    return stream.getvalue()


def _text(text: str, more: str = "", inside: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}>{inside}<text:p>{text}</text:p></table:table-cell>'


PLACE = [_text("WRK-0"), _text("a"), _text("P09-S1")]
NUMBER = '<table:table-cell office:value-type="float" office:value="{}"{}>{}<text:p>7</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (_ods("".join([*PLACE, NUMBER.format(7, ' table:style-name="ce1"', "")])), {("struck-through", "D2")}),
        (
            _ods("".join([*PLACE, NUMBER.format(7, "", "<office:annotation><text:p>x</text:p></office:annotation>")])),
            {("comments-not-read", "D2")},
        ),
        (
            _ods(
                "".join([*PLACE, NUMBER.format(7, "", "")]),
                3 * "<table:table-column/>" + '<table:table-column table:visibility="collapse"/>',
            ),
            {("hidden-columns", "D1")},
        ),
    ],
)
def test_the_same_in_workbooks_of_libreoffice(raw: bytes, said: set[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "werk.ods").write_bytes(raw)
    found = {(f.kind, f.cell) for f in load_all([tmp_path / "werk.ods"]).findings if f.sheet == "Werk"}
    assert said <= found and not {"struck-through", "comments-not-read", "hidden-columns"} & {
        kind for kind, _ in found - said
    }


@pytest.mark.parametrize(
    ("name", "make", "remedy"),
    [
        ("gemeente.xltx", None, "bewaar het als .xlsx"),
        ("gemeente.xlsx.bak", None, "Noem het .xlsx of .ods"),
        ("gemeente.fods", b"<?xml version='1.0'?><office:document/>", "bewaar het als .xlsx"),
        ("gemeente.gsheet", b'{"url": "https://example.org"}', "Download het daar"),
        ("gemeente.xlsx", b"Projectnummer;Werksoort\r\nA;riolering\r\n", "noem het .csv"),
        ("gemeente.xlsx", b"<html><table></table></html>", "bewaar het als .xlsx"),
        ("gemeente.csv", b"", "Bewaar het opnieuw"),
    ],
)
def test_what_is_not_read_is_named_by_its_kind_with_what_to_do(
    name: str, make: bytes | None, remedy: str, tmp_path: Path
) -> None:
    folder = right()
    raw = folder.books.pop(CLIENT).raw()
    folder.files[name] = raw if make is None else make
    _, found = _told(folder, tmp_path)
    (said,) = (f for f in found if Path(f.file).name == name)
    assert said.severity == ("error" if raw and name != "gemeente.csv" else "warning")
    assert remedy in translated(said.remedy, "nl")


def test_people_per_week_on_a_sheet_of_their_own_are_a_warning(tmp_path: Path) -> None:
    folder = right()
    folder.books[EMPLOYER].sheets |= {
        "Bezetting": [["Vak", *(f"2027-W{i:02}" for i in range(1, 20))], ["rioleur", *[6] * 19]],
        "Notities": [["rioleur", "belt terug"], ["budget", 12]],
    }
    _, found = _told(folder, tmp_path)
    assert {(f.severity, f.sheet) for f in found} == {("warning", "Bezetting"), ("hint", "Notities")}


def test_one_list_with_projects_and_amounts_says_what_belongs_where(tmp_path: Path) -> None:
    folder = right()
    head = ["Projectnummer", "Werksoort", "Wijk", "Straat", "Riool (m)", "Gewenst van", "Gewenst t/m"]
    rows = [["A1", "riolering", "P09", "P09-S1", 120, "2027-W36", "2028-W36"]]
    folder.books[CLIENT].sheets = {"Begin": folder.books[CLIENT].sheets["Begin"], "Planning": [head, *rows]}
    _, found = _told(folder, tmp_path)
    errors = [(f.kind, f.cell) for f in found if f.severity == "error"]
    assert errors == [("missing-value", "A2"), ("extra-column", "E1")]


def test_who_sends_it_is_asked_in_one_finding(tmp_path: Path) -> None:
    folder = right()
    del folder.books[CLIENT].sheets["Begin"]
    _, (found,) = _told(folder, tmp_path)
    assert (found.severity, found.kind) == ("error", "missing-value")
    assert (
        "Blad Begin" in (told := translated(found.what, "nl")) and "Kenmerk" in told and "Aanbestedingsregime" in told
    )


@pytest.mark.parametrize(
    ("trade", "severity"),
    [("DAK", "hint"), ("dakploeg speciaal", "hint"), ("GRV", "error"), ("dakdekker", "error"), ("monteur", "error")],
)
def test_a_trade_that_the_programme_may_define_is_a_hint_in_a_file_alone(
    trade: str, severity: str, tmp_path: Path
) -> None:
    """A near miss, or what is known by another name, stays a mistake."""
    book = right().books[EMPLOYER]
    book.sheets["Ploegen"][1][1] = trade
    (tmp_path / EMPLOYER).write_bytes(book.raw())
    loaded = load_all([tmp_path / EMPLOYER])
    found = alone(loaded.findings, loaded.submitted)
    assert [(f.severity, f.cell) for f in found if f.kind == "unknown-trade"] == [(severity, "B2")]
