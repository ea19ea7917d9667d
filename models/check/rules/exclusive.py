"""An opening runs from its first start to its last end, gaps included; at most one per street at a time, and at most
the agreed number per district.

openings of a street do not overlap;  per district and week t: number of openings with start <= t < end is at most
max_open"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ...plan import Plan
from ...problem import Problem
from ..facts import Opening, openings
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that openings of a street overlap, and the openings too many in a district, week by week."""
    found = openings(problem, plan)
    streets: list[list[Opening]] = [[] for _ in problem.streets]
    districts = [[0] * problem.horizon for _ in problem.districts]
    for opening in found:
        streets[opening.street].append(opening)
        if problem.districts[problem.streets[opening.street].district].max_open is not None:
            for week in range(max(0, opening.start), min(problem.horizon, opening.end)):
                districts[problem.streets[opening.street].district][week] += 1
    for row in streets:
        for one, other in combinations(row, 2):
            overlap = min(one.end, other.end) - max(one.start, other.start)
            if overlap > 0:
                yield Violation(
                    "exclusive", "street", one.street, max(one.start, other.start), overlap, "weeks open twice"
                )
    for d, district in enumerate(problem.districts):
        if district.max_open is None:
            continue
        for week, count in enumerate(districts[d]):
            if count > district.max_open:
                yield Violation("exclusive", "district", d, week, count - district.max_open, "openings too many")
