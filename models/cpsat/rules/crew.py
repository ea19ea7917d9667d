"""Encodes :mod:`wijkplan.models.check.rules.crew`.

sum over the permitted patterns of pattern[a, m, d, k] = mode[a, m];
consortium: pattern[a, m, d, k] <= sum of chosen[t] over tenders with a lot that holds its project and another one of
the employer of the pool

Which patterns of the list are permitted (employer, trade, reach, variant, overtime, whole people, weeks paid) is known
beforehand:
:mod:`wijkplan.models.cpsat.staffing`.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem, Source
from ..linear import negated
from ..staffing import sharing_tenders
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities, and its part on consortia also for work whose tender is a decision."""
    for a in variables.scope.ordered:
        work = variables.works[a]
        for (m, _), patterns in work.patterns.items():
            if len(patterns) > 1:
                model.add_exactly_one([*patterns.values(), negated(work.modes[m])])
    for a, m, d, k, literal in variables.patterns():
        pattern = problem.activities[a].modes[m].demands[d].patterns[k]
        if pattern.source is Source.CONSORTIUM and pattern.other is not None:
            project, employer = problem.activities[a].project, problem.pools[pattern.other].employer
            if a in variables.scope.free or project in variables.scope.open_projects:
                tenders = sharing_tenders(variables.scope, project, employer)
                model.add_bool_or([negated(literal), *(variables.tendering.chosen[t] for t in tenders)])
