"""What must hold between the proven optima of two related problems, whatever the problems are: tiny random ones,
proved by CP-SAT."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from math import lcm
from random import Random
from typing import Any

import pytest

from tests.support.random_problem import random_problem
from tests.support.renaming import disjoint_union, shuffled, without_ceilings
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.plan import Plan
from wijkplan.models.problem import (
    HOME_WEEKS,
    STAFFING,
    Allowed,
    Calendar,
    Link,
    Market,
    Persons,
    Pool,
    Precedence,
    Problem,
    Reservoir,
)

SEEDS = [
    pytest.param(range(100), id="first"),
    pytest.param(range(100, 250), id="wide", marks=pytest.mark.slow),
]


def on_every_seed(check: Callable[[int], None]) -> Callable[[range], None]:
    """A test of all first problems, the same in every test, so that each is proved once; of many more where there is
    time."""

    @pytest.mark.parametrize("seeds", SEEDS)
    def on_all(seeds: range) -> None:
        for seed in seeds:
            check(seed)

    on_all.__name__, on_all.__doc__ = check.__name__, check.__doc__
    return on_all


@cache
def proven(problem: Problem) -> tuple[float, Plan | None]:
    """The optimum and a plan of that cost; infinity without a plan where there is none. A run without an answer
    fails."""
    status, cost, plan = prove(problem)
    assert status != "unknown"
    return (math.inf if cost is None else cost), plan


def optimum(problem: Problem) -> float:
    """The optimum in euros; infinity where there is no plan."""
    return proven(problem)[0]


@on_every_seed
def test_relabelling_changes_nothing(seed: int) -> None:
    problem = random_problem(seed)
    assert optimum(shuffled(problem, Random(seed))) == optimum(problem), seed


def more_pools(p: Problem, random: Random) -> Problem:
    return replace(
        p,
        pools=tuple(
            replace(row, heads=_raised(row.heads, random), reserve=random.randint(0, row.reserve)) for row in p.pools
        ),
    )


def more_lending(p: Problem, random: Random) -> Problem:
    def lends(row: Pool) -> Pool:
        return replace(
            row,
            lendable=random.randint(row.lendable, 100),
            consent=True,
            legal_basis=True,
            reach=row.reach | {random.randrange(2)},
        )

    return replace(p, pools=tuple(map(lends, p.pools)))


def more_markets(p: Problem, random: Random) -> Problem:
    return replace(p, markets=tuple(Market(row.trade, row.region, _raised(row.heads, random)) for row in p.markets))


def more_reservoirs(p: Problem, random: Random) -> Problem:
    def filled(row: Reservoir) -> Reservoir:
        return replace(row, supply=tuple(x + random.randint(0, 2) for x in row.supply))

    return replace(p, grids=tuple(map(filled, p.grids)), deliveries=tuple(map(filled, p.deliveries)))


def more_desks(p: Problem, random: Random) -> Problem:
    return replace(p, clients=tuple(replace(row, desk=row.desk + random.randint(0, 1)) for row in p.clients))


def longer_contracts(p: Problem, random: Random) -> Problem:
    def longer(row: Any) -> Any:
        return replace(row, lots=tuple(replace(lot, period=lot.period + random.randint(0, 2)) for lot in row.lots))

    return replace(p, tenders=tuple(map(longer, p.tenders)))


def easier_streets(p: Problem, random: Random) -> Problem:
    """Shorter rest, longer gaps between joined digs, more streets open in a district."""
    districts = tuple(
        replace(row, max_open=None if row.max_open is None else row.max_open + random.randint(0, 1))
        for row in p.districts
    )
    streets = tuple(
        replace(
            row,
            rest=random.randint(0, row.rest),
            joints=tuple(replace(joint, gap=joint.gap + random.randint(0, 2)) for joint in row.joints),
        )
        for row in p.streets
    )
    return replace(p, districts=districts, streets=streets)


def later_ceilings(p: Problem, random: Random) -> Problem:
    """Later deadlines and dues, earlier releases, higher ceilings at equal delivery."""

    def raised(limit: int | None) -> int | None:
        return None if limit is None else limit + random.randint(0, 3)

    activities = tuple(
        replace(a, deadline=raised(a.deadline), release=random.randint(0, a.release), ready=random.randint(0, a.ready))
        for a in p.activities
    )
    activities = tuple(
        replace(
            a,
            willing=None
            if a.willing is None
            else (a.willing[0] - random.randint(0, 2), a.willing[1] + random.randint(0, 2)),
        )
        for a in activities
    )
    districts = tuple(
        replace(
            row, due=raised(row.due), max_burden=raised(row.max_burden), max_broken_rests=raised(row.max_broken_rests)
        )
        for row in p.districts
    )
    projects = tuple(replace(row, due=raised(row.due)) for row in p.projects)
    ceilings = {"max_burden": raised(p.max_burden), "max_broken_rests": raised(p.max_broken_rests)}
    ceilings |= {name: raised(getattr(p, name)) for name in ("max_changes", "max_cash", "max_hired")}
    more = tuple((employer, units + random.randint(0, 30)) for employer, units in p.max_employer_changes)
    return replace(
        p, activities=activities, projects=projects, districts=districts, max_employer_changes=more, **ceilings
    )


def people_in_parts(p: Problem, random: Random) -> Problem:
    """People of others in smaller parts, and paid for fewer weeks at least."""
    weeks = {
        name: random.randint(0, getattr(p.persons, name)) for name in ("hired_weeks", "lent_weeks", "partner_weeks")
    }
    return replace(
        p, persons=replace(p.persons, grain=tuple(random.choice((1, part)) for part in p.persons.grain), **weeks)
    )


def fewer_precedences(p: Problem, random: Random) -> Problem:
    return replace(p, precedences=tuple(row for row in p.precedences if random.random() < 0.5))


def _raised(heads: tuple[int, ...], random: Random) -> tuple[int, ...]:
    return tuple(x + random.choice((0, 50, 100)) for x in heads)


LOOSER: tuple[Callable[[Problem, Random], Problem], ...] = (
    more_pools,
    more_lending,
    more_markets,
    more_reservoirs,
    more_desks,
    longer_contracts,
    easier_streets,
    later_ceilings,
    fewer_precedences,
    people_in_parts,
)


@pytest.mark.parametrize("least", [200, pytest.param(600, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("loosen", LOOSER)
def test_more_room_never_costs_more(loosen: Callable[[Problem, Random], Problem], least: int) -> None:
    """On so many seeds from 1,000 on, and on until it pays in some: of 600 it does."""
    pays = 0
    for seed in range(1_000, 1_600):
        if seed >= 1_000 + least and pays:
            break
        problem = random_problem(seed)
        before, after = optimum(problem), optimum(loosen(problem, Random(seed)))
        assert after <= before, seed
        pays += after < before
    assert pays > 0


@on_every_seed
def test_a_wider_variant_is_no_dearer(seed: int) -> None:
    """Between all sixteen combinations of what a variant can allow."""
    problem = random_problem(seed)
    variants = [Allowed(*flags) for flags in product((False, True), repeat=4)]
    best = {allowed: optimum(replace(problem, allowed=allowed)) for allowed in variants}
    assert [(a, b) for a in variants for b in variants if a.within(b) and best[b] > best[a]] == [], seed


@on_every_seed
def test_programmes_that_share_nothing_decompose(seed: int) -> None:
    p = without_ceilings(random_problem(seed))
    q = next(
        row
        for other in range(seed + 1, seed + 500)
        if (row := without_ceilings(random_problem(other))).horizon == p.horizon
    )
    q = replace(q, allowed=p.allowed, priced=p.priced, persons=replace(p.persons, grain=q.persons.grain))
    assert optimum(disjoint_union(p, q)) == optimum(p) + optimum(q), seed


@on_every_seed
def test_doubling_all_prices_doubles_the_optimum(seed: int) -> None:
    problem = random_problem(seed)
    assert optimum(_doubled(problem)) == 2 * optimum(problem), seed


def _doubled(p: Problem) -> Problem:
    """Every number of euros and of homes twice as large, the ceilings on burden and cash included."""

    def twice(row: Any, *names: str) -> Any:
        return replace(row, **{name: None if getattr(row, name) is None else 2 * getattr(row, name) for name in names})

    def mode(row: Any) -> Any:
        demands = tuple(replace(d, patterns=tuple(twice(q, *STAFFING) for q in d.patterns)) for d in row.demands)
        return replace(twice(row, "labour", "opening", "standby"), demands=demands)

    return replace(
        twice(p, "max_burden", "max_cash"),
        activities=tuple(replace(twice(a, "moved_price"), modes=tuple(map(mode, a.modes))) for a in p.activities),
        homes=tuple(twice(row, "number") for row in p.homes),
        projects=tuple(twice(row, "mobilisation", "delay_price") for row in p.projects),
        districts=tuple(twice(row, "max_burden") for row in p.districts),
        streets=tuple(
            replace(twice(row, "rest_price", "burden"), joints=tuple(twice(joint, "interface") for joint in row.joints))
            for row in p.streets
        ),
        tenders=tuple(
            replace(twice(row, "procurement"), lots=tuple(twice(lot, "mobilisation") for lot in row.lots))
            for row in p.tenders
        ),
    )


@on_every_seed
def test_another_precedence_never_makes_it_cheaper(seed: int) -> None:
    problem, random = random_problem(seed), Random(seed)
    if len(problem.activities) < 2:
        return
    one, other = random.sample(range(len(problem.activities)), 2)
    least = random.randint(-2, 1)
    most = random.choice((None, least + random.randint(0, 2)))
    added = Precedence(one, other, random.choice(list(Link)), least, most)
    assert optimum(replace(problem, precedences=(*problem.precedences, added))) >= optimum(problem), seed


@on_every_seed
def test_an_earlier_deadline_or_later_release_never_makes_it_cheaper(seed: int) -> None:
    problem, random = random_problem(seed), Random(seed)
    rows = list(problem.activities)
    i = random.randrange(len(rows))
    last = problem.horizon if rows[i].deadline is None else rows[i].deadline
    rows[i] = random.choice(
        (
            replace(rows[i], deadline=last - random.randint(1, 2)),
            replace(rows[i], release=rows[i].release + 1),
            replace(rows[i], ready=rows[i].ready + 1),
        )
    )
    assert optimum(replace(problem, activities=tuple(rows))) >= optimum(problem), seed


@on_every_seed
def test_fixing_the_optimum_found_proves_its_cost_again(seed: int) -> None:
    """Only the start, mode, patterns and tenders of the optimal plan are left to choose from."""
    problem = random_problem(seed)
    cost, plan = proven(problem)
    if plan is None:
        return
    rows = []
    for i, placement in sorted(plan.by_activity().items()):
        mode = problem.activities[i].modes[placement.mode]
        demands = (replace(d, patterns=(d.patterns[q],)) for d, q in zip(mode.demands, placement.patterns, strict=True))
        rows.append(
            replace(problem.activities[i], pinned=placement.start, modes=(replace(mode, demands=tuple(demands)),))
        )
    tenders = tuple(problem.tenders[row.tender] for row in plan.tenders)
    assert optimum(replace(problem, activities=tuple(rows), tenders=tenders)) == cost, seed


@on_every_seed
def test_everything_later_by_some_weeks_costs_the_same(seed: int) -> None:
    """Weeks in which nothing may start yet, put before everything; waiting for tenders is longer by as much. Homes
    wait for all of them."""
    problem, weeks = random_problem(seed), 1 + seed % 5
    waited = weeks * sum(homes.number for homes in problem.homes) if HOME_WEEKS in problem.priced else 0
    assert optimum(_later(problem, weeks)) == optimum(problem) + waited, seed


def _later(p: Problem, weeks: int) -> Problem:
    def shifted(row: Any, *names: str) -> Any:
        return replace(
            row, **{name: None if getattr(row, name) is None else getattr(row, name) + weeks for name in names}
        )

    def led(row: Any, name: str) -> Any:
        values = getattr(row, name)
        return replace(row, **{name: (values[0],) * weeks + values})

    # The weeks before everything are a quarter of their own, so changes are counted in parts of another size.
    parts = lcm(p.changes_unit, weeks) // p.changes_unit
    return replace(
        p,
        quarters=(0, *(week + weeks for week in p.quarters)) if p.quarters else (),
        max_changes=None if p.max_changes is None else p.max_changes * parts,
        max_employer_changes=tuple((employer, units * parts) for employer, units in p.max_employer_changes),
        horizon=p.horizon + weeks,
        calendars=tuple(Calendar((100,) * weeks + row.percent) for row in p.calendars),
        pools=tuple(led(row, "heads") for row in p.pools),
        markets=tuple(led(row, "heads") for row in p.markets),
        activities=tuple(
            replace(
                shifted(a, "release", "ready", "deadline", "submitted", "pinned"),
                willing=None if a.willing is None else (a.willing[0] + weeks, a.willing[1] + weeks),
            )
            for a in p.activities
        ),
        projects=tuple(shifted(row, "target", "due") for row in p.projects),
        districts=tuple(shifted(row, "due") for row in p.districts),
        streets=tuple(shifted(row, "closed") for row in p.streets),
        tenders=tuple(shifted(row, "lead") for row in p.tenders),
        grids=tuple(led(row, "supply") for row in p.grids),
        deliveries=tuple(led(row, "supply") for row in p.deliveries),
        budgets=tuple(
            replace(led(row, "supply"), renewals=tuple(week + weeks for week in row.renewals)) for row in p.budgets
        ),
    )


def test_a_union_refuses_what_it_would_have_to_share() -> None:
    problem = world(work(demands=(crew(100),)), pools=(pool(100),))
    changes = ({"allowed": Allowed(lent=True)}, {"max_burden": 0}, {"persons": Persons(hired_weeks=1)})
    for other in (world(work(), horizon=9), *(replace(problem, **change) for change in changes)):  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=r"same|shared"):
            disjoint_union(problem, other)
