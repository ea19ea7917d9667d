"""The independent check of what people must hold: what was sent, against who does which work in a plan.

Written from the rules and not from compile: who opens a refrigerant circuit is certified (people BRL 200, their firm
BRL 100); live work on low voltage is done by two people at least at the same time, all qualified for it, with somebody
in charge at the employer that does the work or at the one whose people come. An unqualified line in a plan is our
mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkplan.models.check.facts import reaches, staffing, working_weeks
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Demand, Pattern, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.names import PoolName
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Crew, HiringMarket

TWO = 2
"""People who do live work at the same time, at least."""


@dataclass(frozen=True, slots=True)
class UnqualifiedLine:
    """A work that people do who may not, or too few of them at a time; ``who`` names a pool or a market."""

    activity: str
    who: str
    what: str


def qualified_as(crew: Crew, pool: PoolName) -> bool:
    """Whether a crew is in a pool, by what its people hold."""
    held = (crew.refrigerant_certified, crew.live_work_qualified, crew.person_in_charge)
    return held == tuple(name in pool.holds for name in ("refrigerant", "live-work", "in-charge"))


def violations(programme: Programme, compiled: Compiled, plan: Plan) -> Iterator[UnqualifiedLine]:
    """Every line of a plan on which somebody works who may not, or too few who may."""
    problem, names = compiled.problem, compiled.names
    projects = {project.id: project for _, project in programme.projects}
    for placement, demand, pattern in staffing(problem, plan):
        activity = names.activities[placement.activity]
        project = projects.get(names.projects[problem.activities[placement.activity].project].id)
        if project is None or not (project.opens_circuit or project.live_work):
            continue
        package, trade = programme.reference.packages[activity.package], names.trades[demand.trade].id
        wrong: list[tuple[str, str]] = []
        if project.opens_circuit and trade in package.circuit_trades:
            wrong += [
                (who, "opens a refrigerant circuit without a certificate (BRL 200)")
                for who, rows in _suppliers(programme, compiled, pattern)
                if not rows or not all(row.refrigerant_certified for row in rows)
            ]
        if project.live_work and trade in package.live_trades:
            wrong += _live(programme, compiled, placement, demand, pattern)
        for who, what in wrong:
            yield UnqualifiedLine(activity.id, who, what)


def _live(
    programme: Programme, compiled: Compiled, placement: Placement, demand: Demand, pattern: Pattern
) -> list[tuple[str, str]]:
    """Who may not do this live work, or does it alone, or with nobody in charge."""
    problem, names = compiled.problem, compiled.names
    suppliers = _suppliers(programme, compiled, pattern)
    wrong = [
        (who, "works on live low voltage and is not qualified for it")
        for who, rows in suppliers
        if not rows or not all(row.live_work_qualified for row in rows)
    ]
    own = () if pattern.own is None else problem.pools[pattern.own].heads
    alone = [
        week
        for week in working_weeks(problem, placement)
        if (own[week] // 100 if own else 0) + pattern.other_heads // 100 < TWO
    ]
    if alone:
        wrong.append((suppliers[0][0], f"works live without a second person in the week of {names.monday(alone[0])}"))
    employer = problem.projects[problem.activities[placement.activity].project].employer
    region = problem.region(placement.activity)
    asked = [
        p
        for p, pool in enumerate(problem.pools)
        if (pool.employer, pool.trade) == (employer, demand.trade) and reaches(pool, region)
    ]
    if pattern.other is not None and pattern.source is not Source.HIRED:
        asked.append(pattern.other)
    if not any(crew.person_in_charge for p in asked for crew in crews_of(programme, compiled, names.pools[p])):
        wrong.append((names.employers[employer].id, "has nobody in charge of live work (WV)"))
    return wrong


def _suppliers(
    programme: Programme, compiled: Compiled, pattern: Pattern
) -> list[tuple[str, list[Crew] | list[HiringMarket]]]:
    """Who sends people, with what was sent of them."""
    names = compiled.names
    found: list[tuple[str, list[Crew] | list[HiringMarket]]] = []
    if pattern.own is not None:
        found.append((names.pools[pattern.own].id, crews_of(programme, compiled, names.pools[pattern.own])))
    if pattern.other is not None and pattern.source is Source.HIRED:
        market = names.markets[pattern.other]
        rows = [row for row in programme.settings.hiring if (row.trade, row.region) == (market.trade, market.region)]
        found.append((market.id, rows))
    elif pattern.other is not None:
        found.append((names.pools[pattern.other].id, crews_of(programme, compiled, names.pools[pattern.other])))
    return found


def crews_of(programme: Programme, compiled: Compiled, pool: PoolName) -> list[Crew]:
    """The crews of a pool: those that its employer committed, or for an anonymous firm the free ones of its sector."""
    firm = next(one for one in compiled.names.employers if one.id == pool.employer)
    return [
        crew
        for employer in programme.employers
        if (employer.sector == firm.sector if firm.anonymous else employer.id == firm.id)
        for crew in employer.crews
        if (crew.trade, crew.region) == (pool.trade, pool.region)
        and crew.status == ("free" if firm.anonymous else "committed")
        and qualified_as(crew, pool)
    ]
