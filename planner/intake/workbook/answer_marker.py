"""Which workbooks hold the answers of an employer: those that ``wijkplan export`` made, known by a hidden sheet that
others do not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as DamagedData

from .open_workbook import MAX_UNPACKED, Sheet, Unreadable, open_sheets

HIDDEN = "wijkplan"  # the name of that sheet
_LISTS = ("xl/workbook.xml", "content.xml")  # where the two kinds of workbook list their sheets


def is_answers(path: Path) -> bool:
    """Whether a file is a workbook that ``wijkplan export`` made for an employer. A workbook that cannot be opened is
    none."""
    return _may_be(path) and hidden_values(sheets_of(path)).get("kind") == "answers"


def _may_be(path: Path) -> bool:
    """A look at the list of sheets alone, because workbooks with work may be large."""
    try:
        with ZipFile(path) as packed:
            info = next((info for info in packed.infolist() if info.filename in _LISTS), None)
            return info is not None and info.file_size <= MAX_UNPACKED and f'"{HIDDEN}"'.encode() in packed.read(info)
    except (BadZipFile, DamagedData, OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False


def sheets_of(path: Path) -> list[Sheet]:
    """All sheets of a workbook, none where it cannot be opened."""
    try:
        return open_sheets(path)
    except Unreadable:
        return []


def hidden_values(sheets: Iterable[Sheet]) -> Mapping[str, str]:
    """What the hidden sheet says: ``kind``, and ``employer``."""
    return {str(row[0]): str(row[1]) for sheet in sheets if sheet.name == HIDDEN for row in sheet.rows if len(row) > 1}
