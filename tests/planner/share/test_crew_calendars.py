"""Calendars of crews: only weeks in which somebody works, in an agenda that stays free, and the same events when a
plan changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from icalendar import Calendar

from tests.planner.share.test_leaks import MINE
from tests.planner.share.test_suppressed import _borrowing
from tests.planner.share.world import fixed
from wijkplan.models.plan import Plan
from wijkplan.planner.plan.variants import BUNDLED, all_in, in_variant
from wijkplan.planner.share.crew_calendars import agendas
from wijkplan.planner.share.head_weeks import staffed

MADE = datetime(2026, 11, 28, 10, 0)


def _events(plan: Plan, made: datetime = MADE, key: bytes = b"key", employer: str = MINE) -> list[tuple[str, Any]]:
    compiled, _ = fixed()
    files = agendas(_problem(), compiled.names, plan, compiled.names.employer_index[employer], "en", made, key)
    return [(name, event) for name, raw in files.items() for event in Calendar.from_ical(raw).walk("VEVENT")]


@cache
def _problem() -> Any:
    return in_variant(all_in(fixed()[0].problem), BUNDLED)


def _some() -> list[str]:
    """A few employers, enough to have everything in them."""
    return [e.id for e in fixed()[0].names.employers if not e.anonymous][:7]


def test_events_hold_the_weeks_with_work_and_no_others() -> None:
    compiled, plan = fixed()
    for employer in _some():
        index = compiled.names.employer_index[employer]
        worked = sorted(
            (
                f"{compiled.names.pools[row.pool].trade}-{compiled.names.pools[row.pool].region}.ics",
                row.week,
                row.activity,
            )
            for row in staffed(_problem(), plan)
            if row.pool is not None and row.supplier == index
        )
        shown = []
        for name, event in _events(plan, employer=employer):
            first, last = event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=5)
            weeks = range((first - compiled.names.monday(0)).days // 7, (last - compiled.names.monday(0)).days // 7 + 1)
            shown += [(name, week) for week in weeks]
        assert sorted(shown) == sorted(
            {(name, week, activity): (name, week) for name, week, activity in worked}.values()
        )


def test_some_work_stands_still_over_a_closed_week() -> None:
    """Otherwise the test above could not fail."""
    _, plan = fixed()
    parts = [str(event["UID"]) for employer in _some() for _, event in _events(plan, employer=employer)]
    assert any(uid.endswith(".2@wijkplan") for uid in parts)


def test_agendas_stay_free_and_a_later_plan_replaces_an_earlier_one() -> None:
    _, plan = fixed()
    before, after = _events(plan), _events(plan, MADE + timedelta(minutes=1))
    assert {str(event["TRANSP"]) for _, event in before} == {"TRANSPARENT"}
    assert [e["SEQUENCE"] for _, e in after] == [e["SEQUENCE"] + 1 for _, e in before] and 0 < before[0][1][
        "SEQUENCE"
    ] < 2**31
    assert [e["UID"] for _, e in after] == [e["UID"] for _, e in before]
    assert before[0][1].decoded("DTSTAMP") == MADE.replace(tzinfo=UTC)


def test_uids_stay_when_work_moves_also_for_people_who_are_lent() -> None:
    _, plan = fixed()
    lent = _borrowing(_problem(), plan)
    later = replace(lent, placements=tuple(replace(p, start=p.start + 1, end=p.end + 1) for p in lent.placements))
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for employer in _some():
        before, after = ({str(e["UID"]) for _, e in _events(p, employer=employer)} for p in (lent, later))
        for uid in before & after:
            found[uid.startswith("lent.")].add(uid)
    assert len(found[True]) > 10 and len(found[False]) > 100


def test_nobody_can_find_out_for_whose_work_people_are_lent() -> None:
    """The ids of works can be guessed, so without the key a mark of one could be found by trying."""
    _, plan = fixed()
    lent = _borrowing(_problem(), plan)
    for employer in _some():
        one, other = ({str(e["UID"]) for _, e in _events(lent, key=key, employer=employer)} for key in (b"a", b"b"))
        assert {uid for uid in one & other if uid.startswith("lent.")} == set()
