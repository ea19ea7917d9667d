"""Reads what stands when planning goes on (``agreed.json``), with everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.submission.agreed import Agreed
from wijkplan.planner.text import say

from .decode import Decoded
from .schema_findings import schema_findings


def is_agreed(one: Decoded) -> bool:
    """Whether a file holds what stands."""
    return one.data is not None and one.data.get("kind") == "agreed"


def read_agreed(files: Sequence[Decoded]) -> tuple[Agreed | None, list[Finding]]:
    """What stands by these files, ``None`` where there is none or a finding is an error; two of them contradict each
    other."""
    findings: list[Finding] = []
    read: list[tuple[Decoded, Agreed]] = []
    for one in files:
        data = one.data or {}
        try:
            read.append((one, Agreed.model_validate_json(json.dumps(data), strict=True)))
        except ValidationError as problem:
            findings += schema_findings(one.file, data, problem, one_of=False)
    for one, _ in read[1:]:
        what = say("What stands is also said by {file}.", file=read[0][0].file)
        findings.append(
            error("several-agreed", one.file, "", None, None, what, say("Keep the one of the latest round."))
        )
    for one, agreed in read:
        findings += _faults(one.file, agreed)
    return (None if findings or not read else read[0][1]), findings


def _faults(file: str, agreed: Agreed) -> Iterator[Finding]:
    seen: set[str] = set()
    for i, line in enumerate(agreed.lines):
        at = f"lines[{i}]"
        if line.activity in seen:
            yield error(
                "duplicate-line",
                file,
                at,
                None,
                line.activity,
                say("This work stands there twice."),
                say("Keep one of the two."),
            )
        seen.add(line.activity)
        if line.end is not None and line.end < line.start:
            what = say("It ended before it began ({start}).", start=line.start)
            yield error(
                "date-order", file, f"{at}.end", None, line.end, what, say("Exchange the two dates, or correct one.")
            )
        if line.earliest is not None and line.latest is not None and line.latest < line.earliest:
            what = say("The window ends before it begins ({start}).", start=line.earliest)
            yield error(
                "date-order",
                file,
                f"{at}.latest",
                None,
                line.latest,
                what,
                say("Exchange the two dates, or correct one."),
            )
        if line.state == "started" and line.start > agreed.status_date:
            what = say("It started after the status date {day}.", day=agreed.status_date)
            yield error(
                "after-status-date",
                file,
                f"{at}.start",
                None,
                line.start,
                what,
                say("Correct the date, or take a later status date."),
            )
        last = line.start if line.end is None else line.end
        if line.state == "done" and last > agreed.status_date:
            what = say("It was done after the status date {day}.", day=agreed.status_date)
            yield error(
                "after-status-date",
                file,
                f"{at}.end",
                None,
                last,
                what,
                say("Correct the date, or take a later status date."),
            )
