"""Encodes :mod:`wijkplan.models.check.rules.hire`.

per market and week t: sum of hired heads over work with start <= t < end whose calendar is open in t is at most
heads[t]"""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

from ...problem import Problem
from ..cumulative import post_heads
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for the markets that free activities may take from."""
    for index, uses in variables.market_uses.items():
        post_heads(model, variables, uses, np.array(problem.markets[index].heads) - variables.taken.market(index))
