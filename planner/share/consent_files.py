"""The answers of an employer, read back from its workbook: accept, refuse or pin per line. No answer is no consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.findings.finding import Finding, suggestion
from wijkplan.planner.findings.finding import shown as shortened
from wijkplan.planner.intake.workbook.answer_marker import hidden_values, sheets_of
from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.date_cells import parse
from wijkplan.planner.intake.workbook.open_workbook import Sheet
from wijkplan.planner.text import LANGUAGES, Text, say, translated

from .party_sheets import ANSWERS
from .xlsx_writer import FIRST_ROW

Kind = Literal["accept", "refuse", "pin"]
_ORDER: tuple[Kind, ...] = ("accept", "refuse", "pin")  # of the words in ANSWERS
KINDS: Mapping[str, Kind] = {word: kind for words in ANSWERS.values() for word, kind in zip(words, _ORDER, strict=True)}
SHEET, LINE, OLD, NEW = say("Changes"), say("Line"), say("Old week"), say("New week")
ANSWER, WEEK = say("Answer"), say("Pin in week")


@dataclass(slots=True)
class Answers:
    """What one employer answered: per activity (by index) its answer, ``None`` where there is none, the new week that
    its line tells, and the week of each pin; ``asked`` is how many lines tell another week asked for than the
    programme, ``sheet`` the sheet with the answers, ``cells`` where on it each is."""

    file: str
    employer: str = ""
    asked: int = 0
    given: dict[int, Kind | None] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    pins: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    sheet: str = ""
    cells: dict[int, str] = field(default_factory=dict)

    def count(self, kind: Kind | None) -> int:
        """Lines with an answer, or without one."""
        return sum(given == kind for given in self.given.values())

    def add(
        self,
        severity: Literal["error", "warning", "hint"],
        kind: str,
        value: object,
        what: Text,
        remedy: Text,
        cell: str = "",
    ) -> None:
        """Note something; ``cell`` is on the sheet with the changes, empty: no one cell."""
        sheet = self.sheet if cell else ""
        self.findings.append(
            Finding(severity, kind, self.file, "", self.employer or None, shortened(value), what, remedy, sheet, cell)
        )


def read_all(paths: Sequence[Path], compiled: Compiled) -> list[Answers]:
    """The answers in several workbooks; two of one employer are a finding, because they may contradict each other."""
    made = [read_answers(path, compiled) for path in paths]
    for i, one in enumerate(made):
        first = next((other.file for other in made[:i] if other.employer == one.employer), None)
        if first is not None:
            what = say("This employer's answers are also in {file}.", file=first)
            one.add(
                "error",
                "answered-twice",
                one.employer,
                what,
                say("Keep the latest of the two and take the other away."),
            )
    return made


def read_answers(path: Path, compiled: Compiled) -> Answers:
    """The answers in a workbook, with everything that is wrong with them."""
    sheets = sheets_of(path)
    found = Answers(str(path), hidden_values(sheets).get("employer", ""))
    sheet = next((s for s in sheets if s.name in _both(SHEET)), None)
    columns = {} if sheet is None or len(sheet.rows) < FIRST_ROW - 1 else _columns(sheet)
    if sheet is None or not {LINE, ANSWER} <= columns.keys():
        what = say("The sheet with the answers, or a column of it, is gone.")
        found.add(
            "error",
            "no-answers",
            None,
            what,
            say("Answer in the workbook as it was exported; sheets and headings stay."),
        )
        return found
    found.sheet, mine = sheet.name, _work_of(compiled, found.employer)
    for r, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW - 1):
        values = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
        if values[LINE] != "":
            _line(found, compiled, mine, values, {name: cell_name(r, c) for name, c in columns.items()})
    for activity in set(mine.values()) - found.given.keys():
        found.given[activity] = None
    _totals(found)
    return found


def _both(text: Text) -> set[str]:
    return {translated(text, language) for language in LANGUAGES}


def _columns(sheet: Sheet) -> dict[str, int]:
    headings = [str(value).strip() for value in sheet.rows[FIRST_ROW - 2]]
    return {
        name: c
        for name in (LINE, OLD, NEW, ANSWER, WEEK)
        for c, heading in enumerate(headings)
        if heading in _both(name)
    }


def _work_of(compiled: Compiled, employer: str) -> dict[str, int]:
    """Activities of an employer by id."""
    problem, names = compiled.problem, compiled.names
    return {
        names.activities[a].id: a
        for a, one in enumerate(problem.activities)
        if names.employers[problem.projects[one.project].employer].id == employer
    }


def _line(
    found: Answers, compiled: Compiled, mine: Mapping[str, int], values: Mapping[str, Any], cells: Mapping[str, str]
) -> None:
    name = str(values[LINE]).strip()
    if name not in mine:
        found.add(
            "error", "unknown-line", name, say("This is no work of this employer."), suggestion(name, mine), cells[LINE]
        )
        return
    said = str(values[ANSWER]).strip().lower()
    if said and said not in KINDS:
        found.add("error", "unknown-answer", said, say("This is no answer."), suggestion(said, KINDS), cells[ANSWER])
    if mine[name] in found.given:
        what = say("This line is answered twice, here and in {cell}.", cell=found.cells[mine[name]])
        found.add(
            "error",
            "line-answered-twice",
            said,
            what,
            say("Leave one of the two; until then it is no consent."),
            cells[ANSWER],
        )
        found.given[mine[name]] = None
        found.pins.pop(mine[name], None)
        return
    found.cells[mine[name]] = cells[ANSWER]
    week = compiled.problem.activities[mine[name]].submitted
    found.asked += values.get(OLD, "") not in ("", None if week is None else week_label(compiled.names.start, week))
    found.given[mine[name]], found.told[mine[name]] = KINDS.get(said), str(values.get(NEW, ""))
    if KINDS.get(said) == "pin":
        _pin(found, compiled, mine[name], values, cells)


def _pin(
    found: Answers, compiled: Compiled, activity: int, values: Mapping[str, Any], cells: Mapping[str, str]
) -> None:
    own = str(values.get(WEEK, "")).strip() != ""
    value, cell = (values[WEEK], cells[WEEK]) if own else (values.get(NEW, ""), cells.get(NEW, cells[LINE]))
    day = parse(value)
    if not isinstance(day, date):
        what = say("This is no week with its year, and no date.")
        found.add("error", "wrong-date", value, what, say("Write a week such as 2027-W36, or a date."), cell)
        return
    week = compiled.names.week_of(day)
    reason = _impossible(compiled.problem, activity, week)
    if reason is not None:
        found.add("error", "impossible-pin", value, reason, say("Pin it in another week, or refuse it."), cell)
        return
    found.pins[activity] = week


def _impossible(problem: Problem, activity: int, week: int) -> Text | None:
    """Why this work cannot start in a week, whatever else is planned."""
    one = problem.activities[activity]
    if not 0 <= week < problem.horizon:
        return say("This week lies outside the programme.")
    if one.pinned is not None and one.pinned != week:
        return say("This work has started, or is pinned in another week already.")
    if one.pinned is None and week < max(one.release, one.ready):
        return say("Window, permits or materials leave no start in this week yet.")
    ends = [end for mode in range(len(one.modes)) if (end := problem.end(activity, mode, week)) is not None]
    if not ends or (one.deadline is not None and min(ends) > one.deadline):
        return say("This week is closed, or the work would end too late.")
    return None


def _totals(found: Answers) -> None:
    if found.asked:
        what = say(
            "{count} of {all} lines tell another week asked for than the programme does now.",
            count=found.asked,
            all=len(found.given),
        )
        found.add(
            "warning", "stale-answers", found.asked, what, say("Export the plan of this programme and answer that.")
        )
    if none := found.count(None):
        what = say("{count} of {all} lines have no answer; no answer is no consent.", count=none, all=len(found.given))
        found.add(
            "hint", "unanswered", none, what, say("Answer them, or take them up with the planner of this employer.")
        )
    if refused := found.count("refuse"):
        what = say("{count} of {all} lines are refused.", count=refused, all=len(found.given))
        found.add(
            "hint",
            "refused",
            refused,
            what,
            say("They are planned anew; a pin in another week says where they may stand."),
        )


def pinned(problem: Problem, pins: Mapping[int, int]) -> Problem:
    """The problem with these activities fixed to these weeks (rule ``frozen``)."""
    rows = tuple(replace(one, pinned=pins[a]) if a in pins else one for a, one in enumerate(problem.activities))
    return replace(problem, activities=rows)
