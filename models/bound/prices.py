"""Good prices for the priced relaxation: subgradient ascent with a step per price (Adam; Kingma and Ba 2015), which
needs no guess of the optimum.

The ascent runs in floating point; from time to time its best prices are rounded to a certificate, and only what
:func:`wijkplan.models.check.bounds.certified` makes of that is a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..check.bounds import certified
from ..check.refused import Refused
from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    DELAY,
    EARLY,
    FREE_JOIN,
    INTERFACE,
    MEMBERS,
    MOST_BROKEN,
    MOST_BURDEN,
    PROJECT,
    TAIL,
    TARGET,
)
from ..construct.compile_ahead import EVALUATE, wait
from ..incumbent import Board
from ..problem import Problem
from .newcomers import Newcomers, most_room
from .priced_ties import divisors_of_heads, order_weeks, typical_prices, uses_of
from .relax import BIG, evaluate
from .relax_arrays import Links, Prices, room
from .tenders import Tenders

STEER_AFTER = 1.0  # seconds: searches should not wait for the first certificate
CERTIFY_EVERY = 4.0  # seconds: the exact check takes about half a second
SCALE = 1000  # certificates count in thousandths of a euro
LONG, SHORT = 0.4, 0.008  # first and last step, in units of a typical price
RESUMED = 0.03  # first step from the prices of a certificate: a long one would throw away what they are worth
MEMORY, SPREAD_MEMORY = 0.8, 0.95
PRICED = [MOST_BURDEN, MOST_BROKEN]  # ceilings that have a price here


@dataclass(frozen=True)
class Bound:
    """A certified bound in euros with the prices that prove it."""

    value: int
    certificate: dict[str, Any]


class Ascent:
    """Improves prices until told to stop; ``best`` is the best certified bound so far."""

    def __init__(self, problem: Problem, x: Arrays) -> None:
        self.problem, self.x = problem, x
        self.tenders = Tenders(problem)
        n, resources = len(problem.activities), x.capacity.shape[0]
        rows = np.array(
            [(q.predecessor, q.successor, int(q.link), q.min_lag) for q in problem.precedences], dtype=np.int64
        ).reshape(-1, 4)
        divisors, divisors_of = divisors_of_heads(x)
        self.divided = np.repeat(np.arange(resources), np.diff(divisors_of))  # per divisor its resource
        self.links = Links(
            rows,
            self.tenders.by_lot,
            self._partners(),
            *uses_of(x, most_room(problem, x.capacity)),
            divisors,
            divisors_of,
            order_weeks(x, rows),
        )
        self.most_parts = x.capacity[self.divided] // divisors[:, None]
        self.newcomers = Newcomers(problem, self.divided, divisors)
        self.room = room(x, self.links)
        self.at = np.zeros((n, 3), np.int64)

        def blank() -> Prices:
            return Prices(
                np.zeros((resources, x.horizon)),
                np.zeros(self.most_parts.shape),
                np.zeros(len(rows)),
                np.zeros(int(self.links.order_weeks[-1, 1])),
                np.zeros(n),
                np.zeros(n),
                np.zeros(n),
                np.zeros((len(x.max_open), x.horizon)),
                np.zeros(2),
                np.zeros((len(x.max_open), 2)),
            )

        self.y, self.g, self.best_y, self.mean, self.spread = blank(), blank(), blank(), blank(), blank()
        self.unit = typical_prices(problem)
        self._start()
        self.long = LONG
        self.value = -BIG
        self.best: Bound | None = None
        self.rounds = 0

    def resume(self, certificate: Mapping[str, Any]) -> None:
        """Begin at the prices of a certificate, of this problem or of a wider variant of it; of another kind than
        prices it says nothing here."""
        if certificate.get("kind") != "prices":
            return
        y, scale = self.y, certificate["scale"]
        for key, kept in (
            ("heads", y.heads),
            ("open", y.open_streets),
            ("precedence", y.precedence),
            ("delay", y.delay),
            ("lot", y.lot),
            ("partner", y.partner),
        ):
            kept[:] = 0.0
            for i, value in certificate.get(key, {}).items():
                kept[int(i)] = np.asarray(value) / scale
        y.lot[self.links.by_lot == 0] = 0.0
        y.ceilings[:] = certificate.get("burden", 0) / scale, certificate.get("rest", 0) / scale
        y.local[:] = 0.0
        for k, key in enumerate(("district_burden", "district_rest")):
            for d, value in certificate.get(key, {}).items():
                y.local[int(d), k] = value / scale
        self._resume_weekly(certificate)
        self.long = RESUMED

    def _resume_weekly(self, certificate: Mapping[str, Any]) -> None:
        """Prices of parts and of order, as far as this problem has the same divisors and weeks."""
        y, scale, links = self.y, certificate["scale"], self.links
        y.parts[:], y.order[:] = 0.0, 0.0
        for k, (resource, divisor) in enumerate(zip(self.divided, links.divisors, strict=True)):
            y.parts[k] = np.asarray(certificate.get("parts", {}).get(str(resource), {}).get(str(divisor), 0)) / scale
        for i, row in certificate.get("order", {}).items():
            first, begin, end = (
                links.order_weeks[int(i), 0],
                links.order_weeks[int(i), 1],
                links.order_weeks[int(i) + 1, 1],
            )
            y.order[begin:end] = np.asarray(row)[first : first + end - begin] / scale

    def _partners(self) -> Any:
        p = self.problem
        employers = 1 + max([q.employer for q in p.projects] + [q.employer for q in p.pools], default=0)
        together = np.zeros((len(p.activities), employers), np.int8)
        for _, _, lot in p.lots():
            for q in lot.projects:
                for a in p.members[q]:
                    for other in lot.projects:
                        if other != q:
                            together[a, p.projects[other].employer] = 1
        return together

    def _start(self) -> None:
        """Delay prices on the members that finish last by themselves; shared openings worth the interface they
        save."""
        x = self.x
        for price, members in self._delays():
            self.y.delay[max(members, key=lambda a: (x.activities[a, EARLY], -x.activities[a, TAIL]))] = price
        agreed = (x.activities[:-1, FREE_JOIN] == 2) & (self.links.by_lot == 1)
        self.y.lot[agreed] = x.activities[:-1, INTERFACE][agreed]

    def _delays(self) -> list[tuple[int, Ints]]:
        """Delay price and members of every project that has both."""
        x = self.x
        rows = [
            (int(x.projects[p, DELAY]), x.members[x.projects[p, MEMBERS] : x.projects[p + 1, MEMBERS]])
            for p in range(x.num_projects)
        ]
        return [(price, members) for price, members in rows if price > 0 and len(members)]

    def _value(self) -> float:
        """Value of the relaxation at the current prices, its subgradient left in ``g``."""
        x, y, g = self.x, self.y, self.g
        value = evaluate(x, y, self.links, self.room, g, self.at)
        choice = self.tenders.choose(y.lot, y.partner)
        g.heads[:] -= x.capacity
        g.parts[:] -= self.most_parts
        limits = np.where(x.max_open >= 0, x.max_open, 0)[:, None]
        g.open_streets[:] -= limits
        g.lot[:] -= self.tenders.lot.shared(choice.share)
        g.partner[:] -= self.tenders.partner.shared(choice.share)
        g.ceilings[:] -= np.maximum(x.ceilings[PRICED], 0)
        most = np.maximum(x.local, 0)
        g.local[:] -= most
        value -= self.newcomers.take(y.heads, y.parts, g.heads, g.parts)
        value += choice.value + x.constant
        value -= float(
            (y.heads * x.capacity).sum() + (y.parts * self.most_parts).sum() + (y.open_streets * limits).sum()
        )
        value += float(y.precedence @ self.links.rows[:, 3]) if len(self.links.rows) else 0.0
        value -= float(y.ceilings @ np.maximum(x.ceilings[PRICED], 0) + (y.local * most).sum())
        return float(value)

    def step(self, progress: float) -> bool:
        """One evaluation and one move of the prices; ``progress`` in [0, 1] is how far the ascent is (steps shrink).
        Whether there is a value."""
        value = self._value()
        if value >= BIG / 2:
            return False
        self.rounds += 1
        if value > self.value:
            self.value = value
            for kept, now in zip(self.best_y, self.y, strict=True):
                kept[:] = now
        self._move(self.long * (SHORT / self.long) ** min(1.0, progress))
        return True

    def _move(self, length: float) -> None:
        x = self.x
        for mean, spread, g, now, unit in zip(self.mean, self.spread, self.g, self.y, self.unit, strict=True):
            scaled = g * unit
            mean *= MEMORY
            mean += (1 - MEMORY) * scaled
            spread *= SPREAD_MEMORY
            spread += (1 - SPREAD_MEMORY) * scaled * scaled
            steps = mean / (1 - MEMORY**self.rounds) / (np.sqrt(spread / (1 - SPREAD_MEMORY**self.rounds)) + 1e-9)
            now += unit * length * steps
            np.maximum(now, 0.0, out=now)
        self.y.ceilings[x.ceilings[PRICED] < 0] = 0.0
        self.y.local[x.local < 0] = 0.0
        self.y.open_streets[x.max_open < 0] = 0.0
        self._share_delays(length / LONG)

    def _share_delays(self, length: float) -> None:
        """Shift a project's delay price towards its members that now finish latest (exponentiated step on the
        simplex)."""
        x, y = self.x, self.y
        for price, members in self._delays():
            target = x.projects[x.activities[members[0], PROJECT], TARGET]
            late = np.maximum(0.0, self.at[members, 1] - target)
            weight = (y.delay[members] + 0.002 * price) * np.exp(0.1 * length * (late - late.max()))
            y.delay[members] = price * weight / weight.sum()

    def _by_week(self, order: Floats) -> Floats:
        """Prices of order with a column for every week."""
        weeks = self.links.order_weeks
        table = np.zeros((len(weeks) - 1, self.x.horizon))
        for i, (first, begin) in enumerate(weeks[:-1]):
            end = weeks[i + 1, 1]
            table[i, first : first + end - begin] = order[begin:end]
        return table

    def certify(self) -> Bound | None:
        """Round the best prices to a certificate and let the checker value it; keeps and returns the best bound so
        far."""
        certificate = self.certificate()
        try:
            value = certified(self._certified_problem(), certificate)
        except Refused:
            return self.best
        if self.best is None or value > self.best.value:
            self.best = Bound(value, certificate)
        return self.best

    def _certified_problem(self) -> Problem:
        """The problem that the certificate is of."""
        return self.problem

    def certificate(self) -> dict[str, Any]:
        """The best prices in whole numbers."""
        p, y = self.problem, self.best_y
        choice = self.tenders.choose(y.lot, y.partner)

        def numbers(values: Floats) -> dict[str, int]:
            return {str(i): int(v) for i, v in enumerate(np.floor(values * SCALE)) if v > 0}

        def rows(values: Floats) -> dict[str, list[int]]:
            whole = np.floor(values * SCALE).astype(np.int64)
            return {str(i): [int(v) for v in row] for i, row in enumerate(whole) if row.any()}

        parts: dict[str, dict[str, list[int]]] = {}
        for k, row in rows(y.parts).items():
            parts.setdefault(str(self.divided[int(k)]), {})[str(self.links.divisors[int(k)])] = row
        return self.newcomers.priced(self.best_y.heads, self.best_y.parts, SCALE) | {
            "kind": "prices",
            "scale": SCALE,
            "heads": rows(y.heads),
            "parts": parts,
            "precedence": numbers(y.precedence),
            "order": rows(self._by_week(y.order)),
            "delay": numbers(y.delay) if "delay" in p.priced else {},
            "open": rows(y.open_streets),
            "lot": numbers(np.where(self.links.by_lot == 1, y.lot, 0.0)),
            "partner": numbers(y.partner),
            "project": {str(q): int(np.floor(v * SCALE)) for q, v in choice.project.items()},
            "burden": int(y.ceilings[0] * SCALE) if p.max_burden is not None else 0,
            "rest": int(y.ceilings[1] * SCALE) if p.max_broken_rests is not None else 0,
            "district_burden": numbers(y.local[:, 0]),
            "district_rest": numbers(y.local[:, 1]),
        }


class PriceAscent:
    """Part of the portfolio: improve prices, from those on the board where there are, certify now and then and at the
    end.

    ``begin`` makes the ascent; ``grace``: seconds it goes on once the optimum is settled; ``fresh``: what is on the
    board is too far off to begin from.
    """

    def __init__(self, begin: Callable[[], Ascent], grace: float, fresh: bool = False) -> None:
        self.begin, self.grace, self.fresh = begin, grace, fresh

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Raise the board's certified bound until ``done``; what certifying takes is part of the time."""
        wait(EVALUATE)
        asked = board.seconds
        ascent = self.begin()
        certifying = board.seconds - asked  # a guess, until it is known: both grow with the problem
        if board.certificate is not None and not self.fresh:
            ascent.resume(board.certificate)
        began = last = board.seconds
        shown, settled_at = -BIG, float("inf")
        while not done() and board.seconds < settled_at + self.grace:
            if board.settled:
                settled_at = min(settled_at, board.seconds)
            if not ascent.step((board.seconds - began) / max(1e-3, min(seconds, settled_at + self.grace - began))):
                break
            if board.prices is None and board.seconds > began + STEER_AFTER:
                board.prices = ascent.certificate()
            if board.seconds > last + CERTIFY_EVERY and ascent.value > shown + 0.001 * abs(shown):
                before = board.seconds
                self._tell(board, ascent)
                last, shown = board.seconds, ascent.value
                certifying = last - before
            if board.seconds + certifying > asked + seconds:
                break
        if ascent.value > shown:
            self._tell(board, ascent)

    def _tell(self, board: Board, ascent: Ascent) -> None:
        best = ascent.certify()
        if best is not None:
            board.raise_bound(best.value, best.certificate)
