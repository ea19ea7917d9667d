"""Plotly figures of plans: hover, zoom, pick trades and regions from the legend. ``figure.show()`` or ``figure.write_html(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from wijkplan.planner.compile.labels import WORK_TYPES_EN

if TYPE_CHECKING:
    from wijkplan._programme import PlanOf

COLOURS = {"retrofit": "#b5532a", "heat": "#a32c4a", "cabling": "#1f6f9f", "charging": "#3a7d44", "sewer": "#6d6256"}
DAY_MS = 86_400_000


def gantt(plan: PlanOf) -> go.Figure:
    """Every activity as a bar from its first to its last day, by district and project; the hover says who works and how far it moved."""
    frame = plan.to_frame().sort_values(["district", "project", "start_week"], ignore_index=True)
    people = plan.people_frame()
    who: dict[str, str] = {}
    for row in people.to_dict("records"):
        one = f"{row['heads']:g} {row['trade']} ({row['source']})"
        who[row["activity"]] = f"{who[row['activity']]}, {one}" if row["activity"] in who else one
    figure = go.Figure()
    for work_type in dict.fromkeys(frame["work_type"].tolist()):
        rows = frame[frame["work_type"] == work_type].to_dict("records")
        figure.add_bar(
            name=WORK_TYPES_EN.get(work_type, work_type),
            y=[[row["district"] for row in rows], [row["activity"] for row in rows]],
            base=[row["start"] for row in rows],
            x=[((row["end"] - row["start"]).days + 1) * DAY_MS for row in rows],
            orientation="h",
            marker_color=COLOURS.get(work_type),
            customdata=[(row["end"], row["weeks_moved"], who.get(row["activity"], "")) for row in rows],
            hovertemplate="%{y}<br>%{base} to %{customdata[0]}<br>moved %{customdata[1]} weeks<br>%{customdata[2]}<extra></extra>",
        )
    figure.update_layout(
        barmode="overlay",
        template="plotly_white",
        height=max(300, 16 * len(frame) + 120),
        xaxis={"type": "date", "title": None},
        yaxis={"autorange": "reversed", "title": None},
        legend={"orientation": "h"},
    )
    return figure


def load(plan: PlanOf, trade: str, region: str | None = None) -> go.Figure:
    """People of a trade week by week: what own pools may plan as a line, who is at work as areas by source, also hired and lent ones.

    Raises:
        ValueError: the plan has no such trade, or none in that region.
    """
    pools, people = plan.load_frame(), plan.people_frame()
    pools, people = pools[pools["trade"] == trade], people[people["trade"] == trade]
    if region is not None:
        pools, people = pools[pools["region"] == region], people[people["region"] == region]
    if pools.empty and people.empty:
        known = ", ".join(sorted(set(plan.people_frame()["trade"])))
        raise ValueError(f"no people of trade {trade!r}{f' in region {region!r}' if region else ''}; trades of this plan: {known}")
    weeks = range(plan.problem.horizon)
    mondays = [plan.compiled.names.monday(week) for week in weeks]
    figure = go.Figure()
    for source in ("own", "lent", "consortium", "hired"):
        heads = [0.0] * plan.problem.horizon
        for line in people[people["source"] == source].to_dict("records"):
            for week in range(line["since"], min(line["until"], plan.problem.horizon)):
                heads[week] += line["heads"]
        if any(heads):
            figure.add_scatter(x=mondays, y=heads, name=source, mode="lines", stackgroup="work", line={"shape": "hv", "width": 0})
    capacity = pools.groupby("week")["heads"].sum().reindex(weeks, fill_value=0.0)
    figure.add_scatter(x=mondays, y=capacity, name="own people there are", mode="lines", line={"shape": "hv", "color": "#222", "dash": "dot"})
    figure.update_layout(template="plotly_white", yaxis_title="persons", legend={"orientation": "h"}, hovermode="x unified")
    return figure
