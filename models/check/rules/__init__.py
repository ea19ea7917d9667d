"""One file per rule, ``violations(problem, plan)``: ordinary loops written from the rule's sentence, which opens the
file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ...plan import Plan
from ...problem import Problem
from ..verdict import Violation
from . import (
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
    hire,
    intake,
    lead,
    lending,
    means,
    nonrenewable,
    once,
    opening,
    precedence,
    ready,
    rest,
    safe,
    street_order,
    tender,
    willing,
    window,
)


class Rule(Protocol):
    """A module of this folder."""

    def violations(self, problem: Problem, plan: Plan) -> Iterator[Violation]: ...


RULES: dict[str, Rule] = {
    "once": once,
    "window": window,
    "willing": willing,
    "ready": ready,
    "calendar": calendar,
    "precedence": precedence,
    "crew": crew,
    "capacity": capacity,
    "continuity": continuity,
    "lending": lending,
    "hire": hire,
    "intake": intake,
    "safe": safe,
    "tender": tender,
    "lead": lead,
    "contract": contract,
    "street_order": street_order,
    "opening": opening,
    "rest": rest,
    "exclusive": exclusive,
    "grid": grid,
    "budget": budget,
    "frozen": frozen,
    "delivery": delivery,
    "means": means,
    "nonrenewable": nonrenewable,
}
