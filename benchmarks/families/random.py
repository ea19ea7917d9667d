"""Generated project networks, solved for their makespan: the public problems where no public instances are."""

from __future__ import annotations

import re
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.benchmarks.generate.networks import network
from wijkplan.benchmarks.library import build
from wijkplan.planner.text import say

SHAPES = ((1, 30, 1), (1, 60, 1), (1, 20, 3), (4, 30, 1))
SEEDS = (1, 2)


def cases() -> tuple[Case, ...]:
    """Two seeds per shape (projects x jobs x modes)."""
    return tuple(Case("random", f"{p}x{n}x{m}", f"seed-{seed}") for p, n, m in SHAPES for seed in SEEDS)


def load(case: Case, library: Path | None = None) -> Loaded:
    """Generate the network of a shape (the case's set) and seed (its instance)."""
    del library
    numbers = re.fullmatch(r"(\d+)x(\d+)x(\d+)/seed-(\d+)", f"{case.set}/{case.instance}")
    if numbers is None:
        raise Unavailable(say("{case}: should read random/PROJECTSxJOBSxMODES/seed-NUMBER", case=case))
    projects, jobs, modes, seed = map(int, numbers.groups())
    return Loaded(build(network(projects, jobs, modes, seed)))
