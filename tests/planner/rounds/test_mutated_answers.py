"""Conservation of what comes back: right workbooks with answers or progress and one to three things wrong with them,
and of each line and note what became of it. ``WIJKPLAN_MUTATED_INPUTS`` says how many, as for other inputs."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.support.command import ROOT
from tests.support.mutated_answers import HEAD, KINDS, Sent, mutate
from tests.support.mutated_run import NUMBERS, SEED, told
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant
from wijkplan.planner.rounds.progress_file import Expected, read_progress
from wijkplan.planner.share import party_sheets
from wijkplan.planner.share.consent_files import read_answers
from wijkplan.planner.share.party_view import lines
from wijkplan.planner.share.progress_sheet import progress
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import say

PARTY = "bouw-a"
MOST_SECONDS = 5
ANSWERS = [
    ("akkoord", {}),
    ("weigeren", {}),
    ("vastzetten", {}),
    ("vastzetten", {"Vastzetten in week": 0}),
    ("andere weken", {"Niet voor week": 1, "Niet na week": 9}),
    ("andere mensen", {"Wiens mensen": "eigen of ingehuurd"}),
    ("akkoord", {}),
    ("andere weken", {"Niet na week": 4}),
]
"""Per line an answer, and beside it weeks, counted from the new week, or words."""
Result = Mapping[str, Any]


@cache
def _compiled() -> Compiled:
    programme, _ = load([ROOT / "instances" / "examples" / "eight-firms"])
    assert programme is not None
    return compile(programme)


@cache
def _exported() -> bytes:
    """The workbook of a party as it is sent round: answers, progress, and a sheet that nobody reads."""
    compiled = _compiled()
    names, problem = compiled.names, compiled.problem
    plan = submitted(in_variant(all_in(problem), SUBMITTED))
    mine = lines(problem, names, plan, Reader("employer", names.employer_index[PARTY]), "nl")

    def project(a: int) -> str:
        return names.projects[problem.activities[a].project].id

    tables = [
        party_sheets.changes(names, mine, project, "nl"),
        Table(say("Balance"), say("Plan"), (say("Name"), say("Lines")), [("a", 1), ("b", 2)]),
        party_sheets.at_once(names, mine, project, "nl"),
        progress(names, mine, {}),
    ]
    return workbook(tables, "nl", datetime(2027, 1, 4), {"kind": "answers", "employer": PARTY})


def _sent(title: str, asked: Iterable[str]) -> Sent:
    """The workbook, with nothing filled in."""
    book = load_workbook(io.BytesIO(_exported()))
    at = {str(cell.value): cell.column for cell in book[title][HEAD]}
    return Sent(book, book[title], at["Regel"], {name: at[name] for name in asked})


def _answered() -> Sent:
    names = ["Antwoord", "Vastzetten in week", "Niet voor week", "Niet na week", "Wiens mensen", "Uw reden"]
    sent = _sent("Wijzigingen", names)
    new = next(cell.column for cell in sent.sheet[HEAD] if cell.value == "Nieuwe week")
    for r, (word, beside) in zip(sent.rows, ANSWERS, strict=True):
        week = date.fromisocalendar(*map(int, str(sent.sheet.cell(r, new).value).split("-W")), 1)
        values = {"Antwoord": word, "Uw reden": f"PLANT-{r}"}
        for name, value in beside.items():
            later = "" if isinstance(value, str) else week + timedelta(weeks=value)
            values[name] = value if isinstance(value, str) else f"{later:%G}-W{later:%V}"
        for name, value in values.items():
            sent.sheet.cell(r, sent.asked[name]).value = value
    return sent


def _reported() -> Sent:
    asked = [
        "Begonnen",
        "Klaar",
        "Gereed (%)",
        "Gereed (aantal)",
        "Resterende uren",
        "Bestede uren",
        "Reden",
        "Opmerking",
    ]
    sent = _sent("Voortgang", asked)
    for n, r in enumerate(sent.rows):
        done = n % 2 == 0
        values = {"Begonnen": date(2027, 3, 1), "Gereed (%)": 100 if done else 40 + n, "Opmerking": f"PLANT-{r}"}
        values |= {"Klaar": date(2027, 3, 26)} if done else {"Resterende uren": 60 + n}
        for name, value in (values | {"Bestede uren": 10 + n}).items():
            sent.sheet.cell(r, sent.asked[name]).value = value
    return sent


@dataclass(frozen=True)
class Family:
    """What is sent, how it is read (per line what it says, and the findings), and which results say nothing."""

    sent: Callable[[], Sent]
    read: Callable[[Path], tuple[Result, list[Finding]]]
    known: frozenset[str]


def _read_answers(path: Path) -> tuple[Result, list[Finding]]:
    found, names = read_answers(path, _compiled()), _compiled().names
    said = {
        names.activities[a].id: (kind, found.pins.get(a), found.counters.get(a), found.reasons.get(a))
        for a, kind in found.given.items()
    }
    return said, found.findings


def _read_progress(path: Path) -> tuple[Result, list[Finding]]:
    expected = {
        name.id: Expected(date(2027, 3, 1), date(2027, 3, 26), name.quantity)
        for name, one in zip(_compiled().names.activities, _compiled().problem.activities, strict=True)
        if _compiled().names.employers[_compiled().problem.projects[one.project].employer].id == PARTY
    }
    made, findings = read_progress(path, expected, None, "2027-Q2", date(2027, 4, 2))
    return {row.activity: row for row in made.rows} if made is not None else {}, findings


# Findings that count lines, and say nothing of one.
FAMILIES = {
    "answers": Family(_answered, _read_answers, frozenset({"refused", "unanswered", "stale-answers"})),
    "progress": Family(_reported, _read_progress, frozenset({"no-progress"})),
}


@cache
def _right(family: str) -> tuple[Result, Mapping[str, str]]:
    """What the right workbook says, line by line, and the line of each plant."""
    sent = FAMILIES[family].sent()
    said, findings = _saved(family, sent, Path(_folder()))
    assert [f for f in findings if f.kind not in FAMILIES[family].known | {"answers-aside"}] == []
    plants = {
        str(cell.value): str(sent.sheet.cell(cell.row, sent.id).value)
        for row in sent.sheet.iter_rows(min_row=HEAD + 1)
        for cell in row
        if str(cell.value).startswith("PLANT-")
    }
    return said, plants


@cache
def _folder() -> str:
    import tempfile

    return tempfile.mkdtemp()


def _saved(family: str, sent: Sent, folder: Path) -> tuple[Result, list[Finding]]:
    path = folder / "sent.xlsx"
    sent.book.save(path)
    return FAMILIES[family].read(path)


def _amiss(family: str, sent: Sent, folder: Path) -> list[str]:
    """What is wrong with what is said of a workbook; empty where nothing is lost or changed in silence."""
    began = time.process_time()
    said, findings = _saved(family, sent, folder)
    seconds = time.process_time() - began
    wrong = [f"{seconds:.1f} seconds"] if seconds > MOST_SECONDS else []
    right, plants = _right(family)
    told_of = [f for f in findings if f.kind not in FAMILIES[family].known]
    places: dict[str, list[tuple[str, str]]] = {}
    for sheet in sent.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value) in plants:
                    places.setdefault(plants[str(cell.value)], []).append((sheet.title, cell.coordinate))
    refused = not said and any(f.severity == "error" for f in findings)
    for line, want in right.items() if not refused else ():
        at = places.get(line)
        if said.get(line) != want and at is not None and not any(_covers(f, *one) for f in told_of for one in at):
            wrong.append(f"{line} is {said.get(line)}, was {want}")
    for line in (line for line in said.keys() - right.keys() if said[line] != (None, None, None, None)):
        wrong.append(f"{line} came from nowhere")
    for one in sent.named:
        if _there(sent.book, *one) and not any(_covers(f, *one) for f in told_of):
            wrong.append(f"{one} is named by nobody")
    return wrong


def _there(book: Workbook, sheet: str, cell: str) -> bool:
    return sheet in book.sheetnames and (not cell or book[sheet][cell].value is not None)


def _covers(finding: Finding, sheet: str, cell: str) -> bool:
    """Whether a finding is of the file, the sheet, the row or the column of a cell."""
    if not finding.sheet:
        return finding.severity == "error" or not finding.cell
    if finding.sheet != sheet or not finding.cell or not cell:
        return finding.sheet == sheet
    letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    same_row = digits in (finding.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),)
    named = cell in finding.what.replace(",", " ").replace(".", " ").split()
    in_column = finding.kind == "extra-column" and letters == finding.cell.rstrip("0123456789")
    # A heading that is gone, and values merged or hidden, are of many rows.
    many = finding.kind in ("extra-column", "merged-amount", "hidden-rows", "struck-through", "comments-not-read")
    return same_row or named or in_column or (many and finding.severity == "error")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_right_workbook_is_read_whole(family: str) -> None:
    said, plants = _right(family)
    assert len(said) == len(plants) == len(ANSWERS)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_kind_alone(family: str, name: str, tmp_path: Path) -> None:
    sent = FAMILIES[family].sent()
    KINDS[name](sent, Random(7))
    assert _amiss(family, sent, tmp_path) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_that_comes_back_is_lost_in_silence(family: str, tmp_path: Path) -> None:
    hits: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for number in NUMBERS:
        drawn = Random(f"{SEED}/{family}/{number}")
        names = [sorted(KINDS)[number % len(KINDS)], *drawn.sample(sorted(KINDS), drawn.randint(0, 2))]
        sent = FAMILIES[family].sent()
        for name in names:
            mutate(name, sent, drawn)
        hits.update(names)
        if found := _amiss(family, sent, tmp_path):
            wrong[f"{number}: {' + '.join(names)}"] = found
    if not wrong:
        told(family, hits)
    assert not wrong, "\n".join(f"{name}\n    {'; '.join(found)}" for name, found in list(wrong.items())[:20])
