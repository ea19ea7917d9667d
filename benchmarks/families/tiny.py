"""The tiny programmes whose optimum is derived by hand in ``instances/tiny/README.md``: question all in, in each
variant."""

from __future__ import annotations

import json
from pathlib import Path

from wijkplan.benchmarks.cases import Case, Loaded, Unavailable
from wijkplan.planner.plan.variants import VARIANTS, in_variant
from wijkplan.planner.text import say

from .pilot import problem_of

FOLDER = Path(__file__).parents[2] / "instances" / "tiny"


def cases() -> tuple[Case, ...]:
    """Every tiny programme in every variant, with its optimum as best known value; the set is the variant. Those about
    newcomers, whom no variant takes on, are for tests only."""
    found = []
    for path in sorted(FOLDER.glob("*.expected.json")):
        stated = json.loads(path.read_text(encoding="utf-8"))
        if "newcomers" in stated:
            continue
        expected: dict[str, int] = stated["all_in"]
        found += [
            Case("tiny", variant, path.name.removesuffix(".expected.json"), euros)
            for variant, euros in expected.items()
        ]
    return tuple(found)


def load(case: Case, library: Path | None = None) -> Loaded:
    """The problem of a programme in a variant."""
    del library
    if case.set not in VARIANTS or not (FOLDER / case.instance).is_dir():
        raise Unavailable(say("{case}: there is no such programme or variant", case=case))
    return Loaded(in_variant(problem_of(FOLDER / case.instance), VARIANTS[case.set]))
