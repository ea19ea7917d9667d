"""Encodes :mod:`wijkplan.models.check.rules.calendar`.

shape[a, d, e] (work of d weeks takes e weeks with the closed ones in it) -> start[a] is a week of which that is so;
sum over e of shape[a, d, e] = sum over the modes m of duration d of mode[a, m];
elapsed[a] = sum of e x shape[a, d, e];  end[a] = start[a] + elapsed[a]

One literal per duration that occurs restricts the start; tables of ends (element constraints) are as strong and far
larger."""

from __future__ import annotations

from itertools import groupby

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities."""
    for a in variables.scope.ordered:
        work = variables.works[a]
        model.add_exactly_one(shape.literal for shape in work.shapes)
        for duration, shapes in groupby(work.shapes, key=lambda shape: shape.duration):
            modes = [
                literal for m, literal in work.modes.items() if problem.activities[a].modes[m].duration == duration
            ]
            model.add(total((shape.literal, 1) for shape in shapes) == total((literal, 1) for literal in modes))
        for shape in work.shapes:
            if shape.starts is not None:
                model.add_linear_expression_in_domain(work.start, shape.starts).only_enforce_if(shape.literal)
        if not isinstance(work.elapsed, int):
            model.add(work.elapsed == total((shape.literal, shape.elapsed) for shape in work.shapes))
            model.add(work.end == work.start + work.elapsed)
