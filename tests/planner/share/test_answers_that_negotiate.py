"""Answers that ask for other weeks or people, for a project or street at once, from a workbook or a JSON file."""

from __future__ import annotations

import io
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.command import ROOT
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.problem import Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.compile.standing import with_people
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant
from wijkplan.planner.share import party_sheets
from wijkplan.planner.share.consent_files import Answers, CounterProposal, read_answers
from wijkplan.planner.share.party_view import lines
from wijkplan.planner.share.xlsx_writer import workbook
from wijkplan.planner.text import Language

PARTY = "netaannemer-b"
CABLE, CONNECTIONS = "kabel-pekela/lv-cable:p", "kabel-pekela/connection-upgrade:p"


@cache
def _compiled() -> Compiled:
    programme, _ = load([ROOT / "instances" / "examples" / "shared-crew"])
    assert programme is not None
    return compile(programme)


def _json(folder: Path, *rows: dict[str, Any], party: str = PARTY) -> Answers:
    path = folder / "answers.json"
    path.write_text(json.dumps({"format_version": 1, "kind": "answers", "party": party, "rows": rows}))
    return read_answers(path, _compiled())


def _sheets(folder: Path, language: Language, **cells: tuple[str, int, str]) -> Answers:
    """The workbook of the party with some cells filled in: sheet, row and heading to a value."""
    compiled = _compiled()
    names, problem = compiled.names, compiled.problem
    plan = submitted(in_variant(all_in(problem), SUBMITTED))
    mine = lines(problem, names, plan, Reader("employer", names.employer_index[PARTY]), language)
    tables = [
        party_sheets.changes(names, mine, lambda a: names.projects[problem.activities[a].project].id, language),
        party_sheets.at_once(names, mine, lambda a: names.projects[problem.activities[a].project].id, language),
    ]
    raw = workbook(tables, language, datetime(2027, 1, 4), {"kind": "answers", "employer": PARTY})
    book = load_workbook(io.BytesIO(raw))
    for heading, (sheet, row, value) in cells.items():
        head = next(cell for cell in book[sheet][4] if str(cell.value).replace(" ", "_") == heading)
        book[sheet].cell(row, head.column).value = value
    book.save(folder / "answers.xlsx")
    return read_answers(folder / "answers.xlsx", compiled)


def _of(found: Answers, line: str) -> int:
    assert [f for f in found.findings if f.severity == "error"] == []
    return _compiled().names.activity_index[line]


def test_other_weeks_and_people_with_a_reason(tmp_path: Path) -> None:
    found = _json(
        tmp_path,
        {"line": CABLE, "answer": "window", "earliest": "2027-W30", "latest": "2027-W40", "reason": "leave"},
        {"line": CONNECTIONS, "answer": "people", "people": "own"},
    )
    cable, connections = _of(found, CABLE), _of(found, CONNECTIONS)
    names = _compiled().names
    asked = found.counters[cable]
    assert asked.earliest is not None and names.monday(asked.earliest).isoformat() == "2027-07-26"
    assert asked.latest is not None and names.monday(asked.latest).isoformat() == "2027-10-04"
    assert found.reasons == {cable: "leave"}
    assert found.counters[connections] == CounterProposal(people="own")


def test_a_pin_names_its_week(tmp_path: Path) -> None:
    found = _json(tmp_path, {"line": CABLE, "answer": "pin", "week": "2027-W20"})
    assert _compiled().names.monday(found.pins[_of(found, CABLE)]).isoformat() == "2027-05-17"


def test_a_project_at_once_and_a_line_that_goes_before_it(tmp_path: Path) -> None:
    found = _json(
        tmp_path, {"project": "kabel-pekela", "answer": "accept"}, {"line": CABLE, "answer": "refuse", "reason": "no"}
    )
    assert found.given == {_of(found, CABLE): "refuse", _of(found, CONNECTIONS): "accept"}


def test_the_workbook_says_the_same(tmp_path: Path) -> None:
    found = _sheets(
        tmp_path,
        "nl",
        Antwoord=("Wijzigingen", 5, "andere weken"),
        Niet_voor_week=("Wijzigingen", 5, "2027-W30"),
        Uw_reden=("Wijzigingen", 5, "verlof"),
    )
    first = next(a for a, kind in found.given.items() if kind == "window")
    assert found.reasons == {first: "verlof"} and found.counters[first].latest is None
    at_once = _sheets(
        tmp_path, "en", Answer=("Answer at once", 5, "other people"), Whose_people=("Answer at once", 5, "own or hired")
    )
    assert set(at_once.given.values()) == {"people"}
    assert {one.people for one in at_once.counters.values()} == {"own_or_hired"}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"line": CABLE, "answer": "window"}, "no-weeks"),
        ({"line": CABLE, "answer": "people"}, "no-people"),
        ({"line": CABLE, "answer": "pin", "week": "soon"}, "wrong-date"),
        ({"line": CABLE, "answer": "pin", "week": "2026-W10"}, "impossible-pin"),
        ({"line": CABLE, "answer": "window", "earliest": "soon"}, "wrong-date"),
        ({"line": CABLE, "answer": "window", "earliest": "2027-W40", "latest": "2027-W30"}, "date-order"),
        ({"line": CABLE, "answer": "window", "latest": "2026-W10"}, "impossible-weeks"),
        ({"line": "kabel-nieuwolda/lv-cable:p", "answer": "accept"}, "unknown-line"),
        ({"line": CABLE, "project": "kabel-pekela", "answer": "accept"}, "wrong-type"),
        ({"line": CABLE, "answer": "yes"}, "wrong-choice"),
    ],
)
def test_what_cannot_be_asked_is_said_with_its_row(tmp_path: Path, row: dict[str, Any], kind: str) -> None:
    found = _json(tmp_path, row)
    errors = [f for f in found.findings if f.severity == "error"]
    assert [f.kind for f in errors] == [kind] and errors[0].path.startswith("rows")
    assert found.counters == {}


def test_nobody_answers_for_another_party(tmp_path: Path) -> None:
    assert (
        _json(tmp_path, {"line": CABLE, "answer": "accept"}, party="netaannemer-a").given.get(
            _compiled().names.activity_index[CABLE]
        )
        is None
    )


def test_people_that_are_asked_for_are_all_that_may_do_it() -> None:
    one = _compiled().problem.activities[_compiled().names.activity_index[CABLE]]
    kinds = {p.source for mode in one.modes for demand in mode.demands for p in demand.patterns}
    assert len(kinds) > 1
    for asked, left in (("own", {Source.OWN}), ("own_or_hired", {Source.OWN, Source.HIRED})):
        made = with_people(one, asked)  # type: ignore[arg-type]
        assert made.modes and {p.source for m in made.modes for d in m.demands for p in d.patterns} <= left


def test_a_pin_without_a_week_is_one_in_the_planned_week(tmp_path: Path) -> None:
    found = _json(tmp_path, {"line": CABLE, "answer": "pin"})
    assert found.given[_of(found, CABLE)] == "pin" and found.pins == {}
