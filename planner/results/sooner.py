"""The record of the questions in home-weeks: how much sooner homes are done with the means of the baseline."""

from __future__ import annotations

from collections import Counter
from datetime import date

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.comparison_types import Compared, Run
from wijkplan.planner.experiment.savings import NEGLIGIBLE_PERMILLE
from wijkplan.planner.plan.measures import homes_done, means
from wijkplan.planner.plan.variants import SOLVED, Means, Question
from wijkplan.planner.record import Sooner, SoonerPlan, Word

DAYS = 365.25  # of a year


def sooner(compiled: Compiled, compared: Compared) -> tuple[Sooner, ...]:
    """Per question that was asked, in order."""
    return tuple(
        _question(compiled, compared, question) for question in dict.fromkeys(run.question for run in compared.sooner)
    )


def _question(compiled: Compiled, compared: Compared, question: Question) -> Sooner:
    runs = {run.variant: run for run in compared.sooner if run.question == question}
    base = runs[compared.stored.against.baseline]
    most = None if base.plan is None else means(base.problem, base.plan)
    before = _by_year(compiled, base)
    return Sooner(
        question=question,
        homes=_homes(compiled.problem),
        max_cash_eur=None if most is None else most.cash,
        max_hired_head_weeks=None if most is None else round(most.hired / 100, 2),
        max_changes=_changes(base.problem, most),
        baseline=None if base.plan is None else _plan(compiled, base, base, before),
        plans=tuple(_plan(compiled, runs[variant.id], base, before) for variant in SOLVED),
    )


def _plan(compiled: Compiled, run: Run, base: Run, before: Counter[str]) -> SoonerPlan:
    homes = _homes(compiled.problem)
    bound = run.bound if run.certified else None
    gained = None if run.cost is None or base.cost is None else base.cost - run.cost
    most = None if bound is None or base.cost is None else base.cost - bound
    done = _by_year(compiled, run)
    more = _most_more(before, done) if run is not base and gained is not None else None
    years = 0.0 if more is None else (date(int(more[1]) + 1, 1, 1) - compiled.names.start).days / DAYS
    used = None if run.plan is None else means(run.problem, run.plan)
    return SoonerPlan(
        variant=run.variant,
        mean_week=_mean(run.cost, homes),
        bound_week=_mean(bound, homes),
        weeks_sooner=_mean(gained, homes),
        weeks_sooner_most=_mean(most, homes),
        word=_word(gained, most, base.cost or 0),
        cash_eur=None if used is None else used.cash,
        hired_head_weeks=None if used is None else round(used.hired / 100, 2),
        changes=_changes(run.problem, used),
        done_in_year=dict(sorted(done.items())),
        most_homes_more=None if more is None else more[0],
        by_year=None if more is None else more[1],
        homes_more_per_year=None if more is None or years <= 0 else round(more[0] / years, 1),
    )


def _changes(problem: Problem, used: Means | None) -> float | None:
    """Heads."""
    return None if used is None or used.changes is None else round(used.changes / problem.changes_unit / 100, 2)


def _homes(problem: Problem) -> int:
    return sum(homes.number for homes in problem.homes)


def _mean(home_weeks: int | None, homes: int) -> float | None:
    return None if home_weeks is None or homes == 0 else home_weeks / homes


def _by_year(compiled: Compiled, run: Run) -> Counter[str]:
    """Homes by the year of the last week in which work is done for them."""
    found: Counter[str] = Counter()
    if run.plan is not None:
        for number, week in homes_done(run.problem, run.plan):
            found[str(compiled.names.monday(week - 1).year)] += number
    return found


def _most_more(before: Counter[str], after: Counter[str]) -> tuple[int, str] | None:
    """By how many more homes are done at the end of some year, and the first year of which that is true."""
    best, more = None, 0
    for year in sorted({*before, *after}):
        more += after[year] - before[year]
        if best is None or more > best[0]:
            best = more, year
    return best


def _word(gained: int | None, most: int | None, whole: int) -> Word:
    if gained is not None and gained > 0:
        return "proven"
    small = most is not None and 1000 * most < NEGLIGIBLE_PERMILLE * whole
    return "negligible" if small else "undecided"
