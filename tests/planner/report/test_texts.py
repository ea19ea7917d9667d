"""Texts of the report: none stands in one language only (that both are there: ``tests/planner/text``)."""

from __future__ import annotations

import inspect
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.planner.record.rows import result, saving
from tests.planner.report.pages import made
from wijkplan.planner.record import Word
from wijkplan.planner.report import render
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.locale import DUTCH, ENGLISH
from wijkplan.planner.results import words

TEMPLATES = sorted((Path(inspect.getfile(render)).parent / "templates").glob("*.jinja"))


class Bare(HTMLParser):
    """Collects words that stand in a template in one language only: text, and what is read aloud or shown on
    hovering."""

    TOLD = frozenset({"aria-label", "title", "placeholder", "alt", "data-title"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [
            value for name, value in attrs if name in self.TOLD and value and re.search(r"[^\W\d_]{2,}", value)
        ]

    def handle_data(self, data: str) -> None:
        if re.search(r"[^\W\d_]{2,}", data):
            self.found.append(data.strip())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_text_stands_in_a_template_in_one_language(path: Path) -> None:
    plain = "".join(part if kind == "data" else "" for _, kind, part in Environment().lex(path.read_text("utf-8")))
    parser = Bare()
    parser.feed(plain)
    assert [text for text in parser.found if text.strip() != "Tornado:"] == []


def test_words_of_results_are_translated() -> None:
    """Each of them, and what is alike in both languages is meant so."""
    tables = {name for name, told in vars(words.ENGLISH).items() if name.isupper() and isinstance(told, dict)}
    assert len(tables) > 12
    same = {
        told
        for name in tables - {"WORK_TYPES", "LETTERS"}
        for key, told in getattr(words.ENGLISH, name).items()
        if told == getattr(words.DUTCH, name)[key]
    }
    assert same <= {"procedures"}, same


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "–"),
        (9_999, "€ 9,999"),
        (12_345, "€ 12 thousand"),
        (999_600, "€ 1.00 million"),
        (12_345_678, "€ 12.3 million"),
    ],
)
def test_english_amounts(amount: int | None, text: str) -> None:
    assert words.ENGLISH.brief(amount) == text


@pytest.mark.parametrize("word", ["proven", "indicated", "negligible", "undecided"])
def test_english_sentences_say_the_interval_and_its_word(word: Word) -> None:
    low, high = (0, 4_000) if word in ("negligible", "undecided") else (100_000, 200_000)
    whole = saving("all_in", "streets", "bundled", low, high, word)
    english = Sentences(ENGLISH)
    base = result("all_in", "streets", 10**6)
    for told in (english.headline("all_in", whole, base), english.bundling(whole)):
        assert word in told
        assert words.ENGLISH.brief(high) in told


def test_the_page_shows_dutch_and_keeps_english_apart() -> None:
    html = str(made("examples/combined-tender")[1].texts["report.html"])
    dutch, english = html.split('<template id="english">')
    for only_dutch, only_english in (
        ("Waarom niet eerder", "Why not sooner"),
        ("Hoe zeker is dit", "How sure we are"),
        ("aanbesteden", "tendering"),
    ):
        assert only_dutch in dutch and only_dutch not in english
        assert only_english in english and only_english not in dutch
    assert '<html lang="nl">' in dutch and '<main lang="en"' in english


def test_a_day_in_a_text_with_tags_is_written_as_its_reader_writes_it() -> None:
    start = date(2027, 1, 4)
    assert [tongue.html("<b>{start}</b>", start=start) for tongue in (DUTCH, ENGLISH)] == [
        "<b>04-01-2027</b>",
        "<b>2027-01-04</b>",
    ]
