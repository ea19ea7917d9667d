"""Which work goes together: exact components first, and within each of them regions.

What share nothing is apart exactly (:func:`wijkplan.models.improve.recombine.components`). Inside a component the
regions become parts, as long as they are tied by what can be shared out only: pools whose people can reach other
regions, lending shares, markets, desks of clients, deliveries, grid areas and the ceilings over the whole programme.
What else ties work of two regions (a project, a street, an order, a tender that may be chosen, homes that wait for
both) keeps it in one part."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ..improve.recombine import components
from ..problem import Problem, Source


def parts(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Activities in groups, each sorted; largest group first."""
    p = problem
    component = {a: i for i, group in enumerate(components(p)) for a in group}
    parent = list(range(len(p.activities)))

    def root(a: int) -> int:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    first: dict[Hashable, int] = {}
    for a, key in _tied(p):
        parent[root(a)] = root(first.setdefault(key, a))
    for a in range(len(p.activities)):
        parent[root(a)] = root(first.setdefault(("region", component[a], p.region(a)), a))
    found: dict[int, list[int]] = {}
    for a in range(len(p.activities)):
        found.setdefault(root(a), []).append(a)
    return tuple(sorted(map(tuple, found.values()), key=lambda group: (-len(group), group)))


def _tied(p: Problem) -> Iterator[tuple[int, Hashable]]:
    """Activities with each thing that only one part can have."""
    for a, activity in enumerate(p.activities):
        yield a, ("project", activity.project)
        yield a, ("district", p.projects[activity.project].district)
        for mode in activity.modes:
            yield from ((a, ("stock", i)) for i, amount in enumerate(mode.consumption) if amount)
    yield from ((a, ("street", s)) for s, street in enumerate(p.streets) for a in street.digs)
    yield from ((a, ("homes", i)) for i, homes in enumerate(p.homes) for a in homes.works)
    for i, link in enumerate(p.precedences):
        yield from ((link.predecessor, ("order", i)), (link.successor, ("order", i)))
    for t, tender in enumerate(p.tenders):
        if p.may_choose(tender):
            yield from ((a, ("tender", t)) for q in tender.projects for a in p.members[q])


def resources(problem: Problem, works: tuple[int, ...]) -> frozenset[int]:
    """Resources that some staffing pattern of these works can take heads of: pools, then their lending shares, then
    markets, numbered as in certificates."""
    p, pools = problem, len(problem.pools)
    found: set[int] = set()
    for a in works:
        for q in (q for mode in p.activities[a].modes for demand in mode.demands for q in demand.patterns):
            if not p.allowed.source(q.source):
                continue
            if q.own is not None:
                found.add(q.own)
            if q.other is not None and q.source is Source.HIRED:
                found.add(2 * pools + q.other)
            elif q.other is not None:
                found |= {q.other, pools + q.other} if q.source is Source.LENT else {q.other}
    return frozenset(found)


def shared(problem: Problem, groups: tuple[tuple[int, ...], ...]) -> frozenset[int]:
    """Resources that more than one group can take heads of."""
    used: dict[int, int] = {}
    for group in groups:
        for r in resources(problem, group):
            used[r] = used.get(r, 0) + 1
    return frozenset(r for r, count in used.items() if count > 1)
