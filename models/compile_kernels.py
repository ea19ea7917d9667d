"""Compiles the kernels of a district once, on a problem without any work; see
:mod:`wijkplan.models.construct.compile_ahead`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, cast

import numpy as np
from numba import typeof, types

from .bound.prices import Ascent
from .construct import kernel_cache
from .construct.arrays import arrays
from .construct.compile_ahead import ALL, STEPS, mark
from .construct.price import rank
from .construct.state import choose, copy, empty, place, set_joined
from .improve.ceilings import first_weights
from .improve.ejection import mend
from .improve.iteration import keep, memory
from .improve.moves import publish_early
from .improve.one_line import other_week, ways
from .improve.restricted import restore
from .improve.ruin import begin, search, seed_rng
from .improve.settle import Aim, settle
from .problem import Problem

NOTHING = Problem(1, (), (), (), (), (), (), ())


def main(which: Sequence[int] = tuple(range(len(STEPS)))) -> None:
    """Leaves a mark after each step; what is needed first comes first. ``which`` of the processes this one is; both
    where nothing is said. Several commands that are started on a new machine have each step compiled once."""
    made = _Made()
    for k in which:
        with _alone(k):
            for step in STEPS[k]:
                if not mark(step).exists():
                    getattr(made, step)()
                    mark(step).touch()
    if all(mark(step).exists() for steps in STEPS for step in steps):
        mark(ALL).touch()


@contextmanager
def _alone(k: int) -> Iterator[None]:
    """While no other process does the same; the system lets go when this one ends, however that is. Where it has no
    such locks, the same is compiled twice at worst."""
    with (kernel_cache.folder() / f"compiling-{k}.lock").open("w") as handle:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class _Made:
    """A problem without any work, and a method for each step."""

    def __init__(self) -> None:
        self.x = x = arrays(NOTHING)
        self.z, self.best, self.mem, self.weights = empty(x), empty(x), memory(x), first_weights(x)

    def search(self) -> None:
        """The rounds; longest of all."""
        search(self.x, self.z, self.best, self.mem, 0, 1.0, 1.0, self.weights, 0)

    def load(self) -> None:
        """What makes a state and looks at it."""
        x, z, best, mem = self.x, self.z, self.best, self.mem
        for kernel, taken, numbers in ((place, (x, z), 4), (choose, (x, z), 2), (set_joined, (z,), 2)):
            cast(Any, kernel).compile((*map(typeof, taken), *[types.int64] * numbers))
        seed_rng(0)
        copy(z, best)
        rank(x, z, mem.out[0])
        restore(x, z, best, mem.works)
        begin(x, z, mem, self.weights)
        mend(x, z, mem, 0, self.weights)

    def evaluate(self) -> None:
        """The priced relaxation, and what a search needs besides its rounds."""
        Ascent(NOTHING, self.x).step(0.0)
        keep(self.z, self.best, self.mem)
        publish_early(self.x, self.z)

    def nearest(self) -> None:
        """A plan nearer to what was asked for."""
        x, z, mem, weights, aim = self.x, self.z, self.mem, self.weights, Aim(0, 1, 0, 1, np.zeros(0, np.int64))
        settle(x, z, self.best, mem, aim, 0, 0, 1.0, 1.0, weights, 0)
        cast(Any, other_week).compile(
            (*map(typeof, (x, z, mem, aim, weights)), *[types.int64] * 3, typeof(ways(x)), types.boolean)
        )


if __name__ == "__main__":
    main(*([int(k)] for k in sys.argv[1:]))
