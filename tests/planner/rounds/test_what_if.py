"""What if: the interval holds the difference that brute force finds, and who asks for what is not there is told so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.command import wijkplan
from tests.support.oracle import brute_force
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import HORIZON, crew, plan, pool, tender, work, world
from wijkplan.models.check import judge
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.problem import HOME_WEEKS, Allowed, Problem, Project, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.engine import Engine, as_found
from wijkplan.planner.plan.measures import changes
from wijkplan.planner.rounds.subject import Subject
from wijkplan.planner.rounds.what_if import (
    Change,
    answer,
    closed_until,
    framework_ends,
    lend_nobody,
    more_people,
    smoother,
)

EXAMPLE = Path("instances/examples/shared-crew")
NAMES = cast("Names", SimpleNamespace(employers=[SimpleNamespace(id=str(i)) for i in range(20)]))


def _solve(problem: Problem, *_: Any) -> Outcome:
    cost, plan = brute_force(problem)
    return Outcome("infeasible" if plan is None else "optimal", plan, cost, cost, None, (), 0.0, 0.0)


ENGINE = cast("Engine", SimpleNamespace(solve=_solve, judge=judge, nearest=as_found))


def _changes(problem: Problem, plan: Any) -> list[tuple[str, Change]]:
    found = [("more", more_people(problem, pool.employer, pool.trade, 1)) for pool in problem.pools]
    found += [("fewer", more_people(problem, pool.employer, pool.trade, -1)) for pool in problem.pools]
    found += [("closed", closed_until(problem, s, 3)) for s in range(len(problem.streets))]
    found += [("framework", framework_ends(problem, one.projects[:1], 2)) for one in problem.tenders[:2]]
    found += [("none lent", lend_nobody(problem, plan, pool.employer)) for pool in problem.pools[:2]]
    return found


def test_smoother_work_is_a_part_of_the_changes_of_the_plan_and_never_more_than_agreed() -> None:
    problem = replace(world(work(2, demands=(crew(100),)), pools=(pool(100),)), quarters=(0, 4, HORIZON))
    made = plan(problem, 1)
    now = changes(problem, made)
    assert now > 1 and smoother(problem, made, 50).inner.max_changes == now // 2
    assert smoother(replace(problem, max_changes=1), made, 50).inner.max_changes == 1
    assert not judge(smoother(problem, made, 50).inner, made).feasible
    assert judge(smoother(problem, made, 100).inner, made).feasible


def test_the_interval_holds_what_brute_force_finds_also_around_a_plan_that_is_not_the_best() -> None:
    seen: dict[str, int] = {}
    for seed in range(40):
        problem, (best, plan) = random_problem(seed), cheapest(seed)
        if plan is None or best is None or HOME_WEEKS in problem.priced:
            continue
        for name, change in _changes(problem, plan):
            told = answer(Subject(problem, NAMES, plan), best - 3, change, ENGINE, Settings(), _never)
            truth = brute_force(change.inner)[0]
            assert told.impossible == (truth is None)
            if truth is not None:
                assert told.low is not None and told.high is not None
                assert told.low <= truth - best <= told.high, (seed, name)
                seen[name] = seen.get(name, 0) + (truth != best)
    assert {"more", "fewer", "closed", "none lent", "framework"} <= seen.keys() and sum(seen.values()) > 0


def test_a_second_head_saves_the_delay_and_without_the_first_there_is_no_plan() -> None:
    """Two works of two weeks, both due in week 2 at 5 euros a week: with one head one of them is two weeks late."""
    demands = (crew(),)
    problem = world(
        work(2, 0, demands),
        work(2, 1, demands),
        pools=(pool(100),),
        projects=(Project(0, 0, 0, target=2, delay_price=5),) * 2,
    )
    best, plan = brute_force(problem)
    assert best == 10 and plan is not None
    told = {
        people: answer(
            Subject(problem, NAMES, plan), 10, more_people(problem, 0, 0, people), ENGINE, Settings(), _never
        )
        for people in (1, -1)
    }
    assert (told[1].low, told[1].high, told[1].cost) == (-10, -10, 0)
    assert [(row.employer, row.works, row.weeks) for row in told[1].affected] == [("0", 1, 2)]
    assert told[-1].impossible and told[-1].high is None


def test_a_framework_that_is_not_renewed_makes_both_orders_one_or_is_too_soon_for_any() -> None:
    """One desk place and two weeks for an order: ordered in weeks 2 and 4, or together at once for 7 euros more."""
    problem = world(
        work(1, 0),
        work(1, 1),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(
            tender((0,), preparation=2),
            tender((1,), preparation=2),
            tender((0,), (1,), preparation=2, procurement=7),
        ),
        allowed=Allowed(combined=True),
    )
    best, plan = brute_force(problem)
    assert best == 0 and plan is not None
    told = {
        week: answer(
            Subject(problem, NAMES, plan), 0, framework_ends(problem, (0, 1), week), ENGINE, Settings(), _never
        )
        for week in (5, 4, 2)
    }
    assert [(told[week].low, told[week].high) for week in (5, 4)] == [(0, 0), (7, 7)]
    assert told[2].impossible


def test_work_that_the_change_has_nothing_to_do_with_is_not_affected() -> None:
    """Both works may be done in any week for the same euros, and the search happens to move both."""
    from wijkplan.models.improve.nearest import nearest

    problem = world(work(1, 0, (crew(),)), work(1, 1, (crew(),)), priced=frozenset({"labour"}))
    change = Change(
        *[replace(problem, activities=(replace(problem.activities[0], release=3), problem.activities[1]))] * 2,
        harder=True,
    )
    moved = Outcome("feasible", plan(problem, 5, 6), 0, 0, None, (), 0.0, 0.0)
    engine = cast("Engine", SimpleNamespace(solve=lambda *_: moved, judge=judge, nearest=nearest))
    told = answer(Subject(problem, NAMES, plan(problem, 1, 1)), 0, change, engine, Settings(), _never)
    assert [(row.works, row.weeks) for row in told.affected] == [(1, 2)]
    assert (told.low, told.high, told.cost) == (0, 0, 0)


def _never() -> bool:
    return False


def test_whom_nobody_lends_to_in_some_weeks_borrows_in_none_of_them() -> None:
    seen = 0
    for seed in range(150):
        problem, (best, plan) = random_problem(seed), cheapest(seed)
        lent = {p.other for a in problem.activities for m in a.modes for d in m.demands for p in d.patterns
                if p.source is Source.LENT}  # fmt: skip
        if plan is None or best is None or not lent or not problem.allowed.lent or HOME_WEEKS in problem.priced:
            continue
        employer = problem.pools[min(i for i in lent if i is not None)].employer
        pools = {i for i, pool in enumerate(problem.pools) if pool.employer == employer}
        change = lend_nobody(problem, plan, employer, (0, 3))
        found = brute_force(change.inner)[1]
        if found is None:
            continue
        assert judge(problem, found).feasible or change.inner.activities != problem.activities
        for placement in found.placements:
            demands = change.inner.activities[placement.activity].modes[placement.mode].demands
            for demand, chosen in zip(demands, placement.patterns, strict=True):
                pattern = demand.patterns[chosen]
                if pattern.source is Source.LENT and pattern.other in pools:
                    assert placement.start >= 3
        seen += 1
    assert seen > 0


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("what-if") / "out"
    done = wijkplan("compare", EXAMPLE, "--work", "100", "--out", folder, "-q")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_command_answers_with_an_interval(out: Path) -> None:
    asked = ("--lend-nobody", "netaannemer-b", "--time-limit", "2", "--to", out / "page")
    told = json.loads(wijkplan("what-if", out, *asked, "--json").stdout)
    assert json.loads((out / "page" / "what-if.json").read_text("utf-8")) == told
    assert "netaannemer-b" in (out / "page" / "what-if.html").read_text("utf-8")
    assert told["low"] >= 0 and (told["high"] is None or told["low"] <= told["high"])


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--lend-nobody", "nobody"),
        ("--more", "netaannemer-b/LVM"),
        ("--closed-until", "x=2027-W20"),
        ("--framework-ends", "x=2027-W20"),
        ("--lend-nobody", "netaannemer-b=2027-W20..2027-W18"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(out: Path, arguments: tuple[str, ...]) -> None:
    done = wijkplan("what-if", out, *arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
