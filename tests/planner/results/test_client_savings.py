"""Who pays and who gains, and the allocation key for a shared opening: two digs of two clients that can be added up by
hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.planner.small import plan, problem
from wijkplan.models.check import judge
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Joint, Mode, Position, Problem, Street
from wijkplan.planner.compile.names import ActivityName, ClientName, Names, PlaceName
from wijkplan.planner.plan.variants import all_in
from wijkplan.planner.record import DigShare
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.locale import DUTCH
from wijkplan.planner.results.client_costs import by_client
from wijkplan.planner.results.client_savings import clients
from wijkplan.planner.results.cost_allocation import shared

BASE = problem()
ALONE = ((100, 7), (300, 14))  # labour and paving of each dig in an opening of its own: 107 and 314
FIRST, LAST = (90, 4), (241, 9)  # joined: 94 and 250


def work(i: int, joined: tuple[int, int], position: Position) -> tuple[Mode, Mode]:
    (mode,) = BASE.activities[i].modes
    return (
        replace(mode, labour=ALONE[i][0], opening=ALONE[i][1]),
        replace(mode, labour=joined[0], opening=joined[1], position=position),
    )


def street(same_client: bool = False) -> Problem:
    """One street with two digs, each alone or joined at an interface cost of 11 euros; nobody minds when."""
    activities = tuple(
        replace(a, modes=work(i, joined, position), moved_price=0)
        for i, (a, joined, position) in enumerate(
            zip(BASE.activities, (FIRST, LAST), (Position.FIRST, Position.LAST), strict=True)
        )
    )
    return all_in(
        replace(
            BASE,
            activities=activities,
            streets=(Street(0, (0, 1), (Joint(gap=9, agreement=True, interface=11),)),),
            projects=tuple(replace(p, delay_price=0, client=0 if same_client else p.client) for p in BASE.projects),
            allowed=replace(BASE.allowed, agreements=True),
        )
    )


APART = plan(2, 8)
TOGETHER = Plan(tuple(replace(p, mode=1) for p in plan(2, 6).placements), joined=frozenset({(0, 0)}))
NAMES = Names(
    "small",
    date(2027, 1, 4),
    activities=tuple(ActivityName(f"{c}/dig:s", "", "dig", "s", "s", 1.0, "m", {}, None) for c in "ab"),
    projects=(),
    pools=(),
    markets=(),
    tenders=(),
    streets=(PlaceName("s", "Dorpsstraat"),),
    districts=(),
    regions=(),
    clients=(ClientName("town", "Town", "classic"), ClientName("grid", "Grid", "special-sector")),
    employers=(),
    trades=(),
)


def test_the_plans_are_plans_and_cost_what_is_counted_here() -> None:
    # Mobilisation 5 each; apart 107 + 314, together 94 + 250 + 11.
    assert judge(street(), APART).objective == 431 and judge(street(), TOGETHER).objective == 365
    assert judge(street(), TOGETHER).feasible


def test_a_shared_opening_is_paid_in_proportion_to_what_each_dig_costs_alone() -> None:
    # 94 + 250 + 11 = 355 by 107 : 314. 355 x 107 / 421 = 90.23 and 264.77; the euro left goes to the larger remainder.
    # The interface is 6 + 5.
    (opening,) = shared(street(), NAMES, TOGETHER)
    first, last = opening.digs
    assert (opening.street, opening.week) == ("s", 2)
    assert first == DigShare(
        activity="a/dig:s", client="town", alone_eur=107, booked_eur=100, key_eur=90, settlement_eur=-10
    )
    assert last == DigShare(
        activity="b/dig:s", client="grid", alone_eur=314, booked_eur=255, key_eur=265, settlement_eur=10
    )


def test_what_is_alone_or_of_one_client_has_no_key() -> None:
    assert list(shared(street(), NAMES, APART)) == []
    assert list(shared(street(same_client=True), NAMES, TOGETHER)) == []


def test_gains_add_up_to_the_difference_of_the_plans_with_and_without_the_key() -> None:
    told = clients(NAMES, {("all_in", "streets"): (street(), APART), ("all_in", "bundled"): (street(), TOGETHER)})
    (pair,) = told.pairs
    assert [(row.client, row.from_eur, row.to_eur, row.gain_eur, row.gain_with_key_eur) for row in pair.clients] == [
        ("town", 112, 105, 7, 17),
        ("grid", 319, 260, 59, 49),
    ]
    assert sum(row.gain_eur for row in pair.clients) == sum(row.gain_with_key_eur for row in pair.clients) == 431 - 365
    assert (pair.losers, pair.losers_with_key) == ((), ())
    by_plan = {row.variant: row for row in told.opening_key.plans}
    assert by_plan["bundled"].settlements == {"town": -10, "grid": 10} and len(by_plan["bundled"].shared or ()) == 1
    assert by_plan["streets"].settlements == {} and by_plan["streets"].shared is None


def test_who_loses_is_pointed_out_and_the_key_may_make_it_whole() -> None:
    # The first dig's own work gets dearer by being joined, 104 + 10 = 114 against 107; with the key nobody pays more
    # than alone.
    dear = street()
    first = dear.activities[0]
    dear = replace(
        dear,
        activities=(
            replace(first, modes=(first.modes[0], replace(first.modes[1], labour=104, opening=10))),
            dear.activities[1],
        ),
    )
    (pair,) = clients(NAMES, {("all_in", "streets"): (dear, APART), ("all_in", "bundled"): (dear, TOGETHER)}).pairs
    assert (pair.losers, pair.losers_with_key) == (("town",), ())
    names = {"town": "Town", "grid": "Grid"}
    assert Sentences(DUTCH).losers(pair, names, "losers") == "1 van de 2 opdrachtgevers gaat erop achteruit: Town"
    assert Sentences(DUTCH).losers(pair, names, "losers_with_key") == "geen van de 2 opdrachtgevers gaat erop achteruit"


def test_the_books_are_those_of_the_results() -> None:
    told = clients(NAMES, {("all_in", "streets"): (street(), APART), ("all_in", "bundled"): (street(), TOGETHER)})
    assert [row.to_eur for row in told.pairs[0].clients] == by_client(street(), TOGETHER)
