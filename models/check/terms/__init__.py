"""One file per cost term: ``euros(problem, plan)`` of a plan that :func:`wijkplan.models.check.facts.costable`
accepts."""

from __future__ import annotations

from typing import Protocol

from ...plan import Plan
from ...problem import Problem
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

    def euros(self, problem: Problem, plan: Plan) -> int: ...


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
