"""Encodes :mod:`wijkplan.models.check.rules.continuity`.

average[p, q] = sum over patterns of pool p of heads x working weeks in quarter q / weeks of q; rise[p, q] >=
|average[p, q] - average[p, q - 1]|;  sum of rise over pools and quarters - sum over cohorts of intake x what each
brings <= max_changes, over an employer's <= its ceiling"""

from __future__ import annotations

from itertools import pairwise

from ortools.sat.python import cp_model

from ...newcomers import changes_brought
from ...problem import Problem, Source
from ..linear import Expression, total
from ..variables import Variables

Supply = tuple[int, int, int, int, int]  # activity, mode, demand, pattern, heads


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the whole: pools of which no free activity may take anything count with what they have."""
    if problem.max_changes is None and not problem.max_employer_changes:
        return
    supplies = _supplies(problem, variables)
    ceilings = dict(problem.max_employer_changes)
    changes: dict[int, Expression] = {
        p: _changes(model, variables, p, supplies.get(p, []))
        for p, pool in enumerate(problem.pools)
        if problem.max_changes is not None or pool.employer in ceilings
    }
    brought = [(c, cohort.pool, -changes_brought(problem, cohort)) for c, cohort in enumerate(problem.cohorts)]
    if problem.max_changes is not None:
        less = [(variables.intake[c], units) for c, _, units in brought]
        model.add(total([*((row, 1) for row in changes.values()), *less]) <= problem.max_changes)
    for employer, ceiling in ceilings.items():
        own = {p for p in changes if problem.pools[p].employer == employer}
        less = [(variables.intake[c], units) for c, p, units in brought if p in own]
        model.add(total([*((changes[p], 1) for p in own), *less]) <= ceiling)


def _supplies(problem: Problem, variables: Variables) -> dict[int, list[Supply]]:
    """Per pool what free activities may take from it."""
    found: dict[int, list[Supply]] = {}
    for a, work in variables.works.items():
        for (m, d), patterns in work.patterns.items():
            for k in patterns:
                pattern = problem.activities[a].modes[m].demands[d].patterns[k]
                if pattern.own is not None:
                    found.setdefault(pattern.own, []).append((a, m, d, k, pattern.own_heads))
                if pattern.other is not None and pattern.source is not Source.HIRED:
                    found.setdefault(pattern.other, []).append((a, m, d, k, pattern.other_heads))
    return found


def _changes(model: cp_model.CpModel, variables: Variables, pool: int, supplies: list[Supply]) -> Expression:
    """Changes of a pool (at least), in units of the problem."""
    problem = variables.scope.problem
    taken = variables.taken.pool(pool)
    averages: list[tuple[Expression, int]] = [(0, 0)]  # with the most that each can be
    for begin, end in pairwise(problem.quarters):
        scale = problem.changes_unit // (end - begin)
        fixed = int(taken[begin:end].sum())
        weeks = [(variables.weeks_supplied(a, m, d, k, begin, end), heads) for a, m, d, k, heads in supplies]
        most = fixed + sum(
            heads * (end - begin) for expression, heads in weeks if isinstance(expression, cp_model.LinearExpr)
        )
        most += sum(
            heads * int(expression) for expression, heads in weeks if not isinstance(expression, cp_model.LinearExpr)
        )
        averages.append(
            (total([*((expression, scale * heads) for expression, heads in weeks), (scale * fixed, 1)]), scale * most)
        )
    averages.append((0, 0))
    rises: list[tuple[Expression, int]] = []
    for q, ((before, most_before), (after, most_after)) in enumerate(pairwise(averages)):
        if not isinstance(before, cp_model.LinearExpr) and not isinstance(after, cp_model.LinearExpr):
            rises.append((abs(after - before), 1))
            continue
        rise = model.new_int_var(0, max(most_before, most_after), "")
        model.add(rise >= after - before)
        model.add(rise >= before - after)
        variables.rises[pool, q] = rise
        rises.append((rise, 1))
    return total(rises)
