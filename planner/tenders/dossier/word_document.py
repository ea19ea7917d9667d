"""A dossier as a Word document: what goes with tender documents after somebody has filled in the marked places.

Headings, repeated table headings, the language and page numbers are those that EN 301 549 asks of a published
document; marked places are boxed and yellow.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from .documents import ORIGIN, ORIGIN_NOTE, SOURCE, blocks, boxed, fields_of, numbered, to_do
from .filled_sentences import Chapter, Sentence
from .texts import texts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

LONGEST = 255
"""Characters of a property of a Word document."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not have."""
FONT = "Arial"
LINE_CM, PADDING_CM, CHARACTER_CM = 16.6, 0.45, 0.18
"""Width of a line, what a cell of a table leaves blank, and width of a character in one."""
BOLD = 1.25
"""How much wider a heading is."""
LINE = 45
"""Characters that a cell may have on a line before it is folded."""
KEPT = 4
"""Rows of a table that stay on one page with its heading."""
SHADE = "D9E2EC"
"""Behind headings of tables."""
FOOT = "Hulpmiddel, geen juridisch advies"


def word(title: str, chapters: Sequence[Chapter]) -> bytes:
    """The same as Markdown says, on pages of A4."""
    from docx import Document

    document = Document()
    document.core_properties.title = _printable(title)[:LONGEST]
    document.core_properties.author = "wijkplan"
    document.core_properties.language = "nl-NL"
    _styles(document)
    _page(document, title)
    document.add_heading(_printable(title), level=1)
    document.add_paragraph().add_run(texts().warning).bold = True
    document.add_paragraph(to_do(chapters))
    numbers, places = count(1), count(1)
    for chapter in chapters:
        document.add_heading(chapter.title, level=2)
        for headings, rows in blocks(chapter.sentences):
            if headings:
                _table(document, headings, rows, numbers)
            else:
                _sentences(document, rows, numbers, places)
    document.add_heading(ORIGIN, level=2).paragraph_format.page_break_before = True
    document.add_paragraph(ORIGIN_NOTE)
    for i, sentence in enumerate((s for c in chapters for s in c.sentences), 1):
        _small(document.add_paragraph(), f"[{i}] {fields_of(sentence)}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _sentences(
    document: Document, sentences: Sequence[Sentence], numbers: Iterator[int], places: Iterator[int]
) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for sentence in sentences:
        text = f"{_printable(boxed(sentence))} "
        paragraph = document.add_paragraph(text, style="List" if sentence.todo else "List Bullet")
        if sentence.fill:
            paragraph.add_run(numbered(next(places))).font.highlight_color = WD_COLOR_INDEX.YELLOW
            paragraph.add_run(" ")
        paragraph.add_run(f"[{next(numbers)}]").font.superscript = True


def _table(document: Document, headings: Sequence[str], sentences: Sequence[Sentence], numbers: Iterator[int]) -> None:
    from docx.oxml import OxmlElement

    top = (*headings, SOURCE)
    rows = [(*(_printable(text) for _, text in s.cells), f"[{next(numbers)}]") for s in sentences]
    widths = column_widths([top, *rows])
    table = document.add_table(rows=0, cols=len(top), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for i, cells in enumerate((top, *rows)):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader" if i == 0 else "w:cantSplit"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            together = i < min(len(rows), KEPT)
            _cell(cell, text, heading=i == 0, with_next=together)
    document.add_paragraph().paragraph_format.space_after = 0


def column_widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths within a line, in units of Word: no word is broken where it can be helped, and what is left goes to the
    columns that have more to say."""
    from docx.shared import Cm

    columns = list(zip(*rows, strict=True))
    least = [
        _width(max(len(word) * (BOLD if i == 0 else 1) for i, text in enumerate(column) for word in text.split(" ")))
        for column in columns
    ]
    asked = [_width(min(max(map(len, column)), LINE)) for column in columns]
    more = [max(0.0, want - one) for want, one in zip(asked, least, strict=True)]
    left = max(0.0, LINE_CM - sum(least))
    share, shrunk = min(1.0, left / (sum(more) or 1.0)), min(1.0, LINE_CM / sum(least))
    return [int(Cm((one + share * extra) * shrunk)) for one, extra in zip(least, more, strict=True)]


def _width(characters: float) -> float:
    return characters * CHARACTER_CM + PADDING_CM


def _cell(cell: _Cell, text: str, heading: bool, with_next: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = with_next
    run = paragraph.add_run(_printable(text))
    run.font.size, run.bold = Pt(8), heading
    if text.startswith("€"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if heading:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>'))


def _small(paragraph: Paragraph, text: str) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(_printable(text)).font.size = Pt(7.5)


def _styles(document: Document) -> None:
    """One font, spacing in which lists can be read, and Dutch as the language of everything."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", 10), ("Heading 1", 18), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(kind), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
    for name in ("List", "List Bullet"):
        document.styles[name].paragraph_format.space_after = Pt(3)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    for old in document.styles.element.iter(qn("w:lang")):
        old.set(qn("w:val"), "nl-NL")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _page(document: Document, title: str) -> None:
    """A4, the title on top of every page and its number below."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _small(section.header.paragraphs[0], title)
    foot = section.footer.paragraphs[0]
    _small(foot, f"{FOOT} - pagina ")
    _field(foot, "PAGE")
    _small(foot, " van ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = Pt(7.5)
    field.append(run._r)
    paragraph._p.append(field)


def _printable(text: str) -> str:
    """Text that XML can hold, in which no amount is broken off its sign."""
    return UNPRINTABLE.sub(" ", text).replace("€ ", "€\u00a0")
