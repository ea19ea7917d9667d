"""Modes: crew sizes with the weeks they need, for a dig once per place in an opening.

A mode that own crews and the market can never staff is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wijkplan.models.problem import Demand, Mode, Position
from wijkplan.planner.programme import Programme
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .effort import durations, heads_needed
from .lawful_supply import BEHIND_THE_METER, operator_of
from .patterns import Staffing
from .people_costs import Need, with_standby
from .qualifications import HELD, must_hold
from .rounding import euros_nearest
from .supply import Supply
from .work_breakdown import Work


def modes(
    programme: Programme,
    staffing: Staffing,
    supply: Supply,
    work: Work,
    employer: int,
    partners: frozenset[int],
    joinable: tuple[bool, bool],
    notes: Notebook,
) -> tuple[Mode, ...]:
    """All modes of a work; ``joinable`` with the dig before and the dig after it. Never empty unless an error is
    noted."""
    made: list[Mode] = []
    for position in _positions(joinable) if work.opens_street else (Position.ALONE,):
        hours = {t: h for t, h in work.hours[position].items() if h > 0}
        labour = euros_nearest(sum(h * programme.reference.trades[t].rate_eur for t, h in hours.items()))
        opening = euros_nearest(work.opening_eur[position])
        found: list[Mode] = []
        for weeks in durations(programme, work, position):
            needs = _needs(programme, work, employer, partners, hours, weeks)
            demands = tuple(Demand(supply.trades[n.trade], n.heads, staffing(n)) for n in needs)
            if all(demand.patterns for demand in demands):
                found.append(Mode(weeks, demands, position, labour, opening))
        made += found
        if not found and position is Position.ALONE:
            _unstaffed(programme, staffing, work, employer, partners, hours, notes)
    return with_standby(programme.reference, made)


def _positions(joinable: tuple[bool, bool]) -> Iterator[Position]:
    before, after = joinable
    yield Position.ALONE
    if after:
        yield Position.FIRST
    if before and after:
        yield Position.MIDDLE
    if before:
        yield Position.LAST


def _needs(
    programme: Programme, work: Work, employer: int, partners: frozenset[int], hours: Mapping[str, float], weeks: int
) -> list[Need]:
    region = work.task.district.region
    heads = heads_needed(programme, hours, weeks)
    behind = work.task.asked.work_type in BEHIND_THE_METER
    return [
        Need(
            employer,
            partners,
            trade,
            region,
            heads[trade],
            hours[trade],
            weeks,
            operator_of(programme, work, trade),
            behind,
            must_hold(work.task.asked, (work.package,), trade),
            work.task.district.id,
        )
        for trade in hours
    ]


def _unstaffed(
    programme: Programme,
    staffing: Staffing,
    work: Work,
    employer: int,
    partners: frozenset[int],
    hours: Mapping[str, float],
    notes: Notebook,
) -> None:
    longest = durations(programme, work)[0]
    for need in _needs(programme, work, employer, partners, hours, longest):
        if not staffing(need):
            trade = programme.reference.trades[need.trade]
            if need.holds:
                _unqualified(staffing, work, need, notes)
                continue
            notes.error(
                "no-supply",
                f"projects.{work.task.asked.id}.places.{work.place.id}",
                work.task.sender,
                f"{need.heads / 100:g} {need.trade}",
                say(
                    "{local_id} needs {heads:g} heads of {english} ({trade}) for {longest} weeks in {region}; its "
                    "employer and the hiring "
                    "market together have at most {most:g}.",
                    local_id=work.local_id,
                    heads=need.heads / 100,
                    english=trade.english,
                    trade=need.trade,
                    longest=longest,
                    region=need.region,
                    most=staffing.most(need) / 100,
                ),
                say(
                    "Report crews of this trade that can work in this region, let a larger employer do it, or cut the "
                    "place into smaller ones."
                ),
            )


def _unqualified(staffing: Staffing, work: Work, need: Need, notes: Notebook) -> None:
    """Nobody may do it who holds what it asks."""
    for held in need.holds:
        what = say(
            "{local_id} needs {heads:g} heads of {trade} in {region}, all with {held}; its employer and the hiring "
            "market together have at most {most:g} of them.",
            local_id=work.local_id,
            heads=need.heads / 100,
            trade=need.trade,
            region=need.region,
            held=HELD[held],
            most=staffing.most(need) / 100,
        )
        remedy = say(
            "State it at the crews that hold it, let an employer do it that has such people, or do it otherwise."
        )
        place = f"projects.{work.task.asked.id}.places.{work.place.id}"
        notes.error("no-certificate", place, work.task.sender, need.trade, what, remedy)
