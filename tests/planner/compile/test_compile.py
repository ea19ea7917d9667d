"""The whole of compile: what it promises about problem and names."""

from __future__ import annotations

from datetime import date

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from wijkplan.models.problem import TERMS, Allowed
from wijkplan.planner.compile import compile


def test_the_problem_is_the_widest_with_every_term_priced() -> None:
    problem = compile(programme()).problem
    assert problem.allowed == Allowed(agreements=True, lent=True, consortium=True, combined=True)
    assert problem.priced == frozenset(TERMS)


def test_the_same_programme_gives_the_same_problem_whatever_the_order_of_the_files() -> None:
    one, two = compile(programme()), compile(programme(clients=(GRID, TOWN), employers=(FIRM, CIVIL, GRIDCO)))
    assert (one.problem, one.names) == (two.problem, two.names)


def test_everything_that_is_numbered_has_a_name_of_its_own() -> None:
    compiled = compile(programme())
    problem, names = compiled.problem, compiled.names
    for numbered, named in (
        (problem.activities, names.activities),
        (problem.projects, names.projects),
        (problem.pools, names.pools),
        (problem.markets, names.markets),
        (problem.tenders, names.tenders),
        (problem.streets, names.streets),
        (problem.districts, names.districts),
        (problem.clients, names.clients),
    ):
        assert len(numbered) == len(named) == len({name.id for name in named})
    assert all(0 <= project.employer < len(names.employers) for project in problem.projects)
    assert all(names.trades[pool.trade].id == name.trade for pool, name in zip(problem.pools, names.pools, strict=True))
    assert all(
        names.regions[m.region].id == name.region for m, name in zip(problem.markets, names.markets, strict=True)
    )


def test_weeks_have_dates() -> None:
    names = compile(programme()).names
    assert names.monday(17) == date(2027, 5, 3)
    assert names.week_of(date(2027, 5, 9)) == 17 and names.week_of(date(2027, 1, 3)) == -1


def test_work_in_hand_without_a_client_is_for_the_private_clients_of_its_employer() -> None:
    compiled = compile(programme())
    client = compiled.names.clients[compiled.problem.projects[compiled.names.project_index["INS"]].client]
    assert (client.id, client.regime) == ("builder:private", "private")


def test_delay_is_priced_by_the_homes_that_wait() -> None:
    # CAB states no homes but upgrades 10; INS insulates 10 + 6; SEW counts the 20 homes of its street. 15 euros a home
    # and week.
    compiled = compile(programme())
    prices = {
        name.id: p.delay_price for name, p in zip(compiled.names.projects, compiled.problem.projects, strict=True)
    }
    assert prices == {"CAB": 150, "INS": 240, "SEW": 300}
