"""Quantities of the pilot: what is done in a district, per client, from its homes and the norms of the domain facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from wijkplan.planner.reference.types import District

POLES_PER_HOME = 22 / 1000
HOMES_PER_STATION = 170
MV_METRES_PER_HOME = 6.0
LV_METRES_PER_HOME = 6.0
HEAT_METRES_PER_HOME = 6.0
NETWORK_SHARE = 0.6  # of the homes of a district that gets a heat network
ELECTRIC_SHARE = 0.3  # of the homes without network; the rest goes hybrid
CORPORATION_SHARE = 0.45
PARTICIPATION = {"corporation": 90, "private": 75}


@dataclass
class Site:
    """One district as the generator sees it: streets with homes, and what will be asked for in it."""

    district: District
    streets: list[dict[str, Any]]
    network: bool
    projects: list[dict[str, Any]] = field(default_factory=list)


def site(district: District, start_year: int, random: Random) -> Site:
    """Streets of a district: homes shared out unevenly, a few shops, one in five closed lately."""
    count = max(3, min(8, round(district.homes / 200)))
    weights = [random.uniform(0.7, 1.4) for _ in range(count)]
    homes = [max(10, round(district.homes * w / sum(weights))) for w in weights]
    streets: list[dict[str, Any]] = []
    for k, number in enumerate(homes):
        street: dict[str, Any] = {
            "id": f"{district.id}-S{k + 1}", "district": district.id, "name": f"straat {k + 1} (verzonnen)", "homes": number,
            "shops": random.choice((0, 0, 0, 1, 2, 6)),
        }
        if random.random() < 0.2:
            street["last_closed"] = f"{start_year - random.choice((1, 2))}-{random.choice(('04', '06', '09'))}-15"
        streets.append(street)
    return Site(district, streets, bool(district.heat_network))


def sewer(here: Site, random: Random) -> list[dict[str, Any]]:
    """A quarter to a half of the streets gets a new sewer."""
    chosen = random.sample(here.streets, max(1, round(len(here.streets) * random.uniform(0.25, 0.5))))
    return [{"id": s["id"], "street": s["id"], "sewer_metres": 10 * random.randint(14, 30)} for s in sorted(chosen, key=_number)]


def heat(here: Site) -> list[dict[str, Any]]:
    """Pipes in every street of a district with a network."""
    return [
        {"id": s["id"], "street": s["id"], "heat_pipe_metres": 10 * max(8, round(s["homes"] * NETWORK_SHARE * HEAT_METRES_PER_HOME / 10))}
        for s in here.streets
    ]


def cabling(here: Site, random: Random) -> list[dict[str, Any]]:
    """LV in every street, MV in half of them, transformer houses where the homes are, upgrades where heat pumps come."""
    electric = here.district.homes * ((1 - NETWORK_SHARE) if here.network else 1.0)
    stations = max(1, round(electric / HOMES_PER_STATION))
    with_mv = {s["id"] for s in random.sample(here.streets, max(1, len(here.streets) // 2))}
    places = []
    for k, s in enumerate(here.streets):
        place: dict[str, Any] = {"id": s["id"], "street": s["id"], "lv_cable_metres": 10 * max(10, round(s["homes"] * LV_METRES_PER_HOME / 10))}
        if s["id"] in with_mv:
            place["mv_cable_metres"] = 10 * max(10, round(s["homes"] * MV_METRES_PER_HOME / 10))
        mine = stations // len(here.streets) + (k < stations % len(here.streets))
        if mine:
            place["stations"] = mine
        place["connection_upgrade_homes"] = round(s["homes"] * (0.15 if here.network else ELECTRIC_SHARE))
        places.append(place)
    return places


def charging(here: Site, random: Random) -> list[dict[str, Any]]:
    """Public poles (two charge points each) in two or three streets."""
    chosen = sorted(random.sample(here.streets, min(len(here.streets), random.choice((2, 3)))), key=_number)
    poles = max(len(chosen), round(here.district.homes * POLES_PER_HOME))
    return [{"id": s["id"], "street": s["id"], "charger_poles": poles // len(chosen) + (k < poles % len(chosen))} for k, s in enumerate(chosen)]


def retrofit(here: Site, owner: str, random: Random) -> list[dict[str, Any]]:
    """Homes of one kind of owner in blocks of about 170, with the packages that suit the district's heat solution."""
    share = CORPORATION_SHARE if owner == "corporation" else 1 - CORPORATION_SHARE
    homes = round(here.district.homes * share)
    blocks = max(1, round(homes / 170))
    places = []
    for k in range(blocks):
        number = homes // blocks + (k < homes % blocks)
        network = round(number * NETWORK_SHARE) if here.network else 0
        electric = round((number - network) * ELECTRIC_SHARE)
        place: dict[str, Any] = {
            "id": f"{here.district.id}-{owner[0].upper()}{k + 1}",
            "street": here.streets[(k * len(here.streets)) // blocks]["id"],
            "homes": number,
            "insulation_light_homes": round(number * 0.35),
            "insulation_full_homes": round(number * random.uniform(0.1, 0.2)),
            "meter_cupboard_homes": number,
            "hybrid_heat_pump_homes": number - network - electric,
            "electric_heat_pump_homes": electric,
            "heat_network_homes": network,
            "gas_removal_homes": network + electric,
        }
        places.append({key: value for key, value in place.items() if value})
    return places


def _number(street: dict[str, Any]) -> str:
    return str(street["id"])
