"""Components of a problem searched one after the other.

What shares nothing is searched apart as well as together, and better: the best state of each counts by itself, not only
when all are at their best at once, and each cools down by what can be decided in it."""

from __future__ import annotations

from typing import NamedTuple

from ..construct.arrays import Arrays
from ..construct.columns import MOST_CASH, MOST_HIRED
from ..problem import Problem
from .iteration import Memory, held, memory
from .recombine import components, few

TOGETHER = 0.1  # share of the rounds at the end in which all is searched at once: ceilings may tie what is apart


class Turn(NamedTuple):
    """Rounds on one component: ``mem`` holds all else where it is, ``share`` is how much of the problem it is; from
    progress ``since`` to ``until``."""

    mem: Memory
    share: float
    since: float
    until: float

    def passed(self, progress: float) -> float:
        """How far the turn is."""
        return (progress - self.since) / max(1e-9, self.until - self.since)


def turns(problem: Problem, x: Arrays, since: float) -> list[Turn]:
    """One turn for each component, as long as its share of the work, from progress ``since`` on; none where all hangs
    together or shares a purse, or where districts have ceilings of their own: their weights need all rounds to settle
    in."""
    groups = few(components(problem))
    purse = x.ceilings[MOST_CASH] >= 0 or x.ceilings[MOST_HIRED] >= 0
    if len(groups) < 2 or len(x.homes) > 1 or purse or (x.local >= 0).any():
        return []
    found: list[Turn] = []
    apart = (1.0 - since) * (1.0 - TOGETHER)
    for group in groups:
        projects = {problem.activities[a].project for a in group}
        tenders = [t for t, tender in enumerate(problem.tenders) if projects.issuperset(tender.projects)]
        share = len(group) / len(problem.activities)
        begins = found[-1].until if found else since
        found.append(Turn(held(x, group, tenders), share, begins, begins + apart * share))
    return [*found, Turn(memory(x), 1.0, found[-1].until, 1.0)]
