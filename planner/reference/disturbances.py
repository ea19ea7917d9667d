"""How often things go wrong while a plan is carried out, and for how long: figures of ``disturbances.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wijkplan.planner.text import Text, both

from .data_files import text
from .origin import Origin


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit and where it is from; ``source`` is that of ``origin`` in both languages."""

    value: float
    unit: Text
    source: Text
    origin: Origin


@cache
def disturbances() -> Mapping[str, Mapping[str, Figure]]:
    """Per kind of disturbance its figures, by name."""
    return {
        kind: {
            name: Figure(
                float(row["value"]),
                both(row["unit"], row["dutch_unit"]),
                both(row["source"], row["dutch_source"]),
                Origin(row["source"], row["date"], row["trust"]),
            )
            for name, row in rows.items()
        }
        for kind, rows in tomllib.loads(text("disturbances.toml")).items()
    }
