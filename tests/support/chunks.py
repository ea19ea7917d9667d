"""Seeds in chunks: a failure names its seeds, the rest still runs, and most of a long range can be left out of a quick
run."""

from __future__ import annotations

from typing import Any

import pytest


def chunks(seeds: int, size: int, quick: int) -> list[Any]:
    """First seed of every chunk, as test parameters; chunks from seed ``quick`` on are marked slow."""
    return [pytest.param(first, marks=[pytest.mark.slow] if first >= quick else []) for first in range(0, seeds, size)]
