"""Reads the reference data files. Each record states source, date and trust; a file that does not fit is the product's error."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import TypeAdapter

from planner.reference.types import (
    Bouwvak,
    CalendarKind,
    CalendarSettings,
    District,
    Origin,
    Package,
    PackageOrder,
    PrerequisiteNorm,
    Prices,
    Procedure,
    ProcedureRule,
    Reference,
    Region,
    Settings,
    Trade,
    WorkTypeNorm,
)

T = TypeVar("T")
LISTS = {"neighbours", "bu_codes", "sectors"}  # cells with values separated by spaces


def _text(name: str) -> str:
    return (files("planner.reference") / "data" / name).read_text("utf-8")


def _records(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = {key for row in rows for key in _folded(row)} - known
    if unknown:
        raise ValueError(f"{kind.__name__}: unknown keys {sorted(unknown)}")
    return TypeAdapter(tuple[kind, ...]).validate_python([_folded(row) for row in rows])  # type: ignore[valid-type]


def _folded(row: Mapping[str, Any]) -> dict[str, Any]:
    """``source``, ``date`` and ``trust`` as ``origin``; ``price_source`` and so on as ``price_origin``."""
    folded = dict(row)
    for prefix in ("", "price_"):
        if f"{prefix}source" in folded:
            folded[f"{prefix}origin"] = {key: folded.pop(prefix + key) for key in ("source", "date", "trust")}
    return folded


def _table(kind: type[T], name: str) -> tuple[T, ...]:
    rows: list[dict[str, Any]] = []
    for row in csv.DictReader(_text(name).splitlines()):
        rows.append({key: tuple(cell.split()) if key in LISTS else cell or None for key, cell in row.items()})
    return _records(kind, rows)


def _figures(kind: type[T], data: Mapping[str, Any], origins: dict[str, Origin]) -> T:
    origins.update({name: Origin(row["source"], row["date"], row["trust"]) for name, row in data.items()})
    return TypeAdapter(kind).validate_python({name: row["value"] for name, row in data.items()})


@cache
def load() -> Reference:
    """The reference data of this release, read once.

    Raises:
        ValueError: a data file has a record that does not fit its type (pydantic's error is one).
    """
    norms = tomllib.loads(_text("norms.toml"))
    tenders = tomllib.loads(_text("tenders.toml"))
    readiness = tomllib.loads(_text("prerequisites.toml"))
    calendars = tomllib.loads(_text("calendars.toml"))
    figures = tomllib.loads(_text("figures.toml"))
    origins: dict[str, Origin] = {}
    return Reference(
        regions={r.id: r for r in _table(Region, "regions.csv")},
        districts={d.id: d for d in _table(District, "districts.csv")},
        trades={t.id: t for t in _table(Trade, "trades.csv")},
        packages={p.id: p for p in _records(Package, norms["package"])},
        orders=_records(PackageOrder, norms["order"]),
        procedures={p.id: p for p in _records(Procedure, tenders["procedure"])},
        procedure_rules=_records(ProcedureRule, tenders["rule"]),
        work_types={w.id: w for w in _table(WorkTypeNorm, "work_types.csv")},
        prerequisites={p.id: p for p in _records(PrerequisiteNorm, readiness["prerequisite"])},
        calendars={k.id: k for k in _records(CalendarKind, calendars["kind"])},
        bouwvak=_table(Bouwvak, "bouwvak.csv"),
        prices=_figures(Prices, figures["prices"], origins),
        settings=_figures(Settings, figures["settings"], origins),
        calendar_settings=_figures(CalendarSettings, calendars["settings"], origins),
        figure_origins=origins,
    )
