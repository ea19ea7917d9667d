"""Which modes and staffing patterns a variant leaves possible, before anything is known about weeks."""

from __future__ import annotations

from ..problem import Demand, Pattern, Pool, Position, Source
from .scope import Scope


def permitted_modes(scope: Scope, activity: int) -> dict[int, tuple[tuple[int, ...], ...]]:
    """Per mode that fits the activity's place in its street: per demand the patterns that rules ``crew`` and
    ``lending`` permit.

    A mode of which some demand has no such pattern is left out.
    """
    found: dict[int, tuple[tuple[int, ...], ...]] = {}
    positions = _positions(scope, activity)
    for m, mode in enumerate(scope.problem.activities[activity].modes):
        if mode.position in positions:
            patterns = tuple(_permitted_patterns(scope, activity, mode.duration, demand) for demand in mode.demands)
            if all(patterns):
                found[m] = patterns
    return found


def sharing_tenders(scope: Scope, project: int, employer: int) -> tuple[int, ...]:
    """Tenders with a lot that holds the project and another project of that employer (consortium)."""
    return tuple(
        t
        for t, together in scope.lots_of.get(project, ())
        if any(q != project and scope.problem.projects[q].employer == employer for q in together)
    )


def _positions(scope: Scope, activity: int) -> frozenset[Position]:
    """Places in an opening that the activity can have, given what is already known of its joints."""
    place = scope.problem.street_of.get(activity)
    if place is None:
        return frozenset({Position.ALONE})
    street, i = place
    before = scope.joined.get((street, i - 1), False)
    after = scope.joined.get((street, i), False)
    of_joints = {
        (False, False): Position.ALONE,
        (False, True): Position.FIRST,
        (True, True): Position.MIDDLE,
        (True, False): Position.LAST,
    }
    return frozenset(position for (b, a), position in of_joints.items() if before in (None, b) and after in (None, a))


def _permitted_patterns(scope: Scope, activity: int, duration: int, demand: Demand) -> tuple[int, ...]:
    problem = scope.problem
    project = problem.activities[activity].project
    employer = problem.projects[project].employer
    region = problem.region(activity)

    def fits(pool: Pool) -> bool:
        return pool.trade == demand.trade and (pool.region == region or region in pool.reach)

    def may_supply(pattern: Pattern) -> bool:
        source, other = pattern.source, pattern.other
        if other is None:
            may = 0 if pattern.own is None else problem.pools[pattern.own].overtime_of(pattern.own_heads)
            return source is Source.OWN or pattern.other_heads <= may
        if not problem.allowed.source(source):
            return False
        if source is Source.HIRED:
            market = problem.markets[other]
            return market.trade == demand.trade and market.region == region
        pool = problem.pools[other]
        if pool.employer == employer or not fits(pool):
            return False
        if source is Source.LENT:
            return pool.consent and pool.legal_basis
        return bool(sharing_tenders(scope, project, pool.employer))

    return tuple(
        k
        for k, pattern in enumerate(demand.patterns)
        if (
            pattern.own is None
            or (problem.pools[pattern.own].employer == employer and fits(problem.pools[pattern.own]))
        )
        and may_supply(pattern)
        and problem.persons.fits(demand.trade, duration, pattern)
    )
