"""Everything together with newcomers, beside the same without: what taking people on is worth.

The plan without newcomers is searched once more from where it stood, for as long as the one with them: else time would
be counted as worth of newcomers. The one with them starts from it, so it is never dearer (asserted)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.variants import BUNDLED

from .comparison_types import Run, Watch
from .engine import Disagreement, Engine
from .savings import NEGLIGIBLE_PERMILLE, Figure
from .shortage_runs import ShortageEnd, shortage_ends
from .solve_variant import bound_of, inherited, solved


@dataclass(frozen=True, slots=True)
class NewcomerRuns:
    """One question without newcomers, and with them; ``ends`` are when shortages can end."""

    without: Run
    beside: Run
    ends: tuple[ShortageEnd, ...] = ()


def to_ask(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Everything together, with a plan, in each question but *all in*."""
    return tuple(run for run in runs if run.variant == BUNDLED.id and run.question != "all_in" and run.plan is not None)


def never_dearer(without: Run, beside: Run) -> None:
    """Raises :class:`~.engine.Disagreement` where the plan with newcomers costs more than the one without, which is one
    with nobody taken on."""
    if beside.cost is None or without.cost is None or beside.cost > without.cost:
        raise Disagreement(f"{beside.question}: newcomers cost more than nobody ({beside.cost}, {without.cost})")


def newcomer_runs(
    runs: Sequence[Run],
    compiled: Compiled,
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
) -> tuple[NewcomerRuns, ...]:
    """Each question but *all in* of which everything together has a plan."""
    recruits = compiled.recruits
    if recruits is None:
        return ()
    found = []
    for run in to_ask(runs):
        if stop():
            continue
        before = [one for one in runs if one.question == run.question]
        known = inherited(BUNDLED.id, run.problem, engine, before)
        wider = bound_of(engine, run.problem, run)
        without = solved(run.question, BUNDLED, run.problem, engine, settings, known, watch, stop, wider)
        if without.plan is None:
            continue
        problem = recruits.into(run.problem)
        plans = inherited(BUNDLED.id, problem, engine, [without, run])
        start = None if without.certificate is None or without.bound is None else (without.bound, without.certificate)
        beside = solved(run.question, BUNDLED, problem, engine, settings, plans, watch, stop, start)
        never_dearer(without, beside)
        found.append(NewcomerRuns(without, beside, shortage_ends(compiled, without, beside, settings.seed)))
    return tuple(found)


def worth(without: Figure, beside: Figure) -> tuple[int, int | None]:
    """What newcomers save at least and at most: bounds count only where they are certified. Raises ``ValueError``
    where plans and bounds contradict each other."""
    low = 0
    if without.certified and without.bound is not None and beside.cost is not None:
        low = max(0, without.bound - beside.cost)
    high = None
    if beside.certified and beside.bound is not None and without.cost is not None:
        high = without.cost - beside.bound
    if high is not None and high < low:
        raise ValueError("plans and bounds with and without newcomers contradict each other")
    return low, high


def is_negligible(high: int | None, decidable: int | None) -> bool:
    """Whether they save next to nothing at most."""
    return high is not None and 1000 * high < NEGLIGIBLE_PERMILLE * (decidable or 0)
