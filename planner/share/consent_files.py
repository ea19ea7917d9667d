"""The answers of an employer, read back from its workbook: per line, or for a project or street at once, accept,
refuse, pin, other weeks or other people, with a reason. No answer is no consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.compile.standing import possible_with
from wijkplan.planner.findings.finding import Finding, suggestion
from wijkplan.planner.findings.finding import shown as shortened
from wijkplan.planner.intake.workbook.answer_marker import hidden_values, sheets_of
from wijkplan.planner.intake.workbook.cell_marks import cell_name
from wijkplan.planner.intake.workbook.date_cells import parse
from wijkplan.planner.intake.workbook.open_workbook import Sheet
from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import LANGUAGES, Text, say, translated

from .line_states import WHOSE
from .party_sheets import ANSWERS, Kind
from .xlsx_writer import FIRST_ROW

KINDS: Mapping[str, Kind] = {
    translated(word, language): kind for kind, word in ANSWERS.items() for language in LANGUAGES
}
PEOPLE: Mapping[str, OwnPeople] = {
    translated(word, language): whose for whose, word in WHOSE.items() for language in LANGUAGES
}
SHEET, LINE, OLD, NEW = say("Changes"), say("Line"), say("Old week"), say("New week")
ANSWER, WEEK = say("Answer"), say("Pin in week")
FIRST, LAST, WHO, REASON = say("Not before week"), say("Not after week"), say("Whose people"), say("Your reason")
AT_ONCE, GROUP, ID = say("Answer at once"), say("What is answered"), say("Id")
COLUMNS = (LINE, OLD, NEW, ANSWER, WEEK, FIRST, LAST, WHO, REASON, GROUP, ID)
_NO_WEEK = say("This is no week with its year, and no date.")
_WRITE_WEEK = say("Write a week such as 2027-W36, or a date.")


@dataclass(frozen=True, slots=True)
class CounterProposal:
    """What an employer asks instead: to start in no week before ``earliest`` and after ``latest`` (each from the start
    of the programme, ``None``: any), with these people (``None``: any)."""

    earliest: int | None = None
    latest: int | None = None
    people: OwnPeople | None = None


@dataclass(slots=True)
class Answers:
    """What one employer answered: per activity (by index) its answer, ``None`` where there is none, the new week that
    its line tells, the week of each pin, what is asked instead, and why; ``asked`` is how many lines tell another week
    asked for than the programme, ``sheet`` the sheet with the answers, ``cells`` where on it each is."""

    file: str
    employer: str = ""
    asked: int = 0
    given: dict[int, Kind | None] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    pins: dict[int, int] = field(default_factory=dict)
    counters: dict[int, CounterProposal] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
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


def read_answers(path: Path, compiled: Compiled, round: str | None = None) -> Answers:
    """The answers in a workbook or a JSON file, with everything that is wrong with them; ``round`` is the one in which
    they are handed in."""
    if path.suffix.lower() == ".json":
        from .answer_json import read_json  # it makes answers as this module has them

        return read_json(path, compiled, round)
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
    found.sheet, mine = sheet.name, work_of(compiled, found.employer)
    for r, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW - 1):
        values = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
        if values[LINE] != "":
            _line(found, compiled, mine, values, {name: cell_name(r, c) for name, c in columns.items()})
    groups = next((s for s in sheets if s.name in _both(AT_ONCE)), None)
    if groups is not None and len(groups.rows) >= FIRST_ROW - 1:
        _at_once(found, compiled, mine, groups)
    settle(found, mine)
    return found


def settle(found: Answers, mine: Mapping[str, int]) -> None:
    """Note lines without an answer, and what is worth knowing of all of them; ``mine`` are the activities of the
    employer by id."""
    for activity in set(mine.values()) - found.given.keys():
        found.given[activity] = None
    _totals(found)


def _both(text: Text) -> set[str]:
    return {translated(text, language) for language in LANGUAGES}


def _columns(sheet: Sheet) -> dict[str, int]:
    headings = [str(value).strip() for value in sheet.rows[FIRST_ROW - 2]]
    return {name: c for name in COLUMNS for c, heading in enumerate(headings) if heading in _both(name)}


def work_of(compiled: Compiled, employer: str) -> dict[str, int]:
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
    found.told[mine[name]] = str(values.get(NEW, ""))
    answer(found, compiled, mine[name], KINDS.get(said), Said(values, cells))


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says beside its answer, and the cells that say it, both by the headings of the workbook."""

    values: Mapping[str, Any]
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        """A value as text, empty where the row has none."""
        return str(self.values.get(name, "")).strip()

    def cell(self, name: str) -> str:
        """Where it stands, else where the answer does."""
        return self.cells.get(name, self.cells.get(ANSWER, ""))


def answer(found: Answers, compiled: Compiled, activity: int, kind: Kind | None, row: Said) -> None:
    """Note the answer to one work with what it asks instead, or what is wrong with it."""
    found.given[activity] = kind
    if reason := row.text(REASON):
        found.reasons[activity] = reason
    if kind == "pin":
        _pin(found, compiled, activity, row)
    if kind in ("window", "people"):
        _counter(found, compiled, activity, kind, row)


def _counter(found: Answers, compiled: Compiled, activity: int, kind: Kind, row: Said) -> None:
    names, before = compiled.names, len(found.findings)
    weeks: list[int | None] = []
    for name in (FIRST, LAST):
        day = parse(row.values[name]) if row.text(name) else None
        if row.text(name) and not isinstance(day, date):
            found.add("error", "wrong-date", row.values[name], _NO_WEEK, _WRITE_WEEK, row.cell(name))
        weeks.append(names.week_of(day) if isinstance(day, date) else None)
    whose = row.text(WHO).lower()
    if whose and whose not in PEOPLE:
        what = say("This does not say whose people.")
        found.add("error", "unknown-people", whose, what, suggestion(whose, PEOPLE), row.cell(WHO))
    asked = CounterProposal(weeks[0], weeks[1], PEOPLE.get(whose))
    if len(found.findings) > before:
        return
    if kind == "window" and asked.earliest is None and asked.latest is None:
        what, remedy = say("Other weeks are asked for, but not which."), say("Fill in not before, not after, or both.")
        found.add("error", "no-weeks", None, what, remedy, row.cell(FIRST))
    elif kind == "people" and asked.people is None:
        what, remedy = say("Other people are asked for, but not whose."), say("Fill in whose people may do it.")
        found.add("error", "no-people", None, what, remedy, row.cell(WHO))
    elif asked.earliest is not None and asked.latest is not None and asked.latest < asked.earliest:
        what, remedy = say("The weeks end before they begin."), say("Exchange the two weeks, or correct one.")
        found.add("error", "date-order", row.text(LAST), what, remedy, row.cell(LAST))
    elif not _room(compiled.problem, activity, asked):
        what = say("Window, permits, closed weeks or a deadline leave no start in these weeks.")
        found.add("error", "impossible-weeks", row.text(FIRST), what, say("Ask for other weeks."), row.cell(FIRST))
    elif asked.people is not None and not possible_with(compiled.problem.activities[activity], asked.people):
        what = say("This work cannot be done with these people alone.")
        found.add("error", "impossible-people", whose, what, say("Allow more, or refuse the line."), row.cell(WHO))
    else:
        found.counters[activity] = asked


def _room(problem: Problem, activity: int, asked: CounterProposal) -> bool:
    last = problem.horizon - 1 if asked.latest is None else min(asked.latest, problem.horizon - 1)
    return any(
        impossible_start(problem, activity, week) is None for week in range(max(0, asked.earliest or 0), last + 1)
    )


def _at_once(found: Answers, compiled: Compiled, mine: Mapping[str, int], sheet: Sheet) -> None:
    """Answers to a whole project or street, for lines that have none of their own; a street goes before a project."""
    columns = _columns(sheet)
    if not {GROUP, ID, ANSWER} <= columns.keys():
        return
    answered: dict[bool, list[tuple[list[int], Kind, Said]]] = {True: [], False: []}
    for r, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW - 1):
        values = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
        word, id = str(values[ANSWER]).strip().lower(), str(values[ID]).strip()
        if not word:
            continue
        street = str(values[GROUP]).strip() in _both(say("street"))
        cells = {name: cell_name(r, c) for name, c in columns.items()}
        works = group(compiled, mine, "street" if street else "project", id)
        found.sheet, own = sheet.name, found.sheet
        if word not in KINDS:
            found.add(
                "error", "unknown-answer", word, say("This is no answer."), suggestion(word, KINDS), cells[ANSWER]
            )
        elif not works:
            what = say("This employer has no work there.")
            found.add("error", "unknown-line", id, what, say("Ids stay as they were sent."), cells[ID])
        else:
            answered[street].append((works, KINDS[word], Said(values, cells)))
        found.sheet = own
    open_ones = {a for a in mine.values() if found.given.get(a) is None}
    for works, kind, told in (*answered[True], *answered[False]):
        found.sheet, own = sheet.name, found.sheet
        for a in works:
            if a in open_ones:
                open_ones.discard(a)
                answer(found, compiled, a, kind, told)
        found.sheet = own


def group(compiled: Compiled, mine: Mapping[str, int], kind: Literal["project", "street"], id: str) -> list[int]:
    """An employer's activities in one of its projects, or in one street."""
    problem, names = compiled.problem, compiled.names
    if kind == "street":
        return [a for a in mine.values() if names.activities[a].street == id]
    return [a for a in mine.values() if names.projects[problem.activities[a].project].id == id]


def _pin(found: Answers, compiled: Compiled, activity: int, row: Said) -> None:
    own = row.text(WEEK) != ""
    value, cell = (row.values[WEEK], row.cell(WEEK)) if own else (found.told.get(activity, ""), row.cell(NEW))
    if value == "":  # in the week in which it is planned
        return
    day = parse(value)
    if not isinstance(day, date):
        found.add("error", "wrong-date", value, _NO_WEEK, _WRITE_WEEK, cell)
        return
    week = compiled.names.week_of(day)
    reason = impossible_start(compiled.problem, activity, week)
    if reason is not None:
        found.add("error", "impossible-pin", value, reason, say("Pin it in another week, or refuse it."), cell)
        return
    found.pins[activity] = week


def impossible_start(problem: Problem, activity: int, week: int) -> Text | None:
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
