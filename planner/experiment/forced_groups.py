"""This bundle against these separate tenders: a combination that the core team forces may well come out dearer, and
then that is what is said.

Both sides are the problem of *bundled*, less the tenders that are barred: together the members are in no tender but
the combination (in any of its forms), apart each is in one of its own. Neither side contains the other, so the
difference has no sign to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from wijkplan.models.check import Verdict
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Problem
from wijkplan.planner.plan.variants import BUNDLED
from wijkplan.planner.record import ForcedWord

from .acceptable import Stage, first_stage, nearer_pair
from .comparison_types import Forced, Run, Swap, Watch
from .engine import Engine, euros
from .savings import NEGLIGIBLE_PERMILLE, Figure
from .solve_variant import bound_of, solved


@dataclass(frozen=True, slots=True)
class Difference:
    """What the combination saves against separate tenders lies in ``[low, high]`` euros; negative is dearer, ``None``
    is not known."""

    low: int | None
    high: int | None
    word: ForcedWord


def together(problem: Problem, group: Sequence[int]) -> Problem:
    """The members in no tender but that of all of them."""
    return _barred(problem, group, lambda projects: projects != frozenset(group))


def apart(problem: Problem, group: Sequence[int]) -> Problem:
    """Each member in a tender of its own."""
    return _barred(problem, group, lambda projects: len(projects) > 1)


def _barred(problem: Problem, group: Sequence[int], barred: Callable[[frozenset[int]], bool]) -> Problem:
    members = frozenset(group)

    def out(projects: frozenset[int]) -> bool:
        return bool(projects & members) and barred(projects)

    return replace(
        problem, tenders=tuple(replace(t, barred=True) if out(frozenset(t.projects)) else t for t in problem.tenders)
    )


def forced(
    runs: Sequence[Run],
    groups: Sequence[tuple[int, ...]],
    engine: Engine,
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    baseline: str,
    second: Stage,
) -> Iterator[Forced]:
    """Per question and group both sides, from the plans and the bound of *bundled*, which holds for both because they
    allow less. ``runs`` are those of the two questions, exchanged; of what costs nearly the same the plan that moves
    least is taken, as of them."""
    for bundled in (run for run in runs if run.variant == BUNDLED.id and run.status not in ("no_plan", "infeasible")):
        plans = dict.fromkeys(run.plan for run in runs if run.plan is not None)
        for group in groups:
            sides = []
            for problem in (together(bundled.problem, group), apart(bundled.problem, group)):
                starts = _starts(engine, problem, group, plans)
                side = solved(
                    bundled.question,
                    BUNDLED,
                    problem,
                    engine,
                    first_stage(settings),
                    starts,
                    watch,
                    stop,
                    bound_of(engine, problem, bundled),
                )
                plans |= {} if side.plan is None else {side.plan: None}
                sides.append(side)
            before = next((run for run in runs if (run.question, run.variant) == (bundled.question, baseline)), None)
            swaps = _swaps(engine, group, *sides)
            pair = nearer_pair(*_exchanged(engine, group, *sides), before, partial(_word, swaps), second)
            yield Forced(group, bundled.question, *pair, swaps)


def _exchanged(engine: Engine, group: Sequence[int], one: Run, other: Run) -> tuple[Run, Run]:
    """Each side with what the other's plan is when bought its way, where that is cheaper."""
    found = []
    for run, plan in ((one, other.plan), (other, one.plan)):
        for verdict, better in _starts(engine, run.problem, group, () if plan is None else (plan,))[:1]:
            if run.cost is None or euros(verdict) < run.cost:
                run = replace(run, plan=better, verdict=verdict, status="feasible", reason=None)
        found.append(run)
    return found[0], found[1]


def _starts(
    engine: Engine, problem: Problem, group: Sequence[int], plans: Mapping[Plan, None] | Sequence[Plan]
) -> list[tuple[Verdict, Plan]]:
    """Plans with the members bought as the problem asks, as late as their work allows; those that hold, cheapest
    first."""
    members = frozenset(group)
    ways = [
        [t]
        for t, tender in enumerate(problem.tenders)
        if frozenset(tender.projects) == members and problem.may_choose(tender)
    ]
    singles = [
        t
        for t, tender in enumerate(problem.tenders)
        if len(tender.projects) == 1 and members.issuperset(tender.projects)
    ]
    ways += [singles] if all(problem.may_choose(problem.tenders[t]) for t in singles) else []
    found = []
    for plan in plans:
        kept = tuple(p for p in plan.tenders if members.isdisjoint(problem.tenders[p.tender].projects))
        candidates = [replace(plan, tenders=kept + tuple(_publication(problem, plan, t) for t in way)) for way in ways]
        found += [(engine.judge(problem, one), one) for one in dict.fromkeys((plan, *candidates))]
    return sorted(((v, plan) for v, plan in found if v.feasible), key=lambda pair: euros(pair[0]))


def _publication(problem: Problem, plan: Plan, t: int) -> Publication:
    tender = problem.tenders[t]
    work = {a for q in tender.projects for a in problem.members[q]}
    first = min((p.start for p in plan.placements if p.activity in work), default=problem.horizon)
    return Publication(t, max(tender.preparation, first - tender.lead))


def _swaps(engine: Engine, group: Sequence[int], one: Run, other: Run) -> tuple[Swap | None, Swap | None]:
    """What is known of the difference whatever the plans, in both directions."""
    found = (engine.swap(a.problem, b.problem, group) for a, b in ((other, one), (one, other)))
    first, second = (None if swap is None else Swap(*swap) for swap in found)
    return first, second


def _word(swaps: tuple[Swap | None, Swap | None], together: Figure, apart: Figure) -> ForcedWord:
    first, last = (None if swap is None else swap.euros for swap in swaps)
    return difference(together, apart, (first, last)).word


def difference(together: Figure, apart: Figure, swaps: tuple[int | None, int | None]) -> Difference:
    """The interval from plans, certified bounds and swaps, and the word that it allows."""
    low = _best(max, (_minus(_least(apart), together.cost), swaps[0]))
    high = _best(min, (_minus(apart.cost, _least(together)), None if swaps[1] is None else -swaps[1]))
    if low is not None and high is not None and low > high:
        raise ValueError("plans, bounds and swaps of a forced combination contradict each other")
    if together.cost is None or apart.cost is None:
        word: ForcedWord = "undecided"
    elif low is not None and low > 0:
        word = "proven cheaper"
    elif high is not None and high < 0:
        word = "proven dearer"
    else:
        ends = [abs(end) for end in (low, high) if end is not None]
        small = len(ends) == 2 and (max(ends) == 0 or 1000 * max(ends) < NEGLIGIBLE_PERMILLE * (apart.decidable or 0))
        word = "negligible" if small else "undecided"
    return Difference(low, high, word)


def _least(figure: Figure) -> int | None:
    return figure.bound if figure.certified else None


def _minus(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a - b


def _best(best: Callable[[Sequence[int]], int], values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return best(known) if known else None
