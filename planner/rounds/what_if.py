"""What if: one thing is different, and between what euros the programme then costs more or less.

Both costs are known between a bound and a plan, so the answer is an interval that holds whatever the best plans are.
A change is stated as two problems: the *inner*, whose every plan keeps the change, and the *outer*, which has every
plan that does. For most changes they are one; lending nobody in some weeks lies between lending nobody at all in works
that may fall into them, and no change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Activity, Pattern, Problem, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Engine, accepted, euros
from wijkplan.planner.plan.measures import changes
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.part import Part

from .subject import Subject

ROUNDS = 1000
"""In which works are put nearer to where they were: a second or two on the pilot."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different. ``harder``: it can only take plans away; else it can only add some. ``outer`` is ``None``
    where it is the problem as it was."""

    inner: Problem
    outer: Problem | None
    harder: bool


class Affected(Part):
    """How much of an employer's work stands elsewhere, or is done by others, in the plan that was found."""

    employer: str
    """Id of the employer."""

    works: int
    """Works in another week or with another crew."""

    weeks: int
    """By how many weeks they move, all together."""


class WhatIf(Part):
    """What a change costs, in euros of what the plan minimises; negative: it saves."""

    low: int | None
    """At least so much, proven; ``None``: nothing is proven."""

    high: int | None
    """At most so much, proven; ``None``: nothing is proven, or no plan was found."""

    cost: int | None
    """Euros of the plan that was found; ``None``: none was."""

    bound: int | None
    """Euros that every plan with the change costs at least; ``None``: nothing is proven."""

    impossible: bool
    """There is no plan with the change."""

    affected: tuple[Affected, ...]
    """Employers whose work stands elsewhere in the plan that was found, most works first."""


def lend_nobody(problem: Problem, plan: Plan, employer: int, weeks: tuple[int, int] | None = None) -> Change:
    """An employer lends none of its people, or none in weeks ``[first, end)``."""
    pools = {i for i, pool in enumerate(problem.pools) if pool.employer == employer}
    if weeks is None:
        rows = tuple(replace(pool, consent=False) if i in pools else pool for i, pool in enumerate(problem.pools))
        exact = replace(problem, pools=rows)
        return Change(exact, exact, harder=True)
    placed = plan.by_activity()
    activities = tuple(_kept_out(one, placed.get(a), pools, weeks) for a, one in enumerate(problem.activities))
    return Change(replace(problem, activities=activities), None, harder=True)


def _kept_out(one: Activity, placed: Placement | None, pools: set[int], weeks: tuple[int, int]) -> Activity:
    """Work that surely borrows none of these people in these weeks: it stays where it borrows outside of them, and
    borrows none of them otherwise."""

    def lent(mode: int, demand: int, pattern: int) -> bool:
        return _lends(one.modes[mode].demands[demand].patterns[pattern], pools)

    if placed is not None and (placed.end <= weeks[0] or placed.start >= weeks[1]):
        chosen = enumerate(placed.patterns)
        if any(lent(placed.mode, d, k) for d, k in chosen):
            return one if one.pinned is not None else replace(one, pinned=placed.start)
    modes = tuple(
        replace(
            mode,
            demands=tuple(
                replace(
                    demand,
                    patterns=tuple(p for p in demand.patterns if p.source is not Source.LENT or p.other not in pools),
                )
                for demand in mode.demands
            ),
        )
        for mode in one.modes
    )
    return replace(one, modes=modes)


def _lends(pattern: Pattern, pools: set[int]) -> bool:
    return pattern.source is Source.LENT and pattern.other in pools


def more_people(problem: Problem, employer: int, trade: int, people: int) -> Change:
    """An employer has so many people of a trade more (fewer: negative), wherever it has some, all the time."""
    rows = tuple(
        replace(pool, heads=tuple(max(0, heads + 100 * people) if heads else 0 for heads in pool.heads))
        if (pool.employer, pool.trade) == (employer, trade)
        else pool
        for pool in problem.pools
    )
    exact = replace(problem, pools=rows)
    return Change(exact, exact, harder=people < 0)


def closed_until(problem: Problem, street: int, week: int) -> Change:
    """Nothing opens a street before a week."""
    digs = set(problem.streets[street].digs)
    rows = tuple(
        replace(one, release=max(one.release, week)) if a in digs else one for a, one in enumerate(problem.activities)
    )
    exact = replace(problem, activities=rows)
    return Change(exact, exact, harder=True)


def under_frameworks(programme: Programme, compiled: Compiled) -> dict[str, tuple[int, ...]]:
    """Per framework or concession the projects that are called off under it."""
    index, found = compiled.names.project_index, dict[str, list[int]]()
    for client in programme.clients:
        for project in client.projects:
            if project.framework is not None and project.award == "call-off" and project.id in index:
                found.setdefault(project.framework, []).append(index[project.id])
    return {name: tuple(projects) for name, projects in found.items()}


def smoother(problem: Problem, plan: Plan, percent: int) -> Change:
    """Own people rise and fall from quarter to quarter at most so many percent of what they do in the plan."""
    most = changes(problem, plan) * percent // 100
    exact = replace(problem, max_changes=most if problem.max_changes is None else min(most, problem.max_changes))
    return Change(exact, exact, harder=True)


def framework_ends(problem: Problem, projects: Collection[int], week: int) -> Change:
    """Nothing of these projects is ordered in or after a week: their framework ended and was not renewed."""
    after = frozenset(range(week, problem.horizon))
    rows = tuple(
        replace(one, closed=one.closed | after) if set(projects) & set(one.projects) else one for one in problem.tenders
    )
    exact = replace(problem, tenders=rows)
    return Change(exact, exact, harder=True)


def answer(
    subject: Subject,
    bound: int | None,
    change: Change,
    engine: Engine,
    settings: Settings,
    stop: Callable[[], bool],
) -> WhatIf:
    """What a change costs. ``bound`` is proven of the problem as it was. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    problem, plan = subject.problem, subject.plan
    now = euros(accepted(engine, problem, plan))
    starts = [plan] if not change.harder or engine.judge(change.inner, plan).feasible else []
    outcome = engine.solve(change.inner, settings, starts, None, stop)
    found = outcome.plan
    cost = None if found is None else euros(accepted(engine, change.inner, found, outcome.objective))
    if found is not None and cost is not None:
        found = _nearest(subject, change.inner, found, cost, engine, settings, stop)
        cost = min(cost, euros(accepted(engine, change.inner, found)))
    least = bound if change.harder else None
    if change.outer is not None:
        proven = None if outcome.certificate is None else engine.certified(change.inner, outcome.certificate)
        if outcome.status == "optimal" and proven is None:
            proven = cost
        least = max((one for one in (least, proven) if one is not None), default=None)
    low = None if least is None else least - now
    high = None if cost is None or bound is None else cost - bound
    if change.harder:
        low = max(0, low or 0)
    else:
        high = min(0, high or 0)
    return WhatIf(
        low=low,
        high=high,
        cost=cost,
        bound=least,
        impossible=outcome.status == "infeasible" and change.outer is not None,
        affected=() if found is None else _affected(subject, found),
    )


def _nearest(
    subject: Subject,
    problem: Problem,
    found: Plan,
    cost: int,
    engine: Engine,
    settings: Settings,
    stop: Callable[[], bool],
) -> Plan:
    """The plan that was found with everything back in its old week that can be for no more euros: what the change has
    nothing to do with is not affected. Where weeks moved have a price of their own it stays as it is."""
    if "moved" in problem.priced:
        return found
    weeks = {a: one.start for a, one in subject.plan.by_activity().items()}
    rows = tuple(
        replace(one, submitted=weeks.get(a, one.submitted), agreed=None) for a, one in enumerate(problem.activities)
    )
    anchored = replace(problem, activities=rows)
    once = replace(settings, work=ROUNDS)
    return engine.nearest(anchored, found, cost, subject.plan, once, stop, lambda: 0.0).plan


def _affected(subject: Subject, found: Plan) -> tuple[Affected, ...]:
    works: Counter[int] = Counter()
    weeks: Counter[int] = Counter()
    before = subject.plan.by_activity()
    for a, there in found.by_activity().items():
        employer = subject.problem.projects[subject.problem.activities[a].project].employer
        was = before.get(a)
        if was is not None and was != there:
            works[employer] += 1
            weeks[employer] += abs(there.start - was.start)
    return tuple(
        Affected(employer=subject.names.employers[e].id, works=count, weeks=weeks[e])
        for e, count in works.most_common()
    )
