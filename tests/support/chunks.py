"""Seeds in chunks: a failure names its seeds, the rest still runs, and most of a long range can be left out of a quick
run, or drawn at night only."""

from __future__ import annotations

from typing import Any

import pytest


def chunks(seeds: int, size: int, quick: int, by_day: int | None = None) -> list[Any]:
    """First seed of every chunk, as test parameters; chunks from seed ``quick`` on are marked slow, those from
    ``by_day`` on are left to the night."""
    by_night = seeds if by_day is None else by_day

    def marks(first: int) -> list[pytest.MarkDecorator]:
        return [pytest.mark.nightly] if first >= by_night else [pytest.mark.slow] if first >= quick else []

    return [pytest.param(first, marks=marks(first)) for first in range(0, seeds, size)]
