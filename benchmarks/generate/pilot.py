"""The pilot: four pilot areas with the 17 first-round test districts that lie in them, as submissions of employers and
clients.

Facts are the districts, their homes, municipalities (of 2026), regions and heat solutions (reference data). Made up,
from the norms and with a
seed: streets, who orders and does the work, the weeks they ask for (``weeks.py``), how far these may move, and the
crews (``crews.py``).

Run ``python -m wijkplan.benchmarks.generate.pilot --out instances/pilot --seed 1``.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from wijkplan.planner.reference import load
from wijkplan.planner.reference.types import District

from . import crews as staffing
from . import works
from .money_and_lending import with_budgets, with_lending, with_qualifications
from .newcomers import newcomers
from .weeks import Asked, Clock, ask

START, WEEKS = date(2027, 1, 4), 260
QUARTERS = 12
AREAS = {
    "groningen": "Groningen",
    "rotterdam-den-haag": "Rotterdam-Den Haag",
    "brabant": "Brabant",
    "zuid-limburg": "Zuid-Limburg",
}
SHORT = {"groningen": "GR", "rotterdam-den-haag": "RH", "brabant": "BR", "zuid-limburg": "LI"}
CABLES_END, POLES_END = (
    {"RH", "BR"},
    {"GR", "LI"},
)  # areas in which cable frameworks and charging concessions end within the horizon
IN_HOUSE = {"GR": 2}  # cable projects that the grid operator does itself
LEAST_TO_TENDER = 3  # of each kind of work in each area
FLEXIBLE = ((13, 20), (26, 60), (39, 20))  # weeks to move, percent of the clients
SLACK = {
    "sewer": 40,
    "heat": 34,
    "cabling": 36,
    "charging": 44,
    "retrofit": 30,
}  # weeks from the last week wanted to the target
FACTS = (
    "Feit: wijk, gemeente (2026), aantal woningen en warmteoplossing (proeftuinen 2018). Verzonnen: straten, "
    "hoeveelheden per straat, data, "
    "speling en partijen."
)
MADE_UP = (
    "Verzonnen werkgever, naar rol en gebied genoemd; ploegen zo bemeten dat laagspannings-, middenspannings- en "
    "warmtepompmonteurs over de jaren "
    "krap zijn."
)

Client = dict[str, Any]


@dataclass(frozen=True)
class Layout:
    """Which districts are planned, in which areas: ``areas`` are names and ``short`` parts of ids by area,
    ``districts`` have the area that they are in as their ``pilot_area``. People and hiring markets are those of an
    area: no region is in two of them. ``travel_minutes``: what their cao lets people travel in a day, of every trade;
    ``None`` where areas are so large that people stay overnight."""

    name: str
    areas: Mapping[str, str]
    short: Mapping[str, str]
    districts: tuple[District, ...]
    note: str = FACTS
    travel_minutes: int | None = None


def pilot() -> Layout:
    """The four pilot areas."""
    some = tuple(d for d in load().districts.values() if d.pilot_area in AREAS)
    reference = load()
    minutes = round(reference.settings.most_travel_minutes)
    return Layout("Pilot: vier pilotgebieden, 17 proeftuinen", AREAS, SHORT, some, travel_minutes=minutes)


def generate(seed: int, layout: Layout | None = None) -> dict[str, dict[str, Any]]:
    """File name -> content of every submission, by default of the pilot."""
    random = Random(seed)
    reference, layout = load(), layout or pilot()
    clock = Clock(reference, START, WEEKS)
    clients: dict[str, Client] = {}
    phases: list[works.Phase] = []
    for area in layout.areas:
        here = [d for d in layout.districts if d.pilot_area == area]
        cut = [phase for d in here for phase in works.phases(d, len(here) <= 2, START.year, random)]
        projects = [one for phase in cut for one in _projects(phase, random)]
        ask(projects, clock, random)
        clients |= _clients(layout, area, cut)
        _order(layout.short[area], projects, clients, random)
        phases += cut
    _willing(clients, random)
    employers = staffing.employers(
        {area: [p.district for p in phases if p.district.pilot_area == area] for area in layout.areas},
        layout.areas,
        layout.short,
    )
    for employer in employers.values():
        employer["note"] = MADE_UP
    files = {f"client-{i}.json": c for i, c in clients.items() if c["projects"]}
    files |= {f"employer-{i}.json": e for i, e in employers.items()}
    files["programme.json"] = _programme(layout, phases, clients, seed, random)
    area_of = {d.region: d.pilot_area for d in layout.districts if d.pilot_area is not None}
    fitted = with_lending(staffing.fitted(files, random, area_of), area_of, layout.short)
    if layout.travel_minutes is not None:
        trades = sorted({crew["trade"] for content in fitted.values() for crew in content.get("crews", ())})
        fitted["programme.json"]["travel_limits"] = [
            {"trade": trade, "minutes_per_day": layout.travel_minutes} for trade in trades
        ]
    fitted = with_qualifications(with_budgets(fitted, staffing.programme_of(fitted)))
    return fitted | {"newcomers.json": newcomers(fitted, START.year, WEEKS // 52)}


def _projects(phase: works.Phase, random: Random) -> list[Asked]:
    """What is asked for in the streets of one phase."""
    found = [Asked(phase, "sewer", "RIOOL", works.sewer(phase, random))]
    if phase.network:
        found.append(Asked(phase, "heat", "WARMTE", works.heat(phase)))
    found += [
        Asked(phase, "cabling", "KABEL", works.cabling(phase)),
        Asked(phase, "charging", "LAAD", works.charging(phase, random)),
    ]
    for owner, suffix in zip(works.OWNERS, ("CORP", "EIG"), strict=True):
        found.append(Asked(phase, "retrofit", suffix, works.retrofit(phase, owner, random), works.PARTICIPATION[owner]))
    return found


def _clients(layout: Layout, area: str, phases: Sequence[works.Phase]) -> dict[str, Client]:
    """Clients by role: municipalities by name, the rest by role and area."""
    short, name = layout.short[area], layout.areas[area]
    clients: dict[str, Client] = {}

    def add(id_: str, title: str, regime: str, desks: int) -> None:
        clients[id_] = {
            "kind": "client",
            "format_version": 1,
            "id": id_,
            "name": title,
            "regime": regime,
            "note": layout.note,
            "desk_places": desks,
            "frameworks": [],
            "projects": [],
        }

    add(f"C-{short}-NET", f"Netbeheerder {name}", "special-sector", 2)
    add(f"C-{short}-CORP", f"Woningcorporaties {name}", "contested", 2)
    add(f"C-{short}-EIG", f"Particuliere eigenaren {name}", "private", 4)
    add(f"C-{short}-WARMTE", f"Warmtebedrijf {name}", "special-sector", 1)
    for district in {phase.district.id: phase.district for phase in phases}.values():
        if f"C-{district.gm_code}" not in clients:
            add(f"C-{district.gm_code}", f"Gemeente {district.municipality}", "classic", 1)
    return clients


def _order(short: str, projects: Sequence[Asked], clients: dict[str, Client], random: Random) -> None:
    """Who orders and does each project: what is asked for first is under contract or framework, at least three of each
    kind are to tender."""
    grid_area = {"framework": f"RO-{short}-KABEL", "employer": f"E-{short}-LAAD", "award": "call-off"}
    for kind in dict.fromkeys(one.suffix for one in projects):
        rows = sorted((one for one in projects if one.suffix == kind), key=lambda one: (one.span, one.phase.id))
        open_ones = len(rows) if kind in ("RIOOL", "WARMTE") else max(LEAST_TO_TENDER, len(rows) // 2)
        held = rows[: len(rows) - open_ones]
        if kind == "CORP":
            held = random.sample(rows, len(rows) - open_ones)
        in_house = random.sample(held, IN_HOUSE.get(short, 0)) if kind == "KABEL" else []
        for one in rows:
            town = f"C-{one.phase.district.gm_code}"
            fields: dict[str, Any] = {"award": "to-tender"}
            if kind == "EIG":
                fields = {"award": "private", "employer": f"E-{short}-INSA"}
            elif one in held and kind == "CORP":
                fields = {"award": "contracted", "employer": staffing.contractor(short)}
            elif one in in_house:
                fields = {"award": "in-house", "employer": f"E-{short}-NETO"}
            elif one in held:
                fields = (
                    grid_area if kind == "KABEL" else grid_area | {"framework": f"CO-{one.phase.district.gm_code}-LAAD"}
                )
            client = town if kind in ("RIOOL", "LAAD") else f"C-{short}-{ {'KABEL': 'NET'}.get(kind, kind) }"
            clients[client]["projects"].append(_project(one, fields))
        if kind in ("KABEL", "LAAD"):
            _frameworks(short, kind, held, clients)


def _frameworks(short: str, kind: str, held: Sequence[Asked], clients: dict[str, Client]) -> None:
    """The framework or concessions under which work is called off; where they end, they do after the last call-off
    starts."""
    ends = short in (CABLES_END if kind == "KABEL" else POLES_END)
    for one in held:
        end = _day(max(row.span[0] for row in held) + 4, 4) if ends else "2032-12-31"
        town = one.phase.district.gm_code
        row: dict[str, Any] = {
            "id": f"RO-{short}-KABEL",
            "holders": [f"E-{short}-LAAD"],
            "work_types": ["cabling"],
            "end": end,
        }
        client = clients[f"C-{short}-NET"]
        if kind == "LAAD":
            row = {
                "id": f"CO-{town}-LAAD",
                "type": "concession",
                "holders": [f"E-{short}-LAAD"],
                "work_types": ["charging"],
                "end": end,
            }
            client = clients[f"C-{town}"]
        if all(row["id"] != known["id"] for known in client["frameworks"]):
            client["frameworks"].append(row)


def _project(one: Asked, fields: dict[str, Any]) -> dict[str, Any]:
    first, last = one.span
    d = one.phase.district
    part = one.phase.id.removeprefix(d.id)
    project: dict[str, Any] = {
        "id": f"{one.phase.id}-{one.suffix}",
        "work_type": one.work_type,
        "district": d.id,
        "title": f"{one.work_type} {d.name}{f' fase {part}' if part else ''}",
        "wanted": {"start": _day(first), "end": _day(last - 1, 4)},
        "target": _day(min(WEEKS - 8, last + SLACK[one.work_type]), 4),
        "places": [],
        **fields,
    }
    for place in one.places:
        start, end = one.spans[place["id"]]
        wanted = {"wanted": {"start": _day(start), "end": _day(end - 1, 4)}}
        project["places"].append({"id": place["id"], "street": place["street"]} | wanted | place)
    if one.work_type == "cabling":
        project["prerequisites"] = [{"kind": "station-delivery", "requested_on": "2026-09-01"}]
    if one.work_type == "retrofit":
        project |= {"participation_percent": one.participation, "consent_decision": _day(max(20, first - 30))}
    return project


def _willing(clients: dict[str, Client], random: Random) -> None:
    """How far the clients with projects let their work move: by share, who is which drawn."""
    drawn = [client for client in clients.values() if client["projects"]]
    random.shuffle(drawn)
    done = 0.0
    for weeks, percent in FLEXIBLE:
        first, done = round(done * len(drawn) / 100), done + percent
        for client in drawn[first : round(done * len(drawn) / 100)]:
            client["flexible_weeks"] = weeks


def _programme(
    layout: Layout, phases: Sequence[works.Phase], clients: dict[str, Client], seed: int, random: Random
) -> dict[str, Any]:
    """What is shared: streets, open streets at a time, grid areas, agreements."""
    agreements = []
    streets: dict[str, list[dict[str, Any]]] = {}
    districts = {phase.district.id: phase.district for phase in phases}
    for phase in phases:
        streets.setdefault(phase.district.id, []).extend(phase.streets)
    for area, short in layout.short.items():
        towns = sorted({f"C-{d.gm_code}" for d in districts.values() if d.pilot_area == area})
        heat = [f"C-{short}-WARMTE"] if clients[f"C-{short}-WARMTE"]["projects"] else []
        agreements.append({"clients": [f"C-{short}-NET", *heat, *(town for town in towns if random.random() < 0.8)]})
    return {
        "kind": "programme",
        "format_version": 1,
        "name": layout.name,
        "start": START.isoformat(),
        "weeks": WEEKS,
        "seed": seed,
        "note": layout.note,
        "streets": [street for rows in streets.values() for street in rows],
        "districts": [
            {"district": d, "max_open_streets": 3 if districts[d].homes <= works.LARGE_DISTRICT else 4}
            for d, rows in streets.items()
        ],
        "grid_areas": [
            {"id": f"NET-{d.id}", "districts": [d.id], "spare_kw": round(d.homes * 0.25), "kw_per_station": 400}
            for d in districts.values()
        ],
        "agreements": [a for a in agreements if len(a["clients"]) > 1],
        "deliveries": _deliveries(clients),
    }


def _deliveries(clients: dict[str, Client]) -> list[dict[str, Any]]:
    """Transformer houses come in quarterly batches, in all a third more than are asked for."""
    rows = []
    for client in clients.values():
        total = sum(place.get("stations", 0) for project in client["projects"] for place in project["places"])
        if total:
            batch = math.ceil(total * 4 / 3 / QUARTERS)
            steps = [{"start": _day(26 + 13 * k), "amount": batch} for k in range(QUARTERS)]
            rows.append({"client": client["id"], "material": "station", "deliveries": steps})
    return rows


def _day(week: int, days: int = 0) -> str:
    return (START + timedelta(weeks=week, days=days)).isoformat()


def write(files: dict[str, dict[str, Any]], folder: Path) -> None:
    """Replace the folder's submissions."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(generate(arguments.seed), arguments.out)


if __name__ == "__main__":
    main()
