"""One part as a problem of its own, and back: indices there and here, prices there and here.

For a bound a part has its own work only, and pays the given prices for what it shares; for a plan :mod:`.beside` puts
it against what its neighbours have planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..plan import Placement, Plan, Publication
from ..problem import (
    Lot,
    Mode,
    Pattern,
    Problem,
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
        loads, releases = (tuple((at[a], amount) for a, amount in some if a in at) for some in (r.loads, r.releases))
        return Reservoir(r.supply, loads, releases, r.renewals)

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
