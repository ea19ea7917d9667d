"""What stands when planning goes on: agreed weeks stay, facts are not judged, nothing new is put into the past or
within the notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from wijkplan.models.check import judge
from wijkplan.models.improve.repair import repair
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import CannotCompile, Compiled, Compiler, compile, compiler
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.notice_check import violations as notices
from wijkplan.planner.plan.plan_file import to_json
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.agreed import Agreed

STATUS = date(2027, 5, 10)


@pytest.fixture(scope="module")
def merged() -> Programme:
    programme, findings = load(["instances/examples/shared-crew"])
    assert programme is not None, findings
    return programme


@pytest.fixture(scope="module")
def first(merged: Programme) -> tuple[Compiled, Plan, dict[str, Any]]:
    """A plan of the programme, and the same as a file."""
    compiled = compile(merged)
    plan = _planned(compiled)
    return compiled, plan, to_json(compiled, plan)


def _planned(compiled: Compiled) -> Plan:
    plan, reason = repair(compiled.problem, 1)
    assert plan is not None, reason
    assert not judge(compiled.problem, plan).violations
    return plan


def _agreed(lines: list[dict[str, Any]], tenders: list[dict[str, Any]] = [], **more: Any) -> Agreed:  # noqa: B006
    return Agreed(kind="agreed", format_version=1, round="r1", status_date=STATUS, lines=lines, tenders=tenders, **more)  # type: ignore[arg-type]


def _rows(values: dict[str, Any], state: str) -> list[dict[str, Any]]:
    return [
        {"activity": row["activity"], "state": state, "start": date.fromisoformat(row["start"])}
        for row in values["activities"]
    ]


def _starts(compiled: Compiled, plan: Plan) -> dict[str, int]:
    return {compiled.names.activities[p.activity].id: p.start for p in plan.placements}


@pytest.mark.parametrize("state", ["accepted", "pinned", "started"])
def test_lines_that_stand_keep_their_week(
    merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]], state: str
) -> None:
    _, _, values = first
    rows = [
        row | {"start": row["start"] - timedelta(weeks=1 if state == "started" else 0)} for row in _rows(values, state)
    ]
    rows = [row for row in rows if state != "started" or row["start"] <= STATUS]
    bought = [{"tender": row["tender"], "published": date.fromisoformat(row["published"])} for row in values["tenders"]]
    again = compile(replace(merged, agreed=_agreed(rows, [] if state == "started" else bought)))
    starts = _starts(again, _planned(again))
    assert rows
    assert {row["activity"]: starts[row["activity"]] for row in rows} == {
        row["activity"]: merged.week_of(row["start"]) for row in rows
    }


def test_what_may_move_starts_after_the_notice_and_near_lines_stay(
    merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]]
) -> None:
    _, _, values = first
    rows = _rows(values, "planned")
    bought = [{"tender": row["tender"], "published": date.fromisoformat(row["published"])} for row in values["tenders"]]
    again_programme = replace(merged, agreed=_agreed(rows, bought, notice_weeks=3))
    again = compile(again_programme)
    edge = merged.week_of(STATUS) + 3
    starts = _starts(again, _planned(again))
    assert list(notices(again_programme, again, _planned(again))) == []
    for row in rows:
        week = merged.week_of(row["start"])
        assert starts[row["activity"]] == week if week < edge else starts[row["activity"]] >= edge


def test_the_check_finds_a_week_that_changes_within_the_notice(
    merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]]
) -> None:
    compiled, plan, values = first
    rows = _rows(values, "planned")
    near = min(rows, key=lambda row: row["start"])
    status = near["start"] - timedelta(weeks=2)
    near = near | {"start": near["start"] + timedelta(weeks=1)}  # a week later was agreed than the plan has

    def found(state: str, notice: int | None) -> list[tuple[str, date | None]]:
        lines = [near | {"state": state}, *(row for row in rows if row["activity"] != near["activity"])]
        agreed = Agreed(
            kind="agreed", format_version=1, round="r", status_date=status, notice_weeks=notice, lines=tuple(lines)
        )  # type: ignore[arg-type]
        return [(one.activity, one.agreed) for one in notices(replace(merged, agreed=agreed), compiled, plan)]

    told = [(near["activity"], near["start"])]
    assert found("planned", None) == told == found("accepted", None) == found("window", None)
    assert found("planned", 1) == []  # a cao that asks for less
    assert found("asked", None) == []  # its owner is asked
    assert list(notices(merged, compiled, plan)) == []  # a first plan
    new = Agreed(kind="agreed", format_version=1, round="r", status_date=status, lines=())
    within = {p.start for p in plan.placements if compiled.names.monday(p.start) < status + timedelta(weeks=4)}
    assert within and {one.planned for one in notices(replace(merged, agreed=new), compiled, plan)} == {
        compiled.names.monday(week) for week in within
    }


def test_new_work_is_never_put_into_the_past(merged: Programme) -> None:
    again = compile(replace(merged, agreed=_agreed([], notice_weeks=2)))
    assert min(_starts(again, _planned(again)).values()) >= merged.week_of(STATUS) + 2
    weeks = [p.week for p in _planned(again).tenders]
    assert all(
        week >= merged.week_of(STATUS) + again.problem.tenders[p.tender].preparation
        for week, p in zip(weeks, _planned(again).tenders, strict=True)
    )


def test_facts_are_not_judged(merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]]) -> None:
    """Everything was done in one and the same week, which no crew and no order of work would allow: there is a plan
    all the same."""
    _, _, values = first
    day = merged.monday(12)
    rows = [row | {"state": "done", "start": day, "end": day + timedelta(days=4)} for row in _rows(values, "done")]
    again = compile(replace(merged, agreed=_agreed(rows)))
    plan = _planned(again)
    assert {(p.start, p.end) for p in plan.placements} == {(12, 13)}
    assert not any(mode.demands for one in again.problem.activities for mode in one.modes)


def test_a_window_bounds_the_start(merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]]) -> None:
    _, _, values = first
    row = max(_rows(values, "window"), key=lambda row: row["start"])
    at = merged.week_of(STATUS) + 20
    window = row | {"earliest": merged.monday(at), "latest": merged.monday(at + 1)}
    bought = [{"tender": one["tender"], "published": date.fromisoformat(one["published"])} for one in values["tenders"]]
    again = compile(replace(merged, agreed=_agreed([window], bought)))
    assert _starts(again, _planned(again))[row["activity"]] in (at, at + 1)


def test_a_published_tender_stays_and_bars_other_ways_to_buy() -> None:
    programme, findings = load(["instances/examples/combined-tender"])
    assert programme is not None, findings
    names = compile(programme).names
    combined = next(t for t in names.tenders if len(t.projects) > 1)
    published = programme.monday(6)
    agreed = Agreed(
        kind="agreed",
        format_version=1,
        round="r1",
        status_date=programme.monday(8),
        tenders=[{"tender": combined.id, "published": published}],
    )  # type: ignore[list-item]
    again = compile(replace(programme, agreed=agreed)).problem
    for t, tender in enumerate(again.tenders):
        shares = set(tender.projects) & set(again.tenders[names.tender_index[combined.id]].projects)
        if t == names.tender_index[combined.id]:
            assert set(range(again.horizon)) - tender.closed == {6}
        elif shares:
            assert tender.barred


def test_what_is_gone_from_the_programme_is_said(merged: Programme) -> None:
    lines = [{"activity": "gone/lv-cable:p", "state": "accepted", "start": STATUS}]
    noted = compile(replace(merged, agreed=_agreed(lines, [{"tender": "single:gone", "published": STATUS}]))).notes
    assert {"agreed-line-gone", "agreed-tender-gone"} <= {note.kind for note in noted}


def test_agreed_weeks_that_cannot_be_are_findings_not_tracebacks(
    merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]]
) -> None:
    _, _, values = first
    rows = [
        row | {"state": "window", "earliest": date(2027, 6, 7), "latest": date(2027, 6, 7)}
        for row in _rows(values, "window")
    ]
    try:
        compile(replace(merged, agreed=_agreed(rows)))
    except CannotCompile as error:
        assert all(finding.remedy for finding in error.findings)


STREET = ("riool/sewer:p", "warmte/heat-pipe:p", "kabel/lv-cable:p")


def _dug(*told: dict[str, Any], **street: Any) -> Compiled:
    """One street in which this was reported of its digs."""
    programme, findings = load(["instances/examples/one-street"])
    assert programme is not None, findings
    rows = [row.model_copy(update=street) for row in programme.settings.streets]
    settings = programme.settings.model_copy(update={"streets": tuple(rows)})
    return compile(replace(programme, settings=settings, agreed=_agreed(list(told))))


def test_digs_that_were_open_at_the_same_time_are_no_matter_of_order_any_more() -> None:
    """The sewer began four weeks late and goes on; the heat pipe did not wait for it. The cable waits for both."""
    day = date(2027, 4, 12)
    compiled = _dug(
        {"activity": STREET[0], "state": "started", "start": day},
        {"activity": STREET[1], "state": "started", "start": day - timedelta(weeks=2)},
    )
    ends = {compiled.names.activities[p.activity].id: p.end for p in _planned(compiled).placements}
    assert _starts(compiled, _planned(compiled))[STREET[2]] >= max(ends[STREET[0]], ends[STREET[1]])


def test_of_digs_that_overlapped_the_one_that_ended_last_has_the_street() -> None:
    first, second = date(2027, 3, 1), date(2027, 3, 15)
    compiled = _dug(
        {"activity": STREET[0], "state": "done", "start": first, "end": date(2027, 4, 30)},
        {"activity": STREET[1], "state": "done", "start": second, "end": date(2027, 4, 2)},
    )
    index = compiled.names.activity_index
    assert compiled.problem.streets[0].digs == (index[STREET[0]], index[STREET[2]])
    assert not judge(compiled.problem, _planned(compiled)).violations


def test_a_street_opened_again_too_soon_is_a_fact_too() -> None:
    """It may not be opened again within 26 weeks, and was after four."""
    compiled = _dug(
        {"activity": STREET[0], "state": "done", "start": date(2027, 2, 1), "end": date(2027, 2, 26)},
        {"activity": STREET[1], "state": "done", "start": date(2027, 3, 29), "end": date(2027, 4, 23)},
        rest_weeks=26,
        reopening_forbidden=True,
        last_closed=date(2026, 12, 1),
    )
    start = _starts(compiled, _planned(compiled))[STREET[2]]
    assert compiled.names.monday(start) >= date(2027, 4, 26) + timedelta(weeks=26)


def test_digs_that_followed_each_other_stay_in_the_street() -> None:
    compiled = _dug(
        {"activity": STREET[1], "state": "done", "start": date(2027, 2, 1), "end": date(2027, 2, 26)},
        {"activity": STREET[0], "state": "done", "start": date(2027, 3, 1), "end": date(2027, 4, 2)},
    )
    index = compiled.names.activity_index
    assert compiled.problem.streets[0].digs == (index[STREET[1]], index[STREET[0]], index[STREET[2]])


def test_what_was_done_before_what_comes_before_it_makes_no_circle() -> None:
    """The connections were begun before the cable that they hang on."""
    programme, _ = load(["instances/examples/shared-crew"])
    assert programme is not None
    early = {
        "activity": "kabel-pekela/connection-upgrade:p",
        "state": "started",
        "start": STATUS - timedelta(weeks=2),
    }
    assert _planned(compile(replace(programme, agreed=_agreed([early])))).placements


def test_what_stands_is_compiled_again_without_all_the_rest(
    merged: Programme, first: tuple[Compiled, Plan, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programmes that differ in what stands only share all else, and come out as if each was compiled alone; another
    fact, status date or sender shares nothing."""
    _, _, values = first
    made, alone = list[Programme](), compiler.groundwork

    def noted(one: Programme) -> compiler.Groundwork:
        made.append(one)
        return alone(one)

    monkeypatch.setattr(compiler, "groundwork", noted)
    again, rows = Compiler(), _rows(values, "accepted")
    bought = [{"tender": row["tender"], "published": date.fromisoformat(row["published"])} for row in values["tenders"]]
    begun = rows[0] | {"state": "done", "start": STATUS - timedelta(weeks=9), "end": STATUS - timedelta(weeks=2)}
    later = _agreed(rows, bought).model_copy(update={"status_date": STATUS + timedelta(weeks=1)})
    fewer = replace(merged, employers=tuple(one.model_copy() for one in merged.employers))
    programmes = [
        replace(merged, agreed=_agreed(rows, bought)),
        replace(merged, agreed=_agreed(_rows(values, "asked"), bought)),
        replace(merged, agreed=_agreed(rows[:-1], [*bought, {"tender": "single:gone", "published": STATUS}])),
        replace(merged, agreed=_agreed([begun, *rows[1:]], bought)),
        replace(merged, agreed=_agreed([begun | {"hours": 9.0}, *rows[1:]], bought)),
        replace(merged, agreed=later),
        replace(fewer, agreed=later),
        merged,
    ]

    def outcome(compiling: Callable[[Programme], Compiled], one: Programme) -> object:
        try:
            return compiling(one)
        except CannotCompile as refused:
            return refused.findings

    found = [outcome(again, one) for one in programmes]
    assert made == [programmes[0], *programmes[3:]]
    assert found == [outcome(compile, one) for one in programmes]
    assert sum(isinstance(one, Compiled) for one in found) > 4
