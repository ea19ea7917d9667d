"""Term ``moved``: weeks away from the submitted week, earlier or later."""

from __future__ import annotations

from tests.support.worlds import assert_term, plan, work, world


def test_weeks_in_either_direction() -> None:
    # 3 weeks later x 4, 2 weeks earlier x 5; the third was not submitted.
    problem = world(work(submitted=1, moved_price=4), work(submitted=2, moved_price=5), work(moved_price=100))
    assert_term(problem, plan(problem, 4, 0, 7), "moved", 22)
    assert_term(problem, plan(problem, 1, 2, 7), "moved", 0)
