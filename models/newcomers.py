"""Newcomers of whom the number is settled, or is still to be: what both mean for the rest of a problem.

For settled numbers a problem with newcomers is one without, whose pools have other heads (:func:`with_intake`): so
everything that searches plans needs to know nothing of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .plan import Plan
from .problem import Cohort, Problem


def training(problem: Problem, intake: Sequence[int]) -> int:
    """Euros of term ``training`` for so many newcomers per cohort."""
    return sum(n * cohort.cost for n, cohort in zip(intake, problem.cohorts, strict=True))


def nobody(problem: Problem) -> tuple[int, ...]:
    """No newcomers in any cohort."""
    return (0,) * len(problem.cohorts)


def changes_brought(problem: Problem, cohort: Cohort) -> int:
    """By how much the ceilings of rule ``continuity`` rise for one newcomer: the changes of a pool in which only what
    it adds is at work. Somebody who comes is no reason to have others come and go less."""
    if not problem.quarters:
        return 0
    averages = [0]
    for begin, end in pairwise(problem.quarters):
        added = sum(max(0, heads) for heads in cohort.heads[begin:end])
        averages.append(added * (problem.changes_unit // (end - begin)))
    return sum(abs(after - before) for before, after in pairwise([*averages, 0]))


def _wider(problem: Problem, intake: Sequence[int]) -> tuple[int | None, tuple[tuple[int, int], ...]]:
    """Both ceilings of rule ``continuity`` with these newcomers."""
    more: dict[int, int] = {}
    for number, cohort in zip(intake, problem.cohorts, strict=True):
        if number:
            employer = problem.pools[cohort.pool].employer
            more[employer] = more.get(employer, 0) + number * changes_brought(problem, cohort)
    most = problem.max_changes
    rows = tuple((employer, ceiling + more.get(employer, 0)) for employer, ceiling in problem.max_employer_changes)
    return None if most is None else most + sum(more.values()), rows


def effects(problem: Problem, pool: int) -> list[tuple[int, tuple[int, ...]]]:
    """Cohorts that change what may be planned of a pool, with what each of their newcomers changes per week: who comes
    into it, and who leaves it to learn another trade."""
    found = [(c, cohort.heads) for c, cohort in enumerate(problem.cohorts) if cohort.pool == pool]
    left = [(c, cohort.gone) for c, cohort in enumerate(problem.cohorts) if cohort.source == pool]
    return found + [(c, tuple(-heads for heads in gone)) for c, gone in left]


def _usable(problem: Problem, pool: int) -> list[int]:
    return [problem.pools[pool].usable(week) for week in range(problem.horizon)]


def with_intake(problem: Problem, intake: Sequence[int]) -> Problem | None:
    """The problem in which so many newcomers come: other heads, less cash, and nothing of newcomers to decide.
    ``None`` where more cash is needed for them than there is, or more people leave a pool than are there.

    Its plans, with that intake, are plans of ``problem`` if rules ``intake`` and ``safe`` allow it, and cost
    :func:`training` more where that term is priced."""
    heads: dict[int, list[int]] = {}
    for number, cohort in zip(intake, problem.cohorts, strict=True):
        if number:
            row = heads.setdefault(cohort.pool, list(problem.pools[cohort.pool].added or (0,) * problem.horizon))
            for week, more in enumerate(cohort.heads):
                row[week] += number * more
            if cohort.source is not None:
                row = heads.setdefault(
                    cohort.source, list(problem.pools[cohort.source].added or (0,) * problem.horizon)
                )
                for week, fewer in enumerate(cohort.gone):
                    row[week] -= number * fewer
    sources = {cohort.source for number, cohort in zip(intake, problem.cohorts, strict=True) if number} - {None}
    for pool, row in heads.items():
        if pool in sources and any(now + more < 0 for now, more in zip(_usable(problem, pool), row, strict=True)):
            return None
    cash = problem.max_cash
    if cash is not None:
        cash -= training(problem, intake)
        if cash < 0:
            return None
    pools = tuple(replace(pool, added=tuple(heads[p])) if p in heads else pool for p, pool in enumerate(problem.pools))
    most, rows = _wider(problem, intake)
    return replace(
        problem,
        pools=pools,
        max_cash=cash,
        max_changes=most,
        max_employer_changes=rows,
        cohorts=(),
        places=(),
        guidance=(),
    )


def intake_of(problem: Problem, plan: Plan | None) -> tuple[int, ...]:
    """The intake of a plan, nobody where it says nothing."""
    return plan.intake if plan is not None and len(plan.intake) == len(problem.cohorts) else nobody(problem)


@dataclass(frozen=True, slots=True)
class Row:
    """A limit on intake: sum over ``columns`` of amount x newcomers is at most ``most``. ``index`` is that of the
    places, or of the guidance in ``week``."""

    kind: Literal["places", "guides", "learners"]
    index: int
    week: int
    columns: dict[int, int]
    most: int


def rows_of(problem: Problem) -> list[Row]:
    """Rules ``intake`` and ``safe`` as rows, of weeks with the same newcomers only the tightest."""
    found = [Row("places", i, 0, dict.fromkeys(row.cohorts, 1), row.most) for i, row in enumerate(problem.places)]
    for g, guidance in enumerate(problem.guidance):
        here = [(c, cohort) for c, cohort in enumerate(problem.cohorts) if cohort.pool == guidance.pool]
        away = [(c, gone) for c, one in enumerate(problem.cohorts) if (gone := one.gone_from(guidance.pool))]
        tightest: dict[tuple[str, tuple[tuple[int, int], ...]], Row] = {}
        for week in range(problem.horizon):
            learners = {c: cohort.learners[week] for c, cohort in here if cohort.learners[week]}
            if not learners:
                continue
            guided = {c: 100 * cohort.learners[week] - guidance.ratio * cohort.guides[week] for c, cohort in here}
            guided |= {c: guidance.ratio * gone[week] for c, gone in away}
            guided = {c: amount for c, amount in guided.items() if amount}
            rows = (
                Row("guides", g, week, guided, guidance.ratio * guidance.guides[week]),
                Row("learners", g, week, learners, guidance.most[week]),
            )
            for row in rows:
                key = row.kind, tuple(sorted(row.columns.items()))
                if key not in tightest or row.most < tightest[key].most:
                    tightest[key] = row
        found += tightest.values()
    return found
