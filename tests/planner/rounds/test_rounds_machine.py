"""Rounds lived in any order, killed at any moment and gone on with: nothing done or agreed moves silently, nothing is
lost, and every hash holds. Planning itself is stood in for by weeks drawn at random around what stands, as the rules of
standing lines allow it; the steps, the files, the log and the states of lines are the real ones."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.planner.rounds.killed import Killed, Writes
from tests.support.draws import ANEW
from wijkplan.planner.rounds import files_of_round, steps, taking_part, what_stands
from wijkplan.planner.rounds import hand_in as hand_in_step
from wijkplan.planner.rounds.change_types import AskedAgain, Budget, LeastChange
from wijkplan.planner.rounds.lines import standing_of
from wijkplan.planner.rounds.progress_file import Progress, ProgressRow
from wijkplan.planner.rounds.round_folder import (
    CHANGES,
    DECISIONS,
    PLAN,
    PROGRESS,
    PUBLISHED,
    SUBMISSIONS,
    Folder,
    RoundError,
    now,
)
from wijkplan.planner.rounds.round_types import Decided, Decision, Received, Round
from wijkplan.planner.share.audience import Audience
from wijkplan.planner.share.export import Export
from wijkplan.planner.submission.agreed import FIXED, Agreed
from wijkplan.planner.text import Language

T = TypeVar("T")

LINES = ("a/dig:1", "a/pave:1", "b/dig:2", "b/pave:2")
FILES = ("a.json", "b.json", "new.json")
FIRST = date(2027, 1, 4)
AUDIENCES = [Audience("employer", "a"), Audience("client", "b"), Audience("core-team")]
NOTHING: Any = SimpleNamespace(name="a machine")
READ: Any = SimpleNamespace(programme=NOTHING)
KILLS = st.integers(0, 24)
"""After so many writes a process is killed; most steps do fewer, and are not."""


class Rounds(RuleBasedStateMachine):
    """The folder under test, beside a model: per line what was agreed (a week) and what was reported as done."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.folder = Folder(self.root / "rounds")
        self.status = FIRST
        self.count = 0
        self.agreed: dict[str, date] = {}
        self.done: dict[str, tuple[date, date]] = {}
        self.begun: dict[str, date] = {}
        self.received: dict[str, bytes] = {}
        self.leaves: dict[str, date] = {}
        self.kills = 0

    def alive(self, kill: int, act: Callable[[], T]) -> T:
        """Do something; where the process is killed meanwhile, whoever did it does the same once more."""
        writes = Writes()
        with writes:
            writes.left = kill
            try:
                return act()
            except Killed:
                self.kills += 1
                for one in self.folder.rounds():
                    self.folder.faults(one.id)  # whatever is half there can be told, and hinders nobody
                return act()

    def teardown(self) -> None:
        """Nothing stays behind."""
        shutil.rmtree(self.root)

    @property
    def round(self) -> Round:
        """The last round."""
        return self.folder.one(None)

    def state(self) -> str:
        """How far it is; empty where there is none."""
        return self.round.state if self.count else ""

    @initialize()
    def first(self) -> None:
        """The first round."""
        self.open(0, 24)

    @precondition(lambda self: self.state() == "closed")
    @rule(weeks=st.integers(0, 12), kill=KILLS)
    def open(self, weeks: int, kill: int) -> None:
        """A round with the submissions of the one before; the first with some that are handed in."""
        self.status += timedelta(weeks=weeks)
        self.count += 1
        asked = steps.Opening(f"r{self.count}", self.status, 4, None)
        sent: list[Path] = []
        if self.count == 1:
            sent = [self.root / "a.json", self.root / "b.json"]
            for path in sent:
                path.write_bytes(path.name.encode())

        def begin() -> Round:
            """Who opens it once more is told that it is there already, if only the log did not have its last line."""
            try:
                return steps.open_round(self.folder, asked, sent, READ if sent else None)
            except RoundError as told:
                if "already" not in str(told):
                    raise
                return self.round

        made = self.alive(kill, begin)
        for row in files_of_round.counting(self.folder, made):
            name = f"{made.id}/{SUBMISSIONS}/{row.file}"
            self.received[name] = (self.root / "rounds" / name).read_bytes()
        assert made.state == "collecting" and len(files_of_round.counting(self.folder, made)) >= 2

    @precondition(lambda self: self.state() in ("collecting", "planned", "published"))
    @rule(data=st.data(), kill=KILLS)
    def plan(self, data: st.DataObject, kill: int) -> None:
        """Lines that keep their week do, and one that cannot is asked again; all others move as they like."""
        one = self.round
        _, agreed, _ = what_stands.standing(self.folder, one)
        fixed = {} if agreed is None else {line.activity: line for line in agreed.lines if line.state in FIXED}
        rows, asked = [], []
        for name in LINES:
            week = self.status + timedelta(weeks=data.draw(st.integers(0, 30)))
            line = fixed.get(name)
            if line is not None and line.state in ("accepted", "pinned") and data.draw(st.integers(0, 5)) == 0:
                asked.append(AskedAgain(activity=name, party="a", agreed=line.start, proven=False))
            elif line is not None:
                week = line.start - timedelta(days=line.start.weekday())
            rows.append({"activity": name, "start": week.isoformat(), "end": (week + timedelta(days=11)).isoformat()})
        folder = self.folder.path(one.id, PLAN)
        folder.mkdir(exist_ok=True)
        values = {"activities": rows, "tenders": []}
        steps_plan = folder / f"plan-{what_stands.VARIANT}-{what_stands.QUESTION}.json"
        steps_plan.write_text(json.dumps(values))
        told = LeastChange(asked_again=tuple(asked)).model_dump_json().encode()

        def write() -> None:
            if agreed is not None:
                what_stands.write_standing(self.folder, one, agreed)
            self.folder.record(one.id, what_stands.SENT_ROUND, "plan", "core-team")
            self.folder.add(one.id, {CHANGES: told}, "changes", "core-team")
            self.folder.move_to(one, "planned", "core-team")

        self.alive(kill, write)

    @precondition(lambda self: self.state() in ("planned", "published"))
    @rule(kill=KILLS)
    def publish(self, kill: int) -> None:
        """What cannot hold is said, line by line, as the plan is sent round: to whom and in what numbers is the real
        thing, what is in the files is made up of the plan."""
        one = self.round
        again = steps._asked_again(self.folder, one)
        before = {row.number for row in files_of_round.sent(self.folder, one)}
        made = self.alive(kill, lambda: steps.publish(self.folder, one, NOTHING, NOTHING, b"", "en"))
        (number,) = {row.number for row in made}
        assert number not in before and len(made) == 2 * len(AUDIENCES)
        for row in made:
            name = f"{one.id}/{PUBLISHED}/{row.file}"
            self.received[name] = (self.root / "rounds" / name).read_bytes()
        for row_again in again:
            self.agreed.pop(row_again.line, None)

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(
        line=st.sampled_from(LINES),
        kind=st.sampled_from(("accepted", "pinned", "refused", "window", "withdrawn")),
        more=st.integers(0, 8),
        kill=KILLS,
    )
    def answer(self, line: str, kind: Decided, more: int, kill: int) -> None:
        """An owner says something of a line."""
        if line in self.done or line in self.begun:
            return
        planned = what_stands.current_lines(self.folder, self.round)[line].planned
        at = planned + timedelta(weeks=more) if kind == "pinned" else planned
        weeks = (at.isoformat(), at.isoformat()) if kind != "window" else (at.isoformat(), None)
        row = Decision(at=now(), by="a", line=line, decision=kind, weeks=weeks)

        def write() -> None:
            self.folder.append(self.round.id, DECISIONS, [row], "decide", "a")
            self.folder.move_to(self.round, "answered", "core-team")

        self.alive(kill, write)
        self.agreed.pop(line, None)
        if kind in ("accepted", "pinned"):
            self.agreed[line] = at

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(line=st.sampled_from(LINES), weeks=st.integers(1, 6), ended=st.booleans(), kill=KILLS)
    def report(self, line: str, weeks: int, ended: bool, kill: int) -> None:
        """Work is reported as done; or as begun some weeks late, which is a slip."""
        if line in self.done:
            return
        start = self.status - timedelta(weeks=weeks)
        last = start + timedelta(days=4)
        row = ProgressRow(activity=line, started=start, ended=last if ended else None, done_percent=100 if ended else 5)
        made = Progress(
            kind="progress", format_version=1, round=self.round.id, party="a", until=self.status, rows=(row,)
        )
        number = files_of_round.next_number(self.folder, self.round, f"{PROGRESS}/a")
        name, raw = f"{PROGRESS}/a/{number}.json", made.model_dump_json().encode()
        self.alive(kill, lambda: self.folder.add(self.round.id, {name: raw}, "progress", "a"))
        self.received[f"{self.round.id}/{name}"] = raw
        if ended:
            self.done[line] = (start, last)
            self.begun.pop(line, None)
        else:
            self.begun[line] = start
        self.agreed.pop(line, None)

    @precondition(lambda self: self.state() in ("collecting", "planned", "published"))
    @rule(name=st.sampled_from(FILES), ends=st.integers(0, 9), kill=KILLS, other=st.booleans())
    def receive(self, name: str, ends: int, kill: int, other: bool) -> None:
        """A newcomer hands in, work is added, or a framework gets another end: a corrected file, the old one stays
        beside it. Who was cut short hands in the same again, or something else."""
        one, path = self.round, self.root / name
        now = {Path(row.file).name: row.file for row in files_of_round.counting(self.folder, one)}
        path.write_bytes(f'{{"round": {self.count}, "ends": {ends}}}'.encode())
        first = [True]

        def hand_in() -> list[Received]:
            if not first[0] and other:
                path.write_bytes(path.read_bytes() + b" ")
            first[0] = False
            return hand_in_step.receive(self.folder, one, [path])

        (row,) = self.alive(kill, hand_in)
        known = now.get(name)  # the last write may have been that of the list: then it takes the place of the first try
        assert row.replaces == known or (row.replaces is not None and Path(row.replaces).name == name)
        self.received[f"{one.id}/{SUBMISSIONS}/{row.file}"] = path.read_bytes()
        names = {Path(row.file).name for row in files_of_round.counting(self.folder, one)}
        assert names == {*now, name}, "every party counts once"

    @precondition(lambda self: self.state() not in ("", "closed"))
    @rule(changes=st.integers(0, 3), kill=KILLS)
    def budget(self, changes: int, kill: int) -> None:
        """A party is promised few changes; of several promises to one the last counts."""
        with pytest.raises(RoundError):
            steps.set_budget(self.folder, self.round, Budget(party="nobody", changes=0, before=self.status))
        made = Budget(party="a", changes=changes, before=self.status + timedelta(weeks=8))
        self.alive(kill, lambda: steps.set_budget(self.folder, self.round, made))
        assert [row for row in steps.budgets_of(self.folder, self.round) if row.party == "a"] == [made]

    @precondition(lambda self: self.state() in ("open", "collecting", "planned", "published"))
    @rule(notice=st.integers(1, 3), party=st.sampled_from("ab"), kill=KILLS)
    def leave(self, notice: int, party: str, kill: int) -> None:
        """A party says that it leaves: never in a first round, and known from then on."""
        one, day = self.round, taking_part.notice_ends(self.status, notice)
        if one.previous is None:
            with pytest.raises(RoundError):
                taking_part.leave(self.folder, one, party, "stops", day)
            return
        self.alive(kill, lambda: taking_part.leave(self.folder, one, party, "stops", day))
        self.leaves[party] = day

    @invariant()
    def who_left_stays_away(self) -> None:
        """Until a file says otherwise, in every later round."""
        if self.leaves:
            gone = taking_part.leavers(self.folder, self.round)
            assert {party: gone[party] for party in self.leaves} == self.leaves

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(kill=KILLS)
    def close(self, kill: int) -> None:
        """The round is over; what was agreed for a week that passes meanwhile is asked again in the next one. Nothing
        of it may be said any more."""
        one = self.round
        self.alive(kill, lambda: steps.close(self.folder, self.round))
        assert self.folder.ended(one.id) and self.folder.about.baseline is not None
        with pytest.raises(RoundError):
            steps.close(self.folder, self.round)

    @invariant()
    def hashes_hold(self) -> None:
        """All that was written is as it was logged, and closed rounds are as they were closed."""
        for one in self.folder.rounds() if self.count else ():
            assert self.folder.faults(one.id) == []

    @invariant()
    def nothing_is_lost(self) -> None:
        """What was received or sent is there, byte for byte."""
        for name, raw in self.received.items():
            assert (self.root / "rounds" / name).read_bytes() == raw

    @invariant()
    def what_was_agreed_or_done_stands(self) -> None:
        """In the state of its line, and in what the next plan is made with."""
        if self.state() not in ("published", "answered", "closed"):
            return
        one = self.round
        held = what_stands.current_lines(self.folder, one)
        assert held.keys() == set(LINES)
        plan = json.loads(what_stands.plan_path(self.folder, one).read_text())
        stands: Agreed = standing_of(one.id, one.status_date, 4, plan, held)
        lines = {line.activity: line for line in stands.lines}
        for name, week in self.agreed.items():
            if week >= one.status_date:
                assert (held[name].state in ("accepted", "pinned"), lines[name].start) == (True, week)
            else:
                assert held[name].state == "asked again" and lines[name].state == "window"
        for name, start in self.begun.items():
            assert (held[name].state, lines[name].start) == ("started", start)
        for name, (start, end) in self.done.items():
            assert (lines[name].state, lines[name].start, lines[name].end) == ("done", start, end)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No programme is read and no plan is exported: who hands in and who is sent what is made up."""

    def exported(subject: Any, who: Audience, _: Language) -> Export:
        rows = (subject.folder / "plan-bundled-equal_delivery.json").read_bytes()
        return Export({"page.html": rows, "book.xlsx": str(who).encode() + rows}, ())

    @dataclass
    class Said:
        programme: Any
        compiled: Any
        folder: Any
        question: str
        variant: str
        key: bytes
        states: Any

    monkeypatch.setattr(steps, "_stored", lambda folder, round, _: folder.path(round.id, PLAN))
    monkeypatch.setattr(steps, "Subject", Said)
    monkeypatch.setattr(steps, "exported", exported)
    monkeypatch.setattr(steps, "disclosed", lambda *_: None)
    monkeypatch.setattr(steps, "audiences", lambda _: AUDIENCES)
    monkeypatch.setattr(hand_in_step, "load_all", lambda _: READ)
    for step in (steps, hand_in_step):
        monkeypatch.setattr(
            step, "owners", lambda _, names: {name: (Path(name).stem, "employer") for name in names.values()}
        )


class Life(Rounds):
    """As it is lived in a few rounds."""


class LongLife(Rounds):
    """Likewise in many; more of them at night."""


Life.TestCase.settings = settings(
    max_examples=6, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
LongLife.TestCase.settings = settings(
    max_examples=60 if ANEW else 8,
    stateful_step_count=120,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestRounds = Life.TestCase
TestManyRounds = pytest.mark.slow(LongLife.TestCase)
