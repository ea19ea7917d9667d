"""In Dutch nothing that a command says is English, and the reverse: the main commands on a small example, in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import said_by

EXAMPLE = str(Path(__file__).parents[3] / "instances" / "tiny" / "one-crew-waits")
ENGLISH = frozenset(
    re.findall(
        r"\S+",
        """
        the and not with from this that these there are were which bound gap stated cost left written figures
        certificate plan's would by feasible stored asked weeks start starts streets sooner shared closed busy
        nobody error works work rule rest question
        """,
    )
)
DUTCH = frozenset(
    re.findall(
        r"\S+",
        """
        de het een van niet met dit dat deze wordt worden grens gat klopt kosten geschreven cijfers
        certificaat zou door gevonden vastgelegd gevraagde weken straten eerder gesloten niemand fout werk
        regel vraag
        """,
    )
)
IDS = frozenset(
    re.findall(
        r"\S+",
        """
        own streets districts aligned shared combined bundled all_in equal_delivery sooner sooner_free
        """,
    )
)
"""What commands and files are called by, in every language."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What each command says, by its name and language."""
    found = {}
    for language in ("en", "nl"):
        folder = tmp_path_factory.mktemp(language)
        for name, arguments in _commands(folder):
            found[name, language] = said_by(arguments, language).replace(str(folder), "").replace(EXAMPLE, "")
    return found


def _commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    out, plan = str(folder / "out"), str(folder / "plan.json")
    yield "check", ["check", EXAMPLE]
    yield "compare", ["compare", EXAMPLE, "--out", out, "--work", "3"]
    yield "verify", ["verify", EXAMPLE, out]
    yield "report", ["report", out]
    yield "why", ["why", out, "--all"]
    yield "plan", ["plan", EXAMPLE, "--variant", "bundled", "--work", "3", "--out", plan]
    yield "verify plan", ["verify", EXAMPLE, plan]
    yield "no folder", ["verify", EXAMPLE, str(folder)]
    yield "no audience", ["export", out, "--audience", "everybody", "--to", str(folder / "to")]
    yield "no pair", ["compare", EXAMPLE, "--until-verdict", "--pair", "a:b"]
    yield "in the way", ["compare", EXAMPLE, "--out", plan]


NAMES = [name for name, _ in _commands(Path())]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "strange"), [("nl", ENGLISH), ("en", DUTCH)])
def test_a_command_speaks_one_language(
    said: dict[tuple[str, str], str], name: str, language: str, strange: frozenset[str]
) -> None:
    text = said[name, language]
    assert text.strip()
    words = set(re.findall(r"(?<![\w/.'-])[a-z_']+(?![\w/.'-])", text.lower())) - IDS
    assert sorted(words & strange) == [], text


@pytest.mark.parametrize("name", sorted({*NAMES} - {"no pair"}))  # that one says what an option may be
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_command_calls_variants_and_questions_by_their_names(
    said: dict[tuple[str, str], str], name: str, language: str
) -> None:
    """Their ids are for data, file names and options; those that are words of English as well are left out here."""
    ids = r"(?<![\w/.-])(?:bundled|all_in|equal_delivery|sooner_free)(?![\w/.-])"
    assert re.findall(ids, said[name, language]) == []


def test_both_languages_say_something_else(said: dict[tuple[str, str], str]) -> None:
    assert [name for name in NAMES if said[name, "nl"] == said[name, "en"]] == []
