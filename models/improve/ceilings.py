"""Search at the ceilings of a plan: how much each is weighed, and moves that pay back what is too much.

A plan that must be no later, no more nuisance and no less steady than another one starts with every ceiling reached,
and nearly every way to a better plan leads over states that exceed one. So states may, at a price per unit that rises
while the search stays above the ceiling and falls while it stays below: strategic oscillation (Glover 1989), with the
penalty management of hybrid genetic search (Vidal, Crainic, Gendreau, Lahrichi and Rei 2012). The same price is what
work costs where it is put back, so that the search keeps off what is scarce by itself."""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    BEGINS,
    BURDEN,
    CLOSED_AT,
    DEMANDS,
    DIGS,
    END,
    ENDS,
    JOINED,
    MODE,
    MOST_BROKEN,
    MOST_BURDEN,
    MOST_CHANGES,
    MOST_HIRED,
    PATTERN,
    PATTERN_HIRED,
    REST,
    START,
    STREET_DISTRICT,
)
from ..construct.jit import inner
from ..construct.price import USED, WEIGHED, excess, excess_in
from ..construct.state import State
from .iteration import Memory
from .moves import costly, rivals, street, users

RAISED, LOWERED = 1.3, 0.9  # a weight after a chunk of rounds that ends above its ceiling, or within it
# Where districts have ceilings of their own, some thirty have to hold at a time: each is let go slowly, or hardly any
# state keeps them all.
SLOWLY, SLOWLY_IN = 0.99, 0.998
BEGIN, LEAST, MOST = 0.2, 1e-3, 1e5  # a weight as a multiple of its typical rate
LOOKS = 12  # places that a move compares
FARTHEST = 500  # streets that are looked through for those of one district


def first_weights(x: Arrays) -> Floats:
    """Where search begins: burden at its price where it has one, a ceiling at a part of its typical rate; first those
    over all, then those of each district."""
    there = np.concatenate([x.ceilings >= 0, (x.local >= 0).ravel()])
    weights = np.where(there, BEGIN * x.rates, 0.0)
    weights[MOST_BURDEN] += x.burden_priced
    return weights


def calm(x: Arrays, weights: Floats) -> Floats:
    """The same weights without those of changes, with which all weeks differ and putting work back takes ten times as
    long."""
    found = weights.copy()
    found[MOST_CHANGES : len(x.ceilings)] = 0.0
    return found


def adapt(x: Arrays, z: State, totals: Ints, weights: Floats) -> None:
    """Weigh each ceiling more that the state exceeds, and each other one less. ``totals`` as
    :func:`wijkplan.models.construct.price.price` tells."""
    lowered = SLOWLY if (x.local >= 0).any() else LOWERED
    for k in np.flatnonzero(x.ceilings >= 0):
        priced = float(x.burden_priced) if k == MOST_BURDEN else 0.0
        used = z.changes[k - MOST_CHANGES] if k >= MOST_CHANGES else totals[WEIGHED + k]
        weight = (weights[k] - priced) * (RAISED if used > x.ceilings[k] else lowered)
        # Of places that cost the same the one with less burden is taken, however far its ceiling is.
        least = BEGIN if k == MOST_BURDEN else LEAST
        weights[k] = priced + min(max(weight, least * x.rates[k]), MOST * x.rates[k])
    own, rates = weights[len(x.ceilings) :], x.rates[len(x.ceilings) :]
    over = totals[USED + len(x.stock) :] > x.local.ravel()
    adapted = np.clip(own * np.where(over, RAISED, SLOWLY_IN), LEAST * rates, MOST * rates)
    own[:] = np.where(x.local.ravel() >= 0, adapted, 0.0)


@inner
def repay(x: Arrays, z: State, mem: Memory, weights: Floats, count: int, most: int) -> tuple[int, bool]:
    """Take out what uses most of a ceiling that is exceeded, the dearest excess likeliest; whether joints are to be
    drawn anew."""
    owed, at = 0.0, -1
    for k in range(len(x.ceilings)):
        euros = weights[k] * excess(x, z, mem.out[0], k)
        if k <= MOST_BROKEN:
            for d in range(x.local.shape[0]):
                euros += weights[len(x.ceilings) + 2 * d + k] * excess_in(x, mem.out[0], d, k)
        euros *= np.random.random()
        if euros > owed:
            owed, at = euros, k
    gone, mark = mem.gone, mem.mark
    if at in (MOST_BURDEN, MOST_BROKEN) and len(mem.streets) > 0:
        return street(x, _worst_street(x, z, mem, at), gone, mark, count), True
    if at >= MOST_CHANGES:
        return unsteady(x, z, mem, at, count, most), False
    seed = _hirer(x, z, mem.works) if at == MOST_HIRED else costly(x, z, mem.works)
    return rivals(x, z, seed, gone, mark, count, most, np.random.randint(2, 40)), False


@inner
def _over_in(x: Arrays, totals: Ints, ceiling: int) -> int:
    """A district in which a ceiling of its own is exceeded, drawn by how far; -1 where there is none."""
    most, found = 0.0, -1
    for d in range(x.local.shape[0]):
        if x.local[d, ceiling] >= 0:
            drawn = excess_in(x, totals, d, ceiling) * (1.0 - np.random.random())
            if drawn > most:
                most, found = drawn, d
    return int(found)


@inner
def _worst_street(x: Arrays, z: State, mem: Memory, ceiling: int) -> int:
    """Of some streets drawn the one with most burden, or with most broken rests; where a district exceeds a ceiling of
    its own, of that district."""
    district = _over_in(x, mem.out[0], ceiling)
    most, found, seen, n = -1.0, -1, 0, len(mem.streets)
    first = np.random.randint(0, n)
    for i in range(min(n, FARTHEST)):
        s = mem.streets[np.random.randint(0, n)] if district < 0 else mem.streets[(first + i) % n]
        if district < 0 or x.streets[s, STREET_DISTRICT] == district:
            drawn = used_in(x, z, s, ceiling) * np.random.random()
            if drawn > most:
                most, found = drawn, s
            seen += 1
            if seen == LOOKS:
                break
    return int(found) if found >= 0 else int(mem.streets[first])


@inner
def used_in(x: Arrays, z: State, s: int, ceiling: int) -> int:
    """Burden of a street, or its broken rests."""
    used, end, joined = 0, x.streets[s, CLOSED_AT], False
    for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
        a = x.digs[i]
        if z.places[a, MODE] < 0:
            continue
        if ceiling == MOST_BROKEN:
            used += 1 if not joined and z.places[a, START] - end < x.streets[s, REST] else 0
        else:
            used += x.streets[s, BURDEN] * (z.places[a, END] - (end if joined else z.places[a, START]))
        end, joined = z.places[a, END], z.places[a, JOINED] == 1
    return int(used)


@inner
def unsteady(x: Arrays, z: State, mem: Memory, ceiling: int, count: int, most: int) -> int:
    """Work of a pool about the greatest rise or fall of some that were drawn, from the quarter with more heads."""
    worst, pool, quarter = -1, 0, 1
    for _ in range(LOOKS):
        r = np.random.randint(0, len(x.owner))
        if ceiling > MOST_CHANGES and x.owner[r] != ceiling:
            continue
        q = np.random.randint(1, z.averages.shape[1])
        step = abs(z.averages[r, q] - z.averages[r, q - 1])
        if step > worst:
            worst, pool = step, r
            quarter = q if z.averages[r, q] > z.averages[r, q - 1] else q - 1
    if worst <= 0:
        return rivals(x, z, mem.works[np.random.randint(0, len(mem.works))], mem.gone, mem.mark, count, most, 20)
    first, last = x.quarters[quarter - 1, BEGINS], x.quarters[quarter - 1, ENDS]
    return users(x, z, pool, first, last - 1, mem.gone, mem.mark, count, most)


@inner
def _hirer(x: Arrays, z: State, works: Ints) -> int:
    """A random activity, preferably one that hires."""
    a = works[np.random.randint(0, len(works))]
    for _ in range(LOOKS):
        m = z.places[a, MODE]
        if m >= 0:
            for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
                if x.patterns[z.places[a, PATTERN + k], PATTERN_HIRED] > 0:
                    return int(a)
        a = works[np.random.randint(0, len(works))]
    return int(a)
