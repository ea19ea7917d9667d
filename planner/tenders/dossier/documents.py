"""A dossier on paper: Markdown, and the file beside it that leads every sentence back to its fields; Word is in
``word_document.py``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from .fact import Facts
from .filled_sentences import Chapter, Sentence
from .texts import texts

TODO = "☐"
FILL = "[in te vullen]"
"""Where somebody writes; each has a number, so that none is overlooked."""
SOURCE = "bron"
"""Heading of the column that leads from a row to its sources."""
ORIGIN = "Herkomst van elke zin"
ORIGIN_NOTE = "De velden staan met waarde en bron in het json-bestand naast dit dossier."
MARKUP = re.compile(r"([\\`*{}\[\]<>#|~!]|(?<!\w)_|_(?!\w))")


def markdown(title: str, chapters: Sequence[Chapter]) -> str:
    """Numbers in brackets lead to the list of sources at the end."""
    lines, numbers, places = [f"# {_plain(title)}", "", f"> **{texts().warning}**", ""], count(1), count(1)
    lines += [f"> {_plain(to_do(chapters))}", ""]
    for chapter in chapters:
        lines += [f"## {chapter.title}", ""]
        for headings, rows in blocks(chapter.sentences):
            if headings:
                lines += [_row([*headings, SOURCE]), _row(["---"] * (len(headings) + 1))]
                lines += [_row([*(_plain(cell) for _, cell in s.cells), f"[{next(numbers)}]"]) for s in rows]
            else:
                lines += [f"- {_plain(boxed(s))}{_place(s, places)} [{next(numbers)}]" for s in rows]
            lines.append("")
    lines += [f"## {ORIGIN}", "", ORIGIN_NOTE, ""]
    lines += [f"{i}. {fields_of(s)}" for i, s in enumerate((s for c in chapters for s in c.sentences), 1)]
    return "\n".join(lines) + "\n"


def blocks(sentences: Sequence[Sentence]) -> Iterator[tuple[tuple[str, ...], list[Sentence]]]:
    """Sentences in order, those of one table together under its headings; the others under none."""
    for headings, rows in groupby(sentences, key=lambda sentence: sentence.headings):
        yield headings, list(rows)


def sidecar(tender: str, facts: Facts, chapters: Sequence[Chapter]) -> str:
    """Facts with their sources, and per sentence, in the order of the brackets, the facts it rests on."""
    sentences = [
        {"number": i, "chapter": title, "text": s.text, "fields": list(s.fields), "todo": s.todo, "fill": s.fill}
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


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _place(sentence: Sentence, places: Iterator[int]) -> str:
    return f" **{_plain(numbered(next(places)))}**" if sentence.fill else ""


def numbered(place: int) -> str:
    """The mark of a place to write in."""
    return f"{FILL[:-1]} {place}]"


def to_do(chapters: Sequence[Chapter]) -> str:
    """How much a person still has to do, for the top of a document."""
    sentences = [sentence for chapter in chapters for sentence in chapter.sentences]
    places = sum(sentence.fill for sentence in sentences)
    drafts = sum(sentence.todo and not sentence.fill for sentence in sentences)
    told = f"{places} {'plaats' if places == 1 else 'plaatsen'} in te vullen"
    if places:
        told += f", genummerd ({numbered(1)}" + (f" tot en met {places})" if places > 1 else ")")
    if drafts:
        told += (
            f"; {drafts} {'concept' if drafts == 1 else 'concepten'} om te houden, te wijzigen of te schrappen ({TODO})"
        )
    return f"Nog te doen: {told}."


def boxed(sentence: Sentence) -> str:
    """A sentence with the box of what a person still decides."""
    return f"{TODO} {sentence.text}" if sentence.todo else sentence.text


def fields_of(sentence: Sentence) -> str:
    """What a sentence rests on, as the list of sources says it."""
    return ", ".join(sentence.fields) or ("in te vullen" if sentence.todo else "vaste tekst")
