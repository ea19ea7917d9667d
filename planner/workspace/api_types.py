"""What the REST API takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Path, Query, Schema
from pydantic import Field

from wijkplan.planner.rounds.round_types import State
from wijkplan.planner.submission.agreed import OwnPeople

PROBLEM = "application/problem+json"
MOST = 2**31 - 1
Name = Annotated[str, Path(min_length=1, max_length=40)]
Number = Annotated[int, Path(ge=1, le=MOST)]
Slug = Annotated[
    str | None,
    Query(
        max_length=60,
        description="Which programme; needed by the operator only, who stands beside all. Others have one.",
    ),
]


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class RoundOut(Schema):
    """A round."""

    programme: str
    id: str
    state: State
    status_date: date
    deadline: date | None
    published: bool


class VersionOut(Schema):
    """A version of what was handed in."""

    number: int
    file: str
    sha256: str
    at: datetime
    errors: int
    warnings: int
    hints: int


class FindingOut(Schema):
    """A finding in a version: where, which value, what, why it matters and what to do, in both languages."""

    severity: Literal["error", "warning", "hint"]
    kind: str
    file: str
    place: str
    value: str
    en: dict[str, str]
    nl: dict[str, str]


class VersionWithFindings(VersionOut):
    """A version with what was found in it."""

    findings: list[FindingOut]


class LineOut(Schema):
    """A line of one's own plan."""

    line: str
    title: str
    project: str
    place: str
    week: str
    asked: str | None
    planned_start: date
    planned_end: date
    state: str
    why: str
    price: str
    people: str


class AnswerIn(Schema):
    """An answer to a line; ``week`` and ``until`` such as ``2027-W36``."""

    line: str = Field(max_length=200)
    answer: Literal["accept", "refuse", "pin", "window", "people", "withdraw"]
    week: str | None = Field(None, pattern=r"^\d{4}-W\d{2}$")
    until: str | None = Field(None, pattern=r"^\d{4}-W\d{2}$")
    people: OwnPeople | None = None
    reason: str = Field("", max_length=500)


class ProgressIn(Schema):
    """What was done of a line."""

    line: str = Field(max_length=200)
    started: date | None = None
    ended: date | None = None
    done_percent: float | None = Field(None, ge=0, le=100)
    hours_spent: float | None = Field(None, ge=0, le=1e6)
    note: str = Field("", max_length=500)


class PlanIn(Schema):
    """How long to plan, in seconds per variant and question."""

    seconds: int = Field(15, ge=1, le=3600)


class JobOut(Schema):
    """A job."""

    id: int
    kind: str
    round: str
    state: Literal["queued", "running", "done", "failed", "stopped", "lost"]
    created: datetime
    started: datetime | None
    ended: datetime | None
    attempt: int
    error_line: str
    events: list[dict[str, Any]]
