"""The tables of the README: ``python -m wijkplan.benchmarks.table out`` prints what ``wijkplan compare`` wrote to
``out`` as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from wijkplan.planner.folder.stored_comparison import read_comparison
from wijkplan.planner.plan.variant_words import named
from wijkplan.planner.record import Comparison

from .markdown import markdown

MILLION = 1e6


def results(comparison: Comparison) -> pd.DataFrame:
    """A row per question in euros and variant: cost and bound in millions, gaps on decidable cost and on the total in
    percent; of a stored plan only its cost."""
    rows = []
    for r in comparison.in_euros:
        bounded = r.bound is not None and r.cost is not None and r.status != "stored"
        rows.append(
            {
                "question": named(r.question),
                "plan": named(r.variant),
                "cost (M EUR)": None if r.cost is None else f"{r.cost / MILLION:.3f}",
                "lower bound": f"{(r.bound or 0) / MILLION:.3f}{'' if r.bound_certified else ' (not certified)'}"
                if bounded
                else None,
                "gap on decidable cost": f"{r.gap:.1%}" if bounded else None,
                "gap on total": f"{((r.cost or 0) - (r.bound or 0)) / (r.cost or 1):.2%}" if bounded else None,
            }
        )
    return pd.DataFrame(rows)


def sooner(comparison: Comparison) -> pd.DataFrame:
    """A row per question in home-weeks and plan: after which week a home is done, no plan sooner than which, and how
    many weeks sooner than the baseline."""
    rows = []
    for one in comparison.sooner:
        for plan in (*((one.baseline,) if one.baseline else ()), *one.plans):
            known = plan.mean_week is not None and plan.bound_week is not None
            rows.append(
                {
                    "question": named(one.question),
                    "plan": named(plan.variant),
                    "home done after week": plan.mean_week,
                    "no plan sooner than": plan.bound_week,
                    "weeks sooner": plan.weeks_sooner,
                    "at most": plan.weeks_sooner_most,
                    "gap": 100 * ((plan.mean_week or 0) - (plan.bound_week or 0)) / (plan.mean_week or 1)
                    if known
                    else None,
                }
            )
    columns = ("question", "plan", "home done after week", "no plan sooner than", "weeks sooner", "at most", "gap")
    return pd.DataFrame(rows, columns=list(columns))


def savings(comparison: Comparison) -> pd.DataFrame:
    """A row per saving: between how many millions, and its word."""
    return pd.DataFrame(
        [
            {
                "question": named(s.question),
                "from": named(s.source),
                "to": named(s.to),
                "saving (M EUR)": f"{s.low / MILLION:.2f} to {'-' if s.high is None else f'{s.high / MILLION:.2f}'}",
                "word": s.word,
            }
            for s in comparison.savings
        ]
    )


def main() -> None:
    """Print all three."""
    comparison = read_comparison(Path(sys.argv[1]))
    in_weeks = ("home done after week", "no plan sooner than", "weeks sooner", "at most")
    weeks = dict.fromkeys(in_weeks, "{:.1f}") | {"gap": "{:.1f}%"}
    print(
        "\n\n".join((markdown(results(comparison)), markdown(sooner(comparison), weeks), markdown(savings(comparison))))
    )


if __name__ == "__main__":
    main()
