"""What a new programme begins with: figures of ``new_programme.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from .data_files import text
from .origin import Origin


@dataclass(frozen=True, slots=True)
class Beginning:
    """``homes_per_street``: homes of a made-up street; ``weeks``: the horizon; ``origins`` say where both are from."""

    homes_per_street: int
    weeks: int
    origins: dict[str, Origin]


@cache
def beginning() -> Beginning:
    """The figures of this release."""
    data = tomllib.loads(text("new_programme.toml"))
    origins = {name: Origin(row["source"], row["date"], row["trust"]) for name, row in data.items()}
    return Beginning(int(data["homes_per_street"]["value"]), int(data["weeks"]["value"]), origins)
