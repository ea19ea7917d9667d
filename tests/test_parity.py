"""Rule and term ids agree everywhere: documentation, checker, CP-SAT encoding and tests."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from wijkplan.models import check
from wijkplan.models.check import sentences
from wijkplan.models.check.sentences import sentence
from wijkplan.models.cpsat import model as encoding
from wijkplan.models.problem import CASH, TERMS

ROOT = Path(__file__).parent.parent


def table(heading: str) -> list[tuple[str, str]]:
    """First two columns of the table under a heading of the models' page."""
    text = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `(\w+)` \| (.+?) \|", section, re.MULTILINE)


def files(folder: str, prefix: str = "") -> set[str]:
    """Ids of the files in a folder."""
    return {path.stem.removeprefix(prefix) for path in (ROOT / folder).glob(f"{prefix}*.py") if path.stem != "__init__"}


def test_rules() -> None:
    documented = [id for id, _ in table("Rules")]
    assert documented == list(check.RULES)
    assert (
        files("models/check/rules")
        == files("models/cpsat/rules")
        == files("tests/models/rules", "test_")
        == set(documented)
    )
    assert {module.__name__.rpartition(".")[2] for module in encoding.RULES} == set(documented)


def test_terms() -> None:
    documented = table("Terms")
    assert [id for id, _ in documented] == list(check.TERMS) == list(encoding.TERMS) == list(TERMS)
    assert [id for id, kind in documented if kind == "cash"] == list(CASH)
    assert (
        files("models/check/terms") == files("models/cpsat/terms") == files("tests/models/terms", "test_") == set(TERMS)
    )


@pytest.mark.parametrize("kind", ["rules", "terms"])
def test_every_check_opens_with_its_sentence_and_formula(kind: str) -> None:
    for id in files(f"models/check/{kind}"):
        opening, _, formula = (import_module(f"wijkplan.models.check.{kind}.{id}").__doc__ or "").partition("\n\n")
        assert opening.rstrip().endswith(".") and formula.strip(), id
        if kind == "terms":
            assert opening.startswith("Cash: " if id in CASH else "Social price: "), id


@pytest.mark.parametrize("kind", ["rules", "terms"])
def test_every_encoding_names_its_check_and_opens_with_its_formula(kind: str) -> None:
    for id in files(f"models/cpsat/{kind}"):
        opening, _, formula = (import_module(f"wijkplan.models.cpsat.{kind}.{id}").__doc__ or "").partition("\n\n")
        assert opening == f"Encodes :mod:`wijkplan.models.check.{kind}.{id}`." and formula.strip(), id


def test_the_sentence_of_a_rule_or_term_stands_once() -> None:
    """In its check; the tables of the models' page are made of them."""
    page = sentences.README.read_text("utf-8")
    assert page == sentences.renewed(page), "python -m wijkplan.models.check.sentences"
    told = {sentence(module) for module in (*check.RULES.values(), *check.TERMS.values())}
    assert len(told) == len(check.RULES) + len(check.TERMS)
    for path in (ROOT / folder for folder in ("models", "planner", "benchmarks")):
        for file in path.rglob("*.py"):
            if file.parent.parent.name != "check":
                text = " ".join(file.read_text("utf-8").split())
                assert [one for one in told if one in text] == [], file


def test_violations_carry_the_id_of_their_rule() -> None:
    for id in check.RULES:
        source = (ROOT / "models" / "check" / "rules" / f"{id}.py").read_text(encoding="utf-8")
        assert set(re.findall(r'Violation\(\s*"(\w+)"', source)) == {id}


def test_a_rule_is_the_files_that_contributing_counts() -> None:
    """Every file of the list is there for every rule, and in the planner no other has to know a rule: the one that
    only benchmark instances use is named nowhere else."""
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## Add a rule\n", 1)[1].split("\n## ", 1)[0]
    listed = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert re.search(r"A rule is (\d+) files", section)[1] == str(len(listed))  # type: ignore[index]
    for rule in check.RULES:
        assert [file for file in listed if not (ROOT / file.replace("<id>", rule)).is_file()] == []
    naming = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "planner").rglob("*.py")
        if "nonrenewable" in path.read_text("utf-8")
    }
    assert naming == {"planner/plan/rule_words.py"}
