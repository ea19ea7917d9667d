"""Candidate groups: which projects may be bought together.

A graph joins two projects that could be bought together and share something (:func:`reasons`): they lie in one
district, or in districts beside each other with a trade in common; their hard windows overlap, their wanted weeks fit
in one contract period, and the law allows it. Districts are beside each other in one municipality, or within
``combine_km`` of each other; a district without a point is beside those of its municipality only. A group is a
connected part of that graph of at most ``max_combined_projects`` that time and law allow as a whole, each member
beside each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from wijkplan.planner.law import Member
from wijkplan.planner.programme import Programme

from .names import Reason
from .time_windows import Span
from .work_breakdown import Task

KM_PER_DEGREE = 111.0
"""Least kilometres of a degree of latitude: with the earth's radius that distances are reckoned with it is 111.2."""

Lawful = Callable[[Sequence["Buy"]], bool]
"""Whether the law lets these be bought together."""


@dataclass(frozen=True, slots=True, eq=False)
class Buy:
    """A project that is tendered or called off, as a member of tenders; ``member`` is how the law sees it. Each is
    itself and equals no other, so that groups are told apart without a look at what they hold."""

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
    trade. They are found while they are asked for, so who has enough of them waits for no more."""
    near = nearby(programme, buys)
    district = [buy.task.district.id for buy in buys]

    def fits(members: tuple[int, ...]) -> bool:
        group = [buys[i] for i in members]
        together = all(district[k] in near[district[i]] for i, k in combinations(members, 2))
        return together and same_time(programme, group) and lawful(group)

    graph = nx.Graph()
    graph.add_nodes_from(range(len(buys)))
    for pair in compatible(programme, buys, hours, lawful):
        graph.add_edge(*pair)
        yield tuple(buys[i] for i in pair)
    level = sorted((min(edge), max(edge)) for edge in graph.edges)
    for _ in range(2, programme.reference.settings.max_combined_projects):
        grown = {
            tuple(sorted((*members, k))) for members in level for i in members for k in graph[i] if k not in members
        }
        level = sorted(filter(fits, grown))
        yield from (tuple(buys[i] for i in members) for members in level)


def compatible(
    programme: Programme, buys: Sequence[Buy], hours: Mapping[int, Mapping[str, float]], lawful: Lawful
) -> Iterator[tuple[int, int]]:
    """Pairs of places in ``buys`` of projects that may be bought together and could share something, in order."""
    near = nearby(programme, buys)
    at: dict[str, list[int]] = {}
    for i, buy in enumerate(buys):
        at.setdefault(buy.task.district.id, []).append(i)
    for i, one in enumerate(buys):
        for k in sorted(k for district in near[one.task.district.id] for k in at[district] if k > i):
            other = buys[k]
            common = reasons((one, other), hours)
            place = one.task.district.id == other.task.district.id or "shared-trade" in common
            if place and common and same_time(programme, (one, other)) and lawful((one, other)):
                yield i, k


def nearby(programme: Programme, buys: Sequence[Buy]) -> dict[str, frozenset[str]]:
    """Per district of a project the districts of projects that share its municipality or lie within ``combine_km`` of
    it, itself among them."""
    districts = {buy.task.district.id: buy.task.district for buy in buys}
    limit = programme.reference.settings.combine_km
    high = limit / KM_PER_DEGREE  # of latitude: who differs more is further away
    by_latitude = sorted((d.lat, i) for i, d in districts.items() if d.lat is not None)
    latitudes = [lat for lat, _ in by_latitude]
    same: dict[str, list[str]] = {}
    for i, district in districts.items():
        same.setdefault(district.gm_code, []).append(i)
    found: dict[str, frozenset[str]] = {}
    for i, district in districts.items():
        around: list[str] = []
        if district.lat is not None:
            first = bisect_left(latitudes, district.lat - high)
            last = bisect_right(latitudes, district.lat + high)
            around = [k for _, k in by_latitude[first:last]]
        within = {k for k in around if (km := district.km_to(districts[k])) is not None and km <= limit}
        found[i] = frozenset({i, *same[district.gm_code], *within})
    return found


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
