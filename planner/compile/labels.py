"""Weeks and projects as people read them."""

from __future__ import annotations

from datetime import date, timedelta

from wijkplan.planner.text import Language

from . import Names


class Words(dict[str, str]):
    """Words by id; what a programme defines itself is called by its own id."""

    def __missing__(self, key: str) -> str:
        return key


WORK_TYPES = Words(
    retrofit="woningen",
    heat="warmte",
    cabling="kabels",
    charging="laadpalen",
    sewer="riool",
    water="waterleiding",
    telecom="telecom",
    paving="bestrating",
    trees="bomen",
)
WORK_TYPES_EN = Words(
    retrofit="homes",
    heat="heat",
    cabling="cables",
    charging="charge points",
    sewer="sewer",
    water="water mains",
    telecom="telecom",
    paving="paving",
    trees="trees",
)


def work_type_label(names: Names, work_type: str, language: Language) -> str:
    """What a work type is called, also one that the programme defines itself."""
    own = names.work_types.get(work_type)
    return own[0 if language == "nl" else 1] if own else (WORK_TYPES if language == "nl" else WORK_TYPES_EN)[work_type]


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
