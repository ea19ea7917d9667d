"""Bounds on how many homes can be done: whatever the weights, no plan does more; the weights that are looked for come
close to the best plan."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.support.chunks import chunks
from wijkplan.models.bound.build_out import SCALE, Weights
from wijkplan.models.check.build_out import WHOLE, BuildOut, most_homes, possible, soonest, violations
from wijkplan.models.check.refused import Refused
from wijkplan.planner.outlook.build_out import build

# Two districts of 100 and 300 homes; trade 0 takes 10 hours a home, trade 1 takes 5 hours a home in the second one
# only. In each of four years there are 1,000 hours of trade 0 and 600 of trade 1.
TWO = BuildOut((100, 300), ((1000, 0), (3000, 1500)), ((1000,) * 4, (600,) * 4), most=500)


def drawn(seed: int) -> BuildOut:
    random = Random(seed)
    trades, districts, years = random.randint(1, 3), random.randint(1, 5), random.randint(1, 5)
    homes = tuple(random.randint(1, 400) for _ in range(districts))
    hours = tuple(tuple(n * random.choice([0, 1, 3, 7]) for _ in range(trades)) for n in homes)
    room = tuple(tuple(random.randint(0, 2500) for _ in range(years)) for _ in range(trades))
    return BuildOut(homes, hours, room, random.choice([300, 500, 1000]))


def test_no_hours_left_and_a_share_of_a_district_a_year() -> None:
    assert most_homes(TWO, 0, {}, SCALE) == 200  # half of each district
    assert most_homes(TWO, 0, {0: SCALE // 10}, SCALE) == 100  # 1,000 hours of trade 0 at a home per 10
    assert most_homes(TWO, 1, {0: SCALE // 10}, SCALE, since=1) == 100
    assert most_homes(TWO, 3, {}, SCALE) == 400
    # The first district: two years by its share, one by its hours. The second: 3,000 hours of trade 0 are three years.
    assert (soonest(TWO, 0), soonest(TWO, 1)) == (1, 2)
    assert soonest(replace(TWO, room=((0,) * 4, (600,) * 4)), 0) is None


@pytest.mark.parametrize("start", chunks(200, 50, 50))
def test_no_plan_does_more_than_any_weights_say(start: int) -> None:
    for seed in range(start, start + 50):
        b, random = drawn(seed), Random(seed)
        order = random.sample(range(len(b.homes)), len(b.homes))
        plan = build(b, order)
        assert violations(b, plan.rows) == [], seed
        weights = Weights(b, range(len(b.homes)))
        done = 0
        for y in range(b.years):
            done += plan.homes(b, y)
            some = {t: random.randrange(SCALE) for t in range(len(b.room))}
            assert done <= min(most_homes(b, y, some, SCALE), most_homes(b, y, weights.best(y), SCALE)), seed
            assert plan.homes(b, y) <= most_homes(b, y, weights.best(y, since=y), SCALE, since=y), seed
        for d in range(len(b.homes)):
            finished, first = plan.done(d), soonest(b, d)
            assert finished is None or (first is not None and first <= finished), seed
            if first is not None and first > 0:
                assert not possible(b, d, first - 1), seed


def test_with_one_trade_the_weights_are_the_best_there_are() -> None:
    for seed in range(40):
        b = drawn(seed)
        b = replace(b, hours=tuple(row[:1] for row in b.hours), room=b.room[:1], most=WHOLE)
        left, best = sum(b.room[0]), 0.0  # a knapsack of shares: cheapest homes first
        for hours, homes in sorted((row[0] / n, n) for row, n in zip(b.hours, b.homes, strict=True)):
            share = 1.0 if hours == 0 else min(1.0, left / (hours * homes))
            best, left = best + share * homes, left - share * hours * homes
        bound = most_homes(b, b.years - 1, Weights(b, range(len(b.homes))).best(b.years - 1), SCALE)
        assert bound <= best + 1 and best <= bound + 1, seed


def test_a_plan_that_takes_too_much_is_seen() -> None:
    assert violations(TWO, ((500, 500, 0, 0), (0, 0, 500, 500))) == [
        f"trade {trade}, year {year}: {taken} of {there} thousandths of hours"
        for trade, taken, there in ((0, 1500000, 1000000), (1, 750000, 600000))
        for year in (2, 3)
    ]
    assert violations(TWO, ((501, 500, 0, 0), (0, 0, 0, 0))) == ["district 0: shares (501, 500, 0, 0)"]


def test_weights_below_zero_or_of_no_trade_are_refused() -> None:
    for weights in ({0: -1}, {2: 1}):
        with pytest.raises(Refused):
            most_homes(TWO, 0, weights, SCALE)
    with pytest.raises(ValueError, match="not of the same districts"):
        BuildOut((1,), (), (), 500)
