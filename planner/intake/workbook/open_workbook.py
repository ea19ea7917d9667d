"""Opens a workbook file, whoever wrote it, and never trusts it: sizes are looked at before anything is unpacked.

Two passes. The first runs over the XML as text: it finds what the reading library does not tell (hidden rows, error
cells, formulas that were never calculated) and how far the cells reach, because one stray cell at the bottom right of
a sheet would otherwise take gigabytes. The second is the library's."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wijkplan.planner.text import Text, say

from .cell_marks import Marks, marks

SUFFIXES = (".xlsx", ".xlsm", ".ods")
OLD_SUFFIXES = (".xls", ".xlsb")
MAX_BYTES = 64 * 2**20
MAX_UNPACKED = 256 * 2**20
MAX_CELLS = 8_000_000  # of all sheets, empty ones inside its corners counted
PICTURES = ("xl/media/", "Pictures/", "Thumbnails/", "xl/embeddings/")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old .xls files begin, and .xlsx files with a password


class Unreadable(ValueError):
    """Why a file is no workbook that can be read, and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


Corners = tuple[tuple[int, int], tuple[int, int]]  # top left and bottom right, rows and columns from 0


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of values from A1 on (text, float, bool, date, datetime or time; an empty cell is ``""``).
    ``merged``: corners of the merged area that a cell lies in, by row and column from 0; its value counts for all rows
    of it."""

    name: str
    rows: list[list[Any]]
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    merged: dict[tuple[int, int], Corners] = field(default_factory=dict)


def open_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook. Raises :class:`Unreadable`."""
    if path.suffix.lower() in OLD_SUFFIXES:
        raise Unreadable(say("This is a workbook of an old or binary kind ({suffix}).", suffix=path.suffix), _save())
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Unreadable(
            say("It cannot be read: {reason}.", reason=reason), say("Check the file and your rights to it.")
        ) from problem
    if raw is None:
        raise Unreadable(say("It is larger than 64 MB."), say("Send one submission per file."))
    return _sheets(raw, _parts(raw))


def _save() -> Text:
    return say("Open it in Excel or LibreOffice and save it as .xlsx.")


def _parts(raw: bytes) -> dict[str, bytes]:
    """The XML files inside by name. Raises :class:`Unreadable`."""
    if not raw:
        raise Unreadable(say("This file is empty."), say("Save the workbook again and send that file."))
    if raw.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        what = (
            say("This workbook is locked with a password.")
            if locked
            else say("This is a workbook of an old or binary kind ({suffix}).", suffix=".xls")
        )
        raise Unreadable(what, say("Remove the password and save it again.") if locked else _save())
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            infos = [info for info in packed.infolist() if not info.filename.startswith(PICTURES)]
            if sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise Unreadable(
                    say("Unpacked it is larger than 256 MB."), say("Remove empty rows, or send it in parts.")
                )
            parts = {info.filename: packed.read(info) for info in infos}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as problem:
        if isinstance(problem, Unreadable):
            raise
        if _is_text(raw):
            remedy = say("Save it as .xlsx there, or call it .csv if it is a table as text.")
            raise Unreadable(say("This is text under the name of a workbook."), remedy) from problem
        raise Unreadable(say("This is no workbook, or it is damaged."), _save()) from problem
    foreign = ".xlsb" if "xl/workbook.bin" in parts else ".numbers" if "Index/Document.iwa" in parts else None
    if foreign is not None:
        raise Unreadable(say("This is a workbook of an old or binary kind ({suffix}).", suffix=foreign), _save())
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable(say("This workbook is locked with a password."), say("Remove the password and save it again."))
    return parts


def _is_text(raw: bytes) -> bool:
    """Whether a file is lines of text, as what programs export under a name that opens in Excel."""
    head = raw[:4096]
    return b"\0" not in head and not head.startswith(b"PK") and (b"\n" in head or b"<" in head)


def _sheets(raw: bytes, parts: dict[str, bytes]) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found = marks(parts)
    if sum(seen.cells for seen in found.values()) > MAX_CELLS:
        name, seen = max(found.items(), key=lambda item: item[1].cells)
        what = say(
            "Sheet {name} has cells down to row {row} and column {column}.",
            name=name,
            row=seen.last_row,
            column=seen.last_column,
        )
        raise Unreadable(what, say("Delete the empty rows and columns below and beside the data, and save it again."))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        made = []
        for data in book.sheets_metadata:
            if data.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(data.name)
            rows = sheet.to_python(skip_empty_area=False)
            merged: dict[tuple[int, int], Corners] = {}
            for corners in sheet.merged_cell_ranges or ():
                _fill(rows, corners)
                merged |= dict.fromkeys(_inside(rows, corners), corners)
            made.append(
                Sheet(
                    data.name, rows, data.visible is not SheetVisibleEnum.Visible, found.get(data.name, Marks()), merged
                )
            )
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as problem:
        raise Unreadable(say("This is no workbook, or it is damaged."), _save()) from problem
    except BaseException as problem:
        # A panic of the library, which is written in Rust, reaches Python as no Exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(say("This is no workbook, or it is damaged."), _save()) from problem
    if not made:
        raise Unreadable(say("This workbook has no sheets."), say("Save the workbook again and send that file."))
    return made


def _fill(rows: list[list[Any]], corners: tuple[tuple[int, int], tuple[int, int]]) -> None:
    """A merged cell counts for all rows that it covers (not for columns: a title over several columns is no value of
    each)."""
    (top, left), (bottom, _) = corners
    if top < len(rows) and left < len(rows[top]):
        for row in _between(rows, top + 1, bottom):
            if left < len(row) and row[left] == "":
                row[left] = rows[top][left]


def _inside(rows: list[list[Any]], corners: Corners) -> Iterator[tuple[int, int]]:
    """Cells of a merged area, as far as the sheet has cells."""
    (top, left), (bottom, right) = corners
    for r in range(top, min(bottom, len(rows) - 1) + 1):
        for c in range(left, min(right, len(rows[r]) - 1) + 1):
            yield r, c


def _between(rows: list[list[Any]], first: int, last: int) -> Iterator[list[Any]]:
    yield from rows[first : last + 1]
