"""What a plan asks of people: heads given, used and idle, changes, spells and persons, per employer and trade."""

from __future__ import annotations

from dataclasses import replace

from tests.support.worlds import crew, plan, pool, work, world
from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Calendar, Market, Pattern, Problem, Project, Source
from wijkplan.planner.plan.measures import People, changes, employer_changes, measures, people


def two_employers() -> tuple[Problem, Plan]:
    """Employer 0 works weeks 0-1 with its own head and 4-5 with one lent by employer 1 and, in another work, half a
    head hired."""
    ways = (Pattern(0, 100), Pattern(None, 0, Source.LENT, 1, 100), Pattern(None, 0, Source.HIRED, 0, 50))
    problem = world(
        work(2, demands=(crew(100, *ways[:1]),)),
        work(2, demands=(crew(100, ways[1]),)),
        work(2, demands=(crew(50, ways[2]),)),
        work(1, project=1, demands=(crew(150, Pattern(1, 150)),)),
        quarters=(0, 4, 8),
        pools=(pool(100, reserve=10), pool(200, employer=1, lendable=100, consent=True, legal_basis=True)),
        markets=(Market(0, 0, (100,) * 8),),
        projects=(Project(0, 0, 0), Project(0, 1, 0)),
    )
    problem = replace(
        problem,
        pools=(replace(problem.pools[0], reserve=0), problem.pools[1]),
        allowed=replace(problem.allowed, lent=True),
    )
    return problem, plan(problem, 0, 4, 4, 1)


def test_people_per_employer_and_trade() -> None:
    problem, placed = two_employers()
    assert judge(problem, placed).feasible
    mine, theirs = people(problem, placed)
    # Half a head hired for two weeks, and one borrowed for two: a person each.
    assert mine == People(
        0,
        0,
        given=8,
        used=2,
        idle=6,
        idle_in_span=0,
        changes=1.0,
        spells=1,
        peak_persons=(1, 0),
        hired=1,
        borrowed=2,
        lent=0,
        overtime=0,
        hired_persons=1,
        borrowed_persons=1,
        lent_persons=0,
    )
    # 1.5 heads in one of four weeks, then 1 in two of four: 0.375, up by 0.125 to 0.5, and down again.
    assert theirs == People(
        1,
        0,
        given=16,
        used=3.5,
        idle=12.5,
        idle_in_span=6.5,
        changes=1.0,
        spells=2,
        peak_persons=(2, 1),
        hired=0,
        borrowed=0,
        lent=2,
        overtime=0,
        hired_persons=0,
        borrowed_persons=0,
        lent_persons=1,
    )


def test_ceilings_from_a_plan_are_reached_exactly() -> None:
    problem, placed = two_employers()
    assert (
        sum(units for _, units in employer_changes(problem, placed))
        == changes(problem, placed)
        == 200 * problem.changes_unit
    )
    steady = replace(
        problem, max_changes=changes(problem, placed), max_employer_changes=employer_changes(problem, placed)
    )
    assert judge(steady, placed).feasible
    assert not judge(replace(steady, max_changes=changes(problem, placed) - 1), placed).feasible


def test_a_collective_stop_parts_no_spell() -> None:
    closed = Calendar((100, 100, 0, *(100,) * 5))
    problem = world(
        work(1, demands=(crew(100),)),
        work(1, demands=(crew(100),)),
        work(1, demands=(crew(100),)),
        calendars=(closed,),
        quarters=(0, 8),
        pools=(pool((100, 100, 0, 100, 100, 100, 100, 100)),),
    )
    (steady,), (parted,) = (people(problem, plan(problem, *starts)) for starts in ((0, 1, 3), (0, 3, 5)))
    assert (steady.spells, parted.spells) == (1, 3)


def test_measures_say_the_same_in_all() -> None:
    problem, placed = two_employers()
    told, rows = measures(problem, placed, ("one",)), people(problem, placed)
    for key, mine in (
        ("idle_head_weeks", "idle"),
        ("idle_head_weeks_in_span", "idle_in_span"),
        ("changes", "changes"),
        ("spells", "spells"),
    ):
        assert getattr(told, key) == sum(getattr(row, mine) for row in rows), key
