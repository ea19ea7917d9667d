"""Rows of the data files as frozen records: known keys only, each with where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def text(name: str) -> str:
    """Contents of a data file."""
    return (files("wijkplan.planner.reference") / "data" / name).read_text("utf-8")


def records(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    """Rows as records of a dataclass.

    Raises:
        ValueError: a row has unknown keys, or values that do not fit (pydantic's error is one).
    """
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = {key for row in rows for key in folded(row)} - known
    if unknown:
        raise ValueError(f"{kind.__name__}: unknown keys {sorted(unknown)}")
    return TypeAdapter(tuple[kind, ...]).validate_python([folded(row) for row in rows])  # type: ignore[valid-type]


def folded(row: Mapping[str, Any]) -> dict[str, Any]:
    """``source``, ``date`` and ``trust`` as ``origin``; ``price_source`` and so on as ``price_origin``, likewise of
    ``hours_``."""
    made = dict(row)
    for prefix in ("", "price_", "hours_"):
        if f"{prefix}source" in made:
            made[f"{prefix}origin"] = {key: made.pop(prefix + key) for key in ("source", "date", "trust")}
    return made
