"""Encodes :mod:`wijkplan.models.check.terms.burden`.

sum over digs of burden x (close - start), where a joined dig keeps its street open until the next one starts
"""

from __future__ import annotations

from collections.abc import Iterable

from ...problem import Problem
from ..linear import Expression, total
from ..variables import Variables


def expression(problem: Problem, variables: Variables) -> Expression:
    """Euros of burden."""
    return of_streets(problem, variables, range(len(problem.streets)))


def of_streets(problem: Problem, variables: Variables, streets: Iterable[int]) -> Expression:
    """Euros of burden in some streets."""
    return total(
        (weeks, sign * problem.streets[s].burden)
        for s in streets
        if problem.streets[s].burden
        for i, dig in enumerate(problem.streets[s].digs)
        for weeks, sign in ((variables.close(s, i), 1), (variables.start(dig), -1))
    )
