"""What work of which nothing is left to decide takes from pools and markets, week by week."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..plan import Placement
from ..problem import Pool, Source
from .scope import Scope

Heads = NDArray[np.int64]


class Taken:
    """Heads that some placements take in the weeks in which their calendar is open."""

    def __init__(self, scope: Scope, placements: Mapping[int, Placement]) -> None:
        self._scope = scope
        self._pools: dict[int, Heads] = {}
        self._lent: dict[int, Heads] = {}
        self._markets: dict[int, Heads] = {}
        for a, placement in placements.items():
            activity = scope.problem.activities[a]
            weeks = slice(placement.start, placement.end)
            working = scope.working[activity.calendar][weeks]
            for demand, k in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
                pattern = demand.patterns[k]
                if pattern.own is not None:
                    self._of(self._pools, pattern.own)[weeks] += pattern.own_heads * working
                if pattern.other is None:
                    continue
                heads = pattern.other_heads * working
                self._of(self._markets if pattern.source is Source.HIRED else self._pools, pattern.other)[weeks] += (
                    heads
                )
                if pattern.source is Source.LENT:
                    self._of(self._lent, pattern.other)[weeks] += heads

    def _of(self, taken: dict[int, Heads], index: int) -> Heads:
        if index not in taken:
            taken[index] = np.zeros(self._scope.problem.horizon, dtype=np.int64)
        return taken[index]

    def pool(self, index: int) -> Heads:
        """Heads taken from a pool, own or lent or in consortium."""
        return self._of(self._pools, index)

    def lent(self, index: int) -> Heads:
        """Heads of a pool that are lent."""
        return self._of(self._lent, index)

    def market(self, index: int) -> Heads:
        """Heads hired in a market."""
        return self._of(self._markets, index)


def after_reserve(pool: Pool) -> Heads:
    """Heads of a pool that are left after its reserve per week, newcomers aside."""
    return np.array([pool.usable(week) for week in range(len(pool.heads))], dtype=np.int64)


def available(pool: Pool) -> Heads:
    """Heads of a pool that may be planned per week, with newcomers whose number is settled."""
    return after_reserve(pool) + np.array(pool.added, dtype=np.int64) if pool.added else after_reserve(pool)
