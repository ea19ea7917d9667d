"""Prices of a part while those of what it shares are given, and better prices of what is shared from what parts use.

The same ascent as for a whole problem (:class:`wijkplan.models.bound.prices.Ascent`), with shared prices held. What is
found is a certificate of the part; what it is worth says :mod:`wijkplan.models.check.parts` alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..bound.prices import PRICED, SCALE, Ascent
from ..check.parts import CEILINGS, SharedPrices, value
from ..check.refused import Refused
from ..check.resource_heads import room
from ..construct.arrays import Arrays, Floats, arrays
from ..problem import Problem

LONGEST = 0.04  # first step of shared prices, in units of a typical price: what is short needs little to be spread
PRICED_CEILINGS = tuple(CEILINGS[i] for i in range(len(PRICED)))


@dataclass(frozen=True)
class PartBound:
    """What a part answers: its ``certificate``, its ``value`` by the checker at the shared prices (scaled, room of
    what is shared not paid out), and at these prices its ``use`` of heads per shared resource and week and of the
    ceilings over the whole."""

    certificate: dict[str, Any]
    value: int
    use: dict[int, list[float]]
    ceilings: dict[str, float]


class PartAscent(Ascent):
    """Ascent of a part: shared prices stay as given."""

    def __init__(self, problem: Problem, x: Arrays, shared: SharedPrices, common: Sequence[int]) -> None:
        super().__init__(problem, x)
        self.shared, self.common = shared, tuple(common)
        self.hold()

    def hold(self) -> None:
        """Put the shared prices back."""
        y = self.y
        for r in self.common:
            y.heads[r] = np.asarray(self.shared.heads.get(r, 0)) / self.shared.scale
            y.parts[self.divided == r] = 0.0
        for k, name in enumerate(PRICED_CEILINGS):
            y.ceilings[k] = self.shared.ceilings.get(name, 0) / self.shared.scale

    def _move(self, length: float) -> None:
        super()._move(length)
        self.hold()


def bounded(
    problem: Problem,
    shared: SharedPrices,
    common: Sequence[int],
    steps: int,
    before: Mapping[str, Any] | None = None,
) -> PartBound | None:
    """A bound of a part after so many steps, from the prices of an earlier certificate where there is one; ``None``
    where some activity has no start at all.

    Deterministic. Raises :class:`wijkplan.models.windows.NoWindow`, :class:`Refused`.
    """
    if shared.scale != SCALE:
        raise Refused(f"shared prices in 1/{shared.scale} where certificates count in 1/{SCALE}")
    ascent = PartAscent(problem, arrays(problem), shared, common)
    if before is not None:
        ascent.resume(before)
        ascent.hold()
    for i in range(max(1, steps)):
        if not ascent.step(i / max(1, steps)):
            return None
    if ascent.certify() is None or ascent.best is None:
        return None
    certificate = ascent.best.certificate
    # Once more at the best prices, to see what is used there.
    for now, kept in zip(ascent.y, ascent.best_y, strict=True):
        now[:] = kept
    ascent._value()
    there = ascent.x.capacity
    use = {r: [float(v) for v in ascent.g.heads[r] + there[r]] for r in common}
    most = np.maximum(ascent.x.ceilings[PRICED], 0)
    ceilings = {name: float(ascent.g.ceilings[k] + most[k]) for k, name in enumerate(PRICED_CEILINGS)}
    return PartBound(certificate, value(problem, certificate, shared, common), use, ceilings)


class SharedAscent:
    """Prices of what parts share, round after round: dearer where all together use more than there is, cheaper where
    they leave room (subgradient steps that shrink)."""

    def __init__(self, whole: Problem, common: Sequence[int], prices: SharedPrices) -> None:
        self.common, self.prices = tuple(common), prices
        self.capacity = {r: np.asarray(room(whole, r), dtype=np.int64) for r in self.common}
        premiums = [
            q.cost / (q.other_heads * max(1, mode.duration))
            for a in whole.activities
            for mode in a.modes
            for d in mode.demands
            for q in d.patterns
            if q.cost > 0 and q.other_heads > 0
        ]
        self.unit = float(np.median(premiums)) if premiums else 1.0
        self._spread = {r: np.zeros(whole.horizon) for r in self.common}
        rest = [street.rest_price for street in whole.streets if street.rest_price]
        self.ceilings = {
            "burden": (whole.max_burden, 0.1),
            "rest": (whole.max_broken_rests, float(np.median(rest or [1]))),
        }

    def move(self, use: Mapping[int, Floats], ceilings: Mapping[str, float], round_: int) -> SharedPrices:
        """The prices of the next round, in whole parts of a euro, from what all parts together use at those of now."""
        heads: dict[int, list[int]] = {}
        for r in self.common:
            over = np.asarray(use.get(r, np.zeros_like(self.capacity[r]))) - self.capacity[r]
            self._spread[r] = 0.7 * self._spread[r] + 0.3 * over * over
            step = LONGEST * self.unit / (1 + round_) ** 0.5
            now = np.asarray(self.prices.heads.get(r, np.zeros_like(over))) / self.prices.scale
            moved = np.maximum(0.0, now + step * over / (np.sqrt(self._spread[r]) + 1e-9))
            whole = np.floor(moved * self.prices.scale).astype(np.int64)
            if whole.any():
                heads[r] = [int(v) for v in whole]
        dear: dict[str, int] = {}
        for name, (most, unit) in self.ceilings.items():
            if most is not None:
                step = LONGEST * unit / (1 + round_) ** 0.5 * np.sign(ceilings.get(name, 0.0) - most)
                dear[name] = max(0, int(self.prices.ceilings.get(name, 0) + step * self.prices.scale))
        self.prices = SharedPrices(self.prices.scale, heads, {name: price for name, price in dear.items() if price})
        return self.prices
