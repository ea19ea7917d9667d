"""The answers of an employer, read back from its workbook: per line, or for a project or street at once, accept,
refuse, pin, other weeks or other people, with a reason. No answer is no consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.compile.standing import possible_with
from wijkplan.planner.findings.finding import Finding, suggestion
from wijkplan.planner.findings.finding import shown as shortened
from wijkplan.planner.intake.workbook.answer_marker import hidden_values, sheets_of
from wijkplan.planner.intake.workbook.lookups import folded
from wijkplan.planner.intake.workbook.read_cells import is_empty
from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import LANGUAGES, Text, say, translated

from .answer_forms import (
    ANSWER,
    BELONGS,
    FIRST,
    GROUP,
    GROUPS,
    ID,
    KINDS,
    LAST,
    LINE,
    LINES,
    NEW,
    OLD,
    PEOPLE,
    REASON,
    WEEK,
    WHO,
    WHOSE_WORDS,
    WORDS,
    Said,
)
from .filled_sheet import Filled, day_of, find, others, text_of, unread
from .party_sheets import ANSWERS, Kind
from .progress_sheet import FORM as PROGRESS

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

    def unknown_party(self) -> None:
        """Note that nobody of that name has work."""
        what = say("This employer has no work in this programme.")
        self.add("error", "unknown-party", self.employer, what, say("Ids stay as they were sent."))

    def lone_reason(self, reason: str, cell: str) -> None:
        """Note a reason that is kept with no answer."""
        what = say("There is no answer beside this reason; it is kept by nobody.")
        self.add("warning", "without-effect", reason, what, say("Choose an answer too."), cell)


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
    lines, groups = find(sheets, LINES), find(sheets, GROUPS)
    if lines is None:
        what = say("The sheet with the answers, or a column of it, is gone.")
        found.add(
            "error",
            "no-answers",
            None,
            what,
            say("Answer in the workbook as it was exported; sheets and headings stay."),
        )
        return found
    mine = work_of(compiled, found.employer)
    stated = [text_of(values[LINE]) for _, values in lines.rows() if not is_empty(values[LINE])]
    if not mine and (stated or found.employer not in compiled.names.employer_index):
        found.unknown_party()
        return found
    if len(stated) > 1 and not mine.keys() & set(stated):
        what = say("None of these {count} lines is work of this employer.", count=len(stated))
        found.add("error", "unknown-party", found.employer, what, say("Send back the workbook that was sent to it."))
        return found
    read = [one for one in (lines, groups) if one is not None]
    for one in read:
        found.findings += unread(found.file, found.employer, one, str(LINE if one is lines else ID))
    found.findings += others(found.file, found.employer, sheets, read, [PROGRESS])
    found.sheet = lines.sheet.name
    for r, values in lines.rows():
        if not is_empty(values[LINE]):
            cells = {name: lines.cell(r, name) for name in lines.columns}
            _line(found, compiled, mine, Said(values, cells, lines.sheet))
    if groups is not None:
        _at_once(found, compiled, mine, groups)
    settle(found, mine)
    return found


def settle(found: Answers, mine: Mapping[str, int]) -> None:
    """Note lines without an answer, and what is worth knowing of all of them; ``mine`` are the activities of the
    employer by id."""
    for activity in set(mine.values()) - found.given.keys():
        found.given[activity] = None
    for activity, reason in found.reasons.items():
        if found.given[activity] is None:
            found.lone_reason(reason, found.cells.get(activity, ""))
    _totals(found)


def work_of(compiled: Compiled, employer: str) -> dict[str, int]:
    """Activities of an employer by id."""
    problem, names = compiled.problem, compiled.names
    return {
        names.activities[a].id: a
        for a, one in enumerate(problem.activities)
        if names.employers[problem.projects[one.project].employer].id == employer
    }


def _line(found: Answers, compiled: Compiled, mine: Mapping[str, int], row: Said) -> None:
    name, cells = row.text(LINE), row.cells
    if name not in mine:
        found.add(
            "error", "unknown-line", name, say("This is no work of this employer."), suggestion(name, mine), cells[LINE]
        )
        return
    said = row.text(ANSWER)
    if said and folded(said) not in KINDS:
        found.add("error", "unknown-answer", said, say("This is no answer."), suggestion(said, WORDS), cells[ANSWER])
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
    found.asked += row.text(OLD) not in ("", None if week is None else week_label(compiled.names.start, week))
    found.told[mine[name]] = row.text(NEW)
    answer(found, compiled, mine[name], KINDS.get(folded(said)), row)


def answer(found: Answers, compiled: Compiled, activity: int, kind: Kind | None, row: Said) -> None:
    """Note the answer to one work with what it asks instead, or what is wrong with it."""
    found.given[activity] = kind
    if reason := row.text(REASON):
        found.reasons.setdefault(activity, reason)  # that of a line goes before that of its street or project
    if kind is not None or not row.text(ANSWER):
        _beside(found, kind, row)
    if kind == "pin":
        _pin(found, compiled, activity, row)
    if kind in ("window", "people"):
        _counter(found, compiled, activity, kind, row)


def _beside(found: Answers, kind: Kind | None, row: Said) -> None:
    """Weeks and people beside an answer that has no use for them, or beside none."""
    for name in (WEEK, FIRST, LAST, WHO):
        if row.text(name) and name not in BELONGS.get(kind or "accept", ()):
            what = (
                say("There is no answer beside this.")
                if kind is None
                else say("This does not belong to the answer {answer}.", answer=ANSWERS[kind])
            )
            remedy = say("Choose the answer that it belongs to, or empty it.")
            found.add("error", "without-effect", row.values[name], what, remedy, row.cell(name))
            return


def _counter(found: Answers, compiled: Compiled, activity: int, kind: Kind, row: Said) -> None:
    names, before = compiled.names, len(found.findings)
    weeks: list[int | None] = []
    for name in (FIRST, LAST):
        day = row.day(name)
        if row.text(name) and day is None:
            found.add("error", "wrong-date", row.values[name], _NO_WEEK, _WRITE_WEEK, row.cell(name))
        weeks.append(None if day is None else names.week_of(day))
    whose = row.text(WHO)
    if whose and folded(whose) not in PEOPLE:
        what = say("This does not say whose people.")
        found.add("error", "unknown-people", whose, what, suggestion(whose, WHOSE_WORDS), row.cell(WHO))
    asked = CounterProposal(weeks[0], weeks[1], PEOPLE.get(folded(whose)))
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
        for name, week in ((FIRST, asked.earliest), (LAST, asked.latest)):
            if week is not None and not 0 <= week < compiled.problem.horizon:
                what, remedy = say("This week lies outside the programme."), say("Correct it if that is not meant.")
                found.add("hint", "date-outside-horizon", row.values[name], what, remedy, row.cell(name))


def _room(problem: Problem, activity: int, asked: CounterProposal) -> bool:
    last = problem.horizon - 1 if asked.latest is None else min(asked.latest, problem.horizon - 1)
    return any(
        impossible_start(problem, activity, week) is None for week in range(max(0, asked.earliest or 0), last + 1)
    )


def _at_once(found: Answers, compiled: Compiled, mine: Mapping[str, int], groups: Filled) -> None:
    """Answers to a whole project or street, for lines that have none of their own; a street goes before a project."""
    answered: dict[bool, dict[str, tuple[list[int], Kind, Said]]] = {True: {}, False: {}}
    found.sheet, own = groups.sheet.name, found.sheet
    for r, values in groups.rows():
        row = Said(values, {name: groups.cell(r, name) for name in groups.columns}, groups.sheet)
        word, id = row.text(ANSWER), row.text(ID)
        kind = KINDS.get(folded(word))
        if not word or not id:
            _beside(found, None, row)
            if id and row.text(REASON):
                found.lone_reason(row.text(REASON), row.cell(REASON))
            continue
        street = folded(row.text(GROUP)) in {folded(translated(say("street"), language)) for language in LANGUAGES}
        works = group(compiled, mine, "street" if street else "project", id)
        if kind is None:
            found.add(
                "error", "unknown-answer", word, say("This is no answer."), suggestion(word, WORDS), row.cell(ANSWER)
            )
        elif not works:
            what = say("This employer has no work there.")
            found.add("error", "unknown-line", id, what, say("Ids stay as they were sent."), row.cell(ID))
        elif id in answered[street]:
            what = say("This line is answered twice, here and in {cell}.", cell=answered[street][id][2].cell(ANSWER))
            remedy = say("Leave one of the two; until then it is no consent.")
            found.add("error", "line-answered-twice", word, what, remedy, row.cell(ANSWER))
        else:
            answered[street][id] = works, kind, row
    open_ones = {a for a in mine.values() if found.given.get(a) is None}
    for works, kind, told in (*answered[True].values(), *answered[False].values()):
        before = len(found.findings)
        for a in works:
            if a in open_ones:
                open_ones.discard(a)
                answer(found, compiled, a, kind, told)
        found.findings[before:] = dict.fromkeys(found.findings[before:])  # of many lines the same is wrong
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
    day = day_of(value, row.sheet)
    if day is None:
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
