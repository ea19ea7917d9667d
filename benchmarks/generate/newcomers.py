"""Whom the pilot could take on: tracks, seats, candidates and learning places, as one more file of the programme.

Facts are how long some tracks take and that learners of infra are at work four days of five; how much they work, who
leaves, how many can be guided, seats and candidates are made up (see ``TRUST``), the same for every region. No draw:
the rest of the pilot does not depend on this file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .money_and_lending import CIRCUIT
from .money_and_lending import LIVE as LIVE_WORK

NOTE = (
    "Feit: duur van de monteursopleiding (2 jaar) en van het mbo-certificaat hybride warmtepomp (6 maanden), vier "
    "dagen "
    "werk en een dag school in de infra; waarvoor een bbl-leerling telt in Leiden. Verzonnen: tempo, uitval, "
    "begeleiding, plaatsen, kandidaten, erkenning, bouwblokken van andere regio's, het deel dat wordt gevraagd."
)
BBL_PHASES = ((26, 24, 15), (26, 40, 15), (52, 60, 5))  # weeks, works, guiding: 30, 50 and 75 % of four days in five
SIDE_PHASES = ((13, 30, 20), (13, 50, 10))
SHORT_PHASES = ((6, 30, 20), (20, 70, 5))
TRUST: Mapping[str, tuple[str, str]] = {
    "bbl": (
        "bouwendnederland.nl: monteur niveau 2, 2 jaar, 4 dagen werk en 1 dag school; tempo en uitval",
        "assumption",
    ),
    "side-entry": ("nationalebouwgids.nl: mbo-certificaat hybride warmtepomp, 6 maanden, 420 uur; tempo", "assumption"),
    "evc": ("verkorting met 50 % na erkenning van ervaring", "assumption"),
    "retraining": ("klimaatakkoord.nl: bijscholing van installateurs; duur", "assumption"),
}
TRACKS: tuple[tuple[Any, ...], ...] = (
    # id, trade, Dutch, English, kind, level, phases, drop-out, wage, cost, subsidy, months
    ("lvm-bbl", "LVM", "monteur laagspanning (bbl)", "LV fitter (apprenticeship)", "bbl", 2,
     BBL_PHASES, 22, 50, 4000, 5400, (2, 9)),
    ("lvm-evc", "LVM", "monteur laagspanning, verkort", "LV fitter, shortened", "evc", 2,
     SIDE_PHASES, 12, 80, 6000, 0, (2, 5, 9)),
    ("hpt-zij", "HPT", "warmtepompmonteur, zij-instroom", "heat-pump fitter, side-entry", "side-entry", 3,
     SIDE_PHASES, 10, 75, 5000, 0, (2, 5, 9, 11)),
    ("hpt-om", "HPT", "van gasmonteur naar warmtepompen", "from gas fitter to heat pumps", "retraining", 3,
     SHORT_PHASES, 5, 100, 3000, 0, (1, 4, 9)),
    ("plb-bbl", "PLB", "installatiemonteur (bbl)", "plumber (apprenticeship)", "bbl", 2,
     BBL_PHASES, 22, 50, 3000, 5400, (9,)),
    ("ele-bbl", "ELE", "elektromonteur (bbl)", "electrician (apprenticeship)", "bbl", 2,
     BBL_PHASES, 22, 50, 3000, 5400, (9,)),
    ("ins-zij", "INS", "isolatiemonteur, zij-instroom", "insulation fitter, side-entry", "side-entry", 2,
     SHORT_PHASES, 10, 80, 1500, 0, (2, 5, 9, 11)),
    ("grw-zij", "GRW", "grondwerker, zij-instroom", "groundworker, side-entry", "side-entry", 1,
     SHORT_PHASES, 10, 80, 1200, 0, (2, 5, 9, 11)),
)  # fmt: skip
LEAVES = {"hpt-om": "PLB"}  # who learns it leaves this trade
SEATS = {"bbl": 4, "evc": 3, "side-entry": 4, "retraining": 3}
CANDIDATES = 24  # a region and year, over all tracks
LIVE = ("LVM", "ELE")  # trades with one learner to one who guides
# Where no figure of a region is known:
BLOCKS = {"bbl": 20_000, "side-entry": 20_000, "evc": 20_000, "register": 40_000}
KNOWN_BLOCKS = {("AM19", "bbl"): (25_000, "2023-09-01", "gemeente Leiden, aanbestedingen vanaf 1-9-2023")}
ASKED = {"share_percent": 5, "from_value_eur": 250_000}  # of the contract sum, by every client


def newcomers(files: Mapping[str, Mapping[str, Any]], first_year: int, years: int) -> dict[str, Any]:
    """The file, from the crews in the files of employers."""
    committed: dict[tuple[str, str, str], float] = {}
    free: dict[tuple[str, str], float] = {}
    for employer in (row for row in files.values() if row["kind"] == "employer"):
        for crew in employer["crews"]:
            if crew.get("status", "committed") == "committed":
                key = employer["id"], crew["trade"], crew["region"]
                committed[key] = committed.get(key, 0) + crew["heads"]
            else:
                free[crew["trade"], crew["region"]] = free.get((crew["trade"], crew["region"]), 0) + crew["heads"]
    trades = {track[1] for track in TRACKS}
    places = [
        {"employer": e, "trade": trade, "region": region}
        for (e, trade, region), heads in sorted(committed.items())
        if trade in trades and heads >= 2
    ]
    places += [
        {"trade": trade, "region": region} for (trade, region), n in sorted(free.items()) if trade in trades and n >= 2
    ]
    taught = {(row["trade"], row["region"]) for row in places}
    regions = sorted({region for _, region in taught})
    return {
        "kind": "newcomers",
        "format_version": 1,
        "note": NOTE,
        "learners_per_guide": 2,
        "ratios": [{"trade": trade, "learners_per_guide": 1} for trade in LIVE],
        "tracks": [_track(*track) for track in TRACKS],
        "seats": [
            {"track": track[0], "region": region, "seats": SEATS[track[4]]}
            for track in TRACKS
            for region in regions
            if (track[1], region) in taught
        ],
        "candidates": [
            {"region": region, "year": first_year + y, "number": CANDIDATES} for region in regions for y in range(years)
        ],
        "learning_places": places,
        "building_blocks": [_block(region, block) for region in regions for block in BLOCKS],
        "agreed_places": [ASKED],
    }


def _block(region: str, block: str) -> dict[str, Any]:
    known = (region, block) in KNOWN_BLOCKS
    eur, since, source = KNOWN_BLOCKS.get(
        (region, block), (BLOCKS[block], "2026-01-01", "geen cijfer van deze regio gevonden")
    )
    return {
        "region": region, "block": block, "eur_per_year": eur, "since": since, "source": source,
        "trust": "sourced" if known else "assumption",
    }  # fmt: skip


def _track(
    id: str, trade: str, name: str, english: str, kind: str, level: int, phases: tuple[tuple[int, int, int], ...],
    dropout: int, wage: int, cost: int, subsidy: int, months: tuple[int, ...],
) -> dict[str, Any]:  # fmt: skip
    source, trust = TRUST[kind]
    return {
        "id": id,
        "trade": trade,
        "name": name,
        "english": english,
        "kind": kind,
        "level": level,
        "phases": [{"weeks": w, "works_percent": p, "guiding_percent": g} for w, p, g in phases],
        "dropout_percent": dropout,
        "wage_percent": wage,
        "cost_eur": cost,
        "subsidy_eur": subsidy,
        "start_months": list(months),
        **({"from_trade": LEAVES[id]} if id in LEAVES else {}),
        **({"refrigerant_certified": True} if trade in CIRCUIT else {}),
        **({"live_work_qualified": True} if trade in LIVE_WORK else {}),
        "source": source,
        "trust": trust,
    }
