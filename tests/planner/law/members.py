"""Members of tenders with one thing changed."""

from __future__ import annotations

from dataclasses import replace

from wijkplan.planner.law import Member
from wijkplan.planner.reference import load

LAW = load().law
LOW_LIMITS = replace(
    LAW,
    thresholds=tuple(replace(t, value_eur=120_000) for t in LAW.thresholds),
    bands=tuple(replace(b, below_eur=b.below_eur and b.below_eur // 25) for b in LAW.bands),
)
"""With limits that a few streets reach: 6,000 for one firm, 60,000 for several, 120,000 for the European threshold."""
SEWER = Member(project="A", client="town", part="classic", work_type="sewer", work="town/one", value_eur=900_000)


def of(project: str, value_eur: int = 900_000, **other: object) -> Member:
    """A sewer of the town, part of its one work."""
    return replace(SEWER, project=project, value_eur=value_eur, **other)  # type: ignore[arg-type]
