"""Which work goes together: exact components first, and within each of them regions, or as much as one search does
well.

What share nothing is apart exactly (:func:`wijkplan.models.improve.recombine.components`). Inside a component work may
come apart as long as it is tied by what can be shared out only: pools whose people can reach other regions, lending
shares, markets, desks of clients, deliveries, grid areas and the ceilings over the whole programme. What else ties
work (a project, a district, a street, an order, a tender that may be chosen, homes that wait for both) keeps it in one
part. What is cut for no need has to be priced, and planned in turns: so a component stays whole up to a stated size,
and a larger one is filled into parts of about that size, region by region."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from ..improve.recombine import components
from ..problem import NO_CEILINGS, Problem, Source


def parts(problem: Problem, largest: int | None = None) -> tuple[tuple[int, ...], ...]:
    """Activities in groups, each sorted; largest group first. Without ``largest`` a group is a region of a component;
    with it, as many activities of a component as that, and no more unless they are tied."""
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
    if largest is None:
        for a in range(len(p.activities)):
            parent[root(a)] = root(first.setdefault(("region", component[a], p.region(a)), a))
    found: dict[int, list[int]] = {}
    for a in range(len(p.activities)):
        found.setdefault(root(a), []).append(a)
    groups = found.values() if largest is None else _filled(p, list(found.values()), component, largest)
    return tuple(sorted((tuple(sorted(group)) for group in groups), key=lambda group: (-len(group), group)))


def wholes(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """What shares nothing with anything else, each sorted, largest first: components, or everything where a ceiling
    over the whole programme ties them."""
    if any(getattr(problem, name) != off for name, off in NO_CEILINGS.items()):
        return (tuple(range(len(problem.activities))),)
    return tuple(tuple(sorted(group)) for group in components(problem))


def _filled(p: Problem, tied: Sequence[Sequence[int]], component: dict[int, int], largest: int) -> Iterator[list[int]]:
    """What is tied put together, within a component, region after region, into parts that are about alike in size."""
    of: dict[int, list[Sequence[int]]] = {}
    for group in tied:
        of.setdefault(component[group[0]], []).append(group)
    for rows in of.values():
        rows.sort(key=lambda group: (p.region(group[0]), group[0]))
        size = sum(map(len, rows))
        alike = size / -(-size // largest)
        part: list[int] = []
        for group in rows:
            if part and len(part) + len(group) / 2 > alike:
                yield part
                part = []
            part.extend(group)
        yield part


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
