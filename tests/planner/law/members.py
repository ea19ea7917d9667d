"""Members of tenders with one thing changed."""

from __future__ import annotations

from dataclasses import replace

from wijkplan.planner.law import Member
from wijkplan.planner.reference import load

LAW = load().law
SEWER = Member(project="A", client="town", part="classic", work_type="sewer", work="town/one", value_eur=900_000)


def of(project: str, value_eur: int = 900_000, **other: object) -> Member:
    """A sewer of the town, part of its one work."""
    return replace(SEWER, project=project, value_eur=value_eur, **other)  # type: ignore[arg-type]
