"""Problems with a planted optimum (:mod:`wijkplan.benchmarks.generate.planted`): per class, size and seed one with all
that can be shared and combined, and one without."""

from __future__ import annotations

import re
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.benchmarks.generate.planted import CLASSES, SIZES, Planted, floor, planted
from wijkplan.planner.text import say

SEED = 1
VARIANTS = ("together", "apart")


def cases() -> tuple[Case, ...]:
    """Every class and size in both variants, with its optimum as best known value."""
    return tuple(
        Case("planted", f"{difficulty}-{size}", f"{variant}-{SEED}", optimum(planted(difficulty, size, SEED), variant))
        for difficulty in CLASSES
        for size in SIZES
        for variant in VARIANTS
    )


def optimum(made: Planted, variant: str) -> int:
    """Euros of the optimal plan of a variant."""
    return sum(floor(made.variant(variant)[0]).values())


def load(case: Case, library: Path | None = None) -> Loaded:
    """Make the problem of a class and size (the case's set), a variant and a seed (its instance)."""
    del library
    names = (rf"({'|'.join(CLASSES)})-({'|'.join(SIZES)})", rf"({'|'.join(VARIANTS)})-(\d+)")
    said = re.fullmatch("/".join(names), f"{case.set}/{case.instance}")
    if said is None:
        raise Unavailable(
            say("{case}: should read planted/CLASS-SIZE/VARIANT-SEED, such as planted/tight-m/together-1", case=case)
        )
    difficulty, size, variant, seed = said.groups()
    return Loaded(planted(difficulty, size, int(seed)).variant(variant)[0])
