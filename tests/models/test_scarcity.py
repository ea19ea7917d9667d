"""What one more head, seat or guide is worth: never more than the prices say, and nothing where nobody is missing, by
brute force."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from tests.support.oracle import brute_force
from tests.support.random_newcomers import cheapest, drawn
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.price_certificate import Prices
from wijkplan.models.check.scarcity import asked_at_most, guide_price, head_price, least_room, place_price
from wijkplan.models.problem import Problem


def more(problem: Problem, pool: int, weeks: range, heads: int) -> Problem:
    """With so many hundredths of a head more."""
    one = problem.pools[pool]
    added = [a + heads * (t in weeks) for t, a in enumerate(one.added or (0,) * problem.horizon)]
    pools = tuple(replace(row, added=tuple(added)) if p == pool else row for p, row in enumerate(problem.pools))
    return replace(problem, pools=pools)


def prices(problem: Problem, random: Random) -> dict[str, Any]:
    """Any prices will do."""
    pool, weeks = problem.cohorts[0].pool, range(problem.horizon)
    certificate: dict[str, Any] = {"kind": "prices", "scale": 1000}
    certificate["heads"] = {str(pool): [random.randrange(200) for _ in weeks]}
    certificate["places"] = {str(i): random.randrange(3000) for i in range(len(problem.places))}
    certificate["guides"] = {str(g): [random.randrange(2) for _ in weeks] for g in range(len(problem.guidance))}
    return certificate


def test_a_head_is_worth_no_more_than_its_price_and_the_gap() -> None:
    priced = worth = refused = 0
    for seed, problem in drawn(45):
        best = cheapest(seed)[0]
        if best is None:
            continue
        certificate = prices(problem, Random(seed))
        bound = certified(problem, certificate)
        assert bound <= best, seed
        pool, weeks = problem.cohorts[0].pool, range(1, problem.horizon)
        price = head_price(problem, Prices(problem, certificate), pool, weeks, 100)
        if price is None:
            refused += 1
        else:
            assert certified(more(problem, pool, weeks, 100), certificate) >= bound - price, seed
            least = brute_force(more(problem, pool, weeks, 100))[0]
            assert least is not None and best - least <= price + best - bound, seed
            priced += price > 0
            worth += best > least
        for i, row in enumerate(problem.places):
            wider = replace(
                problem, places=(*problem.places[:i], replace(row, most=row.most + 1), *problem.places[i + 1 :])
            )
            assert certified(wider, certificate) >= bound - place_price(Prices(problem, certificate), i), seed
        for g, guidance in enumerate(problem.guidance):
            guides = tuple(n + 100 * (t in weeks) for t, n in enumerate(guidance.guides))
            rows = tuple(replace(one, guides=guides) if k == g else one for k, one in enumerate(problem.guidance))
            fewer = guide_price(problem, Prices(problem, certificate), g, weeks, 100)
            assert certified(replace(problem, guidance=rows), certificate) >= bound - fewer, seed
    assert priced > 0 and worth > 2 and refused > 0


def test_where_nobody_is_missing_a_head_is_worth_nothing() -> None:
    seen = 0
    for seed, problem in drawn(45):
        asked = asked_at_most(problem)
        best = cheapest(seed)[0]
        for pool in range(len(problem.pools)):
            there = least_room(problem, pool)
            if best is not None and all(asked[pool][t] <= there[t] for t in range(problem.horizon)):
                assert brute_force(more(problem, pool, range(problem.horizon), 100))[0] == best, seed
                seen += 1
    assert seen > 3
