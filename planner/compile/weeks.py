"""Weeks of each project and activity: window, prerequisites, consent, target, pins, and the week that was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from models.problem import Calendar, Link, Precedence
from planner.programme import Programme
from planner.submission import Award

from .calendars import Calendars
from .modes import durations
from .notebook import Notebook
from .works import Task, Work

TENDERED: frozenset[Award] = frozenset({"to-tender", "call-off"})


@dataclass(frozen=True, slots=True)
class Span:
    """Weeks of a project: hard window ``[release, deadline)``, wanted weeks ``[start, end)`` and target."""

    release: int
    deadline: int | None
    start: int
    end: int
    target: int


def span(programme: Programme, project: Task) -> Span:
    """Weeks of a project as slots; the last day of a period counts with its whole week."""
    asked = project.asked
    start, end = programme.week_of(asked.wanted.start), programme.week_of(asked.wanted.end) + 1
    target = end if asked.target is None else programme.week_of(asked.target) + 1
    release, deadline = 0, None
    if asked.window is not None:
        release = max(0, programme.week_of(asked.window.start))
        deadline = min(programme.weeks, programme.week_of(asked.window.end) + 1)
    return Span(release, deadline, max(0, start), min(programme.weeks, end), min(programme.weeks, max(0, target)))


def ready_week(programme: Programme, work: Work) -> int:
    """First week in which the prerequisites and the consent of residents are there."""
    asked = work.task.asked
    listed = {p.kind: p for p in asked.prerequisites}
    ready = 0
    for norm in programme.reference.prerequisites.values():
        wanted = norm.id in listed or (norm.standard and asked.work_type in norm.work_types)
        if not wanted or (norm.packages and work.package.id not in norm.packages):
            continue
        own = listed.get(norm.id)
        if own is not None and own.met_by is not None:
            ready = max(ready, programme.week_of(own.met_by))
        else:
            since = programme.start if own is None or own.requested_on is None else own.requested_on
            ready = max(ready, programme.week_of(since) + norm.lead_weeks)
    if asked.consent_decision is not None and asked.work_type == "retrofit":
        ready = max(ready, programme.week_of(asked.consent_decision) + 1)
    return ready


def submitted_weeks(
    programme: Programme,
    spans: Sequence[Span],
    works: Sequence[Work],
    arcs: Sequence[Precedence],
    digs: Sequence[Sequence[int]],
    calendars: Calendars,
    calendar_of: Sequence[int],
) -> list[int]:
    """Per activity the start that was asked for.

    Within a project the work runs in the order that the precedences give, and its places follow each other through the wanted weeks: each
    starts at its place on the longest chain plus its place's share of the weeks that the chain leaves. The smallest crews whose
    chain fits the wanted weeks are counted with; closed weeks move a start on.
    """
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(range(len(works)))
    links: dict[int, list[tuple[int, Link, int]]] = defaultdict(list)
    inside = [(p.predecessor, p.successor, p.link, p.min_lag) for p in arcs]
    inside += [(a, b, Link.FINISH_START, 0) for order in digs for a, b in zip(order, order[1:], strict=False)]
    for a, b, link, lag in inside:
        if works[a].task.index == works[b].task.index:
            graph.add_edge(a, b)
            links[b].append((a, link, lag))
    order = list(nx.lexicographical_topological_sort(graph))
    members: dict[int, list[int]] = defaultdict(list)
    for a in order:
        members[works[a].task.index].append(a)
    starts = [0] * len(works)
    for project, group in members.items():
        _spread(programme, spans[project], group, works, links, calendars, calendar_of, starts)
    return starts


def _spread(
    programme: Programme,
    span: Span,
    group: Sequence[int],
    works: Sequence[Work],
    links: Mapping[int, Sequence[tuple[int, Link, int]]],
    calendars: Calendars,
    calendar_of: Sequence[int],
    starts: list[int],
) -> None:
    weeks, chain = _fitting(programme, span.end - span.start, group, works, links)
    length = max((chain[a] + weeks[a] for a in group), default=0)
    slack = max(0, span.end - span.start - length)
    places = {place.id: k for k, place in enumerate(works[group[0]].task.asked.places)}
    ends: dict[int, int] = {}
    for a in group:
        share = slack * places[works[a].place.id] // max(1, len(places) - 1)
        start = span.start + chain[a] + share
        for before, link, lag in links[a]:
            start = max(start, _least(link, lag, starts[before], ends[before], weeks[a]))
        starts[a], ends[a] = _worked(calendars.made[calendar_of[a]], start, weeks[a])


def _fitting(
    programme: Programme, room: int, group: Sequence[int], works: Sequence[Work], links: Mapping[int, Sequence[tuple[int, Link, int]]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Durations of the smallest crews whose longest chain fits in ``room`` weeks, else of the largest; and the chain before each."""
    options = {a: durations(programme, works[a]) for a in group}
    weeks: dict[int, int] = {}
    chain: dict[int, int] = {}
    for choice in range(max(map(len, options.values()))):
        weeks = {a: rows[min(choice, len(rows) - 1)] for a, rows in options.items()}
        chain = {}
        for a in group:
            chain[a] = max([_least(k, lag, chain[b], chain[b] + weeks[b], weeks[a]) for b, k, lag in links[a]], default=0)
        if max(chain[a] + weeks[a] for a in group) <= room:
            break
    return weeks, chain


def _least(link: Link, lag: int, start: int, end: int, weeks: int) -> int:
    """Earliest start of an activity of ``weeks`` after one in ``[start, end)``."""
    anchor = end if link in (Link.FINISH_START, Link.FINISH_FINISH) else start
    return max(0, anchor + lag - (weeks if link in (Link.FINISH_FINISH, Link.START_FINISH) else 0))


def _worked(calendar: Calendar, start: int, weeks: int) -> tuple[int, int]:
    """First open start from ``start`` on and its end; inside the horizon as far as that goes."""
    percent = calendar.percent
    horizon = len(percent)
    first = next((week for week in range(min(start, horizon), horizon) if percent[week] > 0), None)
    if first is None:
        return min(start, horizon - 1), horizon
    done, end = 0, first
    while end < horizon and done < 100 * weeks:
        done += percent[end]
        end += 1
    return first, end


def pins(programme: Programme, project: Task, works: Sequence[Work], members: Sequence[int], notes: Notebook) -> dict[int, int]:
    """Activities that the sender pins, with their weeks."""
    ids = {f"{works[i].package.id}:{works[i].place.id}": i for i in members} | {works[i].local_id: i for i in members}
    found: dict[int, int] = {}
    for pin in project.asked.pins:
        if pin.activity in ids:
            found[ids[pin.activity]] = programme.week_of(pin.start)
        else:
            notes.error(
                "unknown-pin",
                f"projects.{project.asked.id}.pins",
                project.sender,
                pin.activity,
                "This pin names an activity that the project does not have.",
                f"Name one of: {', '.join(sorted(ids))}.",
            )
    return found
