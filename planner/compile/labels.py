"""Weeks and projects as people read them."""

from __future__ import annotations

from datetime import date, timedelta

from wijkplan.planner.text import Language

from . import Names

WORK_TYPES = {"retrofit": "woningen", "heat": "warmte", "cabling": "kabels", "charging": "laadpalen", "sewer": "riool"}
WORK_TYPES_EN = {"retrofit": "homes", "heat": "heat", "cabling": "cables", "charging": "charge points", "sewer": "sewer"}


def week_label(start: date, week: int) -> str:
    """ISO week of a slot, such as ``2027-W05``; ``start`` is the Monday of slot 0."""
    year, number, _ = (start + timedelta(weeks=week)).isocalendar()
    return f"{year}-W{number:02d}"


def project_label(names: Names, project: int, language: Language = "nl") -> str:
    """Title and id of a project; a title that begins with the id of its work type gets the word for it."""
    name = names.projects[project]
    known = name.title.startswith(name.work_type)
    title = (WORK_TYPES if language == "nl" else WORK_TYPES_EN)[name.work_type] + name.title[len(name.work_type) :] if known else name.title
    return f"{title} ({name.id})"
