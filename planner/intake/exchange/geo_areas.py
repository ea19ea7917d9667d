"""Areas with a period (GeoJSON), as registers of street works export them: a table of their properties, with the
geometry as one more column."""

from __future__ import annotations

import json
from typing import Any

from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.open_workbook import Unreadable
from wijkplan.planner.text import say

from .grid import Grid

GEOMETRY = "geometry"


def read_areas(raw: bytes) -> Grid:
    """The features of a collection as rows. Raises :class:`Unreadable`."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise Unreadable(
            say("It is no GeoJSON that can be read."),
            say("Export it again."),
        ) from problem
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise Unreadable(
            say("It has no features."), say("Export it as a FeatureCollection with the period of each area.")
        )
    listed = [feature if isinstance(feature, dict) else {} for feature in features]
    headings = list(dict.fromkeys(key for feature in listed for key in _properties(feature)))
    rows: list[list[Any]] = [[*headings, GEOMETRY]]
    for feature in listed:
        own = _properties(feature)
        shape = feature.get("geometry")
        rows.append([*(_cell(own.get(key)) for key in headings), json.dumps(shape) if isinstance(shape, dict) else ""])

    def place_of(r: int, c: int) -> tuple[str, str]:
        del c
        return (f"features[{r - 1}]", "") if r else ("", cell_name(0, 0))

    return Grid(rows, fixed=True, place_of=place_of)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    own = feature.get("properties")
    return ({"id": feature["id"]} if "id" in feature else {}) | (own if isinstance(own, dict) else {})


def _cell(value: Any) -> Any:
    """A property as a cell holds it: plain values as they are, lists and objects as text."""
    if value is None:
        return ""
    return value if isinstance(value, str | bool | int | float) else json.dumps(value)
