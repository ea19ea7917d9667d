"""Reference data: regions, districts, trades, norms, calendars, lead times, prices. ``load()`` reads the files of
``data/``."""

from __future__ import annotations

from .law_data import Law, Part, Procedure, Provision
from .load import load
from .origin import Origin, Trust
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
