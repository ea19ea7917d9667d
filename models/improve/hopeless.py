"""Children that are not worth justifying: those that begin so much longer than their worse parent that hardly any of
the kind was ever kept.

On 300 activities a child takes seven passes of the serial scheme, and nine of ten are not kept. How far apart
both kinds begin differs from problem to problem and changes as a population converges, so it is learnt: some children
are justified whatever they look like."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..construct.arrays import Ints
from ..construct.jit import inner
from ..construct.record import record
from ..construct.serial import Project

REMEMBERED = 60  # children that were kept
OUTLIERS = 2  # of those, as many as may be beyond the limit
WHOLE = 0.15  # part of the children that are justified in any case


@record
class Hopeless(NamedTuple):
    """How much longer than their worse parent children were that came to be kept: row 0 as generated, row 1 after the
    first round of justification."""

    seen: Ints  # 2 x REMEMBERED
    kept: Ints  # 1: how many ever
    limit: Ints  # 2: beyond this the rest is spared


def hopeless() -> Hopeless:
    """Nothing is known: nothing is spared."""
    return Hopeless(np.zeros((2, REMEMBERED), np.int64), np.zeros(1, np.int64), np.full(2, np.iinfo(np.int64).max >> 1))


@inner
def look(h: Hopeless, j: Project, start: Ints, mode: Ints, limit: Ints) -> tuple[bool, int]:
    """Set the ``limit`` of a child whose worse parent has this schedule; whether the child is justified in any case,
    and how long the parent is."""
    last = 0
    for a in range(len(start)):
        last = max(last, start[a] + j.duration[mode[a]])
    whole = np.random.random() < WHOLE
    for k in range(2):
        limit[k] = j.horizon if whole else min(j.horizon, last + h.limit[k])
    return whole, last


@inner
def learn(h: Hopeless, passed: Ints, last: int) -> None:
    """A child that was justified in any case was kept: it had these lengths, its worse parent that one."""
    for k in range(2):
        h.seen[k, h.kept[0] % REMEMBERED] = passed[k] - last
    h.kept[0] += 1
    if h.kept[0] >= REMEMBERED:
        for k in range(2):
            h.limit[k] = np.sort(h.seen[k])[REMEMBERED - 1 - OUTLIERS]
