"""The map of the planner names every room."""

from __future__ import annotations

from pathlib import Path

README = Path(__file__).parents[3] / "planner" / "README.md"


def test_every_module_is_on_the_map() -> None:
    text = README.read_text("utf-8")
    folder = README.parent
    modules = {p.name for p in folder.glob("*.py")} - {"__init__.py"}
    packages = {f"{p.name}/" for p in folder.iterdir() if (p / "__init__.py").exists()}
    assert {name for name in modules | packages if f"`{name}`" not in text} == set()
