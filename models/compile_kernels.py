"""Compiles the kernels of a district once, on a problem without any work; see :mod:`wijkplan.models.construct.compile_ahead`."""

from __future__ import annotations

from typing import Any, cast

from numba import typeof, types

from .bound.prices import Ascent
from .construct.arrays import arrays
from .construct.compile_ahead import ALL, EVALUATE, LOAD, SEARCH, mark
from .construct.price import rank
from .construct.state import choose, copy, empty, place, set_joined
from .improve.ceilings import first_weights
from .improve.ejection import mend
from .improve.iteration import keep, memory
from .improve.ruin import begin, search, seed_rng
from .problem import Problem

NOTHING = Problem(1, (), (), (), (), (), (), ())


def main() -> None:
    """Leaves a mark after each step; what is needed first comes first."""
    x = arrays(NOTHING)
    z, best, mem, weights = empty(x), empty(x), memory(x), first_weights(x)
    search(x, z, best, mem, 0, 1.0, 1.0, weights, 0)
    mark(SEARCH).touch()
    for kernel, taken, numbers in ((place, (x, z), 4), (choose, (x, z), 2), (set_joined, (z,), 2)):
        cast(Any, kernel).compile((*map(typeof, taken), *[types.int64] * numbers))
    mark(LOAD).touch()
    Ascent(NOTHING, x).step(0.0)
    mark(EVALUATE).touch()
    seed_rng(0)
    copy(z, best)
    begin(x, z, mem, weights)
    rank(x, z, mem.out[0])
    keep(z, best, mem)
    mend(x, z, mem, 0, weights)
    mark(ALL).touch()


if __name__ == "__main__":
    main()
