"""Who gets which template, and the example that each shows in grey. An example is never data; one that was written
over is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import Any, Literal

from wijkplan.planner.reference import District, Reference, load
from wijkplan.planner.text import LANGUAGES, say, translated

from .default_codes import as_code
from .headings import LISTS
from .layout import Column
from .open_workbook import Sheet

Kind = Literal["builder", "installer", "grid", "civil", "charging", "municipality", "corporation", "programme"]
SENDERS: tuple[Kind, ...] = ("builder", "installer", "grid", "civil", "charging", "municipality", "corporation")
KINDS: tuple[Kind, ...] = (*SENDERS, "programme")
CLIENTS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # regime, and the work they order
    "municipality": ("classic", ("sewer", "heat", "charging")),
    "corporation": ("contested", ("retrofit",)),
}


LISTED = say("Examples")  # heading of the look-ups over where the examples are
FORMER: Mapping[str, tuple[Any, ...]] = {
    "projects.links/type": ("framework", "raamovereenkomst"),
    "norms/trade": ("SEW",),
    "norms/hours": (320,),
    "packages.hours/trade": ("SEW",),
    "projects.norms/hours": (320,),
    "grid_areas/id": ("NET-P09",),
}
"""Examples of templates that were sent out before: nobody who kept one has typed them."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where the examples of a template are: a district by its id or name, a street by its id, its labour-market
    region, its municipality, and a client there by its id."""

    district: str
    street: str
    region: str
    municipality: str
    client: str


NOWHERE = Area("Voorbeeldbuurt, Voorbeeldstad", "ST-1", "AM00 – Voorbeeldregio", "Voorbeeldstad", "gemeente-voorbeeld")
"""Of a template that is made without a programme."""
FORMERLY = Area("P09", "P09-S1", "AM01", "GM0014", "gemeente-oldambt")
"""Of templates that were sent out before."""


def area_of(districts: Sequence[District], streets: Sequence[tuple[str, str, str]]) -> Area:
    """The first district of a programme, with its first street (id, name, district) where it has one."""
    if not districts:
        return NOWHERE
    here = districts[0]
    street = next((i for i, _, district in streets if district == here.id), NOWHERE.street)
    return Area(here.id, street, here.region, here.gm_code, f"gemeente-{as_code(here.municipality).lower()}")


@dataclass(frozen=True, slots=True)
class Template:
    """What a kind of sender, or the core team, gets: sort of submission, the values of its form that are known, and
    its work types."""

    kind: Kind
    sort: Literal["employer", "client", "programme"]
    form: Mapping[str, Any]
    work_types: tuple[str, ...]


def template_of(kind: Kind, reference: Reference) -> Template:
    """What a kind of sender gets."""
    if kind == "programme":
        return Template(kind, "programme", {"kind": "programme", "format_version": 1}, tuple(reference.work_types))
    if kind in CLIENTS:
        regime, work_types = CLIENTS[kind]
        return Template(kind, "client", {"kind": "client", "format_version": 1, "regime": regime}, work_types)
    mine = [w for w in reference.work_types.values() if kind in w.sectors]
    work_types = tuple(w.id for w in sorted(mine, key=lambda w: w.sectors.index(kind)))
    return Template(kind, "employer", {"kind": "employer", "format_version": 1, "sector": kind}, work_types)


def examples(made: Template, reference: Reference, area: Area) -> dict[str, Any]:
    """Example values by ``table/path``, or by path; all hang together as one small submission in ``area``."""
    work_type = made.work_types[0]
    packages = [p for p in reference.packages.values() if p.work_type == work_type]
    trade = next((t.id for t in reference.trades.values() if made.kind in t.sectors), "SEW")
    amounts = {p.quantity: 20 if p.quantity.endswith("_homes") else 120 for p in packages}
    amounts |= {q: 2 for q in ("stations", "charger_poles", "trees") if q in amounts}
    values: dict[str, Any] = {
        "crews/id": f"{trade}-noord",
        "crews/teams": 2,
        "crews/heads": 3,
        "crews.leave/heads": 1,
        "trade": trade,
        "region": area.region,
        "status": "committed",
        "projects/id": "PR-2027-01",
        "work_type": work_type,
        "district": area.district,
        "wanted.start": "2027-W36",
        "wanted.end": "2027-W49",
        "crews.leave/start": "2027-W36",
        "crews.leave/end": "2027-W37",
        "projects.pins/start": "2027-W36",
        "projects/award": "contracted" if made.sort == "employer" else "to-tender",
        "projects.places/id": area.street,
        "street": area.street,
        "homes": 40,
        "projects.prerequisites/kind": "environmental-permit",
        "requested_on": "2027-01-11",
        "projects.activities/id": "eigen-1",
        "place": area.street,
        "package": packages[0].id,
        "crew_heads": 4,
        "opens_street": packages[0].opens_street,
        "hours": 320,
        "activity": f"{packages[0].id}:{area.street}",
        "frameworks/id": "RO-2027",
        "frameworks/type": "framework",
        "projects.links/project": "PR-2026-04",
        "projects.links/type": "FS",
        "holders": ["aannemer-a", "aannemer-b"],
        "work_types": [work_type],
    }
    return values | amounts | _of_programme(area)


def _of_programme(area: Area) -> dict[str, Any]:
    """Example values of the sheets that only the core team has."""
    return {
        "streets/id": area.street,
        "streets/name": "Kastanjelaan",
        "streets/homes": 64,
        "streets/shops": 2,
        "rest_weeks": 156,
        "last_closed": "2024-06-14",
        "districts/name": "Voorbeeldbuurt",
        "districts/municipality": area.municipality,
        "districts/homes": 1250,
        "max_open_streets": 3,
        "grid_areas/id": "NET-1",
        "districts": [area.district],
        "spare_kw": 100,
        "kw_per_station": 400,
        "grid_areas.extra/start": "2028-W02",
        "grid_areas.extra/amount": 250,
        "clients": [area.client, "netbeheerder"],
        "flexibility/flexible_weeks": 26,
        "grain_heads": 0.5,
        "hiring/heads": 4,
        "client": "netbeheerder",
        "material": "station",
        "deliveries.deliveries/start": "2027-W27",
        "deliveries.deliveries/amount": 3,
        "projects": ["RI-2027-01", "LS-2027-04"],
        "trades/id": "DAK",
        "trades/name": "dakdekker",
        "english": "roofer",
        "sectors": ["builder"],
        "rate_eur": 58,
        "work_types/id": "daken",
        "work_types/name": "daken",
        "cpv": "45261000-4",
        "contract": "works",
        "packages/id": "dak-vervangen",
        "packages/name": "dak vervangen",
        "unit": "woningen",
        "crews": [2, 4],
        "calendar": "builder",
        "value_eur": 9000,
        "packages.hours/package": "dak-vervangen",
        "packages.hours/trade": "DAK",
        "packages.hours/hours": 40,
        "norms/trade": "INS",
        "norms/hours": 20,
        "projects.norms/hours": 0.6,
        "calendars/id": "dorp",
        "calendars/name": "dorpsfeest",
        "closed/start": "2027-09-13",
        "closed/end": "2027-09-14",
        "reason": "dorpsfeest",
        "figure": "delay_per_home_week",
        "value": 20,
        "form": "lots",
        "name": "Kastanjelaan e.o.",
        "lead_client": area.client,
    }


def example_of(values: Mapping[str, Any], table: str, column: Column) -> Any:
    """The example of a column on the sheet of a table; ``None`` where it has none."""
    return values.get(f"{column.owner or table}/{column.path}", values.get(column.path))


@cache
def known_examples(table: str, column: Column, area: Area) -> tuple[Any, ...]:
    """What the templates of all kinds show as example in a column, in ``area`` or without one, or showed before."""
    made = {(of, kind): _examples(kind, of) for of in (area, NOWHERE, FORMERLY) for kind in KINDS}
    now = tuple(example_of(values, table, column) for values in made.values())
    return now + FORMER.get(f"{column.owner or table}/{column.path}", ())


@cache
def _examples(kind: Kind, area: Area) -> Mapping[str, Any]:
    return examples(template_of(kind, load()), load(), area)


def listed(area: Area) -> tuple[str, ...]:
    """An area as a column of the look-ups, so that whoever reads the workbook knows its examples."""
    return astuple(area)


def area_in(sheets: Iterable[Sheet]) -> Area:
    """The area of the examples of a workbook, which its look-ups tell."""
    titles = {translated(LISTED, language) for language in LANGUAGES}
    for sheet in sheets:
        for c, title in enumerate(sheet.rows[0] if sheet.name in LISTS and sheet.rows else ()):
            if title in titles:
                values = [str(row[c]) for row in sheet.rows[1 : 1 + len(astuple(NOWHERE))] if c < len(row)]
                return Area(*values) if len(values) == len(astuple(NOWHERE)) else NOWHERE
    return NOWHERE
