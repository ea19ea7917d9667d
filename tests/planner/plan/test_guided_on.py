"""Newcomers are guided on every work and street, every week; by hand, on drawn problems, and refused where they are
not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.newcomer_world import read_in, written
from tests.support.oracle import enumerate_plans
from tests.support.random_newcomers import with_newcomers
from tests.support.worlds import crew, dig, plan, pool, street, work, world
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Cohort, Guidance, Pattern, Problem
from wijkplan.models.solve import solve
from wijkplan.planner.plan import guidance_check
from wijkplan.planner.plan.guided_on import Guided, guided, spells

WEEKS = 4
LEARNS = Cohort(0, 0, 0, (0,) * WEEKS, (100,) * WEEKS, (0,) * WEEKS, 9)


def three_works(ratio: int = 200, most: int = 300) -> tuple[Problem, Plan]:
    """In weeks 0 and 1 two works for one head each, in week 2 a dig for two heads, in week 3 nothing; three own
    people."""
    one, two = (crew(heads, Pattern(0, heads)) for heads in (100, 200))
    trench = dig(1)
    trench = replace(trench, modes=tuple(replace(mode, demands=(two,)) for mode in trench.modes))
    problem = world(
        work(2, demands=(one,)), work(2, demands=(one,)), trench,
        horizon=WEEKS, pools=(pool(300, WEEKS),), streets=(street(2),),
        cohorts=(LEARNS,), guidance=(Guidance(0, ratio, (300,) * WEEKS, (most,) * WEEKS),),
    )  # fmt: skip
    return problem, replace(plan(problem, 0, 0, 2), intake=(2,))


def at(rows: tuple[Guided, ...], week: int) -> list[tuple[tuple[bool, int], float, float, float]]:
    return [(row.place, row.learners, row.guides, row.experienced) for row in rows if row.week == week]


def test_two_learners_stay_with_one_guide() -> None:
    problem, made = three_works()
    rows = guided(problem, made, made.intake)
    first = [((False, 0), 100, 50, 100), ((False, 1), 100, 50, 100)]  # as many learners as others at most: two places
    assert at(rows, 0) == at(rows, 1) == first
    assert at(rows, 2) == [((True, 0), 200, 100, 200)] and at(rows, 3) == []
    rows = guided(*(loose := three_works(most=600)), loose[1].intake)
    assert at(rows, 0) == at(rows, 1) == [((False, 0), 200, 100, 100)]


def test_nobody_learns_without_work_and_more_come_along_where_there_is_little() -> None:
    problem, made = three_works(ratio=100)
    made = replace(made, intake=(3,))
    rows = guided(problem, made, made.intake)
    assert sum(row[1] for row in at(rows, 0)) == 300 and sum(row[2] for row in at(rows, 0)) == pytest.approx(300)
    assert not list(guidance_check.violations(problem, made, made.intake, rows))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"learners": 150}, "learners of cohort"),
        ({"guides": 20}, "guides at"),
        ({"guides": 400, "experienced": 400}, "more guides"),
        ({"experienced": 60}, "beside"),
        ({"place": (True, 0)}, "nobody of the crew"),
    ],
)
def test_who_learns_alone_is_refused(change: dict[str, object], said: str) -> None:
    problem, made = three_works()
    first, *rest = guided(problem, made, made.intake)
    assert not list(guidance_check.violations(problem, made, made.intake, (first, *rest)))
    wrong = [replace(first, **change), *rest]  # type: ignore[arg-type]
    assert any(said in one.what for one in guidance_check.violations(problem, made, made.intake, wrong))
    assert list(guidance_check.violations(problem, made, made.intake, rest))


def test_what_holds_for_a_crew_is_kept_on_each_of_its_works() -> None:
    seen = 0
    for seed in range(60):
        problem = with_newcomers(seed)
        if problem is None or not problem.guidance:
            continue
        for made in enumerate_plans(problem):
            rows = guided(problem, made, made.intake) if any(made.intake) else ()
            if rows and judge(problem, made).feasible:
                assert not list(guidance_check.violations(problem, made, made.intake, rows)), seed
                seen += 1
    assert seen >= 20


def test_a_whole_programme_says_where(tmp_path: Path) -> None:
    _, compiled = read_in(written(tmp_path))
    assert compiled.recruits is not None
    problem = compiled.recruits.into(compiled.problem)
    found = solve(problem, Settings(seed=1, work=100)).plan
    assert found is not None and any(found.intake)
    rows = guided(problem, found, found.intake)
    assert not list(guidance_check.violations(problem, found, found.intake, rows))
    told = spells(problem, compiled.names, rows)
    assert sum(one.learner_weeks for one in told) == pytest.approx(sum(row.learners for row in rows) / 100, abs=0.1)
    assert all(one.activity and one.district == "P09" and one.start < one.end for one in told)
