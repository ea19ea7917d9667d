"""What comes before what, as pairs of numbers: whether it goes round, one order of all, and which pairs say something
new. In plain Python: a library of graphs takes longer to import than all of this takes for a large programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

Pairs = Iterable[tuple[int, int]]
"""What comes before, and what comes after it."""


def circle(pairs: Pairs) -> list[int]:
    """Some that wait for each other, each for the one before it and the first for the last; empty where none do.

    >>> circle([(1, 2), (2, 3), (3, 2)])
    [2, 3]
    """
    graph: TopologicalSorter[int] = TopologicalSorter()
    for before, after in pairs:
        graph.add(after, before)
    try:
        graph.prepare()
    except CycleError as error:
        found: list[int] = error.args[1]
        return found[:-1]
    return []


def in_order(number: int, pairs: Pairs) -> Iterator[int]:
    """All from 0 to ``number``, each after what comes before it; of those that may come next the lowest.

    >>> list(in_order(4, [(3, 0), (2, 1)]))
    [2, 1, 3, 0]
    """
    then, waits = defaultdict(list), [0] * number
    for before, after in set(pairs):
        then[before].append(after)
        waits[after] += 1
    ready = [one for one in range(number) if not waits[one]]
    heapify(ready)
    while ready:
        one = heappop(ready)
        yield one
        for after in then[one]:
            waits[after] -= 1
            if not waits[after]:
                heappush(ready, after)


def direct(pairs: Pairs) -> set[tuple[int, int]]:
    """Without what follows from a chain of others; nothing may go round.

    >>> sorted(direct([(1, 2), (2, 3), (1, 3)]))
    [(1, 2), (2, 3)]
    """
    then: dict[int, list[int]] = {}
    for before, after in pairs:
        then.setdefault(before, []).append(after)
    found = set()
    for one, nearest in then.items():
        further: set[int] = set()
        ahead = [two for near in nearest for two in then.get(near, ())]
        while ahead:
            two = ahead.pop()
            if two not in further:
                further.add(two)
                ahead += then.get(two, ())
        found |= {(one, near) for near in nearest if near not in further}
    return found
