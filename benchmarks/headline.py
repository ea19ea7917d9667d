"""Ours beside all that is published: a table per set of public instances, which ``wijkplan bench published`` prints.

Gaps are over the least value that anyone has published, counted anew from objectives, so results of before a better
value was published can stand in it. A mean is over the instances on which a solver has a plan; on how many it has
none stands beside it, because a mean without the hardest instances flatters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from wijkplan.planner.text import Language, amounts, say, translated

from .cases import Case
from .confirm import KINDS, worth_of
from .records import Run


def table(
    runs: Sequence[Run],
    others: Sequence[Run],
    cases: Sequence[Case],
    asked: Mapping[tuple[object, ...], str] | None = None,
) -> pd.DataFrame:
    """A row per set and solver, rivals first; ``asked`` is what a second solver said of proofs
    (:func:`wijkplan.benchmarks.confirm.answers`).

    Columns: ``set``, ``instances``, ``solver`` (with seconds, workers and, for ours, seed), ``runs``, ``no_plan``,
    ``mean_gap`` (percent, ``NaN`` where nothing has a plan), ``better``, ``equal``, ``worse`` (than the least
    published value, of the runs with a plan), ``bounds`` (runs with a lower bound), ``proved`` (of these
    ``certified``, ``confirmed`` and ``claimed``) and ``seconds`` (mean)."""
    known = {case.id: case.best_known for case in cases if case.best_known is not None}
    ours = {(run["problem"], run["set"], run["instance"]) for run in runs}
    lines = []
    for run in (*others, *runs):
        case = (run["problem"], run["set"], run["instance"])
        if case not in ours or case not in known:
            continue
        best, objective = known[case], run["objective"]
        optimal = run["status"] == "optimal" and objective is not None
        worth = worth_of(run, asked or {}) if optimal else None
        lines.append(
            {
                "set": run["set"],
                "instance": run["instance"],
                "solver": _name(run),
                "no_plan": objective is None,
                "mean_gap": None if objective is None else 100 * (objective - best) / best,
                "better": objective is not None and objective < best,
                "equal": objective == best,
                "worse": objective is not None and objective > best,
                "bounds": run["bound"] is not None,
                "proved": optimal,
                **{kind: worth == kind for kind in KINDS},
                "seconds": run["seconds"],
            }
        )
    frame = pd.DataFrame(lines)
    if frame.empty:
        return frame
    counted = dict.fromkeys(("no_plan", "better", "equal", "worse", "bounds", "proved", *KINDS), "sum")
    groups = frame.astype({"mean_gap": float}).groupby(["set", "solver"], sort=False)
    whole = groups.agg({**counted, "mean_gap": "mean", "seconds": "mean"})
    whole.insert(0, "runs", groups.size())
    whole.insert(0, "instances", groups["instance"].nunique())
    order = {name: i for i, name in enumerate(dict.fromkeys(run["set"] for run in runs))}
    return whole.reset_index().sort_values("set", key=lambda sets: sets.map(order), kind="stable", ignore_index=True)


def markdown(frame: pd.DataFrame, language: Language = "en") -> str:
    """The table as Markdown, and under it how ours stand against the least published values over all sets."""
    if frame.empty:
        return translated(say("None of these runs is of an instance in the library's best_known.csv."), language)
    heads = (
        say("set (n)"),
        say("solver"),
        say("mean gap %"),
        say("no plan"),
        say("better / equal / worse"),
        say("proved"),
        say("certified / confirmed / claimed"),
        say("mean seconds"),
    )
    lines = [f"| {' | '.join(translated(head, language) for head in heads)} |", "|---" * len(heads) + "|"]
    for row in frame.to_dict("records"):
        theirs = str(row["solver"]).startswith("published")
        cells = (
            f"{row['set']} ({row['instances']})",
            str(row["solver"]).removeprefix("published-"),
            "-" if pd.isna(row["mean_gap"]) else amounts.number(row["mean_gap"], language, 2),
            f"{row['no_plan']}",
            f"{row['better']} / {row['equal']} / {row['worse']}",
            f"{row['proved']}" if row["bounds"] else "-",
            "-" if theirs else " / ".join(f"{row[kind]}" for kind in KINDS),
            "-" if theirs else amounts.number(row["seconds"], language, 1),
        )
        lines.append(f"| {' | '.join(cells)} |")
    sums = frame.groupby("solver", sort=False)[
        ["runs", "no_plan", "better", "equal", "worse", "bounds", "proved"]
    ].sum()
    lines.append("")
    for row in sums.reset_index().to_dict("records"):
        proved = say("{proved} said to be optimal", proved=row["proved"])
        told = say(
            "{solver}: of {runs} runs {better} better than the least published value, {equal} equal, {worse} worse, "
            "{no_plan} without a plan; {proved}.",
            solver=str(row["solver"]).removeprefix("published-"),
            **{name: row[name] for name in ("runs", "better", "equal", "worse", "no_plan")},
            proved=proved if row["bounds"] else say("what was proved is not published"),
        )
        lines.append(translated(told, language))
    return "\n".join(lines)


def _name(run: Run) -> str:
    seed = "" if run["solver"].startswith("published") else f", seed {run['seed']}"
    return f"{run['solver']}, {run['time_limit']:g} s x {run['workers']}{seed}"
