"""One file per term: ``expression(problem, variables)`` is its euros, those of fixed work included."""

from __future__ import annotations

from typing import Protocol

from ...problem import Problem
from ..linear import Expression
from ..variables import Variables
from . import (
    burden,
    delay,
    hire,
    interface,
    labour,
    lending,
    mobilisation,
    moved,
    opening,
    overtime,
    procurement,
    rest,
    standby,
    training,
    travel,
    turnover,
)


class Term(Protocol):
    """A module of this folder."""

    def expression(self, problem: Problem, variables: Variables) -> Expression: ...


TERMS: dict[str, Term] = {
    "labour": labour,
    "standby": standby,
    "hire": hire,
    "turnover": turnover,
    "travel": travel,
    "lending": lending,
    "overtime": overtime,
    "training": training,
    "mobilisation": mobilisation,
    "procurement": procurement,
    "opening": opening,
    "interface": interface,
    "delay": delay,
    "burden": burden,
    "rest": rest,
    "moved": moved,
}
