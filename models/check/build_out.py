"""Bounds on how fast districts can be done with the people there are, in exact integers, from weights alone.

Districts are done in shares; a share of a district takes that share of its hours of every trade. No plan has more
homes done by the end of a year than any weights of the trades say: each hour that there is counts its weight, and each
district counts what its homes are worth above the weight of its hours, if anything (linear programming duality; any
weights give a valid bound). A district by itself is done no sooner than all hours of its trades, given to it alone,
allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .refused import Refused

WHOLE = 1000
"""A district is done in thousandths."""


@dataclass(frozen=True)
class BuildOut:
    """``homes[d]``: homes of a district; ``hours[d][t]``: person-hours that all of them take of a trade;
    ``room[t][y]``: person-hours of a trade that there are in a year; ``most``: thousandths of a district that one year
    can do at most.

    Raises ``ValueError`` where lengths or signs do not fit.
    """

    homes: tuple[int, ...]
    hours: tuple[tuple[int, ...], ...]
    room: tuple[tuple[int, ...], ...]
    most: int

    def __post_init__(self) -> None:
        years = {len(row) for row in self.room}
        if (
            len(self.hours) != len(self.homes)
            or any(len(row) != len(self.room) for row in self.hours)
            or len(years) > 1
        ):
            raise ValueError("hours and room are not of the same districts, trades and years")
        numbers = [*self.homes, *(h for row in self.hours for h in row), *(h for row in self.room for h in row)]
        if min(numbers, default=0) < 0 or not 0 < self.most <= WHOLE:
            raise ValueError("homes, hours or room below zero, or no share of a district in a year")

    @property
    def years(self) -> int:
        """Years that are looked at."""
        return len(self.room[0]) if self.room else 0


def violations(b: BuildOut, shares: tuple[tuple[int, ...], ...]) -> list[str]:
    """What is wrong with a plan: ``shares[d][y]`` are thousandths of a district done in a year."""
    found = []
    for d, row in enumerate(shares):
        if sum(row) > WHOLE or min(row, default=0) < 0 or max(row, default=0) > b.most:
            found.append(f"district {d}: shares {row}")
    for t, room in enumerate(b.room):
        for y in range(b.years):
            used = sum(b.hours[d][t] * row[y] for d, row in enumerate(shares))
            if used > WHOLE * room[y]:
                found.append(f"trade {t}, year {y}: {used} of {WHOLE * room[y]} thousandths of hours")
    return found


def most_homes(b: BuildOut, until: int, weights: Mapping[int, int], scale: int, since: int = 0) -> int:
    """No plan does more homes in the years ``since`` to ``until`` (both included), by these weights of the trades, in
    ``1 / scale`` homes an hour; rounded down, because homes are whole.

    Raises :class:`.refused.Refused` for weights below zero or of no trade.
    """
    if scale < 1 or any(not 0 <= t < len(b.room) or weight < 0 for t, weight in weights.items()):
        raise Refused(f"weights {dict(weights)} in 1/{scale} are no weights of {len(b.room)} trades")
    there = sum(weight * sum(b.room[t][since : until + 1]) for t, weight in weights.items())
    share = min(WHOLE, b.most * (until + 1 - since))
    left = sum(
        max(0, scale * homes - sum(weight * hours[t] for t, weight in weights.items()))
        for homes, hours in zip(b.homes, b.hours, strict=True)
    )
    return (WHOLE * there + share * left) // (WHOLE * scale)


def soonest(b: BuildOut, district: int) -> int | None:
    """The first year by whose end a district could be done if nothing else were; ``None``: not in these years."""
    return next((y for y in range(b.years) if possible(b, district, y)), None)


def possible(b: BuildOut, district: int, year: int) -> bool:
    """Whether all hours that there are until the end of a year, given to one district alone, would do it."""
    if b.most * (year + 1) < WHOLE:
        return False
    return all(
        WHOLE * hours <= sum(min(WHOLE * room[y], b.most * hours) for y in range(year + 1))
        for hours, room in zip(b.hours[district], b.room, strict=True)
    )
