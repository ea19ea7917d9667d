"""The composition root: variables, rules and priced terms of a scope, in order.

When to modify: a new rule is one line here, a new term one in ``terms``; each is one file under ``rules`` or
``terms``, and its variables' hint in ``hints``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from ..problem import HOME_WEEKS
from .home_weeks import home_weeks
from .linear import total
from .rules import (
    budget,
    calendar,
    capacity,
    continuity,
    contract,
    crew,
    delivery,
    exclusive,
    frozen,
    grid,
    intake,
    lead,
    means,
    nonrenewable,
    once,
    precedence,
    ready,
    safe,
    street_order,
    tender,
    willing,
    window,
)
from .rules import hire as hire_rule
from .rules import lending as lending_rule
from .rules import opening as opening_rule
from .rules import rest as rest_rule
from .scope import Scope
from .terms import TERMS
from .variables import Variables

RULES = (
    once,
    window,
    willing,
    ready,
    budget,
    calendar,
    precedence,
    crew,
    capacity,
    continuity,
    lending_rule,
    hire_rule,
    intake,
    safe,
    tender,
    lead,
    contract,
    street_order,
    opening_rule,
    rest_rule,
    exclusive,
    grid,
    frozen,
    delivery,
    means,
    nonrenewable,
)


@dataclass(frozen=True)
class Encoding:
    """A scope as a CP-SAT model that minimises the priced terms (or home-weeks), those of fixed work included."""

    scope: Scope
    model: cp_model.CpModel
    variables: Variables

    def cost(self, values: Mapping[int, int]) -> int:
        """The objective where every variable (by index) has its value."""
        objective = self.model.proto.objective
        cost: int = sum(c * _value(values, v) for v, c in zip(objective.vars, objective.coeffs, strict=True))
        return cost + round(objective.offset)


def encode(scope: Scope) -> Encoding:
    """Build the model of a scope. Raises :class:`wijkplan.models.windows.NoWindow` when an activity has no start
    left."""
    model = cp_model.CpModel()
    variables = Variables(model, scope)
    for rule in RULES:
        rule.post(model, scope.problem, variables)
    if HOME_WEEKS in scope.problem.priced:
        model.minimize(home_weeks(scope.problem, variables))
    else:
        model.minimize(
            total((TERMS[id].expression(scope.problem, variables), 1) for id in TERMS if id in scope.problem.priced)
        )
    return Encoding(scope, model, variables)


def _value(values: Mapping[int, int], variable: int) -> int:
    """A negative index is the opposite of a literal."""
    return values[variable] if variable >= 0 else 1 - values[-variable - 1]
