"""The independent check of travel: from where people leave, against where a plan has them work.

Written from the rule and not from compile: nobody is longer on the way in a day, there and back, than the cao of the
trade allows. A line further away is our mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import acos, cos, radians, sin

from wijkplan.models.check.facts import staffing
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import District
from wijkplan.planner.reference.cbs_districts import municipalities

from .qualification_check import crews_of

EARTH_KM = 6371.0
ROUNDING = 0.01  # minutes


@dataclass(frozen=True, slots=True)
class FarLine:
    """A work that people of a pool do, and how many minutes a day they are on the way to it."""

    activity: str
    who: str
    minutes: float


def violations(programme: Programme, compiled: Compiled, plan: Plan) -> Iterator[FarLine]:
    """Every line of a plan on which people travel longer than they may."""
    problem, names, reference = compiled.problem, compiled.names, programme.reference
    for placement, demand, pattern in staffing(problem, plan):
        trade = names.trades[demand.trade].id
        stated = {row.trade: row.minutes_per_day for row in programme.settings.travel_limits}
        if trade not in stated:
            continue
        most = stated[trade]
        place = names.districts[problem.projects[problem.activities[placement.activity].project].district]
        pools = [pattern.own, None if pattern.source is Source.HIRED else pattern.other]
        for pool in (names.pools[p] for p in pools if p is not None):
            for crew in crews_of(programme, compiled, pool):
                minutes = _minutes(programme, crew.region, crew.base, reference.districts[place.id])
                if minutes is not None and minutes > most + ROUNDING:
                    yield FarLine(names.activities[placement.activity].id, pool.id, minutes)


def _minutes(programme: Programme, region: str, base: str | None, to: District) -> float | None:
    """Minutes there and back, by the law of cosines on a sphere."""
    if base is not None:
        home = programme.reference.districts[base]
        lon, lat = home.lon, home.lat
    else:
        towns = [town for town in municipalities().values() if town.region == region]
        homes = sum(town.homes for town in towns)
        lon = sum(town.homes * town.lon for town in towns) / homes if homes else None
        lat = sum(town.homes * town.lat for town in towns) / homes if homes else None
    if lon is None or lat is None or to.lon is None or to.lat is None:
        return None
    a, b, turn = radians(lat), radians(to.lat), radians(to.lon - lon)
    km = EARTH_KM * acos(min(1.0, sin(a) * sin(b) + cos(a) * cos(b) * cos(turn)))
    settings = programme.reference.settings
    return 2 * 60 * km * settings.travel_detour_percent / 100 / settings.travel_km_per_hour
