"""Newcomers: who waits for a first plan sees it no later than without newcomers."""

from __future__ import annotations

from typing import Any

from tests.support.worlds import crew, pool, work, world
from wijkplan.models.improve.recruit import SMALL, recruit
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.problem import Cohort, Guidance, Market, Pattern, Problem, Source
from wijkplan.models.solve import solve

WEEKS = 8


def busy() -> Problem:
    """More works than CP-SAT is asked to settle as a whole."""
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=50))
    cohort = Cohort(0, 0, 10, (0,) * 4 + (100,) * 4, (100,) * 4 + (0,) * 4, (0,) * 4 + (100,) * 4, 3)
    return world(
        *[work(1, demands=(either,))] * (SMALL + 1), horizon=WEEKS, pools=(pool(100, WEEKS),),
        markets=(Market(0, 0, (900,) * WEEKS),), cohorts=(cohort,),
        guidance=(Guidance(0, 400, (100,) * WEEKS, (900,) * WEEKS),),
    )  # fmt: skip


def test_the_first_plan_does_not_wait_for_the_best_one_without_newcomers() -> None:
    seen: list[int] = []
    calls: list[int] = []  # per search how many plans were seen before it

    def searched(*taken: Any, **named: Any) -> Outcome:
        calls.append(len(seen))
        return solve(*taken, **named)

    def see(event: Event) -> None:
        if event.objective is not None:
            seen.append(event.objective)

    # As long as a busy machine takes: it ends once the second search has begun.
    outcome = recruit(busy(), Settings(seed=1, seconds=120), (), see, lambda: len(calls) > 1, None, searched)
    assert outcome.plan is not None
    assert calls[0] == 0 and len(calls) > 1 and calls[1] > 0  # the search that is done in full begins with a plan shown
