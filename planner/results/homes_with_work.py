"""How many homes get work: not those that happen to be in the same district or street."""

from __future__ import annotations

from collections import defaultdict

from wijkplan.planner.programme import Programme

COUNTED = "_homes"  # ending of the quantities of a place that count homes


def homes_with_work(programme: Programme) -> int:
    """Homes that some work is done in, over all districts.

    Work types meet in the same homes, so per district the work type with most homes counts, and no more than the
    district has. Within one work type projects add up; of a place its ``homes`` count, else those of its largest
    package."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, project in programme.projects:
        for place in project.places:
            packages = [n for key, n in place if key.endswith(COUNTED) and isinstance(n, int)]
            found[project.district][project.work_type] += max(packages, default=0) and (place.homes or max(packages))
    known = programme.reference.districts
    return sum(min(max(kinds.values()), known[district].homes) for district, kinds in found.items())
