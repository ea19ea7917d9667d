"""The front: a sentence for each thing there is something to say of, with the figures of the record."""

from __future__ import annotations

from tests.planner.compile.world import programme
from tests.planner.record.rows import comparison, result
from wijkplan.planner.compile import compile
from wijkplan.planner.record import AskedWeeks, Attribution, People, PlanPeople, Shortage, Step, UnservedWork, WeeksKept
from wijkplan.planner.results.attribution import CAUSES
from wijkplan.planner.results.front import ASSUMPTIONS, front
from wijkplan.planner.results.front import CAUSES as TOLD
from wijkplan.planner.text import translated

NAMES = compile(programme()).names
WORK = NAMES.activities[0]
KEPT = WeeksKept(moved=10, priced=4, less_steady=1, median_eur=1200, in_the_way={"capacity": 5, "precedence": 1})


def test_nothing_to_say_is_not_said() -> None:
    assert front(comparison(), NAMES) == []


def test_every_cause_has_its_words_and_its_assumption() -> None:
    assert set(TOLD) == set(ASSUMPTIONS) == set(CAUSES)


def test_the_plan_shown_stands_beside_the_cheapest_and_says_what_keeping_weeks_would_cost() -> None:
    shown = result("equal_delivery", "bundled", 10_000, cheapest_cost=9_000, weeks=KEPT)
    (line,) = front(comparison(results=(shown,)), NAMES)
    assert "1,000 euros dearer than the cheapest one found" in line and "Works moved: 10." in line
    assert "4 of these could keep their week, half of them for at most 1,200 euros (1 only with more changes" in line
    assert "the other 6 could not (in the way: too few people 5, the order of work 1)" in line
    assert "1.000 euro duurder" in translated(line, "nl")


def test_whom_no_plan_serves_is_counted_and_the_furthest_named() -> None:
    rows = (
        UnservedWork(activity=WORK.id, sender="grid", weeks=-30, flexible_weeks=13, rule="capacity"),
        UnservedWork(activity="w2", sender="town", weeks=14, flexible_weeks=13, rule=None),
    )
    asked = AskedWeeks(
        plan=None, all_in_eur=None, cash_eur=None, reason=None, reason_nl=None, because=None, unserved=rows
    )
    (line,) = front(comparison(asked_weeks=asked), NAMES)
    assert (
        line.startswith("2 works cannot be served")
        and f"{WORK.title} ({WORK.id}) ({NAMES.sender_name('grid')}), 30 weeks where 13 are allowed" in line
        and "(in the way: too few people)" in line
    )
    assert translated(WORK.title, "nl") in translated(line, "nl") and NAMES.sender_name("grid") != "grid"


def test_weeks_in_which_people_are_short_count_once_and_the_worst_place_is_named() -> None:
    def short(trade: str, first: int, last: int, head_weeks: float) -> Shortage:
        return Shortage(
            trade=trade,
            region="AM01",
            first_week=first,
            last_week=last,
            head_weeks=head_weeks,
            most_heads=2.0,
            beyond_market_head_weeks=0.0,
        )

    rows = (short("LVM", 3, 5, 9.0), short("MVM", 5, 6, 20.0), short("LVM", 9, 9, 4.0))
    plan = PlanPeople(question="equal_delivery", variant="bundled", employers=(), trades=(), short=rows)
    (line,) = front(
        comparison(people=People(quarters=(), asked_weeks_short=(), plans=(plan,), bills=(), sharing=())), NAMES
    )
    trade, region = NAMES.trade_name("MVM"), NAMES.region_name("AM01")
    assert f"in 5 weeks: most {trade} in {region} (20 head-weeks in 2 weeks)" in line
    assert translated(trade, "nl") in translated(line, "nl")


def test_the_cause_with_most_euros_names_its_assumption() -> None:
    step = Step(
        source="streets", to="districts", euros=50, causes=dict.fromkeys(CAUSES, 0) | {"openings": 40, "crews": 10}
    )
    before = Step(source="own", to="streets", euros=900, causes=dict.fromkeys(CAUSES, 0) | {"crews": 900})
    row = Attribution(question="equal_delivery", sharing_first=(before, step), combining_first=(), range={})
    (line,) = front(comparison(attribution=(row,)), NAMES)
    assert (
        "(50 euros) most comes from streets that open less often: 40 euros" in line
        and str(ASSUMPTIONS["openings"]) in line
    )
