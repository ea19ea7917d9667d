"""No text of the project has two versions of a passage."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("planner", "models", "instances", "benchmarks", "tests", ".ci", ".github")
MARKS = re.compile(rb"^(<{7}|>{7}) ", re.M)


def test_no_file_has_marks_of_a_merge() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [ROOT / "README.md", ROOT / "pyproject.toml"]
    assert len(files) > 1500
    assert [str(path.relative_to(ROOT)) for path in files if MARKS.search(path.read_bytes())] == []
