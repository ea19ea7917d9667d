"""Performance profiles (Dolan and Moré): which share of the runs is within a gap, and which has reached the target by
a time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .compare_runs import Pair

COLOURS = ("#1b6ca8", "#d1603d")


def steps(values: Sequence[float | None], end: float) -> tuple[list[float], list[float]]:
    """Points of a cumulative share in percent, from 0 to ``end``; what is ``None`` is never reached."""
    known = sorted(value for value in values if value is not None)
    shares = [100 * (i + 1) / max(1, len(values)) for i in range(len(known))]
    return [0.0, *known, max([end, *known])], [0.0, *shares, shares[-1] if shares else 0.0]


def write(out: Path, matched: Sequence[Pair], names: tuple[str, str], target: float) -> None:
    """Both profiles in one HTML file that needs no network. Unsolved runs keep a curve below 100 %."""
    titles = ("within this gap to the reference", f"within {target:g} % of the reference by this time")
    figure = make_subplots(rows=1, cols=2, subplot_titles=titles)
    for k, (name, colour) in enumerate(zip(names, COLOURS, strict=True)):
        runs = [pair.a if k == 0 else pair.b for pair in matched]
        gaps = [pair.gap(run) for pair, run in zip(matched, runs, strict=True)]
        times = [pair.reached(run, target) for pair, run in zip(matched, runs, strict=True)]
        gaps_end = max(
            (gap for pair in matched for gap in (pair.gap(pair.a), pair.gap(pair.b)) if gap is not None), default=1.0
        )
        seconds_end = max(float(run["seconds"]) for pair in matched for run in (pair.a, pair.b))
        for column, (values, end) in enumerate(((gaps, gaps_end), (times, seconds_end)), start=1):
            x, y = steps(values, end)
            if min(x) < 0:  # better than the reference
                x, y = x[1:], y[1:]
            line = {"shape": "hv", "color": colour}
            figure.add_trace(
                go.Scatter(x=x, y=y, name=name, mode="lines", line=line, showlegend=column == 1, legendgroup=name),
                row=1,
                col=column,
            )
    figure.update_yaxes(range=[0, 101], title_text="runs, %", col=1)
    figure.update_yaxes(range=[0, 101], col=2)
    figure.update_xaxes(title_text="gap, %", col=1)
    figure.update_xaxes(title_text="seconds", col=2)
    figure.update_layout(title=f"{names[0]} and {names[1]}: {len(matched)} runs each", template="plotly_white")
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.write_html(out, include_plotlyjs=True)
