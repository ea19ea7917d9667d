"""The strongest bound on lateness from work between a head and a tail, for plain problems; its certificate is three
numbers a project.

See :mod:`wijkplan.models.check.lateness` for why it holds. Tried are all heads and tails that occur, per resource, by
sums over a table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from ..check.bounds import certified
from ..construct.arrays import Ints
from ..construct.serial import Project
from ..incumbent import Board


class CriticalWork:
    """Part of the portfolio: one bound, at once."""

    def __init__(self, j: Project) -> None:
        self.j = j

    def run(self, board: Board, done: Callable[[], bool], seconds: float) -> None:
        """Raise the board's certified bound."""
        del done, seconds
        certificate = find(self.j)
        board.raise_bound(certified(board.problem, certificate), certificate, source="critical work")


def find(j: Project) -> dict[str, Any]:
    """The best certificate."""
    n, resources = len(j.release), len(j.capacity)
    spans = [slice(*ends) for ends in pairwise(j.mode_ptr.tolist())]
    duration = np.array([j.duration[span].min() for span in spans], dtype=np.int64)
    work = np.array([(j.need[span] * j.duration[span, None]).min(0) for span in spans], dtype=np.int64).reshape(
        n, resources
    )
    head, tail = heads(j, duration), tails(j, duration)
    rows: dict[str, dict[str, int | None]] = {}
    for q in range(len(j.target)):
        mine = j.group == q
        if not mine.any():
            continue
        latest = int((head + duration + tail)[mine].max())
        rows[str(q)] = {"pool": None, "head": 0, "tail": 0}
        for r in range(resources):
            week, h, t = _busiest(head[mine], tail[mine], work[mine, r], int(j.capacity[r]))
            if week > latest:
                latest, rows[str(q)] = week, {"pool": r, "head": h, "tail": t}
    return {"kind": "lateness", "projects": rows}


def _busiest(head: Ints, tail: Ints, work: Ints, capacity: int) -> tuple[int, int, int]:
    """Largest head + work / capacity + tail over the heads and tails that occur: (week, head, tail)."""
    heads, h = np.unique(head, return_inverse=True)
    tails, t = np.unique(tail, return_inverse=True)
    table = np.zeros((len(heads), len(tails)), np.int64)
    np.add.at(table, (h, t), work)
    table = table[::-1, ::-1].cumsum(0).cumsum(1)[::-1, ::-1]  # work of at least this head and this tail
    weeks = np.where(table > 0, heads[:, None] + -(-table // max(1, capacity)) + tails[None, :], 0)
    i, k = np.unravel_index(int(weeks.argmax()), weeks.shape)
    return int(weeks[i, k]), int(heads[i]), int(tails[k])


def heads(j: Project, duration: Ints) -> Ints:
    """Per activity the earliest start by releases and chains."""
    head = j.release.copy()
    for a in _order(j):
        for b in j.after[j.after_ptr[a] : j.after_ptr[a + 1]]:
            head[b] = max(head[b], head[a] + duration[a])
    return head


def tails(j: Project, duration: Ints) -> Ints:
    """Per activity the longest chain after its end, within its project."""
    tail = np.zeros_like(duration)
    for a in reversed(_order(j)):
        for b in j.after[j.after_ptr[a] : j.after_ptr[a + 1]]:
            if j.group[a] == j.group[b]:
                tail[a] = max(tail[a], duration[b] + tail[b])
    return tail


def _order(j: Project) -> list[int]:
    """Activities, each after its predecessors."""
    left = np.diff(j.before_ptr)
    order = [int(a) for a in np.flatnonzero(left == 0)]
    for a in order:
        for b in j.after[j.after_ptr[a] : j.after_ptr[a + 1]]:
            left[b] -= 1
            if left[b] == 0:
                order.append(int(b))
    return order
