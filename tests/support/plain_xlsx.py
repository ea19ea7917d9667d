"""A workbook written plainly: the parts that a reader needs and no others, in a twentieth of the time of openpyxl.

Generated inputs are written by the hundred thousand, and writing them took most of the time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DAY = "yyyy-mm-dd"
letter = lru_cache(maxsize=None)(get_column_letter)


class Plain(Protocol):
    """What is written: rows per sheet, what is hidden, merged areas by sheet, formats of cells, the date system."""

    sheets: dict[str, list[list[Any]]]
    hidden: set[str]
    hidden_rows: set[tuple[str, int]]
    merged: list[tuple[str, str]]
    formats: dict[tuple[str, int, int], str]
    from_1904: bool


def written(book: Plain) -> bytes:
    """The workbook as a file."""
    names = {name: name[:31] for name in book.sheets}
    styles: dict[str, int] = {"General": 0, DAY: 1}
    sheets = [_sheet(book, name, styles) for name in names]
    kept = dict(zip(range(1, len(sheets) + 1), sheets, strict=True))
    parts = {
        "[Content_Types].xml": _types(kept),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(book, list(names.values())),
        "xl/_rels/workbook.xml.rels": _links(
            [*(("worksheet", f"worksheets/sheet{i}.xml") for i in kept), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(tuple(styles)),
    } | {f"xl/worksheets/sheet{i}.xml": text for i, text in kept.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for path, text in parts.items():
            packed.writestr(zipfile.ZipInfo(path), text.encode("utf-8", "surrogatepass"))
    return stream.getvalue()


def _sheet(book: Plain, name: str, styles: dict[str, int]) -> str:
    rows = "".join(
        f'<row r="{r}"{" hidden=" + chr(34) + "1" + chr(34) if (name, r - 1) in book.hidden_rows else ""}>'
        + "".join(_cells(book, name, r, row, styles))
        + "</row>"
        for r, row in enumerate(book.sheets[name], start=1)
    )
    areas = [area for sheet, area in book.merged if sheet == name]
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>' + (
        f'<mergeCells count="{len(areas)}">{merged}</mergeCells></worksheet>' if areas else "</worksheet>"
    )


def _cells(book: Plain, name: str, r: int, row: Sequence[Any], styles: dict[str, int]) -> Iterator[str]:
    for c, value in enumerate(row):
        if value is None or value == "":
            continue
        shown = book.formats.get((name, r - 1, c), DAY if isinstance(value, date) else "General")
        style = styles.setdefault(shown, len(styles))
        at = f'<c r="{letter(c + 1)}{r}"' + (f' s="{style}"' if style else "")
        if isinstance(value, bool):
            yield f'{at} t="b"><v>{int(value)}</v></c>'
        elif isinstance(value, date):
            epoch = CALENDAR_MAC_1904 if book.from_1904 else CALENDAR_WINDOWS_1900
            yield f"{at}><v>{to_excel(value, epoch)!r}</v></c>"
        elif isinstance(value, int | float):
            yield f"{at}><v>{value!r}</v></c>"
        elif value.startswith("="):
            yield f"{at}><f>{escape(value[1:])}</f></c>"
        else:
            yield f'{at} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _workbook(book: Plain, names: Sequence[str]) -> str:
    hidden = {name[:31] for name in book.hidden if len(names) > 1}
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId={quoteattr(str(i))}{_hidden(name, hidden)} r:id="rId{i}"/>'
        for i, name in enumerate(names, start=1)
    )
    system = '<workbookPr date1904="1"/>' if book.from_1904 else ""
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">{system}<sheets>{sheets}</sheets></workbook>'
    )


def _hidden(name: str, hidden: Collection[str]) -> str:
    return ' state="hidden"' if name in hidden else ""


@lru_cache(maxsize=64)
def _styles(formats: tuple[str, ...]) -> str:
    own = "".join(
        f"<numFmt numFmtId={quoteattr(str(163 + i))} formatCode={quoteattr(shown)}/>"
        for i, shown in enumerate(formats)
        if i
    )
    used = "".join(f'<xf numFmtId="{163 + i if i else 0}" applyNumberFormat="1"/>' for i in range(len(formats)))
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats) - 1}">{own}</numFmts>'
        f'<cellXfs count="{len(formats)}">{used}</cellXfs></styleSheet>'
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    made = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/relationships/{kind}" Target="{to}"/>'
        for i, (kind, to) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _types(sheets: Mapping[int, str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    named = {"workbook": f"{kind}.sheet.main+xml", "styles": f"{kind}.styles+xml"} | {
        f"worksheets/sheet{i}": f"{kind}.worksheet+xml" for i in sheets
    }
    parts = "".join(f'<Override PartName="/xl/{path}.xml" ContentType="{what}"/>' for path, what in named.items())
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    other = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{links}{other}{parts}</Types>'
