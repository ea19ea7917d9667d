"""Which kinds of work could be bought together, area by area: the question of article 15b of the agreement, before any
plan is made.

An area is a pilot area, outside them a labour-market region. Per pair and triple of work types the projects there that
are still to be tendered are held against the rules of candidate tenders (``candidates.py``), whether or not the list
is cut off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

import networkx as nx

from wijkplan.planner.law import group_breaches
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import load
from wijkplan.planner.submission.schema import Award, WorkType

from .candidates import Buy, compatible, nearby, reasons, same_time
from .compile_findings import Notebook
from .compiler import buys
from .names import TogetherWord
from .project_totals import portfolio

SIZES = (2, 3)


@dataclass(frozen=True, slots=True)
class Together:
    """Work types in an area. ``projects`` counts all of a type there, ``awards`` them by how they are awarded,
    ``free`` those still to be tendered. ``until`` is the last day of the last framework or concession that keeps the
    others from being free, where all of it ends within the programme. ``groups`` counts the smallest groups, one
    project per type, that can be bought together, ``shared`` those of them with something in common; ``example`` is
    one with most in common. ``parts``: in one group lie different parts of the Act."""

    area: str
    work_types: tuple[WorkType, ...]
    word: TogetherWord
    projects: Mapping[str, int]
    free: Mapping[str, int]
    awards: Mapping[str, Mapping[str, int]]
    until: date | None
    groups: int
    shared: Mapping[str, int]
    example: tuple[str, ...]


def in_order(work_type: WorkType) -> tuple[int, str]:
    """By which work types are sorted: those that a programme defines itself come last."""
    known = list(load().work_types)
    return known.index(work_type) if work_type in known else len(known), work_type


def kinds_together(programme: Programme) -> tuple[Together, ...]:
    """A row per area, and per pair and triple of work types that has projects there, areas and types in a fixed
    order."""
    notes = Notebook(programme.name)
    asked = portfolio(programme, notes)
    listed = buys(asked)
    free = [i for i, buy in enumerate(listed) if not buy.call_off]
    graph = nx.Graph(compatible(programme, listed, asked.hours, lambda group: _lawful(programme, group)))
    here: dict[str, list[int]] = defaultdict(list)
    for i in free:
        here[area_of(programme, listed[i].task.district.id)].append(i)
    ends = programme.framework_ends
    known: dict[str, dict[WorkType, list[tuple[Award, date | None]]]] = defaultdict(lambda: defaultdict(list))
    for task in asked.tasks:
        row = known[area_of(programme, task.district.id)][task.asked.work_type]
        row.append((task.asked.award, ends.get(task.asked.framework or "")))
    found = []
    for area in sorted(known):
        for size in SIZES:
            for types in combinations(sorted(known[area], key=in_order), size):
                found.append(_row(programme, area, types, known[area], listed, here[area], graph, asked.hours))
    return tuple(found)


def area_of(programme: Programme, district: str) -> str:
    """The pilot area of a district, outside them the name of its labour-market region."""
    known = programme.reference.districts[district]
    return known.pilot_area or programme.reference.regions[known.region].name


def _lawful(programme: Programme, group: Sequence[Buy]) -> bool:
    return not any(group_breaches(programme.reference.law, [b.member for b in group], programme.ceilings))


def _row(
    programme: Programme,
    area: str,
    types: tuple[WorkType, ...],
    known: Mapping[WorkType, Sequence[tuple[Award, date | None]]],
    listed: Sequence[Buy],
    free: Sequence[int],
    graph: nx.Graph,
    hours: Mapping[int, Mapping[str, float]],
) -> Together:
    of_type = {t: [i for i in free if listed[i].task.asked.work_type == t] for t in types}
    groups = list(_groups(programme, listed, graph, [of_type[t] for t in types]))
    common = Counter(reason for group in groups for reason in reasons(group, hours))
    best = max(groups, key=lambda group: len(reasons(group, hours)), default=())
    return Together(
        area=area,
        work_types=types,
        word=_word(programme, listed, [of_type[t] for t in types], groups),
        projects={t: len(known[t]) for t in types},
        free={t: len(of_type[t]) for t in types},
        awards={t: dict(Counter[str](award for award, _ in known[t])) for t in types},
        until=_until(known, [t for t in types if not of_type[t]]),
        groups=len(groups),
        shared=dict(sorted(common.items())),
        example=tuple(buy.task.asked.id for buy in best),
    )


def _groups(
    programme: Programme, listed: Sequence[Buy], graph: nx.Graph, by_type: Sequence[Sequence[int]]
) -> Iterator[tuple[Buy, ...]]:
    """One project per type: connected by what they share, beside each other, at one time and lawful as a whole."""
    near = nearby(programme, listed)
    for members in product(*by_type):
        edges = [pair for pair in combinations(members, 2) if graph.has_edge(*pair)]
        group = tuple(listed[i] for i in members)
        beside = all(b.task.district.id in near[a.task.district.id] for a, b in combinations(group, 2))
        if len(edges) >= len(members) - 1 and beside and same_time(programme, group) and _lawful(programme, group):
            yield group


def _word(
    programme: Programme, listed: Sequence[Buy], by_type: Sequence[Sequence[int]], groups: Collection[tuple[Buy, ...]]
) -> TogetherWord:
    if not all(by_type):
        return "not free"
    if any(len({buy.member.part for buy in group}) == 1 for group in groups):
        return "one contract"
    if groups:
        return "in lots"
    lawful = any(_lawful(programme, [listed[i] for i in members]) for members in product(*by_type))
    return "apart" if lawful else "unlawful"


def _until(known: Mapping[WorkType, Sequence[tuple[Award, date | None]]], held: Sequence[WorkType]) -> date | None:
    """When the last of these types has work free: the first end of a framework of each, the last of those; ``None``
    where none ends."""
    ends = [
        min((end for award, end in known[t] if award == "call-off" and end is not None), default=None) for t in held
    ]
    found = [end for end in ends if end is not None]
    return max(found) if found and len(found) == len(ends) else None
