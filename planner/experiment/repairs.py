"""The menu of repairs: every way out of a conflict with the plan that it gives and what that costs, cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wijkplan.models.conflict.repairs import Repair
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan

from .engine import Engine, accepted, euros


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair with the plan that it gives: it costs at least ``low`` euros (``None``: nothing is proven) and ``high``
    are what the plan found costs; ``None`` where it mends this conflict but no plan of the whole was found."""

    repair: Repair
    low: int | None
    high: int | None
    plan: Plan | None


def menu(repairs: Sequence[Repair], engine: Engine, settings: Settings, stop: Callable[[], bool]) -> tuple[Mended, ...]:
    """Each repair solved for ``settings``; those with a plan first, the cheapest of them on top. Raises
    :class:`~.engine.Disagreement`."""
    made = []
    for repair in repairs:
        if stop():
            break
        outcome = engine.solve(repair.problem, settings, (), None, stop)
        high = None
        if outcome.plan is not None:
            high = euros(accepted(engine, repair.problem, outcome.plan, outcome.objective))
        low = None if outcome.certificate is None else engine.certified(repair.problem, outcome.certificate)
        if outcome.status == "optimal":
            low = high
        made.append(Mended(repair, low, high, outcome.plan))
    return tuple(sorted(made, key=lambda one: (one.high is None, one.high or 0)))
