"""Quantities of the pilot: what is done in a district, per client, from its homes and the norms of the domain
facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any

from wijkplan.planner.reference import Package, Reference
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
TRANSFER_SHARE = 0.82  # of the homes in a street with a new LV main: those that take part
OWNERS = ("corporation", "private")
LARGE_DISTRICT = 1000  # homes; it is done in two phases, as is each of two districts that are alone in their area
NETWORK_STREET, OTHER_STREET = 210, 155  # homes on average at most: what crews of the usual size do within a quarter
MOST_HYBRID = 114  # hybrid heat pumps of one block that a crew of six places within a quarter
LEAST_BLOCK = 30  # homes; an owner's last street is whole if that moves fewer homes


@dataclass(frozen=True)
class Phase:
    """Streets of one district that are done as one, by the projects of each client; ``id`` is the district's where
    there is only one."""

    id: str
    district: District
    streets: tuple[dict[str, Any], ...]

    @property
    def homes(self) -> int:
        """Homes in its streets."""
        return sum(street["homes"] for street in self.streets)

    @property
    def network(self) -> bool:
        """Whether it gets a heat network, as far as is known."""
        return bool(self.district.heat_network)


def phases(district: District, alone: bool, start_year: int, random: Random) -> list[Phase]:
    """A district cut into phases; ``alone``: one of at most two in its area."""
    streets = _streets(district, alone, start_year, random)
    if not alone and district.homes <= LARGE_DISTRICT:
        return [Phase(district.id, district, tuple(streets))]
    half = (len(streets) + 1) // 2
    return [
        Phase(f"{district.id}{name}", district, tuple(part))
        for name, part in (("a", streets[:half]), ("b", streets[half:]))
    ]


def _streets(district: District, alone: bool, start_year: int, random: Random) -> list[dict[str, Any]]:
    """Homes shared out unevenly, a few shops, one street in five closed lately."""
    count = max(4 if alone else 3, -(-district.homes // (NETWORK_STREET if district.heat_network else OTHER_STREET)))
    weights = [random.uniform(0.95, 1.05) for _ in range(count)]
    homes = [round(district.homes * w / sum(weights)) for w in weights]
    homes[-1] += district.homes - sum(homes)
    streets: list[dict[str, Any]] = []
    for k, number in enumerate(homes):
        street: dict[str, Any] = {
            "id": f"{district.id}-S{k + 1}",
            "district": district.id,
            "name": f"straat {k + 1} (verzonnen)",
            "homes": number,
            "shops": random.choice((0, 0, 0, 1, 2, 6)),
        }
        if random.random() < 0.2:
            street["last_closed"] = f"{start_year - random.choice((1, 2))}-{random.choice(('04', '06', '09'))}-15"
        streets.append(street)
    return streets


def sewer(here: Phase, random: Random) -> list[dict[str, Any]]:
    """A quarter to a half of the streets gets a new sewer."""
    count = max(1, round(len(here.streets) * random.uniform(0.25, 0.5)))
    chosen = sorted(random.sample(range(len(here.streets)), count))
    return [_place(here.streets[k], sewer_metres=10 * random.randint(14, 30)) for k in chosen]


def heat(here: Phase) -> list[dict[str, Any]]:
    """Pipes in every street of a district with a network."""
    return [
        _place(s, heat_pipe_metres=10 * max(8, round(s["homes"] * NETWORK_SHARE * HEAT_METRES_PER_HOME / 10)))
        for s in here.streets
    ]


def cabling(here: Phase) -> list[dict[str, Any]]:
    """MV and LV cable in every street, transformer houses where the homes are, homes transferred to the new main."""
    electric = here.homes * ((1 - NETWORK_SHARE) if here.network else 1.0)
    stations = max(1, round(electric / HOMES_PER_STATION))
    count = len(here.streets)
    places = []
    for k, s in enumerate(here.streets):
        metres = {
            "mv_cable_metres": 10 * max(10, round(s["homes"] * MV_METRES_PER_HOME / 10)),
            "lv_cable_metres": 10 * max(10, round(s["homes"] * LV_METRES_PER_HOME / 10)),
        }
        mine = stations // count + (k < stations % count)
        places.append(
            _place(
                s,
                **metres,
                **({"stations": mine} if mine else {}),
                connection_upgrade_homes=round(s["homes"] * TRANSFER_SHARE),
            )
        )
    return places


def charging(here: Phase, random: Random) -> list[dict[str, Any]]:
    """Public poles (two charge points each) in two streets."""
    chosen = sorted(random.sample(range(len(here.streets)), min(len(here.streets), 2)))
    poles = max(len(chosen), round(here.homes * POLES_PER_HOME))
    return [
        _place(here.streets[s], charger_poles=poles // len(chosen) + (k < poles % len(chosen)))
        for k, s in enumerate(chosen)
    ]


def retrofit(here: Phase, owner: str, random: Random) -> list[dict[str, Any]]:
    """Homes of one kind of owner in blocks that a crew does within a quarter, with the packages that suit the
    district's heat solution."""
    places: list[dict[str, Any]] = []
    for street, homes in _owned(here, owner):
        hybrid = (
            homes * (1 - (NETWORK_SHARE if here.network else 0)) * (1 - ELECTRIC_SHARE) * PARTICIPATION[owner] / 100
        )
        blocks = max(1, -(-round(hybrid) // MOST_HYBRID))
        for k in range(blocks):
            number = homes // blocks + (k < homes % blocks)
            network = round(number * NETWORK_SHARE) if here.network else 0
            electric = round((number - network) * ELECTRIC_SHARE)
            place: dict[str, Any] = {
                "id": f"{here.id}-{owner[0].upper()}{len(places) + 1}",
                "street": street["id"],
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


def _owned(here: Phase, owner: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Streets with the homes that an owner has in them: corporations from the first street on, up to their share of
    all homes or to the end of the street that is near it."""
    ends = list(accumulate(street["homes"] for street in here.streets))
    border = round(here.homes * CORPORATION_SHARE)
    border = next((end for end in ends if abs(end - border) < LEAST_BLOCK), border)
    for street, end in zip(here.streets, ends, strict=True):
        homes = max(0, min(street["homes"], border - end + street["homes"]))
        mine = homes if owner == "corporation" else street["homes"] - homes
        if mine:
            yield street, mine


def _place(street: dict[str, Any], **amounts: int) -> dict[str, Any]:
    return {"id": street["id"], "street": street["id"], **amounts}


def packages(
    reference: Reference, work_type: str, place: dict[str, Any], participation: int = 100
) -> Iterator[tuple[Package, int]]:
    """The work of one place by the norms, with the weeks of the smallest crew that does it within the longest
    activity."""
    settings = reference.settings
    for package in reference.packages.values():
        quantity = place.get(package.quantity, 0)
        if package.work_type != work_type or not quantity:
            continue
        if package.quantity.endswith("_homes") and work_type == "retrofit":
            quantity = -(-quantity * participation // 100)
        # The pace of the homes is set by one week for all trades; plans use the hours of each cao.
        yield (
            package,
            _longest(
                package,
                sum(package.hours.values()) * quantity / settings.hours_per_head_week,
                settings.longest_activity_weeks,
            ),
        )


def _longest(package: Package, weeks_of_one: float, most: int) -> int:
    crews: Sequence[int] = sorted(package.crews)
    fitting = [heads for heads in crews if weeks_of_one / heads <= most]
    side_by_side = crews[-1] * -(-int(weeks_of_one) // (crews[-1] * most))
    return max(1, -(-int(100 * weeks_of_one) // (100 * (fitting[0] if fitting else side_by_side))))
