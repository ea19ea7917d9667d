"""What the checks look at: all records that could be read, each with the file and path it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from wijkplan.planner.intake.validate import Submitted
from wijkplan.planner.intake.workbook.lookups import Lookup, lookups
from wijkplan.planner.programme import as_sent, monday_of
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.schema import Client, Crew, Employer, Framework, ProgrammeFile, Project, StreetRecord
from wijkplan.planner.text import amounts

from .work_content import Piece, pieces


@dataclass(frozen=True, slots=True)
class At:
    """Where a value stands: file, path inside it, sender."""

    file: str
    path: str
    owner: str

    def down(self, path: str) -> At:
        """A value inside this one."""
        return At(self.file, f"{self.path}{path if path.startswith('[') else '.' + path}".removeprefix("."), self.owner)

    @property
    def short_file(self) -> str:
        """Folder and name of the file."""
        return Path(*Path(self.file).parts[-2:]).as_posix()

    @property
    def place(self) -> tuple[str, str, str]:
        """File, path and owner, as a finding wants them."""
        return self.file, self.path, self.owner


@dataclass(frozen=True)
class Context:
    """All submissions together. ``partial``: some file could not be read at all, so what is missing may be in
    there."""

    submitted: tuple[Submitted, ...]
    reference: Reference
    partial: bool = False

    @cached_property
    def lost(self) -> frozenset[str]:
        """Ids that stand in files with schema errors."""
        return frozenset(i for s in self.submitted for i in s.lost)

    @cached_property
    def lost_streets(self) -> frozenset[str]:
        """Likewise in the programme file, the only one that has streets."""
        return frozenset(i for s in self.submitted if isinstance(s.record, ProgrammeFile) for i in s.lost)

    @cached_property
    def settings_files(self) -> tuple[tuple[At, ProgrammeFile], ...]:
        """Programme files."""
        return tuple((At(s.file, "", s.owner), s.record) for s in self.submitted if isinstance(s.record, ProgrammeFile))

    @cached_property
    def settings(self) -> ProgrammeFile | None:
        """The programme file, the first if there are several."""
        return self.settings_files[0][1] if self.settings_files else None

    @cached_property
    def planned_names(self) -> str:
        """All names of districts of the programme in one text, in small letters, to look for a word in."""
        return "\n".join(self.planned_districts).casefold()

    @cached_property
    def planned_districts(self) -> dict[str, str]:
        """Districts that the programme file names or has streets in, by their name."""
        settings, districts = self.settings, self.reference.districts
        if settings is None:
            return {}
        codes = dict.fromkeys([*(d.district for d in settings.districts), *(s.district for s in settings.streets)])
        return {f"{d.name}, {d.municipality}": i for i in codes if (d := districts.get(i)) is not None}

    @cached_property
    def senders(self) -> tuple[tuple[At, Employer | Client], ...]:
        """Employers and clients."""
        return tuple(
            (At(s.file, "", s.owner), s.record) for s in self.submitted if not isinstance(s.record, ProgrammeFile)
        )

    @cached_property
    def employers(self) -> dict[str, Employer]:
        """Employers by id."""
        return {r.id: r for _, r in self.senders if isinstance(r, Employer)}

    @cached_property
    def clients(self) -> dict[str, Client]:
        """Clients by id."""
        return {r.id: r for _, r in self.senders if isinstance(r, Client)}

    @cached_property
    def projects(self) -> tuple[tuple[At, Project], ...]:
        """All projects, completed with what follows from who sent them."""
        found: list[tuple[At, Project]] = []
        for at, sender in self.senders:
            for i, project in enumerate(sender.projects):
                found.append((at.down(f"projects[{i}]"), as_sent(sender, project)))
        return tuple(found)

    def pieces(self, project: Project) -> list[Piece]:
        """All work of one of :attr:`projects`, worked out once."""
        if id(project) not in self._pieces:
            self._pieces[id(project)] = pieces(project, self.reference)
        return self._pieces[id(project)]

    @cached_property
    def _pieces(self) -> dict[int, list[Piece]]:
        return {}

    @cached_property
    def project_at(self) -> dict[str, tuple[At, Project]]:
        """Projects by id."""
        return {project.id: (at, project) for at, project in self.projects}

    @cached_property
    def crews(self) -> tuple[tuple[At, Employer, Crew], ...]:
        """All crews."""
        return tuple(
            (at.down(f"crews[{i}]"), sender, crew)
            for at, sender in self.senders
            if isinstance(sender, Employer)
            for i, crew in enumerate(sender.crews)
        )

    @cached_property
    def crews_for(self) -> dict[tuple[str, str, str | None], list[Crew]]:
        """Per trade, region within reach and who decides over them the crews: committed ones by their employer, free
        ones, of all employers, under ``None``."""
        found: dict[tuple[str, str, str | None], list[Crew]] = {}
        for _, employer, crew in self.crews:
            who = None if crew.status == "free" else employer.id
            for region in {crew.region, *crew.reachable_regions}:
                found.setdefault((crew.trade, region, who), []).append(crew)
        return found

    @cached_property
    def frameworks(self) -> tuple[tuple[At, Client, Framework], ...]:
        """All frameworks."""
        return tuple(
            (at.down(f"frameworks[{i}]"), sender, framework)
            for at, sender in self.senders
            if isinstance(sender, Client)
            for i, framework in enumerate(sender.frameworks)
        )

    @cached_property
    def framework(self) -> dict[str, tuple[Client, Framework]]:
        """Frameworks by id, with their client."""
        return {f.id: (client, f) for _, client, f in self.frameworks}

    @cached_property
    def streets(self) -> dict[str, StreetRecord]:
        """Streets by id."""
        return {street.id: street for street in self.settings.streets} if self.settings else {}

    @cached_property
    def trade_lookup(self) -> Lookup:
        """Trades by their names, and by what people call them."""
        return lookups(self.reference)["trade"]

    @cached_property
    def street_names(self) -> dict[str, str]:
        """Ids of streets by their names."""
        return {street.name: i for i, street in self.streets.items()}

    def spot(self, at: At) -> str:
        """Where a reader finds a value: sheet and cell in a workbook, the path in JSON."""
        one = next(s for s in self.submitted if s.file == at.file)
        path = one.in_file(at.path)
        sheet, cell = one.places.find(path) if one.places is not None else ("", "")
        if one.places is not None and sheet in one.places.elsewhere:
            sheet = Path(sheet).name  # a table that is a file of its own
        return f"{sheet}!{cell}" if cell else path

    def week(self, day: date) -> int:
        """Slot of the ISO week of a day (0 is the programme's first week)."""
        assert self.settings is not None
        return (monday_of(day) - monday_of(self.settings.start)).days // 7

    def label(self, week: int) -> str:
        """ISO week of a slot, such as ``2027-W05``."""
        assert self.settings is not None
        return amounts.week(monday_of(self.settings.start) + timedelta(weeks=week))
