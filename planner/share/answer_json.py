"""The answers of an employer as a JSON file: the same as in its workbook, for programs and for one line at a time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from wijkplan.planner.compile import Compiled
from wijkplan.planner.findings.finding import suggestion
from wijkplan.planner.intake.decode import parsed
from wijkplan.planner.intake.schema_findings import schema_findings
from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import say

from .answer_forms import FIRST, LAST, REASON, WEEK, WHO, Said
from .consent_files import Answers, answer, group, settle, work_of
from .line_states import WHOSE
from .party_sheets import Kind

Text = Annotated[str, Field(min_length=1, max_length=2000)]


class AnswerRow(BaseModel):
    """An answer to one line, or to all lines of a project or in a street that have none of their own. ``week`` is that
    of a pin, ``earliest`` and ``latest`` bound other weeks; each is a week such as ``2027-W36`` or a date."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: Text | None = None
    project: Text | None = None
    street: Text | None = None
    answer: Kind
    week: Text | None = None
    earliest: Text | None = None
    latest: Text | None = None
    people: OwnPeople | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> AnswerRow:
        if sum(value is not None for value in (self.line, self.project, self.street)) != 1:
            raise ValueError("name one of line, project and street")
        return self


class AnswerFile(BaseModel):
    """All of it: what one party answers to the plan of a round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: Literal[1]
    kind: Literal["answers"]
    party: Text
    round: Text | None = None
    rows: tuple[AnswerRow, ...]


def is_answer_file(path: Path) -> bool:
    """Whether a file is JSON that says it holds answers."""
    if path.suffix.lower() != ".json":
        return False
    value, findings = parsed(path)
    return not findings and isinstance(value, dict) and value.get("kind") == "answers"


def read_json(path: Path, compiled: Compiled, round: str | None = None) -> Answers:
    """The answers in a file, with everything that is wrong with them; ``round`` is the one in which they are handed in.
    Rows of lines go before those of streets, these before those of projects."""
    value, findings = parsed(path)
    found = Answers(str(path))
    found.findings += findings
    if findings:
        return found
    stated = value if isinstance(value, dict) else {}
    found.employer = str(stated.get("party", ""))
    try:
        read = AnswerFile.model_validate_json(json.dumps(stated))
    except ValidationError as problem:
        found.findings += schema_findings(str(path), stated, problem, one_of=False)
        return found
    mine, taken = work_of(compiled, read.party), set[int]()
    if not mine:
        found.unknown_party()
        return found
    if round is not None and read.round not in (None, round):
        what = say(
            "These answers are to the plan of round {other}; this is round {round}.", other=read.round, round=round
        )
        found.add("error", "wrong-round", read.round, what, say("Answer the plan that was sent round now."))
        return found
    groups = set[tuple[str | None, str | None]]()
    for i, row in sorted(enumerate(read.rows), key=lambda pair: _rank(pair[1])):
        works, at, before = _works(compiled, mine, row), f"rows[{i}]", len(found.findings)
        if not works:
            name = row.line or row.project or row.street or ""
            found.add("error", "unknown-line", name, say("This is no work of this employer."), suggestion(name, mine))
        doubled = (row.project, row.street) in groups if row.line is None else bool(taken & set(works))
        groups.add((row.project, row.street))
        if doubled:
            found.add(
                "error",
                "line-answered-twice",
                row.line or row.street or row.project,
                say("This line is answered twice."),
                say("Leave one of the two; until then it is no consent."),
            )
        for a in works:
            if a not in taken:
                taken.add(a)
                answer(found, compiled, a, row.answer, Said(_values(row), {}))
        told = dict.fromkeys(replace(finding, path=at) for finding in found.findings[before:])
        found.findings[before:] = told  # of many lines of a street the same is wrong
    settle(found, mine)
    return found


def _rank(row: AnswerRow) -> int:
    return 0 if row.line is not None else 1 if row.street is not None else 2


def _works(compiled: Compiled, mine: dict[str, int], row: AnswerRow) -> list[int]:
    if row.line is not None:
        return [mine[row.line]] if row.line in mine else []
    if row.street is not None:
        return group(compiled, mine, "street", row.street)
    return group(compiled, mine, "project", row.project or "")


def _values(row: AnswerRow) -> dict[str, Any]:
    """What the row says, by the headings of the workbook."""
    whose = None if row.people is None else str(WHOSE[row.people])
    told = {WEEK: row.week, FIRST: row.earliest, LAST: row.latest, WHO: whose, REASON: row.reason}
    return {name: value for name, value in told.items() if value is not None}
