"""What parts of the list of combined tenders are worth by themselves: at least by transfer, at most by dissolution.

For a set of combined tenders, everything else bought separately, the saving lies between what can replace separate
tenders whatever the plan is (:mod:`wijkplan.models.check.transfer`) and what taking them apart can cost at most
(:mod:`wijkplan.models.check.dissolution`). Both say of each tender by itself whether it fits, so windows and effects
are found once for all parts; what is found is derived again by those modules' own functions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ortools.sat.python import cp_model

from ..check.dissolution import effects
from ..check.refused import Refused
from ..check.transfer import transferred
from ..check.window import weeks_left
from ..cpsat.parameters import parameters
from ..problem import Problem
from .dissolution import packing_prices
from .transfer import chosen, gains, last_weeks


class PartsOfList:
    """Of one problem in a variant with separate tenders (``narrow``) and in one with combined ones (``wide``)."""

    def __init__(self, narrow: Problem, wide: Problem) -> None:
        self.narrow, self.wide = narrow, wide
        self._left = weeks_left(narrow)
        self._last = {} if self._left is None else last_weeks(narrow, wide, self._left)
        try:
            self._effects: dict[int, int | str] | None = effects(narrow, wide)
        except Refused:
            self._effects = None

    def least(self, tenders: Collection[int], seconds: float = 5.0) -> tuple[int, dict[str, Any]]:
        """Euros that these tenders save at least, and the certificate of that."""
        last = {t: week for t, week in self._last.items() if t in tenders}
        weeks = chosen(self.narrow, self.wide, last, seconds) if last else {}
        found: dict[str, Any] = {"kind": "transfer", "tenders": {str(t): week for t, week in sorted(weeks.items())}}
        return (transferred(self.narrow, self.wide, found, self._left) if weeks else 0), found

    def most(self, tenders: Collection[int]) -> tuple[int, dict[str, Any]] | None:
        """Euros that these tenders save at most, and the certificate; ``None`` where one of them cannot be taken apart
        in every plan."""
        if self._effects is None:
            return None
        costs = {t: effect for t in tenders if isinstance(effect := self._effects.get(t, 0), int)}
        if len(costs) < len(tenders):
            return None
        prices = packing_prices(self.wide, costs)
        if any(sum(prices.get(q, 0) for q in self.wide.tenders[t].projects) < cost for t, cost in costs.items()):
            raise AssertionError("prices of a set packing that cover less than its tenders")
        return sum(prices.values()), {
            "kind": "dissolution",
            "prices": {str(q): euros for q, euros in sorted(prices.items()) if euros},
        }

    def procedures(self, tenders: Collection[int], seconds: float = 5.0) -> int:
        """Euros that the best disjoint ones of these tenders cost less than separate ones, if all work can wait for
        them."""
        gain = {t: euros for t, euros in gains(self.narrow, self.wide, tenders).items() if euros > 0}
        model = cp_model.CpModel()
        pick = {t: model.new_bool_var("") for t in gain}
        for q in {q for t in gain for q in self.wide.tenders[t].projects}:
            model.add_at_most_one(pick[t] for t in gain if q in self.wide.tenders[t].projects)
        model.maximize(sum(euros * pick[t] for t, euros in gain.items()))
        solver = cp_model.CpSolver()
        solver.parameters = parameters(workers=1, seed=1, seconds=seconds)
        return (
            int(solver.objective_value) if gain and solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE) else 0
        )
