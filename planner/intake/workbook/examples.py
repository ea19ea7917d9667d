"""Who gets which template, and the example that each shows in grey. An example is never data; one that was written
over is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from wijkplan.planner.reference import Reference, load

from .layout import Column

Kind = Literal["builder", "installer", "grid", "civil", "charging", "municipality", "corporation", "programme"]
SENDERS: tuple[Kind, ...] = ("builder", "installer", "grid", "civil", "charging", "municipality", "corporation")
KINDS: tuple[Kind, ...] = (*SENDERS, "programme")
CLIENTS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # regime, and the work they order
    "municipality": ("classic", ("sewer", "heat", "charging")),
    "corporation": ("contested", ("retrofit",)),
}


FORMER: Mapping[str, tuple[Any, ...]] = {
    "projects.links/type": ("framework",),
    "norms/trade": ("SEW",),
    "norms/hours": (320,),
    "packages.hours/trade": ("SEW",),
    "projects.norms/hours": (320,),
}
"""Examples of templates that were sent out before: nobody who kept one has typed them."""


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


def examples(made: Template, reference: Reference) -> dict[str, Any]:
    """Example values by ``table/path``, or by path; all hang together as one small submission."""
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
        "region": "AM01",
        "status": "committed",
        "projects/id": "PR-2027-01",
        "work_type": work_type,
        "district": "P09",
        "wanted.start": "2027-W36",
        "wanted.end": "2027-W49",
        "crews.leave/start": "2027-W36",
        "crews.leave/end": "2027-W37",
        "projects.pins/start": "2027-W36",
        "projects/award": "contracted" if made.sort == "employer" else "to-tender",
        "projects.places/id": "P09-S1",
        "street": "P09-S1",
        "homes": 40,
        "projects.prerequisites/kind": "environmental-permit",
        "requested_on": "2027-01-11",
        "projects.activities/id": "eigen-1",
        "place": "P09-S1",
        "package": packages[0].id,
        "crew_heads": 4,
        "opens_street": packages[0].opens_street,
        "hours": 320,
        "activity": f"{packages[0].id}:P09-S1",
        "frameworks/id": "RO-2027",
        "frameworks/type": "framework",
        "projects.links/project": "PR-2026-04",
        "projects.links/type": "FS",
        "holders": ["aannemer-a", "aannemer-b"],
        "work_types": [work_type],
    }
    return values | amounts | _of_programme()


def _of_programme() -> dict[str, Any]:
    """Example values of the sheets that only the core team has."""
    return {
        "streets/id": "P09-S1",
        "streets/name": "Kastanjelaan",
        "streets/homes": 64,
        "streets/shops": 2,
        "rest_weeks": 156,
        "last_closed": "2024-06-14",
        "districts/name": "Voorbeeldbuurt",
        "districts/municipality": "GM0014",
        "districts/homes": 1250,
        "max_open_streets": 3,
        "grid_areas/id": "NET-P09",
        "districts": ["P09"],
        "spare_kw": 100,
        "kw_per_station": 400,
        "grid_areas.extra/start": "2028-W02",
        "grid_areas.extra/amount": 250,
        "clients": ["gemeente-oldambt", "netbeheerder-noord"],
        "flexibility/flexible_weeks": 26,
        "grain_heads": 0.5,
        "hiring/heads": 4,
        "client": "netbeheerder-noord",
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
        "lead_client": "gemeente-oldambt",
    }


def example_of(values: Mapping[str, Any], table: str, column: Column) -> Any:
    """The example of a column on the sheet of a table; ``None`` where it has none."""
    return values.get(f"{column.owner or table}/{column.path}", values.get(column.path))


@cache
def known_examples(table: str, column: Column) -> tuple[Any, ...]:
    """What the templates of all kinds show as example in a column, or showed before."""
    now = tuple(example_of(examples(template_of(kind, load()), load()), table, column) for kind in KINDS)
    return now + FORMER.get(f"{column.owner or table}/{column.path}", ())
