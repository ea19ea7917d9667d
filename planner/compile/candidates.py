"""Candidate groups: which projects may be bought together.

Members lie in one district, or are of one work type in districts beside each other; at most ``max_combined_projects``. Their hard windows
overlap and their wanted weeks fit in one contract period. Who may buy together at all is asked of the law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from planner.law import Member
from planner.programme import Programme

from .weeks import Span
from .works import Task

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


def groups(programme: Programme, buys: Sequence[Buy], lawful: Lawful) -> list[tuple[Buy, ...]]:
    """All groups of two or more, smallest first, in a fixed order, as many as ``max_candidate_tenders`` at most."""
    settings = programme.reference.settings
    found: dict[tuple[int, ...], tuple[Buy, ...]] = {}
    for group in (*_in_district(programme, buys, lawful), *_beside(programme, buys, lawful)):
        members = tuple(sorted(group, key=lambda b: b.task.index))
        found.setdefault(tuple(b.task.index for b in members), members)
    rows = sorted(found, key=lambda key: (len(key), key))
    return [found[key] for key in rows[: settings.max_candidate_tenders]]


def _in_district(programme: Programme, buys: Sequence[Buy], lawful: Lawful) -> Iterator[Sequence[Buy]]:
    districts: dict[str, list[Buy]] = defaultdict(list)
    for buy in buys:
        districts[buy.task.district.id].append(buy)
    for members in districts.values():
        for size in range(2, programme.reference.settings.max_combined_projects + 1):
            yield from (group for group in combinations(members, size) if lawful(group) and _same_time(programme, group))


def _beside(programme: Programme, buys: Sequence[Buy], lawful: Lawful) -> Iterator[Sequence[Buy]]:
    """Round each project those of its work type in neighbouring districts: each of them, and all groups among the nearest in time."""
    most = programme.reference.settings.max_combined_projects
    for one in buys:
        near = [
            b
            for b in buys
            if b is not one
            and b.task.asked.work_type == one.task.asked.work_type
            and _neighbours(programme, one, b)
            and lawful((one, b))
            and _same_time(programme, (one, b))
        ]
        near.sort(key=lambda b: (abs(b.span.start - one.span.start), b.task.index))
        yield from ((one, other) for other in near)
        for size in range(2, most):
            circles = ((one, *others) for others in combinations(near[:most], size))
            yield from (group for group in circles if lawful(group) and _same_time(programme, group))


def _neighbours(programme: Programme, one: Buy, other: Buy) -> bool:
    a, b = one.task.district, other.task.district
    regions = programme.reference.regions
    return a.id == b.id or b.id in a.neighbours or a.id in b.neighbours or b.region in regions[a.region].neighbours


def _same_time(programme: Programme, group: Sequence[Buy]) -> bool:
    wanted = max(b.span.end for b in group) - min(b.span.start for b in group)
    window = min(programme.weeks if b.span.deadline is None else b.span.deadline for b in group) - max(b.span.release for b in group)
    return window > 0 and wanted <= programme.reference.settings.contract_period_weeks
