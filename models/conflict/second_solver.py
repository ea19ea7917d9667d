"""A conflict asked once more of another solver: Pumpkin, a lazy clause generation solver that shares nothing with
CP-SAT, where it is installed and the conflict is small.

The encoding is another one too: a yes or no for each whole way to do a work (mode, crews and start), of which one is
taken. It has windows, prerequisites, leads, calendars, precedence, the order of streets, and the heads of pools,
lending shares and markets week by week, and leaves all other rules out; so where it has no solution, the problem has no
plan. Where it has one nothing is said: the conflict may rest on what is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from typing import Any

from ..problem import Link, Pattern, Problem, Source

MOST_WAYS = 4_000
"""Ways to do all works together, above which it is not tried."""


@dataclass(frozen=True, slots=True)
class Way:
    """A work done in weeks ``[start, end)``; ``uses`` are the resources and heads that it takes in open weeks."""

    start: int
    end: int
    uses: tuple[tuple[tuple[str, int], int], ...]


def installed() -> bool:
    """Whether the second solver is there."""
    return find_spec("pumpkin_solver") is not None


def refutes(problem: Problem, seconds: float) -> bool:
    """Whether the second solver says that the problem has no plan; false where it is not there, the problem is too
    large for it, or it says nothing in that time."""
    if seconds <= 0 or problem.cohorts or not installed():
        return False
    ways: list[list[Way]] = []
    scarce = _scarce(problem)
    for a in range(len(problem.activities)):
        ways.append([])
        for way in _ways(problem, a, scarce):
            ways[a].append(way)
            if sum(map(len, ways)) > MOST_WAYS:
                return False
        if not ways[a]:
            return True
    return _refuted(problem, ways, seconds)


def _scarce(problem: Problem) -> frozenset[tuple[str, int]]:
    """Resources of which all works together could ever ask more than there is in some week."""
    most: dict[tuple[str, int], int] = defaultdict(int)
    for one in problem.activities:
        asked: dict[tuple[str, int], int] = defaultdict(int)
        for mode in one.modes:
            taken = [use for demand in mode.demands for q in demand.patterns for use in _uses(q)]
            for resource in {one for one, _ in taken}:
                asked[resource] = max(asked[resource], sum(heads for other, heads in taken if other == resource))
        for resource, heads in asked.items():
            most[resource] += heads
    weeks = range(problem.horizon)
    return frozenset(r for r, heads in most.items() if any(_room(problem, r, week) < heads for week in weeks))


def _ways(problem: Problem, a: int, scarce: frozenset[tuple[str, int]]) -> Iterator[Way]:
    one = problem.activities[a]
    project = problem.projects[one.project]
    first, last = one.first_start, problem.horizon if one.last_start is None else one.last_start
    if project.tendered:
        leads = [t.earliest for t in problem.tenders if problem.may_choose(t) and one.project in t.projects]
        first = max(first, min(leads, default=problem.horizon + 1))
    late = min(week for week in (problem.horizon, one.deadline, problem.due(a)) if week is not None)
    seen: set[Way] = set()
    for m, mode in enumerate(one.modes):
        crews = [
            {
                tuple(use for use in _uses(q) if use[0] in scarce)
                for q in demand.patterns
                if problem.allowed.source(q.source)
            }
            for demand in mode.demands
        ]
        together = {tuple(sorted(use for crew in rows for use in crew)) for rows in product(*crews)}
        for start in range(first, last + 1):
            end = problem.end(a, m, start)
            if end is not None and end <= late:
                for way in (Way(start, end, uses) for uses in sorted(together)):
                    if way not in seen:
                        seen.add(way)
                        yield way


def _uses(pattern: Pattern) -> Iterator[tuple[tuple[str, int], int]]:
    if pattern.own is not None:
        yield ("pool", pattern.own), pattern.own_heads
    if pattern.other is not None and pattern.source is Source.HIRED:
        yield ("market", pattern.other), pattern.other_heads
    elif pattern.other is not None:
        yield ("pool", pattern.other), pattern.other_heads
        if pattern.source is Source.LENT:
            yield ("lent", pattern.other), pattern.other_heads


def _room(problem: Problem, resource: tuple[str, int], week: int) -> int:
    """Heads that there are of a resource in a week (rules ``capacity``, ``lending`` and ``hire``)."""
    kind, index = resource
    if kind == "market":
        return problem.markets[index].heads[week]
    pool = problem.pools[index]
    own = pool.heads[week] * (100 - pool.reserve) // 100
    return own * pool.lendable // 100 if kind == "lent" else own + (pool.added[week] if pool.added else 0)


def _refuted(problem: Problem, ways: list[list[Way]], seconds: float) -> bool:
    import pumpkin_solver
    from pumpkin_solver import constraints

    model: Any = pumpkin_solver.Model()

    def post(kind: Any, *arguments: Any) -> None:
        model.add_constraint(kind(*arguments, model.new_constraint_tag()))

    taken = [[model.new_boolean_variable() for _ in rows] for rows in ways]
    starts: list[Any] = []
    ends: list[Any] = []
    load: dict[tuple[tuple[str, int], int], list[tuple[int, Any]]] = defaultdict(list)
    for a, rows in enumerate(ways):
        post(constraints.Clause, taken[a])
        numbers = [one.as_integer() for one in taken[a]]
        post(constraints.LessThanOrEquals, numbers, 1)
        for found, weeks in ((starts, [way.start for way in rows]), (ends, [way.end for way in rows])):
            week = model.new_integer_variable(min(weeks), max(weeks))
            terms = [number.scaled(at) for number, at in zip(numbers, weeks, strict=True) if at]
            post(constraints.Equals, [*terms, week.scaled(-1)], 0)
            found.append(week)
        percent = problem.calendars[problem.activities[a].calendar].percent
        for way, number in zip(rows, numbers, strict=True):
            for resource, heads in way.uses:
                for at in range(way.start, way.end):
                    if heads and percent[at] > 0:
                        load[resource, at].append((heads, number))
    for (resource, at), terms in sorted(load.items(), key=lambda pair: pair[0]):
        there = _room(problem, resource, at)
        if sum(heads for heads, _ in terms) > there:
            post(constraints.LessThanOrEquals, [number.scaled(heads) for heads, number in terms], there)

    def apart(before: Any, after: Any, least: int) -> None:
        post(constraints.LessThanOrEquals, [before.scaled(1), after.scaled(-1)], -least)

    for arc in problem.precedences:
        before = (ends if arc.link in (Link.FINISH_START, Link.FINISH_FINISH) else starts)[arc.predecessor]
        after = (ends if arc.link in (Link.FINISH_FINISH, Link.START_FINISH) else starts)[arc.successor]
        apart(before, after, arc.min_lag)
        if arc.max_lag is not None:
            apart(after, before, -arc.max_lag)
    for street in problem.streets:
        for one, then in zip(street.digs, street.digs[1:], strict=False):
            apart(ends[one], starts[then], 0)
    if model.is_inconsistent():
        return True
    return isinstance(model.satisfy(timeout=seconds), pumpkin_solver.SatisfactionResult.Unsatisfiable)
