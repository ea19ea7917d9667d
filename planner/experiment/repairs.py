"""The menu of repairs: every way out of a conflict with the plan that it gives and what that costs, cheapest first."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.conflict.minimal import Asker, Conflict
from wijkplan.models.conflict.repairs import Repair, repairs
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

from .engine import Engine, accepted, euros


@dataclass(frozen=True, slots=True)
class Mended:
    """A repair with the plan that it gives: it costs at least ``low`` euros (``None``: nothing is proven) and ``high``
    are what the plan found costs; ``None`` where it mends this conflict but no plan of the whole was found."""

    repair: Repair
    low: int | None
    high: int | None
    plan: Plan | None


def ways_out(
    problem: Problem,
    conflict: Conflict,
    recruits: Problem | None,
    engine: Engine,
    settings: Settings,
    stop: Callable[[], bool],
    begun: Collection[int] = (),
) -> tuple[Mended, ...]:
    """The menu of a conflict: a third of the time for which ways help, the rest for their plans. Works that have
    ``begun`` stay where they are in all of them. Raises :class:`~.engine.Disagreement`."""
    timed, seconds = settings.work is None, settings.seconds
    until = time.monotonic() + seconds / 3 if timed else math.inf
    asker = Asker(until, settings.seed, settings.workers, timed=timed)
    ways = [
        way
        for way in repairs(problem, conflict, asker, recruits)
        if all(way.problem.activities[a].pinned == problem.activities[a].pinned for a in begun)
    ]
    return menu(ways, engine, replace(settings, seconds=seconds * 2 / 3 / max(1, len(ways))), stop)


def menu(ways: Sequence[Repair], engine: Engine, settings: Settings, stop: Callable[[], bool]) -> tuple[Mended, ...]:
    """Each repair solved for ``settings``; those with a plan first, the cheapest of them on top. Raises
    :class:`~.engine.Disagreement`."""
    made = []
    for repair in ways:
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
