"""Tiny random problems in which newcomers may be taken on: every third one of :mod:`.random_problem` with one to three
cohorts beside, the others with few own people, dear hire and dear delay, so that newcomers often pay.

A draw is a pure function of its seed. Of those with too many plans for brute force there is none (``None``)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from tests.support.oracle import brute_force, count_plans
from tests.support.random_problem import random_problem
from tests.support.worlds import crew, pool, work, world
from wijkplan.models.plan import Plan
from wijkplan.models.problem import (
    HOME_WEEKS,
    TERMS,
    Cohort,
    Guidance,
    Homes,
    Market,
    Pattern,
    Places,
    Problem,
    Project,
    Source,
)

MOST = 800  # plans judged per problem: fewer than of others, since many are drawn here


@cache
def with_newcomers(seed: int) -> Problem | None:
    """The problem of a seed, with newcomers; ``None`` where it would have too many plans."""
    random = Random(10_000 + seed)
    problem = random_problem(seed) if seed % 3 == 0 else _busy(random)
    number = random.choice((1, 1, 2, 3))
    asked = sorted({q.own for a in problem.activities for m in a.modes for d in m.demands for q in d.patterns} - {None})
    if not asked:
        return None
    cohorts = tuple(_cohort(problem, random.choice(asked), random, random.random() < 0.2) for _ in range(number))
    aside = Random(20_000 + seed)  # for what came later, so that the rest of a seed's problem stays as it was
    cohorts = tuple(_leaving(problem, cohort, aside) for cohort in cohorts)
    places: tuple[Places, ...] = ()
    if random.random() < 0.6:
        chosen = tuple(c for c in range(number) if random.random() < 0.7)
        places = (Places(chosen, random.randint(0, 2)),)
    pools = sorted({cohort.pool for cohort in cohorts if random.random() < 0.6})
    guidance = tuple(
        Guidance(p, random.choice((50, 100, 200)), _weekly(problem, random, (50, 100, 200, 300)),
                 _weekly(problem, random, (100, 100, 200)))
        for p in pools
    )  # fmt: skip
    drawn = replace(problem, cohorts=cohorts, places=places, guidance=guidance)
    if random.random() < 0.4:
        drawn = _steady(drawn, random)
    return drawn if count_plans(drawn) <= MOST else None


@cache
def cheapest(seed: int) -> tuple[int | None, Plan | None]:
    """Brute force on the problem of a seed."""
    problem = with_newcomers(seed)
    return (None, None) if problem is None else brute_force(problem)


def drawn(seeds: int) -> list[tuple[int, Problem]]:
    """Seeds with their problems."""
    return [(seed, problem) for seed in range(seeds) if (problem := with_newcomers(seed)) is not None]


def _busy(random: Random) -> Problem:
    """Two or three works for one or two employers, each done by own people or by hired ones."""
    horizon, employers = random.choice((4, 5, 5)), random.choice((1, 1, 2))
    works = []
    for i in range(random.choice((2, 2, 3))):
        own, heads = i % employers, random.choice((50, 100, 100))
        ways = (
            Pattern(own, heads, travel=random.randint(0, 2)),
            Pattern(None, 0, Source.HIRED, 0, heads, hire=random.randint(5, 30)),
        )
        works.append(work(random.choice((1, 1, 2)), project=i, demands=(crew(heads, *ways),), labour=5))
    pools = [pool(tuple(random.choice((0, 0, 50, 100)) for _ in range(horizon)), employer=e) for e in range(employers)]
    asked = random.random() < 0.25
    return world(
        *works,
        horizon=horizon,
        pools=tuple(pools),
        markets=(Market(0, 0, tuple(random.choice((0, 100, 200)) for _ in range(horizon))),),
        projects=tuple(
            Project(0, i % employers, 0, target=random.randint(1, horizon), delay_price=random.randint(0, 12))
            for i in range(len(works))
        ),
        homes=tuple(Homes(random.randint(1, 5), (i,)) for i in range(len(works))),
        priced=frozenset({HOME_WEEKS}) if asked else frozenset(TERMS),
        max_cash=random.randint(30, 80) if asked else None,
        max_hired=random.choice((None, 100)) if asked else None,
    )


def _steady(problem: Problem, random: Random) -> Problem:
    """With a ceiling on changes that newcomers raise by coming."""
    quarters = (0, 2, problem.horizon) if problem.horizon > 2 else (0, problem.horizon)
    steady = replace(problem, quarters=quarters)
    return replace(steady, max_changes=random.choice((0, 100, 200)) * steady.changes_unit)


def _weekly(problem: Problem, random: Random, choices: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(random.choice(choices) for _ in range(problem.horizon))


def _cohort(problem: Problem, place: int | None, random: Random, dear: bool) -> Cohort:
    """Somebody who first takes time of others, learns some weeks, and then works."""
    start = random.randrange(problem.horizon) // 2
    learning = random.choice((0, 0, 1, 2))
    heads, learners, guides = [0] * problem.horizon, [0] * problem.horizon, [0] * problem.horizon
    for week in range(start, problem.horizon):
        if week < start + learning:
            heads[week], learners[week] = random.choice((-50, -20, 0, 30)), 100
        else:
            heads[week] = random.choice((100, 150))
            guides[week] = random.choice((0, 50, 100))
    return Cohort(
        place or 0, start, random.randint(5, 30) if dear else random.randint(0, 4),
        tuple(heads), tuple(learners), tuple(guides), random.choice((1, 1, 2)),
    )  # fmt: skip


def _leaving(problem: Problem, cohort: Cohort, random: Random) -> Cohort:
    """Now and then people who leave another pool to learn, for good."""
    others = [p for p in range(len(problem.pools)) if p != cohort.pool]
    if not others or random.random() < 0.5:
        return cohort
    source, heads = random.choice(others), random.choice((20, 50, 100))
    least = min(problem.pools[source].heads[cohort.start :]) * (100 - problem.pools[source].reserve) // 100
    if random.random() < 0.7:
        heads = min(heads, least)  # so that often somebody can go
    gone = tuple(heads if week >= cohort.start else 0 for week in range(problem.horizon))
    return replace(cohort, source=source, gone=gone)
