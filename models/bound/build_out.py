"""Good weights of trades for a bound on how many homes can be done: the scarcest trades of what most districts are
like.

Districts with the same hours per home make a class. Tried are one trade at what a home of one class is worth in it,
and pairs of trades at which two classes are worth just their hours: the vertices of the dual of the programme over
classes. The best of them counts; what they prove says :mod:`wijkplan.models.check.build_out` alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from ..check.build_out import BuildOut, most_homes

SCALE = 10**9  # weights count in billionths of a home an hour


def best_weights(b: BuildOut, until: int, since: int = 0) -> dict[int, int]:
    """The weights that give the lowest bound on homes in the years ``since`` to ``until``."""
    small = classes(b)
    best: dict[int, int] = {}
    value = most_homes(small, until, best, SCALE, since)
    for weights in _vertices(small):
        found = most_homes(small, until, weights, SCALE, since)
        if found < value:
            best, value = weights, found
    return best


def classes(b: BuildOut) -> BuildOut:
    """The same with districts of like hours per home as one: the bound of it is that of the districts, but for
    rounding."""
    rows: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {}
    for homes, hours in zip(b.homes, b.hours, strict=True):
        if not homes:
            continue
        key = tuple(round(10 * h / homes) for h in hours)
        before, added = rows.get(key, (0, (0,) * len(hours)))
        rows[key] = before + homes, tuple(x + y for x, y in zip(added, hours, strict=True))
    return replace(b, homes=tuple(n for n, _ in rows.values()), hours=tuple(h for _, h in rows.values()))


def _vertices(b: BuildOut) -> Iterator[dict[int, int]]:
    trades, kinds = range(len(b.room)), list(zip(b.homes, b.hours, strict=True))
    for t in trades:
        for homes, hours in kinds:
            if hours[t]:
                yield {t: -(-SCALE * homes // hours[t])}
    for (n1, h1), (n2, h2) in combinations(kinds, 2):
        for t, u in combinations(trades, 2):
            det = h1[t] * h2[u] - h1[u] * h2[t]
            if det:
                first, second = SCALE * (n1 * h2[u] - n2 * h1[u]) / det, SCALE * (n2 * h1[t] - n1 * h2[t]) / det
                if first >= 0 and second >= 0:
                    yield {t: int(first) + 1, u: int(second) + 1}
