"""Larger programmes than the pilot, made in the same way: the 27 districts of the first national programme, and every
CBS wijk of one labour-market region.

Facts are the districts with their homes, municipalities and regions (reference data). Made up, from the norms and with
a seed, is everything else, as in the pilot; which areas the districts of no pilot area are planned in is made up too.

Run ``python -m wijkplan.benchmarks.generate.programme first --out instances/first-programme``, or with the name of a
labour-market region instead of ``first``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from wijkplan.planner.outlook.districts import districts as every_wijk
from wijkplan.planner.reference import load
from wijkplan.planner.reference.types import District

from .pilot import AREAS, FACTS, SHORT, Layout, generate, write

FIRST = "first"
ADDED = {
    "noord-holland-utrecht": "Noord-Holland en Utrecht",
    "oost": "Overijssel en Gelderland",
    "friesland-flevoland": "Friesland en Flevoland",
}
ADDED_SHORT = {"noord-holland-utrecht": "NU", "oost": "OO", "friesland-flevoland": "FF"}
WHERE = {
    "AM02": "friesland-flevoland",
    "AM05": "oost",
    "AM08": "oost",
    "AM11": "friesland-flevoland",
    "AM13": "noord-holland-utrecht",
    "AM17": "noord-holland-utrecht",
    "AM18": "noord-holland-utrecht",
    "AM24": "rotterdam-den-haag",
    "AM31": "oost",
}
"""Made up: the area of each region in which no district of a pilot area lies."""

LARGEST = 900  # homes of a district that are planned within the years of one programme: what one phase takes


def first_programme() -> Layout:
    """The 27 districts of 2018; those of no pilot area are in areas made up for planning."""
    some = tuple(
        d if d.pilot_area in AREAS else replace(d, pilot_area=WHERE[d.region]) for d in load().districts.values()
    )
    note = f"{FACTS} Ook verzonnen: de indeling van wijken buiten de vier pilotgebieden."
    return Layout("Eerste programma: 27 proeftuinen (2018)", AREAS | ADDED, SHORT | ADDED_SHORT, some, note)


def region(name: str, least: int = 100) -> Layout:
    """Every CBS wijk of a labour-market region with some homes; of a large one as many as one programme does.

    Raises ``ValueError`` for a region that is not known.
    """
    found = [r for r in load().regions.values() if name.casefold() in (r.id.casefold(), r.name.casefold())]
    if not found:
        raise ValueError(f"{name!r} is no labour-market region")
    some: list[District] = []
    for wijk in every_wijk():
        known = load().districts.get(wijk.code)
        if wijk.region == found[0].id and wijk.homes >= least and known is not None:
            homes = min(LARGEST, wijk.homes)
            some.append(replace(known, homes=homes, heat_network=wijk.solution == "network", pilot_area="region"))
    note = f"{FACTS} Van wijken met meer dan {LARGEST} woningen is {LARGEST} in dit programma."
    short = {"region": "RE"}
    return Layout(f"Arbeidsmarktregio {found[0].name}", {"region": found[0].name}, short, tuple(some), note)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", help="first, or a labour-market region by name or code")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    layout = first_programme() if arguments.what == FIRST else region(arguments.what)
    write(generate(arguments.seed, layout), arguments.out)


if __name__ == "__main__":
    main()
