"""Dutch: every sentence has its translation with the same fields, and every kind of finding its reason."""

from __future__ import annotations

import ast
import csv
import json
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from wijkplan.planner.cli.help_texts import OF_CLICK, sentences
from wijkplan.planner.cli.main import app
from wijkplan.planner.findings.rationale import WHY
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.intake.schema_findings import KINDS
from wijkplan.planner.reference.cbs_districts import STATED
from wijkplan.planner.text import LANGUAGES, Text, either, entries, of_data, say, translated

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "planner" / "text" / "nl.po"


SHORT = {("tell", "report"), ("t", "workspace")}
"""What functions of a room call the one that says a sentence in the language of the page."""


def _said() -> Iterator[tuple[str, ast.expr]]:
    """The template of every call that says one: ``say(...)`` and ``marked(...)``, and of pages ``tongue.say(...)``."""
    for path in _sources_of_ours():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            of = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            short = isinstance(node.func, ast.Name) and (of, path.parent.name) in SHORT
            if short or of in (("say", "marked") if isinstance(node.func, ast.Name) else ("say", "html", "_say")):
                yield str(path), node.args[0]


def _sources_of_ours() -> list[Path]:
    return sorted(path for room in ("planner", "benchmarks") for path in (ROOT / room).rglob("*.py"))


def _in_pages() -> Iterator[str]:
    """What ``t(...)`` says in the templates of pages."""
    for path in sorted((ROOT / "planner").rglob("*.jinja")):
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                (template,) = call.args
                assert isinstance(template, nodes.Const), (path, template)
                yield template.value


def _fields(template: str) -> set[str]:
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def test_sentences_are_constant() -> None:
    assert {path for path, template in _said() if not isinstance(template, ast.Constant)} == {
        str(ROOT / "planner" / "text" / "__init__.py"),  # which fills in what was marked
        str(ROOT / "planner" / "results" / "binding_rules.py"),  # likewise
    }


def _help(command: click.Command) -> Iterator[str]:
    """Of a command and all in it."""
    yield from sentences(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            one = command.get_command(click.Context(command), name)
            assert one is not None
            yield from _help(one)


NOT_SHOWN = {
    "districts.csv", "regions.csv", "bouwvak.csv", "work_types.csv", "municipalities.csv", "municipality_mergers.csv",
    "provinces.json", "cbs_areas.csv", "wijk_facts.csv", "disturbances.toml",
}  # fmt: skip
"""Of the last both languages stand in the data."""


def _sources() -> Iterator[str]:
    """Where the figures are from that reports and exports show."""
    yield STATED.source
    for path in (ROOT / "planner" / "reference" / "data").iterdir():
        text = "" if path.name in NOT_SHOWN else path.read_text("utf-8")
        if path.suffix == ".json" and text:
            yield from _sources_in(json.loads(text))
        elif path.suffix == ".toml":
            yield from _sources_in(tomllib.loads(text))
        elif path.suffix == ".csv":
            yield from _sources_in(list(csv.DictReader(text.splitlines())))


def _sources_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (one for key, one in value.items() if key.endswith("source") and one)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _sources_in(one)


@pytest.fixture(scope="module")
def dutch() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}


def test_the_catalogue_is_complete_and_has_nothing_left_over(dutch: dict[str, str]) -> None:
    english = {str(template.value) for _, template in _said() if isinstance(template, ast.Constant)}
    english |= {*_help(app), *_in_pages(), *_sources()}
    assert english - dutch.keys() == set(), "add these to planner/text/nl.po"
    assert dutch.keys() - english == set(), "take these out of planner/text/nl.po"
    differ = [text for text, other in dutch.items() if _fields(text) != _fields(other)]
    assert differ == ["{value!r} is not a valid {number_type}."]  # of click, which names kinds of numbers in English


def _by_language(test: ast.expr) -> bool:
    compared = [one for one in ast.walk(test) if isinstance(one, ast.Compare)]
    return any(isinstance(c, ast.Constant) and c.value in LANGUAGES for one in compared for c in one.comparators)


def _words(node: ast.AST) -> bool:
    """Whether a text of our own stands in it; an id of a language is none, nor is a key by which something is read."""
    if isinstance(node, ast.Constant):
        text = node.value
        return isinstance(text, str) and any(c.isalpha() for c in text) and text not in LANGUAGES
    if isinstance(node, ast.Subscript):
        return _words(node.value)
    if isinstance(node, ast.Dict):
        return any(_words(one) for one in node.values)
    return any(_words(one) for one in ast.iter_child_nodes(node))


def _pairs(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "both" and any(map(_words, node.args)):
            yield node.lineno, "both languages stand here"
        elif isinstance(node, ast.Dict):
            keys = {getattr(key, "value", None) for key in node.keys}
            if {*LANGUAGES} <= keys and _words(node):
                yield node.lineno, "a text per language"
        elif isinstance(node, ast.IfExp) and _by_language(node.test) and (_words(node.body) or _words(node.orelse)):
            yield node.lineno, "chosen by the language"


def test_there_is_no_other_way_to_say_something() -> None:
    """No sentence stands in the sources in both languages, and nothing is written twice for the two: ``both`` is
    given data only, no dictionary has a text per language, and no text is chosen by the language."""
    found = []
    for path in _sources_of_ours():
        tree = ast.parse("" if path.parent.name == "text" else path.read_text("utf-8"))  # how days are written
        found += [f"{path.relative_to(ROOT)}:{line}: {what}" for line, what in _pairs(tree)]
    assert found == []
    assert [what for _, what in _pairs(ast.parse(TWICE))] == [
        "both languages stand here",
        "a text per language",
        "chosen by the language",
    ]


TWICE = """
both(english + "week", dutch)
{"nl": ("huizen", 1), "en": ("homes", 1)}
"week" if language == "en" else other
{"nl": translated(text, "nl"), "en": text}
"nl" if language == "nl" else "en"
"""


def test_our_own_reader_of_the_catalogue_reads_what_babel_does(dutch: dict[str, str]) -> None:
    assert entries(CATALOGUE.read_text("utf-8")) == dutch
    wrapped = 'msgid ""\nmsgstr "Language: nl"\n\n# why\n'
    wrapped += 'msgid ""\n"a \\"b\\"\\n"\n"c"\nmsgstr "d"\n"e"\n\nmsgid "f"\nmsgstr ""\n'
    assert entries(wrapped) == {'a "b"\nc': "de"}


@pytest.mark.skipif(version("click") != "8.5.1", reason="the words of that version were looked at")
def test_what_click_says_to_users_is_in_the_catalogue() -> None:
    """In the modules whose words are translated, but for what only programs with a mistake in them get to hear."""
    said = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        for node in ast.walk(ast.parse(Path(str(sys.modules[f"click.{name}"].__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                said |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    for_programmers = re.compile(
        r"Deprecat|deprecated|UUID|defined twice|Boolean option|Could not determine|No options defined"
        r"|Arguments take|Value must be|values (?:but|are)|start character|[Cc]onfirm|continue|executable|Choice\("
    )
    assert {one for one in said - {*OF_CLICK} if not for_programmers.search(one)} == {"file", "directory", "path"}


def test_a_sentence_is_translated_with_its_parts() -> None:
    text = say("There is no {name} {value}.", name=say("trade"), value="LVMM")
    assert text == "There is no trade LVMM."
    assert translated(text, "nl") == "Er is geen vak LVMM."
    assert translated(
        say(
            "The work adds {load:.0f} kW; the area has and gets {there:.0f} kW ({stations:.0f} new stations).",
            load=1,
            there=2,
            stations=3,
        ),
        "nl",
    )
    assert translated(
        say("This takes {weeks} weeks with this crew; the norm is at most {usual}.", weeks=1.5, usual=1), "nl"
    ).startswith("Dit duurt met deze ploeg 1,5")
    assert translated(either(["a", "b", "c"]), "nl") == "a, b of c"
    assert translated("Kastanjelaan", "nl") == "Kastanjelaan"
    assert translated(say("Put {{ at the start and }} at the end."), "nl") == "Zet { aan het begin en } aan het eind."
    assert translated(of_data("three weeks"), "nl") == "drie weken"
    assert translated(of_data("half of {it}"), "nl") == "half of {it}"


def test_every_kind_says_why_it_matters() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "planner").rglob("*.py"))
    made = set(re.findall(r'\b(?:error|warning|hint|make|_fault|_none)\(\s*(?:path, )?"([a-z-]+)"', source))
    made |= set(re.findall(r'(?:Fault|Finding|\.add)\(\s*"(?:error|warning|hint)",\s*"([a-z-]+)"', source))
    made |= set(KINDS.values())
    assert made - WHY.keys() == set()


@pytest.mark.parametrize("case", sorted(p.name for p in (ROOT / "instances" / "invalid").iterdir() if p.is_dir()))
def test_findings_of_all_invalid_instances_in_dutch(case: str) -> None:
    for finding in load([ROOT / "instances" / "invalid" / case])[1]:
        for text in (finding.what, finding.why, finding.remedy):
            assert isinstance(text, Text)
            assert translated(text, "nl") != text
