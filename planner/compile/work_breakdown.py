"""Works: what projects ask for, as person-hours per trade; one work per package and place, or as the sender states it.

Norms give the hours of a quantity; refusing homes leave the quantity of retrofits. A dig has hours for each place in
an opening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wijkplan.models.problem import Position
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import District, Package
from wijkplan.planner.submission.schema import OwnActivity, Place, Project
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .forward_plans import ForwardDig, forward_digs
from .rounding import whole_up

HOME_UNITS = "_homes"  # ending of the quantities of a place that count homes


@dataclass(frozen=True)
class Task:
    """A project as compile sees it; ``index`` is its place in the problem; its work may move ``flexible_weeks`` from
    the week asked for. ``forward``: it is the plan of somebody who takes no part."""

    index: int
    sender: str
    asked: Project
    district: District
    homes: int
    flexible_weeks: int
    forward: ForwardDig | None = None

    @property
    def client(self) -> str:
        """Its client; work in hand that names none is for its employer's private clients."""
        return self.asked.client or f"{self.sender}:private"

    @property
    def tendered(self) -> bool:
        """Whether it still has to be bought: to tender or to call off, and not started."""
        return self.asked.award in ("to-tender", "call-off") and not self.asked.pins


@dataclass(frozen=True)
class Work:
    """Work on one place. ``hours`` and ``opening_eur`` are per :class:`Position` (only ``ALONE`` for work that opens
    no street); ``crews`` are alternative heads. ``stated``: by the sender, not by norm; ``weeks``: how long it takes,
    where that is fixed."""

    task: Task
    local_id: str
    package: Package
    place: Place
    quantity: float
    hours: tuple[Mapping[str, float], ...]
    opening_eur: tuple[float, ...]
    crews: tuple[float, ...]
    after: tuple[str, ...] = ()
    stated: bool = False
    weeks: int | None = None

    @property
    def id(self) -> str:
        """Id in the whole programme."""
        return f"{self.task.asked.id}/{self.local_id}"

    @property
    def opens_street(self) -> bool:
        """Whether it is a dig."""
        return len(self.hours) > 1


def tasks(programme: Programme) -> list[Task]:
    """All projects, by id; after them the plans of others."""
    reference = programme.reference
    streets = {street.id: street.homes for street in programme.settings.streets}
    rows = sorted(programme.projects, key=lambda row: row[1].id)
    sent = [
        Task(
            i,
            sender.id,
            project,
            reference.districts[project.district],
            _homes(project, streets),
            programme.flexible_weeks(sender, project),
        )
        for i, (sender, project) in enumerate(rows)
    ]
    others = enumerate(forward_digs(programme), start=len(sent))
    return sent + [
        Task(i, dig.owner, dig.project, reference.districts[dig.project.district], 0, 0, dig) for i, dig in others
    ]


def _homes(project: Project, streets: Mapping[str, int]) -> int:
    """Homes that wait for a project: those of its places, else those that get a package, else those on its streets."""
    stated = sum(place.homes for place in project.places)
    if stated:
        return stated
    by_package = sum(max(n for key, n in place if key.endswith(HOME_UNITS)) for place in project.places)
    return by_package or sum(streets.get(street, 0) for street in {p.street for p in project.places if p.street})


def works(programme: Programme, project: Task, notes: Notebook) -> list[Work]:
    """The works of one project, place by place in the order of the norms, then the sender's own."""
    if project.forward is not None:
        return [_of_others(project, project.forward)]
    asked = project.asked
    reference = programme.reference
    stated = {(own.package, own.place) for own in asked.activities}
    listed: list[Work] = []
    for place in asked.places:
        for package in reference.packages_of(asked):
            quantity = _taking_part(package, place, asked)
            if quantity > 0 and (package.id, place.id) not in stated:
                listed.append(_by_norm(programme, project, package, place, quantity))
        _left_out(programme, project, place, notes)
    places = {place.id: place for place in asked.places}
    for own in asked.activities:
        if own.package not in reference.packages or own.place not in places:
            notes.error(
                "unknown-package",
                f"projects.{asked.id}.activities.{own.id}",
                project.sender,
                f"{own.package} at {own.place}",
                say("This activity names a package or a place that does not exist."),
                say(
                    "Use a package of the norms (it gives the calendar and the order of the work) and a place of this "
                    "project."
                ),
            )
        else:
            listed.append(_as_stated(programme, project, own, places[own.place]))
    if not listed:
        notes.error(
            "no-work",
            f"projects.{asked.id}.places",
            project.sender,
            None,
            say("No place of this project has a quantity of work type {work_type}.", work_type=asked.work_type),
            say("State quantities at its places, or activities of your own."),
        )
    for name, count in Counter(work.local_id for work in listed).items():
        if count > 1:
            notes.error(
                "duplicate-activity",
                f"projects.{asked.id}.activities",
                project.sender,
                name,
                say("Two activities of this project have this id."),
                say("Give each activity and each place an id of its own."),
            )
    return [_as_reported(programme, work) for work in listed if _has_street(work, programme, notes)]


def _as_reported(programme: Programme, work: Work) -> Work:
    """The work with the hours that it turned out to take in all, where these are reported, each trade in the proportion
    of the norm; else with the share that experience leaves of them."""
    hours, left = programme.reported_hours.get(work.id), programme.left(work.id)
    alone = sum(work.hours[Position.ALONE].values())
    if hours and alone:
        left = hours / alone
    if left == 1.0:
        return work
    return replace(work, hours=tuple({trade: h * left for trade, h in row.items()} for row in work.hours))


def _of_others(project: Task, dig: ForwardDig) -> Work:
    """The fixed dig of a forward plan: it asks nobody and costs nothing but that the street is open."""
    nothing: tuple[Mapping[str, float], ...] = ({},) * len(Position)
    free = (0.0,) * len(Position)
    return Work(
        project,
        dig.activity,
        dig.package,
        project.asked.places[0],
        0.0,
        nothing,
        free,
        (1.0,),
        stated=True,
        weeks=dig.weeks,
    )


def _taking_part(package: Package, place: Place, asked: Project) -> float:
    quantity: float = place.amount(package.quantity)
    if asked.work_type == "retrofit" and package.quantity.endswith(HOME_UNITS):
        return whole_up(quantity * asked.participation_percent / 100)
    return quantity


def _by_norm(programme: Programme, project: Task, package: Package, place: Place, quantity: float) -> Work:
    saved = programme.reference.settings.joined_saving_percent
    positions = tuple(Position) if package.opens_street else (Position.ALONE,)
    hours = tuple({t: h * quantity for t, h in package.hours_in(p, saved).items()} for p in positions)
    opening = tuple(package.opening_eur_in(p, saved) * quantity for p in positions)
    return Work(
        project, f"{package.id}:{place.id}", package, place, quantity, hours, opening, tuple(map(float, package.crews))
    )


def _as_stated(programme: Programme, project: Task, own: OwnActivity, place: Place) -> Work:
    """Hours as the sender states them, alone; in an opening the share of the norm is saved on each trade."""
    package = programme.reference.packages[own.package]
    saved = programme.reference.settings.joined_saving_percent
    quantity: float = place.amount(package.quantity)
    stated = {row.trade: row.hours for row in own.hours}
    positions = tuple(Position) if own.opens_street else (Position.ALONE,)
    hours = tuple({t: h * _share(package, t, p, saved) for t, h in stated.items()} for p in positions)
    opening = tuple(package.opening_eur_in(p, saved) * quantity if own.opens_street else 0.0 for p in positions)
    return Work(project, own.id, package, place, quantity, hours, opening, (own.crew_heads,), own.after, stated=True)


def _share(package: Package, trade: str, position: Position, saved: float) -> float:
    norm = package.hours.get(trade, 0.0)
    return package.hours_in(position, saved)[trade] / norm if norm > 0 else 1.0


def _left_out(programme: Programme, project: Task, place: Place, notes: Notebook) -> None:
    own = {package.quantity for package in programme.reference.of_work_type(project.asked.work_type)}
    others = {p.quantity: p.work_type for p in programme.reference.packages.values() if p.quantity not in own}
    for quantity, work_type in others.items():
        if place.amount(quantity) > 0:
            notes.warning(
                "other-work-type",
                f"projects.{project.asked.id}.places.{place.id}.{quantity}",
                project.sender,
                place.amount(quantity),
                say(
                    "This is work of type {work_type} in a project of type {asked_work_type}; it is left out.",
                    work_type=work_type,
                    asked_work_type=project.asked.work_type,
                ),
                say("Submit it as a project of type {work_type}.", work_type=work_type),
            )


def _has_street(work: Work, programme: Programme, notes: Notebook) -> bool:
    if not work.opens_street or programme.street_districts.get(work.place.street or "") == work.task.asked.district:
        return True
    notes.error(
        "dig-without-street",
        f"projects.{work.task.asked.id}.places.{work.place.id}.street",
        work.task.sender,
        work.place.street,
        say(
            "{id} opens a street, and this place has no street of district {district}.",
            id=work.package.id,
            district=work.task.asked.district,
        ),
        say("Name a street that the programme lists in that district."),
    )
    return False
