"""Encodes :mod:`wijkplan.models.check.rules.capacity`.

per pool and week t: sum of its heads (own, lent, consortium) over work with start <= t < end whose calendar is open in
t is at most heads[t] x (100 - reserve) // 100"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..cumulative import post_heads
from ..fixed_usage import available
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the pools that free activities may take from."""
    for index, uses in variables.pool_uses.items():
        post_heads(model, variables, uses, available(problem.pools[index]) - variables.taken.pool(index))
