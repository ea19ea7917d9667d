"""Every euro of a plan is booked on one client, and none is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.planner.small import plan, problem
from wijkplan.models.check import judge
from wijkplan.models.plan import Publication
from wijkplan.models.problem import Joint, Lot, Mode, Position, Street, Tender
from wijkplan.planner.plan.variants import all_in
from wijkplan.planner.results.client_costs import by_client
from wijkplan.planner.submission.apportion import split


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_shares_add_up(amount: int, parts: list[int]) -> None:
    shares = split(amount, parts)
    assert sum(shares) == amount
    assert all(0 <= share <= amount for share in shares)


def test_shares_follow_the_parts() -> None:
    assert split(10, [1, 1, 1]) == [4, 3, 3]
    assert split(10, [0, 0]) == [5, 5]
    assert split(100, [3, 1]) == [75, 25]


def test_each_client_pays_its_own_project() -> None:
    # Each: labour 100, opening 7, mobilisation 5, burden 40. The second also: delay 2 x 3, moved 4 weeks x 1.
    assert by_client(all_in(problem()), plan(2, 6)) == [152, 162]


def test_shared_costs_are_divided_and_the_total_is_the_checkers() -> None:
    base = problem()
    first, second = base.activities
    digs = tuple(replace(first.modes[0], position=position) for position in Position)
    joined = replace(
        base,
        activities=(replace(first, modes=digs), replace(second, modes=digs)),
        streets=(
            Street(
                0, (0, 1), (Joint(gap=2, agreement=True, interface=11),), rest=3, rest_price=100, closed=0, burden=9
            ),
        ),
        projects=tuple(replace(p, tendered=True) for p in base.projects),
        tenders=(Tender((Lot((0,), 20, 31), Lot((1,), 20, 20)), (0, 1), procurement=51),),
        allowed=replace(base.allowed, agreements=True, combined=True),
    )
    staged = plan(2, 6)
    placements = (
        replace(staged.placements[0], mode=int(Position.FIRST)),
        replace(staged.placements[1], mode=int(Position.LAST)),
    )
    together = replace(staged, placements=placements, joined=frozenset({(0, 0)}), tenders=(Publication(0, 0),))
    asked = all_in(joined)
    verdict = judge(asked, together)
    assert verdict.feasible, verdict.violations
    # First: 100 + 7, procurement 26, lot 31, burden 36 of 72, rest 100, interface 6. Second: 100 + 7 + 6 + 4, 25, 20,
    # 36, 5.
    assert by_client(asked, together) == [306, 203]
    assert sum(by_client(asked, together)) == verdict.objective


def test_modes_are_what_is_booked() -> None:
    base = problem()
    dear = replace(
        base.activities[0], modes=(base.activities[0].modes[0], replace(base.activities[0].modes[0], labour=150))
    )
    chosen = plan(2, 6)
    placements = (replace(chosen.placements[0], mode=1), chosen.placements[1])
    assert isinstance(dear.modes[1], Mode)
    asked = all_in(replace(base, activities=(dear, base.activities[1])))
    assert by_client(asked, replace(chosen, placements=placements)) == [202, 162]
