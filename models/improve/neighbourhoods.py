"""Neighbourhoods for CP-SAT: which activities a sub-model may move while everything else stays.

Each is a small value behind one method; the adaptive choice between them is in :mod:`wijkplan.models.improve.lns`.
When to modify: a new neighbourhood is one
class here and one line in ``ALL``.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Protocol

from ..plan import Placement, Plan
from ..problem import Problem

WIDE: tuple[int | None, ...] = (10, 10, None)


class Neighbourhood(Protocol):
    """Picks at most ``size`` activities of a plan that belong together."""

    @property
    def name(self) -> str:
        """What progress lines call it."""

    @property
    def windows(self) -> tuple[int | None, ...]:
        """Weeks either way that free work may move, one of these at random; ``None``: as far as its window goes."""

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """Activities to free."""


@dataclass(frozen=True, slots=True)
class OneDistrict:
    """Work of one district: its streets, its precedence, its openings."""

    name: str = "district"
    windows: tuple[int | None, ...] = WIDE

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """A run in time of the district's activities."""
        district = problem.projects[random.choice(problem.activities).project].district
        mine = [
            p for p in plan.placements if problem.projects[problem.activities[p.activity].project].district == district
        ]
        return _run(mine, size, random)


@dataclass(frozen=True, slots=True)
class OnePeriod:
    """Work that stands in about the same weeks in one region: it competes for the same crews."""

    name: str = "period"
    windows: tuple[int | None, ...] = WIDE

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """Activities of the region that start nearest to a random one."""
        seed = random.choice(plan.placements)
        region = problem.region(seed.activity)
        mine = [p for p in plan.placements if problem.region(p.activity) == region]
        mine.sort(key=lambda p: abs(p.start - seed.start) + 8 * random.random())
        return frozenset(p.activity for p in mine[:size])


@dataclass(frozen=True, slots=True)
class OneTrade:
    """Work anywhere that needs one scarce trade in about the same weeks: it can lend and borrow."""

    name: str = "trade"
    windows: tuple[int | None, ...] = WIDE

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """Activities that need a trade of a random one and start nearest to it."""
        seed = random.choice(plan.placements)
        demands = problem.activities[seed.activity].modes[seed.mode].demands
        if not demands:
            return frozenset({seed.activity})
        trade = random.choice(demands).trade
        mine = [
            p
            for p in plan.placements
            if any(d.trade == trade for d in problem.activities[p.activity].modes[p.mode].demands)
        ]
        mine.sort(key=lambda p: abs(p.start - seed.start) + 8 * random.random())
        return frozenset(p.activity for p in mine[:size])


@dataclass(frozen=True, slots=True)
class OneTender:
    """All work of a candidate tender and of the tenders that it would replace: whether to combine is then a decision
    of the sub-model."""

    name: str = "tender"
    windows: tuple[int | None, ...] = WIDE

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """Activities of the projects concerned; small candidates first when they would be too many."""
        allowed = [t for t in problem.tenders if problem.may_choose(t)]
        if not allowed:
            return OneDistrict().pick(problem, plan, size, random)
        chosen = [problem.tenders[p.tender].projects for p in plan.tenders]
        for _ in range(20):
            members = set(random.choice(allowed).projects)
            members |= {q for projects in chosen if members & set(projects) for q in projects}
            work = [a for q in sorted(members) for a in problem.members[q]]
            if len(work) <= size:
                return frozenset(work)
        return frozenset(work[:size])


@dataclass(frozen=True, slots=True)
class TenderSet:
    """The first work of many projects that can be bought together, hardly to be moved: which tenders to choose is then
    nearly all that is left.

    Given where work stands, the best set of tenders is a small set partitioning; moves that swap one tender at a time
    hardly find it."""

    name: str = "tender set"
    windows: tuple[int | None, ...] = (0, 2)

    def pick(self, problem: Problem, plan: Plan, size: int, random: Random) -> frozenset[int]:
        """The first activity of each project, projects spreading from a random one over the candidates that contain
        them."""
        allowed = [t for t in problem.tenders if problem.may_choose(t) and t.combined]
        if not allowed:
            return OneDistrict().pick(problem, plan, size, random)
        beside: dict[int, set[int]] = {}
        for members in (t.projects for t in allowed):
            for p in members:
                beside.setdefault(p, set()).update(members)
        # What is bought together now can only be parted when all of it is free.
        for publication in plan.tenders:
            members = problem.tenders[publication.tender].projects
            for p in members:
                if len(members) > 1:
                    beside.setdefault(p, set()).update(members)
        found: dict[int, None] = {}
        left = sorted(beside)
        random.shuffle(left)
        for seed in left:
            queue = [seed]
            while queue and len(found) < size:
                p = queue.pop(0)
                if p not in found:
                    found[p] = None
                    queue += sorted(beside[p] - found.keys(), key=lambda _: random.random())
        starts = {p.activity: p.start for p in plan.placements}
        return frozenset(min(problem.members[p], key=starts.__getitem__) for p in found if problem.members[p])


TENDERS = TenderSet()
ALL: tuple[Neighbourhood, ...] = (OneDistrict(), OnePeriod(), OneTrade(), OneTender(), TENDERS)


def _run(placements: list[Placement], size: int, random: Random) -> frozenset[int]:
    placements.sort(key=lambda p: p.start)
    first = random.randrange(max(1, len(placements) - size + 1))
    return frozenset(p.activity for p in placements[first : first + size])
