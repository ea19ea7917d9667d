"""Brute force: every complete plan of a tiny problem, judged by the checker.

Enumerated are starts, modes, staffing patterns, sets of tenders, joined pairs and numbers of newcomers. Publication
weeks cost nothing, so of those only one choice that the desks can bear is kept. Left out are only plans that break a
rule at one glance: a start the calendar excludes, a start or end outside the activity's own window, a mode for another
place in the opening, a set of tenders that does not buy every project once. ``pruned=False`` leaves out nothing but
the first; a test compares the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from math import prod
from random import Random

from wijkplan.models.check import RULES, TERMS, judge
from wijkplan.models.check.facts import end_week
from wijkplan.models.check.home_weeks import home_weeks
from wijkplan.models.check.rules import lead
from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import HOME_WEEKS, Position, Problem

LIMIT = 2_000  # complete plans judged per problem

Joined = frozenset[tuple[int, int]]


def count_plans(problem: Problem, pruned: bool = True) -> int:
    """How many complete plans :func:`enumerate_plans` yields."""
    tenders = sum(1 for _ in _tender_sets(problem, pruned))
    newcomers = prod(cohort.most + 1 for cohort in problem.cohorts)
    return (
        newcomers * tenders * sum(prod(map(len, _options(problem, joined, pruned))) for joined in _joined_sets(problem))
    )


def enumerate_plans(problem: Problem, pruned: bool = True) -> Iterator[Plan]:
    """Yield every complete plan."""
    tender_sets = list(_tender_sets(problem, pruned))
    for joined in _joined_sets(problem):
        for placements in product(*_options(problem, joined, pruned)):
            for tenders in tender_sets:
                published = _publish(problem, Plan(placements, joined=joined), tenders)
                for intake in product(*(range(cohort.most + 1) for cohort in problem.cohorts)):
                    yield replace(published, intake=intake)


def some_plans(problem: Problem, random: Random, number: int) -> Iterator[Plan]:
    """Complete plans drawn from all there are, those that break a rule at one glance among them."""
    joints, tenders = list(_joined_sets(problem)), list(_tender_sets(problem, pruned=False))
    rows = _options(problem, frozenset(), pruned=False)
    if all(rows):
        for _ in range(number):
            placements = tuple(random.choice(row) for row in rows)
            published = _publish(problem, Plan(placements, joined=random.choice(joints)), random.choice(tenders))
            yield replace(published, intake=tuple(random.randint(0, cohort.most) for cohort in problem.cohorts))


def brute_force(problem: Problem, pruned: bool = True) -> tuple[int | None, Plan | None]:
    """The least cost (home-weeks, where these are asked for) of a plan without violations, and such a plan; ``None``
    where there is none."""
    best: tuple[int | None, Plan | None] = (None, None)
    rules = list(RULES.values())  # the one that broke the plan before comes first: it mostly breaks the next one too
    for plan in enumerate_plans(problem, pruned):
        if next(rules[0].violations(problem, plan), None) is not None:
            continue
        cost = (
            home_weeks(problem, plan)
            if HOME_WEEKS in problem.priced
            else sum(TERMS[term].euros(problem, plan) for term in problem.priced)
        )
        if best[0] is not None and cost >= best[0]:
            continue
        broken = next((rule for rule in rules if next(rule.violations(problem, plan), None) is not None), None)
        if broken is None:
            best = (cost, plan)
        else:
            rules.remove(broken)
            rules.insert(0, broken)
    if best[1] is not None:
        assert judge(problem, best[1]).objective == best[0]
    return best


def _options(problem: Problem, joined: Joined, pruned: bool) -> list[list[Placement]]:
    """Per activity its placements."""
    rows: list[list[Placement]] = []
    for i, activity in enumerate(problem.activities):
        row: list[Placement] = []
        for m, mode in enumerate(activity.modes):
            if pruned and mode.position != _position(problem, i, joined):
                continue
            for start in range(problem.horizon + 1):
                end = end_week(problem, i, m, start)
                if end is None or (pruned and not _in_window(problem, i, start, end)):
                    continue
                choices = product(*(range(len(demand.patterns)) for demand in mode.demands))
                row += [Placement(i, start, end, m, patterns) for patterns in choices]
        rows.append(row)
    return rows


def _position(problem: Problem, activity: int, joined: Joined) -> Position:
    for s, street in enumerate(problem.streets):
        if activity in street.digs:
            i = street.digs.index(activity)
            before, after = (s, i - 1) in joined, (s, i) in joined
            if before:
                return Position.MIDDLE if after else Position.LAST
            return Position.FIRST if after else Position.ALONE
    return Position.ALONE


def _in_window(problem: Problem, activity: int, start: int, end: int) -> bool:
    work = problem.activities[activity]
    return (
        start >= max(work.release, work.ready)
        and (work.deadline is None or end <= work.deadline)
        and work.pinned in (None, start)
    )


def _joined_sets(problem: Problem) -> Iterator[Joined]:
    joints = [(s, i) for s, street in enumerate(problem.streets) for i in range(len(street.joints))]
    for size in range(len(joints) + 1):
        yield from map(frozenset, combinations(joints, size))


def _tender_sets(problem: Problem, pruned: bool) -> Iterator[tuple[int, ...]]:
    tendered = [q for q, project in enumerate(problem.projects) if project.tendered]
    for size in range(len(problem.tenders) + 1):
        for tenders in combinations(range(len(problem.tenders)), size):
            bought = sorted(q for t in tenders for q in problem.tenders[t].projects)
            if not pruned or bought == tendered:
                yield tenders


def _publish(problem: Problem, plan: Plan, tenders: tuple[int, ...]) -> Plan:
    """Publish the tenders in weeks that rule ``lead`` accepts, the latest first; in any weeks when there are none."""
    choices: list[range] = []
    for t in tenders:
        tender = problem.tenders[t]
        members = {i for project in tender.projects for i in problem.members[project]}
        latest = min(p.start for p in plan.placements if p.activity in members) - tender.lead
        choices.append(range(max(latest, tender.preparation), tender.preparation - 1, -1))
    published = plan
    for weeks in product(*choices):
        published = Plan(plan.placements, tuple(map(Publication, tenders, weeks)), plan.joined)
        if next(lead.violations(problem, published), None) is None:
            break
    return published
