"""The independent checker: judges anyone's plan from the sentences of the rules, without any solver.

A priced rule that is broken is a cost, never a violation. Only :mod:`wijkplan.models.problem` and
:mod:`wijkplan.models.plan` are imported.

When to modify: a new rule or term gets its file and its line in ``rules`` or ``terms``; :mod:`.sentences` makes the
tables of ``models/README.md`` of them."""

from __future__ import annotations

from collections.abc import Iterator

from ..plan import Plan
from ..problem import HOME_WEEKS, Problem
from .facts import costable
from .fixed import fixed_cost
from .home_weeks import home_weeks
from .rules import RULES
from .terms import TERMS
from .verdict import Verdict, Violation

__all__ = ["RULES", "TERMS", "Verdict", "Violation", "judge", "violations"]


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield every violation, rule by rule in the order of the list; never raises, whatever the plan says."""
    for rule in RULES.values():
        yield from rule.violations(problem, plan)


def judge(problem: Problem, plan: Plan) -> Verdict:
    """Judge a complete plan: all its violations, its cost term by term in euros, and its home-weeks."""
    terms: dict[str, int] = {}
    waited = None
    if costable(problem, plan):
        terms = {name: term.euros(problem, plan) for name, term in TERMS.items()}
        waited = home_weeks(problem, plan)
    euros = sum(terms[name] for name in problem.priced if name != HOME_WEEKS) if terms else None
    objective = waited if HOME_WEEKS in problem.priced else euros
    return Verdict(tuple(violations(problem, plan)), terms, objective, fixed_cost(problem), waited)
