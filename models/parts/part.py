"""One part as a problem of its own, and back: indices there and here, prices there and here, and what neighbours have
planned as work that stands.

For a bound a part has its own work only, and pays the given prices for what it shares. For a plan it also has the work
of its neighbours that takes heads of the same pools, markets and lending shares: pinned in its week, with the people
that it has and without euros. So capacity, lending, hiring and changes of heads are counted with them, exactly, and
deliveries, grid areas and ceilings of the part are what the others leave of those of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..check.facts import broken_rests, changes, hired_head_weeks, placed, staffing
from ..check.terms import TERMS
from ..plan import Placement, Plan, Publication
from ..problem import (
    CASH,
    Activity,
    Client,
    Demand,
    District,
    Lot,
    Mode,
    Pattern,
    Problem,
    Project,
    Reservoir,
    Source,
)


@dataclass(frozen=True)
class Part:
    """A part and where its rows are in the whole: ``activities[i]`` is the whole's number of the part's activity
    ``i``, likewise of the other tuples. Activities from ``len(activities)`` on are work of neighbours that stands."""

    problem: Problem
    activities: tuple[int, ...]
    pools: tuple[int, ...]
    markets: tuple[int, ...]
    projects: tuple[int, ...]
    districts: tuple[int, ...]
    clients: tuple[int, ...]
    streets: tuple[int, ...]
    tenders: tuple[int, ...]
    precedences: tuple[int, ...]
    homes: tuple[int, ...]
    grids: tuple[int, ...]
    deliveries: tuple[int, ...]
    budgets: tuple[int, ...] = ()

    def resource(self, r: int, pools: int) -> int | None:
        """The part's number of a resource of the whole, which has so many pools; ``None`` where it has no such
        resource."""
        here = len(self.pools)
        if r >= 2 * pools:
            return 2 * here + self.markets.index(r - 2 * pools) if r - 2 * pools in self.markets else None
        if r % pools not in self.pools:
            return None
        return self.pools.index(r % pools) + (here if r >= pools else 0)

    def resource_of_whole(self, r: int, pools: int) -> int:
        """The other way round."""
        here = len(self.pools)
        if r >= 2 * here:
            return 2 * pools + self.markets[r - 2 * here]
        return self.pools[r % here] + (pools if r >= here else 0)

    def placements(self, plan: Plan) -> Plan:
        """The part's own work in a plan of the part, with the numbers of the whole."""
        return Plan(
            tuple(
                replace(one, activity=self.activities[one.activity])
                for one in plan.placements
                if one.activity < len(self.activities)
            ),
            tuple(Publication(self.tenders[one.tender], one.week) for one in plan.tenders),
            frozenset((self.streets[s], i) for s, i in plan.joined),
        )

    def restricted(self, plan: Plan) -> Plan:
        """The part's own work, with work of neighbours that stands, in a plan of the whole, with the numbers of the
        part."""
        at = {a: i for i, a in enumerate(self.activities)}
        tenders = {t: i for i, t in enumerate(self.tenders)}
        streets = {s: i for i, s in enumerate(self.streets)}
        own = [replace(one, activity=at[one.activity]) for one in plan.placements if one.activity in at]
        p, fixed = self.problem, []
        for i in range(len(at), len(p.activities)):
            start = p.activities[i].pinned or 0
            fixed.append(Placement(i, start, p.end(i, 0, start) or start, 0, (0,)))
        return Plan(
            tuple(sorted(own, key=lambda one: one.activity)) + tuple(fixed),
            tuple(Publication(tenders[one.tender], one.week) for one in plan.tenders if one.tender in tenders),
            frozenset((streets[s], i) for s, i in plan.joined if s in streets),
        )


def part(problem: Problem, works: Sequence[int]) -> Part:
    """The part with this work alone; ceilings over the whole programme stay as they are, to be priced.

    Raises ``ValueError`` where the number of newcomers is open: that is decided for the whole, and then part of the
    heads that there are (``Pool.added``)."""
    if problem.cohorts or problem.places or problem.guidance:
        raise ValueError("newcomers of whom the number is open are decided for the whole, not in parts")
    p, chosen = problem, tuple(sorted(works))
    inside = set(chosen)
    named = [q for a in chosen for mode in p.activities[a].modes for d in mode.demands for q in d.patterns]
    hired = {q.other for q in named if q.source is Source.HIRED and q.other is not None}
    others = {q.other for q in named if q.source is not Source.HIRED and q.other is not None}
    pools, markets = tuple(sorted(others | {q.own for q in named if q.own is not None})), tuple(sorted(hired))
    projects = tuple(sorted({p.activities[a].project for a in chosen}))
    districts = tuple(sorted({p.projects[q].district for q in projects}))
    streets = tuple(s for s, street in enumerate(p.streets) if street.digs and inside.issuperset(street.digs))
    wholly = set(projects)
    tenders = tuple(t for t, tender in enumerate(p.tenders) if wholly.issuperset(tender.projects))
    clients = tuple(
        sorted({p.projects[q].client for q in projects} | {c for t in tenders for c in p.tenders[t].clients})
    )
    links = tuple(i for i, link in enumerate(p.precedences) if link.predecessor in inside and link.successor in inside)
    homes = tuple(i for i, one in enumerate(p.homes) if inside.issuperset(one.works))
    grids, deliveries, budgets = (
        tuple(i for i, r in enumerate(some) if any(a in inside for a, _ in r.loads))
        for some in (p.grids, p.deliveries, p.budgets)
    )
    found = Part(
        problem=p,
        activities=chosen,
        pools=pools,
        markets=markets,
        projects=projects,
        districts=districts,
        clients=clients,
        streets=streets,
        tenders=tenders,
        precedences=links,
        homes=homes,
        grids=grids,
        deliveries=deliveries,
        budgets=budgets,
    )
    return replace(found, problem=_problem(p, found))


def _problem(p: Problem, of: Part) -> Problem:
    """The whole with the rows of the part only."""
    place = {
        name: {whole: i for i, whole in enumerate(getattr(of, name))}
        for name in ("activities", "pools", "markets", "projects", "districts", "clients")
    }
    at, projects, districts, clients = place["activities"], place["projects"], place["districts"], place["clients"]

    def pattern(q: Pattern) -> Pattern:
        others = place["markets" if q.source is Source.HIRED else "pools"]
        own = None if q.own is None else place["pools"][q.own]
        return replace(q, own=own, other=None if q.other is None else others[q.other])

    def mode(m: Mode) -> Mode:
        return replace(m, demands=tuple(replace(d, patterns=tuple(map(pattern, d.patterns))) for d in m.demands))

    def reservoir(r: Reservoir) -> Reservoir:
        rows = (tuple((at[a], amount) for a, amount in some if a in at) for some in (r.loads, r.releases))
        return Reservoir(r.supply, *rows)

    def lots(some: Iterable[Lot]) -> tuple[Lot, ...]:
        return tuple(replace(lot, projects=tuple(projects[q] for q in lot.projects)) for lot in some)

    employers = {p.projects[q].employer for q in of.projects} | {p.pools[i].employer for i in of.pools}
    return replace(
        p,
        pools=tuple(p.pools[i] for i in of.pools),
        markets=tuple(p.markets[i] for i in of.markets),
        activities=tuple(
            replace(
                p.activities[a],
                project=projects[p.activities[a].project],
                modes=tuple(map(mode, p.activities[a].modes)),
            )
            for a in of.activities
        ),
        projects=tuple(
            replace(p.projects[q], client=clients[p.projects[q].client], district=districts[p.projects[q].district])
            for q in of.projects
        ),
        districts=tuple(p.districts[d] for d in of.districts),
        clients=tuple(p.clients[c] for c in of.clients),
        precedences=tuple(
            replace(
                p.precedences[i], predecessor=at[p.precedences[i].predecessor], successor=at[p.precedences[i].successor]
            )
            for i in of.precedences
        ),
        streets=tuple(
            replace(
                p.streets[s],
                district=districts[p.streets[s].district],
                digs=tuple(at[a] for a in p.streets[s].digs),
            )
            for s in of.streets
        ),
        tenders=tuple(
            replace(
                p.tenders[t],
                lots=lots(p.tenders[t].lots),
                clients=tuple(clients[c] for c in p.tenders[t].clients),
            )
            for t in of.tenders
        ),
        grids=tuple(reservoir(p.grids[i]) for i in of.grids),
        deliveries=tuple(reservoir(p.deliveries[i]) for i in of.deliveries),
        budgets=tuple(reservoir(p.budgets[i]) for i in of.budgets),
        homes=tuple(replace(p.homes[i], works=tuple(at[a] for a in p.homes[i].works)) for i in of.homes),
        max_employer_changes=tuple(row for row in p.max_employer_changes if row[0] in employers),
        standby_constant=0,
    )


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
        clients=(*here.clients, Client()),
        tenders=_closed(problem, of, plan),
        grids=_supplied(problem, of, plan, problem.grids, of.grids, here.grids),
        deliveries=_supplied(problem, of, plan, problem.deliveries, of.deliveries, here.deliveries),
        budgets=_supplied(problem, of, plan, problem.budgets, of.budgets, here.budgets),
        max_burden=None,
        max_broken_rests=None,
        max_changes=None,
        max_employer_changes=(),
        max_cash=None,
        max_hired=None,
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


def _closed(p: Problem, of: Part, plan: Plan) -> tuple[Any, ...]:
    """The part's tenders, not to be published in weeks in which a desk is full of tenders of neighbours."""
    mine = set(of.tenders)
    busy: dict[int, list[tuple[int, int]]] = {}
    for one in plan.tenders:
        if one.tender not in mine:
            tender = p.tenders[one.tender]
            for client in tender.clients:
                busy.setdefault(client, []).append((one.week - tender.preparation, one.week))
    rows = []
    for t, here in zip(of.tenders, of.problem.tenders, strict=True):
        full = {
            week
            for client in p.tenders[t].clients
            for week in range(p.horizon)
            if _most(busy.get(client, []), week - here.preparation, week) >= p.clients[client].desk
        }
        rows.append(replace(here, closed=here.closed | full))
    return tuple(rows)


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
                    for week in range(max(0, since), p.horizon):
                        supply[week] += sign * amount
        made.append(replace(row, supply=tuple(supply)))
    return tuple(made)


def _most(spans: Sequence[tuple[int, int]], begin: int, end: int) -> int:
    """Most of the spans at one time within [begin, end)."""
    weeks = {begin, *(first for first, _ in spans if begin < first < end)} if begin < end else set()
    return max((sum(first <= week < last for first, last in spans) for week in weeks), default=0)


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


def joined(plans: Iterable[Plan]) -> Plan:
    """Plans of disjoint parts as one, with the numbers of the whole."""
    rows = list(plans)
    return Plan(
        tuple(sorted((one for plan in rows for one in plan.placements), key=lambda one: one.activity)),
        tuple(sorted((one for plan in rows for one in plan.tenders), key=lambda one: one.tender)),
        frozenset(pair for plan in rows for pair in plan.joined),
    )


def without(plan: Plan, of: Part) -> Plan:
    """A plan of the whole without the work of a part."""
    works, tenders, streets = set(of.activities), set(of.tenders), set(of.streets)
    return Plan(
        tuple(one for one in plan.placements if one.activity not in works),
        tuple(one for one in plan.tenders if one.tender not in tenders),
        frozenset(pair for pair in plan.joined if pair[0] not in streets),
    )
