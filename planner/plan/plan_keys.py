"""The keys of a plan file, and warnings for others: a key that is misspelt is not read, so what it says would silently
be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wijkplan.planner.findings.finding import Finding, suggestion, warning
from wijkplan.planner.text import say

from .plan_file_types import CohortInPlan, GuidesInPlan, JoinedDigs, PlanFile, PlannedActivity, PlannedTender, Staffing

TOP = tuple(PlanFile.model_fields)
LISTS: Mapping[str, tuple[str, ...]] = {
    "activities": tuple(PlannedActivity.model_fields),
    "tenders": tuple(PlannedTender.model_fields),
    "openings": tuple(JoinedDigs.model_fields),
    "cohorts": tuple(CohortInPlan.model_fields),
    "mentors": tuple(GuidesInPlan.model_fields),
}
STAFFING = tuple(Staffing.model_fields)


def unknown_keys(data: Mapping[str, object], file: str) -> Iterator[Finding]:
    """A warning for each key that plan files do not have."""
    yield from _strange(data, TOP, "", file)
    for key, known in LISTS.items():
        for path, row in _objects(data.get(key), key):
            yield from _strange(row, known, path, file)
            for inner, crew in _objects(row.get("staffing"), f"{path}.staffing") if key == "activities" else ():
                yield from _strange(crew, STAFFING, inner, file)


def _objects(listed: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    for i, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield f"{path}[{i}]", row


def _strange(row: Mapping[str, object], known: tuple[str, ...], path: str, file: str) -> Iterator[Finding]:
    for key in row:
        if key not in known:
            where = f"{path}.{key}" if path else str(key)
            yield warning(
                "unknown-key",
                file,
                where,
                None,
                None,
                say("The key {name} is not known.", name=key),
                suggestion(str(key), known),
            )
