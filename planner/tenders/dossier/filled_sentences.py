"""Sentences: the texts with the facts of a case filled in, each with the facts it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .fact import Fact, Facts
from .texts import Section, Text, texts

PLACE = re.compile(r"\{([a-z_.-]+)\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``fields`` are the facts that the sentence states or depends on; ``cells`` says the same as a row of a table, by
    heading (empty: it is no row); ``todo`` marks what a person still has to decide, ``fill`` where one writes."""

    text: str
    fields: tuple[str, ...]
    cells: tuple[tuple[str, str], ...] = ()
    todo: bool = False
    fill: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Of its table."""
        return tuple(heading for heading, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with its sentences."""

    title: str
    sentences: tuple[Sentence, ...]


def chapters(facts: Facts) -> tuple[Chapter, ...]:
    """The whole dossier; headings without sentences are left out."""
    sections = (section for section in texts().section if _holds(facts, section.only, None, None))
    made = (Chapter(section.title, tuple(_sentences(facts, section))) for section in sections)
    return tuple(chapter for chapter in made if chapter.sentences)


def _sentences(facts: Facts, section: Section) -> Iterator[Sentence]:
    made: list[tuple[Text, Sentence]] = []
    for text in section.texts:
        rows: Iterable[int | None] = [None] if text.each is None else range(len(facts.rows[text.each]))
        made += [(text, _filled(facts, text, row)) for row in rows if _wanted(facts, text, row)]
    for _, alike in groupby(made, key=lambda one: _but_for_articles(facts, *one)):
        yield _joined([sentence for _, sentence in alike], facts)


def _but_for_articles(facts: Facts, text: Text, sentence: Sentence) -> tuple[str, bool, bool] | int:
    """What sentences have in common that say the same of several parts of the Act; one with no article, with several
    or in a table is like no other."""
    articles = [name for name in PLACE.findall(text.text) if name.startswith("art.")]
    if len(articles) != 1 or text.each is not None:
        return id(sentence)
    return sentence.text.replace(str(facts.single[articles[0]]), "", 1), text.todo, text.fill


def _joined(alike: Sequence[Sentence], facts: Facts) -> Sentence:
    """One sentence with the articles of all of them."""
    if len(alike) == 1:
        return alike[0]
    articles = [next(str(facts.single[f]) for f in one.fields if f.startswith("art.")) for one in alike]
    fields = dict.fromkeys(name for one in alike for name in one.fields)
    return replace(alike[0], text=alike[0].text.replace(articles[0], "; ".join(articles), 1), fields=tuple(fields))


def _wanted(facts: Facts, text: Text, row: int | None) -> bool:
    return _holds(facts, text.only, text.each, row)


def _holds(facts: Facts, only: str | None, rows: str | None, row: int | None) -> bool:
    """Whether all of these facts are as asked."""
    return all(
        bool(_fact(facts, name.removeprefix("!"), rows, row)[1].value) != name.startswith("!") for name in _names(only)
    )


def _names(only: str | None) -> list[str]:
    return [] if only is None else only.split(" & ")


def _filled(facts: Facts, text: Text, row: int | None) -> Sentence:
    used = dict.fromkeys(_fact(facts, name.removeprefix("!"), text.each, row)[0] for name in _names(text.only))

    def value(match: re.Match[str]) -> str:
        name, fact = _fact(facts, match[1], text.each, row)
        used[name] = None
        return str(fact)

    told = PLACE.sub(value, text.text)
    cells = tuple((heading, PLACE.sub(value, cell)) for heading, cell in text.cells.items())
    return Sentence(told[0].upper() + told[1:], tuple(used), cells, text.todo, text.fill)


def _fact(facts: Facts, name: str, rows: str | None, row: int | None) -> tuple[str, Fact]:
    if rows is not None and row is not None and name.startswith("row."):
        key = name.removeprefix("row.")
        return f"{rows}[{row}].{key}", facts.rows[rows][row][key]
    return name, facts.single[name]
