"""What was agreed and can hold, holds; what cannot is found, proven where it can be, and asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.planner.record.rows import PROVENANCE, comparison
from tests.support.command import ROOT
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.plan_file import from_json, to_json
from wijkplan.planner.plan.variants import BUNDLED, VARIANTS, in_cash, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.rounds.change_types import Budget, Request
from wijkplan.planner.rounds.change_words import change_lines
from wijkplan.planner.rounds.hold import budgets_kept, changes, firm, holding, requests, with_state
from wijkplan.planner.rounds.least_change import must_change, nearest_to
from wijkplan.planner.rounds.solving import Solving
from wijkplan.planner.submission.agreed import Agreed, AgreedLine

A, B = "kabel-nieuwolda", "kabel-pekela"
CABLE, CONNECTIONS = f"{A}/lv-cable:p", f"{A}/connection-upgrade:p"
SETTINGS = Settings(5.0, 1, 1, 20)


@cache
def _programme() -> Programme:
    programme, _ = load([ROOT / "instances" / "examples" / "shared-crew"])
    assert programme is not None
    return programme


@cache
def _plan() -> dict[str, Any]:
    """The plan of asked weeks, by names."""
    compiled = compile(_programme())
    plan, _ = real_engine().repair(compiled.problem, 1)
    assert plan is not None
    return to_json(compiled, plan)


def _start(line: str) -> date:
    return next(date.fromisoformat(row["start"]) for row in _plan()["activities"] if row["activity"] == line)


def _agreed(status: date, *lines: AgreedLine) -> Programme:
    """The programme in which all other lines were agreed to, and what should have ended by then was done."""
    told = {line.activity: line for line in lines}
    others = []
    for row in _plan()["activities"]:
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        if row["activity"] not in told and start < status:
            others.append(AgreedLine(activity=row["activity"], state="done", start=start, end=min(end, status)))
        elif row["activity"] not in told:
            others.append(AgreedLine(activity=row["activity"], state="accepted", start=start))
    agreed = Agreed(
        kind="agreed", format_version=1, round="q", status_date=status, notice_weeks=2, lines=(*told.values(), *others)
    )
    return replace(_programme(), agreed=agreed)


def _holding(programme: Programme) -> tuple[Agreed, Any]:
    return holding(programme, _plan(), Solving(real_engine(), SETTINGS))[:2]


def test_nothing_is_asked_where_all_can_hold() -> None:
    programme = _agreed(date(2027, 1, 11))
    agreed, again = _holding(programme)
    assert agreed == programme.agreed and again == ()


def test_after_a_slip_only_what_cannot_hold_is_asked_again_with_its_old_week() -> None:
    late = _start(CONNECTIONS) - timedelta(weeks=1)  # the cable starts a week before the connections should
    programme = _agreed(late + timedelta(weeks=1), AgreedLine(activity=CABLE, state="started", start=late))
    agreed, again = _holding(programme)
    (one,) = again
    assert (one.activity, one.party, one.agreed, one.proven) == (
        CONNECTIONS,
        "netaannemer-a",
        _start(CONNECTIONS),
        True,
    )
    states = {line.activity: line.state for line in agreed.lines}
    assert states[CONNECTIONS] == "asked"
    assert all(states[name] in ("accepted", "done") for name in states if name.startswith(B))
    planned = compile(replace(programme, agreed=agreed))
    plan, _ = real_engine().repair(planned.problem, 1)
    assert plan is not None
    told = changes(replace(programme, agreed=agreed), to_json(planned, plan))
    assert (told.agreed_changed, told.agreed_at_least) == (1, 1)
    told = told.model_copy(update={"asked_again": again})
    assert any("cannot hold" in text for text in change_lines(told))


def test_lines_that_do_not_fit_each_other_count_once() -> None:
    compiled = compile(_programme())
    index = compiled.names.activity_index
    cable, connections = index[CABLE], index[CONNECTIONS]
    week = (
        max(compiled.problem.activities[cable].first_start, compiled.problem.activities[connections].first_start) + 20
    )
    found = must_change(compiled.problem, {cable: week, connections: week})
    assert (found.alone, found.pairs, found.at_least) == ((), ((cable, connections),), 1)
    assert must_change(compiled.problem, {cable: -1}).alone == (cable,)


def test_the_nearest_plan_is_sound_and_keeps_what_can_stay() -> None:
    late = _start(CONNECTIONS) - timedelta(weeks=1)
    programme = _agreed(late + timedelta(weeks=1), AgreedLine(activity=CABLE, state="started", start=late))
    assert programme.agreed is not None
    free = compile(replace(programme, agreed=with_state(programme.agreed, firm(programme.agreed, programme), "asked")))
    weeks = {
        free.names.activity_index[line.activity]: free.names.week_of(line.start)
        for line in programme.agreed.lines
        if line.state == "accepted"
    }
    last: Plan = from_json(free, _plan())[0]
    found = nearest_to(free.problem, weeks, last, Solving(real_engine(), SETTINGS))
    assert found.plan is not None and set(found.moved) == {free.names.activity_index[CONNECTIONS]} and found.least
    assert judge(in_variant(in_cash(free.problem), BUNDLED), found.plan).feasible


def test_a_budget_holds_what_was_moved_least_and_counts_what_is_forced() -> None:
    programme = _agreed(
        date(2027, 1, 11),
        *(
            AgreedLine(activity=row["activity"], state="planned", start=date.fromisoformat(row["start"]))
            for row in _plan()["activities"]
        ),
    )
    moved = {
        "activities": [
            row | {"start": str(date.fromisoformat(row["start"]) + timedelta(weeks=weeks))}
            for row, weeks in zip(_plan()["activities"], (1, 3, 2, 2), strict=True)
        ]
    }
    rows = [row["activity"] for row in _plan()["activities"]]
    party = "netaannemer-a"
    mine = [name for name in rows if name.startswith(A)]
    compiled = compile(programme)

    def kept(most: int) -> tuple[int, set[str]]:
        (told,), hold = budgets_kept(
            programme, compiled, moved, [Budget(party=party, changes=most, before=date(2028, 1, 1))]
        )
        return told.changed, hold

    assert kept(2) == (2, set())
    weeks = {
        name: abs((date.fromisoformat(row["start"]) - _start(name)).days)
        for row in moved["activities"]
        if (name := row["activity"]) in mine
    }
    assert kept(1) == (2, {min(weeks, key=lambda name: weeks[name])})
    assert kept(0) == (2, set(mine))


def _street() -> tuple[Programme, Folder]:
    """One street in which the heat pipe was pinned far from the sewer, whose opening it might share."""
    programme, _ = load([ROOT / "instances" / "examples" / "one-street"])
    assert programme is not None
    weeks = {"kabel/lv-cable:p": (2028, 14), "riool/sewer:p": (2027, 15), "warmte/heat-pipe:p": (2027, 36)}
    lines = tuple(
        AgreedLine(activity=name, state="accepted", start=date.fromisocalendar(*week, 1))
        for name, week in weeks.items()
    )
    agreed = Agreed(
        kind="agreed", format_version=1, round="q", status_date=date(2027, 2, 1), notice_weeks=2, lines=lines
    )
    programme = replace(programme, agreed=agreed)
    plan, _ = real_engine().repair(compile(programme).problem, 1)
    assert plan is not None
    told = comparison()
    plans = {("all_in", "bundled"): plan, ("equal_delivery", told.baseline): plan}
    return programme, Folder(PROVENANCE, told, plans, asked_weeks=plan)


def test_what_pays_more_than_the_threshold_is_asked_for_and_never_moved() -> None:
    programme, stored = _street()
    engine, settings = real_engine(), Settings(30.0, 1, 1, 1500)

    def asked(threshold: int) -> tuple[tuple[Request, ...], int | None]:
        bundled = VARIANTS["bundled"]
        return requests(programme, stored, "all_in", bundled, threshold, Solving(engine, settings))

    rows, saved = asked(1000)
    assert rows and saved is not None and saved > 1000
    assert all(row.agreed != row.asked for row in rows)
    assert all(row.with_others_eur is None or row.with_others_eur > 1000 for row in rows)
    assert {row.party for row in rows} <= {"netploeg", "wegenbouwer"}
    assert asked(saved) == ((), None), "nothing pays more than all of it"
