"""Until when people are missing, and who would end that: ``shortages`` of ``newcomers.json``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.check.reach import most_added
from wijkplan.models.check.refused import Refused
from wijkplan.models.newcomers import Row, nobody, rows_of, training
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.experiment.comparison_types import Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.experiment.newcomer_runs import NewcomerRuns
from wijkplan.planner.experiment.shortage_runs import SCENARIOS, ShortageEnd, asked
from wijkplan.planner.experiment.year_covers import YearCovered, quarters_by_year, taken_over
from wijkplan.planner.plan.dropout import Draws, gone_from, seeded, times_enough
from wijkplan.planner.plan.missing import Missing, covered_from, earliest, missing_people
from wijkplan.planner.plan.newcomers_in_plan import cohorts
from wijkplan.planner.plan.plan_file_types import CohortInPlan
from wijkplan.planner.record.shortages import (
    ChanceByQuarter,
    Recruitment,
    Shortage,
    ShortQuarter,
    YearIntake,
    YearShort,
)
from wijkplan.planner.text import say

SEED = 1
"""Of the draws that are shown: the same in every file, whatever the plans were searched with."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is the same for all shortages of a problem: the draws, and rules ``intake`` and ``safe`` as rows."""

    draws: Draws
    rows: Sequence[Row]


def shortages(compiled: Compiled, one: NewcomerRuns) -> tuple[Shortage, ...]:
    """One per trade and region in which the plan without newcomers hires."""
    recruits, problem = compiled.recruits, one.beside.problem
    if recruits is None or not one.ends:
        return ()
    settled = Settled(seeded(recruits, problem, SCENARIOS, SEED), rows_of(problem))
    _allowed(one.ends, settled.rows)
    return tuple(_shortage(compiled.names, recruits, problem, end, settled) for end in one.ends)


def quarter_name(names: Names, problem: Problem, quarter: int) -> str:
    """Year and quarter of the year in which a quarter of the programme begins."""
    monday = names.monday(problem.quarters[quarter])
    return f"{monday.year}-Q{(monday.month - 1) // 3 + 1}"


def _shortage(names: Names, recruits: Recruits, problem: Problem, end: ShortageEnd, settled: Settled) -> Shortage:
    missing, last = end.missing, len(problem.quarters) - 1
    most = {
        q: most_added(problem, missing.pools, missing.weeks(problem, q), end.certificates[q]) for q in missing.hired
    }
    first = earliest(missing, most)
    by = None if end.soonest is None else covered_from(problem, missing, end.soonest)
    quarter, percent = asked(names, recruits, problem, missing, by)
    return Shortage(
        trade=missing.trade,
        region=missing.region,
        quarters=tuple(
            ShortQuarter(
                quarter=quarter_name(names, problem, q),
                hired_head_weeks=amount / HEAD,
                most_head_weeks=most[q] / HEAD,
                certificate=end.certificates[q],
            )
            for q, amount in missing.hired.items()
        ),
        not_before=None if first is None or first >= last else quarter_name(names, problem, first),
        soonest=_recruitment(names, recruits, problem, missing, end.soonest, settled),
        target_by=None if quarter is None else quarter_name(names, problem, quarter),
        target_percent=percent,
        sure=_recruitment(names, recruits, problem, missing, end.sure, settled),
        years=tuple(_year(recruits, problem, end, one, percent, most, settled) for one in end.years),
    )


def _year(
    recruits: Recruits,
    problem: Problem,
    end: ShortageEnd,
    one: YearCovered,
    percent: int,
    most: Mapping[int, int],
    settled: Settled,
) -> YearShort:
    wanted = end.missing.in_quarters(one.quarters)
    done = taken_over(problem, one.expected, wanted)
    certain = None if one.sure is None else _year_intake(recruits, problem, end.missing, one.sure, done, settled)
    if certain is not None and certain.of_100 < percent:
        raise Disagreement(say("newcomers who would surely do what is hired in a year do not"))
    return YearShort(
        year=one.year,
        hired_head_weeks=end.missing.hired_in(one.quarters) / HEAD,
        most_head_weeks=sum(min(end.missing.hired.get(q, 0), most.get(q, 0)) for q in one.quarters) / HEAD,
        taken_over_head_weeks=sum(done.values()) / HEAD,
        expected=_year_intake(recruits, problem, end.missing, one.expected, done, settled) if done else None,
        sure=certain,
    )


def _year_intake(
    recruits: Recruits,
    problem: Problem,
    missing: Missing,
    intake: Sequence[int],
    done: Mapping[tuple[int, int], int],
    settled: Settled,
) -> YearIntake:
    return YearIntake(
        newcomers=sum(intake),
        training_eur=training(problem, intake),
        of_100=times_enough(settled.draws, problem, missing, intake, done),
        cohorts=cohorts(recruits, intake),
    )


def _allowed(ends: Sequence[ShortageEnd], rows: Sequence[Row]) -> None:
    """Raises where newcomers for all shortages of a year together are more than there are seats, candidates or guides
    for."""
    together: dict[tuple[int, bool], list[Sequence[int]]] = defaultdict(list)
    for end in ends:
        for one in end.years:
            together[one.year, False].append(one.expected)
            together[one.year, True] += [] if one.sure is None else [one.sure]
    for several in together.values():
        intake = [sum(numbers) for numbers in zip(*several, strict=True)]
        for row in rows if any(intake) else ():
            if sum(amount * intake[c] for c, amount in row.columns.items()) > row.most:
                raise Disagreement(say("newcomers for a year are more than there are seats, candidates or guides"))


def _recruitment(
    names: Names, recruits: Recruits, problem: Problem, missing: Missing, intake: Sequence[int] | None, settled: Settled
) -> Recruitment | None:
    if intake is None:
        return None
    for row in settled.rows:
        if sum(amount * intake[c] for c, amount in row.columns.items()) > row.most:
            raise Disagreement(
                say("newcomers who would end a shortage are more than there are seats, candidates or guides")
            )
    by = covered_from(problem, missing, intake)
    if by is None:
        raise Disagreement(say("newcomers who would end a shortage do not end it"))
    first = gone_from(settled.draws, problem, missing, intake)
    quarters = range(len(problem.quarters) - 1)
    counted = {q: sum(one is not None and one <= q for one in first) for q in quarters}
    shown = [
        q for q in quarters if q + 1 == len(quarters) or 0 < counted[q] < SCENARIOS or counted[q] != counted[q + 1]
    ]
    return Recruitment(
        by=quarter_name(names, problem, by),
        newcomers=sum(intake),
        training_eur=training(problem, intake),
        cohorts=cohorts(recruits, intake),
        chance=tuple(ChanceByQuarter(quarter=quarter_name(names, problem, q), of_100=counted[q]) for q in shown),
    )


def again(compiled: Compiled, without: Run, problem: Problem, stated: Sequence[Shortage]) -> tuple[ShortageEnd, ...]:
    """What lies behind stated shortages: who is missing by the plan, newcomers and proofs as they are stated. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement` where that does not fit."""
    recruits = compiled.recruits
    if recruits is None or without.plan is None or not problem.cohorts:
        return ()
    told = {(one.trade, one.region): one for one in stated}
    index = {name.id: c for c, name in enumerate(recruits.names)}
    found = []
    for missing in missing_people(compiled.names, problem, without.plan):
        one = told.get((missing.trade, missing.region))
        if one is None:
            where = {"trade": missing.trade, "region": missing.region}
            raise Disagreement(say("nothing is said of who is missing of {trade} in {region}", **where))
        said = {row.quarter: row.certificate for row in one.quarters}
        proofs = {q: said.get(quarter_name(compiled.names, problem, q), {"scale": 1}) for q in missing.hired}
        try:
            for q, proof in proofs.items():
                most_added(problem, missing.pools, missing.weeks(problem, q), proof)
        except Refused as refused:
            raise Disagreement(say("a certificate of who can come is refused: {refused}", refused=refused)) from refused
        soonest, sure = (
            None if part is None else _numbers(part.cohorts, index, problem) for part in (one.soonest, one.sure)
        )
        years = []
        for year in one.years if one is not None else ():
            quarters = quarters_by_year(compiled.names, problem).get(year.year, ())
            expected, certain = (
                None if part is None else _numbers(part.cohorts, index, problem) for part in (year.expected, year.sure)
            )
            years.append(YearCovered(year.year, quarters, expected or nobody(problem), certain))
        found.append(ShortageEnd(missing, proofs, soonest, sure, tuple(years)))
    return tuple(found)


def _numbers(rows: Sequence[CohortInPlan], index: Mapping[str, int], problem: Problem) -> tuple[int, ...]:
    numbers = [0] * len(problem.cohorts)
    for row in rows:
        if row.cohort not in index or not 0 <= row.number <= problem.cohorts[index[row.cohort]].most:
            raise Disagreement(say("{cohort} is no cohort, or takes fewer", cohort=row.cohort))
        numbers[index[row.cohort]] += row.number
    return tuple(numbers)
