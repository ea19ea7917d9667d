"""The description of ``comparison.json`` names every key that is written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.planner.compile.world import programme
from tests.planner.experiment.test_compare import Fake
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import compile
from wijkplan.planner.pipeline import run_comparison

README = Path(__file__).parents[3] / "planner" / "README.md"


def test_every_key_is_described() -> None:
    read = programme()
    engine = replace(Fake().engine(None), submitted=submitted)
    done = run_comparison(read, compile(read), (), Settings(), Silent(), lambda: False, engine)
    described = set(re.findall(r"`(\w+)`", README.read_text("utf-8")))
    comparison = done.comparison
    written = set(comparison) | set(comparison["programme"]) | set(comparison["results"][0]) | set(comparison["savings"][0])
    assert written - described == set()


def test_every_module_is_on_the_map() -> None:
    text = README.read_text("utf-8")
    folder = README.parent
    modules = {p.name for p in folder.glob("*.py")} - {"__init__.py"}
    packages = {f"{p.name}/" for p in folder.iterdir() if (p / "__init__.py").exists()}
    assert {name for name in modules | packages if f"`{name}`" not in text} == set()
