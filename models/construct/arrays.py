"""The problem as flat integer arrays, for compiled kernels.

One static value (:class:`Arrays`) per problem and weighing. Resources are numbered: pools first, then their lending shares, then markets.
Lists of lists are stored as ``x_ptr`` (offsets) and ``x`` (items). ``-1`` stands for absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..problem import Link, Problem, Source
from ..windows import windows

Ints = NDArray[np.int64]
FAR = 1 << 40


class Arrays(NamedTuple):
    """See the module; shapes in comments. A = activities, M = modes, D = demands, P = patterns, R = resources, H = horizon."""

    horizon: int
    capacity: Ints  # R x H hundredths of a head
    closed: Ints  # calendars x H, 1 where nothing is demanded
    # activities
    project: Ints
    calendar: Ints
    early: Ints
    late: Ints  # latest end
    pinned: Ints
    submitted: Ints
    moved: Ints  # euros per week
    tail: Ints  # shortest time from its end to its project's last end
    mode_ptr: Ints
    # modes
    duration: Ints
    position: Ints
    mode_cost: Ints
    end_row: Ints  # row of `ends`
    ends: Ints  # rows x (H + 1), -1 = no start
    demand_ptr: Ints
    pattern_ptr: Ints
    # patterns
    pattern_cost: Ints
    use_resource: Ints  # P x 3
    use_heads: Ints  # P x 3
    partner: Ints  # employer that must be in the same lot, -1 = none needed
    # precedence: rows (other, link, min lag, max lag)
    before_ptr: Ints
    before: Ints
    after_ptr: Ints
    after: Ints
    # streets
    street: Ints  # per activity
    previous: Ints  # dig before it in its street
    following: Ints
    gap: Ints  # to the following dig
    free_join: Ints  # 1 = same project, 2 = agreement possible, 0 = only in one lot
    interface: Ints
    dig_ptr: Ints
    digs: Ints
    rest: Ints
    rest_price: Ints
    rest_hard: Ints
    closed_at: Ints
    burden: Ints  # euros per week, always
    burden_priced: int
    street_district: Ints
    max_open: Ints  # per district, -1 = none
    # projects
    employer: Ints
    target: Ints
    delay: Ints
    member_ptr: Ints
    members: Ints
    candidate_ptr: Ints
    candidates: Ints  # tenders that may contain the project
    single: Ints
    # tenders
    lot_ptr: Ints
    lot_member_ptr: Ints
    lot_members: Ints
    period: Ints
    lot_employer: Ints  # lots x employers, 0/1
    preparation: Ints
    lead: Ints
    tender_cost: Ints
    client_ptr: Ints
    tender_clients: Ints
    desk: Ints
    # reservoirs
    supply: Ints  # reservoirs x H
    load_ptr: Ints
    load_reservoir: Ints
    load_amount: Ints  # positive: taken at the start; negative: released at the end
    max_burden: int
    max_broken: int
    constant: int  # euros of the priced terms that no decision changes


def _array(rows: Sequence[object]) -> Ints:
    return np.asarray(rows if len(rows) else [], dtype=np.int64)


def _ragged(rows: Iterable[Sequence[object]]) -> tuple[Ints, Ints]:
    offsets: list[int] = [0]
    items: list[object] = []
    for row in rows:
        items.extend(row)
        offsets.append(len(items))
    return _array(offsets), _array(items)


def _offsets(rows: Iterable[Sequence[object]]) -> Ints:
    return _array([0, *np.cumsum([len(row) for row in rows])])


def _table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.asarray(rows, dtype=np.int64) if rows else np.zeros((0, width), dtype=np.int64)


def usable(heads: Sequence[int], reserve: int) -> Ints:
    """Heads of a pool that may be planned per week (rule ``capacity``)."""
    return _array(list(heads)) * (100 - reserve) // 100


def arrays(problem: Problem, *, moved_weight: int = 0) -> Arrays:
    """Flatten a problem. ``moved_weight``: extra euros per week that any activity is moved from its submitted week (repair).

    Raises :class:`models.windows.NoWindow` when no plan can exist for reasons of time alone.
    """
    p = problem
    early, late = windows(p)
    priced = {term: int(term in p.priced) for term in ("labour", "opening", "hire", "travel", "lending", "mobilisation",
                                                       "procurement", "interface", "delay", "burden", "rest", "moved")}
    pools = len(p.pools)
    shares = [usable(pool.heads, pool.reserve) * pool.lendable // 100 for pool in p.pools]
    capacity = [*(usable(pool.heads, pool.reserve) for pool in p.pools), *shares, *(_array(m.heads) for m in p.markets)]
    rows = {key: i for i, key in enumerate(p.ends)}
    ends = np.full((max(1, len(rows)), p.horizon + 1), -1, dtype=np.int64)
    for (calendar, duration), i in rows.items():
        ends[i, : p.horizon] = [-1 if e is None else e for e in p.ends[calendar, duration]]
        if duration == 0:
            ends[i, p.horizon] = p.horizon
    modes = [(a, m) for a in p.activities for m in a.modes]
    demands, patterns = [], []
    demand_ptr, pattern_ptr = [0], [0]
    for _, mode in modes:
        for demand in mode.demands:
            chosen = [(i, q) for i, q in enumerate(demand.patterns) if p.allowed.source(q.source)]
            chosen.sort(key=lambda row: row[1].cost)
            patterns += chosen
            demands.append(demand)
            pattern_ptr.append(len(patterns))
        demand_ptr.append(len(demands))
    use_resource = np.full((max(1, len(patterns)), 3), -1, dtype=np.int64)
    use_heads = np.zeros((max(1, len(patterns)), 3), dtype=np.int64)
    for i, (_, q) in enumerate(patterns):
        uses = [] if q.own is None else [(q.own, q.own_heads)]
        if q.other is not None:
            if q.source is Source.HIRED:
                uses.append((2 * pools + q.other, q.other_heads))
            else:
                uses.append((q.other, q.other_heads))
                if q.source is Source.LENT:
                    uses.append((pools + q.other, q.other_heads))
        for k, (resource, heads) in enumerate(uses):
            use_resource[i, k], use_heads[i, k] = resource, heads
    before: list[list[tuple[int, int, int, int]]] = [[] for _ in p.activities]
    after: list[list[tuple[int, int, int, int]]] = [[] for _ in p.activities]
    for link in p.precedences:
        longest = FAR if link.max_lag is None else link.max_lag
        before[link.successor].append((link.predecessor, int(link.link), link.min_lag, longest))
        after[link.predecessor].append((link.successor, int(link.link), link.min_lag, longest))
    before_ptr, before_rows = _ragged(before)
    after_ptr, after_rows = _ragged(after)
    streets = _streets(p, priced)
    candidates: list[list[int]] = [[] for _ in p.projects]
    single = [-1] * len(p.projects)
    for t, tender in enumerate(p.tenders):
        if p.may_choose(tender):
            for project in tender.projects:
                candidates[project].append(t)
            if not tender.combined:
                single[tender.projects[0]] = t
    candidate_ptr, candidate_rows = _ragged(candidates)
    member_ptr, members = _ragged(p.members)
    lots = [lot for tender in p.tenders for lot in tender.lots]
    lot_member_ptr, lot_members = _ragged([lot.projects for lot in lots])
    employers = 1 + max([q.employer for q in p.projects] + [q.employer for q in p.pools], default=0)
    lot_employer = np.zeros((max(1, len(lots)), employers), dtype=np.int64)
    for i, lot in enumerate(lots):
        for project in lot.projects:
            lot_employer[i, p.projects[project].employer] = 1
    client_ptr, tender_clients = _ragged([tender.clients for tender in p.tenders])
    reservoirs = p.grids + p.deliveries
    loads: list[list[tuple[int, int]]] = [[] for _ in p.activities]
    for g, reservoir in enumerate(reservoirs):
        for a, amount in reservoir.loads:
            loads[a].append((g, amount))
        for a, amount in reservoir.releases:
            loads[a].append((g, -amount))
    load_ptr, load_rows = _ragged(loads)
    pairs = load_rows.reshape(-1, 2)
    return Arrays(
        horizon=p.horizon,
        capacity=np.asarray(capacity, dtype=np.int64).reshape(-1, p.horizon),
        closed=np.asarray([[int(x == 0) for x in c.percent] for c in p.calendars], dtype=np.int64).reshape(-1, p.horizon),
        project=_array([a.project for a in p.activities]),
        calendar=_array([a.calendar for a in p.activities]),
        early=_array(early),
        late=_array(late),
        pinned=_array([-1 if a.pinned is None else a.pinned for a in p.activities]),
        submitted=_array([-1 if a.submitted is None else a.submitted for a in p.activities]),
        moved=_array([priced["moved"] * a.moved_price + moved_weight for a in p.activities]),
        tail=_array(_tails(p)),
        mode_ptr=_offsets([a.modes for a in p.activities]),
        duration=_array([m.duration for _, m in modes]),
        position=_array([int(m.position) for _, m in modes]),
        mode_cost=_array([priced["labour"] * m.labour + priced["opening"] * m.opening for _, m in modes]),
        end_row=_array([rows[a.calendar, m.duration] for a, m in modes]),
        ends=ends,
        demand_ptr=_array(demand_ptr),
        pattern_ptr=_array(pattern_ptr),
        pattern_cost=_array(
            [priced["hire"] * q.hire + priced["travel"] * q.travel + priced["lending"] * q.lending for _, q in patterns]
        ),
        use_resource=use_resource,
        use_heads=use_heads,
        partner=_array(
            [p.pools[q.other].employer if q.source is Source.CONSORTIUM and q.other is not None else -1 for _, q in patterns]
        ),
        before_ptr=before_ptr,
        before=before_rows.reshape(-1, 4),
        after_ptr=after_ptr,
        after=after_rows.reshape(-1, 4),
        **streets,
        max_open=_array([-1 if d.max_open is None else d.max_open for d in p.districts]),
        employer=_array([q.employer for q in p.projects]),
        target=_array([q.target for q in p.projects]),
        delay=_array([priced["delay"] * q.delay_price for q in p.projects]),
        member_ptr=member_ptr,
        members=members,
        candidate_ptr=candidate_ptr,
        candidates=candidate_rows,
        single=_array(single),
        lot_ptr=_offsets([tender.lots for tender in p.tenders]),
        lot_member_ptr=lot_member_ptr,
        lot_members=lot_members,
        period=_array([lot.period for lot in lots]),
        lot_employer=lot_employer,
        preparation=_array([t.preparation for t in p.tenders]),
        lead=_array([t.lead for t in p.tenders]),
        tender_cost=_array([priced["procurement"] * t.procurement + priced["mobilisation"] * t.mobilisation for t in p.tenders]),
        client_ptr=client_ptr,
        tender_clients=tender_clients,
        desk=_array([c.desk for c in p.clients]),
        supply=_table([r.supply for r in reservoirs], p.horizon),
        load_ptr=load_ptr,
        load_reservoir=pairs[:, 0].copy(),
        load_amount=pairs[:, 1].copy(),
        max_burden=-1 if p.max_burden is None else p.max_burden,
        max_broken=-1 if p.max_broken_rests is None else p.max_broken_rests,
        constant=priced["mobilisation"] * sum(q.mobilisation for q in p.projects if not q.tendered),
    )


def pattern_indices(problem: Problem) -> list[int]:
    """Per pattern of :class:`Arrays` its index in its demand (patterns that the variant forbids are left out there)."""
    indices: list[int] = []
    for activity in problem.activities:
        for mode in activity.modes:
            for demand in mode.demands:
                chosen = [(i, q) for i, q in enumerate(demand.patterns) if problem.allowed.source(q.source)]
                indices += [i for i, _ in sorted(chosen, key=lambda row: row[1].cost)]
    return indices


def _streets(p: Problem, priced: dict[str, int]) -> dict[str, Any]:
    n = len(p.activities)
    street, previous, following = np.full(n, -1), np.full(n, -1), np.full(n, -1)
    gap, free_join, interface = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for s, row in enumerate(p.streets):
        for i, dig in enumerate(row.digs):
            street[dig] = s
            if i + 1 < len(row.digs):
                nxt, joint = row.digs[i + 1], row.joints[i]
                previous[nxt], following[dig], gap[dig] = dig, nxt, joint.gap
                interface[dig] = priced["interface"] * joint.interface
                if p.activities[dig].project == p.activities[nxt].project:
                    free_join[dig] = 1
                elif p.allowed.agreements and joint.agreement:
                    free_join[dig] = 2
    dig_ptr, digs = _ragged([row.digs for row in p.streets])
    return {
        "street": street.astype(np.int64),
        "previous": previous.astype(np.int64),
        "following": following.astype(np.int64),
        "gap": gap,
        "free_join": free_join,
        "interface": interface,
        "dig_ptr": dig_ptr,
        "digs": digs,
        "rest": _array([row.rest for row in p.streets]),
        "rest_price": _array([priced["rest"] * (row.rest_price or 0) for row in p.streets]),
        "rest_hard": _array([int(row.rest_price is None) for row in p.streets]),
        "closed_at": _array([-FAR if row.closed is None else row.closed for row in p.streets]),
        "burden": _array([row.burden for row in p.streets]),
        "burden_priced": priced["burden"],
        "street_district": _array([row.district for row in p.streets]),
    }


def _tails(p: Problem) -> list[int]:
    """Per activity the least number of weeks from its end to its project's last end, by finish-to-start chains inside the project."""
    shortest = [min(m.duration for m in a.modes) for a in p.activities]
    tails = [0] * len(p.activities)
    chains = [
        q for q in p.precedences
        if q.link is Link.FINISH_START and p.activities[q.predecessor].project == p.activities[q.successor].project
    ]
    for _ in p.activities:
        moved = False
        for q in chains:
            longer = max(0, q.min_lag) + shortest[q.successor] + tails[q.successor]
            if longer > tails[q.predecessor] and longer <= p.horizon:
                tails[q.predecessor], moved = longer, True
        if not moved:
            break
    return tails


