"""Five parties in one town, made up: two clients, a road builder and two cable contractors; a third one joins later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CABLES, ROADS = "raamovereenkomst-kabel", "wegenbouwer"


def crew(trade: str, heads: float, **more: Any) -> dict[str, Any]:
    """People of one trade in East Groningen."""
    return {"id": trade, "trade": trade, "region": "AM01", "heads": heads, **more}


def contractor(name: str, jointers: float, lent: int = 0) -> dict[str, Any]:
    """A cable contractor; ``lent`` is the percentage of its jointers that it lends."""
    lends = {"lendable_percent": lent, "reachable_regions": ["AM01"], "consent": True, "legal_basis": "made up"}
    return {
        "kind": "employer",
        "format_version": 1,
        "id": name,
        "name": name.title(),
        "sector": "grid",
        "crews": [
            crew("LVM", jointers, **(lends if lent else {})),
            crew("GRW", 12),
            crew("MCH", 3),
            crew("PAV", 6),
        ],
    }


def cable(id: str, district: str, employer: str, start: str, end: str, metres: int = 400) -> dict[str, Any]:
    """A street of cable, called off under the framework."""
    place = {"id": "p", "street": f"{district}-S1", "connection_upgrade_homes": 40, "lv_cable_metres": metres}
    return {
        "id": id,
        "work_type": "cabling",
        "district": district,
        "places": [place],
        "wanted": {"start": start, "end": end},
        "award": "call-off",
        "employer": employer,
        "framework": CABLES,
    }


def sewer(id: str, district: str, start: str, end: str) -> dict[str, Any]:
    """A street of sewer that the road builder has."""
    return {
        "id": id,
        "work_type": "sewer",
        "district": district,
        "places": [{"id": "p", "street": f"{district}-S2", "sewer_metres": 300}],
        "wanted": {"start": start, "end": end},
        "award": "contracted",
        "employer": ROADS,
    }


def client(id: str, projects: list[dict[str, Any]], holders: tuple[str, ...] = ()) -> dict[str, Any]:
    """A client with its work."""
    made: dict[str, Any] = {"kind": "client", "format_version": 1, "id": id, "name": id.title(), "desk_places": 2}
    made["regime"] = "special-sector" if holders else "classic"
    if holders:
        made["frameworks"] = [{"id": CABLES, "holders": list(holders), "work_types": ["cabling"]}]
    return made | {"projects": projects}


def town() -> dict[str, dict[str, Any]]:
    """All submissions by file name."""
    streets = [
        {"id": f"{district}-S{n}", "district": district, "name": f"Straat {n}", "homes": 80, "shops": 2}
        for district in ("P16", "P17", "P09")
        for n in (1, 2)
    ]
    cables = [
        cable("kabel-een", "P16", "ampere", "2027-03-29", "2027-05-21"),
        cable("kabel-twee", "P17", "volt", "2027-03-29", "2027-05-21"),
        cable("kabel-drie", "P09", "volt", "2027-09-06", "2027-11-05"),
    ]
    roads = [
        sewer("riool-een", "P16", "2027-04-12", "2027-06-04"),
        sewer("riool-twee", "P17", "2027-08-30", "2027-10-22"),
    ]
    return {
        "programme.json": {
            "kind": "programme",
            "format_version": 1,
            "name": "town",
            "start": "2027-01-04",
            "weeks": 130,
            "streets": streets,
        },
        "client-net.json": client("net", cables, ("ampere", "volt")),
        "client-gemeente.json": client("gemeente", roads),
        "employer-ampere.json": contractor("ampere", 2),
        "employer-volt.json": contractor("volt", 3, lent=50),
        "employer-wegenbouwer.json": {
            "kind": "employer",
            "format_version": 1,
            "id": ROADS,
            "name": "Wegenbouwer",
            "sector": "civil",
            "crews": [crew("SEW", 4), crew("MCH", 2), crew("GRW", 4), crew("PAV", 3)],
        },
    }


def write(folder: Path, files: dict[str, dict[str, Any]]) -> list[Path]:
    """The files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value, indent=1))
    return [folder / name for name in files]
