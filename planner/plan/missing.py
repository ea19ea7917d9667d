"""Who is missing in a plan: the hired people per trade and region, whom own people would have to replace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.check.facts import working_weeks
from wijkplan.models.hired import hired
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names


@dataclass(frozen=True, slots=True)
class Missing:
    """Hired people of a trade in a region, in hundredths of a head x working weeks per quarter: ``hired`` in all,
    ``own`` per pool (of their employer there) and quarter, ``elsewhere`` per quarter where the employer has no people
    of that trade there. ``pools`` are all of that trade and region."""

    trade: str
    region: str
    pools: frozenset[int]
    hired: Mapping[int, int]
    own: Mapping[tuple[int, int], int]
    elsewhere: Mapping[int, int]

    def weeks(self, problem: Problem, quarter: int) -> range:
        """The weeks of a quarter."""
        return range(problem.quarters[quarter], problem.quarters[quarter + 1])

    def from_quarter(self, quarter: int) -> dict[tuple[int, int], int]:
        """What is missing per pool and quarter from a quarter on; who has no people there counts at pool -1."""
        rows = {key: amount for key, amount in self.own.items() if key[1] >= quarter}
        return rows | {(-1, q): amount for q, amount in self.elsewhere.items() if q >= quarter}

    def in_quarters(self, quarters: Collection[int]) -> dict[tuple[int, int], int]:
        """What is missing per pool and quarter in these quarters; who has no people there counts for nothing."""
        return {key: amount for key, amount in self.own.items() if key[1] in quarters}

    def hired_in(self, quarters: Collection[int]) -> int:
        """All that is hired in these quarters."""
        return sum(amount for quarter, amount in self.hired.items() if quarter in quarters)


def missing_people(names: Names, problem: Problem, plan: Plan) -> tuple[Missing, ...]:
    """One per trade and region with hire, in the order of their ids."""
    quarter = [q for q in range(len(problem.quarters) - 1) for _ in range(problem.quarters[q], problem.quarters[q + 1])]
    of: dict[tuple[str, str], set[int]] = defaultdict(set)
    for p, name in enumerate(names.pools):
        of[name.trade, name.region].add(p)
    hire: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    own: dict[tuple[str, str], dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    elsewhere: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for placement, demand, pattern, pool in hired(problem, plan):
        key = names.trades[demand.trade].id, names.regions[problem.region(placement.activity)].id
        heads = min(pattern.other_heads, demand.heads)
        for week in working_weeks(problem, placement):
            q = quarter[week]
            hire[key][q] += heads
            if pool is None:
                elsewhere[key][q] += heads
            else:
                own[key][pool, q] += heads
    return tuple(
        Missing(*key, frozenset(of[key]), dict(sorted(hire[key].items())), dict(own[key]), dict(elsewhere[key]))
        for key in sorted(hire)
    )


def earliest(missing: Missing, most: Mapping[int, int]) -> int | None:
    """The first quarter from which on newcomers can be enough, where they can add at most ``most`` in each in which
    somebody is missing: none before it can be. ``None`` where nobody is missing."""
    if not missing.hired:
        return None
    short = [q for q, amount in missing.hired.items() if most.get(q, 0) < amount]
    return max(short) + 1 if short else 0


def added_by(problem: Problem, intake: Sequence[int]) -> dict[tuple[int, int], int]:
    """What newcomers add per pool and quarter by expectation, in hundredths of a head x weeks."""
    added: dict[tuple[int, int], int] = defaultdict(int)
    for number, cohort in zip(intake, problem.cohorts, strict=True):
        for q in range(len(problem.quarters) - 1 if number else 0):
            weeks = slice(problem.quarters[q], problem.quarters[q + 1])
            added[cohort.pool, q] += number * sum(cohort.heads[weeks])
            if cohort.source is not None:
                added[cohort.source, q] -= number * sum(cohort.gone[weeks])
    return added


def covered_from(problem: Problem, missing: Missing, intake: Sequence[int]) -> int | None:
    """The first quarter from which on newcomers do, by expectation and on average over a quarter, all that is missing;
    ``None`` where that is never so."""
    added, last = added_by(problem, intake), len(problem.quarters) - 1
    short = [key[1] for key, amount in missing.from_quarter(0).items() if added[key] < amount]
    first = max(short) + 1 if short else 0
    return first if first < last else None
