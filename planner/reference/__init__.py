"""Reference data: regions, districts, trades, norms, calendars, lead times, prices. ``load()`` reads the files of ``data/``."""

from __future__ import annotations

from planner.reference.law import Law, Part, Procedure, Provision
from planner.reference.load import load
from planner.reference.origin import Origin, Trust
from planner.reference.types import (
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
    SchoolRegion,
    Settings,
    Trade,
    WorkTypeNorm,
)

__all__ = [
    "Bouwvak",
    "CalendarKind",
    "CalendarSettings",
    "Disclosure",
    "District",
    "Law",
    "Notice",
    "Origin",
    "Package",
    "PackageOrder",
    "Part",
    "PrerequisiteNorm",
    "Prices",
    "Procedure",
    "Provision",
    "Reference",
    "Region",
    "SchoolRegion",
    "Settings",
    "Trade",
    "Trust",
    "WorkTypeNorm",
    "load",
]
