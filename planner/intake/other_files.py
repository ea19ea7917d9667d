"""Files that are no submission: what each kind is, and what its sender can do. Nothing in a folder is passed over in
silence."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from wijkplan.planner.findings.finding import Finding, Severity
from wijkplan.planner.text import Text, say

HEAD_BYTES = 65_536  # of a file, by which its kind is told


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What a file is. An ``error`` where work or people would be lost, a ``warning`` where they may be, a ``hint`` for
    documents."""

    severity: Severity
    what: Text
    remedy: Text


_AS_WORKBOOK = say(
    "Make an empty workbook with wijkplan template, copy its work and people into it, and take this file out of the "
    "folder."
)
_AS_XML = say("Save or export it there as MS Project XML, put that file here, and take this one out of the folder.")
_AWAY = say(
    "Take it out of the folder if it has no work and no people; otherwise put them into a workbook of wijkplan "
    "template."
)


def _planning(name: str, remedy: Text = _AS_XML) -> OtherKind:
    return OtherKind(
        "error",
        say("It is a plan of {name}, which is not read here: its works are not in the plan.", name=name),
        remedy,
    )


_OTHER_CSV = OtherKind(
    "warning",
    say("It is a table as text (CSV) without a heading that is known; it is not read."),
    say(
        "If it holds work or people: wijkplan check on this file alone asks what its columns mean. What newcomers "
        "could do (tracks, seats, candidates) is read from newcomers.json only."
    ),
)
_MAPPING = OtherKind(
    "warning",
    say("It is the mapping of a table that is not here."),
    say("Put the table beside it, or take it out of the folder."),
)
_MSPDI = OtherKind(
    "error", say("It is a plan of MS Project in XML under another name."), say("Call it .xml; then it is read.")
)
_XER = OtherKind("error", say("It is a plan of Primavera under another name."), say("Call it .xer; then it is read."))
_XML = OtherKind("warning", say("It is an XML file, which is not read."), _AWAY)
_CALENDAR = OtherKind(
    "error",
    say("It is a calendar (.ics), which is not read: the leave or work in it is not in the plan."),
    say("Put leave on sheet Absence (Afwezigheid) as numbers, without names, and take this file out of the folder."),
)
_MAP = OtherKind(
    "warning",
    say("It is a map, which is not read: streets in it are not in the programme."),
    say("Put the streets into the programme file, each with id, district, name and homes."),
)
_DOCUMENT = OtherKind(
    "hint",
    say("It is a document, which is not read."),
    say("That is fine for notes. Work and people in it belong into a table."),
)
_ARCHIVE = OtherKind(
    "error", say("It is an archive; the files in it are not read."), say("Unpack it, and send the files in it.")
)
_HALF = OtherKind(
    "error", say("It is a download that was never finished."), say("Download or copy it again, and delete this one.")
)
_DATABASE = OtherKind(
    "error",
    say("It is a database, which is not read: its rows are not in the plan."),
    say("Export the tables that count as CSV or .xlsx."),
)
_PICTURE = OtherKind("hint", say("It is a picture, which is not read."), say("That is fine for notes."))
_NUMBERS = OtherKind(
    "error", say("It is a workbook of Numbers, which is not read."), say("Export it as Excel workbook (.xlsx).")
)
_TEMPLATE = OtherKind(
    "error",
    say("It is a workbook of a kind that is not read ({suffix}).", suffix=".xltx, .xltm, .xlt, .ots, .fods, .sxc"),
    say("Open it in Excel or LibreOffice and save it as .xlsx."),
)
_RENAMED = OtherKind(
    "error", say("It is a workbook under another name."), say("Call it .xlsx or .ods; then it is read.")
)
_LINK = OtherKind(
    "error",
    say("It is a link to a workbook on the web, not the workbook itself."),
    say("Download it there as Excel workbook (.xlsx), and put that file here."),
)
_TABLE_AS_TEXT = OtherKind(
    "error", say("It is a table under the name of a document."), say("Call it .csv; then it is read.")
)
_EMPTY = OtherKind("warning", say("This file is empty."), say("Save it again, or take it out of the folder."))
_UNKNOWN = OtherKind("warning", say("It is no submission of a kind that is known, so it is not read."), _AWAY)

BY_SUFFIX: Mapping[str, OtherKind] = {
    ".mpp": _planning("MS Project (.mpp)"),
    ".mpt": _planning("MS Project (.mpt)"),
    ".pmxml": _planning("Primavera (XML)"),
    ".gan": _planning("GanttProject"),
    ".tjp": _planning("TaskJuggler", _AS_WORKBOOK),
    ".pod": _planning("ProjectLibre"),
    ".pp": _planning("Asta Powerproject"),
    ".ics": _CALENDAR,
    ".ical": _CALENDAR,
    **dict.fromkeys((".crdownload", ".part", ".partial", ".download"), _HALF),
    ".zip": _ARCHIVE,
    ".7z": _ARCHIVE,
    ".rar": _ARCHIVE,
    ".gz": _ARCHIVE,
    ".tar": _ARCHIVE,
    ".numbers": _NUMBERS,
    **dict.fromkeys((".xltx", ".xltm", ".xlt", ".ots", ".fods", ".sxc"), _TEMPLATE),
    **dict.fromkeys((".gsheet", ".url", ".webloc"), _LINK),
    **dict.fromkeys((".mdb", ".accdb", ".sqlite", ".sqlite3", ".db"), _DATABASE),
    **dict.fromkeys(
        (".geojson", ".gpkg", ".shp", ".dbf", ".shx", ".prj", ".kml", ".kmz", ".gml", ".dwg", ".dxf"), _MAP
    ),
    **dict.fromkeys(
        (
            ".txt",
            ".md",
            ".pdf",
            ".doc",
            ".docx",
            ".odt",
            ".rtf",
            ".html",
            ".htm",
            ".ppt",
            ".pptx",
            ".odp",
            ".eml",
            ".msg",
        ),
        _DOCUMENT,
    ),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".svg", ".bmp", ".webp", ".heic"), _PICTURE),
}
TABLES = (".csv", ".tsv", ".tab")
XER = ".xer"
PLANS = (".xml", XER)  # of MS Project and Primavera
MS_PROJECT = b"schemas.microsoft.com/project"
AREAS = (".geojson",)  # maps, which are read where their areas have a period
PERIODS = (b'"from"', b'"start"', b'"van"', b'"begin"', b'"startdatum"', b'"start_date"', b'"begindatum"')
MAPPING_SUFFIX = ".mapping.toml"
JUNK = (
    "thumbs.db",
    "desktop.ini",
    "readme.md",
    "readme.txt",
)  # what operating systems leave in folders, and what explains a folder


def path_of(table: Path) -> Path:
    """Where the mapping of a file stands: beside it, under its name; that of a plan or map keeps its ending, as one
    plan may come in two kinds."""
    return table.with_name(f"{table.stem if table.suffix.lower() in TABLES else table.name}{MAPPING_SUFFIX}")


def is_part(path: Path) -> bool:
    """Whether a file is read through a mapping: a table as text, or a plan of a program that is read."""
    suffix = path.suffix.lower()
    if suffix in AREAS:
        return path_of(path).is_file() or any(key in _head(path).lower() for key in PERIODS)
    if suffix == ".xml":
        return path_of(path).is_file() or MS_PROJECT in _head(path)
    return suffix in (*TABLES, XER)


def kind_of(path: Path) -> OtherKind | None:
    """What a file is that is neither named as JSON nor as a workbook; ``None`` where it looks like JSON after all."""
    suffix = path.suffix.lower()
    if path.name.lower().endswith(MAPPING_SUFFIX):
        return _MAPPING
    if is_part(path) and suffix not in TABLES:
        return None
    if suffix == ".txt" and _is_submission(_head(path)):
        return _TABLE_AS_TEXT
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    head = _head(path)
    if not head.strip() and path.is_file():
        return _EMPTY
    text = head.decode("utf-8-sig", "replace").lstrip()
    if head.startswith(b"ERMHDR"):
        return _XER
    if text.startswith("BEGIN:VCALENDAR"):
        return _CALENDAR
    if text.startswith("<"):
        return _MSPDI if MS_PROJECT in head else BY_SUFFIX[".gan"] if "<project" in text[:2000] else _XML
    if suffix in TABLES:
        return None if path_of(path).is_file() or _is_submission(head) else _OTHER_CSV
    if head.startswith(b"PK"):
        return _RENAMED if _holds_workbook(path) else _ARCHIVE
    return None if text.startswith("{") else _UNKNOWN


def named(path: Path, kind: OtherKind) -> Finding:
    """What is said of a file that is not read."""
    return Finding(kind.severity, "other-file", str(path), "", None, "", kind.what, kind.remedy)


def _holds_workbook(path: Path) -> bool:
    """Whether a packed file is a workbook, whatever its name: a browser's ``.download``, a ``.bak``."""
    try:
        with ZipFile(path) as packed:
            names = set(packed.namelist())
            return "xl/workbook.xml" in names or (
                "mimetype" in names and b"opendocument.spreadsheet" in packed.read("mimetype")[:HEAD_BYTES]
            )
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return False


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""


def _is_submission(head: bytes) -> bool:
    """Whether one of the first lines has two headings of one of our sheets."""
    from .exchange.text_table import encoding_of  # late, as these are needed for such a file only
    from .workbook.lookups import folded
    from .workbook.open_workbook import Unreadable
    from .workbook.recognise_sheets import headings_in

    head = head[: head.rfind(b"\n") + 1] or head  # a sign that was cut in two would look like another encoding
    try:
        text = head.decode(encoding_of(head), "replace").lstrip("\ufeff")
    except Unreadable:
        return False
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    for line in lines:
        for mark in (";", ",", "\t", "|"):
            cells = [cell.strip().strip('"') for cell in line.split(mark)]
            if headings_in([cell for cell in cells if folded(cell)]) >= 2:
                return True
    return False
