"""Dutch: every sentence has its translation with the same fields, and every kind of finding its reason."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from wijkplan.planner.findings.rationale import WHY
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.intake.schema_findings import KINDS
from wijkplan.planner.text import Text, either, say, translated

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "planner" / "text" / "nl.po"


def _said() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted((ROOT / "planner").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "marked"):
                yield str(path), node.args[0]


def _fields(template: str) -> set[str]:
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def test_sentences_are_constant() -> None:
    assert {path for path, template in _said() if not isinstance(template, ast.Constant)} == {
        str(ROOT / "planner" / "text" / "__init__.py")  # which fills in what was marked
    }


def test_the_catalogue_is_complete_and_has_nothing_left_over() -> None:
    with CATALOGUE.open("rb") as stream:
        dutch = {str(m.id): str(m.string) for m in read_po(stream) if m.id}
    english = {str(template.value) for _, template in _said() if isinstance(template, ast.Constant)}
    assert english - dutch.keys() == set(), "add these to planner/text/nl.po"
    assert dutch.keys() - english == set(), "take these out of planner/text/nl.po"
    assert [text for text, other in dutch.items() if _fields(text) != _fields(other)] == []


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


def test_every_kind_says_why_it_matters() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "planner").rglob("*.py"))
    made = set(re.findall(r'\b(?:error|warning|hint|make|_fault|_none)\(\s*(?:path, )?"([a-z-]+)"', source))
    made |= set(re.findall(r'(?:Fault|Finding)\(\s*"(?:error|warning|hint)",\s*"([a-z-]+)"', source)) | set(
        KINDS.values()
    )
    assert made - WHY.keys() == set()


@pytest.mark.parametrize("case", sorted(p.name for p in (ROOT / "instances" / "invalid").iterdir() if p.is_dir()))
def test_findings_of_all_invalid_instances_in_dutch(case: str) -> None:
    for finding in load([ROOT / "instances" / "invalid" / case])[1]:
        for text in (finding.what, finding.why, finding.remedy):
            assert isinstance(text, Text)
            assert translated(text, "nl") != text
