"""The pilot: four pilot areas with the 17 first-round test districts that lie in them, as submissions of employers and clients.

Facts are the districts, their homes, regions and heat solutions (reference data). Made up, from the norms and with a seed: streets, who
orders and does the work, the weeks they ask for, and the crews, which are scaled so that LV and MV jointers and heat-pump technicians are short.

Run ``python -m wijkplan.benchmarks.generate.pilot --out instances/pilot --seed 1``.
"""

from __future__ import annotations

import argparse
import json
import math
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from wijkplan.planner.reference import load

from . import crews as staffing
from . import works

START, WEEKS = date(2027, 1, 4), 208
QUARTERS = 11
AREAS = {"groningen": "Groningen", "rotterdam-den-haag": "Rotterdam-Den Haag", "brabant": "Brabant", "zuid-limburg": "Zuid-Limburg"}
SHORT = {"groningen": "GR", "rotterdam-den-haag": "RH", "brabant": "BR", "zuid-limburg": "LI"}
FACTS = "Feit: wijk, gemeente, aantal woningen en warmteoplossing (proeftuinen 2018). Verzonnen: straten, hoeveelheden per straat, data en partijen."
MADE_UP = "Verzonnen werkgever, naar rol en gebied genoemd; ploegen zo bemeten dat laagspannings-, middenspannings- en warmtepompmonteurs krap zijn."


def generate(seed: int) -> dict[str, dict[str, Any]]:
    """File name -> content of every submission of the pilot."""
    random = Random(seed)
    sites = [works.site(d, START.year, random) for d in load().districts.values() if d.pilot_area]
    clients = _clients(sites)
    for here in sites:
        _plan_district(here, clients, random)
    employers = staffing.employers(sites, AREAS, SHORT)
    for employer in employers.values():
        employer["note"] = MADE_UP
    files = {f"client-{i}.json": c for i, c in clients.items() if c["projects"]}
    files |= {f"employer-{i}.json": e for i, e in employers.items()}
    files["programme.json"] = _programme(sites, clients, seed, random)
    return staffing.fitted(files, random)


def _clients(sites: list[works.Site]) -> dict[str, dict[str, Any]]:
    """Clients by role: municipalities by name, the rest by role and area."""
    clients: dict[str, dict[str, Any]] = {}

    def add(id_: str, name: str, regime: str, desks: int, frameworks: list[dict[str, Any]] | None = None) -> None:
        clients[id_] = {
            "kind": "client", "format_version": 1, "id": id_, "name": name, "regime": regime, "note": FACTS, "desk_places": desks,
            "frameworks": frameworks or [], "projects": [],
        }

    for area, name in AREAS.items():
        short = SHORT[area]
        cables = {"id": f"RO-{short}-KABEL", "holders": [f"E-{short}-NETA", f"E-{short}-NETB"], "work_types": ["cabling"], "end": "2030-12-31"}
        add(f"C-{short}-NET", f"Netbeheerder {name}", "special-sector", 2, [cables])
        add(f"C-{short}-CORP", f"Woningcorporaties {name}", "contested", 2)
        add(f"C-{short}-EIG", f"Particuliere eigenaren {name}", "private", 4)
        add(f"C-{short}-WARMTE", f"Warmtebedrijf {name}", "special-sector", 1)
    for here in sites:
        d = here.district
        short = SHORT[d.pilot_area or ""]
        poles = {
            "id": f"CO-{d.gm_code}-LAAD", "type": "concession", "holders": [f"E-{short}-LAAD"], "work_types": ["charging"], "end": "2030-12-31",
        }
        if f"C-{d.gm_code}" not in clients:
            add(f"C-{d.gm_code}", f"Gemeente {d.municipality}", "classic", 1, [poles])
    return clients


def _plan_district(here: works.Site, clients: dict[str, dict[str, Any]], random: Random) -> None:
    """Every client plans for itself: around the district's year, but each with its own idea of the weeks."""
    d, short = here.district, SHORT[here.district.pilot_area or ""]
    base = random.randint(52, 92)

    def ask(client: str, kind: str, suffix: str, places: list[dict[str, Any]], offset: int, weeks: int, slack: int, **fields: Any) -> None:
        first = max(44, base + offset + random.randint(-14, 14))
        last = min(WEEKS - 40, first + weeks)
        project = {
            "id": f"{d.id}-{suffix}", "work_type": kind, "district": d.id, "title": f"{kind} {d.name}", "client": client,
            "wanted": {"start": _day(first), "end": _day(last, 4)}, "target": _day(min(WEEKS - 8, last + slack), 4), "places": places, **fields,
        }
        here.projects.append(project)
        clients[client]["projects"].append({k: v for k, v in project.items() if k != "client"})

    ask(f"C-{d.gm_code}", "sewer", "RIOOL", works.sewer(here, random), 0, 26, 40, award="to-tender")
    if here.network:
        award = random.choice(("contracted", "to-tender", "to-tender"))
        own = {"employer": f"E-{short}-CIVA"} if award == "contracted" else {}
        ask(f"C-{short}-WARMTE", "heat", "WARMTE", works.heat(here), 10, 44, 34, award=award, **own)
    cables = {
        "award": "in-house", "employer": f"E-{short}-NETO"} if random.random() < 0.2 else {
        "award": "call-off", "framework": f"RO-{short}-KABEL", "employer": f"E-{short}-{random.choice(('NETA', 'NETB'))}"}
    ask(
        f"C-{short}-NET", "cabling", "KABEL", works.cabling(here, random), 6, 40, 36,
        prerequisites=[{"kind": "station-delivery", "requested_on": "2026-09-01"}], **cables,
    )
    ask(
        f"C-{d.gm_code}", "charging", "LAAD", works.charging(here, random), 30, 16, 44,
        award="call-off", framework=f"CO-{d.gm_code}-LAAD", employer=f"E-{short}-LAAD",
    )
    for owner, client, suffix in (("corporation", f"C-{short}-CORP", "CORP"), ("private", f"C-{short}-EIG", "EIG")):
        fields: dict[str, Any] = {"award": "private", "employer": f"E-{short}-{random.choice(('INSA', 'INSB'))}"}
        if owner == "corporation":
            fields = {"award": "to-tender"} if random.random() < 0.5 else {"award": "contracted", "employer": f"E-{short}-BOUWA"}
        ask(
            client, "retrofit", suffix, works.retrofit(here, owner, random), 26, 52, 30,
            participation_percent=works.PARTICIPATION[owner], consent_decision=_day(max(20, base - 30)), **fields,
        )


def _programme(sites: list[works.Site], clients: dict[str, dict[str, Any]], seed: int, random: Random) -> dict[str, Any]:
    """What is shared: streets, open streets at a time, grid areas, agreements."""
    agreements = []
    for area, short in SHORT.items():
        towns = sorted({f"C-{s.district.gm_code}" for s in sites if s.district.pilot_area == area})
        willing = [t for t in towns if random.random() < 0.8]
        agreements.append({"clients": [f"C-{short}-NET", f"C-{short}-WARMTE", *willing] if _active(clients, f"C-{short}-WARMTE")
                           else [f"C-{short}-NET", *willing]})
    return {
        "kind": "programme", "format_version": 1, "name": "Pilot: vier pilotgebieden, 17 proeftuinen", "start": START.isoformat(), "weeks": WEEKS,
        "seed": seed, "note": FACTS,
        "streets": [street for here in sites for street in here.streets],
        "districts": [{"district": s.district.id, "max_open_streets": 2 if len(s.streets) < 6 else 3} for s in sites],
        "grid_areas": [
            {"id": f"NET-{s.district.id}", "districts": [s.district.id], "spare_kw": round(s.district.homes * 0.25), "kw_per_station": 400}
            for s in sites
        ],
        "agreements": [a for a in agreements if len(a["clients"]) > 1],
        "deliveries": _deliveries(clients),
    }


def _deliveries(clients: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Transformer houses come in quarterly batches, in all a third more than are asked for."""
    rows = []
    for client in clients.values():
        total = sum(place.get("stations", 0) for project in client["projects"] for place in project["places"])
        if total:
            batch = math.ceil(total * 4 / 3 / QUARTERS)
            steps = [{"start": _day(26 + 13 * k), "amount": batch} for k in range(QUARTERS)]
            rows.append({"client": client["id"], "material": "station", "deliveries": steps})
    return rows


def _active(clients: dict[str, dict[str, Any]], client: str) -> bool:
    return bool(clients[client]["projects"])


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
