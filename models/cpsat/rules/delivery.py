"""Equal delivery: every district is finished by its due week, and total burden and broken rests are no worse than agreed.

end[a] <= due of its district;  burden <= max_burden (euros);  number of broken rests <= max_broken_rests
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ...problem import Problem
from ..linear import total
from ..terms import burden
from ..variables import Variables


def post(model: cp_model.CpModel, problem: Problem, variables: Variables) -> None:
    """Post the rule for free activities and for the whole."""
    for a in variables.scope.ordered:
        due = problem.districts[problem.projects[problem.activities[a].project].district].due
        if due is not None:
            model.add(variables.end(a) <= due)
    if problem.max_burden is not None:
        model.add(burden.expression(problem, variables) <= problem.max_burden)
    if problem.max_broken_rests is not None:
        broken = total((variables.broken(s, i), 1) for s, street in enumerate(problem.streets) for i in range(len(street.digs)))
        model.add(broken <= problem.max_broken_rests)
