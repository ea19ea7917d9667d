"""Encodes :mod:`wijkplan.models.check.rules.lending`.

per pool and week t: sum of lent heads <= floor(floor(heads[t] x (1 - reserve)) x lendable)

Without consent or legal basis a lending pattern is not permitted at all: :mod:`wijkplan.models.cpsat.staffing`.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..cumulative import post_heads
from ..fixed_usage import after_reserve
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the pools that free activities may take from."""
    for index, uses in variables.lent_uses.items():
        share = after_reserve(problem.pools[index]) * problem.pools[index].lendable // 100
        post_heads(model, variables, uses, share - variables.taken.lent(index))
