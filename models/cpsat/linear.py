"""Sums of variables and plain numbers, which stay plain numbers as long as nothing in them is a decision."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python import cp_model

Expression = cp_model.LinearExpr | int
Literal = cp_model.BoolVarT | bool


def total(terms: Iterable[tuple[Expression, int]]) -> Expression:
    """Sum of expression x coefficient."""
    constant = 0
    expressions: list[cp_model.LinearExpr] = []
    coefficients: list[int] = []
    for expression, coefficient in terms:
        if isinstance(expression, cp_model.LinearExpr):
            if coefficient:
                expressions.append(expression)
                coefficients.append(coefficient)
        else:
            constant += int(expression) * coefficient
    if not expressions:
        return constant
    return cp_model.LinearExpr.weighted_sum(expressions, coefficients) + constant


def negated(literal: Literal) -> Literal:
    """The opposite of a literal or of a known truth."""
    return literal.negated() if isinstance(literal, cp_model.BoolVarT) else not literal
