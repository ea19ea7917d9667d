"""What people cost besides the hours of the work itself: paid hours without work, premiums, fees, finding and
inducting, travel.

Own people are employed: an hour in which they stand by costs their wage less the share that it earns elsewhere. An
hour of work that someone hired does is one more in which own people stand by; one that a lender's or partner's people
do is not, because they are own people too. So term ``standby`` is counted from "all own", which is 0, and no pattern
is below that:

* people of others are paid for whole people x max(weeks of the work, least weeks of their source); what is not asked
  of that costs the rate;
* less, for lent people and partners, what their own employer saves while they are away: hours there beyond those
  asked;
* plus, for hired people, what own people stand by because they do not do the hours asked.

Overtime of own people costs its surcharge (term ``overtime``), and like an hour of someone hired it leaves a normal
hour of theirs in which they stand by.

A mode with less content than the longest of its activity (a dig that joins an opening) leaves own people standing by
for the difference: that is ``Mode.standby``. What is left, own people who stand by although they do all work in its
longest form, is one constant: :func:`standby_constant`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.problem import Activity, Calendar, Mode, Persons, Pool, Source
from wijkplan.planner.reference import Reference

from .rounding import euros_nearest

HEAD = 100
"""Hundredths of a head in a person."""


@dataclass(frozen=True, slots=True)
class Need:
    """Heads (in hundredths) of a trade that a mode of ``weeks`` working weeks needs for its content of ``hours``, in a
    region, at an employer with partners. ``operator``: the network operator whose appointment people of others need
    (``None``: they need none); ``behind_the_meter``: the work is at the customer's side of it; ``holds``: what all who
    do it must hold; ``district``: where in the region it is (empty: anywhere)."""

    employer: int
    partners: frozenset[int]
    trade: str
    region: str
    heads: int
    hours: float
    weeks: int
    operator: str | None = None
    behind_the_meter: bool = False
    holds: tuple[str, ...] = ()
    district: str = ""


def people_costs(
    reference: Reference,
    need: Need,
    other_heads: int,
    source: Source,
    *,
    own_travels: bool = False,
    other_travels: bool = False,
) -> tuple[dict[str, int], int]:
    """Whole euros per term (``STAFFING``; what is absent is none) of supplying a need with ``other_heads`` hundredths
    of a head of a source and own people for the rest, and the weeks that people of others are paid for."""
    prices, settings, trade = reference.prices, reference.settings, reference.trades[need.trade]
    week, own_heads = reference.week_hours(need.trade), max(0, need.heads - other_heads)
    travel = own_heads * need.hours / week / need.heads if own_travels else 0.0  # head-weeks
    if source is Source.OWN:
        return {"travel": euros_nearest(travel * prices.travel_per_head_week)}, 0
    idle = trade.rate_eur * (1 - settings.idle_earning_percent / 100)
    asked = need.hours * min(other_heads, need.heads) / need.heads
    if source is Source.OVERTIME:
        return {
            "travel": euros_nearest(travel * prices.travel_per_head_week),
            "standby": euros_nearest(idle * asked),
            "overtime": euros_nearest(trade.rate_eur * settings.overtime_surcharge_percent / 100 * asked),
        }, 0
    persons, whole = -(-other_heads // HEAD), other_heads / HEAD
    least = {
        Source.HIRED: settings.min_weeks_hired,
        Source.LENT: settings.min_weeks_lent,
        Source.CONSORTIUM: settings.min_weeks_partner,
    }
    paid_weeks = max(need.weeks, least[source])
    paid, there = whole * paid_weeks * week, whole * need.weeks * week
    standby = trade.rate_eur * (paid - asked) + idle * (asked if source is Source.HIRED else asked - there)
    travel += whole * need.weeks if other_travels else 0.0
    costs = {
        "travel": euros_nearest(travel * prices.travel_per_head_week),
        "standby": max(0, euros_nearest(standby)),
    }
    if source is Source.HIRED:
        costs["hire"] = euros_nearest(trade.hire_premium_eur * paid)
        costs["turnover"] = euros_nearest(prices.turnover_per_person * persons)
    if source is Source.LENT:
        fee = prices.lending_fee_per_head_week * whole * paid_weeks
        costs["lending"] = euros_nearest(fee + prices.induction_per_head * persons)
    return costs, paid_weeks


def persons(reference: Reference) -> Persons:
    """How people of others come, for the mathematics; trades in the order of the reference data."""
    settings = reference.settings
    grain = tuple(reference.grain(trade) for trade in reference.trades)
    return Persons(grain, settings.min_weeks_hired, settings.min_weeks_lent, settings.min_weeks_partner)


def with_standby(reference: Reference, modes: Sequence[Mode]) -> tuple[Mode, ...]:
    """Modes of one activity, each with what own people then stand by more than in the one with most content."""
    idle = 1 - reference.settings.idle_earning_percent / 100
    most = max((mode.labour for mode in modes), default=0)
    return tuple(
        replace(mode, standby=euros_nearest(idle * most) - euros_nearest(idle * mode.labour)) for mode in modes
    )


def standby_constant(
    reference: Reference,
    trades: Sequence[str],
    pools: Iterable[Pool],
    calendars: Sequence[Calendar],
    activities: Iterable[Activity],
) -> int:
    """Euros of own people who stand by over the whole horizon although they do all the work in its longest form.

    Heads after the reserve, in weeks as far as any calendar of the work is open. Below zero where there is more work
    than own people; 0 where there is no work."""
    if not calendars:
        return 0
    idle = 1 - reference.settings.idle_earning_percent / 100
    open_percent = [max(week) for week in zip(*(calendar.percent for calendar in calendars), strict=True)]
    given = 0.0
    for pool in pools:
        heads = sum(n * (100 - pool.reserve) // 100 * share for n, share in zip(pool.heads, open_percent, strict=True))
        trade = trades[pool.trade]
        given += heads / HEAD / 100 * reference.week_hours(trade) * reference.trades[trade].rate_eur
    used = sum(euros_nearest(idle * max(mode.labour for mode in activity.modes)) for activity in activities)
    return euros_nearest(idle * given) - used
