"""The race around an engine with a clock of its own: time goes where it decides, and it stops when it may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.planner.record.rows import comparison
from tests.planner.small import plan, problem
from tests.support.engines import made_up
from tests.support.planted import planted
from wijkplan.models.check import judge
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.experiment.compare import Compared
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.experiment.engine import Engine, real_engine
from wijkplan.planner.experiment.race_loop import Goal, goal, race
from wijkplan.planner.experiment.savings import goals
from wijkplan.planner.plan.variants import QUESTIONS, VARIANTS
from wijkplan.planner.record import RaceRecord
from wijkplan.planner.results.comparison_json import all_savings
from wijkplan.planner.results.race_record import derived, race_record, stated

REPAIRED, BETTER = plan(2, 8), plan(2, 6)
ALL = Goal()


class Clocked:
    """An engine whose solves take the seconds they are given. ``bound`` raises the bound of a variant by so much a
    second."""

    def __init__(self, rise: dict[str, float] | None = None, plans: dict[str, Plan] | None = None) -> None:
        self.now = 0.0
        self.rise, self.plans = rise or {}, plans or {}
        self.calls: list[tuple[str, bool, str | None, float]] = []
        self.given: list[tuple[Sequence[Plan], tuple[int, dict[str, Any]] | None]] = []

    def engine(self) -> Engine:
        return made_up(self.solve, plan(2, 2), REPAIRED)

    def solve(
        self,
        problem: Problem,
        settings: Settings,
        plans: Sequence[Plan] = (),
        on_event: Callable[[Event], None] | None = None,
        stop: Callable[[], bool] | None = None,
        bound: tuple[int, dict[str, Any]] | None = None,
    ) -> Outcome:
        del on_event, stop
        variant = next(v.id for v in reversed(VARIANTS.values()) if v.allowed == problem.allowed)
        self.calls.append((variant, problem.max_burden is not None, settings.focus, settings.seconds))
        self.given.append((plans, bound))
        self.now += settings.seconds
        found = min(
            [*plans, *([self.plans[variant]] if variant in self.plans else [])],
            key=lambda p: judge(problem, p).objective or 0,
        )
        cost = judge(problem, found).objective
        assert cost is not None
        value = 0 if bound is None else bound[0]
        if settings.focus in (None, "bound"):
            value = min(cost, value + round(self.rise.get(variant, 0.0) * settings.seconds))
        return Outcome("feasible", found, cost, value, {"value": value}, (), settings.seconds, 0.0)


def run(fake: Clocked, goal: Goal = ALL, seconds: float = 100.0, stop: Callable[[], bool] = lambda: False) -> Compared:
    return race(problem(), (10, 10), fake.engine(), Settings(seconds), Silent(), stop, (), None, goal, lambda: fake.now)


def record(found: Compared) -> RaceRecord:
    assert found.race is not None
    return race_record(found.race)


def test_a_race_ends_once_everything_is_decided() -> None:
    fake = Clocked({"bundled": 50.0, "aligned": 50.0}, {"aligned": BETTER})
    told = record(run(fake))
    assert told.stopped == "decided"
    assert told.seconds < 100
    assert len(told.decided) == len(goals("streets")) * len(QUESTIONS) and told.blocked_by == ()
    assert told.sentence == f"All 14 savings asked for were decided after {told.seconds:.0f} seconds."
    assert told.sentence_nl.startswith("Alle 14 gevraagde besparingen")


def test_the_limit_is_that_of_the_whole_race() -> None:
    fake = Clocked()
    told = record(run(fake))
    assert told.stopped == "limit"
    assert told.seconds <= 100 + 1e-6
    assert sum(row.seconds for row in told.slices) > 60
    open_pairs = {(row.question, row.source, row.to) for row in told.blocked_by}
    assert ("equal_delivery", "aligned", "combined") in open_pairs
    assert all(row.moves for row in told.blocked_by)


def test_time_goes_to_the_bound_that_decides() -> None:
    """Only the bound of bundled rises; it is what decides the pair that is asked for, so it gets the time."""
    fake = Clocked({"bundled": 10.0}, {"aligned": BETTER})
    told = record(run(fake, Goal((("combined", "bundled"),), ("equal_delivery",))))
    spent = {
        focus: sum(s.seconds for s in told.slices if (s.variant, s.focus) == ("bundled", focus))
        for focus in ("bound", "plan")
    }
    assert spent["bound"] > spent["plan"]
    assert {s.question for s in told.slices} == {"equal_delivery"}
    assert told.stopped == "decided"


def test_slices_go_on_from_the_best_plan_and_bound() -> None:
    fake = Clocked({"bundled": 0.5}, {"aligned": BETTER})
    run(fake, Goal((("combined", "bundled"),), ("all_in",)))
    slices = [
        (plans, bound)
        for (_, _, focus, _), (plans, bound) in zip(fake.calls, fake.given, strict=True)
        if focus is not None
    ]
    assert slices
    assert all(judge(problem(), plans[0]).objective == judge(problem(), BETTER).objective for plans, _ in slices)
    values = [bound[0] for _, bound in slices if bound is not None]
    assert values == sorted(values) and values[-1] > values[0]


def test_what_yields_nothing_does_not_get_all_the_time() -> None:
    told = record(run(Clocked(), Goal((("aligned", "combined"),), ("equal_delivery",))))
    assert len({(s.variant, s.focus) for s in told.slices}) > 1


def test_a_race_can_be_interrupted() -> None:
    fake = Clocked()
    found = run(fake, stop=lambda: fake.now > 40)
    told = record(found)
    assert told.stopped == "interrupted" and found.interrupted
    assert told.seconds < 60
    assert all(r.plan is not None for r in found.runs)


def test_a_width_asks_for_more() -> None:
    rise = {"bundled": 50.0, "aligned": 50.0}
    quick = record(run(Clocked({"aligned": 2.3, "bundled": 1.0}, {"bundled": BETTER})))
    narrow = record(run(Clocked(rise, {"bundled": BETTER}), Goal(width=10)))
    assert narrow.width_percent == 10
    assert all(row.word in ("proven", "negligible") for row in (*quick.decided, *narrow.decided))


def test_the_record_can_be_derived_from_the_savings() -> None:
    found = run(Clocked({"bundled": 1.0}, {"aligned": BETTER}))
    told = record(found)
    assert stated(told) == derived(told, comparison(savings=all_savings(found)))


def test_pairs_and_question_can_be_named() -> None:
    assert goal([("aligned", "combined")], "equal-delivery", 50) == Goal(
        (("aligned", "combined"),), ("equal_delivery",), 50
    )
    assert goal([], None, None) == Goal()


@pytest.mark.nightly  # by day the command races on an example
def test_the_real_engine_decides_a_planted_outcome() -> None:
    world = planted(2, 6, 500, street=True)
    real_engine().solve(world.problem, Settings(1.0))  # compiles what is not compiled yet
    flexible = (26,) * len(world.problem.activities)
    found = race(
        world.problem, flexible, real_engine(), Settings(90.0), Silent(), lambda: False, (), None, Goal(width=50)
    )
    assert found.race is not None and found.race.stopped == "decided", record(found)
    assert found.race.seconds < 90
    costs = [found.run("equal_delivery", variant).cost for variant in ("aligned", "combined")]
    assert costs[0] is not None and costs[1] is not None and costs[0] - costs[1] == world.saving
