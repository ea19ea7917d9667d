"""A comparison as pandas tables: results, terms and savings; and the tables that ``wijkplan compare`` writes beside its JSON.

Imported only where tables are asked for: pandas takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.record import Comparison

from .plan_frames import load_frame, people_frame, plan_frame

FOLDER = "tables"
RESULTS = ("status", "cost", "bound", "bound_certified", "gap", "decidable_cost", "seconds", "first_plan_seconds")


def results_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question and variant: status, euros, bound, gap on decidable cost, and the measures of its plan that are numbers."""
    rows = []
    for one in comparison.results:
        measured = {} if one.measures is None else asdict(one.measures)
        numbers = {key: value for key, value in measured.items() if isinstance(value, int | float)}
        rows.append({"question": one.question, "variant": one.variant} | {key: getattr(one, key) for key in RESULTS} | numbers)
    return pd.DataFrame(rows)


def terms_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question, variant and cost term, in euros."""
    rows = (
        {"question": one.question, "variant": one.variant, "term": term, "euros": euros}
        for one in comparison.results
        for term, euros in one.terms.items()
    )
    return pd.DataFrame(rows, columns=("question", "variant", "term", "euros"))


def savings_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per question and pair of variants: euros saved at least and at most (missing where nothing is known), and the word for it."""
    rows = (
        {"question": s.question, "from": s.source, "to": s.to, "low": s.low, "high": s.high, "word": s.word} for s in comparison.savings
    )
    frame = pd.DataFrame(rows, columns=("question", "from", "to", "low", "high", "word"))
    return frame.astype({"low": "Int64", "high": "Int64"})


def tables(comparison: Comparison, compiled: Compiled, plans: Mapping[tuple[str, str], Plan]) -> dict[str, str]:
    """The files of ``tables/``: CSV with a heading, comma and decimal point, dates as ISO. Plans and people of all results; load, which has
    a row per pool and week, of the widest variant only. They say nothing that the JSON files do not."""
    frames = {"results": results_frame(comparison), "terms": terms_frame(comparison), "savings": savings_frame(comparison)}
    problem = compiled.problem
    frames["plan"] = _stacked({key: plan_frame(compiled, problem, plan) for key, plan in plans.items()})
    frames["people"] = _stacked({key: people_frame(compiled, problem, plan) for key, plan in plans.items()})
    widest = {key: plan for key, plan in plans.items() if key[1] == "bundled"}
    frames["load"] = _stacked({key: load_frame(compiled, problem, plan) for key, plan in widest.items()})
    return {f"{FOLDER}/{name}.csv": frame.to_csv(index=False, lineterminator="\n") for name, frame in frames.items()}


def _stacked(frames: Mapping[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    """The frames under each other, question and variant in front."""
    if not frames:
        return pd.DataFrame(columns=("question", "variant"))
    return pd.concat(frames, names=["question", "variant"]).reset_index(level=(0, 1)).reset_index(drop=True)
