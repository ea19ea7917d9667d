"""Rule ``continuity``: own heads at work rise and fall from quarter to quarter no more than agreed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.worlds import assert_breaks, assert_holds, crew, plan, pool, work, world
from wijkplan.models.check.facts import changes
from wijkplan.models.newcomers import with_intake
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Calendar, Cohort, Market, Pattern, Problem, Project, Source


def assert_changes(problem: Problem, plan: Plan, hundredths: int) -> None:
    """Exactly so many hundredths of a head of changes: that ceiling holds, and one unit below it does not."""
    units = hundredths * problem.changes_unit
    assert sum(changes(problem, plan)) == units
    assert_holds(replace(problem, max_changes=units), plan)
    assert_breaks(replace(problem, max_changes=units - 1), plan, "continuity", ("programme", None, 1))


def test_three_quarters_with_one_and_a_half_two_fifths_and_one_and_a_fifth_heads() -> None:
    # 1.5 + 1.1 + 0.8 + 1.2 = 4.6
    works = tuple(work(13, demands=(crew(heads),)) for heads in (150, 40, 120))
    problem = world(*works, horizon=39, quarters=(0, 13, 26, 39))
    assert_changes(problem, plan(problem, 0, 13, 26), 460)


def test_a_work_across_quarters_counts_in_each_by_its_weeks() -> None:
    # Two of four weeks in either quarter: an average of half a head twice.
    problem = world(work(4, demands=(crew(100),)), quarters=(0, 4, 8))
    assert_changes(problem, plan(problem, 2), 100)


def test_a_closed_week_inside_a_work_is_no_week_at_work() -> None:
    # Two weeks of work around a closed one, in a quarter of eight: 2 / 8 of 200 up and down.
    problem = world(work(2, demands=(crew(200),)), quarters=(0, 8), calendars=(Calendar((100, 0, *(100,) * 6)),))
    assert_changes(problem, plan(problem, 0), 100)


def test_quarters_of_other_lengths_compare_exactly() -> None:
    # 13 weeks of one head and 7 of two in a quarter of 14, none in the short last one of 3: 1, then 1 again, then 0.
    problem = world(work(13, demands=(crew(100),)), work(7, demands=(crew(200),)), horizon=30, quarters=(0, 13, 27, 30))
    assert_changes(problem, plan(problem, 0, 20), 200)
    assert problem.changes_unit == 13 * 14 * 3
    # A week later the first work has a week in the long quarter: 12/13 of a head, then 15/14, then none.
    assert sum(changes(problem, plan(problem, 1, 20))) == 2 * 100 * 546 * 15 // 14


def test_newcomers_may_come_beside_what_is_agreed() -> None:
    # Two works of a head, in the second half: 200 up and 200 down. Each newcomer there brings 100 up and 100 down.
    cohort = Cohort(0, 0, 0, (0,) * 4 + (100,) * 4, (0,) * 8, (0,) * 8, 2)
    works = (work(4, demands=(crew(100),), release=4),) * 2
    problem = world(*works, horizon=8, quarters=(0, 4, 8), pools=(pool(200, 8),), cohorts=(cohort,))
    ceiling = replace(problem, max_changes=200 * problem.changes_unit)
    placed = plan(ceiling, 4, 4)
    assert_breaks(ceiling, replace(placed, intake=(0,)), "continuity", ("programme", None, 200))
    assert_holds(ceiling, replace(placed, intake=(1,)))
    assert_breaks(replace(ceiling, max_changes=200 * problem.changes_unit - 1), replace(placed, intake=(1,)),
                  "continuity", ("programme", None, 1))  # fmt: skip
    alone = with_intake(ceiling, (1,))
    assert alone is not None and alone.max_changes == 400 * problem.changes_unit
    own = replace(problem, max_employer_changes=((0, 200 * problem.changes_unit),))
    assert_holds(own, replace(placed, intake=(1,)))
    assert_breaks(own, replace(placed, intake=(0,)), "continuity", ("employer 0", None, 200))


@pytest.mark.parametrize("heads", [50, 90])
def test_parts_of_a_head_count_as_such(heads: int) -> None:
    """Half a person, and what a pool of one person can give after a reserve of 10 %."""
    problem = world(work(4, demands=(crew(heads),)), quarters=(0, 4, 8), pools=(pool(100, reserve=10),))
    assert_changes(problem, plan(problem, 0), 2 * heads)


def test_who_is_lent_is_at_work_and_who_is_hired_is_nobodys_own() -> None:
    lent, hired = Pattern(None, 0, Source.LENT, 1, 100), Pattern(None, 0, Source.HIRED, 0, 100)
    lender = pool(employer=1, lendable=100, consent=True, legal_basis=True)
    problem = world(
        work(4, demands=(crew(100, lent, hired),)),
        work(4, project=1, demands=(crew(100, Pattern(1, 100)),)),
        quarters=(0, 4, 8),
        pools=(pool(), lender),
        markets=(Market(0, 0, (100,) * 8),),
        projects=(Project(0, 0, 0), Project(0, 1, 0)),
    )
    shared = replace(problem, allowed=replace(problem.allowed, lent=True))
    assert_changes(shared, plan(shared, 0, 4), 200)
    assert changes(shared, plan(shared, 0, 4, patterns={0: (1,)})) == [0, 200 * shared.changes_unit]


def two_employers() -> tuple[Problem, Plan]:
    """One head each for half of the weeks: 200 hundredths of changes for either."""
    problem = world(
        work(4, demands=(crew(100),)), work(4, project=1, demands=(crew(100, Pattern(1, 100)),)), quarters=(0, 4, 8),
        pools=(pool(), pool(employer=1)), projects=(Project(0, 0, 0), Project(0, 1, 0)),
    )  # fmt: skip
    return problem, plan(problem, 0, 4)


def test_an_employer_may_have_a_ceiling_of_its_own() -> None:
    problem, placed = two_employers()
    most = 200 * problem.changes_unit
    assert_holds(replace(problem, max_employer_changes=((0, most), (1, most))), placed)
    assert_breaks(
        replace(problem, max_employer_changes=((0, most), (1, most - 5))), placed, "continuity", ("employer 1", None, 2)
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"quarters": (0, 4)}, "must rise from 0 to the horizon"),
        ({"quarters": (0, 4, 4, 8)}, "must rise from 0 to the horizon"),
        ({"quarters": (), "max_changes": 5}, "needs quarters"),
        ({"quarters": (), "max_employer_changes": ((0, 5),)}, "needs quarters"),
        ({"quarters": (0, 8), "max_employer_changes": ((0, 5), (0, 6))}, "not all different"),
        ({"quarters": (0, 8), "max_changes": -1}, "max_changes = -1: below 0"),
    ],
)
def test_quarters_and_ceilings_that_do_not_fit_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(two_employers()[0], **wrong)  # type: ignore[arg-type]
