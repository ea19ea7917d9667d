"""What stands on a sheet in a way that no template has: columns twice or a week each, text boxes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wijkplan.planner.findings.finding import Finding, error, warning
from wijkplan.planner.text import Text, say

from .cell_marks import cell_name
from .date_cells import parse
from .open_workbook import Sheet
from .read_cells import is_empty
from .recognise_sheets import Found, column_called

LONGEST = 200  # signs of text boxes that are shown
Make = Callable[..., Finding]


def weeks_across(found: Found) -> dict[int, str]:
    """Columns that are headed by a week or date, where those of first and last week are missing."""
    if not any(column.kind == "date" for column in found.missing):
        return {}
    return {c: name for c, name in found.extra.items() if parse(name) is not None}


def doubled(found: Found) -> Iterator[tuple[Make, str, str, str, Text, Text]]:
    """Of columns that stand there twice: an error where the other one says something else, a single one for a table
    beside the first."""
    rows, first = found.sheet.rows[found.heading_row + 1 :], {column: c for c, (column, _) in found.columns.items()}
    differs = {}
    for c, name in found.double.items():
        column = column_called(found.table, name)
        at = None if column is None else first.get(column)
        both = ((row[c] if c < len(row) else "", row[at] if at is not None and at < len(row) else "") for row in rows)
        differs[c] = any(not is_empty(one) and one != kept for one, kept in both)
    beside = [c for c, other in differs.items() if other]
    if len(beside) > 1:
        name, place = found.double[beside[0]], cell_name(found.heading_row, beside[0])
        what = say("A second table stands beside the first, from column {name} on; it is not read.", name=name)
        yield error, "table-below", place, name, what, say("Put its rows under those of the first.")
        return
    for c, name in found.double.items():
        what = say("There is a column with this meaning already; this one is not read.")
        place = cell_name(found.heading_row, c)
        yield error if differs[c] else warning, "double-column", place, name, what, say("Keep one of them.")


def drawn(sheet: Sheet) -> Iterator[Text]:
    """What lies on a sheet and is in no cell."""
    if sheet.marks.texts:
        yield say("Text boxes on this sheet are not read: {texts}", texts="; ".join(sheet.marks.texts)[:LONGEST])
    if sheet.marks.pictures:
        yield say("Pictures and files on this sheet are not read; there are {count}.", count=sheet.marks.pictures)
