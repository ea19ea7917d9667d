"""Ways out of a conflict: each changes one thing at one place by as little as lets the works of the conflict have a
plan again.

What is the least is found by asking again and again whether there is a plan; nothing is priced here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar

from ..problem import Problem, Source
from ..problem_people import Places
from .groups import Group, without
from .minimal import Asker, Conflict
from .part import part

Kind = Literal["move", "widen", "later", "lend", "hire", "people", "train", "desk", "streets", "ceiling", "contract"]
Row = TypeVar("Row")
MOST_HEADS = 32  # people
MOST_DESKS = 16
WHOLE = 60  # works: up to here the least is asked of the whole programme, beyond of the works of the conflict


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out: ``kind`` at the place of ``group`` by ``amount`` (weeks, people, desks, streets; 0 where a rule is
    let go of altogether), in ``weeks`` (half-open) where it is about people. ``problem`` is the programme with it."""

    kind: Kind
    group: Group
    amount: int
    weeks: tuple[int, int] | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class _Way:
    kind: Kind
    group: Group
    most: int  # 0: there is no amount
    applied: Callable[[Problem, int], Problem]
    weeks: tuple[int, int] | None = None


def repairs(problem: Problem, conflict: Conflict, asker: Asker, recruits: Problem | None = None) -> Iterator[Repair]:
    """All ways out of a conflict that help, each with the least that it takes; what time did not allow to find out is
    left out. ``recruits`` is the problem with the newcomers who could be taken on, where any could."""
    small = len(problem.activities) <= WHOLE

    def mended(way: _Way, amount: int) -> bool:
        tried = way.applied(problem, amount)
        return asker.ask(tried if small else part(tried, conflict.works).problem) == "plan"

    for way in _ways(problem, conflict, recruits):
        if not mended(way, way.most):
            continue
        low, high = min(1, way.most), way.most
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if mended(way, middle) else (middle + 1, high)
        yield Repair(way.kind, way.group, high, way.weeks, way.applied(problem, high))


def _ways(problem: Problem, conflict: Conflict, recruits: Problem | None = None) -> Iterator[_Way]:
    spans = dict(conflict.weeks)
    seen: set[tuple[Kind, Group]] = set()
    for group in conflict.groups:
        span = spans.get(group, (0, problem.horizon))
        for way in (*_of(problem, conflict, group, span), *_newcomers(recruits, group, span)):
            if (way.kind, way.group) not in seen:
                seen.add((way.kind, way.group))
                yield way


def _of(problem: Problem, conflict: Conflict, group: Group, span: tuple[int, int]) -> Iterator[_Way]:
    rule, i, horizon = group.rule, group.index, problem.horizon
    if rule == "frozen":
        yield _Way("move", group, 0, lambda p, _: without(p, {group}))
    elif rule in ("window", "willing") or (rule == "ready" and group.kind == "activity"):
        yield _Way("widen", group, horizon, lambda p, n: _widened(p, group, n))
    elif rule == "delivery" and group.kind in ("project", "district"):
        yield from _dues(problem, group)
    elif rule == "contract":
        yield _Way("contract", group, horizon, lambda p, n: _longer(p, i, n))
    elif rule == "exclusive":
        yield _Way("streets", group, len(problem.streets), lambda p, n: _open(p, i, n))
    elif rule == "desk":
        yield _Way("desk", group, MOST_DESKS, lambda p, n: _desks(p, i, n))
    elif rule in ("continuity", "means") or group.kind == "programme":
        yield _Way("ceiling", group, 0, lambda p, _: without(p, {group}))
    elif rule in ("capacity", "hire", "lending"):
        if rule == "capacity":
            yield _Way("people", group, MOST_HEADS, partial(_more, group=group, span=span), span)
        yield from _others(problem, conflict, span)


def _newcomers(recruits: Problem | None, group: Group, span: tuple[int, int]) -> Iterator[_Way]:
    """Newcomers who add heads to a pool before it is too late."""
    if recruits is None or group.rule != "capacity":
        return
    most = sum(one.most for one in recruits.cohorts if one.pool == group.index and max(one.heads[: span[1]]) > 0)
    if most:
        yield _Way("train", group, min(MOST_HEADS, most), lambda p, n: _trained(p, recruits, group.index, n), span)


def _dues(problem: Problem, group: Group) -> Iterator[_Way]:
    i = group.index
    due = problem.projects[i].due if group.kind == "project" else problem.districts[i].due
    if due is not None:
        yield _Way("later", group, problem.horizon, lambda p, n: _due(p, group, n))
    if group.kind == "district" and problem.districts[i].max_burden is not None:
        free = replace(problem.districts[i], max_burden=None, max_broken_rests=None)
        yield _Way("ceiling", group, 0, lambda p, _: replace(p, districts=_put(p.districts, i, free)))


def _others(problem: Problem, conflict: Conflict, span: tuple[int, int]) -> Iterator[_Way]:
    """People of others that works of the conflict could be done with: from the market, or lent."""
    found: set[tuple[str, int]] = set()
    for a in conflict.works:
        for pattern in (p for mode in problem.activities[a].modes for d in mode.demands for p in d.patterns):
            if pattern.other is not None and pattern.source in (Source.HIRED, Source.LENT):
                found.add(("market" if pattern.source is Source.HIRED else "pool", pattern.other))
    for kind, i in sorted(found):
        if kind == "market":
            market = Group("hire", "market", i)
            yield _Way("hire", market, MOST_HEADS, partial(_more, group=market, span=span), span)
        else:
            pool = problem.pools[i]
            if not (problem.allowed.lent and pool.consent and pool.legal_basis and pool.lendable == 100):
                yield _Way("lend", Group("lending", "pool", i), 0, partial(_lent, pool=i), span)


def _put(rows: tuple[Row, ...], index: int, row: Row) -> tuple[Row, ...]:
    return tuple(row if i == index else one for i, one in enumerate(rows))


def _widened(problem: Problem, group: Group, weeks: int) -> Problem:
    one = problem.activities[group.index]
    if group.kind == "deadline" and one.deadline is not None:
        one = replace(one, deadline=one.deadline + weeks)
    elif group.kind == "release":
        one = replace(one, release=max(0, one.release - weeks))
    elif group.rule == "ready":
        one = replace(one, ready=max(0, one.ready - weeks))
    elif one.willing is not None:
        one = replace(one, willing=(one.willing[0] - weeks, one.willing[1] + weeks))
    return replace(problem, activities=_put(problem.activities, group.index, one))


def _due(problem: Problem, group: Group, weeks: int) -> Problem:
    i = group.index
    if group.kind == "project":
        project = problem.projects[i]
        later = replace(project, due=None if project.due is None else project.due + weeks)
        return replace(problem, projects=_put(problem.projects, i, later))
    district = problem.districts[i]
    slower = replace(district, due=None if district.due is None else district.due + weeks)
    return replace(problem, districts=_put(problem.districts, i, slower))


def _longer(problem: Problem, project: int, weeks: int) -> Problem:
    tenders = tuple(
        replace(
            tender,
            lots=tuple(
                replace(lot, period=lot.period + weeks) if project in lot.projects else lot for lot in tender.lots
            ),
        )
        for tender in problem.tenders
    )
    return replace(problem, tenders=tenders)


def _open(problem: Problem, district: int, streets: int) -> Problem:
    row = problem.districts[district]
    more = replace(row, max_open=None if row.max_open is None else row.max_open + streets)
    return replace(problem, districts=_put(problem.districts, district, more))


def _desks(problem: Problem, client: int, desks: int) -> Problem:
    row = problem.clients[client]
    return replace(problem, clients=_put(problem.clients, client, replace(row, desk=row.desk + desks)))


def _more(problem: Problem, people: int, group: Group, span: tuple[int, int]) -> Problem:
    """So many whole people more in these weeks, of whom nothing is held in reserve."""
    i = group.index

    def more(heads: tuple[int, ...], reserve: int) -> tuple[int, ...]:
        added = -(-100 * people * 100 // max(1, 100 - reserve))
        return tuple(h + added if span[0] <= t < span[1] else h for t, h in enumerate(heads))

    if group.kind == "pool":
        pool = problem.pools[i]
        return replace(problem, pools=_put(problem.pools, i, replace(pool, heads=more(pool.heads, pool.reserve))))
    market = problem.markets[i]
    return replace(problem, markets=_put(problem.markets, i, replace(market, heads=more(market.heads, 0))))


def _lent(problem: Problem, amount: int, pool: int) -> Problem:
    """All of a pool lent, and of others what they lend already."""
    del amount
    row = replace(problem.pools[pool], consent=True, legal_basis=True, lendable=100)
    allowed = replace(problem.allowed, lent=True)
    pools = tuple(
        row if i == pool else one if problem.allowed.lent else replace(one, consent=False)
        for i, one in enumerate(problem.pools)
    )
    return replace(problem, pools=pools, allowed=allowed)


def _trained(problem: Problem, recruits: Problem, pool: int, newcomers: int) -> Problem:
    """So many newcomers at most who learn in one pool, where there are seats, candidates and people who guide."""
    kept = [c for c, one in enumerate(recruits.cohorts) if one.pool == pool]
    new = {c: i for i, c in enumerate(kept)}
    places = (replace(one, cohorts=tuple(new[c] for c in one.cohorts if c in new)) for one in recruits.places)
    return replace(
        problem,
        cohorts=tuple(recruits.cohorts[c] for c in kept),
        places=(*(one for one in places if one.cohorts), Places(tuple(new.values()), newcomers)),
        guidance=tuple(one for one in recruits.guidance if one.pool == pool),
    )
