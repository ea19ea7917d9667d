"""Newcomers: who waits for a first plan sees it no later than without newcomers; numbers and prices that are tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tests.support.worlds import crew, pool, work, world
from wijkplan.models.check.bounds import certified
from wijkplan.models.improve.recruit import SMALL, _Recruitment, recruit
from wijkplan.models.incumbent import Board
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import (
    HOME_WEEKS,
    Activity,
    Cohort,
    Guidance,
    Homes,
    Market,
    Mode,
    Pattern,
    Places,
    Problem,
    Source,
)
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


def nothing(*_: Any, **__: Any) -> Outcome:
    raise AssertionError("nothing is searched here")


def asked(problem: Problem, bound: tuple[int, dict[str, Any]] | None = None) -> _Recruitment:
    return _Recruitment(problem, Settings(seed=1), (), None, None, bound, nothing)


def test_prices_at_which_newcomers_would_earn_much_are_not_gone_on_with() -> None:
    """At 10 euros a week for all heads newcomers who add one in weeks 4 to 7 earn 3 x (40 - 10) euros."""
    problem = busy()
    alone = replace(problem, cohorts=(), guidance=())
    dear: dict[str, Any] = {"kind": "prices", "scale": 10, "heads": {"0": [1] * WEEKS}}
    worthless: dict[str, Any] = {"kind": "prices", "scale": 10, "heads": {"0": [0] * WEEKS}}
    for certificate, misleading in ((dear, True), (worthless, False)):
        value = certified(alone, certificate)
        one = asked(problem, (value, certificate))
        assert one.misleading == misleading
        assert one.board.bound == (value - 90 if misleading else value)


def test_more_and_more_of_those_who_would_come_are_tried_as_long_as_that_is_better() -> None:
    """Of 2.6 and 0.6 together 3.2: a quarter of that, half of it and all, of both no more than three may come; one
    where two are too many."""
    problem = busy()
    both = asked(replace(problem, cohorts=problem.cohorts * 2, places=(Places((0, 1), 3),)))
    both.usual = np.array([2.6, 0.6])
    seen = []
    for intake in both._portions():
        seen.append(intake)
        both.board.objective = -len(seen)  # each is better
    assert seen == [(1, 0), (2, 0), (3, 0)]
    assert list(both._portions()) == [(1, 0)]  # none is
    both.usual = np.array([4.0, 4.0])
    assert [sum(intake) for intake in both._portions()] == [2, 1]
    both.usual = np.array([0.3, 0.3])
    assert list(both._portions()) == []


def test_a_search_may_begin_from_a_plan_that_only_needs_more_cash() -> None:
    """Done in week 1 for 40 euros or in week 3 for 10, where there are 25; two at a time are no start for anything."""
    fast, slow = Mode(1, labour=40), Mode(3, labour=10)
    problem = world(
        Activity(0, (fast, slow)), horizon=4, homes=(Homes(1, (0,)),), priced=frozenset({HOME_WEEKS}), max_cash=25
    )
    dear, cheap = (Plan((Placement(0, 0, mode.duration, m, ()),)) for m, mode in enumerate((fast, slow)))
    board = Board(problem, None)
    assert not board.offer(Plan(()), "nothing is planned") and board.start is None
    assert not board.offer(dear, "too dear") and board.start == dear and board.plan is None
    outcome = solve(problem, Settings(seed=1, work=1000), (dear,))
    assert outcome.objective == 3 and board.offer(cheap, "in time")
