"""Imports point downward only, and the solver stays behind its wall: read from the sources, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("models", "planner", "benchmarks", "tests")  # each may import itself and what stands before it
SOLVER_FOLDERS = ("models/cpsat", "models/improve", "models/bound")
FILES = sorted(path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Absolute names of every module, or name in a module, that a file imports, also inside functions."""
    package = path.parent.parts
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *((node.module,) if node.module else ())))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def under(path: Path, *folders: str) -> bool:
    """Whether a file lies in one of these folders."""
    return any(path.is_relative_to(folder) for folder in folders)


def of(name: str, *modules: str) -> bool:
    """Whether an imported name is, or lies in, one of these modules."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_downward(path: Path) -> None:
    above = LAYERS[LAYERS.index(path.parts[0]) + 1 :]
    assert [name for name in imported(path) if of(name, *above)] == []


@pytest.mark.parametrize("path", [path for path in FILES if not under(path, "tests")], ids=str)
def test_the_solver_is_imported_in_its_own_folders_only(path: Path) -> None:
    if not under(path, *SOLVER_FOLDERS):
        assert [name for name in imported(path) if of(name, "ortools")] == []
    # OR-Tools brings its own HiGHS; a second one in the process clashes with it.
    assert [name for name in imported(path) if of(name, "highspy")] == []


@pytest.mark.parametrize("path", [path for path in FILES if under(path, "models/check")], ids=str)
def test_the_checker_is_independent(path: Path) -> None:
    allowed = ("models.problem", "models.plan", "models.check")
    assert [name for name in imported(path) if of(name, "models") and not of(name, *allowed)] == []


def test_bounds_are_certified_from_the_problem_alone() -> None:
    todo, seen = [Path("models/check/bounds.py")], set[Path]()
    while todo:
        path = todo.pop()
        seen.add(path)
        names = [name for name in imported(path) if of(name, "models") and not of(name, "models.problem")]
        assert [name for name in names if not of(name, "models.check")] == [], path
        helpers = {ROOT.joinpath(*name.split(".")[:3]).with_suffix(".py").relative_to(ROOT) for name in names}
        todo += sorted(helpers - seen)


@pytest.mark.parametrize("name", ["problem.py", "plan.py", "faults.py"])
def test_the_contract_stands_on_its_own(name: str) -> None:
    """Problem and plan know nothing else; what a problem is checked for at construction lies beside it."""
    beside = ("models.problem", "models.faults")
    assert [name for name in imported(Path("models") / name) if of(name, *LAYERS, "numpy", "ortools") and not of(name, *beside)] == []


def test_raw_protos_in_one_file() -> None:
    assert len([path for path in FILES if any("_pb2" in name for name in imported(path))]) <= 1
