"""The independent check of who guides newcomers where: on every work and street, every week, nobody learns alone.

Written from the sentence, not from how places were found: a newcomer works with somebody of the same trade and
employer who can guide, on the same work or street; on none of them are there more learners to one who guides than
agreed, nor a larger share of learners than may learn in the whole crew. A line that it yields is our mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijkplan.models.check.facts import placed, working_weeks
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

from .guided_on import Guided, Place

NEARLY = 0.01
"""Hundredths of a head that rounding may make."""


@dataclass(frozen=True, slots=True)
class UnguidedLine:
    """Newcomers of a pool in a week of whom it is not so."""

    pool: int
    week: int
    what: str


def violations(problem: Problem, plan: Plan, intake: Sequence[int], rows: Sequence[Guided]) -> Iterator[UnguidedLine]:
    """Every week of a pool, and place in it, where guidance falls short."""
    works = _works(problem, plan)
    there: dict[tuple[int, int], dict[Place, list[Guided]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        there[problem.cohorts[row.cohort].pool, row.week][row.place].append(row)
    for guidance in problem.guidance:
        p = guidance.pool
        for week in range(problem.horizon):
            lines = there.pop((p, week), {})
            for c, cohort in enumerate(problem.cohorts):
                learn = intake[c] * cohort.learners[week] if cohort.pool == p and works[p, week] else 0
                told = sum(row.learners for group in lines.values() for row in group if row.cohort == c)
                if abs(learn - told) > NEARLY:
                    yield UnguidedLine(p, week, f"{learn} learners of cohort {c}, {told} of them at some work")
            can = guidance.guides[week]
            for number, cohort in zip(intake, problem.cohorts, strict=True):
                can += number * cohort.guides[week] if number and cohort.pool == p else 0
                can -= number * cohort.gone[week] if number and cohort.source == p else 0
            if sum(row.guides for group in lines.values() for row in group) > can + NEARLY:
                yield UnguidedLine(p, week, f"more guides than the {can} there are")
            for place, group in lines.items():
                learners, guides = sum(row.learners for row in group), sum(row.guides for row in group)
                people = sum(row.experienced for row in group)
                if place not in works[p, week]:
                    yield UnguidedLine(p, week, f"nobody of the crew works at {place}")
                if learners * 100 > guidance.ratio * guides + 100 * NEARLY or guides > people + NEARLY:
                    yield UnguidedLine(p, week, f"{learners} learners with {guides} guides at {place}")
                if learners * problem.pools[p].heads[week] > guidance.most[week] * (people + NEARLY):
                    yield UnguidedLine(p, week, f"{learners} learners beside {people} at {place}")
    for pool, week in there:
        yield UnguidedLine(pool, week, "learners in a crew that guides nobody")


def _works(problem: Problem, plan: Plan) -> dict[tuple[int, int], set[Place]]:
    """Per pool and week the works and streets at which its people are."""
    found: dict[tuple[int, int], set[Place]] = defaultdict(set)
    for a, placement in placed(problem, plan).items():
        streets = [s for s, row in enumerate(problem.streets) if a in row.digs]
        demands = problem.activities[a].modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            if pattern.own is not None and pattern.own_heads > 0:
                for week in working_weeks(problem, placement):
                    found[pattern.own, week].add((True, streets[0]) if streets else (False, a))
    return found
