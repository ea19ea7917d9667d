"""Weeks and projects as people read them."""

from __future__ import annotations

from datetime import date, timedelta

from wijkplan.planner.text import Language, amounts, translated

from . import Names


def work_type_label(names: Names, work_type: str, language: Language) -> str:
    """What a work type is called, also one that the programme defines itself."""
    return translated(names.work_types.get(work_type, work_type), language)


def work_label(names: Names, activity: int, language: Language) -> str:
    """Title and id of a work."""
    name = names.activities[activity]
    return f"{translated(name.title, language)} ({name.id})"


def week_label(start: date, week: int) -> str:
    """ISO week of a slot, such as ``2027-W05``; ``start`` is the Monday of slot 0."""
    return amounts.week(start + timedelta(weeks=week))


def project_label(names: Names, project: int, language: Language = "nl") -> str:
    """Title and id of a project."""
    name = names.projects[project]
    return f"{translated(name.title, language)} ({name.id})"
