"""What holds in all plans up to a limit: as brute force over all plans has it, and by hand."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from types import SimpleNamespace
from typing import Any, cast

from tests.support.oracle import brute_force, enumerate_plans
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.check.otherwise import Bounds
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Market, Pattern, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.engine import Engine
from wijkplan.planner.robust.assess import limit_of
from wijkplan.planner.robust.held import Question, Thing

NO_NAMES = cast("Names", None)


def _solve(problem: Problem, *_: Any) -> Outcome:
    cost, found = brute_force(problem)
    return Outcome("infeasible" if found is None else "optimal", found, cost, cost, None, (), 0.0, 0.0)


ENGINE = cast("Engine", SimpleNamespace(solve=_solve, judge=judge))


def _never() -> bool:
    return False


def _verdicts(question: Question) -> dict[Thing, str]:
    return {thing: row.verdict(question.limit) for thing, row in question.known.items()}


def _asked(problem: Problem, made: Plan, limit: int, bounds: Bounds | None = None) -> Question:
    cost = judge(problem, made).objective
    assert cost is not None
    question = Question(problem, NO_NAMES, made, cost, limit, ENGINE, bounds)
    question.bound_all()
    question.other_tenders()
    question.other_people(_never)
    return question


def test_what_is_solved_is_what_all_plans_say() -> None:
    seen: Counter[str] = Counter()
    wanted = {"week not", "week holds", "people holds", "tender holds"}
    for seed in range(300):  # until enough was seen, of those that have what is looked for
        problem = random_problem(seed)
        best, made = cheapest(seed)
        if wanted <= seen.keys():
            break
        if made is None or best is None or not (made.tenders if "tender holds" not in seen else made.placements):
            continue
        limit = best + 12
        question = _asked(problem, made, limit)
        question.solve(Settings(), monotonic() + 1000, _never)
        good = []
        for one in enumerate_plans(problem):
            verdict = judge(problem, one)
            if verdict.feasible and verdict.objective is not None and verdict.objective <= limit:
                good.append(one)
        assert good
        for thing, told in _verdicts(question).items():
            other = any(question._otherwise(thing, one) for one in good)
            assert told == ("not" if other else "holds"), (seed, thing)
            seen[f"{thing.kind} {told}"] += 1
    assert wanted <= seen.keys(), seen


def test_by_hand_one_week_later_costs_five_euros_and_hired_people_thirty() -> None:
    demand = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=30))
    problem = world(
        work(1, 0, (demand,), submitted=2, moved_price=5), pools=(pool(100),), markets=(Market(0, 0, (100,) * 8),)
    )
    made, week, people = plan(problem, 2), Thing("week", 0), Thing("people", 0, 0, (Source.OWN, None))
    bounds = Bounds(problem, {"kind": "prices", "scale": 1})
    assert _verdicts(_asked(problem, made, 4, bounds)) == {week: "holds", people: "holds"}
    for limit, expected in ((5, {week: "not", people: "holds"}), (30, {week: "not", people: "not"})):
        question = _asked(problem, made, limit, bounds)
        question.other_weeks(_never)
        assert _verdicts(question) == expected
    assert _verdicts(_asked(problem, made, 4)) == {week: "open", people: "open"}  # nothing is proven of it


def test_the_limit_is_a_share_of_what_can_be_decided_and_never_below_the_plan() -> None:
    assert limit_of(1010, 1000, 600, 5) == 1020
    assert limit_of(1030, 1000, 600, 5) == 1030
    assert limit_of(1010, None, 600, 5) == 1010
