"""A plan from a solution."""

from __future__ import annotations

from collections.abc import Callable

from ..plan import Placement, Plan, Publication
from .linear import Expression
from .model import Encoding


def plan_of(encoding: Encoding, value: Callable[[Expression], int]) -> Plan:
    """The plan that a solution states, given the value of every expression; fixed decisions as they were."""
    scope, variables = encoding.scope, encoding.variables
    placements = dict(scope.fixed)
    for a, work in variables.works.items():
        mode = next(m for m, literal in work.modes.items() if value(literal))
        patterns = tuple(
            next(k for k, literal in work.patterns[mode, d].items() if value(literal))
            for d in range(len(scope.problem.activities[a].modes[mode].demands))
        )
        placements[a] = Placement(a, value(work.start), value(work.end), mode, patterns)
    tendering = variables.tendering
    tenders = tuple(
        Publication(t, value(tendering.publications[t]))
        for t, chosen in sorted(tendering.chosen.items())
        if value(chosen)
    )
    joined = frozenset(joint for joint, literal in variables.joints.items() if value(literal))
    intake = tuple(map(value, variables.intake))
    return Plan(tuple(placements[a] for a in sorted(placements)), tenders, joined, intake)
