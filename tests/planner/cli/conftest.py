"""The output folder of one comparison, for all tests of commands that read one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import EXAMPLE, wijkplan

QUICK = ("--work", "200", "--workers", "1")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one comparison."""
    out = tmp_path_factory.mktemp("compare") / "out"
    done = wijkplan("compare", EXAMPLE, *QUICK, "--seed", 1, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "\x1b" not in done.stderr  # no colour in a pipe
    return out


@pytest.fixture(scope="session")
def comparison(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "comparison.json").read_text("utf-8"))
    return value
