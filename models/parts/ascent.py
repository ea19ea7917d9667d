"""Prices of a part while those of what it shares are given, and better prices of what is shared from what parts find.

The same ascent as for a whole problem (:class:`wijkplan.models.bound.prices.Ascent`). First with shared prices held:
what is found is a certificate of the part, and what that is worth says :mod:`wijkplan.models.check.parts` alone. Then
with shared prices free, as if the others went on to use what they used last: where the part would take them. So one
round of files does many steps of prices, and the driver only has to agree on the shared ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..bound.prices import PRICED, RESUMED, SCALE, Ascent
from ..bound.relax import BIG
from ..bound.relax_arrays import Prices
from ..check.parts import CEILINGS, SharedPrices, value
from ..check.refused import Refused
from ..construct.arrays import Arrays, Floats, arrays
from ..problem import Problem

LONGEST = 0.04  # first step of the price of a ceiling, in units of a typical price
FREE = 0.5  # of the steps of a part: with shared prices free, after those with shared prices held
SHORTEST = 1 / 64  # of the way to what parts ask for; nearer, nothing more is tried
PRICED_CEILINGS = tuple(CEILINGS[i] for i in range(len(PRICED)))


@dataclass(frozen=True)
class PartBound:
    """What a part answers: its ``certificate``, its ``value`` by the checker at the shared prices (scaled, room of
    what is shared not paid out), at these prices its ``use`` of heads per shared resource and week (mean of the last
    steps) and of the ceilings over the whole, and what prices per shared resource and week it ``asks`` for (scaled)."""

    certificate: dict[str, Any]
    value: int
    use: dict[int, list[int]]
    ceilings: dict[str, float]
    asks: dict[int, list[int]]


class PartAscent(Ascent):
    """Ascent of a part. Shared prices stay as given, until ``others`` are known: heads that other parts use of each
    shared resource in each week; then they move too."""

    others: Mapping[int, Floats] | None = None

    def __init__(self, problem: Problem, x: Arrays, shared: SharedPrices, common: Sequence[int]) -> None:
        super().__init__(problem, x)
        self.shared, self.common = shared, tuple(common)
        self.hold()

    def hold(self) -> None:
        """Put the shared prices back; those of ceilings are never free."""
        y = self.y
        for r in self.common:
            if self.others is None:
                y.heads[r] = np.asarray(self.shared.heads.get(r, 0)) / self.shared.scale
            y.parts[self.divided == r] = 0.0
        for k, name in enumerate(PRICED_CEILINGS):
            y.ceilings[k] = self.shared.ceilings.get(name, 0) / self.shared.scale

    def _value(self) -> float:
        value = super()._value()
        for r, used in (self.others or {}).items():
            value += float(self.y.heads[r] @ used)
            self.g.heads[r] += used
        return value

    def _move(self, length: float) -> None:
        super()._move(length)
        self.hold()

    def free(self, others: Mapping[int, Floats]) -> None:
        """From here on shared prices move too, from the best prices so far on."""
        for now, kept in zip(self.y, self.best_y, strict=True):
            now[:] = kept
        self.others, self.long, self.value = others, RESUMED, -BIG


def bounded(
    problem: Problem,
    shared: SharedPrices,
    common: Sequence[int],
    steps: int,
    before: Mapping[str, Any] | None = None,
    others: Mapping[int, Sequence[int]] | None = None,
) -> PartBound | None:
    """A bound of a part after so many steps, from the prices of an earlier certificate where there is one, and, where
    it is told what ``others`` use of what is shared, the prices that it asks for; ``None`` where some activity has no
    start at all.

    Deterministic. Raises :class:`wijkplan.models.windows.NoWindow`, :class:`Refused`.
    """
    if shared.scale != SCALE:
        raise Refused(f"shared prices in 1/{shared.scale} where certificates count in 1/{SCALE}")
    ascent = PartAscent(problem, arrays(problem), shared, common)
    if before is not None:
        ascent.resume(before)
        ascent.hold()
    held = _climb(ascent, max(1, steps))
    if held is None:
        return None
    certificate, there = ascent.certificate(), ascent.x.capacity
    use = {r: [round(v) for v in held.g.heads[r] + there[r]] for r in common}
    most = np.maximum(ascent.x.ceilings[PRICED], 0)
    ceilings = {name: float(held.g.ceilings[k] + most[k]) for k, name in enumerate(PRICED_CEILINGS)}
    asks: dict[int, list[int]] = {}
    if others is not None and common:
        ascent.free({r: np.asarray(others.get(r, np.zeros(ascent.x.horizon)), float) for r in common})
        moved = _climb(ascent, max(1, round(FREE * steps)))
        if moved is not None:
            asks = {r: [int(v) for v in np.floor(moved.y.heads[r] * SCALE)] for r in common}
    return PartBound(certificate, value(problem, certificate, shared, common), use, ceilings, asks)


@dataclass(frozen=True)
class _Mean:
    """Means over the last half of some steps: prices, and what is used at them beyond what there is."""

    y: Prices
    g: Prices


def _climb(ascent: PartAscent, steps: int) -> _Mean | None:
    """So many steps; ``None`` where some activity has no start at all."""
    y, g = (Prices(*(np.zeros_like(row) for row in rows)) for rows in (ascent.y, ascent.g))
    last = steps // 2
    for i in range(steps):
        if i >= last:
            for mean, now in zip(y, ascent.y, strict=True):
                mean += now / (steps - last)
        if not ascent.step(i / steps):
            return None
        if i >= last:
            for mean, now in zip(g, ascent.g, strict=True):
                mean += now / (steps - last)
    return _Mean(y, g)


class SharedAscent:
    """Prices of what parts share, round after round, towards what the parts ask for.

    Each part asks as if it alone would change, so of what ``n`` parts ask for on average an ``n``-th is done at first.
    A round with a better bound is the place to go on from, a little further; after one that is worse prices go back to
    the best ones and less far from there, and what both asked for counts."""

    def __init__(self, whole: Problem, common: Sequence[int], prices: SharedPrices) -> None:
        self.common, self.prices = tuple(common), prices
        rest = [street.rest_price for street in whole.streets if street.rest_price]
        self.ceilings = {
            "burden": (whole.max_burden, 0.1),
            "rest": (whole.max_broken_rests, float(np.median(rest or [1]))),
        }
        self._zero = np.zeros(whole.horizon)
        self._best: int | None = None
        self._from: dict[int, Floats] = {}
        self._to: dict[int, Floats] = {}
        self.share = 1.0

    def move(
        self, total: int, asked: Sequence[Mapping[int, Sequence[int]]], ceilings: Mapping[str, float], round_: int
    ) -> SharedPrices:
        """The prices of the next round. ``total``: bound at the prices of now; ``asked``: per part that answered the
        prices per shared resource; ``ceilings``: what all parts together use of the ceilings over the whole."""
        now = {r: np.asarray(self.prices.heads.get(r, self._zero), float) for r in self.common}
        to = {r: self._towards(now[r], [row[r] for row in asked if r in row]) for r in self.common}
        if self._best is None or total > self._best:
            self.share = 1.0 if self._best is None else min(1.0, 1.5 * self.share)
            self._best, self._from, self._to = total, now, to
        else:
            self.share = max(SHORTEST, self.share / 2)
            self._to = {r: (self._to[r] + to[r]) / 2 for r in self.common}
        heads: dict[int, list[int]] = {}
        for r in self.common:
            moved = np.maximum(0.0, self._from[r] + self.share * (self._to[r] - self._from[r]))
            whole = np.floor(moved).astype(np.int64)
            if whole.any():
                heads[r] = [int(v) for v in whole]
        self.prices = SharedPrices(self.prices.scale, heads, self._ceilings(ceilings, round_))
        return self.prices

    def _towards(self, now: Floats, asked: Sequence[Sequence[int]]) -> Floats:
        if not asked:
            return now
        mean: Floats = np.mean(np.asarray(asked, float), axis=0)
        return now + (mean - now) / len(asked)

    def _ceilings(self, used: Mapping[str, float], round_: int) -> dict[str, int]:
        """Dearer where all together use more than there may be, cheaper where they leave room."""
        dear: dict[str, int] = {}
        for name, (most, unit) in self.ceilings.items():
            if most is not None:
                step = LONGEST * unit / (1 + round_) ** 0.5 * np.sign(used.get(name, 0.0) - most)
                price = max(0, int(self.prices.ceilings.get(name, 0) + step * self.prices.scale))
                if price:
                    dear[name] = price
        return dear
