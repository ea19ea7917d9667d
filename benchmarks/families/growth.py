"""Growth: the pilot's size times 1, 2, 4 ... 64, as that many generated pilots side by side (variant bundled, all in).

Pilots are generated from the four seeds in turn. They share nothing, so the work per activity and week is the same at
every size and what is measured is how time and memory grow."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.benchmarks.generate.pilot import generate, write
from wijkplan.benchmarks.generate.union import union
from wijkplan.models.problem import Problem
from wijkplan.planner.plan.variants import BUNDLED, in_variant
from wijkplan.planner.text import say

from .pilot import problem_of

SIZES = (1, 2, 4, 8, 16, 32, 64)
SEEDS = (1, 2, 3, 4)


def cases() -> tuple[Case, ...]:
    """One case per size."""
    return tuple(Case("growth", "pilots", f"x{size}") for size in SIZES)


def load(case: Case, library: Path | None = None) -> Loaded:
    """So many pilots side by side."""
    del library
    size = re.fullmatch(r"x([1-9]\d{0,2})", case.instance)
    if size is None:
        raise Unavailable(say("{case}: should read growth/pilots/xNUMBER", case=case))
    return Loaded(union([_pilot(SEEDS[i % len(SEEDS)]) for i in range(int(size[1]))]))


@cache
def _pilot(seed: int) -> Problem:
    with TemporaryDirectory() as folder:
        write(generate(seed), Path(folder))
        return in_variant(problem_of(Path(folder)), BUNDLED)
