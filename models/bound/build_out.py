"""Good weights of trades for a bound on how many homes can be done: the scarcest trades of what most districts are
like.

Districts of one kind take nearly the same hours per home. Tried are one trade at what a home of one kind is worth in
it, and pairs of trades at which two kinds are worth just their hours: the vertices of the dual of the programme over
kinds. The best of them counts; what they prove says :mod:`wijkplan.models.check.build_out` alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from ..check.build_out import BuildOut, most_homes

SCALE = 10**9  # weights count in billionths of a home an hour


class Weights:
    """Weights for one problem; ``kinds`` says of each district which it is like."""

    def __init__(self, b: BuildOut, kinds: Sequence[Hashable]) -> None:
        self.small = _of_kinds(b, kinds)
        self.vertices: list[dict[int, int]] = [{}, *_vertices(self.small)]

    def best(self, until: int, since: int = 0) -> dict[int, int]:
        """Those that give the lowest bound on homes in the years ``since`` to ``until``."""
        return min(self.vertices, key=lambda weights: most_homes(self.small, until, weights, SCALE, since))


def _of_kinds(b: BuildOut, kinds: Sequence[Hashable]) -> BuildOut:
    """The same with all districts of a kind as one."""
    rows: dict[Hashable, tuple[int, tuple[int, ...]]] = {}
    for kind, homes, hours in zip(kinds, b.homes, b.hours, strict=True):
        before, added = rows.get(kind, (0, (0,) * len(hours)))
        rows[kind] = before + homes, tuple(x + y for x, y in zip(added, hours, strict=True))
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
