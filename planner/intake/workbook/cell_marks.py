"""What stands in a workbook's XML beside values: how far the cells reach, hidden rows, error cells, formulas without a
calculated value.

Read with regular expressions on purpose: it is a pass over text of tens of megabytes that must not build a tree, and
only looks for attributes that writers of workbooks spell in one way. Nothing here decides what a value is."""

from __future__ import annotations

import html
import re
import xml.parsers.expat as expat
from collections.abc import Mapping
from dataclasses import dataclass, field

_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"[^>]*?>')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b[^>]*>")
_NAME = re.compile(rb'\sr="([A-Z]{0,3})(\d{1,7})"')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*>")
_RELATION = re.compile(rb"<Relationship [^>]*>")
_ODS_TABLE = re.compile(rb"<table:table (.*?)</table:table>", re.S)
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.S)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_PROPERTIES = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*>")
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"')
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.S)
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", re.S)
_STRUCK = re.compile(rb'<(?:\w+:)?strike(?:\s*/>|>|\s+val="(?:1|true)")')
_WHITE = re.compile(rb'<(?:\w+:)?color\b[^>]*?(?:rgb="(?:FF)?FFFFFF"|theme="0")')
_SHAPE = re.compile(rb"<(?:\w+:)?txBody\b.*?</(?:\w+:)?txBody>", re.S)
_DRAWN_TEXT = re.compile(rb"<a:t\b[^>]*>([^<]*)</a:t>")
_PICTURE = re.compile(rb"<xdr:pic\b")
_OBJECT = re.compile(rb"<(?:\w+:)?oleObject\b")
_COLUMN = re.compile(rb"<(?:\w+:)?col [^>]*>")
_COMMENT = re.compile(rb'<(?:\w+:)?comment\b[^>]*?\bref="([A-Z]{1,3}\d{1,7})"[^>]*>')
_AUTHOR = re.compile(rb"<(?:\w+:)?author>([^<]*)</")
_ODS_STRUCK = re.compile(
    rb'<style:style style:name="([^"]*)"(?:(?!</style:style>).)*?text-line-through-style="(?!none)', re.S
)
_ODS_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
OURS = b"wijkplan"  # who wrote the comments of a marked copy
MOST_HIDDEN_COLUMNS = 1000
_STYLED = re.compile(rb'\ss="(\d+)"')
RELATIONS = "xl/_rels/workbook.xml.rels"
_UNUSUAL = re.compile(rb"<[A-Za-z][^>]*?(?:\s=|=\s|='|[\t\r\n])")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


@dataclass(slots=True)
class Marks:
    """Of one sheet, rows and columns counted from 1; ``errors``, ``not_calculated`` and ``percents`` (shown as a
    percentage, so that 1 is 100 %), ``months`` (dates shown as month and year), ``struck`` (struck through) and
    ``comments`` are cells such as ``B7``; ``from_1904``: numbers that are dates count from 1904, as
    the workbook says. ``unseen`` are cells that are white or whose format hides what they hold, ``units`` what a format
    writes behind a number, ``texts`` what stands in text boxes, ``pictures`` how many pictures and files lie on it."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    errors: set[str] = field(default_factory=set)
    not_calculated: set[str] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    pictures: int = 0
    from_1904: bool = False

    @property
    def cells(self) -> int:
        """Cells between the corners."""
        return self.last_row * self.last_column


def marks(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """Per sheet name what its XML shows; ``parts`` are the files of the workbook by name."""
    if "content.xml" in parts:
        return _ods(canonical(parts["content.xml"]))
    by_name = {name.casefold(): xml for name, xml in parts.items()}  # names of parts are alike whatever their capitals
    workbook = canonical(by_name.get("xl/workbook.xml", b""))
    from_1904 = any(_attribute(tag, b"date1904") in ("1", "true") for tag in _PROPERTIES.findall(workbook))
    styles = _styles(canonical(by_name.get("xl/styles.xml", b"")))
    targets = {
        _attribute(r, b"Id"): _attribute(r, b"Target")
        for r in _RELATION.findall(canonical(by_name.get(RELATIONS, b"")))
    }
    found = {}
    for sheet in _SHEET.findall(workbook):
        target = targets.get(_attribute(sheet, b"r:id") or _attribute(sheet, rb"\w+:id"), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        seen = _xlsx(canonical(by_name.get(name.casefold(), b"")), styles)
        seen.from_1904 = from_1904
        seen.comments = _comments(by_name, name.casefold())
        _drawn(seen, by_name, name.casefold())
        found[html.unescape(_attribute(sheet, b"name"))] = seen
    return found


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of the cell styles that show a percentage, a month with its year, are struck through, show nothing, or
    write a unit."""

    percent: frozenset[bytes]
    month: frozenset[bytes]
    struck: frozenset[bytes]
    unseen: frozenset[bytes]
    units: Mapping[bytes, str]


def _styles(styles: bytes) -> _Styles:
    codes = dict(_FORMAT.findall(styles))
    percent = {number for number, code in codes.items() if b"%" in code} | {b"9", b"10"}
    month = {number for number, code in codes.items() if _is_month(code)} | {b"17"}
    fonts = _FONTS.search(styles)
    listed = _FONT.findall(fonts.group(0)) if fonts else []
    struck = {str(i) for i, font in enumerate(listed) if _STRUCK.search(font)}
    white = {str(i) for i, font in enumerate(listed) if _WHITE.search(font)}
    nothing = {number for number, code in codes.items() if code.count(b";") > 1 and not code.strip(b"; ")}
    units = {number: unit for number, code in codes.items() if (unit := _unit(code))}
    cells = _CELL_STYLES.search(styles)
    kinds = [
        (_attribute(tag, b"numFmtId").encode(), _attribute(tag, b"fontId"), _attribute(tag, b"fillId"))
        for tag in (_STYLE.findall(cells.group(0)) if cells else ())
    ]
    of = {i: str(i).encode() for i in range(len(kinds))}
    return _Styles(
        frozenset(of[i] for i, (number, _, _) in enumerate(kinds) if number in percent),
        frozenset(of[i] for i, (number, _, _) in enumerate(kinds) if number in month),
        frozenset(of[i] for i, (_, font, _) in enumerate(kinds) if font in struck),
        frozenset(
            of[i]
            for i, (number, font, fill) in enumerate(kinds)
            if number in nothing or (font in white and fill in ("", "0"))
        ),
        {of[i]: units[number] for i, (number, _, _) in enumerate(kinds) if number in units},
    )


def _unit(code: bytes) -> str:
    """What a format writes behind a number or before it: the text in quotes, or the sign of euros."""
    text = html.unescape(code.decode("utf-8", "replace")).partition(";")[0]
    found = re.search(r'"\s*([^"\d]+?)\s*"', text)
    return "\u20ac" if "\u20ac" in text else found[1] if found and re.search("[0#]", text) else ""


def _drawn(seen: Marks, parts: Mapping[str, bytes], sheet: str) -> None:
    """Text boxes, pictures and files that lie on a sheet, by the name of its part in small letters."""
    folder, _, name = sheet.rpartition("/")
    seen.pictures = len(_OBJECT.findall(parts.get(sheet, b"")))
    for tag in _RELATION.findall(canonical(parts.get(f"{folder}/_rels/{name}.rels", b""))):
        target = _attribute(tag, b"Target").casefold()
        if "drawing" in target and target.endswith(".xml"):
            xml = parts.get(target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('../')}", b"")
            shapes = (b"".join(_DRAWN_TEXT.findall(shape)) for shape in _SHAPE.findall(xml))
            seen.texts += [html.unescape(text.decode("utf-8", "replace")) for text in shapes if text.strip()]
            seen.pictures += len(_PICTURE.findall(xml))


def _is_month(code: bytes) -> bool:
    """Whether a format shows month and year and no day: ``mmm-yy``, Dutch ``mmm jj``."""
    signs = re.sub(rb'\[[^]]*\]|&quot;.*?&quot;|"[^"]*"|\\.', b"", code).lower().partition(b";")[0]
    return b"m" in signs and (b"y" in signs or b"j" in signs) and not set(signs) & set(b"dhs0#")


def _comments(parts: Mapping[str, bytes], sheet: str) -> set[str]:
    """Cells of a sheet with a comment that is not ours, by the name of its part in small letters."""
    folder, _, name = sheet.rpartition("/")
    found: set[str] = set()
    for tag in _RELATION.findall(canonical(parts.get(f"{folder}/_rels/{name}.rels", b""))):
        target = _attribute(tag, b"Target").casefold()
        if "comment" in target and "threaded" not in target:
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('../')}"
            xml = canonical(parts.get(path, b""))
            authors = _AUTHOR.findall(xml)
            for match in _COMMENT.finditer(xml):
                by = _attribute(match.group(0), b"authorId")
                if not (by.isdigit() and int(by) < len(authors) and authors[int(by)] == OURS):
                    found.add(match.group(1).decode())
    return found


def canonical(xml: bytes) -> bytes:
    """The same elements, attributes and text as most writers spell them, where it is spelled in another way: single
    quotes, blanks around the equals sign or line breaks in a tag, another encoding. What is no XML stays as it is; the
    library refuses it."""
    if not (
        _UNUSUAL.search(xml)
        or xml.startswith((b"\xff\xfe", b"\xfe\xff"))
        or re.search(rb"encoding=.(?!utf-8)", xml[:200], re.I)
    ):
        return xml
    made: list[str] = []
    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler = lambda name, given: made.append(f"<{name}{_as_usual(given)}>")
    reader.EndElementHandler = lambda name: made.append(f"</{name}>")
    reader.CharacterDataHandler = lambda text: made.append(html.escape(text, quote=False))
    try:
        reader.Parse(xml, True)
    except expat.ExpatError:
        return xml
    return "".join(made).encode("utf-8", "replace")


def _as_usual(given: Mapping[str, str]) -> str:
    return "".join(f' {name}="{html.escape(given[name])}"' for name in sorted(given, key=lambda name: name != "r"))


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"[\s]" + name + rb'="([^"]*)"', tag)
    return match.group(1).decode("utf-8", "replace") if match else ""


def _xlsx(xml: bytes, styles: _Styles) -> Marks:
    found = Marks()
    kinds = (
        (styles.percent, found.percents),
        (styles.month, found.months),
        (styles.struck, found.struck),
        (styles.unseen, found.unseen),
    )
    told = [(kind, cells) for kind, cells in kinds if kind]
    widest: dict[bytes, int] = {}
    count = 0
    for match in _CELL.finditer(xml):
        count += 1
        letters, row, rest = match.groups()
        if letters not in widest:
            widest[letters] = column_number(letters.decode())
        found.last_row = max(found.last_row, int(row))
        if b't="e"' in rest:
            found.errors.add(f"{letters.decode()}{int(row)}")
        if style := _STYLED.search(rest):
            for kind, cells in told:
                if style.group(1) in kind:
                    cells.add(f"{letters.decode()}{int(row)}")
            if style.group(1) in styles.units:
                found.units[f"{letters.decode()}{int(row)}"] = styles.units[style.group(1)]
    found.last_column = max(widest.values(), default=0)
    if len(_ANY_CELL.findall(xml)) > count:
        _reach_of_unnamed(found, xml)
    for column in _COLUMN.findall(xml[: xml.find(b"<sheetData") + 1]):
        first, last = _attribute(column, b"min"), _attribute(column, b"max")
        if _HIDDEN.search(column) and first.isdigit() and last.isdigit():
            found.hidden_columns |= {*range(int(first), min(int(last), int(first) + MOST_HIDDEN_COLUMNS) + 1)}
    found.hidden_rows = [int(m.group(1)) for m in _ROW.finditer(xml) if _HIDDEN.search(m.group(0))]
    if b"<f" in xml:
        found.not_calculated = {m.group(1).decode() for m in _NO_VALUE.finditer(xml)}
    return found


def _reach_of_unnamed(found: Marks, xml: bytes) -> None:
    """Cells without a name follow on the one before them; those whose name is not their first attribute are looked at
    one by one."""
    row = column = 0
    for tag in _ROW_OR_CELL.finditer(xml):
        name = _NAME.search(tag.group(0))
        if tag.group(1) == b"row":
            row, column = int(name.group(2)) if name else row + 1, 0
        elif name and name.group(1):
            row, column = int(name.group(2)), column_number(name.group(1).decode())
        else:
            column += 1
        found.last_row, found.last_column = max(found.last_row, row), max(found.last_column, column)


def _ods(xml: bytes) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    struck = set(_ODS_STRUCK.findall(xml))
    from_1904 = bool(re.search(rb'<table:null-date\b[^>]*table:date-value="1904', xml))
    for table in _ODS_TABLE.findall(xml):
        seen, row, column = Marks(from_1904=from_1904), 0, 0
        for match in _ODS_COLUMN.finditer(table):
            if re.search(rb'table:visibility="(?:collapse|filter)"', match.group(1)):
                most = min(_repeats(match.group(1)), MOST_HIDDEN_COLUMNS)
                seen.hidden_columns |= {*range(column + 1, column + most + 1)}
            column += _repeats(match.group(1))
        for head, cells in _ODS_ROW.findall(table):
            repeated = _repeats(head)
            column = last = 0
            for match in _ODS_CELL.finditer(cells):
                column += _repeats(match.group(1))
                if b"office:value-type" in match.group(1):
                    last = column
                if b'office:value-type="percentage"' in match.group(1):
                    seen.percents.add(cell_name(row, column - 1))
                if _attribute(match.group(1), b"table:style-name").encode() in struck:
                    seen.struck.add(cell_name(row, column - 1))
                if cells[match.end() : match.end() + 100].lstrip().startswith(b"<office:annotation"):
                    seen.comments.add(cell_name(row, column - 1))
                if b'calcext:value-type="error"' in match.group(1):
                    seen.errors.add(cell_name(row, column - 1))
            if last:
                seen.last_row, seen.last_column = row + repeated, max(seen.last_column, last)
                if b'table:visibility="collapse"' in head or b'table:visibility="filter"' in head:
                    seen.hidden_rows += range(row + 1, min(row + repeated, row + 1000) + 1)
            row += repeated
        found[html.unescape(_attribute(b" " + table, b"table:name"))] = seen
    return found


def _repeats(tag: bytes) -> int:
    match = _REPEATED.search(tag)
    return int(match.group(1)) if match else 1


def column_number(letters: str) -> int:
    """1 for ``A``."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """``A1`` for row 0, column 0."""
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def row_and_column(cell: str) -> tuple[int, int]:
    """Row and column from 0 of a cell such as ``B5``."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1
