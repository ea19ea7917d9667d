"""Encodes :mod:`wijkplan.models.check.rules.means`.

sum of all cash terms <= max_cash (euros);  sum over hired patterns of heads x working weeks <= max_hired
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import CASH, Problem, Source
from ..linear import Expression, total
from ..terms import TERMS
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the whole."""
    if problem.max_cash is not None:
        model.add(total((TERMS[term].expression(problem, variables), 1) for term in CASH) <= problem.max_cash)
    if problem.max_hired is not None:
        model.add(_hired(problem, variables) <= problem.max_hired)


def _hired(problem: Problem, variables: Variables) -> Expression:
    fixed = sum(int(variables.taken.market(market).sum()) for market in range(len(problem.markets)))
    rows: list[tuple[Expression, int]] = [(fixed, 1)]
    for a, work in variables.works.items():
        for (m, d), patterns in work.patterns.items():
            for k in patterns:
                pattern = problem.activities[a].modes[m].demands[d].patterns[k]
                if pattern.source is Source.HIRED:
                    rows.append((variables.weeks_supplied(a, m, d, k, 0, problem.horizon), pattern.other_heads))
    return total(rows)
