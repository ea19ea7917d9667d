"""Who is when: districts of a region in order of their rank, as far as each year's people go.

What was begun goes on first; then the next districts begin, as long as some thousandths of one can still be done. A
district asks all its trades in each year in equal parts, so the scarcest one sets the pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.check.build_out import WHOLE, BuildOut

LEAST = 50  # thousandths: who begins for less would stand still


@dataclass(frozen=True, slots=True)
class Shares:
    """Per district (in the order of the problem) thousandths done in each year."""

    rows: tuple[tuple[int, ...], ...]

    def starts(self, d: int) -> int | None:
        """First year with work, counted from 0."""
        return next((y for y, share in enumerate(self.rows[d]) if share), None)

    def done(self, d: int) -> int | None:
        """The year by whose end all of it is done; ``None``: not in these years."""
        total = 0
        for y, share in enumerate(self.rows[d]):
            total += share
            if total >= WHOLE:
                return y
        return None

    def homes(self, b: BuildOut, year: int, only: Sequence[int] | None = None) -> int:
        """Homes done in a year, of some districts; rounded down."""
        chosen = range(len(self.rows)) if only is None else only
        return sum(b.homes[d] * self.rows[d][year] for d in chosen) // WHOLE


def build(b: BuildOut, order: Sequence[int]) -> Shares:
    """A plan in this order."""
    rows = [[0] * b.years for _ in b.homes]
    done = [0] * len(b.homes)
    for y in range(b.years):
        left = [WHOLE * room[y] for room in b.room]
        begun = [d for d in order if 0 < done[d] < WHOLE]
        fresh = [d for d in order if done[d] == 0]
        for d in [*begun, *fresh]:
            need = b.hours[d]
            fits = min((left[t] // h for t, h in enumerate(need) if h), default=WHOLE)
            share = min(WHOLE - done[d], b.most, fits)
            if share < min(LEAST, WHOLE - done[d]):
                continue
            rows[d][y] = share
            done[d] += share
            for t, h in enumerate(need):
                left[t] -= h * share
    return Shares(tuple(map(tuple, rows)))
