"""A part of a problem: some of its work with everything that it meets, and all other work left out.

What is left out takes no people, streets, desks or kilowatts and gives all that it would give, so every plan of the
problem holds a plan of the part: where the part has none, the problem has none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from ..problem import Demand, Link, Lot, Precedence, Problem, Reservoir, Source, Tender
from .groups import Group, anywhere


@dataclass(frozen=True)
class Part:
    """``problem`` has new indices for work, projects, orders and tenders; ``activities`` and ``projects`` are the old
    ones, ``orders`` per order of the part the group of the whole that it comes from."""

    problem: Problem
    activities: tuple[int, ...]
    projects: tuple[int, ...]
    orders: tuple[Group, ...]

    def whole(self, group: Group) -> Group:
        """The group of the whole problem that a group of the part comes from."""
        if group.kind in ("activity", "deadline", "release"):
            return replace(group, index=self.activities[group.index])
        if group.kind == "project":
            return replace(group, index=self.projects[group.index])
        return self.orders[group.index] if group.kind == "precedence" else group


def part(problem: Problem, kept: Collection[int]) -> Part:
    """The part with these activities."""
    activities = tuple(sorted(kept))
    new = {a: i for i, a in enumerate(activities)}
    projects = tuple(sorted({problem.activities[a].project for a in activities}))
    project = {p: i for i, p in enumerate(projects)}
    whole = len(activities) == len(problem.activities)
    orders = [
        (
            Group("precedence", "precedence", i),
            replace(one, predecessor=new[one.predecessor], successor=new[one.successor]),
        )
        for i, one in enumerate(problem.precedences)
        if one.predecessor in new and one.successor in new
    ]
    streets, loose = [], set()
    for s, street in enumerate(problem.streets):
        digs = [new[dig] for dig in street.digs if dig in new]
        if len(digs) == len(street.digs):
            streets.append(replace(street, digs=tuple(digs)))
            continue
        # Which places in an opening are left nobody knows: only the order of its digs stays.
        streets.append(replace(street, digs=(), joints=()))
        loose.update(digs)
        orders += [
            (Group("street_order", "street", s), Precedence(before, after, Link.FINISH_START))
            for before, after in pairwise(digs)
        ]
    made = replace(
        problem,
        activities=tuple(
            replace(one, project=project[one.project], modes=anywhere(one.modes) if new[a] in loose else one.modes)
            for a, one in ((a, problem.activities[a]) for a in activities)
        ),
        projects=tuple(problem.projects[p] for p in projects),
        precedences=tuple(one for _, one in orders),
        streets=tuple(streets),
        tenders=_tenders(problem, project),
        grids=tuple(_store(one, new) for one in problem.grids),
        deliveries=tuple(_store(one, new) for one in problem.deliveries),
        budgets=tuple(_store(one, new) for one in problem.budgets),
        homes=() if not whole else problem.homes,
        priced=problem.priced if whole else frozenset(),
        # Own people may rise and fall more where work is left out, and what is done decides what is paid.
        max_changes=problem.max_changes if whole else None,
        max_employer_changes=problem.max_employer_changes if whole else (),
        max_cash=problem.max_cash if whole else None,
    )
    if not whole and problem.allowed.consortium:
        made = _partners(made)
    return Part(made, activities, projects, tuple(group for group, _ in orders))


def _partners(made: Problem) -> Problem:
    """Partners in one lot whose other work is left out may still send people: as if these were lent, by whoever may."""

    def lent(demand: Demand) -> Demand:
        kept = (p for p in demand.patterns if p.source is not Source.LENT or made.allowed.lent)
        return replace(
            demand, patterns=tuple(replace(p, source=Source.LENT) if p.source is Source.CONSORTIUM else p for p in kept)
        )

    patterns = [p for one in made.activities for mode in one.modes for demand in mode.demands for p in demand.patterns]
    partners = {p.other for p in patterns if p.source is Source.CONSORTIUM}
    activities = tuple(
        replace(
            one,
            modes=tuple(replace(mode, demands=tuple(lent(demand) for demand in mode.demands)) for mode in one.modes),
        )
        for one in made.activities
    )
    return replace(
        made,
        activities=activities,
        pools=tuple(
            replace(pool, consent=True, legal_basis=True, lendable=100) if i in partners else pool
            for i, pool in enumerate(made.pools)
        ),
        persons=replace(made.persons, lent_weeks=min(made.persons.lent_weeks, made.persons.partner_weeks)),
        allowed=replace(made.allowed, lent=True),
    )


def _tenders(problem: Problem, project: dict[int, int]) -> tuple[Tender, ...]:
    """What is left of each way to buy that is allowed, each once: of the projects left out nothing is bought."""
    made: dict[tuple[object, ...], Tender] = {}
    for tender in problem.tenders:
        lots = tuple(
            Lot(tuple(project[p] for p in lot.projects if p in project), lot.period, lot.mobilisation)
            for lot in tender.lots
            if any(p in project for p in lot.projects)
        )
        if lots and problem.may_choose(tender):
            alike = tuple((lot.projects, lot.period) for lot in lots)
            key = (alike, tender.clients, tender.preparation, tender.lead, tender.closed)
            made.setdefault(key, replace(tender, lots=lots))
    return tuple(made.values())


def _store(store: Reservoir, new: dict[int, int]) -> Reservoir:
    """What work that is left out would add is there from the beginning."""
    given = sum(amount for a, amount in store.releases if a not in new)
    return Reservoir(
        tuple(level + given for level in store.supply),
        tuple((new[a], amount) for a, amount in store.loads if a in new),
        tuple((new[a], amount) for a, amount in store.releases if a in new),
        store.renewals,
    )
