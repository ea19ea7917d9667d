"""Candidate groups: which projects may be bought together.

A graph joins two projects that could be bought together and share something: they lie in one district, or in districts beside each other with
a work type or a trade in common; their hard windows overlap, their wanted weeks fit in one contract period, and the law allows it. A group is a
connected part of that graph of at most ``max_combined_projects`` that time and law allow as a whole: a run of districts counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from wijkplan.planner.law import Member
from wijkplan.planner.programme import Programme

from .time_windows import Span
from .work_breakdown import Task

Lawful = Callable[[Sequence["Buy"]], bool]
"""Whether the law lets these be bought together."""


@dataclass(frozen=True, slots=True)
class Buy:
    """A project that is tendered or called off, as a member of tenders; ``member`` is how the law sees it."""

    task: Task
    span: Span
    client: int
    member: Member

    @property
    def call_off(self) -> bool:
        """Whether it is ordered under a framework."""
        return self.task.asked.award == "call-off"


def groups(programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], lawful: Lawful) -> Iterator[tuple[Buy, ...]]:
    """All groups of two or more, smallest first, in a fixed order. ``hours`` are person-hours per project and trade."""

    def fits(members: tuple[int, ...]) -> bool:
        group = [buys[i] for i in members]
        return _same_time(programme, group) and lawful(group)

    graph = _compatible(programme, buys, hours, lawful)
    level = sorted((min(edge), max(edge)) for edge in graph.edges)
    for _ in range(1, programme.reference.settings.max_combined_projects):
        yield from (tuple(buys[i] for i in members) for members in level)
        grown = {tuple(sorted((*members, k))) for members in level for i in members for k in graph[i] if k not in members}
        level = sorted(filter(fits, grown))


def _compatible(programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], lawful: Lawful) -> nx.Graph:
    """The projects, in their order, with an edge where two may be bought together and could share something."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(buys)))
    for (i, one), (k, other) in combinations(enumerate(buys), 2):
        shared = one.task.asked.work_type == other.task.asked.work_type or hours[one.task.index].keys() & hours[other.task.index].keys()
        place = one.task.district.id == other.task.district.id or (shared and _neighbours(programme, one, other))
        if place and _same_time(programme, (one, other)) and lawful((one, other)):
            graph.add_edge(i, k)
    return graph


def _neighbours(programme: Programme, one: Buy, other: Buy) -> bool:
    a, b = one.task.district, other.task.district
    regions = programme.reference.regions
    return a.id == b.id or b.id in a.neighbours or a.id in b.neighbours or b.region in regions[a.region].neighbours


def _same_time(programme: Programme, group: Sequence[Buy]) -> bool:
    wanted = max(b.span.end for b in group) - min(b.span.start for b in group)
    window = min(programme.weeks if b.span.deadline is None else b.span.deadline for b in group) - max(b.span.release for b in group)
    return window > 0 and wanted <= programme.reference.settings.contract_period_weeks
