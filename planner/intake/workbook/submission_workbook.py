"""A whole workbook of one submission: start sheet, a sheet per table, look-ups. Templates and converted files are made
here alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wijkplan.planner.text import Language, Text

from .drop_downs import Choices, choices
from .headings import SHEETS
from .layout import Column, Table, tables
from .lookups import Lookup, streets_lookup
from .start_sheet import add_start
from .table_sheets import Guide, add_table

GuideOf = Callable[[Table, tuple[Column, ...], Mapping[str, Lookup]], Guide]
Fill = Callable[[Worksheet, int, Table, tuple[Column, ...], Mapping[str, Lookup]], None]


def build(
    kind: str,
    language: Language,
    form: Mapping[str, Any],
    lookups: Mapping[str, Lookup],
    *,
    columns: Callable[[Table], tuple[Column, ...]],
    title: Text,
    lines: tuple[Text, ...],
    main: tuple[str, ...],
    streets: tuple[tuple[str, str, str], ...] = (),
    examples: tuple[str, ...] = (),
    guide: GuideOf | None = None,
    fill: Fill | None = None,
) -> Workbook:
    """The workbook of a kind of submission. ``form``: values of the start sheet; ``columns``: of a table those to
    show, in order (none: no such sheet); ``examples``: where those of the guide are; ``guide``: what
    stands in grey above the data; ``fill``: writes the data from a row on."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "wijkplan"
    known = {**lookups, "street": streets_lookup(streets)} if streets else dict(lookups)
    start, *rest = tables(kind)
    fixed = {f"{t.name}/{c.path}": c.choices for t in (start, *rest) for c in t.columns if c.choices}
    made: Choices = choices(book, language, known, fixed, examples)
    parents: dict[str, str] = {}
    for table in rest:
        shown = columns(table)
        if not shown:
            continue
        sheet, first = add_table(
            book,
            table,
            shown,
            language,
            made,
            parents,
            guide(table, shown, known) if guide else None,
            table.name in main,
        )
        if fill is not None:
            fill(sheet, first, table, shown, known)
    add_start(book, start, form, language, made, title, lines)
    book.move_sheet(book.worksheets[1], len(book.worksheets))  # look-ups last
    _order(book, [*main])
    book.active = 0
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _order(book: Workbook, main: list[str]) -> None:
    """Main sheets in their order behind the start sheet."""
    for name in reversed(main):
        for sheet in [s for s in book.worksheets if s.title in SHEETS[name]]:
            book.move_sheet(sheet, 1 - book.worksheets.index(sheet))
