"""A count of one reads as one, in both languages, in the middle of a sentence and with the verb behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wijkplan.planner import text
from wijkplan.planner.report.locale import DUTCH, ENGLISH
from wijkplan.planner.text import entries, say, translated
from wijkplan.planner.text.counted import NOUNS, agreeing

ABOUT = (
    "{projects} projects in {districts} districts, {homes} homes with work, {weeks} weeks from {start}; plans made on "
    "{made}."
)
FIELDS = {"start": "2027-01-04", "made": "2026-11-30"}


def test_each_count_by_itself() -> None:
    told = say(ABOUT, projects=1, districts=2, homes="1", weeks=26, **FIELDS)
    assert told == "1 project in 2 districts, 1 home with work, 26 weeks from 2027-01-04; plans made on 2026-11-30."
    assert translated(told, "nl").startswith("1 project in 2 wijken, 1 woning met werk, 26 weken vanaf")
    many = say(ABOUT, projects=11, districts=21, homes=0, weeks=1, **FIELDS)
    assert many == "11 projects in 21 districts, 0 homes with work, 1 week from 2027-01-04; plans made on 2026-11-30."


def test_pages_say_it_too() -> None:
    assert str(ENGLISH.html("{n} things", n=1)) == "1 thing" and str(DUTCH.html("{n} things", n=1)) == "1 ding"
    assert ENGLISH.say("{n} streets", n=1) == "1 street" and DUTCH.say("{n} streets", n="1") == "1 straat"


def test_verb_and_words_between_go_along() -> None:
    assert agreeing("{n} other works are open", "en", {"n": 1}) == "{n} other work is open"
    assert agreeing("{n} andere werken zijn open", "nl", {"n": 1}) == "{n} ander werk is open"
    assert agreeing("{n} andere straten zijn open", "nl", {"n": 1}) == "{n} andere straat is open"
    assert agreeing("{n} werken die klaar zijn", "nl", {"n": 1}) == "{n} werk die klaar zijn"  # further than it reads


@pytest.mark.parametrize("value", [0, 2, 11, 1.5, "1.0", "21", True, "-1"])
def test_nothing_else_is_one(value: object) -> None:
    assert agreeing("{n} weeks", "en", {"n": value}) == "{n} weeks"


def test_a_format_decides_what_shows() -> None:
    assert say("{hours:.0f} hours", hours=1.2) == "1 hour"
    assert say("{hours:.1f} hours", hours=1.0) == "1.0 hours"


def test_only_words_of_ours_change() -> None:
    assert say("{n} {what}", n=1, what="weeks") == "1 weeks"
    assert say("{name} and {n} weeks", name="1 weeks", n=1) == "1 weeks and 1 week"


SAME = re.compile(r"\} (?:euro|uur|jaar|keer|meter|man)\b")
"""Dutch words of measure that stay as they are after a number of many."""


def test_what_is_counted_in_one_language_is_in_the_other() -> None:
    """A word of many on the list of one language only would leave a sentence right in one and wrong in the other. Left
    over are a few that are built otherwise, where nothing is counted in Dutch."""
    catalogue = entries((Path(text.__file__).parent / "nl.po").read_text("utf-8"))
    counted = {english for english, other in catalogue.items() if _counted(english, "en")}
    assert len(counted) > 250
    differ = [
        english
        for english in counted
        if _counted(english, "en") - _counted(catalogue[english], "nl") and not SAME.search(catalogue[english])
    ]
    assert len(differ) <= 12, differ


def _counted(template: str, language: str) -> set[str]:
    nouns = "|".join(NOUNS[language])
    return set(re.findall(rf"\{{(\w+)[^{{}}]*\}} (?:[\w-]+ )?(?:{nouns})\b", template))
