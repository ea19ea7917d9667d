"""A dossier on paper: Markdown, Word, and the file beside them that leads every sentence back to its fields."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence

from .fact import Facts
from .filled_sentences import Chapter, Sentence
from .texts import texts

TODO = "☐"
LONGEST = 255
"""Characters of a property of a Word document."""
MARKUP = re.compile(r"([\\`*{}\[\]<>#|~!]|(?<!\w)_|_(?!\w))")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not have."""


def markdown(title: str, chapters: Sequence[Chapter]) -> str:
    """Numbers in brackets lead to the list of sources at the end."""
    lines, notes = [f"# {_plain(title)}", "", f"> **{texts().warning}**", ""], []
    for chapter in chapters:
        lines += [f"## {chapter.title}", ""]
        for sentence in chapter.sentences:
            notes.append(sentence)
            lines += [f"- {_plain(_marked(sentence))} [{len(notes)}]"]
        lines.append("")
    lines += [
        "## Herkomst van elke zin",
        "",
        "De velden staan met waarde en bron in het json-bestand naast dit dossier.",
        "",
    ]
    lines += [f"{i}. {_fields(sentence)}" for i, sentence in enumerate(notes, 1)]
    return "\n".join(lines) + "\n"


def word(title: str, chapters: Sequence[Chapter]) -> bytes:
    """The same as a Word document."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = _printable(title)[:LONGEST]
    document.core_properties.author = "wijkplan"
    document.add_heading(_printable(title), level=1)
    document.add_paragraph().add_run(texts().warning).bold = True
    notes: list[Sentence] = []
    for chapter in chapters:
        document.add_heading(chapter.title, level=2)
        for sentence in chapter.sentences:
            notes.append(sentence)
            paragraph = document.add_paragraph(f"{_printable(_marked(sentence))} ", style="List Bullet")
            mark = paragraph.add_run(f"[{len(notes)}]")
            mark.font.superscript = True
    document.add_heading("Herkomst van elke zin", level=2)
    for i, sentence in enumerate(notes, 1):
        run = document.add_paragraph().add_run(f"[{i}] {_fields(sentence)}")
        run.font.size = Pt(8)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sidecar(tender: str, facts: Facts, chapters: Sequence[Chapter]) -> str:
    """Facts with their sources, and per sentence, in the order of the brackets, the facts it rests on."""
    sentences = [
        {"number": i, "chapter": title, "text": s.text, "fields": list(s.fields), "todo": s.todo}
        for i, (title, s) in enumerate(((c.title, s) for c in chapters for s in c.sentences), 1)
    ]
    value = {
        "format_version": 1,
        "tender": tender,
        "warning": texts().warning,
        "sentences": sentences,
        "facts": facts.as_json(),
    }
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _plain(text: str) -> str:
    """Text in which nothing is markup: names and titles are what somebody typed."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _printable(text: str) -> str:
    return UNPRINTABLE.sub(" ", text)


def _marked(sentence: Sentence) -> str:
    return f"{TODO} {sentence.text}" if sentence.todo else sentence.text


def _fields(sentence: Sentence) -> str:
    return ", ".join(sentence.fields) or ("in te vullen" if sentence.todo else "vaste tekst")
