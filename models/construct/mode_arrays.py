"""Modes, demands and patterns as arrays, and which patterns a variant may use (rules ``crew`` and ``lending``)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..problem import Demand, Mode, Pattern, Pool, Problem, Source
from . import columns as c
from .array_shapes import ALL_CASH, Ints, matrix_of, offsets_of


def mode_arrays(p: Problem) -> tuple[Ints, Ints, Ints, Ints]:
    """Matrices of modes, offsets of demands, patterns (that the variant allows, cheapest first) and tables of ends."""
    rows = {key: i for i, key in enumerate(p.ends)}
    ends = np.full((max(1, len(rows)), p.horizon + 1), -1, dtype=np.int64)
    for (calendar, duration), i in rows.items():
        ends[i, : p.horizon] = [-1 if e is None else e for e in p.ends[calendar, duration]]
        if duration == 0:
            ends[i, p.horizon] = p.horizon
    modes = [(a, m) for a in p.activities for m in a.modes]
    chosen = [
        allowed_patterns(p, i, mode, demand)
        for i, a in enumerate(p.activities)
        for mode in a.modes
        for demand in mode.demands
    ]
    patterns = np.full((sum(map(len, chosen)), c.PATTERN_COLUMNS), -1, dtype=np.int64)
    longer = [_relieved([q for _, q in those]) for those in chosen]
    patterns[:, c.RELIEVED] = [relieved for row in longer for relieved in row]
    for row, q in zip(patterns, (q for those in chosen for _, q in those), strict=True):
        row[c.PATTERN_COST] = q.euros(p.priced)
        row[c.PATTERN_CASH], row[c.PATTERN_HIRED] = q.euros(ALL_CASH), q.other_heads if q.source is Source.HIRED else 0
        uses = [] if q.own is None else [(q.own, q.own_heads)]
        if q.other is not None and q.source is Source.HIRED:
            uses.append((2 * len(p.pools) + q.other, q.other_heads))
        elif q.other is not None:
            uses.append((q.other, q.other_heads))
            if q.source is Source.LENT:
                uses.append((len(p.pools) + q.other, q.other_heads))
            else:
                row[c.PARTNER] = p.pools[q.other].employer
        for k, (resource, heads) in enumerate(uses):
            row[c.RESOURCE + k], row[c.HEADS + k] = resource, heads
    matrix = matrix_of(
        len(modes),
        c.MODE_COLUMNS,
        {
            c.POSITION: [int(m.position) for _, m in modes],
            c.MODE_COST: [m.euros(p.priced) for _, m in modes],
            c.END_ROW: [rows[a.calendar, m.duration] for a, m in modes],
            c.MODE_CASH: [m.euros(ALL_CASH) for _, m in modes],
            c.MOST_HEADS: [
                sum(max((q.own_heads + q.other_heads for q in d.patterns), default=0) for d in m.demands)
                for _, m in modes
            ],
        },
        {c.DEMANDS: offsets_of([m.demands for _, m in modes])},
    )
    return matrix, offsets_of(chosen), patterns, ends


def allowed_patterns(p: Problem, activity: int, mode: Mode, demand: Demand) -> list[tuple[int, Pattern]]:
    """The patterns of a demand that rules ``crew`` and ``lending`` let the variant use, with their indices, cheapest
    first: by what is priced, then by all cash."""
    employer, region = p.projects[p.activities[activity].project].employer, p.region(activity)
    fit = [
        (i, q)
        for i, q in enumerate(demand.patterns)
        if _fits(p, employer, region, demand.trade, q) and p.persons.fits(demand.trade, mode.duration, q)
    ]
    return sorted(fit, key=lambda row: (row[1].euros(p.priced), row[1].euros(ALL_CASH))) if len(fit) > 1 else fit


def _relieved(listed: Sequence[Pattern]) -> list[int]:
    """Of the patterns of a demand, 1 for each of own people who could do it as fewer, in overtime."""
    fewer = {q.own for q in listed if q.source is Source.OVERTIME}
    return [int(q.source is Source.OWN and q.own in fewer) for q in listed]


def _fits(p: Problem, employer: int, region: int, trade: int, q: Pattern) -> bool:
    def supplies(pool: Pool) -> bool:
        return pool.trade == trade and (pool.region == region or region in pool.reach)

    if not p.allowed.source(q.source):
        return False
    if q.own is not None and not (supplies(p.pools[q.own]) and p.pools[q.own].employer == employer):
        return False
    if q.other is None:
        may = 0 if q.own is None else p.pools[q.own].overtime_of(q.own_heads)
        return q.source is Source.OWN or q.other_heads <= may
    if q.source is Source.HIRED:
        return p.markets[q.other].trade == trade and p.markets[q.other].region == region
    pool = p.pools[q.other]
    agreed = q.source is Source.CONSORTIUM or (pool.consent and pool.legal_basis)
    return supplies(pool) and pool.employer != employer and agreed


def pattern_indices(problem: Problem) -> Sequence[int]:
    """Per pattern of :class:`Arrays` its index in its demand (patterns that the variant forbids are left out
    there). Those of the problem that was asked about last are kept: each plan that is handed over asks for them."""
    global _last
    last = _last
    if last is None or last[0] is not problem:
        _last = last = (problem, _pattern_indices(problem))
    return last[1]


_last: tuple[Problem, Sequence[int]] | None = None


def _pattern_indices(problem: Problem) -> Sequence[int]:
    return [
        i
        for a, activity in enumerate(problem.activities)
        for mode in activity.modes
        for demand in mode.demands
        for i, _ in allowed_patterns(problem, a, mode, demand)
    ]
