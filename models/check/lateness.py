"""Certified lower bounds on how late projects end, from work that must fit between a head and a tail: re-derived from
three numbers a project.

Take the activities of a project that cannot start before week ``head`` and after whose end chains of at least ``tail``
weeks still follow. All their work on one pool is done from ``head`` on, so the last of them ends no sooner than the
pool can have supplied it, and the project no sooner than ``tail`` weeks after that. Without a pool the longest chain
takes the place of the work. A late project costs its delay price per week past its target; every other cost is at
least zero. (Bounds with heads and tails: Carlier 1982; Klein and Scholl 1999.)

Keys of a certificate: ``kind`` = "lateness"; ``projects``: {project: {``pool``: index or null, ``head``: week,
``tail``: weeks}}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problem import Link, Pattern, Problem, Source
from .keys import index
from .refused import Refused
from .window import weeks_left


def lateness(problem: Problem, certificate: Mapping[str, Any]) -> int:
    """The lower bound in euros that the certificate proves. Raises :class:`~wijkplan.models.check.refused.Refused`
    where it does not fit the problem."""
    p, rows = problem, certificate.get("projects")
    if set(certificate) != {"kind", "projects"} or not isinstance(rows, Mapping):
        raise Refused("a certificate of lateness has the keys kind and projects")
    if problem.cohorts or any(pool.added for pool in problem.pools):
        raise Refused("a certificate of lateness knows no newcomers")
    if "delay" not in p.priced:
        raise Refused("delay has no price in this problem")
    left = weeks_left(p)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan to bound")
    early = [first for first, _ in left]
    total = 0
    for key, row in rows.items():
        q = index(key, len(p.projects), "project")
        if not isinstance(row, Mapping):
            raise Refused(f"project {q}: pool, head and tail are not given")
        project = p.projects[q]
        total += project.delay_price * max(0, _last_end(p, q, row, early) - project.target)
    return total


def _last_end(p: Problem, q: int, row: Mapping[str, Any], early: list[int]) -> int:
    """The week before which the project cannot have ended."""
    if set(row) != {"pool", "head", "tail"}:
        raise Refused(f"project {q}: the keys should be pool, head and tail")
    head, tail, pool = _whole(q, "head", row["head"]), _whole(q, "tail", row["tail"]), row["pool"]
    tails = _tails(p, q)
    if pool is None:
        return max((early[a] + _shortest(p, a) + tails[a] for a in p.members[q]), default=0)
    if _whole(q, "pool", pool) >= len(p.pools):
        raise Refused(f"project {q}: there is no pool {pool}")
    work = [_least(p, a, pool) for a in p.members[q] if early[a] >= head and tails[a] >= tail]
    if not work:
        raise Refused(f"project {q}: no activity lies between head {head} and tail {tail}")
    left, week = sum(work), head
    while left > 0 and week < p.horizon:
        left -= p.pools[pool].heads[week] * (100 - p.pools[pool].reserve) // 100
        week += 1
    return week + tail


def _whole(q: int, name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused(f"project {q}: {name} should be a whole number from zero, not {value!r}")
    return value


def _tails(p: Problem, q: int) -> dict[int, int]:
    """Per activity of the project the weeks that chains inside the project still take after its end."""
    tails = dict.fromkeys(p.members[q], 0)
    links = [
        (x.predecessor, x.successor, x.min_lag)
        for x in p.precedences
        if x.link is Link.FINISH_START and x.min_lag >= 0 and x.predecessor in tails and x.successor in tails
    ]
    for _ in tails:
        changed = False
        for a, b, lag in links:
            after = lag + _shortest(p, b) + tails[b]
            if after > tails[a]:
                tails[a], changed = after, True
        if not changed:
            break
    return tails


def _shortest(p: Problem, a: int) -> int:
    """Least weeks that an activity takes: closed weeks can only lengthen it."""
    return min(mode.duration for mode in p.activities[a].modes)


def _least(p: Problem, a: int, pool: int) -> int:
    """Least head-weeks that an activity takes from the pool, over modes and allowed patterns."""
    found = []
    for mode in p.activities[a].modes:
        heads = 0
        for demand in mode.demands:
            ways = [q for q in demand.patterns if p.allowed.source(q.source)]
            heads += min((_taken(way, pool) for way in ways), default=0)
        found.append(heads * mode.duration)
    return min(found)


def _taken(way: Pattern, pool: int) -> int:
    other = way.other_heads if way.other == pool and way.source is not Source.HIRED else 0
    return (way.own_heads if way.own == pool else 0) + other
