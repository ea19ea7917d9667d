"""Newcomers in the priced relaxation: each cohort is a column, worth what the heads that it adds earn at the prices of
heads, less what those earned that it takes from a pool it leaves, and what its newcomers cost; how many start is then
a small linear programme over seats, candidates and who can guide them. Its dual prices are those of places and
guidance in a certificate (:mod:`..check.bounds`), which needs no faith in them: any prices give a bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..construct.arrays import Floats, Ints
from ..cpsat.dual_prices import dual_prices
from ..newcomers import Row, rows_of
from ..problem import Problem

MEMORY = 0.97  # of a step of the prices, in the average of who would come


def most_room(problem: Problem, capacity: Ints) -> Ints:
    """Heads per resource and week with every newcomer who could come and nobody's time taken to guide them."""
    most = capacity.copy()
    for cohort in problem.cohorts:
        most[cohort.pool] += cohort.most * np.maximum(0, np.array(cohort.heads, dtype=np.int64))
    return most


class Newcomers:
    """The newcomers of a problem; ``divided`` and ``divisors``: per price of parts its resource and divisor. ``usual``:
    how many would come per cohort at the prices of late on average, which is near to what is best where anybody may
    come in part (as in the volume algorithm: Barahona and Anbil 2000)."""

    def __init__(self, problem: Problem, divided: Ints, divisors: Ints) -> None:
        self.problem = problem
        cohorts = problem.cohorts
        self.usual = np.zeros(len(cohorts))
        self.pools = np.array([cohort.pool for cohort in cohorts], dtype=np.int64)
        self.heads = np.array([cohort.heads for cohort in cohorts], dtype=np.int64).reshape(-1, problem.horizon)
        paid = "training" in problem.priced
        self.costs = np.array([cohort.cost * paid for cohort in cohorts], dtype=np.float64)
        self.most = np.array([cohort.most for cohort in cohorts], dtype=np.int64)
        self.parts = [(k, c) for k, r in enumerate(divided) for c in np.flatnonzero(self.pools == r).tolist()]
        self.divided = {(k, c): -(-self.heads[c] // divisors[k]) for k, c in self.parts}
        self.gone = {
            c: np.array(cohort.gone, dtype=np.int64) for c, cohort in enumerate(cohorts) if cohort.source is not None
        }
        self.sources = {c: cohorts[c].source or 0 for c in self.gone}
        self.gone_parts = {
            (k, c): row // divisors[k]
            for c, row in self.gone.items()
            for k in np.flatnonzero(np.asarray(divided) == self.sources[c]).tolist()
        }
        # All parts in one table, for :meth:`worth`: per row the price that it is counted at, the cohort, and how often.
        terms = [(k, c, row) for (k, c), row in self.divided.items()]
        terms += [(k, c, -row) for (k, c), row in self.gone_parts.items()]
        self.price_of = np.array([k for k, _, _ in terms], dtype=np.int64)
        self.cohort_of = np.array([c for _, c, _ in terms], dtype=np.int64)
        self.times = np.array([row for _, _, row in terms], dtype=np.float64).reshape(-1, problem.horizon)
        self.limits = rows_of(problem)
        self.groups = [row for row in self.limits if row.kind == "places"]

    def worth(self, heads: Floats, parts: Floats) -> Floats:
        """Euros of one newcomer per cohort at these prices."""
        worth = np.asarray((heads[self.pools] * self.heads).sum(axis=1) - self.costs, dtype=np.float64)
        for c, row in self.gone.items():
            worth[c] -= float(heads[self.sources[c]] @ row)
        earned = np.einsum("ij,ij->i", parts[self.price_of], self.times)
        return np.asarray(worth + np.bincount(self.cohort_of, earned, len(worth)), dtype=np.float64)

    def take(self, heads: Floats, parts: Floats, used_heads: Floats, used_parts: Floats) -> float:
        """Who would come at these prices, within seats and candidates: what they earn, and what they add taken off
        what is used."""
        if not len(self.pools):
            return 0.0
        worth = self.worth(heads, parts)
        self.usual *= MEMORY
        left = [row.most for row in self.groups]
        of: dict[int, list[int]] = {}
        for i, row in enumerate(self.groups):
            for c in row.columns:
                of.setdefault(c, []).append(i)
        total = 0.0
        for c in np.argsort(-worth, kind="stable").tolist():
            if worth[c] <= 0:
                break
            number = min([int(self.most[c]), *(left[i] for i in of.get(c, []))])
            if number <= 0:
                continue
            for i in of.get(c, []):
                left[i] -= number
            total += number * float(worth[c])
            self.usual[c] += (1 - MEMORY) * number
            used_heads[self.pools[c]] -= number * self.heads[c]
            for (k, one), row in self.divided.items():
                if one == c:
                    used_parts[k] -= number * row
            if c in self.gone:
                used_heads[self.sources[c]] += number * self.gone[c]
            for (k, one), row in self.gone_parts.items():
                if one == c:
                    used_parts[k] += number * row
        return total

    def priced(self, heads: Floats, parts: Floats, scale: int) -> dict[str, Any]:
        """The part of a certificate about newcomers, in ``1 / scale`` euros: prices of places and guidance at which
        nobody earns more than by the best choice."""
        if not len(self.pools):
            return {}
        return whole_prices(self.problem, self.limits, self.worth(heads, parts), scale)


def whole_prices(problem: Problem, limits: Sequence[Row], worth: Floats, scale: int) -> dict[str, Any]:
    """Prices of places and guidance, rounded down to ``1 / scale`` of the unit of ``worth``."""
    found: dict[str, dict[str, Any]] = {"places": {}, "guides": {}, "learners": {}}
    for row, price in zip(limits, dual_prices(problem, limits, worth), strict=True):
        value = int(np.floor(price * scale))
        if value <= 0:
            continue
        if row.kind == "places":
            found["places"][str(row.index)] = value
        else:
            weeks = found[row.kind].setdefault(str(row.index), [0] * problem.horizon)
            weeks[row.week] = value
    return found


def worths(problem: Problem, certificate: Mapping[str, Any]) -> Floats:
    """What one newcomer per cohort earns less its cost at the prices of heads of a certificate, in its whole numbers
    (``1 / scale`` euros, or home-weeks)."""
    charged = certificate["scale"] * ("training" in problem.priced) + certificate.get("cash", 0)
    worth = np.array([-charged * cohort.cost for cohort in problem.cohorts], dtype=np.float64)
    heads, parts = certificate.get("heads", {}), certificate.get("parts", {})
    for c, cohort in enumerate(problem.cohorts):
        added = np.array(cohort.heads, dtype=np.int64)
        if str(cohort.pool) in heads:
            worth[c] += float(np.array(heads[str(cohort.pool)], dtype=np.float64) @ added)
        for divisor, row in parts.get(str(cohort.pool), {}).items():
            worth[c] += float(np.array(row, dtype=np.float64) @ -(-added // int(divisor)))
        gone = np.array(cohort.gone, dtype=np.int64)
        if str(cohort.source) in heads:
            worth[c] -= float(np.array(heads[str(cohort.source)], dtype=np.float64) @ gone)
        for divisor, row in parts.get(str(cohort.source), {}).items():
            worth[c] -= float(np.array(row, dtype=np.float64) @ (gone // int(divisor)))
    return worth


def extended(problem: Problem, certificate: Mapping[str, Any]) -> dict[str, Any]:
    """A certificate of the same problem without newcomers with the prices of places and guidance that suit it."""
    if certificate.get("kind") != "prices":
        return dict(certificate)
    return dict(certificate) | whole_prices(problem, rows_of(problem), worths(problem, certificate), 1)
