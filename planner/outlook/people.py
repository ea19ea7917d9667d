"""How many hours of each trade there are for districts, per region and year.

Nobody publishes heads per trade of this chain. What was done in a year is known, and who did it is there: today's
heads are the hours of that work, by norm, shared over regions by homes. They grow by a stated percentage where
newcomers are trained, up to a stated multiple."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from wijkplan.planner.reference.outlook import figures

from .districts import hours


@cache
def hours_done() -> Mapping[str, float]:
    """Person-hours per trade of a year's work in the country."""
    done = {name.split(".")[1]: figure.value for name, figure in figures().items() if name.startswith("done_a_year.")}
    value = {name.split(".")[1]: figure.value for name, figure in figures().items() if name.startswith("per_home.")}
    light, full = value["insulation_light_percent"], value["insulation_full_percent"]
    hybrid = value["hybrid_percent"] / 100
    networks = done["gas_free_homes"] * done["network_percent"] / 100
    return hours(
        {
            "insulation-light": done["insulation_homes"] * light / (light + full),
            "insulation-full": done["insulation_homes"] * full / (light + full),
            "heat-pump-hybrid": done["heat_pumps"] * hybrid,
            "heat-pump-electric": done["heat_pumps"] * (1 - hybrid),
            "meter-cupboard": done["heat_pumps"] + networks,
            "gas-removal": done["gas_free_homes"],
            "heat-connection": networks,
            "heat-pipe": networks * value["heat_pipe_metres"],
            "lv-cable": done["lv_cable_metres"],
            "mv-cable": done["mv_cable_metres"],
            "station": done["stations"],
            "connection-upgrade": done["connection_upgrades"],
        }
    )


def growth(year: int, percent: float) -> float:
    """Times today's heads in a year (0 is the first) where heads grow by a percentage a year."""
    return float(min((1 + percent / 100) ** year, max(1.0, figures()["people.growth_until"].value)))


def room(trade: str, years: int, part: float, percent: float) -> tuple[int, ...]:
    """Person-hours of a trade for districts, per year, of a ``part`` (0-1) of the country."""
    now = hours_done().get(trade, 0.0) * figures()["people.district_percent"].value / 100 * part
    return tuple(int(now * growth(year, percent)) for year in range(years))
