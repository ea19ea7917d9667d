"""Rounds lived in any order, killed at any moment: nothing done or agreed moves silently, nothing is lost, and every
hash holds. Planning itself is stood in for by weeks drawn at random around what stands, as the rules of standing lines
allow it; the files, the log and the states of lines are the real ones."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from wijkplan.planner.rounds import files_of_round, round_folder, steps, what_stands
from wijkplan.planner.rounds.change_types import AskedAgain, LeastChange
from wijkplan.planner.rounds.lines import standing_of
from wijkplan.planner.rounds.progress_file import Progress, ProgressRow
from wijkplan.planner.rounds.round_folder import (
    CHANGES,
    DECISIONS,
    MANIFEST,
    PLAN,
    PROGRESS,
    PUBLISHED,
    SUBMISSIONS,
    Folder,
    now,
)
from wijkplan.planner.rounds.round_types import Decided, Decision, Reference, Round
from wijkplan.planner.submission.agreed import FIXED, Agreed

LINES = ("a/dig:1", "a/pave:1", "b/dig:2", "b/pave:2")
FIRST = date(2027, 1, 4)


class Killed(BaseException):
    """The process ended here."""


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
        self.received: dict[str, bytes] = {}

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
        self.open(0)

    @precondition(lambda self: self.state() == "closed")
    @rule(weeks=st.integers(0, 12))
    def open(self, weeks: int) -> None:
        """A round with the submissions of the one before."""
        previous = None
        if self.count:
            last = self.round
            closed = self.folder.path(last.id, "closed.json").read_bytes()
            previous = Reference(round=last.id, sha256=files_of_round.sha256_of(closed))
        self.status += timedelta(weeks=weeks)
        self.count += 1
        made = Round(
            id=f"r{self.count}",
            opened=f"2027-01-01T00:00:{self.count:02}",
            status_date=self.status,
            state="open",
            previous=previous,
        )
        self.folder.begin(made, "machine")
        raw = f'{{"round": {self.count}}}'.encode()
        self.add(made.id, f"{SUBMISSIONS}/a.json", raw, "receive")
        manifest = [files_of_round.received_as("a.json", raw, {"a.json": ("a", "employer")})]
        self.folder.add(made.id, {f"{SUBMISSIONS}/{MANIFEST}": files_of_round.manifest_of(manifest)}, "receive", "a")
        self.folder.move_to(made, "collecting", "core-team")

    def add(self, round: str, name: str, raw: bytes, act: str) -> None:
        """A file that is never replaced."""
        self.folder.add(round, {name: raw}, act, "a")
        self.received[f"{round}/{name}"] = raw

    @precondition(lambda self: self.state() in ("collecting", "planned", "published"))
    @rule(data=st.data())
    def plan(self, data: st.DataObject) -> None:
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
        told = LeastChange(asked_again=tuple(asked))
        self.folder.add(one.id, {CHANGES: told.model_dump_json().encode()}, "changes", "core-team")
        self.folder.move_to(one, "planned", "core-team")

    @precondition(lambda self: self.state() == "planned")
    @rule()
    def publish(self) -> None:
        """What cannot hold is said, line by line, as the plan is sent round."""
        one = self.round
        again = steps._asked_again(self.folder, one)
        self.folder.append(one.id, DECISIONS, again, "ask again", "core-team")
        for row in again:
            self.agreed.pop(row.line, None)
        number = 1 + len(list(self.folder.path(one.id, PUBLISHED).glob("*")))
        self.add(one.id, f"{PUBLISHED}/{number}/page.html", f"{number}".encode(), "publish")
        self.folder.move_to(one, "published", "core-team")

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(
        line=st.sampled_from(LINES),
        kind=st.sampled_from(("accepted", "pinned", "refused", "window", "withdrawn")),
        more=st.integers(0, 8),
    )
    def answer(self, line: str, kind: Decided, more: int) -> None:
        """An owner says something of a line."""
        if line in self.done:
            return
        planned = what_stands.current_lines(self.folder, self.round)[line].planned
        at = planned + timedelta(weeks=more) if kind == "pinned" else planned
        weeks = (at.isoformat(), at.isoformat()) if kind != "window" else (at.isoformat(), None)
        row = Decision(at=now(), by="a", line=line, decision=kind, weeks=weeks)
        self.folder.append(self.round.id, DECISIONS, [row], "decide", "a")
        self.folder.move_to(self.round, "answered", "core-team")
        self.agreed.pop(line, None)
        if kind in ("accepted", "pinned"):
            self.agreed[line] = at

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(line=st.sampled_from(LINES), weeks=st.integers(1, 6))
    def report(self, line: str, weeks: int) -> None:
        """Work is reported as done."""
        if line in self.done:
            return
        start = self.status - timedelta(weeks=weeks)
        row = ProgressRow(activity=line, started=start, ended=start + timedelta(days=4))
        made = Progress(
            kind="progress", format_version=1, round=self.round.id, party="a", until=self.status, rows=(row,)
        )
        number = steps._next(self.folder, self.round, f"{PROGRESS}/a")
        self.add(self.round.id, f"{PROGRESS}/a/{number}.json", made.model_dump_json().encode(), "progress")
        self.done[line] = (start, start + timedelta(days=4))
        self.agreed.pop(line, None)

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule()
    def close(self) -> None:
        """The round is over; what was agreed for a week that passes meanwhile is asked again in the next one."""
        steps.close(self.folder, self.round)

    @precondition(lambda self: self.state() in ("published", "answered"))
    @rule(at=st.integers(0, 2), line=st.sampled_from(LINES))
    def killed(self, at: int, line: str) -> None:
        """A process dies while it writes an answer: before the file, after it, or before the log has its line."""
        real_write, real_log = round_folder.write_bytes, round_folder.append_line
        row = Decision(at=now(), by="a", line=line, decision="refused", weeks=None)

        def dies(*_: Any, **__: Any) -> None:
            raise Killed

        def half(files: dict[Path, bytes]) -> None:
            real_write(files)
            raise Killed

        try:
            if at == 0:
                round_folder.write_bytes = dies
            elif at == 1:
                round_folder.write_bytes = half  # type: ignore[assignment]
            else:
                round_folder.append_line = dies
            self.folder.append(self.round.id, DECISIONS, [row], "decide", "a")
        except Killed:
            pass
        finally:
            round_folder.write_bytes, round_folder.append_line = real_write, real_log
        told = self.folder.faults(self.round.id)
        assert (at == 0) == (told == []), "what is half there is said"
        # Going on puts the file right: what has no line in the log counts as not there.
        kept = self.folder.read_lines(self.round.id, DECISIONS, Decision)
        again = Decision(at=now(), by="a", line="nobody/none:0", decision="refused", weeks=None)
        self.folder.append(self.round.id, DECISIONS, [again], "decide", "a")
        assert self.folder.read_lines(self.round.id, DECISIONS, Decision) == [*kept, again]

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
        for name, (start, end) in self.done.items():
            assert (lines[name].state, lines[name].start, lines[name].end) == ("done", start, end)


Rounds.TestCase.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRounds = Rounds.TestCase
