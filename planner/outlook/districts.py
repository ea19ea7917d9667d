"""Every CBS wijk with what it takes to make it gas-free, by norm: no plan of anyone, so marked as an estimate.

A dense district gets a heat network, others heat pumps; the rest follows from the norms per home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wijkplan.planner.reference import load
from wijkplan.planner.reference.cbs_districts import areas, municipalities
from wijkplan.planner.reference.outlook import figures, wijk_facts

Solution = Literal["network", "heat pumps"]
SOLUTIONS: tuple[Solution, ...] = ("network", "heat pumps")
HYBRID, ELECTRIC, NETWORK = "heat_pump_hybrid", "heat_pump_electric", "heat_network"


@dataclass(frozen=True, slots=True)
class OutlookDistrict:
    """A wijk: its homes of 2024, those that take part, how they are heated then, and the mean gas use of a home.
    ``test`` is the id of the test district of the first programme that lies in it."""

    code: str
    name: str
    municipality: str
    region: str
    homes: int
    taking_part: int
    solution: Solution
    gas_m3: int | None
    own_gas: bool
    lon: float | None
    lat: float | None
    test: str | None


@cache
def districts() -> tuple[OutlookDistrict, ...]:
    """All wijken of 2024 with homes, in order of their codes."""
    known, facts, towns = figures(), wijk_facts(), municipalities()
    tests = {d.wk_code: d.id for d in load().districts.values() if d.wk_code is not None}
    dense, part = known["per_home.network_density"].value, known["per_home.gas_free_percent"].value
    rows = []
    for code, area in sorted(areas().items()):
        if code not in facts or not area.homes or area.homes_year != 2024 or len(area.municipalities) != 1:
            continue
        town, fact = towns[area.municipalities[0]], facts[code]
        density = None if not fact.land_ha else area.homes / fact.land_ha
        placed = area.lon is not None and area.lat is not None
        rows.append(
            OutlookDistrict(
                code=code,
                name=area.name or code,
                municipality=town.name,
                region=town.region,
                homes=area.homes,
                taking_part=round(area.homes * part / 100),
                solution="network" if density is not None and density >= dense else "heat pumps",
                gas_m3=fact.gas_m3,
                own_gas=fact.own_gas,
                lon=area.lon if placed else town.lon,
                lat=area.lat if placed else town.lat,
                test=tests.get(code),
            )
        )
    return tuple(rows)


@cache
def packages_per_home(solution: Solution) -> Mapping[str, float]:
    """How many units of each package one home that takes part needs, by how it is heated."""
    value = {name.split(".")[1]: figure.value for name, figure in figures().items() if name.startswith("per_home.")}
    hybrid = value["hybrid_percent"] / 100
    common = {
        "insulation-light": value["insulation_light_percent"] / 100,
        "insulation-full": value["insulation_full_percent"] / 100,
        "meter-cupboard": 1.0,
        "gas-removal": 1.0,
    }
    if solution == "network":
        return common | {"heat-connection": 1.0, "heat-pipe": value["heat_pipe_metres"]}
    return common | {
        "heat-pump-hybrid": hybrid,
        "heat-pump-electric": 1 - hybrid,
        "connection-upgrade": 1 - hybrid,
        "lv-cable": value["lv_cable_metres"],
        "mv-cable": value["mv_cable_metres"],
        "station": value["stations"],
    }


def hours(packages: Mapping[str, float]) -> dict[str, float]:
    """Person-hours per trade of so many units of each package."""
    found: dict[str, float] = {}
    for id_, units in packages.items():
        for trade, per_unit in load().packages[id_].hours.items():
            found[trade] = found.get(trade, 0.0) + units * per_unit
    return found


@cache
def hours_per_home(solution: Solution) -> Mapping[str, float]:
    """Person-hours per trade of one home that takes part."""
    return hours(packages_per_home(solution))


def technologies(solution: Solution) -> dict[str, float]:
    """Shares of homes by what heats them, as energy-system models name it."""
    if solution == "network":
        return {NETWORK: 1.0}
    hybrid = figures()["per_home.hybrid_percent"].value / 100
    return {HYBRID: hybrid, ELECTRIC: 1 - hybrid}
