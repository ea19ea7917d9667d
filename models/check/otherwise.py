"""What every plan costs at least in which one thing is otherwise: a work in another week, a trade of it by others, a
project not bought in a tender.

At the prices of a certificate each street, each other work and each tender counts for itself (:mod:`.bounds`), so
forbidding one thing changes one part of the sum only: the bound without it is the bound, less what its part gave, plus
what the part gives without it. In integer programming this is fixing by reduced costs (Balas and Martin 1980); that the
prices are any numbers at all keeps it valid. Where the bound without a thing is above a limit, the thing holds in all
plans that cost no more than the limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..problem import Activity, Demand, Pattern, Problem, Source
from .bounds import scaled, street_least, tenders_least
from .price_certificate import Ints, Prices
from .refused import Refused
from .start_costs import NEVER as IMPOSSIBLE
from .start_costs import StartCosts
from .window import weeks_left

Supplier = tuple[Source, int | None]
"""Who does it: own people only, or a market or pool beside them."""


def supplier(pattern: Pattern) -> Supplier:
    """Who supplies what own people do not."""
    return pattern.source, pattern.other


class Otherwise(StartCosts):
    """Costs of works of which one may not be in its week, or not be done by someone."""

    week: tuple[int, int] | None = None
    """A work and the week in which it may not start."""

    by: tuple[int, int, Supplier] | None = None
    """A work, a trade, and who may not supply it."""

    def of(self, a: int, m: int) -> tuple[Ints, Ints]:
        """As there, without the starts that are forbidden."""
        row, finish = super().of(a, m)
        if self.week is not None and self.week[0] == a:
            row = row.copy()
            row[self.week[1]] = IMPOSSIBLE
        return row, finish

    def _staffing(self, a: int, activity: Activity, demand: Demand, starts: Ints, ends: Ints) -> Ints | None:
        if self.by is not None and self.by[:2] == (a, demand.trade):
            left = tuple(pattern for pattern in demand.patterns if supplier(pattern) != self.by[2])
            demand = replace(demand, patterns=left)
        return super()._staffing(a, activity, demand, starts, ends)


class Bounds:
    """The bound of a certificate, and that of every plan in which one thing is otherwise; euros, rounded up.

    Raises :class:`~.refused.Refused` where the certificate does not fit the problem, or is not one of prices."""

    def __init__(self, problem: Problem, certificate: Mapping[str, Any]) -> None:
        self.problem, self.prices = problem, Prices(problem, certificate)
        left = weeks_left(problem)
        if left is None:
            raise Refused("an activity has no week in which it could be done: there is no plan to bound")
        self.costs = Otherwise(problem, self.prices, left)
        self._parts: dict[tuple[str, int], int] = {}
        self.total = scaled(problem, self.prices)

    @property
    def bound(self) -> int:
        """Of every plan."""
        return self._euros(self.total)

    def another_week(self, activity: int, week: int) -> int | None:
        """Of every plan in which a work starts in another week; ``None``: there is no such plan."""
        self.costs.week = (activity, week)
        return self._without(activity)

    def by_others(self, activity: int, trade: int, by: Supplier) -> int | None:
        """Of every plan in which someone else supplies a trade of a work, in whatever mode, or it is not needed;
        ``None``: there is no such plan."""
        self.costs.by = (activity, trade, by)
        return self._without(activity)

    def bought_otherwise(self, tender: int) -> int | None:
        """Of every plan in which a tender is not chosen; ``None``: there is no such plan."""
        rows = list(self.problem.tenders)
        rows[tender] = replace(rows[tender], barred=True)
        other = replace(self.problem, tenders=tuple(rows))
        known = {q for one in other.tenders if other.may_choose(one) for q in one.projects}
        if not set(rows[tender].projects) <= known:
            return None
        now = self._part(("tenders", 0), lambda: tenders_least(self.problem, self.prices))
        return self._euros(self.total - now + tenders_least(other, self.prices))

    def _without(self, activity: int) -> int | None:
        place = self.problem.street_of.get(activity)
        try:
            less = self._least(activity, place)
        except Refused:
            return None
        finally:
            self.costs.week = self.costs.by = None
        key = ("work", activity) if place is None else ("street", place[0])
        now = self._part(key, lambda: self._least(activity, place))
        return self._euros(self.total - now + less)

    def _least(self, activity: int, place: Sequence[int] | None) -> int:
        if place is None:
            return self.costs.cheapest(activity)
        return street_least(self.problem, self.prices, self.costs, place[0])

    def _part(self, key: tuple[str, int], make: Callable[[], int]) -> int:
        if key not in self._parts:
            self._parts[key] = make()
        return self._parts[key]

    def _euros(self, amount: int) -> int:
        return -(-amount // self.prices.scale)
