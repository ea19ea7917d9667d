"""Effort: from person-hours to weeks and heads.

``duration = ceil(weeks of one head / heads)``, where one head does the hours of each trade at the hours a week of that
trade's cao; the demand of a trade is its hours over duration x its hours per head-week, in hundredths of a head
rounded up, so that cost and capacity follow content. Work that even the largest crew would stretch over more than
``longest_activity_weeks`` gets more such crews side by side."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.models.problem import Position
from wijkplan.planner.programme import Programme

from .rounding import hundredths_up, whole_up
from .work_breakdown import Work


def durations(programme: Programme, work: Work, position: Position = Position.ALONE) -> list[int]:
    """Weeks that each crew size needs, longest first, each once; at least one. A crew that the sender states stays as
    it is. Experience takes off people, not weeks: in the same weeks fewer do it."""
    if work.weeks is not None:
        return [work.weeks]
    settings = programme.reference.settings
    weeks_of_one = programme.reference.weeks_of_one(work.hours[position]) / programme.left(work.id)
    sizes = sorted(work.crews)
    if not work.stated:
        crews = max(1, whole_up(weeks_of_one / sizes[-1] / settings.longest_activity_weeks))
        sizes = [
            heads for heads in (*sizes, sizes[-1] * crews) if weeks_of_one / heads <= settings.longest_activity_weeks
        ]
    return sorted({max(1, whole_up(weeks_of_one / heads)) for heads in sizes}, reverse=True)


def heads_needed(programme: Programme, hours: Mapping[str, float], weeks: int) -> dict[str, int]:
    """Hundredths of a head per trade that do these hours in these weeks."""
    week_hours = programme.reference.week_hours
    return {trade: max(1, hundredths_up(amount / (weeks * week_hours(trade)))) for trade, amount in hours.items()}


def least_heads(programme: Programme, work: Work) -> dict[str, int]:
    """Heads per trade with the smallest crew."""
    hours = {trade: amount for trade, amount in work.hours[Position.ALONE].items() if amount > 0}
    return heads_needed(programme, hours, durations(programme, work)[0])
