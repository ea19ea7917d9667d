"""The state of a line over rounds: what its owner said stays said, a new week is a new question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wijkplan.planner.rounds.lines import Line, lines, standing_of
from wijkplan.planner.rounds.round_types import Decided, Decision
from wijkplan.planner.submission.agreed import OwnPeople

W1, W2, W3, W9 = "2027-03-01", "2027-03-08", "2027-03-15", "2027-05-03"
STATUS = date(2027, 1, 4)


def _said(kind: Decided, first: str | None = W1, last: str | None = None, people: OwnPeople | None = None) -> Decision:
    weeks = (first, first if last is None and kind not in ("window", "people") else last)
    return Decision(at="2027-01-05", by="e", line="a", decision=kind, weeks=weeks, people=people)


def _line(planned: str, *said: Decision, status: date = STATUS) -> Line:
    return lines({"activities": [{"activity": "a", "start": planned}]}, said, (), status)["a"]


def _stands(planned: str, *said: Decision, status: date = STATUS) -> Any:
    plan = {"activities": [{"activity": "a", "start": planned}], "tenders": []}
    (line,) = standing_of("q", status, 4, plan, lines(plan, said, (), status)).lines
    return line


def test_a_refusal_is_of_a_week() -> None:
    assert _line(W1, _said("refused")).state == "refused"
    assert _line(W2, _said("refused")).state == "proposed", "another week is a new question"


@pytest.mark.parametrize("kind", ["accepted", "pinned"])
def test_a_week_that_was_agreed_to_stays(kind: Decided) -> None:
    line = _stands(W1, _said(kind))
    assert (line.state, line.start) == (kind, date.fromisoformat(W1))


def test_what_was_agreed_for_a_week_that_passed_is_asked_again() -> None:
    line = _line(W1, _said("accepted"), status=date(2027, 3, 8))
    assert (line.state, line.earliest) == ("asked again", date(2027, 3, 8))
    assert _stands(W1, _said("accepted"), status=date(2027, 3, 8)).state == "window"


def test_a_week_that_cannot_hold_is_asked_again_with_the_old_week_until_there_is_an_answer() -> None:
    asked = _line(W3, _said("accepted"), _said("asked"))
    assert (asked.state, asked.start, asked.planned) == ("asked again", date.fromisoformat(W1), date.fromisoformat(W3))
    assert _stands(W3, _said("accepted"), _said("asked")).state == "planned"
    assert _line(W3, _said("accepted"), _said("asked"), _said("accepted", W3)).state == "accepted"


def test_weeks_and_people_that_were_asked_for_last() -> None:
    line = _line(W3, _said("window", W2, W9), _said("people", None, None, "own"))
    assert (line.state, line.earliest, line.latest, line.people) == (
        "countered",
        date.fromisoformat(W2),
        date.fromisoformat(W9),
        "own",
    )
    agreed = _stands(W3, _said("people", None, None, "own"), _said("accepted", W3))
    assert (agreed.state, agreed.people) == ("accepted", "own"), "who agrees to the week did not give up the people"
    assert _line(W3, _said("people", None, None, "own"), _said("withdrawn")).people is None


def test_a_window_that_passed_binds_nobody() -> None:
    line = _line(W1, _said("window", W1, W2), status=date(2027, 4, 5))
    assert (line.earliest, line.latest) == (date(2027, 4, 5), None)
