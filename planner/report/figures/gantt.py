"""Every work as a bar, by district and project: who does it, when, and how far it moved; a second plan can be shown
beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label, work_type_label
from wijkplan.planner.text import amounts

from ..locale import Tongue
from ..work_chart import crew_line
from .style import ON_TOP, WARM, Figure, figure, plain, week_axis

ROW, LEGEND = 25, 30  # pixels
WEEK_MS = 7 * 86_400_000
COLOURS = {"retrofit": "#b5532a", "heat": "#a32c4a", "cabling": "#1f6f9f", "charging": "#3a7d44", "sewer": "#6d6256",
           "water": "#2f8f8f", "telecom": "#7a4f9e", "paving": "#8a7a2f", "trees": "#4f6b1f"}  # fmt: skip
OTHER = "#555555"  # what a programme defines itself
SHAPES = {"retrofit": "", "heat": "/", "cabling": "\\", "charging": ".", "sewer": "x",
          "water": "-", "telecom": "|", "paving": "+", "trees": "."}  # fmt: skip
LONGEST = 60  # letters of the name of a project


def gantt(
    problem: Problem,
    names: Names,
    plan: Plan,
    tongue: Tongue,
    before: Plan | None = None,
    tokens: Callable[[int], str] | None = None,
) -> Figure:
    """Works of a project share a row unless they are done at the same time. ``before`` is another plan, hidden until
    its name in the legend is pressed; ``tokens`` is what filters know about an activity."""
    now = plan.by_activity()
    was = {} if before is None else before.by_activity()
    order = _projects(problem, now)
    at, heads, count = _rows(problem, now, order)
    types = dict.fromkeys(names.projects[p].work_type for p in order)
    data: list[dict[str, Any]] = []
    for kind in types:
        mine = [a for a in at if names.projects[problem.activities[a].project].work_type == kind]
        pattern = {
            "shape": SHAPES.get(kind, "x"),
            "fillmode": "overlay",
            "fgcolor": "#fff",
            "fgopacity": 0.55,
            "size": 6,
            "solidity": 0.25,
        }
        bars = _bars(names, [(a, now[a], at[a]) for a in mine])
        told = [_told(problem, names, tongue, now[a], was.get(a)) for a in mine]
        data.append(
            bars
            | {
                "name": work_type_label(names, kind, tongue.language),
                "width": 0.46,
                "marker": {"color": COLOURS.get(kind, OTHER), "pattern": pattern},
                "hovertext": told,
                "hoverinfo": "text",
            }
            | ({"meta": {"tokens": [tokens(a) for a in mine]}} if tokens else {})
        )
    if was:
        mine = [a for a in at if a in was]
        look = {"color": "rgba(255,255,255,0)", "line": {"color": WARM, "width": 1.5}}
        label = tongue.say("baseline")
        data.append(
            _bars(names, [(a, was[a], at[a]) for a in mine])
            | {"name": label, "width": 0.62, "marker": look, "visible": "legendonly", "hoverinfo": "skip"}
            | ({"meta": {"tokens": [tokens(a) for a in mine]}} if tokens else {})
        )
    notes = [_label(row, _heading(problem, names, tongue, p)) for p, row in heads]
    return figure(
        data,
        tongue,
        ROW * count + 34,
        LEGEND,
        barmode="overlay",
        annotations=notes,
        meta={"row": ROW},
        xaxis=week_axis(tongue, side="top"),
        legend=ON_TOP,
        yaxis={"range": [count - 0.5, -0.95], "visible": False, "fixedrange": True},
        margin={"l": 8, "r": 14, "t": 34 + LEGEND, "b": 0},
        dragmode="pan",
    )


def _projects(problem: Problem, now: dict[int, Placement]) -> list[int]:
    """Projects with works, by district and first start."""
    begin: dict[int, int] = {}
    for a, placement in now.items():
        project = problem.activities[a].project
        begin[project] = min(begin.get(project, placement.start), placement.start)
    return sorted(begin, key=lambda p: (problem.projects[p].district, begin[p], p))


def _rows(
    problem: Problem, now: dict[int, Placement], order: Sequence[int]
) -> tuple[dict[int, int], list[tuple[int, int]], int]:
    """Per activity its row, per project its first row, and how many rows there are."""
    at: dict[int, int] = {}
    heads: list[tuple[int, int]] = []
    count = 0
    for project in order:
        heads.append((project, count))
        free: list[int] = []  # per row of this project from when it is free
        works = [a for a in problem.members[project] if a in now]
        for a in sorted(works, key=lambda a: (now[a].start, a)):
            lane = next((i for i, week in enumerate(free) if week <= now[a].start), len(free))
            free[lane : lane + 1] = [now[a].end]
            at[a] = count + lane
        count += len(free)
    return at, heads, count


def _bars(names: Names, works: Sequence[tuple[int, Placement, int]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row for _, _, row in works],
        "base": [names.monday(placement.start).isoformat() for _, placement, _ in works],
        "x": [(placement.end - placement.start) * WEEK_MS for _, placement, _ in works],
    }


def _told(problem: Problem, names: Names, tongue: Tongue, now: Placement, was: Placement | None) -> str:
    """What is shown on hovering over a work."""
    activity, name = problem.activities[now.activity], names.activities[now.activity]
    days = [(names.monday(p.start), names.monday(p.end) - timedelta(days=3)) for p in (now, *([was] if was else []))]
    spans = [" – ".join(amounts.day(one, tongue.language) for one in both) for both in days]
    lines = [
        f"<b>{plain(tongue.sentence(name.title))}</b> ({plain(name.id)})",
        f"{week_label(names.start, now.start)}: {spans[0]}",
    ]
    if activity.submitted is not None:
        moved = now.start - activity.submitted
        lines.append(
            tongue.say(
                "asked for {week}, moved {moved} weeks",
                week=week_label(names.start, activity.submitted),
                moved=f"{moved:+d}" if moved else "0",
            )
        )
    if was:
        lines.append(tongue.say("baseline: {span}", span=spans[1]))
    demands = activity.modes[now.mode].demands
    lines += [
        plain(crew_line(problem, names, tongue, d.trade, d.patterns[p]))
        for d, p in zip(demands, now.patterns, strict=True)
    ]
    return "<br>".join(lines)


def _heading(problem: Problem, names: Names, tongue: Tongue, project: int) -> str:
    said, district = tongue.project(names, project), names.districts[problem.projects[project].district].name
    if district.split(",")[0] not in said:
        said = f"{district} · {said}"
    return plain(said if len(said) <= LONGEST else said[: LONGEST - 1] + "…")


def _label(row: int, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": row - 0.52,
        "yanchor": "middle",
        "showarrow": False,
        "align": "left",
        "font": {"size": 11},
        "bgcolor": "rgba(255,255,255,0.75)",
        "borderpad": 0,
    }
