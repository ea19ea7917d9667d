"""The newcomers of a plan by names: who starts where and when, and who guides them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.cohorts import HEAD, Recruits

from .plan_file_types import CohortInPlan, GuidesInPlan


def cohorts(recruits: Recruits | None, intake: Sequence[int]) -> tuple[CohortInPlan, ...]:
    """The cohorts in which somebody starts, the first start first."""
    if recruits is None or not any(intake):
        return ()
    rows = [
        CohortInPlan(
            cohort=name.id,
            number=number,
            track=name.track,
            trade=name.trade,
            region=name.region,
            employer=name.employer,
            start=name.start,
            until=name.until,
        )
        for number, name in zip(intake, recruits.names, strict=True)
        if number
    ]
    return tuple(sorted(rows, key=lambda row: (str(row.start), row.cohort)))


def guides(recruits: Recruits | None, intake: Sequence[int], names: Names) -> tuple[GuidesInPlan, ...]:
    """Per pool each run of weeks in which somebody learns: the most learners, and the fewest who can guide."""
    if recruits is None or not any(intake):
        return ()
    found = []
    for row in recruits.guidance:
        here = [(n, c) for n, c in zip(intake, recruits.cohorts, strict=True) if n and c.pool == row.pool]
        learners = [sum(n * c.learners[week] for n, c in here) for week in range(len(row.guides))]
        there = [row.guides[week] + sum(n * c.guides[week] for n, c in here) for week in range(len(row.guides))]
        for n, c in zip(intake, recruits.cohorts, strict=True):
            if n and c.source == row.pool:
                there = [now - n * gone for now, gone in zip(there, c.gone, strict=True)]
        for first, last in _runs(learners):
            weeks = range(first, last + 1)
            found.append(
                GuidesInPlan(
                    pool=names.pools[row.pool].id,
                    start=names.monday(first),
                    end=names.monday(last) + timedelta(days=4),
                    learners=max(learners[week] for week in weeks) / HEAD,
                    guides=min(there[week] for week in weeks) / HEAD,
                )
            )
    return tuple(found)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of weeks with a number above 0."""
    found: list[tuple[int, int]] = []
    for week, number in enumerate(numbers):
        if number and found and found[-1][1] == week - 1:
            found[-1] = found[-1][0], week
        elif number:
            found.append((week, week))
    return found
