"""Overtime from the file of an employer to the staffing of a work, its plan file and its figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.planner.compile.test_crews import firm, patterns, pool
from tests.planner.compile.world import CIVIL, GRIDCO, programme
from wijkplan.models.check import judge
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.measures import people
from wijkplan.planner.plan.plan_file import from_json, to_json
from wijkplan.planner.reference.own_work import figure_fault
from wijkplan.planner.share.party_view import balance
from wijkplan.planner.share.people_pages import safety_table

TINY = Path(__file__).parents[3] / "instances" / "tiny" / "crew-works-overtime"


def longer(percent: int) -> Compiled:
    return compile(programme(employers=(GRIDCO, CIVIL, firm({"overtime_percent": percent}))))


def test_nobody_works_overtime_unless_it_is_stated() -> None:
    assert Source.OVERTIME not in {q.source for q in patterns(longer(0), "INS/insulation-light:b1")}


@pytest.mark.parametrize("percent", [1, 7, 13, 20])
def test_as_few_own_people_as_do_it_within_their_share(percent: int) -> None:
    compiled = longer(percent)
    (normal, *_), (q,) = (
        [q for q in patterns(compiled, "INS/insulation-light:b1") if q.source is source]
        for source in (Source.OWN, Source.OVERTIME)
    )
    assert q.own == normal.own and q.other is None and q.own_heads + q.other_heads == normal.own_heads
    assert q.other_heads <= q.own_heads * percent // 100 and q.overtime > 0
    one_less = q.own_heads - 1
    assert normal.own_heads - one_less > one_less * percent // 100
    assert pool(compiled).overtime == percent


def test_the_share_of_several_crews_is_weighted() -> None:
    crews = firm({"heads": 6, "overtime_percent": 20}, {"heads": 3})
    assert pool(compile(programme(employers=(GRIDCO, CIVIL, crews)))).overtime == 13  # 120 / 9


def tiny() -> tuple[Compiled, Plan]:
    """The tiny programme with both blocks in overtime, in the weeks asked for."""
    made, findings = load([TINY])
    assert made is not None, findings
    compiled, placements = compile(made), []
    for a, activity in enumerate(compiled.problem.activities):
        (demand,) = activity.modes[0].demands
        way = next(i for i, q in enumerate(demand.patterns) if q.source is Source.OVERTIME)
        end = compiled.problem.end(a, 0, 4)
        assert end is not None
        placements.append(Placement(a, 4, end, 0, (way,)))
    return compiled, Plan(tuple(placements))


def test_it_survives_the_plan_file_and_is_counted_as_no_hire() -> None:
    compiled, plan = tiny()
    verdict = judge(compiled.problem, plan)
    assert verdict.feasible and (verdict.terms["overtime"], verdict.terms["hire"], verdict.terms["standby"]) == (
        2 * 1_080,
        0,
        2 * 540,
    )
    data = json.loads(json.dumps(to_json(compiled, plan)))
    assert data["activities"][0]["staffing"] == [
        {"trade": "INS", "own": "isolatiebedrijf:INS:AM01", "own_heads": 2.5, "source": "overtime", "other_heads": 0.5}
    ]
    assert from_json(compiled, data) == (plan, ())
    (row,) = (row for row in people(compiled.problem, plan) if row.used)
    assert (row.used, row.overtime, row.hired, row.borrowed) == (10.0, 2.0, 0.0, 0.0)
    own = [one for one in people(compiled.problem, plan) if one.employer == row.employer]
    assert balance(compiled.problem, plan, row.employer, own).overtime == 2.0


def test_more_than_the_share_breaks_rule_crew_alone() -> None:
    compiled, plan = tiny()
    pools = tuple(replace(one, overtime=10) for one in compiled.problem.pools)
    verdict = judge(replace(compiled.problem, pools=pools), plan)
    assert {violation.rule for violation in verdict.violations} == {"crew"} and len(verdict.violations) == 2


def test_no_average_of_weeks_is_longer_than_the_law_allows() -> None:
    # The share is the highest that intake lets through; both blocks stand in the same weeks, again and again.
    compiled, plan = tiny()
    settings = load([TINY])[0].reference.settings  # type: ignore[union-attr]
    hours = [[0.0] * compiled.problem.horizon for _ in range(2)]
    for placement in plan.placements:
        (demand,) = compiled.problem.activities[placement.activity].modes[0].demands
        q = demand.patterns[placement.patterns[0]]
        for week in range(placement.start, placement.end):
            hours[0][week] += settings.cao_week_hours * (q.own_heads + q.other_heads)
            hours[1][week] += q.own_heads
    longest = [done / heads for done, heads in zip(*hours, strict=True) if heads]
    assert max(longest) == pytest.approx(settings.most_week_hours)
    for weeks, most in ((1, 60), (4, 55), (16, 48)):  # even if every week were as long as the longest
        assert sum([max(longest)] * weeks) / weeks <= most


def test_unions_read_the_longest_week_and_no_sum_of_one_employer() -> None:
    compiled, plan = tiny()
    made, _ = load([TINY])
    assert made is not None
    told = {str(row[0]): row[1] for row in safety_table(made, compiled, plan, "en").rows}
    assert told["hours in a week at most, overtime included"] == 48
    assert not any("overtime in the plan" in what for what in told)
    limits = replace(made.reference.disclosure, min_employers=1, max_share_percent=100)
    free = replace(made, reference=replace(made.reference, disclosure=limits))
    told = {str(row[0]): row[1] for row in safety_table(free, compiled, plan, "en").rows}
    assert told["overtime in the plan, head-weeks, all employers together"] == 2


def test_a_surcharge_below_nothing_is_refused() -> None:
    assert figure_fault("overtime_surcharge_percent", -1) is not None
    assert figure_fault("overtime_surcharge_percent", 25) is None
