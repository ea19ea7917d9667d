"""Names of everything that is numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from wijkplan.planner.programme import Programme
from wijkplan.planner.text import Text, joined, say

from .firms import Firm
from .names import ActivityName, ClientName, EmployerName, PlaceName, ProjectName, TradeName
from .qualifications import must_hold
from .reservoirs import delivered
from .rounding import euros_nearest
from .work_breakdown import Task, Work


class Tables(TypedDict):
    """The names that come straight from reference data and settings."""

    streets: tuple[PlaceName, ...]
    districts: tuple[PlaceName, ...]
    municipalities: dict[str, str]
    regions: tuple[PlaceName, ...]
    trades: tuple[TradeName, ...]
    grids: tuple[str, ...]
    deliveries: tuple[str, ...]


def tables(programme: Programme, streets: Sequence[str], districts: Sequence[str]) -> Tables:
    """Names of the streets and districts given, and of all regions, trades, grid areas and deliveries."""
    reference = programme.reference
    titles = {street.id: street.name for street in programme.settings.streets}
    return Tables(
        streets=tuple(PlaceName(street, titles[street]) for street in streets),
        districts=tuple(
            PlaceName(d, f"{reference.districts[d].name}, {reference.districts[d].municipality}") for d in districts
        ),
        municipalities={d: reference.districts[d].gm_code for d in districts},
        regions=tuple(PlaceName(region.id, region.name) for region in reference.regions.values()),
        trades=tuple(TradeName(trade.id, trade.dutch, trade.english) for trade in reference.trades.values()),
        grids=tuple(area.id for area in programme.settings.grid_areas),
        deliveries=tuple(f"{client}:{material}" for client, material in delivered(programme)),
    )


def activity_name(work: Work) -> ActivityName:
    """What the reports show of an activity, the norm behind it included."""
    return ActivityName(
        id=work.id,
        title=joined((work.package.name, work.place.id)),
        package=work.package.id,
        place=work.place.id,
        street=work.place.street,
        quantity=work.quantity,
        unit=work.package.quantity,
        hours=dict(work.hours[0]),
        norm=None if work.stated or work.task.asked.states_hours_of(work.package.id) else work.package.origin,
        asks=tuple(
            sorted({held for trade in work.hours[0] for held in must_hold(work.task.asked, (work.package,), trade)})
        ),
    )


def project_name(task: Task, value_eur: float, kinds: Mapping[str, Text]) -> ProjectName:
    """What the reports show of a project; a title that begins with the id of its work type gets the word for it, of
    ``kinds``."""
    asked = task.asked
    kind = kinds[asked.work_type]
    if asked.title is None:
        title = joined((kind, task.district.name))
    elif asked.title.startswith(asked.work_type):
        title = joined((kind, asked.title[len(asked.work_type) :]), "")
    else:
        title = joined((asked.title,))
    return ProjectName(asked.id, title, asked.work_type, asked.award, task.sender, task.homes, euros_nearest(value_eur))


def employer_name(firm: Firm) -> EmployerName:
    """An employer or anonymous firm."""
    return EmployerName(firm.id, firm.name, firm.sector, firm.anonymous)


def client_names(programme: Programme, projects: Sequence[Task]) -> tuple[ClientName, ...]:
    """All clients, and for work in hand that names none its employer's private clients together."""
    known = {c.id: ClientName(c.id, c.name, c.regime) for c in programme.clients}
    for task in projects:
        name = say("clients of {name}", name=task.sender) if task.forward is None else task.forward.name
        known.setdefault(task.client, ClientName(task.client, name, "private"))
    return tuple(known[client] for client in sorted(known))
