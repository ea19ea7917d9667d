"""Whether a comparison of the pilot is as good as promised: plans that hold, certified bounds, nested costs, small
gaps, first plans in time.

Run ``python -m wijkplan.benchmarks.acceptance out`` on the folder that ``wijkplan compare`` wrote; it prints every
promise with what was measured and ends with
1 if one is broken. The limits hold for 15 seconds per variant and question on two cores.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from wijkplan.planner.folder.stored_comparison import read_comparison
from wijkplan.planner.plan.variant_words import name
from wijkplan.planner.record import Comparison

FIRST_PLAN_SECONDS = 30.0  # a machine's very first run compiles the kernels; 5 s after that
GAP = {
    "equal_delivery": 0.18,
    "all_in": 0.25,
    "sooner": 0.15,
    "sooner_free": 0.25,
}  # of decidable cost, or of home-weeks
CONTAINED = (("aligned", "shared"), ("aligned", "combined"), ("shared", "bundled"), ("combined", "bundled"))


def promises(comparison: Comparison) -> Iterator[tuple[str, str, bool]]:
    """(promise, measured, kept) for each promise."""
    for question, limit in GAP.items():
        results = {r.variant: r for r in comparison.of(question)}
        for variant, r in results.items():
            where = f"{name(question, 'en')}, {name(variant, 'en')}"
            yield (
                f"{where}: a plan without violations",
                f"{r.status}, {len(r.violations)} violations",
                bool(r.plan) and not r.violations,
            )
            if r.status == "stored":
                continue
            yield f"{where}: certified bound", f"{r.bound}", r.bound is not None and r.bound_certified
            yield (
                f"{where}: gap on decidable cost at most {limit:.0%}",
                f"{r.gap}",
                r.gap is not None and r.gap <= limit,
            )
            first = r.first_plan_seconds
            yield (
                f"{where}: first plan within {FIRST_PLAN_SECONDS:.0f} s",
                f"{first}",
                first is not None and first <= FIRST_PLAN_SECONDS,
            )
        for narrow, wide in CONTAINED:
            before, after = results[narrow].cost, results[wide].cost
            nested = before is not None and after is not None and after <= before
            what = f"{name(wide, 'en')} is no dearer than {name(narrow, 'en')}"
            yield f"{name(question, 'en')}: {what}", f"{after} <= {before}", nested


def main() -> int:
    """Command line."""
    comparison = read_comparison(Path(sys.argv[1]))
    broken = 0
    for promise, measured, kept in promises(comparison):
        broken += not kept
        print(f"{'kept  ' if kept else 'BROKEN'}  {promise}: {measured}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
