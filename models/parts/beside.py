"""One part beside what its neighbours have planned: their work stands, and the part has what is left.

For a plan a part also has the work of its neighbours that takes heads of the same pools, markets and lending shares:
pinned in its week, with the people that it has and without euros. So capacity, lending, hiring and changes of heads are
counted with them, exactly, and deliveries, grid areas, desks and ceilings of the part are what the others leave of
those of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..check.facts import broken_rests, changes, hired_head_weeks, placed, staffing
from ..check.terms import TERMS
from ..plan import Plan
from ..problem import (
    CASH,
    NO_CEILINGS,
    Activity,
    Client,
    Demand,
    District,
    Mode,
    Pattern,
    Problem,
    Project,
    Reservoir,
    Source,
)
from .part import Part


def beside(problem: Problem, of: Part, plan: Plan) -> Part:
    """The part against what its neighbours left: ``plan`` is of the whole, complete or not; what it has of the part
    itself does not count."""
    own, heads = set(of.activities), {pool: i for i, pool in enumerate(of.pools)}
    markets = {market: i for i, market in enumerate(of.markets)}
    projects: dict[tuple[int, int], int] = {}
    rows: list[Activity] = []
    for placement, demand, pattern in staffing(problem, plan):
        if placement.activity in own:
            continue
        for employer, taken in _takes(problem, placement.activity, pattern, heads, markets):
            key = (employer, problem.region(placement.activity))
            project = projects.setdefault(key, len(of.problem.projects) + len(projects))
            activity = problem.activities[placement.activity]
            duration = activity.modes[placement.mode].duration
            rows.append(
                Activity(
                    project,
                    (Mode(duration, (Demand(demand.trade, taken.own_heads + taken.other_heads, (taken,)),)),),
                    calendar=activity.calendar,
                    pinned=placement.start,
                )
            )
    here = of.problem
    made = replace(
        here,
        activities=here.activities + tuple(rows),
        projects=here.projects
        + tuple(
            Project(len(here.clients), employer, len(here.districts) + i, target=here.horizon)
            for i, (employer, _) in enumerate(projects)
        ),
        districts=here.districts + tuple(District(region) for _, region in projects),
        clients=(*_desks(problem, of, plan), Client()),
        grids=_supplied(problem, of, plan, problem.grids, of.grids, here.grids),
        deliveries=_supplied(problem, of, plan, problem.deliveries, of.deliveries, here.deliveries),
        budgets=_supplied(problem, of, plan, problem.budgets, of.budgets, here.budgets),
        **NO_CEILINGS,
    )
    return replace(of, problem=replace(made, **_left(problem, plan, of, replace(of, problem=made))))


def _takes(
    p: Problem,
    activity: int,
    q: Pattern,
    pools: Mapping[int, int],
    markets: Mapping[int, int],
) -> list[tuple[int, Pattern]]:
    """What work of a neighbour takes of the part's pools and markets, with the employer whose work it then is:
    partners in a lot count as people of their own employer."""
    employer = p.projects[p.activities[activity].project].employer
    found = []
    if q.own is not None and q.own in pools:
        found.append((employer, Pattern(pools[q.own], q.own_heads)))
    if q.source is Source.HIRED and q.other is not None and q.other in markets:
        market = markets[q.other]
        found.append((employer, Pattern(None, 0, q.source, market, q.other_heads, paid_weeks=q.paid_weeks)))
    elif q.source is Source.LENT and q.other is not None and q.other in pools:
        found.append((employer, Pattern(None, 0, q.source, pools[q.other], q.other_heads, paid_weeks=q.paid_weeks)))
    elif q.source is Source.CONSORTIUM and q.other is not None and q.other in pools:
        found.append((p.pools[q.other].employer, Pattern(pools[q.other], q.other_heads)))
    return found


def _desks(p: Problem, of: Part, plan: Plan) -> tuple[Client, ...]:
    """The part's clients, less the places that tenders of neighbours have at their desks."""
    mine = set(of.tenders)
    taken = {client: [0] * p.horizon for client in of.clients}
    for one in plan.tenders:
        if one.tender not in mine:
            tender = p.tenders[one.tender]
            for client in set(tender.clients) & taken.keys():
                for week in range(one.week - tender.preparation, one.week):
                    taken[client][week] += 1
    return tuple(
        replace(p.clients[client], taken=tuple(weeks) if any(weeks) else ()) for client, weeks in taken.items()
    )


def _supplied(
    p: Problem,
    of: Part,
    plan: Plan,
    whole: Sequence[Reservoir],
    numbers: Sequence[int],
    rows: Sequence[Reservoir],
) -> tuple[Reservoir, ...]:
    """Reservoirs of the part with what neighbours took, and what their work released, taken off the supply."""
    own, work, made = set(of.activities), placed(p, plan), []
    for r, row in zip(numbers, rows, strict=True):
        supply = list(row.supply)
        for others, sign in ((whole[r].loads, -1), (whole[r].releases, 1)):
            for a, amount in others:
                if a in work and a not in own:
                    since = work[a].start if sign < 0 else work[a].end
                    until = whole[r].counts_until(since, p.horizon) if sign < 0 else p.horizon
                    for week in range(max(0, since), until):
                        supply[week] += sign * amount
        made.append(replace(row, supply=tuple(supply)))
    return tuple(made)


def _left(p: Problem, plan: Plan, of: Part, made: Part) -> dict[str, Any]:
    """Ceilings of the part: those of the whole less what the rest of the plan uses that the part does not count
    itself."""
    others = Plan(
        tuple(one for one in plan.placements if one.activity not in set(of.activities)),
        tuple(one for one in plan.tenders if one.tender not in set(of.tenders)),
        frozenset(pair for pair in plan.joined if pair[0] not in set(of.streets)),
    )
    standing = made.restricted(Plan(()))
    ceilings: dict[str, Any] = {}
    if p.max_burden is not None:
        ceilings["max_burden"] = max(0, p.max_burden - _burden(p, others))
    if p.max_broken_rests is not None:
        ceilings["max_broken_rests"] = max(0, p.max_broken_rests - len(broken_rests(p, others)))
    if p.max_hired is not None:
        counted = hired_head_weeks(p, others) - hired_head_weeks(made.problem, standing)
        ceilings["max_hired"] = max(0, p.max_hired - counted)
    if p.max_cash is not None:
        ceilings["max_cash"] = max(0, p.max_cash - _cash(p, others))
    if p.max_changes is not None or p.max_employer_changes:
        outside = changes(p, others)
        elsewhere = [units for pool, units in enumerate(outside) if pool not in set(of.pools)]
        if p.max_changes is not None:
            ceilings["max_changes"] = max(0, p.max_changes - sum(elsewhere))
        here = {p.pools[i].employer for i in of.pools}
        ceilings["max_employer_changes"] = tuple(
            (
                employer,
                max(
                    0,
                    ceiling
                    - sum(
                        units
                        for pool, units in enumerate(outside)
                        if p.pools[pool].employer == employer and pool not in set(of.pools)
                    ),
                ),
            )
            for employer, ceiling in p.max_employer_changes
            if employer in here
        )
    return ceilings


def _burden(p: Problem, some: Plan) -> int:
    return int(TERMS["burden"].euros(p, some))


def _cash(p: Problem, some: Plan) -> int:
    """Cash of an incomplete plan: projects with a contract of their own are mobilised where any of their work is."""
    there = {p.activities[a].project for a in placed(p, some)}
    absent = [q for q, project in enumerate(p.projects) if not project.tendered and q not in there]
    return sum(TERMS[term].euros(p, some) for term in CASH) - sum(p.projects[q].mobilisation for q in absent)
