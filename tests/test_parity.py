"""Rule and term ids agree everywhere: documentation, checker, CP-SAT encoding and tests."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from wijkplan.models import check
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
@pytest.mark.parametrize("side", ["check", "cpsat"])
def test_every_file_opens_with_its_sentence_and_formula(side: str, kind: str) -> None:
    for id in files(f"models/{side}/{kind}"):
        sentence, _, formula = (import_module(f"wijkplan.models.{side}.{kind}.{id}").__doc__ or "").partition("\n\n")
        assert sentence.rstrip().endswith("."), id
        assert formula.strip(), id


def test_violations_carry_the_id_of_their_rule() -> None:
    for id in check.RULES:
        source = (ROOT / "models" / "check" / "rules" / f"{id}.py").read_text(encoding="utf-8")
        assert set(re.findall(r'Violation\("(\w+)"', source)) == {id}
