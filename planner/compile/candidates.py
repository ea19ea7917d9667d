"""Candidate groups: which projects may be bought together.

Members lie in one district, or are of one work type in districts beside each other; at most ``max_combined_projects``. Their hard windows
overlap and their wanted weeks fit in one contract period. Call-offs go with call-offs of the same framework and holder only; private
clients buy with private clients only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from planner.programme import Programme
from planner.submission import Regime

from .weeks import Span
from .works import Task

Law = Literal["classic", "special", "private"]
LAWS: dict[Regime, Law] = {"classic": "classic", "contested": "classic", "special-sector": "special", "private": "private"}
"""Part of the law that a client buys under; contested clients are treated as contracting authorities."""


@dataclass(frozen=True, slots=True)
class Buy:
    """A project that is tendered or called off, as a member of tenders. ``value`` in euros."""

    task: Task
    span: Span
    employer: int
    client: int
    regime: Regime
    value: float

    @property
    def law(self) -> Law:
        """Part of the law of its client."""
        return LAWS[self.regime]

    @property
    def call_off(self) -> bool:
        """Whether it is ordered under a framework."""
        return self.task.asked.award == "call-off"


def groups(programme: Programme, buys: Sequence[Buy]) -> list[tuple[Buy, ...]]:
    """All groups of two or more, smallest first, in a fixed order, as many as ``max_candidate_tenders`` at most."""
    settings = programme.reference.settings
    found: dict[tuple[int, ...], tuple[Buy, ...]] = {}
    for group in (*_in_district(programme, buys), *_beside(programme, buys)):
        members = tuple(sorted(group, key=lambda b: b.task.index))
        found.setdefault(tuple(b.task.index for b in members), members)
    rows = sorted(found, key=lambda key: (len(key), key))
    return [found[key] for key in rows[: settings.max_candidate_tenders]]


def _in_district(programme: Programme, buys: Sequence[Buy]) -> Iterator[Sequence[Buy]]:
    districts: dict[str, list[Buy]] = defaultdict(list)
    for buy in buys:
        districts[buy.task.district.id].append(buy)
    for members in districts.values():
        for size in range(2, programme.reference.settings.max_combined_projects + 1):
            yield from (group for group in combinations(members, size) if _together(programme, group))


def _beside(programme: Programme, buys: Sequence[Buy]) -> Iterator[Sequence[Buy]]:
    """Round each project those of its work type in neighbouring districts: each of them, and all groups among the nearest in time."""
    most = programme.reference.settings.max_combined_projects
    for one in buys:
        near = [
            b
            for b in buys
            if b is not one
            and b.task.asked.work_type == one.task.asked.work_type
            and _neighbours(programme, one, b)
            and _together(programme, (one, b))
        ]
        near.sort(key=lambda b: (abs(b.span.start - one.span.start), b.task.index))
        yield from ((one, other) for other in near)
        for size in range(2, most):
            yield from ((one, *others) for others in combinations(near[:most], size) if _together(programme, (one, *others)))


def _neighbours(programme: Programme, one: Buy, other: Buy) -> bool:
    a, b = one.task.district, other.task.district
    regions = programme.reference.regions
    return a.id == b.id or b.id in a.neighbours or a.id in b.neighbours or b.region in regions[a.region].neighbours


def _together(programme: Programme, group: Sequence[Buy]) -> bool:
    return _same_route(group) and _same_time(programme, group)


def _same_route(group: Sequence[Buy]) -> bool:
    """All called off under one framework from one holder, or all tendered, and private clients among themselves."""
    first = group[0]
    if any(b.call_off for b in group):
        same = {(b.call_off, b.task.asked.framework, b.employer, b.law) for b in group}
        return len(same) == 1 and first.task.asked.framework is not None
    return len({b.law == "private" for b in group}) == 1


def _same_time(programme: Programme, group: Sequence[Buy]) -> bool:
    wanted = max(b.span.end for b in group) - min(b.span.start for b in group)
    window = min(programme.weeks if b.span.deadline is None else b.span.deadline for b in group) - max(b.span.release for b in group)
    return window > 0 and wanted <= programme.reference.settings.contract_period_weeks
