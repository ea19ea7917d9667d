"""Candidate groups: which projects may be bought together.

A graph joins two projects that could be bought together and share something (:func:`reasons`): they lie in one
district, or in districts beside each other with a trade in common; their hard windows overlap, their wanted weeks fit
in one contract period, and the law allows it. Districts are beside each other in one municipality, or within
``combine_km`` of each other; a district without a point is beside those of its municipality only. A group is a
connected part of that graph of at most ``max_combined_projects`` that time and law allow as a whole, each member
beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from wijkplan.planner.law import Member
from wijkplan.planner.programme import Programme

from .names import Reason
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


def groups(
    programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], lawful: Lawful
) -> Iterator[tuple[Buy, ...]]:
    """All groups of two or more, smallest first, in a fixed order. ``hours`` are person-hours per project and
    trade."""

    def fits(members: tuple[int, ...]) -> bool:
        group = [buys[i] for i in members]
        near = all(beside(programme, one, other) for one, other in combinations(group, 2))
        return near and same_time(programme, group) and lawful(group)

    graph = compatible(programme, buys, hours, lawful)
    level = sorted((min(edge), max(edge)) for edge in graph.edges)
    for _ in range(1, programme.reference.settings.max_combined_projects):
        yield from (tuple(buys[i] for i in members) for members in level)
        grown = {
            tuple(sorted((*members, k))) for members in level for i in members for k in graph[i] if k not in members
        }
        level = sorted(filter(fits, grown))


def compatible(
    programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], lawful: Lawful
) -> nx.Graph:
    """The projects, by their places in ``buys``, with an edge where two may be bought together and could share
    something."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(buys)))
    for (i, one), (k, other) in combinations(enumerate(buys), 2):
        common = reasons((one, other), hours)
        place = one.task.district.id == other.task.district.id or (
            "shared-trade" in common and beside(programme, one, other)
        )
        if place and common and same_time(programme, (one, other)) and lawful((one, other)):
            graph.add_edge(i, k)
    return graph


def beside(programme: Programme, one: Buy, other: Buy) -> bool:
    """Whether the districts of two projects share a municipality or lie within ``combine_km`` of each other."""
    a, b = one.task.district, other.task.district
    km = a.km_to(b)
    return a.gm_code == b.gm_code or (km is not None and km <= programme.reference.settings.combine_km)


def reasons(group: Sequence[Buy], hours: Mapping[int, Mapping[str, float]]) -> tuple[Reason, ...]:
    """What at least two members of a group have in common, by which it is a candidate."""
    pairs = list(combinations(group, 2))

    def streets(buy: Buy) -> set[str]:
        return {place.street for place in buy.task.asked.places if place.street is not None}

    common: dict[Reason, bool] = {
        "shared-street": any(streets(a) & streets(b) for a, b in pairs),
        "shared-trade": any(hours[a.task.index].keys() & hours[b.task.index].keys() for a, b in pairs),
        "shared-weeks": any(max(a.span.start, b.span.start) < min(a.span.end, b.span.end) for a, b in pairs),
        "one-client": any(a.client == b.client for a, b in pairs),
    }
    return tuple(reason for reason, holds in common.items() if holds)


def same_time(programme: Programme, group: Sequence[Buy]) -> bool:
    """Whether hard windows overlap and the wanted weeks fit in one contract period."""
    wanted = max(b.span.end for b in group) - min(b.span.start for b in group)
    window = min(programme.weeks if b.span.deadline is None else b.span.deadline for b in group) - max(
        b.span.release for b in group
    )
    return window > 0 and wanted <= programme.reference.settings.contract_period_weeks
