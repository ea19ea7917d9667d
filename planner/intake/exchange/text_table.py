"""A table as text (CSV): encoding, separator, decimal mark and headings found out, or as a mapping states them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from wijkplan.planner.intake.workbook.open_workbook import MAX_BYTES, MAX_CELLS, Unreadable
from wijkplan.planner.text import say

from .grid import Form, Grid

SEPARATORS = (";", ",", "\t", "|")
CODE_PAGES = ("cp1252", "cp850", "mac_roman")  # of Windows, of DOS and old exports, of a Mac
HEADING_ROWS = 30
LOOKED_AT = 200  # rows by which separator and decimal mark are told
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_COMMA = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})*,\d+|[+-]?\d+,\d+")
_POINT = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*\.\d+|[+-]?\d+\.\d+")
_USUAL = frozenset("éèëêïîíóòöôüúùûáàäâçñÉËÖÜÏ€–—’‘“”²³°±§´·…")  # beside plain letters, in what Dutch planners write


def raw_of(path: Path) -> bytes:
    """The bytes of a file. Raises :class:`Unreadable`."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Unreadable(
            say("It cannot be read: {reason}.", reason=reason), say("Check the file and your rights to it.")
        ) from problem
    if raw is None:
        raise Unreadable(say("It is larger than 64 MB."), say("Send one submission per file."))
    return raw


def read_table(raw: bytes, form: Form | None, known: Callable[[Sequence[str]], int]) -> Grid:
    """The table in a file. ``form``: as a mapping states it, found out where it is ``None``; ``known``: how many texts
    are headings of ours.

    Raises:
        Unreadable: it is empty, no text, or not in the encoding that was stated.
    """
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe \r\n\t;,"):
        raise Unreadable(say("This file is empty."), say("Save it again and name that file."))
    encoding = form.encoding if form is not None else encoding_of(raw)
    text = _decoded(raw, encoding)
    said = re.match(r"\s*sep=(.)\r?\n", text)
    separator = form.separator if form is not None else said[1] if said else separator_of(text, known)
    rows = _parsed(text, separator)
    if sum(map(len, rows)) > MAX_CELLS:
        raise Unreadable(say("It has too many cells."), say("Send it in parts."))
    top = [[] if r == 0 and said else row for r, row in enumerate(rows[:HEADING_ROWS])]
    counts = [known(row) for row in top]
    first = next((r for r, row in enumerate(top) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    heading_row = counts.index(max(counts)) if any(counts) else first
    decimal = form.decimal if form is not None else decimal_of(rows[heading_row + 1 : heading_row + LOOKED_AT])
    return Grid(rows, heading_row, Form(separator, encoding, decimal))


def encoding_of(raw: bytes) -> str:
    """The encoding of a text: by its mark, else UTF-8 where it is that, else the code page in which it reads like what
    planners write."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name
    if b"\0" in raw[:1000]:
        return _sixteen(raw)
    try:
        raw.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    strange = [byte for byte in raw if byte >= 0x80]
    scores = {page: _usual(bytes(strange), page) for page in CODE_PAGES}
    best = max(scores, key=lambda page: scores[page])
    if scores[best] > 0.8 * len(strange):
        return best
    from charset_normalizer import from_bytes  # other languages than planners here write

    found = from_bytes(raw[:200_000]).best()
    return found.encoding if found is not None else "cp1252"


def _sixteen(raw: bytes) -> str:
    """UTF-16 without a mark: most signs of a table leave one byte of two empty."""
    even, odd = raw[0:1000:2].count(0), raw[1:1000:2].count(0)
    if max(even, odd) < 0.3 * min(len(raw), 1000) / 2:
        raise Unreadable(say("This is no text."), say("Export the table as CSV, or save it as .xlsx."))
    return "utf-16-le" if odd > even else "utf-16-be"


def _usual(raw: bytes, page: str) -> int:
    return sum(c in _USUAL for c in raw.decode(page, "replace"))


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).lstrip("\ufeff")
    except (UnicodeError, LookupError) as problem:
        what = say("It is not in the encoding {encoding}.", encoding=encoding)
        raise Unreadable(what, say("Correct the encoding in its mapping file, or save it as UTF-8.")) from problem


def separator_of(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """The mark between values: that which gives most headings of ours, else the most columns in most rows."""

    def score(separator: str) -> tuple[int, int, int]:
        rows = _parsed("\n".join(text.splitlines()[:LOOKED_AT]), separator)
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        usual = max(set(widths), key=widths.count) if widths else 0
        return (
            max((known(row) for row in rows[:HEADING_ROWS]), default=0),
            widths.count(usual) if usual > 1 else 0,
            usual,
        )

    return max(SEPARATORS, key=score)


def _parsed(text: str, separator: str) -> list[list[Any]]:
    """Rows of cells; a quote that never ends takes no more than its own line."""
    if csv.field_size_limit() < MAX_BYTES:
        csv.field_size_limit(MAX_BYTES)
    plain = text.replace("\0", "")
    try:
        return [list(row) for row in csv.reader(io.StringIO(plain, newline=""), delimiter=separator, strict=True)]
    except csv.Error:
        return [next(csv.reader([line], delimiter=separator), []) for line in plain.splitlines()]


def decimal_of(rows: Sequence[Sequence[str]]) -> str:
    """The decimal mark that most numbers of a table have; a comma where none has one."""
    cells = [cell.strip() for row in rows for cell in row]
    points = sum(
        bool(_POINT.fullmatch(cell)) and not _COMMA.fullmatch(cell) and not re.fullmatch(r"\d{1,3}\.\d{3}", cell)
        for cell in cells
    )
    commas = sum(bool(_COMMA.fullmatch(cell)) and not re.fullmatch(r"\d{1,3},\d{3}", cell) for cell in cells)
    return "." if points > commas else ","


def number_in(text: str, decimal: str) -> float | None:
    """The number that a cell holds with this decimal mark; ``None`` where it holds none, or something beside it."""
    plain = text.replace("\u00a0", "").replace(" ", "").replace("'", "")
    other = "." if decimal == "," else ","
    if not re.fullmatch(rf"[+-]?(?:\d+|\d{{1,3}}(?:\{other}\d{{3}})+)(?:\{decimal}\d+)?", plain) or len(plain) > 25:
        return None
    return float(plain.replace(other, "").replace(decimal, "."))
