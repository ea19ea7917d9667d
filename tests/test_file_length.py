"""A file is read in one sitting."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 400  # lines


def test_no_file_is_longer_than_one_sitting() -> None:
    files = [path for room in ("models", "planner") for path in (ROOT / room).rglob("*.py")]
    assert len(files) > 500
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}, "split it by meaning"
