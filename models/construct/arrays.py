"""The problem as flat integer arrays, for compiled kernels.

One static value (:class:`Arrays`) per problem and weighing. Resources are numbered: pools first, then their lending
shares, then markets. Columns of the matrices are named in :mod:`wijkplan.models.construct.columns`. ``-1`` stands for
absence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..problem import HOME_WEEKS, TERMS, Problem
from ..windows import windows
from . import columns as c
from .array_shapes import Floats, Ints, flattened, integers, matrix_of, offsets_of, table_of
from .mode_arrays import mode_arrays
from .record import record
from .tails import chains_of, project_tails, tails_of

__all__ = ["FAR", "Arrays", "Floats", "Ints", "arrays"]

FAR = 1 << 40


@record
class Arrays(NamedTuple):
    """See the module; shapes in comments. R = resources, H = horizon."""

    horizon: int
    num_activities: int
    num_streets: int
    num_projects: int
    num_tenders: int
    burden_priced: int
    constant: int  # euros of the priced terms that no decision changes
    constant_cash: int  # likewise of all cash terms, priced or not
    capacity: Ints  # R x H hundredths of a head
    closed: Ints  # calendars x H, 1 where nothing is demanded
    activities: Ints
    modes: Ints
    ends: Ints  # rows x (H + 1), -1 = no start
    demands: Ints  # offsets into patterns
    patterns: Ints
    before: Ints  # rows (other, link, least lag, most lag)
    after: Ints
    streets: Ints
    digs: Ints
    max_open: Ints  # per district, -1 = none
    projects: Ints
    members: Ints
    candidates: Ints  # tenders that may contain a project
    tenders: Ints
    lots: Ints
    lot_members: Ints
    no_publication: NDArray[np.bool_]  # tenders x weeks
    tender_clients: Ints
    desk: Ints
    desk_taken: Ints  # clients x H: places that others have
    supply: Ints  # reservoirs x H
    until: Ints  # reservoirs x H: the week before which what is taken in a week counts
    loads: Ints  # rows (reservoir, amount); positive: taken at the start, negative: released at the end
    consumption: Ints  # modes x non-renewable resources
    stock: Ints  # non-renewable resources
    ceilings: Ints  # -1 = none; which is which in the columns
    local: Ints  # districts x 2: ceilings on euros of burden and on broken rests in each, -1 = none
    rates: Floats  # what a unit of each is typically worth in euros, then of those of each district
    tolls: Floats  # modes x (H + 1): euros that heads of a start in each week are worth to others; none: not known
    toll: Floats  # the share of them that is charged now, and the most that may be
    aims: Ints  # samples x activities x 3: start, end and mode at prices like those of a certificate; none: not known
    aim_cost: Floats  # modes x (H + 1): euros of a start at those prices
    aim_burden: Floats  # per district euros of each euro of burden, at those prices
    aim_least: Floats  # per activity, or for a whole street at its first dig: least euros at those prices
    quarters: Ints  # none where no ceiling on changes needs them
    quarter: Ints  # per week the number of its quarter, from 1
    owner: Ints  # per pool the place of its employer's own ceiling on changes, -1 = none
    homes: Ints  # none where it is not minimised when they are done
    home_works: Ints
    waiting: Ints  # rows (homes that need an activity, least weeks from its end until they can be done)
    open_before: Ints  # calendars x (H + 1): weeks before each that are not closed


def _whole(p: Problem, trade: int, heads: Ints) -> Ints:
    """Heads in whole people: others come in no other way (rule ``crew``)."""
    part = p.persons.part(trade)
    return heads // part * part


def arrays(problem: Problem, *, moved_weight: int = 0) -> Arrays:
    """Flatten a problem. ``moved_weight``: extra euros per week that any activity is moved from its submitted week
    (repair).

    Raises :class:`wijkplan.models.windows.NoWindow` when no plan can exist for reasons of time alone.
    """
    p = problem
    priced = {term: int(term in p.priced) for term in TERMS}
    modes, demands, patterns, ends = mode_arrays(p)
    before, after = _links(p)
    reservoirs = p.reservoirs
    loads: list[list[tuple[int, int]]] = [[] for _ in p.activities]
    for g, reservoir in enumerate(reservoirs):
        for a, amount in reservoir.loads:
            loads[a].append((g, amount))
        for a, amount in reservoir.releases:
            loads[a].append((g, -amount))
    streets, digs, street_columns = _streets(p, priced)
    early, late = windows(p)
    waiting, mode_offsets = _waiting(p), offsets_of([a.modes for a in p.activities])
    firsts = demands[modes[mode_offsets, c.DEMANDS]]  # per activity its first pattern
    activities = matrix_of(
        len(p.activities),
        c.ACTIVITY_COLUMNS,
        {
            c.PROJECT: [a.project for a in p.activities],
            c.CALENDAR: [a.calendar for a in p.activities],
            c.EARLY: early,
            c.LATE: late,
            c.LAST: [p.horizon if a.last_start is None else min(p.horizon, a.last_start) for a in p.activities],
            c.SUBMITTED: [-1 if a.submitted is None else a.submitted for a in p.activities],
            c.MOVED: [priced["moved"] * a.moved_price + moved_weight for a in p.activities],
            c.TAIL: project_tails(p),
            c.LONGER: [int(patterns[i:j, c.RELIEVED].any()) for i, j in pairwise(firsts)],
            **street_columns,
        },
        {
            c.MODES: mode_offsets,
            c.BEFORE: offsets_of(before),
            c.AFTER: offsets_of(after),
            c.LOADS: offsets_of(loads),
            c.HOMES: offsets_of(waiting),
        },
    )
    pools = [integers([pool.usable(week) for week in range(p.horizon)]) for pool in p.pools]
    shares = [_whole(p, pool.trade, heads * pool.lendable // 100) for heads, pool in zip(pools, p.pools, strict=True)]
    pools = [heads + integers(pool.added) if pool.added else heads for heads, pool in zip(pools, p.pools, strict=True)]
    markets = [_whole(p, market.trade, integers(market.heads)) for market in p.markets]
    mobilisation = sum(q.mobilisation for q in p.projects if not q.tendered)
    closed = table_of([[int(x == 0) for x in calendar.percent] for calendar in p.calendars], p.horizon)
    return Arrays(
        horizon=p.horizon,
        num_activities=len(p.activities),
        num_streets=len(p.streets),
        num_projects=len(p.projects),
        num_tenders=len(p.tenders),
        burden_priced=priced["burden"],
        constant=priced["mobilisation"] * mobilisation,
        constant_cash=mobilisation,
        capacity=table_of([*pools, *shares, *markets], p.horizon),
        closed=closed,
        open_before=np.pad(np.cumsum(1 - closed, axis=1), ((0, 0), (1, 0))),
        activities=activities,
        modes=modes,
        ends=ends,
        demands=demands,
        patterns=patterns,
        before=flattened(before).reshape(-1, 4),
        after=flattened(after).reshape(-1, 4),
        streets=streets,
        digs=digs,
        max_open=integers([-1 if d.max_open is None else d.max_open for d in p.districts]),
        members=flattened(p.members),
        supply=table_of([r.supply for r in reservoirs], p.horizon),
        until=table_of([[r.counts_until(t, p.horizon) for t in range(p.horizon)] for r in reservoirs], p.horizon),
        loads=flattened(loads).reshape(-1, 2),
        waiting=flattened(waiting).reshape(-1, 2),
        desk=integers([client.desk for client in p.clients]),
        desk_taken=table_of([client.taken or (0,) * p.horizon for client in p.clients], p.horizon),
        consumption=table_of(
            [m.consumption or (0,) * len(p.nonrenewables) for a in p.activities for m in a.modes], len(p.nonrenewables)
        ),
        stock=integers(p.nonrenewables),
        **_tenders(p, priced),
        **_ceilings(p),
        **_homes(p),
    )


def _homes(p: Problem) -> dict[str, Any]:
    """Homes and the works that they need, where it is minimised when they are done."""
    asked = p.homes if HOME_WEEKS in p.priced else ()
    works = [homes.works for homes in asked]
    return {
        "homes": matrix_of(
            len(asked), c.HOMES_COLUMNS, {c.NUMBER: [homes.number for homes in asked]}, {c.WORKS: offsets_of(works)}
        ),
        "home_works": flattened(works),
    }


def _waiting(p: Problem) -> list[list[tuple[int, int]]]:
    """Per activity the homes that need it, with the least number of weeks from its end until the last of their works
    can end."""
    rows: list[list[tuple[int, int]]] = [[] for _ in p.activities]
    if HOME_WEEKS in p.priced:
        chains = chains_of(p)
        for h, homes in enumerate(p.homes):
            for a, tail in tails_of(p.horizon, homes.works, chains).items() if homes.number else ():
                rows[a].append((h, tail))
    return rows


def _ceilings(p: Problem) -> dict[str, Any]:
    """What the whole may use, and the quarters over which changes are counted."""
    most = [
        p.max_burden,
        p.max_broken_rests,
        p.max_cash,
        p.max_hired,
        p.max_changes,
        *(ceiling for _, ceiling in p.max_employer_changes),
    ]
    place = {employer: c.MOST_CHANGES + 1 + i for i, (employer, _) in enumerate(p.max_employer_changes)}
    counted = list(pairwise(p.quarters)) if p.max_changes is not None or p.max_employer_changes else []
    return {
        "ceilings": integers([-1 if ceiling is None else ceiling for ceiling in most]),
        "local": table_of(
            [[-1 if most is None else most for most in (d.max_burden, d.max_broken_rests)] for d in p.districts], 2
        ),
        "rates": _rates(p, len(most)),
        "tolls": np.zeros((0, 0)),
        "toll": np.zeros(2),
        "aims": np.zeros((0, 0, 3), np.int64),
        "aim_cost": np.zeros((0, 0)),
        "aim_burden": np.zeros(0),
        "aim_least": np.zeros(0),
        "quarters": table_of([(begin, end, p.changes_unit // (end - begin)) for begin, end in counted], 3),
        "quarter": integers([q for q, (begin, end) in enumerate(counted, 1) for _ in range(begin, end)]),
        "owner": integers([place.get(pool.employer, -1) for pool in p.pools]),
    }


def _rates(p: Problem, count: int) -> Floats:
    """Euros (or home-weeks) that a unit of each ceiling is typically worth: where search begins to weigh it, and a
    measure for what is too much."""

    def typical(values: Iterable[float], otherwise: float) -> float:
        positive = [v for v in values if v > 0]
        return float(np.median(positive)) if positive else otherwise

    modes = [mode for a in p.activities for mode in a.modes]
    premium = typical(
        (
            q.hire / (q.other_heads * max(1, mode.duration))
            for mode in modes
            for d in mode.demands
            for q in d.patterns
            if q.other_heads
        ),
        1.0,
    )
    opening = typical((mode.opening for mode in modes), 100.0)
    rates = np.full(count, 0.1 * premium / p.changes_unit)
    rates[[c.MOST_BURDEN, c.MOST_BROKEN, c.MOST_CASH, c.MOST_HIRED]] = 0.1, opening, 1.0, premium
    if HOME_WEEKS in p.priced:
        # A week of all homes against all labour: a guess that lets search begin; how home-weeks are paid for in euros,
        # it finds itself.
        rates *= max(1, sum(homes.number for homes in p.homes)) / max(
            1, sum(min(mode.labour for mode in a.modes) for a in p.activities)
        )
    return np.concatenate([rates, np.tile(rates[[c.MOST_BURDEN, c.MOST_BROKEN]], len(p.districts))])


def _links(p: Problem) -> tuple[list[list[tuple[int, int, int, int]]], list[list[tuple[int, int, int, int]]]]:
    before: list[list[tuple[int, int, int, int]]] = [[] for _ in p.activities]
    after: list[list[tuple[int, int, int, int]]] = [[] for _ in p.activities]
    for link in p.precedences:
        longest = FAR if link.max_lag is None else link.max_lag
        before[link.successor].append((link.predecessor, int(link.link), link.min_lag, longest))
        after[link.predecessor].append((link.successor, int(link.link), link.min_lag, longest))
    return before, after


def _tenders(p: Problem, priced: dict[str, int]) -> dict[str, Any]:
    """Matrices of projects, tenders and lots with their lists."""
    candidates: list[list[int]] = [[] for _ in p.projects]
    single = [-1] * len(p.projects)
    for t, tender in enumerate(p.tenders):
        if p.may_choose(tender):
            for project in tender.projects:
                candidates[project].append(t)
            if not tender.combined:
                single[tender.projects[0]] = t
    for project, listed in enumerate(candidates):
        # A group that is bought together or not at all begins with the first form of it; swapping forms then leaves no
        # project over.
        if single[project] < 0 and listed:
            group = frozenset(p.tenders[listed[0]].projects)
            if all(frozenset(p.tenders[t].projects) == group for member in group for t in candidates[member]):
                single[project] = listed[0]
    lots = [lot for tender in p.tenders for lot in tender.lots]
    no_publication = np.zeros((max(1, len(p.tenders)), p.horizon + 1), dtype=np.bool_)
    for t, tender in enumerate(p.tenders):
        no_publication[t, list(tender.closed)] = True
    euros = [priced["procurement"] * t.procurement + priced["mobilisation"] * t.mobilisation for t in p.tenders]
    return {
        "projects": matrix_of(
            len(p.projects),
            c.PROJECT_COLUMNS,
            {
                c.EMPLOYER: [q.employer for q in p.projects],
                c.TARGET: [q.target for q in p.projects],
                c.DELAY: [priced["delay"] * q.delay_price for q in p.projects],
                c.SINGLE: single,
            },
            {c.MEMBERS: offsets_of(p.members), c.CANDIDATES: offsets_of(candidates)},
        ),
        "candidates": flattened(candidates),
        "tenders": matrix_of(
            len(p.tenders),
            c.TENDER_COLUMNS,
            {
                c.PREPARATION: [t.preparation for t in p.tenders],
                c.LEAD: [t.lead for t in p.tenders],
                c.TENDER_COST: euros,
                c.TENDER_CASH: [t.procurement + t.mobilisation for t in p.tenders],
            },
            {c.LOTS: offsets_of([t.lots for t in p.tenders]), c.CLIENTS: offsets_of([t.clients for t in p.tenders])},
        ),
        "lots": matrix_of(
            len(lots),
            c.LOT_COLUMNS,
            {c.PERIOD: [lot.period for lot in lots]},
            {c.LOT_MEMBERS: offsets_of([lot.projects for lot in lots])},
        ),
        "lot_members": flattened([lot.projects for lot in lots]),
        "no_publication": no_publication,
        "tender_clients": flattened([t.clients for t in p.tenders]),
    }


def _streets(p: Problem, priced: dict[str, int]) -> tuple[Ints, Ints, dict[int, Ints]]:
    """Matrix of streets, list of digs, and the columns of activities that tell their street and neighbours."""
    n = len(p.activities)
    street, previous, following = np.full(n, -1), np.full(n, -1), np.full(n, -1)
    gap, free_join, interface = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for s, row in enumerate(p.streets):
        street[list(row.digs)] = s
        for dig, nxt, joint in zip(row.digs, row.digs[1:], row.joints, strict=False):
            previous[nxt], following[dig], gap[dig] = dig, nxt, joint.gap
            interface[dig] = joint.interface
            if joint.own or p.activities[dig].project == p.activities[nxt].project:
                free_join[dig] = 1
            elif p.allowed.agreed(joint):
                free_join[dig] = 2
    matrix = matrix_of(
        len(p.streets),
        c.STREET_COLUMNS,
        {
            c.STREET_DISTRICT: [row.district for row in p.streets],
            c.REST: [row.rest for row in p.streets],
            c.REST_PRICE: [priced["rest"] * (row.rest_price or 0) for row in p.streets],
            c.REST_HARD: [int(row.rest_price is None) for row in p.streets],
            c.CLOSED_AT: [-FAR if row.closed is None else row.closed for row in p.streets],
            c.BURDEN: [row.burden for row in p.streets],
        },
        {c.DIGS: offsets_of([row.digs for row in p.streets])},
    )
    columns = {
        c.STREET: street, c.PREVIOUS: previous, c.FOLLOWING: following, c.GAP: gap, c.FREE_JOIN: free_join,
        c.INTERFACE: priced["interface"] * interface, c.INTERFACE_CASH: interface,
    }  # fmt: skip
    return matrix, flattened([row.digs for row in p.streets]), columns
