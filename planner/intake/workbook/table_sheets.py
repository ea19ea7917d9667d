"""One sheet with a table: title, headings with units, what empty means, an example, and rules of entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from textwrap import wrap
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.text import Language, amounts, say, translated

from . import style
from .drop_downs import Choices
from .headings import EXAMPLE, IF_EMPTY, SHEETS, TRADES_ASKED, Pair, at, heading
from .layout import Column, Table
from .write_cells import put

ROWS = 2000  # with rules of entry
RULED_ROWS = 20  # drawn as lines to fill in: a printed page
TRADES_WIDTH = 24.0  # of a column that lists the trades its work asks for
LINE_POINTS = 13  # height of a line of text
NOTES = {
    "projects": say("Work that is contracted is sent by one party: agree whether client or contractor does."),
    "crews": say("A crew of several trades: one row per trade, all with the name of the crew."),
    "crews.leave": say("Numbers, no names. Holidays of the whole trade (bouwvak, Christmas) are known already."),
    "projects.places": say("Work that opens the ground needs its street; durations follow from norms."),
    "projects.activities": say("Only for work that differs from the norms."),
    "projects.prerequisites": say("Only if you know more than the usual lead times."),
    "projects.pins": say("Only for work that has started or must not move."),
    "districts": say(
        "A CBS code or a name with its municipality is enough; name, municipality and homes are for districts that "
        "CBS does not know."
    ),
    "streets": say(
        "A street segment that is opened and closed as one; its code comes back in the files of all senders."
    ),
    "agreements": say("Clients that share openings of streets across their contracts."),
    "grid_areas": say("Only where the grid limits how many homes can change over."),
    "combinations.name": say("What you want to see compared as one tender; every project alone always stays possible."),
}
DATE_FORMAT = {language: days.lower() for language, days in amounts.DAYS.items()}


@dataclass(frozen=True, slots=True)
class Guide:
    """What a template shows in grey: per column what empty means, the trades that its work asks for, and an
    example."""

    if_empty: Mapping[Column, str]
    example: Mapping[Column, Any]
    trades: Mapping[Column, str] = field(default_factory=dict)


def add_table(
    book: Workbook,
    table: Table,
    columns: Sequence[Column],
    language: Language,
    choices: Choices,
    parents: dict[str, str],
    guide: Guide | None = None,
    main: bool = True,
) -> tuple[Worksheet, int]:
    """Adds the sheet of a table and says in which row its data begin. ``parents`` gets the ranges that other sheets
    refer to."""
    sheet = book.create_sheet(SHEETS[table.name][at(language)])
    sheet.sheet_properties.tabColor = style.MAIN_TAB if main else style.EXTRA_TAB
    sheet["A1"], sheet["A1"].font = sheet.title, style.TITLE
    note = say("Dark headings are required; the others may stay empty.")
    if not main:
        note = say("{sort} {first}", sort=say("Extra sheet: most leave it empty."), first=note)
    sheet["C1"] = translated(
        say("{first} {more}", first=note, more=NOTES[table.name]) if table.name in NOTES else note, language
    )
    sheet["C1"].font = style.QUIET
    sheet.row_dimensions[1].height = 26
    for c, column in enumerate(columns, start=2):
        title = heading(table, column, language)
        _heading(sheet.cell(2, c), title, table.needs(column))
        letter = get_column_letter(c)
        width = TRADES_WIDTH if guide and column in guide.trades else _width(column)
        sheet.column_dimensions[letter].width = max(width, 1.35 * max(map(len, title.split())) + 2)
        if column.kind == "date":
            sheet.column_dimensions[letter].number_format = DATE_FORMAT[language]
    sheet.row_dimensions[2].height = 48
    sheet.column_dimensions["A"].width = 12
    first = 3 if guide is None else _guide(sheet, columns, language, guide)
    for c, column in enumerate(columns, start=2):
        letter = get_column_letter(c)
        rule = choices.rule(table, column, f"{letter}{first}", parents)
        rule.add(f"{letter}{first}:{letter}{first + ROWS - 1}")
        sheet.add_data_validation(rule)
        if column.owner is None and column.path in table.key:
            parents[f"{table.name}/{column.path}"] = f"'{sheet.title}'!${letter}${first}:${letter}${first + ROWS - 1}"
    sheet.freeze_panes = sheet.cell(first if guide else 3, 3)
    style.page(sheet, heading_row=2)
    return sheet, first


def _heading(cell: Cell, text: str, required: bool) -> None:
    cell.value = f"{text} *" if required else text
    cell.font = style.REQUIRED if required else style.BOLD
    cell.fill = style.REQUIRED_FILL if required else style.OPTIONAL_FILL
    cell.alignment, cell.border = style.WRAPPED, style.AROUND


def _guide(sheet: Worksheet, columns: Sequence[Column], language: Language, guide: Guide) -> int:
    """Writes the grey rows, the example last, and says in which row the data begin."""
    rows: list[tuple[Pair, Mapping[Column, Any]]] = [
        (IF_EMPTY, guide.if_empty),
        (TRADES_ASKED, guide.trades),
        (EXAMPLE, guide.example),
    ]
    rows = [row for row in rows if row[1]]
    first = 3 + len(rows)
    for r, (name, values) in enumerate(rows, start=3):
        marker = sheet.cell(r, 1, name[at(language)])
        marker.font, marker.alignment = style.QUIET, style.LEFT
        for c, column in enumerate(columns, start=2):
            cell = sheet.cell(r, c)
            put(cell, values.get(column))
            cell.font, cell.alignment = style.QUIET, style.LEFT
            if isinstance(values.get(column), date):
                cell.number_format = DATE_FORMAT[language]
        sheet.row_dimensions[r].height = max(30, 4 + LINE_POINTS * max(_lines(cell) for cell in sheet[r]))
    for c in range(1, len(columns) + 2):
        sheet.cell(first - 1, c).border = style.BELOW
    for r in range(first, first + RULED_ROWS):
        for c in range(2, len(columns) + 2):
            sheet.cell(r, c).border = style.AROUND
    return first


def _lines(cell: Cell) -> int:
    """Lines that a text takes in its column, words kept whole; the font is narrower than digits are."""
    room = int(cell.parent.column_dimensions[get_column_letter(cell.column)].width) - 1
    text = "" if cell.value is None else str(cell.value)
    return sum(max(1, len(wrap(line, room))) for line in text.split("\n"))


def _width(column: Column) -> float:
    if column.refers in ("district", "trade", "region", "package", "prerequisite", "street"):
        return 34.0
    return {"text": 30.0, "date": 17.0, "choice": 20.0, "id": 18.0, "yes-no": 13.0}.get(column.kind, 15.0)
