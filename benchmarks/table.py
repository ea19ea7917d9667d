"""The table of the README: ``python -m wijkplan.benchmarks.table out`` prints what ``wijkplan compare`` wrote to
``out`` as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

from wijkplan.planner.folder.stored_comparison import read_comparison


def main() -> None:
    """Print results and savings in millions of euros; gaps on decidable cost and on the total."""
    comparison = read_comparison(Path(sys.argv[1]))
    print(
        "| question | variant | cost (M EUR) | lower bound | gap on decidable cost | gap on total "
        "|\n|---|---|---|---|---|---|"
    )
    for r in comparison.in_euros:
        bound, total, gap = "-", "-", "-"
        if r.bound is not None and r.cost and r.status != "stored":
            bound = f"{r.bound / 1e6:.3f}{'' if r.bound_certified else ' (not certified)'}"
            total, gap = f"{(r.cost - r.bound) / r.cost:.2%}", f"{r.gap:.1%}"
        cost = "-" if r.cost is None else f"{r.cost / 1e6:.3f}"
        print(f"| {r.question} | {r.variant} | {cost} | {bound} | {gap} | {total} |")
    print(
        "\n| question | variant | home done after week | no plan sooner than | weeks sooner | at most | gap "
        "|\n|---|---|---|---|---|---|---|"
    )
    for one in comparison.sooner:
        for plan in (*((one.baseline,) if one.baseline else ()), *one.plans):
            least = "-" if plan.bound_week is None else f"{plan.bound_week:.1f}"
            told = (
                "-"
                if plan.mean_week is None or plan.bound_week is None
                else f"{(plan.mean_week - plan.bound_week) / plan.mean_week:.1%}"
            )
            most = "-" if plan.weeks_sooner_most is None else f"{plan.weeks_sooner_most:.1f}"
            print(
                f"| {one.question} | {plan.variant} | {plan.mean_week} | {least} | {plan.weeks_sooner} | {most} | "
                f"{told} |"
            )
    print("\n| question | from | to | saving (M EUR) | word |\n|---|---|---|---|---|")
    for s in comparison.savings:
        high = "-" if s.high is None else f"{s.high / 1e6:.2f}"
        print(f"| {s.question} | {s.source} | {s.to} | {s.low / 1e6:.2f} to {high} | {s.word} |")


if __name__ == "__main__":
    main()
