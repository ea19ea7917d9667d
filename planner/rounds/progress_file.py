"""Progress: what an employer did since, read like any submission, with findings (JSON, or a workbook with a sheet
*Voortgang* or *Progress*)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from wijkplan.planner.findings.finding import Finding, error, has_errors, hint, suggestion, warning
from wijkplan.planner.intake.schema_findings import schema_findings
from wijkplan.planner.submission.schema import Amount, Day, Id, Record
from wijkplan.planner.text import say

from .progress_values import DATES, UNTOUCHED, WORKBOOKS, values_of

TOLERANCE = 2.0  # per cent that quantity and percentage may differ, by rounding


class PeopleAtWork(Record):
    """People on a work."""

    trade: Id
    heads: Amount
    source: Literal["own", "hired", "lent", "consortium"] = "own"


class ProgressRow(Record):
    """What was done of one work; no row: it has not begun. ``ended`` is its last day, ``done_*`` what is done of it by
    ``until``."""

    activity: Annotated[str, Field(min_length=1, max_length=200)]
    started: Day | None = None
    ended: Day | None = None
    done_quantity: Amount | None = None
    done_percent: Annotated[float, Field(ge=0)] | None = None
    remaining_hours: Amount | None = None
    people: tuple[PeopleAtWork, ...] = ()
    hours_spent: Amount | None = None
    reason: str | None = None
    note: str | None = None


class Progress(Record):
    """One party's progress in one round, up to and including ``until``."""

    kind: Literal["progress"]
    format_version: Literal[1]
    round: Id
    party: Id
    until: Day
    rows: tuple[ProgressRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What the last published plan says of a work: its first and last day, its quantity, and the works that come
    before it."""

    start: date
    end: date
    quantity: float
    before: tuple[str, ...] = ()


def read_progress(
    path: Path,
    expected: Mapping[str, Expected],
    older: Progress | None = None,
    round: str | None = None,
    until: date | None = None,
) -> tuple[Progress | None, list[Finding]]:
    """A party's progress; ``expected`` are its own works in the last published plan, ``older`` what it said before.
    ``None`` where a finding is an error. A workbook need not say in which ``round`` it is handed in and ``until`` when
    it goes (left out: the last day that it names)."""
    values, findings, places = values_of(path)
    if values is None:
        return None, findings
    strangers: list[Finding] = []
    if path.suffix.lower() in WORKBOOKS:
        lines, sheet = values.pop(UNTOUCHED), places.pop(UNTOUCHED)[0]
        findings += _strangers(str(path), values.get("party"), sheet, lines, expected)
        cells = {i: places.get(f"rows[{i}].activity", ("", ""))[1] for i in range(len(values["rows"]))}
        rows = [(row["activity"], cells[i]) for i, row in enumerate(values["rows"])]
        strangers = list(_strangers(str(path), values.get("party"), sheet, rows, expected))
        if has_errors(findings):  # rows are not judged further, but for whose they are
            return None, findings + strangers
        if not values["rows"] and until is None and "until" not in values:
            what, remedy = say("Nothing is filled in here."), say("Fill in what began and what is done.")
            empty = error("no-progress", str(path), "", values.get("party"), None, what, remedy)
            return None, [*findings, replace(empty, sheet=sheet)]
        values = {"round": round, "until": until or _last_day(values["rows"])} | values
    try:
        made = Progress.model_validate_json(json.dumps(values, default=str), strict=True)
    except ValidationError as problem:
        told = (_at(f, places) for f in schema_findings(str(path), values, problem, one_of=False))
        return None, [*findings, *told, *strangers]
    if round is not None and made.round != round:
        what = say("This report is of round {other}; it is handed in for round {round}.", other=made.round, round=round)
        remedy = say("Report what was done until now, and name this round.")
        findings.append(error("wrong-round", str(path), "round", made.party, made.round, what, remedy))
    findings += [_at(f, places) for f in _faults(str(path), made, expected, older)]
    return (None if has_errors(findings) else made), findings


def _strangers(
    file: str, owner: str | None, sheet: str, untouched: Iterable[tuple[str, str]], expected: Mapping[str, Expected]
) -> Iterator[Finding]:
    """Rows with a name that is no line, such as a total."""
    for name, cell in untouched if expected else ():
        if name not in expected:
            what = say("This is no work of this party in the last plan that was sent round.")
            remedy = suggestion(name, expected)
            yield replace(warning("unknown-line", file, "", owner, name, what, remedy), sheet=sheet, cell=cell)


def _last_day(rows: Sequence[Mapping[str, Any]]) -> str | None:
    return max((row[key] for row in rows for key in DATES if row.get(key)), default=None)


def _faults(file: str, made: Progress, expected: Mapping[str, Expected], older: Progress | None) -> Iterator[Finding]:
    rows = {row.activity: row for row in made.rows}
    before = {} if older is None else {row.activity: row for row in older.rows}
    seen: set[str] = set()
    if len(rows) > 1 and not rows.keys() & expected.keys():
        what = say(
            "None of these {count} lines is work of this party in the last plan that was sent round.", count=len(rows)
        )
        yield error("unknown-party", file, "party", made.party, made.party, what, say("Ids stay as they were sent."))
        return
    for i, row in enumerate(made.rows):
        at, who = f"rows[{i}]", made.party
        if row.activity in seen:
            what = say("This work stands there twice.")
            yield error("duplicate-line", file, f"{at}.activity", who, row.activity, what, say("Keep one of the two."))
        seen.add(row.activity)
        if row.activity not in expected:
            what = say("This is no work of this party in the last plan that was sent round.")
            yield error(
                "unknown-line", file, f"{at}.activity", who, row.activity, what, suggestion(row.activity, expected)
            )
            continue
        yield from _row(file, at, made, row, expected[row.activity], before.get(row.activity))
        for one in expected[row.activity].before:
            first = rows.get(one)
            if (
                row.started is not None
                and one in expected
                and (first is None or first.ended is None or first.ended > row.started)
            ):
                what = say("It started before {work}, which comes first, was done.", work=one)
                yield warning(
                    "started-too-soon",
                    file,
                    f"{at}.started",
                    who,
                    row.started,
                    what,
                    say("Report that work too, or correct the date."),
                )
    for name, plan in sorted(expected.items()):
        if name not in rows and plan.start <= made.until:
            what = say("By the plan it starts on {day}, and no row says so: it counts as not begun.", day=plan.start)
            yield hint("no-progress", file, "rows", made.party, name, what, say("Add a row if it has begun."))


def _row(
    file: str, at: str, made: Progress, row: ProgressRow, plan: Expected, before: ProgressRow | None
) -> Iterator[Finding]:
    def fault(kind: str, key: str, value: Any, what: str, remedy: str) -> Finding:
        return error(kind, file, f"{at}.{key}", made.party, value, what, remedy)

    if row.ended is not None and row.started is None:
        yield fault(
            "missing-value", "started", None, say("It ended, but not when it started."), say("Say when it started.")
        )
    if row.started is not None and row.ended is not None and row.ended < row.started:
        what = say("It ended before it began ({start}).", start=row.started)
        yield fault("date-order", "ended", row.ended, what, say("Exchange the two dates, or correct one."))
    for key in DATES:
        day = getattr(row, key)
        if day is not None and day > made.until:
            what = say("This is after {day}, until which this report goes.", day=made.until)
            yield fault(
                "after-status-date", key, day, what, say("Report what happened; what is planned is planned anew.")
            )
    done = _done(row, plan)
    if done is not None and done > 100 + TOLERANCE:
        what = say("{percent:g} % of it is done.", percent=round(done, 1))
        key, value = (
            ("done_percent", row.done_percent) if row.done_percent is not None else ("done_quantity", row.done_quantity)
        )
        yield fault(
            "out-of-range", key, value, what, say("More than all cannot be done; report more work in the submission.")
        )
    if row.done_percent is not None and row.done_quantity is not None and plan.quantity:
        by_amount = 100 * row.done_quantity / plan.quantity
        if abs(by_amount - row.done_percent) > TOLERANCE:
            what = say(
                "By quantity {amount:g} % is done, by percentage {percent:g} %.",
                amount=round(by_amount, 1),
                percent=row.done_percent,
            )
            yield fault("contradiction", "done_percent", row.done_percent, what, say("Leave one of the two out."))
    if row.done_percent is not None and 0 < row.done_percent <= 1:
        what = say("Less than 1 % of it is done ({percent:g} %).", percent=row.done_percent)
        yield warning(
            "small-percent",
            file,
            f"{at}.done_percent",
            made.party,
            row.done_percent,
            what,
            say("Programs keep 60% as 0.6: write 60 for sixty per cent."),
        )
    if row.ended is not None and row.remaining_hours:
        what = say("It has ended, but {hours:g} hours remain.", hours=row.remaining_hours)
        yield fault(
            "contradiction", "remaining_hours", row.remaining_hours, what, say("Leave out the end, or the hours.")
        )
    if row.ended is not None and done is not None and done < 100 - TOLERANCE:
        what = say("It has ended, but {percent:g} % of it is done.", percent=round(done, 1))
        yield fault("contradiction", "ended", row.ended, what, say("Leave out the end, or correct what is done."))
    last = None if before is None else _done(before, plan)
    if last is not None and done is not None and done < last - TOLERANCE:
        what = say(
            "Less is done ({percent:g} %) than was reported before ({before:g} %).",
            percent=round(done, 1),
            before=round(last, 1),
        )
        yield warning(
            "less-than-before",
            file,
            f"{at}.done_percent",
            made.party,
            done,
            what,
            say("Correct the one that is wrong."),
        )


def _done(row: ProgressRow, plan: Expected) -> float | None:
    """Per cent done; ``None`` where nothing says so."""
    if row.done_percent is not None:
        return row.done_percent
    return None if row.done_quantity is None or not plan.quantity else 100 * row.done_quantity / plan.quantity


def _at(finding: Finding, places: Mapping[str, tuple[str, str]]) -> Finding:
    """The finding at its cell, where it came from a workbook."""
    sheet, cell = places.get(finding.path, ("", ""))
    return replace(finding, sheet=sheet, cell=cell) if cell else finding


def expected_works(
    values: Mapping[str, Any], works: Sequence[str], before: Mapping[str, Sequence[str]]
) -> dict[str, Expected]:
    """What a plan file says of some works; ``before`` are the works that come before each."""
    mine = set(works)
    return {
        row["activity"]: Expected(
            date.fromisoformat(row["start"]),
            date.fromisoformat(row["end"]),
            float(row["work"]["quantity"]),
            tuple(before.get(row["activity"], ())),
        )
        for row in values["activities"]
        if row["activity"] in mine
    }
