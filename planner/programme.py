"""The programme: everything planned together, the merge of all submissions with the reference data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from wijkplan.planner.reference import District, Reference
from wijkplan.planner.reference.cbs_districts import STATED, Districts, own_district
from wijkplan.planner.submission.agreed import FACTS, Agreed
from wijkplan.planner.submission.newcomers import Newcomers, Seats, Track
from wijkplan.planner.submission.schema import Client, Employer, HiringMarket, ProgrammeFile, Project

WORKING_DAYS = 5  # of a week; a day of leave takes a fifth of it


def monday_of(day: date) -> date:
    """Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def starts(track: Track, seats: Seats, first: date, weeks: int) -> list[int]:
    """Weeks of the programme in which the track starts with these seats: the first full week of each of its months."""
    begin = monday_of(first)
    found = []
    for week in range(weeks):
        monday = begin + timedelta(weeks=week)
        if monday.day > 7 or monday.month not in track.start_months:
            continue
        if (seats.start is None or monday >= monday_of(seats.start)) and (seats.end is None or monday <= seats.end):
            found.append(week)
    return found


def years_of_starts(track: Track, seats: Seats, settings: ProgrammeFile) -> list[int]:
    """Years in which the track starts with these seats within the programme."""
    weeks = starts(track, seats, settings.start, settings.weeks)
    return sorted({(monday_of(settings.start) + timedelta(weeks=week)).year for week in weeks})


def share_of_week(first: date, last: date, monday: date) -> float:
    """Which part of a working week lies in a period, its last day included: a fifth for each day from Monday to
    Friday."""
    days = (min(last, monday + timedelta(days=WORKING_DAYS - 1)) - max(first, monday)).days + 1
    return max(0, days) / WORKING_DAYS


def as_sent(sender: Employer | Client, project: Project) -> Project:
    """A project with what follows from who sent it: a client's has that client, an employer's has that employer and is
    contracted unless it says otherwise (work in hand is not to tender). What the project states itself stays."""
    if isinstance(sender, Client):
        return project if project.client else project.model_copy(update={"client": sender.id})
    known: dict[str, str] = {} if project.employer else {"employer": sender.id}
    if "award" not in project.model_fields_set:
        known["award"] = "contracted"
    return project.model_copy(update=known) if known else project


def own_name(project: Project, activity: str) -> str:
    """The name of an activity inside its project: what exports call ``<project>/<package>:<place>`` is
    ``<package>:<place>`` there."""
    return activity.removeprefix(f"{project.id}/")


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
    agreed: Agreed | None = None
    """What stands when planning goes on; ``None`` in a first plan."""

    newcomers: Newcomers | None = None
    """Who could be taken on; ``None`` where nothing is known of that."""

    learned: Mapping[str, float] = field(default_factory=dict)
    """Share of its hours that a work takes because others like it were done before, by its id; whole where none is
    said. Never sent: a scenario makes it."""

    @cached_property
    def begun(self) -> dict[str, tuple[date, date | None]]:
        """The first and the last day (``None``: it goes on) of work that is reported to have begun, by its id."""
        return (
            {}
            if self.agreed is None
            else {line.activity: (line.start, line.end) for line in self.agreed.lines if line.state in FACTS}
        )

    @cached_property
    def hiring(self) -> dict[tuple[str, str], HiringMarket]:
        """What is stated of the people for hire of a trade in a region; the last row counts."""
        return {(row.trade, row.region): row for row in self.settings.hiring}

    @cached_property
    def client_named(self) -> dict[str, Client]:
        """Who takes part as a client, by id."""
        return {client.id: client for client in self.clients}

    @cached_property
    def within_day(self) -> dict[object, bool]:
        """Who can be where and back within a day, as far as it was asked (:mod:`.compile.travel`)."""
        return {}

    @cached_property
    def street_districts(self) -> dict[str, str]:
        """District of each street that the programme lists, by id."""
        return {street.id: street.district for street in self.settings.streets}

    @cached_property
    def reported_hours(self) -> dict[str, float]:
        """Person-hours of all of a work, by its id, where they are reported otherwise than the norm says."""
        return (
            {}
            if self.agreed is None
            else {line.activity: line.hours for line in self.agreed.lines if line.hours is not None}
        )

    def left(self, work: str) -> float:
        """Share of its hours that experience leaves of a work; whole of one whose hours are reported."""
        return 1.0 if self.reported_hours.get(work) else self.learned.get(work, 1.0)

    def week_of(self, day: date) -> int:
        """Slot of the ISO week of a day; negative before the start, ``weeks`` or more after the horizon."""
        return (monday_of(day) - self.start).days // 7

    def monday(self, week: int) -> date:
        """Monday of a slot."""
        return self.start + timedelta(weeks=week)

    @property
    def ceilings(self) -> dict[str, float]:
        """Per framework of which it is known, the euros that may still be called off."""
        return {
            f.id: f.remaining_eur for client in self.clients for f in client.frameworks if f.remaining_eur is not None
        }

    @property
    def framework_ends(self) -> dict[str, date]:
        """Per framework of which it is known, its last day."""
        return {f.id: f.end for client in self.clients for f in client.frameworks if f.end is not None}

    def flexible_weeks(self, sender: Employer | Client, project: Project) -> int:
        """Weeks that a project's work may move from the week asked for: as it says itself, else its sender, else the
        core team for its work type, else the setting of the reference data."""
        agreed = {row.work_type: row.flexible_weeks for row in self.settings.flexibility}
        stated = (project.flexible_weeks, sender.flexible_weeks, agreed.get(project.work_type))
        return next((weeks for weeks in stated if weeks is not None), self.reference.settings.flexible_weeks)

    @property
    def projects(self) -> Iterator[tuple[Employer | Client, Project]]:
        """All projects with who sent them, completed by :func:`as_sent`."""
        senders: tuple[Employer | Client, ...] = (*self.clients, *self.employers)
        for sender in senders:
            for project in sender.projects:
                yield sender, as_sent(sender, project)


def with_own_people(reference: Reference, settings: ProgrammeFile) -> Reference:
    """The reference data with what a programme states itself of people: least weeks, standing by, finding someone,
    part-timers, who learns from whom."""
    own: dict[str, float] = {}
    for name in ("idle_earning_percent", "min_weeks_hired", "min_weeks_lent", "min_weeks_partner"):
        if (value := getattr(settings, name)) is not None:
            own[name] = value
    turnover = settings.turnover_per_person_eur
    prices = reference.prices if turnover is None else replace(reference.prices, turnover_per_person=turnover)
    parts = {row.trade: row.grain_heads for row in settings.part_timers if row.trade in reference.trades}
    scope = settings.learning_scope
    stated = {*own, *(() if turnover is None else ("turnover_per_person",))}
    stated |= set() if scope is None else {"learning_scope"}
    return replace(
        reference,
        settings=replace(reference.settings, **own),  # type: ignore[arg-type]
        prices=prices,
        learning_scope=scope or reference.learning_scope,
        trades={
            id: replace(trade, grain_heads=parts.get(id, trade.grain_heads)) for id, trade in reference.trades.items()
        }
        if parts
        else reference.trades,
        figure_origins={
            name: STATED if name in stated else origin for name, origin in reference.figure_origins.items()
        },
    )


def with_own_districts(reference: Reference, settings: ProgrammeFile) -> Reference:
    """The reference data with the districts that a programme states itself: those of which it gives the homes. A known
    district keeps what the programme does not say; of an unknown one the municipality is needed (a finding says so
    where it is missing)."""
    own: dict[str, District] = {}
    for row in settings.districts:
        if row.homes is None:
            continue
        known = reference.districts.get(row.district)
        if known is not None:
            name = known.name if row.name is None else row.name
            own[row.district] = replace(known, homes=row.homes, name=name, origin=STATED)
        elif row.municipality is not None:
            made = own_district(row.district, row.name, row.municipality, row.homes)
            own |= {} if made is None else {row.district: made}
    if not own or not isinstance(reference.districts, Districts):
        return reference
    return replace(reference, districts=reference.districts.with_own(own))


def districts_of(settings: ProgrammeFile, reference: Reference) -> tuple[District, ...]:
    """The districts that a programme names, in the order of its file; those that nobody knows left out."""
    known = with_own_districts(reference, settings).districts
    named = [row.district for row in settings.districts] + [row.district for row in settings.streets]
    return tuple(known[code] for code in dict.fromkeys(named) if code in known)
