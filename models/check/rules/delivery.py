"""Equal delivery: every district and every project is finished by its due week, and burden and broken rests are no
worse than agreed, in all and per district.

end <= due of the district, end <= due of the project;
term burden <= max_burden (euros), number of broken rests <= max_broken_rests, of the programme and of each district
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import broken_rests, openings, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that work ends after its district or its project is due, and the burden and the broken rests
    beyond what was agreed."""
    for i, placement in placed(problem, plan).items():
        project = problem.projects[problem.activities[i].project]
        for due in {project.due, problem.districts[project.district].due} - {None}:
            if due is not None and placement.end > due:
                yield Violation("delivery", "activity", i, placement.end, placement.end - due, "weeks too late")
    burden, broken = [0] * len(problem.districts), [0] * len(problem.districts)
    for opening in openings(problem, plan):
        street = problem.streets[opening.street]
        burden[street.district] += street.burden * (opening.end - opening.start)
    for rest in broken_rests(problem, plan):
        broken[problem.streets[rest.street].district] += 1
    for d, district in enumerate(problem.districts):
        yield from _above("district", d, burden[d], district.max_burden, "euros of burden too much")
        yield from _above("district", d, broken[d], district.max_broken_rests, "broken rests too many")
    yield from _above("programme", None, sum(burden), problem.max_burden, "euros of burden too much")
    yield from _above("programme", None, sum(broken), problem.max_broken_rests, "broken rests too many")


def _above(kind: str, index: int | None, found: int, most: int | None, unit: str) -> Iterator[Violation]:
    if most is not None and found > most:
        yield Violation("delivery", kind, index, None, found - most, unit)
