"""The programme: everything planned together, the merge of all submissions with the reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planner.reference import Reference
from planner.submission import Client, Employer, ProgrammeFile, Project


def monday_of(day: date) -> date:
    """Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Programme:
    """A programme without errors. ``start`` is a Monday; ``weeks`` is the horizon."""

    name: str
    start: date
    weeks: int
    seed: int
    employers: tuple[Employer, ...]
    clients: tuple[Client, ...]
    settings: ProgrammeFile
    reference: Reference

    def week_of(self, day: date) -> int:
        """Slot of the ISO week of a day; negative before the start, ``weeks`` or more after the horizon."""
        return (monday_of(day) - self.start).days // 7

    def monday(self, week: int) -> date:
        """Monday of a slot."""
        return self.start + timedelta(weeks=week)

    @property
    def projects(self) -> Iterator[tuple[Employer | Client, Project]]:
        """All projects with who sent them; ``client`` is always filled in, and ``employer`` where the sender is an employer."""
        for client in self.clients:
            for project in client.projects:
                yield client, project.model_copy(update={"client": client.id})
        for employer in self.employers:
            for project in employer.projects:
                yield employer, project.model_copy(update={"employer": employer.id})
