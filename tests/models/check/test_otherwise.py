"""The bound of what is otherwise is below every plan in which it is, and nothing is said to be impossible that is
not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from tests.models.bound.test_certificates import random_certificate
from tests.support.oracle import brute_force, count_plans
from tests.support.random_problem import cheapest, random_problem
from tests.support.worlds import crew, pool, tender, work, world
from wijkplan.models.check.otherwise import Bounds, Supplier, supplier
from wijkplan.models.problem import Activity, Demand, Market, Pattern, Problem, Project, Source


def _least(*problems: Problem) -> int | None:
    return min((cost for cost in (brute_force(one)[0] for one in problems) if cost is not None), default=None)


def _another_week(problem: Problem, a: int, week: int) -> tuple[Problem, ...]:
    work = problem.activities[a]
    first, last = work.willing or (0, problem.horizon)
    sides = [span for span in ((first, min(last, week - 1)), (max(first, week + 1), last)) if span[0] <= span[1]]
    return tuple(_with(problem, a, replace(work, willing=span)) for span in sides if span[1] >= 0)


def _by_others(problem: Problem, a: int, trade: int, by: Supplier) -> tuple[Problem, ...]:
    def left(demand: Demand) -> Demand:
        kept = tuple(q for q in demand.patterns if demand.trade != trade or supplier(q) != by)
        return replace(demand, patterns=kept)

    rows = [replace(mode, demands=tuple(map(left, mode.demands))) for mode in problem.activities[a].modes]
    modes = tuple(mode for mode in rows if all(d.patterns for d in mode.demands))
    return (_with(problem, a, replace(problem.activities[a], modes=modes)),) if modes else ()


def _with(problem: Problem, a: int, work: Activity) -> Problem:
    return replace(problem, activities=(*problem.activities[:a], work, *problem.activities[a + 1 :]))


def _without(problem: Problem, t: int) -> Problem:
    rows = list(problem.tenders)
    rows[t] = replace(rows[t], barred=True)
    return replace(problem, tenders=tuple(rows))


ENOUGH = 2
FEW = 400  # plans


def test_no_plan_in_which_a_thing_is_otherwise_costs_less_than_its_bound() -> None:
    seen: Counter[str] = Counter()
    for seed in range(600):  # those of few plans, with other crews or tenders, until enough was seen of each
        problem, random = random_problem(seed), Random(seed)
        if min(seen["week"], seen["crew"], seen["tender"]) >= ENOUGH:
            break
        patterns = max((len(d.patterns) for a in problem.activities for m in a.modes for d in m.demands), default=0)
        said = patterns > 1 or len(problem.tenders) > 1
        plan = cheapest(seed)[1] if said and count_plans(problem) <= FEW else None
        if plan is None:
            continue
        bounds = Bounds(problem, random_certificate(problem, random))
        there = random.choice(plan.placements)
        a, demands = there.activity, problem.activities[there.activity].modes[there.mode].demands
        asked = [("week", bounds.another_week(a, there.start), _another_week(problem, a, there.start))]
        for demand, chosen in zip(demands[:1], there.patterns, strict=False):
            by = supplier(demand.patterns[chosen])
            asked += [("crew", bounds.by_others(a, demand.trade, by), _by_others(problem, a, demand.trade, by))]
        for one in plan.tenders[:1]:
            asked += [("tender", bounds.bought_otherwise(one.tender), (_without(problem, one.tender),))]
        for kind, bound, problems in asked:
            least = _least(*problems)
            if least is not None:
                assert bound is not None and bound <= least, (seed, kind)
                seen[kind] += 1
    assert min(seen["week"], seen["crew"], seen["tender"]) >= ENOUGH, seen


def test_by_hand_a_work_a_crew_and_a_tender() -> None:
    """One work of a week, asked for in week 2 at 5 euros a week; own people cost nothing, hired ones 30 more; bought
    alone it costs 7, and there is no other way to buy it."""
    demand = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=30))
    problem = world(
        work(1, 0, (demand,), submitted=2, moved_price=5),
        pools=(pool(100),),
        markets=(Market(0, 0, (100,) * 8),),
        projects=(Project(0, 0, 0, tendered=True),),
        tenders=(tender((0,), procurement=7),),
    )
    bounds = Bounds(problem, {"kind": "prices", "scale": 1, "project": {"0": 7}})
    assert bounds.bound == 7
    assert bounds.another_week(0, 2) == 12
    assert bounds.another_week(0, 3) == 7  # it is not there
    assert bounds.by_others(0, 0, (Source.OWN, None)) == 37
    assert bounds.bought_otherwise(0) is None
