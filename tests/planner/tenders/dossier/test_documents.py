"""Dossiers as documents: Word and Markdown say the same, and look as what is published must look."""

from __future__ import annotations

import io
import re
from itertools import count
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from tests.planner.tenders.dossier.chosen import (
    COMPARISON,
    SEWER,
    TWO_REGIMES,
    TWO_SEWERS,
    case,
    world,
)
from wijkplan.planner.folder.documents import Documents
from wijkplan.planner.programme import Programme
from wijkplan.planner.tenders.dossier import add_files, dossiers, facts_of
from wijkplan.planner.tenders.dossier.fact import Fact, file_name, listed
from wijkplan.planner.tenders.dossier.filled_sentences import chapters
from wijkplan.planner.tenders.dossier.texts import texts
from wijkplan.planner.tenders.dossier.word_document import CHARACTER_CM, LINE_CM, column_widths


def papers(made: Programme, tender: str) -> dict[str, Any]:
    one = case(made, tender)
    files = Documents()
    add_files(dossiers(made, one.compiled, COMPARISON, one.plans), files)
    assert files.failed == {}
    return {name.rsplit(".", 1)[1]: content for name, content in files.made.items()}


def test_word_and_markdown_say_the_same_and_that_it_is_no_advice() -> None:
    made = papers(TWO_SEWERS, "undivided:A+B")
    document = Document(io.BytesIO(made["docx"]))
    lines = [p.text.replace("\xa0", " ") for p in document.paragraphs]
    cells = [[c.text.replace("\xa0", " ") for c in row.cells] for table in document.tables for row in table.rows]
    facts, places = chapters(facts_of(case(TWO_SEWERS, "undivided:A+B"))), count(1)
    for number, sentence in enumerate((s for c in facts for s in c.sentences), 1):
        place = f"[in te vullen {next(places)}] " if sentence.fill else ""
        if sentence.cells:
            row = [text for _, text in sentence.cells] + [f"[{number}]"]
            assert row in cells and f"| {' | '.join(row)} |" in made["md"]
        else:
            shown = f"{'☐ ' if sentence.todo else ''}{sentence.text} {place}[{number}]"
            assert shown in lines
            assert f"- {shown}" in re.sub(r"\*\*\\(\[in te vullen \d+)\\\]\*\*", r"\1]", made["md"])
    assert texts().warning in lines and texts().warning in made["md"] and "geen juridisch advies" in texts().warning
    marked = sum(s.fill for c in facts for s in c.sentences)
    assert marked >= 6 and next(places) == marked + 1
    assert f"Nog te doen: {marked} plaatsen in te vullen, genummerd ([in te vullen 1] tot en met {marked})" in lines[2]
    assert f"Nog te doen: {marked} plaatsen in te vullen" in made["md"]


def test_a_document_has_what_a_published_one_must_have() -> None:
    """Language, page numbers, headings in order, headings of tables that return on every page, marked places."""
    document = Document(io.BytesIO(papers(TWO_REGIMES, "lots-regime:NET+SEW")["docx"]))
    xml = document.element.xml
    assert document.core_properties.language == "nl-NL"
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "Dossier bekabeling en riolering, Opwierde-Zuid, Eemsdelta"
    assert all(name in section.footer._element.xml for name in ("PAGE", "NUMPAGES", "geen juridisch advies"))
    levels = [p.style.name for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading")]
    assert levels[0] == "Heading 1" and set(levels[1:]) == {"Heading 2"}
    assert xml.count("<w:tblHeader") == len(document.tables) >= 5
    assert xml.count('w:highlight w:val="yellow"') >= 6
    assert "pageBreakBefore" in xml  # the list of sources is an annex


def test_columns_fill_a_line_at_most_and_break_no_word() -> None:
    rows = [("Vorm", "Procedure"), ("afzonderlijk", "meervoudig onderhandse procedure " * 3)]
    narrow, wide = (width / 360_000 for width in column_widths(rows))  # centimetres
    assert narrow + wide <= LINE_CM + 0.01 and narrow >= 12 * CHARACTER_CM and wide > narrow


def test_file_names_are_short_and_differ() -> None:
    names = {file_name(f"undivided:{'+'.join('x' * 60 for _ in range(4))}{end}") for end in "ab"}
    assert len(names) == 2 and all(len(name) < 100 for name in names)
    assert file_name("lots-regime:A+B") == "lots-regime-A+B"
    assert len({file_name(f"undivided:r{sign}1+r{sign}2") for sign in ":-/ .é"}) == 6


def test_nothing_that_people_typed_is_markup_or_breaks_a_document() -> None:
    named = {"projects": ["A", "B"], "name": "[klik](http://x.example) **nu** <b>\x07 " + "lang " * 80}
    made = world([{**SEWER, "id": "A"}, {**SEWER, "id": "B"}], settings={"combinations": {"name": [named]}})
    found = papers(made, "undivided:A+B")
    heading = found["md"].splitlines()[0]
    assert "\\[klik\\](http" in heading and "\\*\\*nu\\*\\*" in heading and "\\<b\\>" in heading
    document = Document(io.BytesIO(found["docx"]))
    assert (
        "[klik](http://x.example) **nu** <b>" in document.paragraphs[0].text
        and len(document.core_properties.title) <= 255
    )


def test_how_facts_are_written() -> None:
    assert [str(Fact(v, "weeks", "x#y")) for v in (1, 2)] == ["1 week", "2 weken"]
    assert [str(Fact(v, "percent", "x#y")) for v in (60, 9.6)] == ["60 %", "9,6 %"]
    assert listed(["a", "b", "c"]) == "a, b en c" and listed(["a en b", "c"]) == "a en b; c" and listed([]) == "geen"


def test_what_is_not_known_is_said() -> None:
    assert str(Fact(None, "eur", "x#y")) == "onbekend"
