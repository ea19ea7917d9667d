"""Reads the reference data files. Each record states source, date and trust; a file that does not fit is the product's
error."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from wijkplan.planner.submission.base_types import LearningScope

from .cbs_districts import Districts
from .data_files import records, text
from .law_data import load_law
from .origin import Origin
from .types import (
    Bouwvak,
    CalendarKind,
    CalendarSettings,
    Disclosure,
    District,
    Notice,
    Package,
    PackageOrder,
    PrerequisiteNorm,
    Prices,
    Reference,
    Region,
    Settings,
    Trade,
    WorkTypeNorm,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learning:
    """What of learning from district to district is no number."""

    learning_scope: LearningScope


LISTS = {"neighbours", "bu_codes", "sectors"}  # cells with values separated by spaces


def _table(kind: type[T], name: str) -> tuple[T, ...]:
    rows: list[dict[str, Any]] = []
    for row in csv.DictReader(text(name).splitlines()):
        rows.append({key: tuple(cell.split()) if key in LISTS else cell or None for key, cell in row.items()})
    return records(kind, rows)


def _figures(kind: type[T], data: Mapping[str, Any], origins: dict[str, Origin]) -> T:
    origins.update({name: Origin(row["source"], row["date"], row["trust"]) for name, row in data.items()})
    return TypeAdapter(kind).validate_python({name: row["value"] for name, row in data.items()})


@cache
def load() -> Reference:
    """The reference data of this release, read once.

    Raises:
        ValueError: a data file has a record that does not fit its type (pydantic's error is one).
    """
    norms = tomllib.loads(text("norms.toml"))
    readiness = tomllib.loads(text("prerequisites.toml"))
    calendars = tomllib.loads(text("calendars.toml"))
    figures = tomllib.loads(text("figures.toml"))
    origins: dict[str, Origin] = {}
    return Reference(
        regions={r.id: r for r in _table(Region, "regions.csv")},
        districts=Districts({d.id: d for d in _table(District, "districts.csv")}),
        trades={t.id: t for t in _table(Trade, "trades.csv")},
        packages={p.id: p for p in records(Package, norms["package"])},
        orders=records(PackageOrder, norms["order"]),
        law=load_law(),
        work_types={w.id: w for w in _table(WorkTypeNorm, "work_types.csv")},
        prerequisites={p.id: p for p in records(PrerequisiteNorm, readiness["prerequisite"])},
        calendars={k.id: k for k in records(CalendarKind, calendars["kind"])},
        bouwvak=_table(Bouwvak, "bouwvak.csv"),
        prices=_figures(Prices, figures["prices"], origins),
        settings=_figures(Settings, figures["settings"], origins),
        calendar_settings=_figures(CalendarSettings, calendars["settings"], origins),
        disclosure=_figures(Disclosure, figures["disclosure"], origins),
        notices={n.prerequisite: n for n in records(Notice, tomllib.loads(text("notices.toml"))["notice"])},
        learning_scope=_figures(Learning, figures["learning"], origins).learning_scope,
        figure_origins=origins,
    )
