"""In Dutch nothing that a command says is English, and the reverse: commands that plan nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from tests.planner.cli.test_languages import DUTCH, ENGLISH, EXAMPLE, IDS
from tests.support.command import said_by
from wijkplan.planner.text import LANGUAGES, Language, entries


def _commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    yield "template", ["template", "--kind", "grid", str(folder / "grid.xlsx")]
    yield "no goal", ["outlook", "Groningen", "--goal-from", "2099", "--out", str(folder / "outlook")]
    yield "open", ["round", "open", str(folder / "rounds"), "r1", EXAMPLE, "--status-date", "2027-01-04"]
    yield "list", ["round", "list", str(folder / "rounds")]
    yield "parties", ["round", "parties", str(folder / "rounds")]
    yield "publish", ["round", "publish", str(folder / "rounds")]
    yield "no parts", ["region", "verify", EXAMPLE, str(folder)]
    yield "no scheduler", ["region", "plan", EXAMPLE, str(folder / "parts"), "--scheduler", "tcp://x:1"]
    yield "no slurm", ["region", "plan", EXAMPLE, str(folder / "parts"), "--detach"]
    yield "no answers", ["answers", str(folder), str(folder)]


NAMES = [name for name, _ in _commands(Path())]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Path]:
    """A folder per language, in which its commands write."""
    return {language: tmp_path_factory.mktemp(language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def said(folders: dict[Language, Path]) -> dict[tuple[str, Language], str]:
    """What each command says, by its name and language."""
    found: dict[tuple[str, Language], str] = {}
    for language, folder in folders.items():
        for name, arguments in _commands(folder):
            found[name, language] = said_by(arguments, language).replace(str(folder), "").replace(EXAMPLE, "")
    return found


def _strange(text: str, language: Language) -> list[str]:
    """Whole sentences of the other language in a text: of the catalogue those without parts to be filled in, and long
    enough to be nobody's name."""
    catalogue = entries((files("wijkplan.planner.text") / "nl.po").read_text("utf-8"))
    pairs = [(english, dutch) for english, dutch in catalogue.items() if english != dutch and "{" not in english]
    others = [one for one in (pair[language == "en"] for pair in pairs) if len(one.split()) > 2]
    plain = " ".join(text.split())
    return [one for one in others if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", plain)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "words"), [("nl", ENGLISH), ("en", DUTCH)])
def test_a_command_that_plans_nothing_speaks_one_language(
    said: dict[tuple[str, Language], str], name: str, language: Language, words: frozenset[str]
) -> None:
    text = said[name, language]
    assert text.strip()
    found = set(re.findall(r"(?<![\w/.'-])[a-z_']+(?![\w/.'-])", text.lower())) - IDS
    assert (sorted(found & words), _strange(text, language)) == ([], []), text


def test_both_languages_say_something_else(said: dict[tuple[str, Language], str]) -> None:
    assert [name for name in NAMES if said[name, "nl"] == said[name, "en"]] == []
