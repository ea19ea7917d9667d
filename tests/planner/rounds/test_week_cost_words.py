"""What another week would cost is said as it is known: exact, an interval, at most so much, or not at all."""

from __future__ import annotations

import pytest

from wijkplan.planner.rounds.week_cost_words import week_cost_words
from wijkplan.planner.rounds.why import WeekCost


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 0, "would cost 0 euros, with"),
        (1200, 1200, "would cost 1,200 euros, with"),
        (0, 1200, "would cost 0 to 1,200 euros, with"),
        (None, 1200, "would cost at most 1,200 euros, with"),
        (500, None, "no plan was found"),
    ],
)
def test_what_is_not_known_is_no_zero(low: int | None, high: int | None, said: str) -> None:
    one = WeekCost(week="2028-W20", low=low, high=high, exact=False, planned_again=True, rule="capacity")
    assert said in week_cost_words(one)
