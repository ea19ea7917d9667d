"""Prices for question *sooner*: when homes can be done at the soonest with no more cash than there is.

Home-weeks alone are bounded by pricing the ceiling on cash as well. At ``theta`` euros per home-week the relaxation of
cash + theta x home-weeks has a value of ``L`` euros, and ``(L - ceiling) / theta`` home-weeks are the same bound with
its prices counted in euros. ``theta`` is one multiplier
more: it rises while the relaxation leaves cash over, and falls while it uses too much. The prices of time, heads and
streets go up and down with it, since what is earned there are home-weeks.

Homes are done no sooner than any mix of the ends of their works; the mix shifts towards what now ends last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from ..construct.arrays import Arrays, Floats, arrays
from ..construct.columns import EARLY, END_ROW, MODES, MOST_HIRED
from ..problem import CASH, HOME_WEEKS, Problem
from .prices import LONG, SCALE, Ascent
from .relax import BIG

DEAREST = 3000.0  # euros per home-week: above it, numbers become too large for exact arithmetic
THETA_STEP, THETA_SPAN = (
    0.08,
    0.01,
)  # longest step of its logarithm; how far from the ceiling, as a share of it, that is made
MIX_FLOOR, MIX_STEP = 0.002, 0.1


def ascent(problem: Problem, x: Arrays) -> Ascent:
    """The ascent for a problem, whatever it minimises; ``x`` are its arrays."""
    return SoonerAscent(problem) if HOME_WEEKS in problem.priced else Ascent(problem, x)


class SoonerAscent(Ascent):
    """An :class:`.prices.Ascent` in euros whose value is in home-weeks."""

    def __init__(self, problem: Problem) -> None:
        self.asked, self.ceiling = problem, problem.max_cash
        # Ends count from the beginning, at the price of all homes that they are charged: as a delay does after a
        # target of 0.
        paid = replace(
            problem,
            priced=frozenset() if self.ceiling is None else frozenset(CASH),
            projects=tuple(replace(project, target=0) for project in problem.projects),
            max_cash=None,
        )
        rows = [homes for homes in problem.homes if homes.number]
        self.number = np.array([homes.number for homes in rows], np.float64)
        self.names = [h for h, homes in enumerate(problem.homes) if homes.number]
        self.works = np.array([a for homes in rows for a in homes.works], np.int64)
        self.first = np.cumsum([0, *(len(homes.works) for homes in rows)]).astype(np.int64)
        self.markets = slice(2 * len(problem.pools), None)
        self.hired = 0.0
        most = float(self.number.sum()) * problem.horizon / 2
        self.theta = 1.0 if self.ceiling is None else float(np.clip(self.ceiling / max(1.0, most), 1.0, DEAREST))
        self.mix = np.zeros(len(self.works))
        self.cash = 0.0
        super().__init__(paid, arrays(paid))
        self._charge()
        self.kept = self.theta, self.hired, self.mix.copy()

    def _start(self) -> None:
        """Half of each home on the work that can end last by itself, half on all."""
        super()._start()
        x = self.x
        modes = x.activities[:-1, MODES]
        early = x.activities[:-1, EARLY]
        ends = x.ends[x.modes[modes, END_ROW], early]
        for rows in self._groups():
            self.mix[rows] = 0.5 / (rows.stop - rows.start)
            self.mix[rows.start + int(np.argmax(ends[self.works[rows]]))] += 0.5
        week = self.theta * float(np.median(self.number)) if len(self.number) else 1.0
        self.unit = self.unit._replace(precedence=np.asarray(week), order=np.asarray(week))

    def _groups(self) -> list[slice]:
        return [slice(int(begin), int(end)) for begin, end in pairwise(self.first)]

    def _charge(self) -> None:
        """Price of each work's end, from the mix."""
        homes = self.mix * np.repeat(self.number, np.diff(self.first))
        self.y.delay[:] = self.theta * np.bincount(self.works, homes, len(self.y.delay))

    def resume(self, certificate: Mapping[str, Any]) -> None:
        """Begin at the prices of a certificate of the same question."""
        euro = certificate.get("cash", 0) if self.ceiling is not None else SCALE
        if certificate.get("kind") != "prices" or not euro or not certificate.get("homes"):
            return
        super().resume({**certificate, "scale": euro, "delay": {}, "burden": 0, "rest": 0})
        self.theta = certificate["scale"] / euro
        self.hired = certificate.get("hired", 0) / euro
        for h, number, rows in zip(self.names, self.number, self._groups(), strict=True):
            charged = certificate["homes"].get(str(h), {})
            mix = np.array([charged.get(str(a), 0) for a in self.works[rows].tolist()], np.float64) / (
                number * certificate["scale"]
            )
            self.mix[rows] = mix + (1.0 - mix.sum()) / len(mix)
        self._charge()

    def _value(self) -> float:
        """Home-weeks of the relaxation; what it uses of cash is left in ``cash``."""
        y, g, x, most = self.y, self.g, self.x, int(self.x.ceilings[MOST_HIRED])
        room = float(x.capacity[self.markets].sum())
        y.heads[self.markets] += (
            self.hired
        )  # who hires pays for each week both what the market and what all hiring together is worth
        euros = super()._value()
        y.heads[self.markets] -= self.hired
        if euros >= BIG / 2:
            return euros
        self.over = float(g.heads[self.markets].sum()) + room - max(0, most)
        euros += self.hired * (room - max(0, most))
        spent = sum(float((price * use).sum()) for price, use in zip(y, g, strict=True) if price is not y.delay)
        self.cash = euros - spent - self.hired * self.over - float(y.delay @ self.at[:, 1])
        return (euros - (self.ceiling or 0)) / self.theta

    def step(self, progress: float) -> bool:
        """As any step; what belongs to the best value is kept."""
        before, now = self.value, (self.theta, self.hired, self.mix.copy())
        there = super().step(progress)
        if self.value > before:
            self.kept = now
        return there

    def _share_delays(self, length: float) -> None:
        """Shift homes towards their works that now end last, and move the prices of cash and of hired people."""
        ends = self.at[self.works, 1].astype(np.float64)
        sizes = np.diff(self.first)
        last = np.repeat(np.maximum.reduceat(ends, self.first[:-1]), sizes) if len(ends) else ends
        weight = (self.mix + MIX_FLOOR * length) * np.exp(MIX_STEP * length * (ends - last))
        self.mix = weight / np.repeat(np.add.reduceat(weight, self.first[:-1]), sizes) if len(ends) else weight
        if self.ceiling is not None:
            beyond = (self.cash - self.ceiling) / max(1.0, THETA_SPAN * self.ceiling)
            self._dearer(float(np.exp(-THETA_STEP * length * np.clip(beyond, -1.0, 1.0))))
        most = int(self.x.ceilings[MOST_HIRED])
        if most >= 0:
            beyond = self.over / max(1.0, 0.1 * most)
            self.hired = max(
                0.0, self.hired + LONG * length * float(self.unit.heads) * float(np.clip(beyond, -1.0, 1.0))
            )
        self._charge()

    def _dearer(self, factor: float) -> None:
        """Another price per home-week, with what is worth home-weeks."""
        before = self.theta
        self.theta = float(np.clip(before * factor, 1e-3, DEAREST))
        factor = self.theta / before
        self.hired *= factor
        for prices in (self.y, self.unit):
            for kept in (prices.heads, prices.parts, prices.precedence, prices.order, prices.open_streets):
                kept *= factor

    def certificate(self) -> dict[str, Any]:
        """In thousandths of a euro, so many of which are a home-week."""
        theta, hired, mix = self.kept
        scale = max(1, round(SCALE * theta))
        return super().certificate() | {
            "scale": scale,
            "delay": {},
            "homes": {
                str(h): _whole(self.works[rows], mix[rows] * number * scale)
                for h, number, rows in zip(self.names, self.number, self._groups(), strict=True)
            },
            "cash": 0 if self.ceiling is None else SCALE,
            "hired": int(hired * SCALE),
        }

    def _certified_problem(self) -> Problem:
        return self.asked


def _whole(works: Any, charged: Floats) -> dict[str, int]:
    """Rounded down, so that together they are never more than the homes that there are."""
    return {
        str(a): int(price)
        for a, price in zip(works.tolist(), np.floor(charged * (1 - 1e-12)).tolist(), strict=True)
        if price > 0
    }
