"""``wijkplan serve``: what an empty workspace can begin with is there."""

from __future__ import annotations

import pytest

from wijkplan import example
from wijkplan.planner.cli.workspace import INSTANCES


@pytest.mark.parametrize("name", INSTANCES)
def test_each_demonstration_is_an_example_that_comes_with_wijkplan(name: str) -> None:
    assert (example(name) / "programme.json").is_file()
