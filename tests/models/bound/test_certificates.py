"""Certified bounds: whatever the prices, the bound is below every plan; whatever is wrong with them, they are
refused."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.support.oracle import brute_force
from tests.support.random_newcomers import with_newcomers
from tests.support.random_problem import random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.bound.newcomers import Newcomers, worths
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.problem import (
    CASH,
    HOME_WEEKS,
    Activity,
    Client,
    Cohort,
    District,
    Homes,
    Link,
    Lot,
    Market,
    Mode,
    Pattern,
    Precedence,
    Source,
    Street,
    Tender,
)


def random_certificate(problem: Any, random: Random) -> dict[str, Any]:
    """Prices drawn at random, for every kind of tie that the problem has."""
    p, scale = problem, random.choice((1, 10, 1000))

    def some(size: int, most: int) -> dict[str, int]:
        return {str(i): random.randint(0, most * scale) for i in range(size) if random.random() < 0.5}

    def weekly(size: int) -> dict[str, list[int]]:
        return {
            str(i): [random.choice((0, 0, random.randint(0, scale))) for _ in range(p.horizon)]
            for i in range(size)
            if random.random() < 0.4
        }

    delay = {}
    if "delay" in p.priced:
        for q, project in enumerate(p.projects):
            left = project.delay_price * scale
            for a in p.members[q]:
                delay[str(a)] = random.randint(0, left)
                left -= delay[str(a)]
    homes: dict[str, dict[str, int]] = {}
    for h, row in enumerate(p.homes):
        left = row.number * scale
        for a in row.works:
            homes.setdefault(str(h), {})[str(a)] = random.randint(0, left)
            left -= homes[str(h)][str(a)]
    inner = {street.digs[i] for street in p.streets for i in range(len(street.digs) - 1)}
    return {
        "kind": "prices",
        "scale": scale,
        "heads": weekly(2 * len(p.pools) + len(p.markets)),
        "parts": {
            str(r): {str(random.randint(1, 150)): row for row in weekly(2).values()}
            for r in range(len(p.pools) + len(p.markets))
        },
        "precedence": some(len(p.precedences), 20),
        "order": weekly(len(p.precedences)),
        "delay": delay,
        "homes": homes if HOME_WEEKS in p.priced else {},
        "open": {d: row for d, row in weekly(len(p.districts)).items() if p.districts[int(d)].max_open is not None},
        "lot": {a: v for a, v in some(len(p.activities), 30).items() if int(a) in inner},
        "partner": some(len(p.activities), 30),
        "project": {
            str(q): random.randint(-20 * scale, 60 * scale) for q, project in enumerate(p.projects) if project.tendered
        },
        "burden": random.randint(0, 2 * scale) if p.max_burden is not None else 0,
        "rest": random.randint(0, 20 * scale) if p.max_broken_rests is not None else 0,
        "district_burden": {
            d: v for d, v in some(len(p.districts), 2).items() if p.districts[int(d)].max_burden is not None
        },
        "district_rest": {
            d: v for d, v in some(len(p.districts), 20).items() if p.districts[int(d)].max_broken_rests is not None
        },
        "cash": random.randint(0, 2 * scale) if p.max_cash is not None else 0,
        "hired": random.randint(0, scale) if p.max_hired is not None else 0,
    }


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_any_prices_give_a_bound_below_every_plan(start: int) -> None:
    """600 seeds: three random certificates each, never above the brute-force optimum."""
    judged = 0
    for seed in range(start, start + 100):
        problem = random_problem(seed)
        best, _ = brute_force(problem)
        if best is None:
            continue
        for draw in range(3):
            bound = certified(problem, random_certificate(problem, Random(1000 * seed + draw)))
            assert bound <= best, f"seed {seed} draw {draw}: bound {bound} above the optimum {best}"
            judged += 1
    assert judged > 60


def test_prices_of_heads_prove_what_hiring_must_cost() -> None:
    """Two activities of one week, one week of horizon, a pool of one head: one of the two hires at 30. Price 30 a head
    proves it."""
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=30))
    problem = world(
        work(demands=(either,)),
        work(demands=(either,)),
        horizon=1,
        pools=(pool(100, weeks=1),),
        markets=(Market(0, 0, (200,)),),
    )
    # 30 euros per head-week are 3 per ten hundredths: 300 thousandths per hundredth. 2 x 30 used - 1 x 30 in the pool
    # = 30.
    assert certified(problem, {"kind": "prices", "scale": 1000, "heads": {"0": [300]}}) == 30
    assert certified(problem, {"kind": "prices", "scale": 1000}) == 0


def test_prices_of_parts_prove_that_two_works_of_more_than_half_do_not_fit() -> None:
    """Two activities of 60 for a week, a week of horizon, a pool of one head: 120 of 100, so prices of heads prove 60
    of the 180 that hiring for one costs, and the price of a part of 60 proves it all."""
    either = crew(60, Pattern(0, 60), Pattern(None, 0, Source.HIRED, 0, 100, hire=180))
    problem = world(
        work(demands=(either,)),
        work(demands=(either,)),
        horizon=1,
        pools=(pool(100, weeks=1),),
        markets=(Market(0, 0, (200,)),),
    )
    assert certified(problem, {"kind": "prices", "scale": 1, "heads": {"0": [3]}}) == 60
    assert certified(problem, {"kind": "prices", "scale": 1, "parts": {"0": {"60": [180]}}}) == 180
    assert brute_force(problem)[0] == 180


def test_work_that_alone_takes_more_heads_than_there_are_hires_whatever_the_prices() -> None:
    either = crew(60, Pattern(0, 60), Pattern(None, 0, Source.HIRED, 0, 100, hire=180))
    problem = world(work(demands=(either,)), horizon=1, pools=(pool(50, weeks=1),), markets=(Market(0, 0, (200,)),))
    assert certified(problem, {"kind": "prices", "scale": 1}) == 180
    with pytest.raises(Refused):
        certified(replace(problem, markets=(Market(0, 0, (50,)),)), {"kind": "prices", "scale": 1})


def test_prices_of_order_prove_what_prices_per_week_missed_cannot() -> None:
    """A first work of a week can be done in week 0 at 10 or week 1 at 0, the next in week 1 or in week 2 at 10: 10 for
    being moved, whoever moves."""
    first, second = work(submitted=1, moved_price=10, willing=(0, 1)), work(submitted=1, moved_price=10, willing=(1, 2))
    problem = world(first, second, horizon=3, precedences=(Precedence(0, 1, Link.FINISH_START),))
    assert certified(problem, {"kind": "prices", "scale": 1}) == 0
    assert certified(problem, {"kind": "prices", "scale": 1, "order": {"0": [0, 10, 0]}}) == 10
    assert brute_force(problem)[0] == 10


def test_prices_of_a_district_prove_what_its_own_ceiling_costs() -> None:
    """A street of 5 euros a week, a mode of 2 weeks at 0 or of 1 week at 7: at most 5 euros of burden ask for the dear
    one."""
    digs = (Activity(0, (Mode(2), Mode(1, labour=7))),)
    problem = world(
        *digs,
        horizon=3,
        streets=(Street(0, (0,), burden=5),),
        districts=(District(0, max_burden=5),),
        priced=frozenset(CASH),
    )
    assert certified(problem, {"kind": "prices", "scale": 1}) == 0
    assert certified(problem, {"kind": "prices", "scale": 5, "district_burden": {"0": 7}}) == 7
    assert brute_force(problem)[0] == 7


def test_project_prices_prove_what_tenders_must_cost() -> None:
    """Two tendered projects at 10 each, together 16: prices of 8 each prove 16, single tenders only prove 20."""
    problem = world(
        work(project=0),
        work(project=1),
        projects=tuple(replace(world(work()).projects[0], tendered=True) for _ in range(2)),
        clients=(Client(2),),
        tenders=(
            Tender((Lot((0,), 9),), (0,), procurement=10),
            Tender((Lot((1,), 9),), (0,), procurement=10),
            Tender((Lot((0, 1), 9),), (0,), procurement=16),
        ),
    )
    eight = {"kind": "prices", "scale": 1, "project": {"0": 8, "1": 8}}
    combined = replace(problem, allowed=replace(problem.allowed, combined=True))
    separate = replace(problem, allowed=replace(problem.allowed, combined=False))
    assert certified(combined, eight) == 16
    assert certified(separate, {**eight, "project": {"0": 10, "1": 10}}) == 20


def test_charged_homes_prove_when_they_are_done() -> None:
    """Five homes wait for two works of one week, which share a crew: the second ends in week 2, 10 home-weeks. Charged
    half each, both works would stand in week 0 for 5 in all; 2.5 home-weeks for the crew in that week make 2 x 5, less
    the 2.5 that the crew's room pays."""
    problem = world(
        work(demands=(crew(100),)),
        work(demands=(crew(100),)),
        horizon=4,
        pools=(pool(100, weeks=4),),
        homes=(Homes(5, (0, 1)),),
        priced=frozenset({HOME_WEEKS}),
    )
    assert brute_force(problem)[0] == 10
    halves = {"kind": "prices", "scale": 1000, "homes": {"0": {"0": 2500, "1": 2500}}}
    assert certified(problem, halves) == 5
    assert certified(problem, {**halves, "heads": {"0": [25, 0, 0, 0]}}) == 8
    with pytest.raises(Refused):
        certified(problem, {**halves, "homes": {"0": {"0": 2500, "1": 2501}}})


def test_the_price_of_cash_proves_what_it_takes_to_be_sooner() -> None:
    """One home; done in week 1 by a crew of 40 euros or in week 3 by one of 10. With 25 euros there is only the slow
    one, and a price of cash of 1/15 home-week per euro proves two of its three weeks."""
    fast, slow = Mode(1, labour=40), Mode(3, labour=10)
    problem = world(
        Activity(0, (fast, slow)), horizon=4, homes=(Homes(1, (0,)),), priced=frozenset({HOME_WEEKS}), max_cash=25
    )
    assert brute_force(problem)[0] == 3
    charged = {"kind": "prices", "scale": 15, "homes": {"0": {"0": 15}}}
    assert certified(problem, charged) == 1
    assert certified(problem, {**charged, "cash": 1}) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "trust me"},
        {"scale": 0},
        {"scale": 1.5},
        {"heads": {"0": [-1]}},
        {"heads": {"0": [1, 2]}},
        {"heads": {"99": [1]}},
        {"heads": {"0": [0.5]}},
        {"delay": {"0": 1}},
        {"homes": {"0": {"0": 1}}},
        {"homes": {"9": {}}},
        {"homes": {"0": 1}},
        {"project": {"0": 1}},
        {"open": {"0": [1]}},
        {"burden": 1},
        {"rest": 1},
        {"cash": 1},
        {"hired": 1},
        {"district_burden": {"0": 1}},
        {"district_rest": {"0": 1}},
        {"parts": {"0": {"0": [1]}}},
        {"parts": {"0": {"60": [-1]}}},
        {"parts": {"0": {"60": [1, 2]}}},
        {"parts": {"0": [1]}},
        {"parts": {"9": {"60": [1]}}},
        {"order": {"0": [1]}},
        {"lot": {"0": -5}},
        {"lot": {"0": 5}},
        {"precedence": {"0": 3}},
        {"more": {}},
        {"heads": {"0": [2**62]}},
    ],
)
def test_a_wrong_certificate_is_refused(wrong: dict[str, Any]) -> None:
    """One thing wrong at a time: unknown, negative, fractional, too long, too large, or a price for a tie that is not
    there."""
    problem = world(work(demands=(crew(100),)), horizon=1, pools=(pool(100, weeks=1),))
    sound = {"kind": "prices", "scale": 1}
    assert certified(problem, sound) == 0
    with pytest.raises(Refused):
        certified(problem, {**sound, **wrong})


def test_who_leaves_a_pool_for_a_course_is_missed_there() -> None:
    # A head costs 25 a week (scale 100) in pool 0 and 30 in pool 1, which has nobody. A newcomer of pool 1 earns
    # 8 x 30 = 240 there and is missed for 8 x 25 = 200 in pool 0, whose head costs 200 whether it works or not.
    weeks, nobody = 8, (0,) * 8
    either = crew(100, Pattern(0, 100), Pattern(None, 0, Source.HIRED, 0, 100, hire=50))
    one = Cohort(1, 0, 0, (100,) * weeks, nobody, nobody, 1)
    problem = world(
        work(2, demands=(either,), release=4, deadline=6), horizon=weeks, pools=(pool(100, weeks), pool(0, weeks)),
        markets=(Market(0, 0, (100,) * weeks),), cohorts=(one,),
    )  # fmt: skip
    prices = {"kind": "prices", "scale": 100, "heads": {"0": [25] * weeks, "1": [30] * weeks}}
    assert certified(problem, prices) == 50 - 200 - 240
    leaving = replace(one, source=0, gone=(100,) * weeks)
    assert certified(replace(problem, cohorts=(leaving,)), prices) == 50 - 200 - (240 - 200)
    assert certified(replace(problem, cohorts=(replace(leaving, gone=(40,) * weeks),)), prices) == 50 - 200 - 160


def test_search_for_prices_and_their_check_value_newcomers_alike() -> None:
    left = 0
    for seed in range(300):
        problem = with_newcomers(seed)
        if problem is None or not any(any(cohort.gone) for cohort in problem.cohorts):
            continue
        random, pools = Random(seed), len(problem.pools)
        row = [[random.randint(0, 9) for _ in range(problem.horizon)] for _ in range(pools)]
        part = [random.randint(0, 9) for _ in range(problem.horizon)]
        at = next(cohort.source for cohort in problem.cohorts if any(cohort.gone))
        column = Newcomers(problem, np.array([at]), np.array([50]))
        asked = {
            "scale": 1, "heads": {str(p): one for p, one in enumerate(row)}, "parts": {str(at): {"50": part}},
        }  # fmt: skip
        heads, parts = np.array(row, dtype=float), np.array([part], dtype=float)
        worth = column.worth(heads, parts)
        assert worth.tolist() == worths(problem, asked).tolist(), seed
        used, divided = np.zeros_like(heads), np.zeros_like(parts)
        earned = column.take(heads, parts, used, divided)
        costs = earned + float((heads * used).sum() + (parts * divided).sum())
        assert costs <= 0  # what is earned is what the heads are worth less what the newcomers cost
        left += any((used > 0).any(axis=1))
    assert left >= 5
