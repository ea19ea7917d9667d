"""Imports point downward only, and the solver stays behind its wall: read from the sources, each file once, nothing is
run."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    "wijkplan.models",
    "wijkplan.planner",
    "wijkplan.benchmarks",
    "tests",
)  # each may import itself and what stands before it
SOLVER_FOLDERS = ("models/cpsat", "models/improve", "models/bound")
FILES = sorted(
    path.relative_to(ROOT) for layer in LAYERS for path in (ROOT / layer.removeprefix("wijkplan.")).rglob("*.py")
)


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Absolute names of every module, or name in a module, that a file imports, also inside functions."""
    package = path.parent.parts if path.parts[0] == "tests" else ("wijkplan", *path.parent.parts)
    if package == ("wijkplan", "planner", "api"):
        package = ("wijkplan",)  # where it is installed
    names: list[str] = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *((node.module,) if node.module else ())))
            names += (f"{module}.{alias.name}" for alias in node.names)
    return tuple(names)


def under(path: Path, *folders: str) -> bool:
    """Whether a file lies in one of these folders."""
    return any(path.is_relative_to(folder) for folder in folders)


def of(name: str, *modules: str) -> bool:
    """Whether an imported name is, or lies in, one of these modules."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def strays(path: Path, *modules: str) -> list[str]:
    """What a file imports of these modules."""
    return [f"{path}: {name}" for name in imported(path) if of(name, *modules)]


def test_imports_point_downward() -> None:
    for path in FILES:
        layer = "tests" if path.parts[0] == "tests" else f"wijkplan.{path.parts[0]}"
        assert strays(path, *LAYERS[LAYERS.index(layer) + 1 :]) == []


def test_packages_are_imported_by_their_installed_name() -> None:
    """Bare names would be somebody else's modules in somebody else's folder; the front door under a second name would
    load twice."""
    for path in FILES:
        assert strays(path, "models", "planner", "benchmarks", "wijkplan.planner.api") == []


def test_every_package_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    here = {
        ".".join(("wijkplan", *folder.relative_to(ROOT).parts))
        for top in ("planner", "models", "benchmarks")
        for folder in {path.parent for path in (ROOT / top).rglob("*.py")}
    }
    assert set(listed) == (here - {"wijkplan.planner.api"}) | {"wijkplan", "wijkplan.instances"}


def test_the_solver_is_imported_in_its_own_folders_only() -> None:
    for path in FILES:
        if not under(path, "tests"):
            if not under(path, *SOLVER_FOLDERS):
                assert strays(path, "ortools") == []
            # OR-Tools brings its own HiGHS; a second one in the process clashes with it.
            assert strays(path, "highspy") == []


def test_the_checker_is_independent() -> None:
    allowed = ("wijkplan.models.problem", "wijkplan.models.plan", "wijkplan.models.check")
    for path in FILES:
        if under(path, "models/check"):
            assert [name for name in strays_of(path, "wijkplan.models") if not of(name, *allowed)] == [], path


def strays_of(path: Path, module: str) -> list[str]:
    """Names that a file imports of one module."""
    return [name for name in imported(path) if of(name, module)]


def test_bounds_are_certified_from_the_problem_alone() -> None:
    todo, seen = [Path("models/check/bounds.py")], set[Path]()
    while todo:
        path = todo.pop()
        seen.add(path)
        names = [name for name in strays_of(path, "wijkplan.models") if not of(name, "wijkplan.models.problem")]
        assert [name for name in names if not of(name, "wijkplan.models.check")] == [], path
        helpers = {ROOT.joinpath(*name.split(".")[1:4]).with_suffix(".py").relative_to(ROOT) for name in names}
        todo += sorted(helpers - seen)


PROBLEM = sorted(path.stem for path in (ROOT / "models").glob("problem*.py"))


@pytest.mark.parametrize("name", [*PROBLEM, "plan", "validation"])
def test_the_contract_stands_on_its_own(name: str) -> None:
    """Problem and plan know nothing else; what a problem is checked for at construction lies beside it."""
    beside = [f"wijkplan.models.{part}" for part in (*PROBLEM, "validation")]
    assert [
        name
        for name in imported(Path("models") / f"{name}.py")
        if of(name, *LAYERS, "numpy", "ortools") and not of(name, *beside)
    ] == []


def test_raw_protos_in_one_file() -> None:
    assert len([path for path in FILES if any("_pb2" in name for name in imported(path))]) <= 1
