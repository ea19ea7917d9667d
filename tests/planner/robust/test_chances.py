"""Chances counted by hand, and the same disturbances for whoever is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from tests.support.worlds import crew, plan, pool, street, tender, work, world
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Project
from wijkplan.models.robust.replay import World
from wijkplan.planner.compile import Names
from wijkplan.planner.reference import Origin, load
from wijkplan.planner.reference.disturbances import Figure, disturbances
from wijkplan.planner.robust.chances import Sample, gaps, lines, promises, share, tenders, weeks_kept
from wijkplan.planner.robust.draws import Draws, Setting
from wijkplan.planner.text import say

SURE = {"chance_percent": 100, "least_weeks": 2, "most_weeks": 2, "lost_percent": 100}


def _figures(**chances: float) -> Mapping[str, Mapping[str, Figure]]:
    """Of some kinds: that chance, and two weeks."""
    origin = Origin("test", "2026", "assumption")
    lost = {"least_lost_percent": 50, "most_lost_percent": 50}
    return {
        kind: {
            name: Figure(value, say(""), say(""), origin)
            for name, value in (SURE | lost | {"chance_percent": chance}).items()
        }
        for kind, chance in chances.items()
    }


def _names(problem: Problem, packages: tuple[str, ...] = (), work_type: str = "retrofit") -> Names:
    def rows(count: int, letter: str) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(id=f"{letter}{i}", work_type=work_type, procedure="european-open") for i in range(count)
        ]

    works = [
        SimpleNamespace(id=f"a{i}", package=package, place="block")
        for i, package in enumerate(packages or ("insulation",) * len(problem.activities))
    ]
    return cast(
        "Names",
        SimpleNamespace(
            start=date(2027, 1, 4),
            activities=works,
            projects=rows(len(problem.projects), "p"),
            pools=rows(len(problem.pools), "pool"),
            streets=rows(len(problem.streets), "s"),
            tenders=rows(len(problem.tenders), "t"),
            employers=rows(9, "e"),
            reference=load(),
        ),
    )


def _world(problem: Problem, made: Plan, figures: Mapping[str, Mapping[str, Figure]], **more: int) -> World:
    packages = ("station",) * len(problem.activities)
    return Draws(Setting(problem, _names(problem, packages), made, figures, **more), 1).world(0)


def _never() -> bool:
    return False


def test_each_kind_of_disturbance_is_drawn_for_what_it_is_about() -> None:
    problem = world(
        work(1, 0, (crew(),)),
        projects=(Project(0, 3, 0, tendered=True),),
        tenders=(tender((0,)),),
        pools=(pool(100, employer=3), pool(100, employer=4)),
    )
    made = plan(problem, 2, tenders=[(0, 1)])
    assert _world(problem, made, _figures(stations=100)).later == {0: 2}
    assert _world(problem, made, _figures(consent=100)).later == {0: 2}
    assert _world(problem, made, _figures(proceedings=100)).award == {0: 2}
    frost = _world(problem, made, _figures(frost=100)).digs_lost
    assert [week for week in frost if week < 50] == [*range(8), 48, 49]  # January, February, December of 2027
    assert {pool: set(row.values()) for pool, row in _world(problem, made, _figures(bankruptcy=100)).lost.items()} == {
        0: {100},
        1: {100},
    }
    assert {len(row) for row in _world(problem, made, _figures(sickness=100)).lost.values()} == {2}
    assert _world(problem, made, _figures(stations=0, consent=0, proceedings=0, frost=0, sickness=0)) == World()
    past = _world(problem, made, _figures(stations=100, proceedings=100), since=3)
    assert past.later == {} and past.award == {}


def test_a_call_off_is_not_taken_to_court() -> None:
    problem = world(work(1), projects=(Project(0, 0, 0, tendered=True),), tenders=(tender((0,)),))
    names = _names(problem)
    names.tenders[0].procedure = "call-off"  # type: ignore[misc]
    made = plan(problem, 2, tenders=[(0, 0)])
    assert Draws(Setting(problem, names, made, _figures(proceedings=100)), 1).world(0).award == {}


def test_chances_and_promises_are_counted() -> None:
    """A work of one week in week 0 and one after it; in half of the draws they wait two weeks."""
    problem = world(work(1), work(1, 1), work(1, 1), streets=(street(2),), projects=(Project(0, 0, 0, target=1),) * 2)
    made = plan(problem, 0, 4, 4)
    sample = Sample(Setting(problem, _names(problem), made, _figures(consent=50)), 1, 400, _never)
    late = [one.starts[0] == 2 for one in sample.done]
    assert 150 < sum(late) < 250
    first = lines(sample, 0.9)[0]
    assert first.begins.share == round(1 - sum(late) / 400, 4) and first.begins.low < first.begins.share
    assert (first.week, first.late_weeks) == ("2027-W01", 2) and lines(sample, 0.2)[0].late_weeks == 0
    told = {row.place: row for row in promises(sample, 0.9)}
    homes = told["p0:block"]
    assert (homes.first, homes.planned, homes.until) == ("2027-W01", "2027-W01", "2027-W03")
    assert homes.chance.share == 1.0 and told["s0"].planned == "2027-W05"
    assert {row.place: row for row in promises(sample, 0.2)}["p0:block"].until == "2027-W01"
    assert sample.of("projects_on_time") == [float(not one) for one in late]  # the other is never in time


def test_two_plans_meet_the_same_disturbances_so_a_lot_of_two_is_not_luckier_than_one_of_each() -> None:
    """Two projects bought together, or one by one: the lot is in court exactly where the first of them is."""
    problem = world(
        work(1, 0),
        work(1, 1),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(tender((0,)), tender((1,)), tender((0, 1))),
    )
    names, figures = _names(problem), _figures(proceedings=30)
    apart = Sample(Setting(problem, names, plan(problem, 1, 1, tenders=[(0, 1), (1, 1)]), figures), 7, 300, _never)
    joined = Sample(Setting(problem, names, plan(problem, 1, 1, tenders=[(2, 1)]), figures), 7, 300, _never)
    assert [one.starts[0] for one in apart.done] == [one.starts[0] for one in joined.done]
    assert all(one.starts[0] == one.starts[1] for one in joined.done)
    assert tenders(joined)[0].awarded == tenders(apart)[0].awarded
    gap = {row.measure: row for row in gaps(apart, joined)}["weeks_late"]
    assert gap.low <= gap.mean <= gap.high and (gap.high - gap.low) / 2 < gap.apart
    same = gaps(apart, apart)
    assert all((row.mean, row.low, row.high) == (0, 0, 0) for row in same)
    other = Sample(Setting(problem, names, joined.setting.plan, figures), 8, 300, _never)
    assert [one.starts for one in other.done] != [one.starts for one in joined.done]


@pytest.mark.parametrize(("often", "weeks"), [(1.0, 9), (0.75, 2), (0.5, 1), (0.25, 0), (0.01, 0)])
def test_weeks_that_keep_so_often(often: float, weeks: int) -> None:
    assert weeks_kept([2, 0, 9, 1], often) == weeks


def test_a_share_has_wilsons_interval() -> None:
    """Of Newcombe (1998), table I: 81 of 263 is 0.3080, 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611."""
    told = share(81, 263)
    assert (told.share, told.low, told.high) == (0.308, 0.2553, 0.3662)
    assert (share(0, 20).low, share(0, 20).high) == (0.0, 0.1611)


def test_every_figure_of_what_goes_wrong_has_a_source_and_is_a_chance_or_a_number_of_weeks() -> None:
    for kind, rows in disturbances().items():
        assert 0 <= rows["chance_percent"].value <= 100, kind
        assert all(row.origin.source and row.origin.date and row.unit for row in rows.values())
        if "least_weeks" in rows:
            assert 0 < rows["least_weeks"].value <= rows["most_weeks"].value


def test_a_plan_that_is_stopped_counts_the_draws_that_it_did() -> None:
    problem = world(work(1))
    setting = Setting(problem, _names(problem), plan(problem, 0), _figures(consent=100))
    assert len(Sample(replace(setting), 1, 50, lambda: True).done) == 1
