"""The baselines: each procedure frees what it says and nothing else, nobody makes the whole dearer, and they come out
the same each time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wijkplan.models.check import judge
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import (
    Activity,
    Calendar,
    Client,
    Demand,
    District,
    Joint,
    Mode,
    Pattern,
    Pool,
    Position,
    Problem,
    Project,
    Street,
)
from wijkplan.planner.experiment import baselines as module
from wijkplan.planner.experiment.baselines import (
    Baseline,
    Baselines,
    baselines,
    employers,
    shared_streets,
    whole_districts,
)
from wijkplan.planner.experiment.engine import Engine, real_engine
from wijkplan.planner.plan.variants import VARIANTS, in_variant

WEEKS = 24
CABLE, SEWER, HEAT, HOMES = range(4)  # activities: three digs of one street, and homes in another district
START = Plan(
    (
        Placement(CABLE, 2, 4, 0, (0,)),
        Placement(SEWER, 10, 12, 0, (0,)),
        Placement(HEAT, 18, 20, 0, (0,)),
        Placement(HOMES, 9, 11, 0, (0,)),
    )
)


def dig(project: int, pool: int, asked: int) -> Activity:
    """Two weeks; 100 euros of paving alone, 60 in a shared opening. A week moved costs 1 euro."""
    crew = (Demand(0, 100, (Pattern(pool, 100),)),)
    modes = (
        Mode(2, crew, opening=100),
        *(Mode(2, crew, position=place, opening=60) for place in (Position.FIRST, Position.MIDDLE, Position.LAST)),
    )
    return Activity(project, modes, submitted=asked, moved_price=1)


def problem(*joints: Joint) -> Problem:
    """Cable and sewer are two clients' work of employer 0, heat is that of employer 1, who also does the homes, late
    against its wish."""
    homes = Activity(HOMES, (Mode(2, (Demand(0, 100, (Pattern(1, 100),)),), labour=50),), submitted=4, moved_price=1)
    pools = tuple(Pool(trade=0, region=0, employer=e, heads=(100,) * WEEKS) for e in (0, 1))
    return Problem(
        horizon=WEEKS,
        calendars=(Calendar((100,) * WEEKS),),
        pools=pools,
        markets=(),
        activities=(dig(0, 0, 2), dig(1, 0, 10), dig(2, 1, 18), homes),
        projects=(Project(0, 0, 0), Project(1, 0, 0), Project(2, 1, 0), Project(0, 1, 1)),
        districts=(District(0), District(0)),
        clients=(Client(), Client(), Client()),
        streets=(Street(0, (CABLE, SEWER, HEAT), joints or (Joint(), Joint())),),
    )


OWN_AND_AGREED = (Joint(gap=1, own=True), Joint(gap=1, agreement=True, interface=5))
OWN_AND_NEW = (Joint(gap=1, own=True), Joint(gap=1, agreement=True, interface=5, new=True))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return real_engine()


def starts(baseline: Baseline) -> list[int]:
    return [row.start for row in sorted(baseline.plan.placements, key=lambda row: row.activity)]


def made(engine: Engine, *joints: Joint, start: Plan = START, seed: int = 1, orders: int = 3) -> Baselines:
    return baselines(problem(*joints), start, engine, seed, orders)


def test_own_shares_openings_of_one_employer_and_no_others(engine: Engine) -> None:
    """Cable and sewer are 8 weeks apart: to dig once saves 80 euros and takes a move of 5 weeks. Heat could be joined
    under an agreement."""
    own = made(engine, *OWN_AND_AGREED).own
    assert own.plan.joined == {(0, 0)}
    assert starts(own)[HOMES] == 4  # its employer puts it where it was asked for
    assert own.euros == 60 + 60 + 100 + 50 + 5


def test_streets_uses_the_agreements_of_today(engine: Engine) -> None:
    """All three in one opening: 60 each, interface 5; sewer 2 to 4 weeks after cable, heat as far again."""
    found = made(engine, *OWN_AND_AGREED)
    assert found.streets.plan.joined == {(0, 0), (0, 1)}
    assert found.streets.euros < found.own.euros
    new = made(engine, *OWN_AND_NEW)
    assert new.streets.plan.joined == new.districts.plan.joined == {(0, 0)}


def test_streets_moves_nothing_but_digs_that_share_a_street_of_two_clients(engine: Engine) -> None:
    """With one client in the street nobody settles anything; the homes stand in both."""
    one_client = problem(*OWN_AND_AGREED)
    one_client = replace(one_client, projects=tuple(replace(project, client=0) for project in one_client.projects))
    assert shared_streets(one_client) == ()
    found = baselines(one_client, START, engine, 1)
    assert found.streets.plan == found.own.plan
    assert [party.works for party in shared_streets(problem())] == [(CABLE, SEWER, HEAT)]


def test_parties_take_their_turns_in_order_of_the_first_week_asked_for() -> None:
    asked = problem()
    assert [(party.works, party.first) for party in employers(asked)] == [((CABLE, SEWER), 2), ((HEAT, HOMES), 4)]
    assert [party.works for party in whole_districts(asked)] == [(CABLE, SEWER, HEAT), (HOMES,)]


def test_every_baseline_is_a_plan_of_its_variant_and_costs_what_the_checker_says(engine: Engine) -> None:
    asked = problem(*OWN_AND_AGREED)
    found = made(engine, *OWN_AND_AGREED)
    for baseline in found.all:
        verdict = judge(in_variant(asked, VARIANTS[baseline.variant]), baseline.plan)
        assert verdict.feasible
        assert verdict.objective == baseline.euros
    before = judge(asked, START).objective
    assert before is not None
    assert before >= found.own.euros >= max(found.streets.euros, found.districts.euros)


def test_the_cheapest_order_counts_and_all_are_shown(engine: Engine) -> None:
    found = made(engine, *OWN_AND_AGREED, orders=4)
    assert len(found.own.orders) == 4
    assert found.own.euros == min(found.own.orders)


def test_the_same_seed_gives_the_same_plans(engine: Engine) -> None:
    assert made(engine, *OWN_AND_AGREED, seed=5) == made(engine, *OWN_AND_AGREED, seed=5)


def test_it_ends_as_soon_as_nobody_moves(engine: Engine) -> None:
    settled = made(engine, *OWN_AND_AGREED).own.plan
    again = made(engine, *OWN_AND_AGREED, start=settled).own
    assert (again.plan, again.passes) == (settled, 1)
    assert made(engine, *OWN_AND_AGREED).own.passes <= module.PASSES


def test_once_stopped_everybody_stays_put(engine: Engine) -> None:
    found = baselines(problem(*OWN_AND_AGREED), START, engine, 1, stop=lambda: True)
    assert found.own.plan == found.streets.plan == found.districts.plan
    assert starts(found.own) == [2, 10, 18, 9]


def test_a_start_that_is_no_plan_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="leaves work out"):
        baselines(problem(), Plan(START.placements[:2]), engine, 1)
