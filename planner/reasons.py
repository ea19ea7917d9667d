"""Reasons of the engine in names: ids of the programme instead of indices, ISO weeks instead of slots."""

from __future__ import annotations

import re
from typing import Any

from planner.compile import Names

from .labels import week_label


def named(reason: str | None, names: Names) -> str | None:
    """``activity 12`` becomes the id of activity 12, and likewise for all else that has names; ``week 5`` becomes its ISO week, and the
    half-open ``weeks 5-9`` the first and the last of them."""
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

    def span(match: re.Match[str]) -> str:
        first, end = (int(number) for number in match.groups() if number is not None)
        last = max(first, end - 1)
        return f"weeks {week_label(names.start, first)} to {week_label(names.start, last)}"

    told = re.sub(rf"\b({'|'.join(tables)}) (\d+)\b", name, reason)
    told = re.sub(r"\bweeks (\d+)-(\d+)\b|\bweeks \[(\d+), (\d+)\)", span, told)
    return re.sub(r"\bweek (\d+)\b(?!-W)", lambda match: f"week {week_label(names.start, int(match[1]))}", told)
