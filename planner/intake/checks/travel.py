"""Crews that are said to work further away than their people may travel in a day."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error, hint, suggestion
from wijkplan.planner.reference.distance import most_minutes
from wijkplan.planner.text import say

from .context import Context
from .crew_supply import way
from .own_work import known


def check(context: Context) -> Iterator[Finding]:
    """Limits of trades that exist, bases that exist, and regions in which a crew is within reach of no work."""
    for at, settings in context.settings_files[:1]:
        for i, row in enumerate(settings.travel_limits):
            place = at.down(f"travel_limits[{i}].trade")
            yield from known(place, "trade", say("trade"), row.trade, context.reference.trades)
    where = {project.district for _, project in context.projects if project.district in context.reference.districts}
    for at, _, crew in context.crews:
        if crew.base is not None and crew.base not in context.reference.districts:
            what = say("There is no district {base}.", base=crew.base)
            remedy = suggestion(crew.base, where)
            yield error("unknown-district", *at.down("base").place, crew.base, what, remedy)
            continue
        if context.settings is None:
            continue
        stated = most_minutes(context.settings.travel_limits, crew.trade)
        most = context.reference.settings.most_travel_minutes if stated is None else stated
        for region in (crew.region, *crew.reachable_regions):
            there = [way(context, crew, d) for d in sorted(where) if context.reference.districts[d].region == region]
            minutes = [one for one in there if one is not None and one > most]
            if not there or len(minutes) < len(there):
                continue
            if stated is None:
                what = say(
                    "All work in region {region} is at least {least:.0f} minutes of travel a day away, there and back; "
                    "a day of work leaves {most:.0f}. No limit is stated for {trade}, so these people are planned "
                    "there and would have to stay overnight.",
                    region=context.reference.region_called(region),
                    least=min(minutes),
                    most=most,
                    trade=crew.trade,
                )
            else:
                what = say(
                    "All work in region {region} is more than {most:.0f} minutes of travel a day away, there and back "
                    "({least:.0f} at least): these people do not work there.",
                    region=context.reference.region_called(region),
                    most=most,
                    least=min(minutes),
                )
            remedy = say(
                "Leave the region out, state the district from which they leave (base), or the limit of their cao "
                "(travel_limits)."
            )
            yield hint("too-far", *at.place, region, what, remedy)
