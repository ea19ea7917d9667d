"""The description of ``comparison.json`` names every key that is written."""

from __future__ import annotations

import re
from pathlib import Path

from wijkplan.planner.record import Comparison, ProgrammeSummary, Result, Saving

README = Path(__file__).parents[3] / "planner" / "README.md"


def test_every_key_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", README.read_text("utf-8")))
    written = {name for part in (Comparison, ProgrammeSummary, Result, Saving) for name in part.model_fields} - {"source"} | {"from"}
    assert written - described == set()


def test_every_module_is_on_the_map() -> None:
    text = README.read_text("utf-8")
    folder = README.parent
    modules = {p.name for p in folder.glob("*.py")} - {"__init__.py"}
    packages = {f"{p.name}/" for p in folder.iterdir() if (p / "__init__.py").exists()}
    assert {name for name in modules | packages if f"`{name}`" not in text} == set()
