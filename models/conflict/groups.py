"""The rules of a problem in groups that can be let go of one by one, and the problem that is left without some.

A group is one rule at one place: the pin of one work, the heads of one pool, the desk of one client. What a problem is
in itself (work, its modes and crews, the horizon) is in no group. Letting go of a group never takes a plan away."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ..problem import Activity, Calendar, District, Mode, Pool, Position, Precedence, Problem, Reservoir, Tender

ENOUGH = 10**7  # heads in hundredths, kW, pieces or desks: more than any work asks


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """One rule at one place: ``kind`` and ``index`` of the place (0 of the programme). Of the rule ``window`` the kinds
    ``release`` and ``deadline`` are those of a work; ``desk`` is how many tenders a client can prepare at a time."""

    rule: str
    kind: str
    index: int = 0


def groups(problem: Problem) -> tuple[Group, ...]:
    """All groups of a problem that may keep it from having a plan."""
    return tuple(_groups(problem))


def _groups(problem: Problem) -> Iterator[Group]:
    for a, activity in enumerate(problem.activities):
        stated = {
            ("frozen", "activity"): activity.pinned is not None,
            ("window", "deadline"): activity.deadline is not None,
            ("window", "release"): activity.release > 0,
            ("ready", "activity"): activity.ready > 0,
            ("willing", "activity"): activity.willing is not None,
        }
        yield from (Group(rule, kind, a) for (rule, kind), there in stated.items() if there)
    for p, project in enumerate(problem.projects):
        if project.due is not None:
            yield Group("delivery", "project", p)
        if project.tendered:
            yield Group("lead", "project", p)
            yield Group("contract", "project", p)
    for d, district in enumerate(problem.districts):
        if (district.due, district.max_burden, district.max_broken_rests) != (None, None, None):
            yield Group("delivery", "district", d)
        if district.max_open is not None:
            yield Group("exclusive", "district", d)
    yield from (Group("precedence", "precedence", i) for i in range(len(problem.precedences)))
    for s, street in enumerate(problem.streets):
        if street.digs and street.rest_price is None:
            yield Group("rest", "street", s)
        if len(street.digs) > 1:
            yield Group("street_order", "street", s)
    used = _used(problem)
    yield from (Group("capacity", "pool", i) for i in range(len(problem.pools)) if ("pool", i) in used)
    yield from (Group("lending", "pool", i) for i in range(len(problem.pools)) if ("lent", i) in used)
    yield from (Group("hire", "market", i) for i in range(len(problem.markets)) if ("market", i) in used)
    buying = sorted({client for tender in problem.tenders for client in tender.clients})
    yield from (Group("desk", "client", i) for i in buying)
    calendars = sorted({activity.calendar for activity in problem.activities})
    yield from (Group("calendar", "calendar", i) for i in calendars if min(problem.calendars[i].percent) < 100)
    yield from (Group("grid", "grid", i) for i, grid in enumerate(problem.grids) if grid.loads)
    yield from (Group("ready", "delivery", i) for i, stock in enumerate(problem.deliveries) if stock.loads)
    yield from (Group("budget", "budget", i) for i, budget in enumerate(problem.budgets) if budget.loads)
    if problem.nonrenewables:
        yield Group("nonrenewable", "programme")
    if problem.max_changes is not None or problem.max_employer_changes:
        yield Group("continuity", "programme")
    if problem.max_burden is not None or problem.max_broken_rests is not None:
        yield Group("delivery", "programme")
    if problem.max_cash is not None or problem.max_hired is not None:
        yield Group("means", "programme")


def _used(problem: Problem) -> set[tuple[str, int]]:
    """Pools and markets that some work may take people of."""
    found: set[tuple[str, int]] = set()
    for activity in problem.activities:
        for pattern in (p for mode in activity.modes for demand in mode.demands for p in demand.patterns):
            if pattern.own is not None:
                found.add(("pool", pattern.own))
            if pattern.other is not None:
                found.add(("market" if pattern.source.name == "HIRED" else "pool", pattern.other))
                if pattern.source.name == "LENT":
                    found.add(("lent", pattern.other))
    return found


def without(problem: Problem, gone: Collection[Group]) -> Problem:
    """The problem without some groups: every plan of it is still one, and perhaps more are."""
    held = frozenset(gone)
    if not held:
        return problem

    def off(rule: str, kind: str, index: int = 0) -> bool:
        return Group(rule, kind, index) in held

    loose = {dig for s, street in enumerate(problem.streets) if off("street_order", "street", s) for dig in street.digs}
    burden, means = off("delivery", "programme"), off("means", "programme")
    return replace(
        problem,
        calendars=tuple(
            Calendar((100,) * problem.horizon) if off("calendar", "calendar", i) else one
            for i, one in enumerate(problem.calendars)
        ),
        pools=tuple(_pool(problem, i, held) for i in range(len(problem.pools))),
        markets=tuple(
            replace(one, heads=(ENOUGH,) * problem.horizon) if off("hire", "market", i) else one
            for i, one in enumerate(problem.markets)
        ),
        activities=tuple(_activity(one, a, held, a in loose) for a, one in enumerate(problem.activities)),
        projects=tuple(
            replace(one, due=None) if off("delivery", "project", p) else one for p, one in enumerate(problem.projects)
        ),
        districts=tuple(_district(problem, d, held) for d in range(len(problem.districts))),
        clients=tuple(
            replace(one, desk=ENOUGH) if off("desk", "client", i) else one for i, one in enumerate(problem.clients)
        ),
        precedences=tuple(
            Precedence(one.predecessor, one.successor, one.link, -2 * problem.horizon)
            if off("precedence", "precedence", i)
            else one
            for i, one in enumerate(problem.precedences)
        ),
        streets=tuple(
            replace(one, digs=(), joints=())
            if off("street_order", "street", s)
            else replace(one, rest_price=0)
            if off("rest", "street", s)
            else one
            for s, one in enumerate(problem.streets)
        ),
        tenders=tuple(_tender(problem, one, held) for one in problem.tenders),
        nonrenewables=tuple(ENOUGH if off("nonrenewable", "programme") else amount for amount in problem.nonrenewables),
        grids=tuple(_plenty(one) if off("grid", "grid", i) else one for i, one in enumerate(problem.grids)),
        deliveries=tuple(
            _plenty(one) if off("ready", "delivery", i) else one for i, one in enumerate(problem.deliveries)
        ),
        budgets=tuple(_plenty(one) if off("budget", "budget", i) else one for i, one in enumerate(problem.budgets)),
        max_changes=None if off("continuity", "programme") else problem.max_changes,
        max_employer_changes=() if off("continuity", "programme") else problem.max_employer_changes,
        max_burden=None if burden else problem.max_burden,
        max_broken_rests=None if burden else problem.max_broken_rests,
        max_cash=None if means else problem.max_cash,
        max_hired=None if means else problem.max_hired,
    )


def _activity(one: Activity, a: int, held: frozenset[Group], loose: bool) -> Activity:
    def off(rule: str, kind: str) -> bool:
        return Group(rule, kind, a) in held

    return replace(
        one,
        pinned=None if off("frozen", "activity") else one.pinned,
        deadline=None if off("window", "deadline") else one.deadline,
        release=0 if off("window", "release") else one.release,
        ready=0 if off("ready", "activity") else one.ready,
        willing=None if off("willing", "activity") else one.willing,
        modes=anywhere(one.modes) if loose else one.modes,
    )


def anywhere(modes: tuple[Mode, ...]) -> tuple[Mode, ...]:
    """The modes of a dig that may be done as any place in an opening asks."""
    return tuple(replace(mode, position=Position.ALONE) for mode in modes)


def _pool(problem: Problem, i: int, held: frozenset[Group]) -> Pool:
    pool = problem.pools[i]
    if Group("capacity", "pool", i) in held:
        # What may be lent is a share of the heads, so there is more of that too.
        pool = replace(pool, heads=(ENOUGH,) * problem.horizon, reserve=0)
    if Group("lending", "pool", i) in held:
        pool = replace(pool, consent=True, legal_basis=True, lendable=100)
    return pool


def _district(problem: Problem, d: int, held: frozenset[Group]) -> District:
    district = problem.districts[d]
    if Group("exclusive", "district", d) in held:
        district = replace(district, max_open=None)
    if Group("delivery", "district", d) in held:
        district = replace(district, due=None, max_burden=None, max_broken_rests=None)
    return district


def _tender(problem: Problem, tender: Tender, held: frozenset[Group]) -> Tender:
    """Without the lead of one of its projects there is none; without a contract period of one, its lot has none."""
    if any(Group("lead", "project", p) in held for p in tender.projects):
        tender = replace(tender, lead=0, preparation=0, closed=frozenset())
    lots = tuple(
        replace(lot, period=2 * problem.horizon)
        if any(Group("contract", "project", p) in held for p in lot.projects)
        else lot
        for lot in tender.lots
    )
    return replace(tender, lots=lots)


def _plenty(store: Reservoir) -> Reservoir:
    return replace(store, supply=tuple(ENOUGH for _ in store.supply))
