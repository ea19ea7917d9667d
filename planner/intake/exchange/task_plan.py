"""A plan of a planning program as a table: one row per task that has work, its place in the outline, its own fields,
and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wijkplan.planner.text import Text, say

from .grid import Grid, LinkType, Place, TaskLink

HEADINGS = (
    "Id",
    "Title",
    "Start",
    "Finish",
    "Not before week or date",
    "Not after week or date",
    "Target date",
    "Person-hours",
    "Resources",
    "Baseline start",
    "Baseline finish",
    "Notes",
)
MILESTONE, FINISHED = say("milestones"), say("finished tasks")
LINKED_OUTSIDE = say("links with tasks that are not carried over")
ROUNDED = say("lags rounded to whole weeks")
MOST_BRIDGED = 50_000  # links that are made out of chains over milestones


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a plan. ``key`` is what links call it by, ``number`` what its planner sees; ``levels`` are the names
    of the summary tasks above it; ``aside`` says why it has no row, where it has none."""

    key: str
    number: str
    name: str
    code: str = ""
    levels: tuple[str, ...] = ()
    start: date | None = None
    finish: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    deadline: date | None = None
    baseline: tuple[date | None, date | None] = (None, None)
    hours: float | None = None
    resources: tuple[str, ...] = ()
    notes: str = ""
    own: dict[str, str] = field(default_factory=dict)
    aside: Text | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """``then`` waits for ``first``, by their keys."""

    first: str
    then: str
    type: LinkType
    lag_weeks: float


def grid_of_tasks(tasks: Sequence[Task], links: Sequence[Link], dropped: dict[Text, int]) -> Grid:
    """The tasks as rows under headings. What is not carried over is added to ``dropped``."""
    rows_of = [task for task in tasks if task.aside is None]
    for task in tasks:
        if task.aside is not None:
            dropped[task.aside] = dropped.get(task.aside, 0) + 1
    depth = max((len(task.levels) for task in rows_of), default=0)
    levels = [f"Level {n + 1}" for n in range(depth)]
    own = [
        name
        for name in dict.fromkeys(name for task in rows_of for name in task.own)
        if name not in (*HEADINGS, *levels)
    ]
    rows: list[list[Any]] = [[*HEADINGS, *levels, *own]]
    for task in rows_of:
        plain = [
            task.code or task.number,
            task.name,
            task.start,
            task.finish,
            task.not_before,
            task.not_after,
            task.deadline,
            task.hours,
        ]
        plain += ["; ".join(task.resources), *task.baseline, task.notes]
        above = [*task.levels, *[""] * (depth - len(task.levels))]
        rows.append(
            ["" if value is None else value for value in [*plain, *above, *(task.own.get(name, "") for name in own)]]
        )
    made = _links({task.key: r for r, task in enumerate(rows_of, start=1)}, tasks, links, dropped)
    headings = rows[0]

    def place_of(r: int, c: int) -> Place:
        if not 0 < r <= len(rows_of):
            return "", ""
        task = rows_of[r - 1]
        return f"{task.number} {task.name}" + (f" | {headings[c]}" if 0 < c < len(headings) else ""), ""

    return Grid(rows, fixed=True, quiet=frozenset((*HEADINGS, *levels)), links=made, dropped=dropped, place_of=place_of)


def _links(
    row_of: dict[str, int], tasks: Sequence[Task], links: Sequence[Link], dropped: dict[Text, int]
) -> tuple[TaskLink, ...]:
    """Links between rows; a chain over milestones is one link, as these take no time."""
    bridges = {task.key for task in tasks if task.aside is MILESTONE}
    listed = _bridged(list(links), bridges)
    made = [
        TaskLink(row_of[k.first], row_of[k.then], k.type, k.lag_weeks)
        for k in listed
        if k.first in row_of and k.then in row_of
    ]
    outside = sum(
        not (k.first in row_of or k.first in bridges) or not (k.then in row_of or k.then in bridges) for k in links
    )
    if outside:
        dropped[LINKED_OUTSIDE] = dropped.get(LINKED_OUTSIDE, 0) + outside
    return tuple(made)


def _bridged(links: list[Link], bridges: set[str]) -> list[Link]:
    for key in sorted(bridges):
        into, out = [k for k in links if k.then == key], [k for k in links if k.first == key]
        if not (into and out) or len(links) + len(into) * len(out) > MOST_BRIDGED:
            continue
        links = [k for k in links if key not in (k.first, k.then)]
        links += [
            replace(b, first=a.first, type=_ends(a.type, b.type), lag_weeks=a.lag_weeks + b.lag_weeks)
            for a in into
            for b in out
        ]
    return links


def _ends(one: LinkType, other: LinkType) -> LinkType:
    """The end of the first that a link begins at and the end of the last that it leads to."""
    found: dict[tuple[str, str], LinkType] = {("F", "S"): "FS", ("S", "S"): "SS", ("F", "F"): "FF", ("S", "F"): "SF"}
    return found[one[0], other[1]]


def parents_of(levels: Sequence[tuple[int, str, bool]]) -> list[tuple[str, ...]]:
    """Per task, in the order of the outline, the names of the summary tasks above it; rows are outline level, name and
    whether it is a summary."""
    above: dict[int, str] = {}
    found = []
    for level, name, summary in levels:
        above = {depth: text for depth, text in above.items() if depth < level}
        found.append(tuple(above[depth] for depth in sorted(above)))
        if summary and level > 0:  # the plan as a whole is no part of it
            above[level] = name
    return found
