"""Compiles the kernels of a district once, on a problem without any work; see
:mod:`wijkplan.models.construct.compile_ahead`."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numba import typeof, types

from .bound.prices import Ascent
from .construct.arrays import arrays
from .construct.compile_ahead import ALL, EVALUATE, LOAD, NEAREST, SEARCH, mark
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
    publish_early(x, z)
    mend(x, z, mem, 0, weights)
    aim = Aim(0, 1, 0, 1, np.zeros(0, np.int64))
    settle(x, z, best, mem, aim, 0, 0, 1.0, 1.0, weights, 0)
    restore(x, z, best, mem.works)
    cast(Any, other_week).compile(
        (*map(typeof, (x, z, mem, aim, weights)), *[types.int64] * 3, typeof(ways(x)), types.boolean)
    )
    mark(NEAREST).touch()
    mark(ALL).touch()


if __name__ == "__main__":
    main()
