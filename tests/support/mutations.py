"""Per rule, a change of one datum (or of the plan) that makes a good plan break exactly that rule, by an amount that
is known.

Each mutation takes a problem and a plan without violations, and returns what it made and what the checker must say, or
``None`` where that plan offers no place for it."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from wijkplan.models.check import TERMS
from wijkplan.models.check.facts import changes, chosen, hired_head_weeks, openings, staffing, working_weeks
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, Calendar, Cohort, Guidance, Places, Precedence, Problem, Reservoir, Source

from .mutant import Mutant, Mutation, any_placement, with_activity, with_row
from .street_mutations import exclusive, grid, opening, rest, street_order


def once(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """State work that does not exist, or a pattern for a demand that does not. (A second placement shifts other rules
    too.)"""
    w = any_placement(plan, random)
    if random.random() < 0.5:
        unknown = replace(w, activity=len(problem.activities))
        return Mutant(problem, replace(plan, placements=(*plan.placements, unknown)), f"activity {unknown.activity}", 1)
    longer = tuple(replace(p, patterns=(*p.patterns, 0)) if p is w else p for p in plan.placements)
    return Mutant(problem, replace(plan, placements=longer), f"activity {w.activity}", 1)


def window(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Release work later than it starts."""
    w, late = any_placement(plan, random), random.randint(1, 3)
    return Mutant(with_activity(problem, w.activity, release=w.start + late), plan, f"activity {w.activity}", late)


def ready(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Meet a prerequisite later than the work starts."""
    w, late = any_placement(plan, random), random.randint(1, 3)
    return Mutant(with_activity(problem, w.activity, ready=w.start + late), plan, f"activity {w.activity}", late)


def calendar(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Close the week in which work starts, for that work only."""
    w = any_placement(plan, random)
    if w.start >= problem.horizon:
        return None
    percent = list(problem.calendars[problem.activities[w.activity].calendar].percent)
    percent[w.start] = 0
    closed = replace(
        problem, calendars=(*problem.calendars, Calendar(tuple(percent))), max_changes=None, max_employer_changes=()
    )
    return Mutant(with_activity(closed, w.activity, calendar=len(problem.calendars)), plan, f"activity {w.activity}", 1)


def precedence(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Ask for a longer lag than there is."""
    if len(plan.placements) < 2:
        return None
    before, after = random.sample(plan.placements, 2)
    missing = random.randint(1, 3)
    row = Precedence(before.activity, after.activity, min_lag=after.start - before.end + missing)
    tightened = replace(problem, precedences=(*problem.precedences, row))
    return Mutant(tightened, plan, f"precedence {len(problem.precedences)}", missing)


def crew(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Give an own pool that is used to another employer, let people come in larger parts than those of another source
    that is used, or let nobody of a pool work overtime that does."""
    longer = [(w.activity, pattern) for w, _, pattern in staffing(problem, plan) if pattern.source is Source.OVERTIME]
    if longer and random.random() < 0.5:
        activity, pattern = random.choice(longer)
        assert pattern.own is not None
        none = with_row(problem, "pools", pattern.own, overtime=0)
        return Mutant(none, plan, f"activity {activity}", pattern.other_heads)
    others = [
        (w.activity, demand.trade, pattern)
        for w, demand, pattern in staffing(problem, plan)
        if pattern.other_heads and pattern.other is not None
    ]
    if others and random.random() < 0.5:
        activity, trade, pattern = random.choice(others)
        grain = [*problem.persons.grain, *(1,) * (trade + 1 - len(problem.persons.grain))]
        grain[trade] = pattern.other_heads + 1
        whole = replace(problem, persons=replace(problem.persons, grain=tuple(grain)))
        return Mutant(whole, plan, f"activity {activity}", pattern.other_heads)
    used = [(w.activity, pattern) for w, _, pattern in staffing(problem, plan) if pattern.own is not None]
    if not used:
        return None
    activity, pattern = random.choice(used)
    assert pattern.own is not None
    return Mutant(with_row(problem, "pools", pattern.own, employer=99), plan, f"activity {activity}", None)


def _used(problem: Problem, plan: Plan, source: Source, index: int, week: int) -> int:
    """Heads of a pool (``OWN``: all uses) or market that a plan uses in a week."""
    total = 0
    for w, _, pattern in staffing(problem, plan):
        if week in working_weeks(problem, w):
            if source is Source.OWN and pattern.own == index:
                total += pattern.own_heads
            of_pool = source is Source.OWN and pattern.source in (Source.LENT, Source.CONSORTIUM)
            if pattern.other == index and (pattern.source is source or of_pool):
                total += pattern.other_heads
    return total


def _scarce(problem: Problem, plan: Plan, random: Random, source: Source, kind: str) -> Mutant | None:
    """Take heads away in a week in which they are used."""
    found = []
    for index in range(len(getattr(problem, kind))):
        for week in range(problem.horizon):
            heads = _used(problem, plan, source, index, week)
            lent = kind == "pools" and _used(problem, plan, Source.LENT, index, week)
            if heads and not lent:
                found.append((index, week, heads))
    if not found:
        return None
    index, week, heads = random.choice(found)
    short = random.randint(1, heads)
    row = list(getattr(problem, kind)[index].heads)
    row[week] = heads - short
    fields: dict[str, Any] = {"heads": tuple(row), **({"reserve": 0} if kind == "pools" else {})}
    return Mutant(with_row(problem, kind, index, **fields), plan, f"{kind[:-1]} {index}", short)


def capacity(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Take heads away from a pool."""
    return _scarce(problem, plan, random, Source.OWN, "pools")


def hire(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Take heads away from a market."""
    return _scarce(problem, plan, random, Source.HIRED, "markets")


def lending(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Withdraw the consent of a pool that lends."""
    lent = [pattern for _, _, pattern in staffing(problem, plan) if pattern.source is Source.LENT]
    if not lent:
        return None
    pattern = random.choice(lent)
    assert pattern.other is not None
    return Mutant(with_row(problem, "pools", pattern.other, consent=False), plan, f"pool {pattern.other}", None)


def tender(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Call for the tender of a project that has none."""
    direct = [q for q, project in enumerate(problem.projects) if not project.tendered]
    if not direct:
        return None
    q = random.choice(direct)
    return Mutant(with_row(problem, "projects", q, tendered=True), plan, f"project {q}", 1)


def lead(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Lengthen the lead time of a chosen tender until its first work is too early, even for the earliest
    publication."""
    if not plan.tenders:
        return None
    publication, row = random.choice(chosen(problem, plan))
    works = [w for w in plan.placements if problem.activities[w.activity].project in row.projects]
    first = min(works, key=lambda w: w.start)
    longer = first.start - row.preparation + random.randint(1, 2)
    tightened = with_row(problem, "tenders", publication.tender, lead=longer)
    return Mutant(tightened, plan, f"activity {first.activity}", publication.week + longer - first.start)


def contract(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Shorten a contract period."""
    if not plan.tenders:
        return None
    publication, row = random.choice(chosen(problem, plan))
    k = random.randrange(len(row.lots))
    works = [w for w in plan.placements if problem.activities[w.activity].project in row.lots[k].projects]
    short = random.randint(1, 2)
    period = max(w.end for w in works) - min(w.start for w in works) - short
    lots = tuple(replace(lot, period=period) if i == k else lot for i, lot in enumerate(row.lots))
    return Mutant(
        with_row(problem, "tenders", publication.tender, lots=lots), plan, f"tender {publication.tender}", short
    )


def budget(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Pay for work from a budget that is too small."""
    w, euros, short = any_placement(plan, random), random.randint(2, 5), random.randint(1, 2)
    if w.start >= problem.horizon:
        return None
    least = Reservoir((euros - short,) * problem.horizon, ((w.activity, euros),))
    return Mutant(replace(problem, budgets=(*problem.budgets, least)), plan, f"budget {len(problem.budgets)}", short)


def frozen(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Pin work to another week."""
    w, away = any_placement(plan, random), random.choice((-2, -1, 1, 2))
    return Mutant(with_activity(problem, w.activity, pinned=w.start + away), plan, f"activity {w.activity}", abs(away))


def willing(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Let a sender be willing to move work, but not as far as it is moved."""
    w, away = any_placement(plan, random), random.randint(1, 3)
    window = random.choice(((w.start + away, w.start + away + 2), (w.start - away - 2, w.start - away)))
    return Mutant(with_activity(problem, w.activity, willing=window), plan, f"activity {w.activity}", away)


def delivery(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Let a district or a project be due before its last work ends, or a district bear less than its streets do."""
    last = max(plan.placements, key=lambda w: w.end)
    early = random.randint(1, 2)
    p = problem.activities[last.activity].project
    d = problem.projects[p].district
    burden = sum(
        problem.streets[o.street].burden * (o.end - o.start)
        for o in openings(problem, plan)
        if problem.streets[o.street].district == d
    )
    if burden and random.random() < 0.4:
        return Mutant(with_row(problem, "districts", d, max_burden=burden - 1), plan, f"district {d}", 1)
    if random.random() < 0.5 and problem.districts[d].due is None:
        return Mutant(with_row(problem, "projects", p, due=last.end - early), plan, f"activity {last.activity}", early)
    return Mutant(with_row(problem, "districts", d, due=last.end - early), plan, f"activity {last.activity}", early)


def continuity(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Agree on fewer changes than there are, for all or for one employer."""
    quarters = problem.quarters or (0, *random.sample(range(1, problem.horizon), 1), problem.horizon)
    counted = replace(problem, quarters=quarters, max_changes=None, max_employer_changes=())
    found = changes(counted, plan)
    employer = random.choice([None, *(pool.employer for pool in problem.pools)])
    most = sum(units for units, pool in zip(found, problem.pools, strict=True) if employer in (None, pool.employer))
    if most == 0:
        return None
    fewer = random.randint(1, most)
    hundredths = -(-fewer // counted.changes_unit)
    if employer is None:
        return Mutant(replace(counted, max_changes=most - fewer), plan, "programme", hundredths)
    return Mutant(
        replace(counted, max_employer_changes=((employer, most - fewer),)), plan, f"employer {employer}", hundredths
    )


def means(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Allow less cash, or fewer hired head-weeks, than the plan takes."""
    cash, hired = sum(TERMS[term].euros(problem, plan) for term in CASH), hired_head_weeks(problem, plan)
    used, ceiling = (hired, "max_hired") if hired and random.random() < 0.5 else (cash, "max_cash")
    if used == 0:
        return None
    short = random.randint(1, used)
    return Mutant(replace(problem, **{ceiling: used - short}), plan, "programme", short)  # type: ignore[arg-type]


def intake(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Let more newcomers start than a cohort takes, or than there are seats for two cohorts together."""
    nothing, number = (0,) * problem.horizon, random.randint(1, 3)
    cohort = Cohort(0, random.randrange(problem.horizon), 0, nothing, nothing, nothing, number)
    c, before = len(problem.cohorts), plan.intake or (0,) * len(problem.cohorts)
    if random.random() < 0.5:
        full = replace(problem, cohorts=(*problem.cohorts, replace(cohort, most=number - 1)))
        return Mutant(full, replace(plan, intake=(*before, number)), f"cohort {c}", 1)
    seats = Places((c, c + 1), 2 * number - 1)
    shared = replace(problem, cohorts=(*problem.cohorts, cohort, cohort), places=(*problem.places, seats))
    return Mutant(shared, replace(plan, intake=(*before, number, number)), f"places {len(problem.places)}", 1)


def safe(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Let somebody learn with fewer people to guide them, or with fewer learners allowed, than that takes."""
    taken = {row.pool for row in problem.guidance}
    free = [p for p in range(len(problem.pools)) if p not in taken]
    if not free:
        return None
    p, start = random.choice(free), random.randrange(problem.horizon)
    nothing = (0,) * problem.horizon
    learners = (*nothing[:start], *(100,) * (problem.horizon - start))
    cohort = Cohort(p, start, 0, nothing, learners, nothing, 2)
    guides, most = (99, 400) if random.random() < 0.5 else (400, 199)
    guided = Guidance(p, 200, (guides,) * problem.horizon, (most,) * problem.horizon)
    learning = replace(problem, cohorts=(*problem.cohorts, cohort), guidance=(*problem.guidance, guided))
    before = plan.intake or (0,) * len(problem.cohorts)
    return Mutant(learning, replace(plan, intake=(*before, 2)), f"pool {p}", 2 if guides == 99 else 1)


def nonrenewable(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Lower the amount of a resource below what is consumed."""
    if not problem.nonrenewables:
        return None
    resource = random.randrange(len(problem.nonrenewables))
    used = sum(problem.activities[w.activity].modes[w.mode].consumption[resource] for w in plan.placements)
    if used == 0:
        return None
    short = random.randint(1, used)
    amounts = list(problem.nonrenewables)
    amounts[resource] = used - short
    return Mutant(replace(problem, nonrenewables=tuple(amounts)), plan, f"resource {resource}", short)


MUTATIONS: dict[str, Mutation] = {
    "once": once,
    "window": window,
    "willing": willing,
    "ready": ready,
    "calendar": calendar,
    "precedence": precedence,
    "crew": crew,
    "capacity": capacity,
    "continuity": continuity,
    "lending": lending,
    "hire": hire,
    "intake": intake,
    "safe": safe,
    "tender": tender,
    "lead": lead,
    "contract": contract,
    "street_order": street_order,
    "opening": opening,
    "rest": rest,
    "exclusive": exclusive,
    "grid": grid,
    "budget": budget,
    "frozen": frozen,
    "delivery": delivery,
    "means": means,
    "nonrenewable": nonrenewable,
}
