"""Weeks and projects as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from wijkplan.planner.text import Language, Text, say, translated

from . import Names

WORK_TYPES: Mapping[str, Text] = {
    "retrofit": say("homes"),
    "heat": say("heat"),
    "cabling": say("cables"),
    "charging": say("charge points"),
    "sewer": say("sewer"),
    "water": say("water mains"),
    "telecom": say("telecom"),
    "paving": say("paving"),
    "trees": say("trees"),
}
"""What the work types are called; one that a programme defines itself says its own name."""


def work_type_label(names: Names, work_type: str, language: Language) -> str:
    """What a work type is called, also one that the programme defines itself."""
    own = names.work_types.get(work_type)
    if own:
        return own[0 if language == "nl" else 1]
    return translated(WORK_TYPES.get(work_type, work_type), language)


def week_label(start: date, week: int) -> str:
    """ISO week of a slot, such as ``2027-W05``; ``start`` is the Monday of slot 0."""
    year, number, _ = (start + timedelta(weeks=week)).isocalendar()
    return f"{year}-W{number:02d}"


def project_label(names: Names, project: int, language: Language = "nl") -> str:
    """Title and id of a project; a title that begins with the id of its work type gets the word for it."""
    name = names.projects[project]
    known = name.title.startswith(name.work_type)
    title = (
        work_type_label(names, name.work_type, language) + name.title[len(name.work_type) :] if known else name.title
    )
    return f"{title} ({name.id})"
