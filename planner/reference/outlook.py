"""What an outlook rests on beside norms: figures of ``outlook.toml``, land and gas of each wijk, outlines for maps."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from wijkplan.planner.text import Language

from .data_files import text
from .origin import Origin

GAS_SOURCE = "CBS, Kerncijfers wijken en buurten 2016 (gas) and 2024 (land), CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit and where it is from; ``words`` are its label and unit in each language."""

    value: float
    unit: str
    origin: Origin
    words: Mapping[Language, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WijkFacts:
    """``land_ha``: hectares of land; ``gas_m3``: mean gas use of a home in 2016, of the wijk itself or (``own_gas`` is
    false) of its municipality. ``None`` where CBS gives none."""

    land_ha: float | None
    gas_m3: int | None
    own_gas: bool


@cache
def figures() -> Mapping[str, Figure]:
    """All figures, as ``section.name``."""
    data = tomllib.loads(text("outlook.toml"))
    return {
        f"{section}.{name}": Figure(
            float(row["value"]),
            row["unit"],
            Origin(row["source"], row["date"], row["trust"]),
            {"en": (row["label"], row["unit"]), "nl": (row["nl"]["label"], row["nl"]["unit"])},
        )
        for section, rows in data.items()
        for name, row in rows.items()
    }


@cache
def wijk_facts() -> Mapping[str, WijkFacts]:
    """Per CBS wijk of 2024 its land and gas."""
    return {
        row["code"]: WijkFacts(
            float(row["land_ha"]) if row["land_ha"] else None,
            int(row["gas_m3"]) if row["gas_m3"] else None,
            row["gas_of"] == "wijk",
        )
        for row in csv.DictReader(io.StringIO(text("wijk_facts.csv")))
    }


@cache
def provinces() -> tuple[tuple[str, tuple[tuple[tuple[float, float], ...], ...]], ...]:
    """Names and coarse outlines of the provinces: rings of (longitude, latitude)."""
    data: dict[str, Any] = json.loads(text("provinces.json"))
    return tuple(
        (one["name"], tuple(tuple((x, y) for x, y in ring) for ring in one["rings"])) for one in data["provinces"]
    )
