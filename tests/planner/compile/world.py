"""A tiny programme: one district where a municipality replaces the sewer, a grid operator lays cables and owners
insulate."""

from __future__ import annotations

from datetime import date
from typing import Any

from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import Reference, load
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile

WANTED = {"start": "2027-05-03", "end": "2027-07-18"}  # weeks 17-27

SETTINGS: dict[str, Any] = {
    "kind": "programme",
    "format_version": 1,
    "name": "tiny",
    "start": "2027-01-04",
    "weeks": 104,
    "streets": [
        {"id": "S1", "district": "P02", "name": "Dorpsstraat", "homes": 20, "shops": 1},
        {"id": "S2", "district": "P02", "name": "Kerkstraat", "homes": 10, "last_closed": "2026-12-30"},
    ],
    "districts": [{"district": "P02", "max_open_streets": 2}],
    "agreements": [{"clients": ["town", "grid"]}],
}
TOWN: dict[str, Any] = {
    "kind": "client",
    "format_version": 1,
    "id": "town",
    "name": "Municipality",
    "regime": "classic",
    "projects": [
        {
            "id": "SEW",
            "work_type": "sewer",
            "district": "P02",
            "wanted": WANTED,
            "places": [{"id": "s1", "street": "S1", "sewer_metres": 100}],
        }
    ],
}
GRID: dict[str, Any] = {
    "kind": "client",
    "format_version": 1,
    "id": "grid",
    "name": "Grid operator",
    "regime": "special-sector",
    "frameworks": [{"id": "F", "holders": ["gridco"], "work_types": ["cabling"]}],
    "projects": [
        {
            "id": "CAB",
            "work_type": "cabling",
            "district": "P02",
            "award": "call-off",
            "employer": "gridco",
            "framework": "F",
            "wanted": WANTED,
            "places": [
                {"id": "s1", "street": "S1", "mv_cable_metres": 100, "lv_cable_metres": 200},
                {"id": "s2", "street": "S2", "lv_cable_metres": 100, "connection_upgrade_homes": 10},
            ],
        }
    ],
}
GRIDCO: dict[str, Any] = {
    "kind": "employer",
    "format_version": 1,
    "id": "gridco",
    "name": "Grid contractor",
    "sector": "grid",
    "crews": [
        {"id": "c1", "trade": "LVM", "region": "AM01", "heads": 4},
        {"id": "c2", "trade": "MVM", "region": "AM01", "heads": 2},
        {
            "id": "c3",
            "trade": "GRW",
            "region": "AM01",
            "heads": 6,
            "lendable_percent": 50,
            "consent": True,
            "legal_basis": "cao",
        },
    ],
}
CIVIL: dict[str, Any] = {
    "kind": "employer",
    "format_version": 1,
    "id": "civil",
    "name": "Civil contractor",
    "sector": "civil",
    "crews": [
        {"id": "f1", "trade": "SEW", "region": "AM01", "heads": 6, "status": "free"},
        {"id": "f2", "trade": "PAV", "region": "AM01", "heads": 4, "status": "free"},
    ],
}
FIRM: dict[str, Any] = {
    "kind": "employer",
    "format_version": 1,
    "id": "builder",
    "name": "Builder",
    "sector": "builder",
    "crews": [{"id": "b1", "trade": "INS", "region": "AM01", "heads": 6}],
    "projects": [
        {
            "id": "INS",
            "work_type": "retrofit",
            "district": "P02",
            "award": "private",
            "wanted": WANTED,
            "participation_percent": 75,
            "places": [{"id": "b1", "insulation_light_homes": 10}, {"id": "b2", "insulation_light_homes": 6}],
        }
    ],
}


def programme(
    *,
    settings: dict[str, Any] | None = None,
    clients: tuple[dict[str, Any], ...] = (TOWN, GRID),
    employers: tuple[dict[str, Any], ...] = (GRIDCO, CIVIL, FIRM),
    reference: Reference | None = None,
) -> Programme:
    """The tiny programme, with one thing changed."""
    file = ProgrammeFile.model_validate({**SETTINGS, **(settings or {})})
    return Programme(
        name=file.name,
        start=date(2027, 1, 4),
        weeks=file.weeks,
        seed=file.seed,
        employers=tuple(Employer.model_validate(e) for e in employers),
        clients=tuple(Client.model_validate(c) for c in clients),
        settings=file,
        reference=reference or load(),
    )


def changed(sender: dict[str, Any], **project: Any) -> dict[str, Any]:
    """A sender whose only project has other values."""
    (only,) = sender["projects"]
    return {**sender, "projects": [{**only, **project}]}
