"""Parts of a problem that share nothing, and the best of two plans part by part.

Pilot areas have people, streets, grids and tenders of their own; only ceilings over the whole programme tie them. Of
two plans that were searched for apart, each is better in some areas, and taking each area from the plan that does it
cheaper is never dearer than either."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from ..plan import Plan
from ..problem import Problem, Source

MOST_GROUPS = 8  # each costs the checker a look at the whole plan


def components(problem: Problem) -> tuple[frozenset[int], ...]:
    """Activities in groups that have no project, district, client, pool, market, street, reservoir, tender or
    precedence in common, largest first.

    Ceilings over the whole problem are not looked at: they may tie what is apart here.
    """
    p = problem
    parent = list(range(len(p.activities)))

    def root(a: int) -> int:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    first: dict[Hashable, int] = {}
    for a, key in _shared(p):
        parent[root(a)] = root(first.setdefault(key, a))
    for link in p.precedences:
        parent[root(link.predecessor)] = root(link.successor)
    found: dict[int, set[int]] = {}
    for a in range(len(p.activities)):
        found.setdefault(root(a), set()).add(a)
    return tuple(sorted(map(frozenset, found.values()), key=lambda group: (-len(group), min(group))))


def _shared(p: Problem) -> Iterator[tuple[int, Hashable]]:
    """Activities with each thing that others may need as well."""
    for a, activity in enumerate(p.activities):
        project = p.projects[activity.project]
        yield from ((a, ("project", activity.project)), (a, ("district", project.district)))
        for mode in activity.modes:
            yield from ((a, ("stock", i)) for i, amount in enumerate(mode.consumption) if amount)
            for q in (q for demand in mode.demands for q in demand.patterns if p.allowed.source(q.source)):
                if q.own is not None:
                    yield a, ("pool", q.own)
                if q.other is not None:
                    yield a, ("market" if q.source is Source.HIRED else "pool", q.other)
    yield from ((a, ("street", s)) for s, street in enumerate(p.streets) for a in street.digs)
    yield from ((a, ("reservoir", i)) for i, r in enumerate(p.reservoirs) for a, _ in r.loads + r.releases)
    for t, tender in enumerate(p.tenders):
        if p.may_choose(tender):
            for a in (a for q in tender.projects for a in p.members[q]):
                yield a, ("tender", t)
                yield from ((a, ("client", client)) for client in tender.clients)


def few(groups: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """The same in no more than ``MOST_GROUPS`` groups: of many small ones go together."""
    rows: list[frozenset[int]] = [frozenset()] * min(MOST_GROUPS, len(groups))
    for group in groups:
        least = min(range(len(rows)), key=lambda i: len(rows[i]))
        rows[least] |= group
    return rows


def recombined(problem: Problem, group: frozenset[int], plan: Plan, other: Plan) -> Plan:
    """``plan`` with the activities of a group, or of several, as ``other`` has them."""
    projects = {problem.activities[a].project for a in group}
    streets = {s for s, street in enumerate(problem.streets) if group.issuperset(street.digs)}
    sides = ((plan, False), (other, True))
    placed = [one for each, here in sides for one in each.placements if (one.activity in group) is here]
    bought = [
        one
        for each, here in sides
        for one in each.tenders
        if projects.issuperset(problem.tenders[one.tender].projects) is here
    ]
    joined = [pair for each, here in sides for pair in each.joined if (pair[0] in streets) is here]
    return Plan(
        tuple(sorted(placed, key=lambda one: one.activity)),
        tuple(sorted(bought, key=lambda one: one.tender)),
        frozenset(joined),
    )
