"""Parts of a problem: their bounds add up to one of the whole, whatever the prices; a plan region by region against
what neighbours left holds as a whole."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.models.parts.regions import regional
from wijkplan.benchmarks.generate.union import union
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.facts import changes, hired_head_weeks
from wijkplan.models.check.parts import SharedPrices, together, value
from wijkplan.models.check.refused import Refused
from wijkplan.models.check.terms import TERMS
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings
from wijkplan.models.parts.ascent import SharedAscent, bounded
from wijkplan.models.parts.beside import beside
from wijkplan.models.parts.part import Part, joined, part, without
from wijkplan.models.parts.split import parts, shared, wholes
from wijkplan.models.parts.whole_certificate import restricted, whole_certificate
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Client, Cohort, Problem
from wijkplan.models.solve import solve


def cut(problem: Problem) -> tuple[list[Part], frozenset[int]]:
    groups = parts(problem)
    return [part(problem, group) for group in groups], shared(problem, groups)


def here(of: Part, prices: SharedPrices, problem: Problem, common: frozenset[int]) -> tuple[SharedPrices, list[int]]:
    """The shared prices with the numbers of a part."""
    pools = len(problem.pools)
    places = {r: of.resource(r, pools) for r in common}
    heads = {place: prices.heads[r] for r, place in places.items() if place is not None and r in prices.heads}
    return SharedPrices(prices.scale, heads, prices.ceilings), [p for p in places.values() if p is not None]


def test_regions_that_share_people_are_parts_of_one_component() -> None:
    problem = regional(1, regions=3)
    found, common = cut(problem)
    assert [of.districts for of in found] == [(0,), (1,), (2,)]
    assert 0 in common  # the pool whose people reach everywhere


def test_a_component_stays_whole_up_to_a_size_and_is_filled_into_parts_that_are_alike_beyond_it() -> None:
    problem = regional(1, regions=4, works=2)  # four works per region, which nothing but people ties
    each = {a: problem.region(a) for a in range(16)}
    assert [len(group) for group in parts(problem, largest=16)] == [16]
    halves = parts(problem, largest=15)
    assert [len(group) for group in halves] == [8, 8]
    assert [{each[a] for a in group} for group in halves] == [{0, 1}, {2, 3}]
    assert shared(problem, parts(problem, largest=16)) == frozenset()
    assert 0 in shared(problem, halves)
    least = parts(problem, largest=1)  # what is tied is no smaller
    assert sorted(a for group in least for a in group) == list(range(16))
    assert all(len({problem.activities[a].project for a in group}) == 1 for group in least)


def test_wholes_are_components_or_everything_where_a_ceiling_ties_it() -> None:
    problem = union([regional(1, regions=2), regional(2, regions=1), regional(3, regions=2)])
    first, alone, last = (set(range(n, n + m)) for n, m in ((0, 8), (8, 4), (12, 8)))
    assert [set(group) for group in wholes(problem)] == [first, last, alone]
    assert [set(group) for group in wholes(replace(problem, max_burden=99))] == [first | alone | last]


def test_what_a_tender_ties_stays_one_part() -> None:
    problem = regional(1, regions=2)
    lot = replace(problem.tenders[0].lots[0], projects=(0, 1))
    tied = replace(
        problem,
        tenders=(*problem.tenders, replace(problem.tenders[0], lots=(lot,))),
        allowed=replace(problem.allowed, combined=True),
    )
    assert len(parts(tied)) == 1
    assert len(parts(replace(tied, allowed=problem.allowed))) == 2


@pytest.mark.parametrize("seed", range(6))
def test_parts_add_up_to_what_the_checker_says_of_the_whole(seed: int) -> None:
    problem, random = regional(seed, regions=2 + seed % 2), Random(seed)
    found, common = cut(problem)
    rows = {
        r: [random.choice([0, 0, 700, 2500]) for _ in range(problem.horizon)]
        for r in sorted(common)
        if random.random() < 0.8
    }
    prices = SharedPrices(1000, rows)
    values, certificates = [], []
    for of in found:
        mine, some = here(of, prices, problem, common)
        bound = bounded(of.problem, mine, some, steps=20)
        assert bound is not None
        assert bound.value == value(of.problem, bound.certificate, mine, some)
        values.append(bound.value)
        certificates.append((of, bound.certificate))
    total = together(problem, values, prices, common)
    whole = whole_certificate(problem, certificates, prices, common)
    assert total == certified(problem, whole)
    for of, expected in zip(found, values, strict=True):  # and back: what it says of a part is worth as much
        mine, some = here(of, prices, problem, common)
        assert value(of.problem, restricted(whole, of, len(problem.pools)), mine, some) == expected
    status, best, _ = prove(problem)
    assert status == "optimal" and best is not None
    assert total <= best


def test_rounds_of_prices_raise_the_bound_and_a_missing_part_is_valued_at_the_new_prices() -> None:
    problem = regional(3, regions=3, works=3)
    found, common = cut(problem)
    ascent, prices = SharedAscent(problem, sorted(common), SharedPrices(1000)), SharedPrices(1000)
    totals, last, pools = [], {}, len(problem.pools)
    uses: dict[int, dict[int, Any]] = {}
    found_uses: dict[int, dict[int, Any]] = {}
    for k in range(8):
        values, asked = [], []
        for i, of in enumerate(found):
            mine, some = here(of, prices, problem, common)
            if k == 5 and i == 1:  # its answer is missing: the last certificate, valued again
                values.append(value(of.problem, last[i], mine, some))
                continue
            others = {
                s: sum(uses[j][w] for j in uses if j != i and w in uses[j])
                for s in some
                if (w := of.resource_of_whole(s, pools)) is not None and any(w in uses[j] for j in uses if j != i)
            }
            bound = bounded(of.problem, mine, some, 25, last.get(i), others if uses else None)
            assert bound is not None
            last[i] = bound.certificate
            values.append(bound.value)
            found_uses[i] = {of.resource_of_whole(r, pools): np.asarray(row) for r, row in bound.use.items()}
            asked.append({of.resource_of_whole(r, pools): row for r, row in bound.asks.items()})
        uses = dict(found_uses)
        totals.append(together(problem, values, prices, common))
        prices = ascent.move(totals[-1], asked, {}, k)
    status, best, _ = prove(problem)
    assert status == "optimal" and best is not None
    assert all(total <= best for total in totals)
    assert max(totals) > totals[0]


def test_prices_that_are_not_shared_or_below_zero_are_refused() -> None:
    problem = regional(1)
    _, common = cut(problem)
    free = next(r for r in range(2 * len(problem.pools) + len(problem.markets)) if r not in common)
    with pytest.raises(Refused):
        together(problem, [0], SharedPrices(1000, {free: [1] * problem.horizon}), common)
    with pytest.raises(Refused):
        together(problem, [0], SharedPrices(1000, {min(common): [-1] * problem.horizon}), common)


def contended(problem: Problem, desk: int) -> Problem:
    """Two tenders in each region instead of one, that of its street apart, of a client with so many desk places, which
    they take for long."""
    regions = len(problem.districts)
    digs = {dig for street in problem.streets for dig in street.digs}
    single = problem.tenders[0]
    return replace(
        problem,
        clients=(Client(desk),),
        activities=tuple(
            replace(one, project=one.project + regions * (a in digs)) for a, one in enumerate(problem.activities)
        ),
        projects=problem.projects * 2,
        tenders=tuple(
            replace(single, lots=(replace(single.lots[0], projects=(q,)),), preparation=3) for q in range(2 * regions)
        ),
    )


@pytest.mark.parametrize("desk", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_a_plan_made_region_by_region_holds_as_a_whole(seed: int, desk: int) -> None:
    problem = contended(regional(seed, regions=3, works=2, weeks=26), desk)
    found, _ = cut(problem)
    plan = Plan(())
    for of in found:
        against = beside(problem, of, plan)
        outcome = solve(against.problem, Settings(work=200, seed=1))
        assert outcome.plan is not None
        plan = joined([without(plan, of), against.placements(outcome.plan)])
    verdict = judge(problem, plan)
    assert [str(v) for v in verdict.violations] == []
    for of in found:  # what stands is a plan of each part against the others, at the same cost as in the whole
        against = beside(problem, of, plan)
        assert [str(v) for v in judge(against.problem, against.restricted(plan)).violations] == []
        assert against.placements(against.restricted(plan)) == own(plan, of)


def own(plan: Plan, of: Part) -> Plan:
    """The part's own work in a plan of the whole."""
    rest = without(plan, of)
    return Plan(
        tuple(one for one in plan.placements if one not in rest.placements),
        tuple(one for one in plan.tenders if one not in rest.tenders),
        plan.joined - rest.joined,
    )


@pytest.mark.parametrize("seed", range(4))
def test_ceilings_of_a_part_are_what_the_others_leave(seed: int) -> None:
    problem = regional(seed, regions=2, works=2, weeks=12)
    plan = solve(problem, Settings(work=200, seed=1)).plan
    assert plan is not None
    tight = replace(
        problem,
        max_cash=sum(TERMS[term].euros(problem, plan) for term in CASH),
        max_hired=hired_head_weeks(problem, plan),
        max_changes=sum(changes(problem, plan)),
        max_burden=TERMS["burden"].euros(problem, plan),
    )
    assert judge(tight, plan).feasible
    for of in cut(tight)[0]:
        against = beside(tight, of, plan)
        held = against.restricted(plan)
        assert [str(v) for v in judge(against.problem, held).violations] == []
        for name in ("max_cash", "max_hired", "max_changes", "max_burden"):
            ceiling = getattr(against.problem, name)
            if ceiling > 0:  # one less, and the plan that uses all of it breaks it
                broken = replace(against.problem, **{name: ceiling - 1})
                assert not judge(broken, held).feasible, name


def test_newcomers_whose_number_is_open_have_no_parts_and_settled_ones_do() -> None:
    problem = regional(1)
    nothing = (0,) * problem.horizon
    cohort = Cohort(pool=0, start=0, cost=100, heads=nothing, learners=nothing, guides=nothing, most=1)
    with pytest.raises(ValueError, match="decided for the whole"):
        part(replace(problem, cohorts=(cohort,)), parts(problem)[0])
    settled = replace(problem, pools=(replace(problem.pools[0], added=(50,) * problem.horizon), *problem.pools[1:]))
    of = part(settled, parts(settled)[0])
    assert of.problem.pools[0].added == (50,) * problem.horizon
