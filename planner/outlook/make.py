"""An outlook of a labour-market region or of the country, made: plan, bounds, ranking, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.bound.build_out import SCALE, Weights
from wijkplan.models.check.build_out import BuildOut, most_homes, soonest, violations
from wijkplan.planner.reference import load
from wijkplan.planner.reference.outlook import figures
from wijkplan.planner.text import say

from .build_out import Shares, build
from .districts import SOLUTIONS, OutlookDistrict, districts, hours_per_home
from .people import growth, hours_done, room
from .ranking import Ranked, ranked
from .record import SCENARIOS, DistrictOutlook, Outlook, PeopleOutlook, Scenario, YearOutlook

COUNTRY = "country"
NAMES_OF_COUNTRY = ("country", "nederland", "netherlands", "land", "nl")


class UnknownRegion(ValueError):
    """No labour-market region of that name or code."""


@dataclass(frozen=True)
class Wanted:
    """What an outlook is of: ``region`` by CBS code or name, or the country; years from the first one; percent of
    growth a year (``None``: as in the data); the year from which the goal is wanted."""

    region: str
    first_year: int = 2027
    years: int = 24
    growth: float | None = None
    goal_from: int = 2035


def regions_of(wanted: str) -> tuple[str, ...]:
    """CBS codes of the regions that are meant. Raises :class:`UnknownRegion`."""
    known, asked = load().regions, wanted.strip().casefold()
    if asked in NAMES_OF_COUNTRY:
        return tuple(sorted(known))
    found = [r.id for r in known.values() if asked in (r.id.casefold(), r.code_today.casefold(), r.name.casefold())]
    if not found:
        names = ", ".join(f"{r.id} {r.name}" for r in known.values())
        raise UnknownRegion(
            say(
                "{wanted} is no labour-market region; name one of {names}, or country", wanted=repr(wanted), names=names
            )
        )
    return tuple(found[:1])


def outlook(wanted: Wanted) -> Outlook:
    """Made from data alone, in the same way each time. Raises :class:`UnknownRegion`."""
    chosen = regions_of(wanted.region)
    everywhere = districts()
    all_homes = sum(d.homes for d in everywhere)
    percent = figures()["people.growth_percent"].value if wanted.growth is None else wanted.growth
    rows: list[DistrictOutlook] = []
    by_year: list[YearOutlook] = []
    made = []
    for region in chosen:
        some = [d for d in everywhere if d.region == region]
        if some:
            made.append(_region(region, some, sum(d.homes for d in some) / all_homes, wanted, percent))
            rows += made[-1][0]
            by_year += made[-1][1]
    country = wanted.region.strip().casefold() in NAMES_OF_COUNTRY
    if country:
        by_year = _added(by_year, wanted) + by_year
    goal = _goal(all_homes, [d for d in everywhere if d.region in chosen])
    what = COUNTRY if country else chosen[0]
    total = [row for row in by_year if row.region == what and row.scenario == "trained"]
    return Outlook(
        what=what,
        name="Nederland" if country else load().regions[chosen[0]].name,
        first_year=wanted.first_year,
        years=wanted.years,
        growth_percent=percent,
        goal=goal,
        goal_from=wanted.goal_from,
        goal_year=next((row.year for row in total if row.homes >= goal), None),
        goal_not_before=next((row.year for row in total if row.at_most_a_year >= goal), None),
        homes=sum(d.homes for d in everywhere if d.region in chosen),
        left_out=sum(d.homes - d.taking_part for d in everywhere if d.region in chosen),
        districts=tuple(rows),
        by_year=tuple(by_year),
        people=tuple(_people(chosen, everywhere, all_homes, wanted, percent)),
    )


def trades() -> tuple[str, ...]:
    """Trades that any solution asks for."""
    return tuple(sorted({trade for solution in SOLUTIONS for trade in hours_per_home(solution)}))


def problem(some: Sequence[OutlookDistrict], part: float, years: int, percent: float) -> BuildOut:
    """The districts of a region with its part (0-1) of the people, who grow by a percentage a year."""
    names = trades()
    return BuildOut(
        homes=tuple(d.taking_part for d in some),
        hours=tuple(tuple(round(d.taking_part * hours_per_home(d.solution).get(t, 0.0)) for t in names) for d in some),
        room=tuple(room(t, years, part, percent) for t in names),
        most=round(10 * figures()["per_home.longest_percent_a_year"].value),
    )


def _region(
    region: str, some: list[OutlookDistrict], part: float, wanted: Wanted, percent: float
) -> tuple[list[DistrictOutlook], list[YearOutlook]]:
    problems = {s: problem(some, part, wanted.years, percent if s == "trained" else 0.0) for s in SCENARIOS}
    places = ranked(some, {t: row[0] for t, row in zip(trades(), problems["there"].room, strict=True)})
    order = sorted(range(len(some)), key=lambda i: places[some[i].code].rank)
    plans = {}
    for scenario, b in problems.items():
        plans[scenario] = build(b, order)
        if wrong := violations(b, plans[scenario].rows):
            raise AssertionError(f"{region}, {scenario}: {wrong[0]}")
    years = [row for s in SCENARIOS for row in _years(region, s, some, problems[s], plans[s], wanted.first_year)]
    return [
        _district(d, i, places[d.code], problems["trained"], plans["trained"], plans["there"], wanted.first_year)
        for i, d in enumerate(some)
    ], years


def _district(
    d: OutlookDistrict, i: int, place: Ranked, b: BuildOut, trained: Shares, there: Shares, first: int
) -> DistrictOutlook:
    def year(index: int | None) -> int | None:
        return None if index is None else first + index

    return DistrictOutlook(
        code=d.code,
        name=d.name,
        municipality=d.municipality,
        region=d.region,
        homes=d.homes,
        taking_part=d.taking_part,
        solution=d.solution,
        gas_m3=d.gas_m3,
        own_gas=d.own_gas,
        test=d.test,
        lon=d.lon,
        lat=d.lat,
        rank=place.rank,
        score=place.score,
        capacity=place.capacity,
        benefit=place.benefit,
        learning=place.learning,
        scarcest=place.scarcest,
        starts=year(trained.starts(i)),
        done=year(trained.done(i)),
        done_there=year(there.done(i)),
        not_before=year(soonest(b, i)),
    )


def _years(
    region: str, scenario: Scenario, some: list[OutlookDistrict], b: BuildOut, plan: Shares, first: int
) -> list[YearOutlook]:
    networks, names, total, rows = [i for i, d in enumerate(some) if d.solution == "network"], trades(), 0, []
    weights = Weights(b, [d.solution for d in some])
    for y in range(b.years):
        homes, network = plan.homes(b, y), plan.homes(b, y, networks)
        total += homes
        so_far, alone = weights.best(y), weights.best(y, since=y)
        rows.append(
            YearOutlook(
                region=region,
                scenario=scenario,
                year=first + y,
                homes=homes,
                network=network,
                total=total,
                total_at_most=most_homes(b, y, so_far, SCALE),
                weights={names[t]: w for t, w in so_far.items()},
                at_most_a_year=most_homes(b, y, alone, SCALE, since=y),
                weights_a_year={names[t]: w for t, w in alone.items()},
            )
        )
    return rows


def _added(rows: Sequence[YearOutlook], wanted: Wanted) -> list[YearOutlook]:
    """The country: regions added up, their bounds too."""
    added = []
    for scenario in SCENARIOS:
        for year in range(wanted.first_year, wanted.first_year + wanted.years):
            same = [row for row in rows if (row.scenario, row.year) == (scenario, year)]
            added.append(
                YearOutlook(
                    region=COUNTRY,
                    scenario=scenario,
                    year=year,
                    homes=sum(row.homes for row in same),
                    network=sum(row.network for row in same),
                    total=sum(row.total for row in same),
                    total_at_most=sum(row.total_at_most for row in same),
                    weights={},
                    at_most_a_year=sum(row.at_most_a_year for row in same),
                    weights_a_year={},
                )
            )
    return added


def _goal(all_homes: int, some: Sequence[OutlookDistrict]) -> int:
    """Homes a year that the goal of the country asks of these districts, by their part of all homes."""
    return round(figures()["goal.homes_a_year"].value * sum(d.homes for d in some) / max(1, all_homes))


def _people(
    chosen: Sequence[str],
    everywhere: Sequence[OutlookDistrict],
    all_homes: int,
    wanted: Wanted,
    percent: float,
) -> list[PeopleOutlook]:
    """Heads per region, trade and year. The way to the goal goes up evenly to the goal in its year."""
    hours_a_year = figures()["people.hours_a_year"].value
    district_part = figures()["people.district_percent"].value / 100
    rows = []
    for region in chosen:
        some = [d for d in everywhere if d.region == region]
        homes = sum(d.homes for d in some)
        taking = max(1, sum(d.taking_part for d in some))
        of_goal = figures()["goal.homes_a_year"].value * homes / all_homes
        for trade in trades():
            per_home = sum(d.taking_part * hours_per_home(d.solution).get(trade, 0.0) for d in some) / taking
            there = hours_done().get(trade, 0.0) * district_part * homes / all_homes / hours_a_year
            for y in range(wanted.years):
                year = wanted.first_year + y
                way = min(1.0, (y + 1) / max(1, wanted.goal_from - wanted.first_year + 1))
                rows.append(
                    PeopleOutlook(
                        region=region,
                        trade=trade,
                        year=year,
                        there=round(there, 1),
                        trained=round(there * growth(y, percent), 1),
                        needed=round(of_goal * way * per_home / hours_a_year, 1),
                    )
                )
    return rows
