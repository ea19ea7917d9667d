"""The one order of the digs of a street, and what happened there.

What was reported is a fact and no longer judged: digs that were open at the same time, or sooner after each other than
the street may be opened again, cannot both stand in its order. The one that ends last does; the other is work that
opens nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Link, Precedence
from wijkplan.planner.programme import Programme

from .work_breakdown import Work


@dataclass(frozen=True, slots=True)
class _Begun:
    """A dig that has begun, in weeks; ``end`` is the first week after it, ``None`` while it goes on."""

    dig: int
    start: int
    end: int | None


def dig_orders(programme: Programme, works: Sequence[Work]) -> tuple[dict[str, list[int]], list[Precedence]]:
    """Per street id its digs, deepest first, then by id. (A package without a depth comes last.) The plans of others
    stand among them by their weeks: before them come the digs that are asked to be finished by then, as far as the
    order of depth allows. Digs that have begun come before all others in the order in which they did.

    Also what has to end before the next dig although it does not stand in the order itself."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, work in enumerate(works):
        if work.opens_street and work.place.street is not None:
            found[work.place.street].append(i)
    last = 1 + max((work.package.depth or 0 for work in works), default=0)
    forbidden = {
        record.id: programme.reference.settings.rest_weeks if record.rest_weeks is None else record.rest_weeks
        for record in programme.settings.streets
        if record.reopening_forbidden
    }
    going_on: list[Precedence] = []
    for street, digs in found.items():
        begun = [told for i in digs if (told := _told(programme, i, works[i])) is not None]
        open_ones = {told.dig for told in begun}
        own = [i for i in digs if works[i].task.forward is None and i not in open_ones]
        own.sort(key=lambda i: (works[i].package.depth or last, works[i].id))
        fixed = sorted(
            (i for i in digs if works[i].task.forward is not None and i not in open_ones),
            key=lambda i: works[i].task.asked.wanted.start,
        )
        for dig in reversed(fixed):
            first = next((k for k, i in enumerate(own) if not _before(works[i], works[dig])), len(own))
            own.insert(first, dig)
        begun.sort(key=lambda told: (told.start, works[told.dig].package.depth or last, works[told.dig].id))
        kept, beside = _one_at_a_time(begun, forbidden.get(street, 0))
        if own and works[own[0]].task.forward is None:
            going_on += [Precedence(told.dig, own[0], Link.FINISH_START, 0) for told in beside if told.end is None]
        digs[:] = [*(told.dig for told in kept), *own]
    return {street: digs for street, digs in sorted(found.items()) if digs}, going_on


def _told(programme: Programme, dig: int, work: Work) -> _Begun | None:
    """What is known of a dig that has begun: as reported, or the agreed plan of somebody who takes no part, whose
    weeks came."""
    agreed = programme.agreed
    if agreed is None:
        return None
    if work.task.forward is not None:
        weeks = work.task.asked.wanted
        first, end = programme.week_of(weeks.start), programme.week_of(weeks.end) + 1
        return _Begun(dig, max(0, first), end) if weeks.start < agreed.status_date else None
    if work.id not in programme.begun:
        return None
    day, ended = programme.begun[work.id]
    start = max(0, programme.week_of(day))
    return _Begun(dig, start, None if ended is None else max(start, programme.week_of(ended)) + 1)


def _before(one: Work, fixed: Work) -> bool:
    """Whether a dig is asked to be finished before another begins."""
    return (one.place.wanted or one.task.asked.wanted).end < fixed.task.asked.wanted.start


def _one_at_a_time(begun: Sequence[_Begun], rest: int) -> tuple[list[_Begun], list[_Begun]]:
    """Digs in the order in which they began: those that follow each other, with ``rest`` weeks between, and those
    beside them."""
    kept: list[_Begun] = []
    beside: list[_Begun] = []
    for told in begun:
        while kept and _ends(kept[-1]) + rest > told.start:
            if _ends(kept[-1]) > _ends(told):
                beside.append(told)
                break
            beside.append(kept.pop())
        else:
            kept.append(told)
    return kept, beside


def _ends(told: _Begun) -> float:
    return float("inf") if told.end is None else told.end
