"""Employers of the pilot and their crews: enough in most trades, short in three.

Crews are sized by measuring: the programme is compiled with provisional crews, the heads asked for in the submitted weeks are added up
per employer and trade, and crews follow from these.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any

from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.reference import load
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile

from .works import Site

TRADES: dict[str, tuple[str, ...]] = {
    "grid": ("LVM", "MVM", "GRW", "MCH", "PAV"),
    "civil": ("SEW", "HNP", "WLD", "GRW", "MCH", "PAV"),
    "builder": ("INS", "CAR", "HPT", "PLB", "ELE", "WVB"),
    "installer": ("HPT", "PLB", "ELE", "WVB", "INS", "CAR"),
    "charging": ("EVM", "LVM", "GRW", "PAV"),
}
ROLES = (
    ("NETO", "grid", "Netbeheerder, eigen ploegen"), ("NETA", "grid", "Netaannemer A"), ("NETB", "grid", "Netaannemer B"),
    ("CIVA", "civil", "Civiele aannemer A"), ("CIVB", "civil", "Civiele aannemer B"), ("BOUWA", "builder", "Bouwer A"),
    ("BOUWB", "builder", "Bouwer B"), ("INSA", "installer", "Installateur A"), ("INSB", "installer", "Installateur B"),
    ("LAAD", "charging", "Laadpaalinstallateur"),
)
SCARCE = {"LVM", "MVM", "HPT"}
SHORT_OF = 0.75  # capacity of a scarce trade as a share of the unconstrained peak
ENOUGH = 0.95
TO_TENDER = {"civil", "builder"}  # sectors that keep crews free for work they have yet to win
PROVISIONAL = 40.0
LEAST = 0.5  # nobody keeps less than a half-timer of a trade


def employers(sites: list[Site], areas: dict[str, str], short: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Ten employers per pilot area (seven in the small ones), each at home in one region and able to reach the area's others."""
    found: dict[str, dict[str, Any]] = {}
    for area, name in areas.items():
        regions = sorted({s.district.region for s in sites if s.district.pilot_area == area})
        for k, (role, sector, title) in enumerate(ROLES):
            home = regions[k % len(regions)]
            crews = [_crew(trade, home, regions, "committed") for trade in TRADES[sector]]
            if sector in TO_TENDER:
                crews += [_crew(trade, region, regions, "free") for region in regions for trade in TRADES[sector]]
            found[f"E-{short[area]}-{role}"] = {
                "kind": "employer", "format_version": 1, "id": f"E-{short[area]}-{role}", "name": f"{title} {name}", "sector": sector,
                "crews": crews, "projects": [],
            }
    return found


def _crew(trade: str, home: str, regions: list[str], status: str) -> dict[str, Any]:
    return {
        "id": f"{trade}-{home}-{status}", "trade": trade, "region": home, "heads": PROVISIONAL, "status": status,
        "reachable_regions": [r for r in regions if r != home],
    }


def fitted(files: dict[str, dict[str, Any]], random: Random) -> dict[str, dict[str, Any]]:
    """The files with crews of the right size, some leave and some willingness to lend; crews and employers without work are left out."""
    asked = demand(compile(_programme(files)))
    peak = {trade: max(sum(week) for week in zip(*(row for (_, t), row in asked.items() if t == trade), strict=True))
            for trade in {t for _, t in asked}}
    sizes = _sizes(files, asked)
    for trade in sorted(SCARCE):
        sizes |= _adding_up({k: heads for k, heads in sizes.items() if k[2] == trade and heads > 0}, SHORT_OF * peak[trade] / 0.9)
    for name, content in list(files.items()):
        if content["kind"] != "employer":
            continue
        crews = []
        for crew in content["crews"]:
            heads = sizes.get((content["id"], crew["id"], crew["trade"]), 0.0)
            if heads > 0:
                crews.append(_finished(crew, heads, random))
        content["crews"] = crews
        if not crews:
            del files[name]
    present = {content["id"] for content in files.values() if content["kind"] == "employer"}
    for content in files.values():
        for framework in content.get("frameworks", ()):
            framework["holders"] = [holder for holder in framework["holders"] if holder in present]
    return files


def _adding_up(sizes: dict[tuple[str, str, str], float], wanted: float) -> dict[tuple[str, str, str], float]:
    """Sizes in proportion that add up to ``wanted`` heads, none below ``LEAST``."""
    least: set[tuple[str, str, str]] = set()
    while True:
        factor = (wanted - LEAST * len(least)) / sum(heads for key, heads in sizes.items() if key not in least)
        small = {key for key, heads in sizes.items() if key not in least and heads * factor < LEAST}
        if not small:
            return {key: LEAST if key in least else heads * factor for key, heads in sizes.items()}
        least |= small


def _finished(crew: dict[str, Any], heads: float, random: Random) -> dict[str, Any]:
    crew = dict(crew, heads=max(LEAST, round(heads * random.uniform(0.95, 1.05), 1)))  # FTE, as planners count
    if crew["heads"] >= 4:
        week = random.randint(17, 24)
        year = random.choice((2027, 2028, 2029))
        start, end = monday_of(date(year, 5, week)), monday_of(date(year, 6, week - 14)) + timedelta(days=6)
        crew["leave"] = [{"start": start.isoformat(), "end": end.isoformat(), "heads": round(crew["heads"] * 0.2, 1)}]
    if random.random() < 0.6:
        crew |= {
            "lendable_percent": random.choice((20, 30, 50)), "consent": True,
            "legal_basis": "collegiale in- en uitleen zonder winstoogmerk, overeenkomst van het pilotgebied (verzonnen)",
        }
    return crew


def demand(compiled: Compiled) -> dict[tuple[str, str], list[float]]:
    """Heads per week that the submitted weeks ask for, by employer (anonymous ones by their id) and trade: nothing limits it."""
    problem, names = compiled.problem, compiled.names
    rows: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
    for placement in submitted(problem).placements:
        activity = problem.activities[placement.activity]
        employer = names.employers[problem.projects[activity.project].employer].id
        for need in activity.modes[placement.mode].demands:
            row = rows[employer, names.trades[need.trade].id]
            for week in range(placement.start, min(placement.end, problem.horizon)):
                if problem.calendars[activity.calendar].percent[week] > 0:
                    row[week] += need.heads / 100
    return dict(rows)


def _sizes(files: dict[str, dict[str, Any]], asked: dict[tuple[str, str], list[float]]) -> dict[tuple[str, str, str], float]:
    """Heads per (employer, crew, trade): enough for its busiest two months; free crews share what anonymous firms of their sector are asked."""
    sizes: dict[tuple[str, str, str], float] = {}
    sharers: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for content in files.values():
        if content["kind"] != "employer":
            continue
        for crew in content["crews"]:
            key = (content["id"], crew["id"], crew["trade"])
            if crew["status"] == "free":
                sharers[crew["region"], content["sector"], crew["trade"]].append(key)
            else:
                sizes[key] = _busy(asked.get((content["id"], crew["trade"]), []))
    for (region, sector, trade), keys in sharers.items():
        rows = [row for (employer, t), row in asked.items() if t == trade and employer.startswith(f"anon:{region}:{sector}:")]
        total = _busy([sum(week) for week in zip(*rows, strict=True)]) if rows else 0.0
        for k, key in enumerate(sorted(keys)):  # the first of two is the larger firm
            sizes[key] = total if len(keys) == 1 else total * (0.6 if k == 0 else 0.4 / (len(keys) - 1))
    return sizes


def _busy(row: list[float]) -> float:
    """Crew for the busiest eight weeks on average, with the reserve that planning keeps free."""
    if not row:
        return 0.0
    sums = [sum(row[i : i + 8]) / 8 for i in range(len(row) - 7)]
    return math.ceil(10 * ENOUGH * max(sums) / 0.9) / 10


def _programme(files: dict[str, dict[str, Any]]) -> Programme:
    settings = ProgrammeFile.model_validate(files["programme.json"])
    return Programme(
        name=settings.name, start=monday_of(settings.start), weeks=settings.weeks, seed=settings.seed,
        employers=tuple(Employer.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "employer"),
        clients=tuple(Client.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "client"),
        settings=settings, reference=load(),
    )
