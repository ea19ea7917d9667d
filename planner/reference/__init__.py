"""Reference data: regions, districts, trades, norms, calendars, lead times, prices. ``load()`` reads the files of ``data/``."""

from __future__ import annotations

from planner.reference.load import load
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
    SchoolRegion,
    Settings,
    Trade,
    Trust,
    WorkTypeNorm,
)

__all__ = [
    "Bouwvak",
    "CalendarKind",
    "CalendarSettings",
    "District",
    "Origin",
    "Package",
    "PackageOrder",
    "PrerequisiteNorm",
    "Prices",
    "Procedure",
    "ProcedureRule",
    "Reference",
    "Region",
    "SchoolRegion",
    "Settings",
    "Trade",
    "Trust",
    "WorkTypeNorm",
    "load",
]
