"""Equal delivery: every district is finished by its due week, and total burden and broken rests are no worse than agreed.

end <= due of the district;  term burden <= max_burden (euros);  number of broken rests <= max_broken_rests
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import broken_rests, openings, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that work ends after its district is due, and the burden and the broken rests beyond what was agreed."""
    for i, placement in placed(problem, plan).items():
        due = problem.districts[problem.projects[problem.activities[i].project].district].due
        if due is not None and placement.end > due:
            yield Violation("delivery", "activity", i, placement.end, placement.end - due, "weeks too late")
    if problem.max_burden is not None:
        total = sum(problem.streets[o.street].burden * (o.end - o.start) for o in openings(problem, plan))
        if total > problem.max_burden:
            yield Violation("delivery", "programme", None, None, total - problem.max_burden, "euros of burden too much")
    if problem.max_broken_rests is not None:
        count = len(broken_rests(problem, plan))
        if count > problem.max_broken_rests:
            yield Violation("delivery", "programme", None, None, count - problem.max_broken_rests, "broken rests too many")
