"""Reasons of the engine in names: ids of the programme instead of indices."""

from __future__ import annotations

import re
from typing import Any

from planner.compile import Names


def named(reason: str | None, names: Names) -> str | None:
    """``activity 12`` becomes the id of activity 12, and likewise for projects, pools and all else that has names."""
    if reason is None:
        return None
    tables: dict[str, Any] = {
        "activity": names.activities,
        "project": names.projects,
        "pool": names.pools,
        "market": names.markets,
        "tender": names.tenders,
        "street": names.streets,
        "district": names.districts,
        "client": names.clients,
        "trade": names.trades,
        "region": names.regions,
    }

    def name(match: re.Match[str]) -> str:
        kind, index = match[1], int(match[2])
        return f"{kind} {tables[kind][index].id}" if index < len(tables[kind]) else match[0]

    return re.sub(rf"\b({'|'.join(tables)}) (\d+)\b", name, reason)
