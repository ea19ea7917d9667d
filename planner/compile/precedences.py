"""Precedences: the order of packages inside a project and a district, the sender's own order, and projects that wait
for projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import networkx as nx

from wijkplan.models.problem import Link, Precedence
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import PackageOrder
from wijkplan.planner.submission.schema import ProjectLink
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .project_totals import Portfolio
from .work_breakdown import Task, Work

LINKS = {"FS": Link.FINISH_START, "SS": Link.START_START, "FF": Link.FINISH_FINISH, "SF": Link.START_FINISH}


def precedences(asked: Portfolio, digs: Sequence[Sequence[int]], notes: Notebook) -> tuple[Precedence, ...]:
    """All precedences, without those that follow from others. ``digs`` are the orders of the streets: they count
    against cycles. What has begun waits for nothing any more."""
    programme, listed, works, members = asked.programme, asked.tasks, asked.works, asked.members
    begun = {b for b, work in enumerate(works) if work.id in programme.begun}
    found: dict[tuple[int, int, Link], int] = {}
    for a, b, link, lag in _all(programme, listed, works, members, notes):
        if b not in begun:
            found[a, b, link] = max(lag, found.get((a, b, link), lag))
    arcs = [Precedence(a, b, link, lag) for (a, b, link), lag in found.items()]
    if _acyclic(arcs, digs, works, notes):
        arcs = _reduced(arcs)
        arcs += [arc for arc in _after(listed, works, members, arcs, notes) if arc.successor not in begun]
        if _acyclic(arcs, digs, works, notes):
            arcs = _reduced(arcs)
    return tuple(sorted(arcs, key=lambda p: (p.predecessor, p.successor, p.link)))


def _all(
    programme: Programme,
    listed: Sequence[Task],
    works: Sequence[Work],
    members: Sequence[Sequence[int]],
    notes: Notebook,
) -> Iterator[tuple[int, int, Link, int]]:
    by_district: dict[str, list[int]] = defaultdict(list)
    for i, work in enumerate(works):
        by_district[work.task.asked.district].append(i)
    for order in programme.reference.orders:
        groups = by_district.values() if order.scope == "district" else members
        for group in groups:
            yield from _ordered(order, group, works)
    for project, group in zip(listed, members, strict=True):
        yield from _stated(project, group, works, notes)


def _ordered(order: PackageOrder, group: Sequence[int], works: Sequence[Work]) -> Iterator[tuple[int, int, Link, int]]:
    firsts = [i for i in group if works[i].package.id == order.first]
    if not firsts:
        return
    for b in group:
        if works[b].package.id == order.then:
            for a in firsts:
                if _applies(order.scope, works[a], works[b]):
                    yield a, b, LINKS[order.link], order.lag_weeks


def _applies(scope: str, first: Work, then: Work) -> bool:
    if scope == "place":
        return first.place.id == then.place.id
    return scope == "project" or then.place.street is None or first.place.street == then.place.street


def _stated(
    project: Task, group: Sequence[int], works: Sequence[Work], notes: Notebook
) -> Iterator[tuple[int, int, Link, int]]:
    """The sender's own order: ``after`` of own activities, by own id or ``<package>:<place>``."""
    ids = {f"{works[i].package.id}:{works[i].place.id}": i for i in group} | {works[i].local_id: i for i in group}
    for b in group:
        for name in works[b].after:
            if name in ids:
                yield ids[name], b, Link.FINISH_START, 0
            else:
                notes.error(
                    "unknown-activity",
                    f"projects.{project.asked.id}.activities.{works[b].local_id}.after",
                    project.sender,
                    name,
                    say("This activity waits for one that does not exist in its project."),
                    say("Name an activity of this project, as <package>:<place> or by its own id."),
                )


def _after(
    listed: Sequence[Task],
    works: Sequence[Work],
    members: Sequence[Sequence[int]],
    arcs: Sequence[Precedence],
    notes: Notebook,
) -> list[Precedence]:
    """Projects that wait: every last activity of the one before every first activity of the other; where a link starts
    from the start of the one or leads to the end of the other, every first or last activity likewise."""
    followed: set[int] = set()
    following: set[int] = set()
    for p in arcs:
        if works[p.predecessor].task.index == works[p.successor].task.index:
            followed |= {p.predecessor} if p.link in (Link.FINISH_START, Link.FINISH_FINISH) else set()
            following |= {p.successor} if p.link in (Link.FINISH_START, Link.START_START) else set()
    index = {project.asked.id: project.index for project in listed}
    made: list[Precedence] = []
    for project in listed:
        links = [ProjectLink(project=name) for name in project.asked.after] + list(project.asked.links)
        for asked in links:
            name, link = asked.project, LINKS[asked.type]
            if name not in index:
                notes.error(
                    "unknown-project",
                    f"projects.{project.asked.id}.after",
                    project.sender,
                    name,
                    say("This project waits for one that does not exist."),
                    say("Name the id of a project in this programme."),
                )
                continue
            from_end, to_end = (
                link in (Link.FINISH_START, Link.FINISH_FINISH),
                link in (Link.FINISH_FINISH, Link.START_FINISH),
            )
            before = [a for a in members[index[name]] if a not in (followed if from_end else following)]
            then = [b for b in members[project.index] if b not in (followed if to_end else following)]
            made += [Precedence(a, b, link, asked.lag_weeks) for a in before for b in then]
    return made


def _acyclic(arcs: Iterable[Precedence], digs: Iterable[Sequence[int]], works: Sequence[Work], notes: Notebook) -> bool:
    graph = nx.DiGraph((p.predecessor, p.successor) for p in arcs)
    graph.add_edges_from(pair for order in digs for pair in pairwise(order))
    try:
        cycle = [a for a, _ in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return True
    ids = " -> ".join(works[a].id for a in [*cycle, cycle[0]])
    notes.error(
        "precedence-cycle",
        f"projects.{works[cycle[0]].task.asked.id}",
        works[cycle[0]].task.sender,
        ids,
        say(
            "These activities wait for each other in a circle (the order of digs in a street included): {ids}.", ids=ids
        ),
        say("Remove one 'after', or give the digs another street."),
    )
    return False


def _reduced(arcs: Sequence[Precedence]) -> list[Precedence]:
    """Without finish-start arcs that follow from a chain of others: each activity between takes at least a week. Arcs
    that let activities overlap make no chain."""
    chain = nx.DiGraph((p.predecessor, p.successor) for p in arcs if p.link is Link.FINISH_START and p.min_lag >= 0)
    kept = set(nx.transitive_reduction(chain).edges) if chain else set()
    return [
        p
        for p in arcs
        if p.link is not Link.FINISH_START or not 0 <= p.min_lag <= 1 or (p.predecessor, p.successor) in kept
    ]
