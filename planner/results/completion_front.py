"""Cost against completion: of all plans found, those that no other plan beats in both.

Cost is cash, because the social price of waiting would count completion twice. Completion is the mean week in which
districts are finished, weighted by homes, and the last one. Plans of all variants and questions count, whatever a plan
was made for, it keeps the same rules. These are points of plans found; nothing is proven of what lies between or
beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.variants import finishes
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import CompletionPoint, Result


def homes_of(programme: Programme, compiled: Compiled) -> list[int]:
    """Homes per district of the problem."""
    return [programme.reference.districts[name.id].homes for name in compiled.names.districts]


def completion_front(
    problem: Problem, homes: Sequence[int], results: Iterable[Result], plans: Mapping[tuple[str, str], Plan]
) -> tuple[CompletionPoint, ...]:
    """A point per result with a plan, cheapest first: cash, completion, and whether it is on the front. Plans that do
    the same are one point, named after the first; ``mean_week`` is ``None`` where no district has homes, ``last_week``
    where there is no work."""
    named: dict[_At, Result] = {}
    for result in results:
        plan = plans.get((result.question, result.variant))
        if plan is not None:
            ends = finishes(problem, plan)
            cash = sum(result.terms.get(term, 0) for term in CASH)
            named.setdefault(_At(cash, _mean(ends, homes), max(ends, default=None)), result)
    return tuple(
        CompletionPoint(
            question=result.question,
            variant=result.variant,
            cash_eur=at.cash,
            mean_week=at.mean_week,
            last_week=at.last_week,
            on_mean_front=_best(at.cash, at.mean_week, [(other.cash, other.mean_week) for other in named]),
            on_last_front=_best(at.cash, at.last_week, [(other.cash, other.last_week) for other in named]),
        )
        for at, result in sorted(named.items(), key=lambda row: (row[0].cash, row[0].last_week or 0))
    )


@dataclass(frozen=True, slots=True)
class _At:
    """What a plan costs (euros of the cash terms) and when districts are finished."""

    cash: int
    mean_week: float | None
    last_week: int | None


def _mean(ends: Sequence[int], homes: Sequence[int]) -> float | None:
    """Weighted by homes, over districts with work."""
    total = sum(h for end, h in zip(ends, homes, strict=True) if end)
    return round(sum(end * h for end, h in zip(ends, homes, strict=True)) / total, 2) if total else None


def _best(cash: int, week: float | None, others: Iterable[tuple[int, float | None]]) -> bool:
    """Whether no other point is at least as good in both and better in one."""
    if week is None:
        return False
    return not any(c <= cash and w is not None and w <= week and (c, w) != (cash, week) for c, w in others)
