"""The week that was asked for, per activity, from the weeks wanted for its project and for its places.

Work on a place with wanted weeks of its own starts in them, in the order that the precedences give. The other places
of a project follow each other through the project's wanted weeks: each activity starts at its place on the longest
chain plus its place's share of the weeks that the chain leaves. The smallest crews whose chain fits the wanted weeks
are counted with; closed weeks, and work of the same project that comes first, move a start on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import networkx as nx

from wijkplan.models.problem import Calendar, Link, Precedence
from wijkplan.planner.programme import Programme

from .effort import durations
from .time_windows import Span, wanted_weeks
from .work_breakdown import Work

Links = Mapping[int, Sequence[tuple[int, Link, int]]]
"""Per activity those before it in its project, with link and least lag."""


class Flow:
    """The order of work inside each project, streets included, and the weeks of each activity by size of crew."""

    def __init__(
        self, programme: Programme, works: Sequence[Work], arcs: Sequence[Precedence], digs: Sequence[Sequence[int]]
    ) -> None:
        self.programme, self.works = programme, works
        self.options = [durations(programme, work) for work in works]
        inside = [(p.predecessor, p.successor, p.link, p.min_lag) for p in arcs]
        inside += [(a, b, Link.FINISH_START, 0) for order in digs for a, b in pairwise(order)]
        graph: nx.DiGraph = nx.DiGraph()
        graph.add_nodes_from(range(len(works)))
        links: dict[int, list[tuple[int, Link, int]]] = defaultdict(list)
        for a, b, link, lag in inside:
            if works[a].task.index == works[b].task.index:
                graph.add_edge(a, b)
                links[b].append((a, link, lag))
        self.links: Links = links
        self.members: dict[int, list[int]] = defaultdict(list)
        for a in nx.lexicographical_topological_sort(graph):
            self.members[works[a].task.index].append(a)

    def chains(self) -> dict[int, int]:
        """Per project the weeks of its longest chain with the smallest crews."""
        return {project: self._fitting(group, None)[2] for project, group in self.members.items()}

    def submitted(self, spans: Sequence[Span], calendars: Sequence[Calendar], calendar_of: Sequence[int]) -> list[int]:
        """Per activity the start that was asked for; ``spans`` are the weeks of each project."""
        starts, ends = [0] * len(self.works), [0] * len(self.works)
        for project, group in self.members.items():
            wishes, weeks = self._wishes(group, spans[project])
            for a in group:
                start = wishes[a]
                for before, link, lag in self.links.get(a, ()):
                    start = max(start, _least(link, lag, starts[before], ends[before], weeks[a]))
                starts[a], ends[a] = _worked(calendars[calendar_of[a]], start, weeks[a])
        return starts

    def _wishes(self, group: Sequence[int], span: Span) -> tuple[dict[int, int], dict[int, int]]:
        """Per activity of a project the start as far as the weeks wanted go, and its weeks."""
        asked = self.works[group[0]].task.asked
        shared = [a for a in group if self.works[a].place.wanted is None]
        starts: dict[int, int] = {}
        durations: dict[int, int] = {}
        if shared:
            weeks, chain, length = self._fitting(shared, span.end - span.start)
            slack = max(0, span.end - span.start - length)
            places = {place.id: k for k, place in enumerate(asked.places)}
            shares = {a: slack * places[self.works[a].place.id] // max(1, len(places) - 1) for a in shared}
            starts |= {a: span.start + chain[a] + shares[a] for a in shared}
            durations |= weeks
        for place in asked.places:
            here = [a for a in group if place.wanted is not None and self.works[a].place.id == place.id]
            if place.wanted is not None and here:
                first, last = wanted_weeks(self.programme, place.wanted)
                weeks, chain, _ = self._fitting(here, last - first)
                starts |= {a: first + chain[a] for a in here}
                durations |= weeks
        return starts, durations

    def _fitting(self, group: Sequence[int], room: int | None) -> tuple[dict[int, int], dict[int, int], int]:
        """Weeks of each activity, of the chain before it inside the group and of the longest chain, with the smallest
        crews that fit in ``room``."""
        inside = set(group)
        weeks: dict[int, int] = {}
        chain: dict[int, int] = {}
        length = 0
        for size in range(max(len(self.options[a]) for a in group)):
            weeks = {a: self.options[a][min(size, len(self.options[a]) - 1)] for a in group}
            for a in group:
                earlier = ((b, link, lag) for b, link, lag in self.links.get(a, ()) if b in inside)
                chain[a] = max(
                    (_least(link, lag, chain[b], chain[b] + weeks[b], weeks[a]) for b, link, lag in earlier), default=0
                )
            length = max(chain[a] + weeks[a] for a in group)
            if room is None or length <= room:
                break
        return weeks, chain, length


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
