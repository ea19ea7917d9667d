"""How far work comes that starts in a week, by calendar and duration: tables that problems share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MOST_KEPT = 4096
"""Tables that are kept; those of the pilot are a few hundred."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Of work of one duration in one calendar. ``ends``: per start week, the horizon included, the end week, ``None``
    where no start is allowed; ``first_end``: the end of the first start that is allowed from a week on, a week after
    the horizon where none is; ``last_start``: the last start that ends by a week, -1 where none does."""

    ends: tuple[int | None, ...]
    first_end: tuple[int, ...]
    last_start: tuple[int, ...]


@lru_cache(MOST_KEPT)
def reach(percent: tuple[int, ...], duration: int) -> Reach:
    """The tables of a duration in a calendar of so many percent of each week."""
    horizon = len(percent)
    ends = (*_end_table(percent, duration), horizon if duration == 0 else None)
    first_end = [horizon + 1] * (horizon + 1)
    last_start = [-1] * (horizon + 1)
    soonest = horizon + 1
    for start in range(horizon, -1, -1):
        end = ends[start]
        soonest = soonest if end is None else end
        first_end[start] = soonest
        if end is not None:
            last_start[end] = max(last_start[end], start)
    for week in range(1, horizon + 1):
        last_start[week] = max(last_start[week], last_start[week - 1])
    return Reach(ends, tuple(first_end), tuple(last_start))


def _end_table(percent: tuple[int, ...], duration: int) -> tuple[int | None, ...]:
    horizon = len(percent)
    if duration == 0:
        return tuple(s if percent[s] > 0 else None for s in range(horizon))
    table: list[int | None] = []
    end = delivered = 0  # delivered = work of weeks [s, end)
    for s in range(horizon):
        if end < s:
            end, delivered = s, 0
        while end < horizon and delivered < 100 * duration:
            delivered += percent[end]
            end += 1
        table.append(end if delivered >= 100 * duration and percent[s] > 0 else None)
        delivered -= percent[s]
    return tuple(table)
