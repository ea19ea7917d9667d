"""The least number of weeks from the end of work to the last end of what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from ..problem import Link, Problem


def project_tails(p: Problem) -> list[int]:
    """Per activity the least number of weeks from its end to its project's last end."""
    tails, chains = [0] * len(p.activities), chains_of(p)
    for members in p.members:
        for a, tail in tails_of(p.horizon, members, chains).items():
            tails[a] = tail
    return tails


Chains = Sequence[Sequence[tuple[int, int]]]


def chains_of(p: Problem) -> Chains:
    """Per activity what follows its end: the activity, and the least number of weeks until the end of that."""
    shortest = [min(m.duration for m in a.modes) for a in p.activities]
    rows: list[list[tuple[int, int]]] = [[] for _ in p.activities]
    for q in p.precedences:
        if q.link is Link.FINISH_START:
            rows[q.predecessor].append((q.successor, max(0, q.min_lag) + shortest[q.successor]))
    return rows


def tails_of(horizon: int, works: Sequence[int], chains: Chains) -> dict[int, int]:
    """Per activity the least number of weeks from its end to the last end of them all, by finish-to-start chains among
    them."""
    tails = dict.fromkeys(works, 0)
    for _ in works:
        moved = False
        for a in works:
            for b, least in chains[a]:
                if b in tails and tails[a] < least + tails[b] <= horizon:
                    tails[a], moved = least + tails[b], True
        if not moved:
            break
    return tails
