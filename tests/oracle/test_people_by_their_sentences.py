"""Rules of people and money, judged by code of its own that was written from their sentences alone: in tiny random
programmes, of every plan there is, the checker says the same; CP-SAT finds the cheapest that is allowed; no plan of the
portfolio is not allowed, and no bound lies above the cheapest.

The sentences: newcomers are whole people, in no cohort more than it takes and together no more than there are seats and
candidates; in every week each learner is guided, by own people who can or by newcomers who have learnt, and who leaves
guides nobody; people at work are never more than there are, newcomers by their ramp-up added, the time of who guides
and who left taken off; what is spent in a year is at most its ceiling, with what the years before left, or without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from random import Random

from tests.support.fixed import accepts
from tests.support.worlds import crew, plan, work, world
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.newcomers import with_intake
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Cohort, Guidance, Market, Pattern, Places, Pool, Problem, Reservoir, Source
from wijkplan.models.solve import solve

WEEKS, SEEDS = 5, 90
HIRE, PAID = 40, (3, 9, 15)  # euros of a work that is hired, of one newcomer


@dataclass(frozen=True)
class Drawn:
    """A problem, and of its budget the ceilings by year of ``year`` weeks, and whether what is left of one is gone."""

    problem: Problem
    year: int
    ceilings: tuple[int, ...]
    strict: bool


@cache
def drawn(seed: int) -> Drawn:
    random = Random(77_000 + seed)
    heads = tuple(random.choice((0, 50, 100, 200)) for _ in range(WEEKS))
    other = (random.choice((0, 100, 200)),) * WEEKS
    works = []
    for _ in range(random.choice((2, 3))):
        asked = random.choice((50, 100, 100))
        way = crew(asked, Pattern(0, asked), Pattern(None, 0, Source.HIRED, 0, asked, hire=HIRE))
        works.append(work(random.choice((1, 2)), demands=(way,), release=random.choice((0, 1, 2))))
    if random.random() < 0.5:
        works.append(work(1, demands=(crew(100, Pattern(1, 100), Pattern(None, 0, Source.HIRED, 1, 100, hire=HIRE),
                                            trade=1),)))  # fmt: skip
    cohorts = tuple(_cohort(random) for _ in range(random.choice((1, 2))))
    year, strict = random.choice((2, 3)), random.random() < 0.5
    ceilings = tuple(random.choice((0, 4, 6, 12)) for _ in range(0, WEEKS, year))
    starts = range(0, WEEKS, year)
    supply = tuple(ceilings[week // year] if strict else sum(ceilings[: week // year + 1]) for week in range(WEEKS))
    loads = tuple((a, random.choice((2, 4, 6))) for a in range(len(works)) if random.random() < 0.7)
    problem = world(
        *works,
        horizon=WEEKS,
        pools=(
            Pool(0, 0, 0, heads, reserve=random.choice((0, 0, 50))),
            Pool(1, 0, 0, other),
        ),
        markets=(Market(0, 0, (300,) * WEEKS), Market(1, 0, (300,) * WEEKS)),
        cohorts=cohorts,
        places=(Places(tuple(range(len(cohorts))), random.choice((1, 2, 3))),),
        guidance=(
            Guidance(0, random.choice((50, 100, 150, 200)), tuple(h * random.choice((50, 100)) // 100 for h in heads),
                     (random.choice((100, 150, 300)),) * WEEKS),
        ),
        budgets=(Reservoir(supply, loads, renewals=tuple(starts)[1:] if strict else ()),) if loads else (),
    )  # fmt: skip
    return Drawn(problem, year, ceilings, strict)


def _cohort(random: Random) -> Cohort:
    begin, learns = random.choice((0, 0, 1)), random.choice((1, 2))
    takes, ramp = random.choice((0, 25, 50)), random.choice((0, 50))
    there = [week >= begin for week in range(WEEKS)]
    learner = [there[week] and week < begin + learns for week in range(WEEKS)]
    leaves = random.random() < 0.3
    return Cohort(
        pool=0,
        start=begin,
        cost=random.choice(PAID),
        heads=tuple((ramp - takes if learner[w] else 100) * there[w] for w in range(WEEKS)),
        learners=tuple(100 * learner[w] for w in range(WEEKS)),
        guides=tuple(100 * (there[w] and not learner[w]) for w in range(WEEKS)),
        most=random.choice((1, 2)),
        source=1 if leaves else None,
        gone=tuple(100 * there[w] for w in range(WEEKS)) if leaves else (),
    )


def allowed(case: Drawn, made: Plan) -> bool:
    """By the sentences alone."""
    problem = case.problem
    numbers = made.intake
    if any(n < 0 or n > cohort.most for n, cohort in zip(numbers, problem.cohorts, strict=True)):
        return False
    if sum(numbers) > problem.places[0].most:  # all cohorts share them
        return False
    spent = [0] * len(case.ceilings)
    for activity, euros in problem.budgets[0].loads if problem.budgets else ():
        spent[made.placements[activity].start // case.year] += euros
    left = 0
    for of_year, ceiling in zip(spent, case.ceilings, strict=True):
        there = ceiling + (0 if case.strict else left)
        if problem.budgets and of_year > there:
            return False
        left = there - of_year
    for week in range(WEEKS):
        people = list(zip(numbers, problem.cohorts, strict=True))
        for p, pool in enumerate(problem.pools):
            there = pool.heads[week] * (100 - pool.reserve) // 100
            there += sum(n * cohort.heads[week] for n, cohort in people if cohort.pool == p)
            there -= sum(n * cohort.gone[week] for n, cohort in people if cohort.source == p)
            used = 0
            for one in made.placements:
                (demand,) = problem.activities[one.activity].modes[0].demands
                if one.start <= week < one.end and demand.patterns[one.patterns[0]].own == p:
                    used += demand.heads
            if used > there:
                return False
        (row,) = problem.guidance
        learners = sum(n * cohort.learners[week] for n, cohort in people)
        guides = row.guides[week] + sum(n * cohort.guides[week] for n, cohort in people)
        if learners and (100 * learners > row.ratio * guides or learners > row.most[week]):
            return False
    return True


def cost(case: Drawn, made: Plan) -> int:
    """Hire and training."""
    hired = sum(HIRE for one in made.placements if one.patterns == (1,))
    return hired + sum(n * cohort.cost for n, cohort in zip(made.intake, case.problem.cohorts, strict=True))


def every_plan(problem: Problem) -> Iterator[Plan]:
    """All starts, ways of staffing and numbers that the programme has, one newcomer too many included."""
    works = problem.activities
    starts = [range(one.release, WEEKS - one.modes[0].duration + 1) for one in works]
    for begins in product(*starts):
        for ways in product(range(2), repeat=len(works)):
            placed = plan(problem, *begins, patterns={a: (way,) for a, way in enumerate(ways)})
            for numbers in product(*(range(cohort.most + 2) for cohort in problem.cohorts)):
                yield replace(placed, intake=numbers)


@cache
def best(seed: int) -> int | None:
    """The cheapest that is allowed."""
    case = drawn(seed)
    return min((cost(case, one) for one in every_plan(case.problem) if allowed(case, one)), default=None)


def test_the_checker_says_the_same_of_every_plan() -> None:
    said = {True: 0, False: 0}
    for seed in range(0, SEEDS, 5):
        case, random = drawn(seed), Random(seed)
        for made in every_plan(case.problem):
            if random.random() < 0.15:
                verdict, mine = judge(case.problem, made), allowed(case, made)
                assert verdict.feasible == mine, (seed, made, [str(v) for v in verdict.violations])
                assert not mine or verdict.objective == cost(case, made), seed
                said[mine] += 1
    assert min(said.values()) > 150


def test_cp_sat_finds_the_cheapest_that_is_allowed() -> None:
    took = none = 0
    for seed in range(SEEDS):
        status, found, made = prove(drawn(seed).problem)
        assert found == best(seed) and (status == "infeasible") == (best(seed) is None), seed
        assert made is None or allowed(drawn(seed), made), seed
        took += made is not None and any(made.intake)
        none += made is None
    assert took >= 5 and none >= 3  # newcomers pay often enough, and budgets leave nothing now and then


def test_encoding_refuses_what_the_sentences_do() -> None:
    met = {True: 0, False: 0}
    for seed in range(SEEDS):
        case, random = drawn(seed), Random(seed)
        plans = list(every_plan(case.problem))
        may = [one for one in random.sample(plans, min(100, len(plans))) if allowed(case, one)]
        for made in [*random.sample(plans, min(2, len(plans))), *may[:1]]:
            assert accepts(case.problem, made) == allowed(case, made), (seed, made)
            met[allowed(case, made)] += 1
    assert min(met.values()) > 40


def test_no_plan_of_the_portfolio_breaks_them_and_no_bound_lies_above() -> None:
    bounds = 0
    for seed in range(0, SEEDS, 4):
        case, least = drawn(seed), best(seed)
        outcome = solve(case.problem, Settings(seed=1, work=60))
        if outcome.plan is not None:
            made = outcome.plan if outcome.plan.intake else replace(
                outcome.plan, intake=(0,) * len(case.problem.cohorts))  # fmt: skip
            assert allowed(case, made) and least is not None and cost(case, made) >= least, seed
        if outcome.certificate is not None and least is not None:
            try:
                value = certified(case.problem, outcome.certificate)
            except Refused:
                continue
            assert value <= least, seed
            bounds += 1
    assert bounds > 8


def test_settled_numbers_allow_what_the_sentences_do() -> None:
    """What kernels search in: for settled numbers of newcomers that are allowed themselves, a problem without any."""
    compared = 0
    for seed in range(1, SEEDS, 5):
        case, random = drawn(seed), Random(seed)
        for made in random.sample(list(every_plan(case.problem)), 30):
            nobody_works = replace(made, placements=tuple(replace(p, patterns=(1,)) for p in made.placements))
            inner = with_intake(case.problem, made.intake)
            if inner is None or not _numbers_allowed(case, nobody_works):
                continue
            assert judge(inner, replace(made, intake=())).feasible == allowed(case, made), (seed, made)
            compared += 1
    assert compared > 60


def _numbers_allowed(case: Drawn, made: Plan) -> bool:
    """Whether the newcomers would be allowed if all work were hired and there were money for it."""
    free = Drawn(replace(case.problem, budgets=()), case.year, case.ceilings, case.strict)
    return allowed(free, made)
