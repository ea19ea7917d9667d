"""A folder of rounds: append-only, chained, whole after a process was killed at any moment, one process at a time."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from threading import Condition, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.locks import left_behind
from wijkplan.planner.folder.folder_lock import LOCK
from wijkplan.planner.rounds.round_folder import DECISIONS, LOG, ROUND, Folder, RoundError, now
from wijkplan.planner.rounds.round_types import Decision, Reference, Round, State

MANY = 6
"""Threads at once."""


def _begun(root: Path) -> tuple[Folder, Round]:
    folder = Folder(root)
    made = Round(id="r1", opened=now(), status_date=date(2027, 1, 4), state="open")
    folder.begin(made, "demo")
    folder.add("r1", {"submissions/a.json": b"{}"}, "receive", "core-team")
    return folder, made


def _decision(line: str) -> Decision:
    return Decision(at=now(), by="e", line=line, decision="accepted", weeks=("2027-01-04", "2027-01-04"))


def test_a_folder_as_it_was_written_has_no_faults(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    folder.append("r1", DECISIONS, [_decision("a")], "decide", "e")
    folder.append("r1", DECISIONS, [_decision("b"), _decision("a")], "decide", "e")
    assert [row.line for row in folder.read_lines("r1", DECISIONS, Decision)] == ["a", "b", "a"]
    assert folder.faults("r1") == []
    assert [row.act for row in folder.log("r1")] == ["open", "receive", "decide", "decide"]


@pytest.mark.parametrize("line", [0, 1, 2, 3])
def test_every_line_of_the_log_that_is_changed_or_taken_away_breaks_the_chain_or_shows(
    tmp_path: Path, line: int
) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    folder.append("r1", DECISIONS, [_decision("a")], "decide", "e")
    folder.append("r1", DECISIONS, [_decision("b")], "decide", "e")
    path = folder.path("r1", LOG)
    lines = path.read_text().splitlines()
    path.write_text(
        "\n".join(
            [
                *lines[:line],
                lines[line].replace('"core-team"', '"nobody"').replace('"by":"e"', '"by":"x"'),
                *lines[line + 1 :],
            ]
        )
        + "\n"
    )
    changed = folder.faults("r1")
    path.write_text("\n".join(lines[:line] + lines[line + 1 :]) + "\n")
    assert folder.faults("r1")
    assert changed or line == len(lines) - 1  # who wrote the last line is said by no later hash yet


def test_what_was_received_is_never_replaced(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    with pytest.raises(RoundError, match="never replaced"):
        folder.add("r1", {"submissions/a.json": b"other"}, "receive", "core-team")
    assert folder.path("r1", "submissions/a.json").read_bytes() == b"{}"


def test_a_file_without_its_line_is_not_there_and_is_said(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    folder.path("r1", "answers", "e").mkdir(parents=True)
    folder.path("r1", "answers", "e", "1.xlsx").write_bytes(
        b"half"
    )  # the process was killed before the line was written
    assert folder.faults("r1") == ["answers/e/1.xlsx has no line in the log: it counts as not there"]
    folder.add("r1", {"answers/e/1.xlsx": b"whole"}, "answer", "e")  # sent again
    assert folder.faults("r1") == []


@settings(deadline=None)
@given(st.integers(0, 400))
def test_decisions_after_a_kill_at_any_byte_are_those_that_were_logged(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder, _ = _begun(tmp_path_factory.mktemp("killed") / "rounds")
    folder.append("r1", DECISIONS, [_decision("a")], "decide", "e")
    path = folder.path("r1", DECISIONS)
    path.write_bytes(path.read_bytes() + (_decision("b").model_dump_json() + "\n").encode()[:cut])
    assert [row.line for row in folder.read_lines("r1", DECISIONS, Decision)] == ["a"]
    folder.append("r1", DECISIONS, [_decision("c")], "decide", "e")
    assert [row.line for row in folder.read_lines("r1", DECISIONS, Decision)] == ["a", "c"]
    assert folder.faults("r1") == []


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("open", "planned", True),
        ("published", "planned", True),
        ("planned", "open", False),
        ("closed", "published", False),
        ("answered", "planned", False),
    ],
)
def test_a_round_goes_forward_but_for_a_new_publication(
    tmp_path: Path, before: State, after: State, allowed: bool
) -> None:
    folder, made = _begun(tmp_path / "rounds")
    one = made.model_copy(update={"state": before})
    if allowed:
        assert folder.move_to(one, after, "core-team").state == after
    else:
        with pytest.raises(RoundError, match="cannot be"):
            folder.move_to(one, after, "core-team")


def test_one_process_at_a_time_and_a_lock_of_a_dead_one_is_taken_over(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    with folder.locked(), pytest.raises(RoundError, match=str(os.getpid())), Folder(tmp_path / "rounds").locked():
        pass
    (tmp_path / "rounds" / LOCK).write_text(left_behind())
    with folder.locked():
        pass
    assert not (tmp_path / "rounds" / LOCK).exists()


def test_a_closed_round_tells_of_any_file_that_changes(tmp_path: Path) -> None:
    folder, made = _begun(tmp_path / "rounds")
    folder.path("r1", "plan").mkdir()
    folder.path("r1", "plan", "plan.json").write_text("{}")
    folder.close(made, "core-team")
    assert folder.faults("r1") == []
    folder.path("r1", "plan", "plan.json").write_text("{ }")
    assert folder.faults("r1") == ["plan/plan.json was changed after the round was closed"]


def test_nothing_is_written_in_a_round_that_is_closed(tmp_path: Path) -> None:
    folder, made = _begun(tmp_path / "rounds")
    folder.close(made, "core-team")
    with pytest.raises(RoundError, match="closed"):
        folder.append("r1", DECISIONS, [_decision("a")], "decide", "e")
    with pytest.raises(RoundError, match="closed"):
        folder.add("r1", {"progress/e/1.json": b"{}"}, "progress", "e")
    assert folder.faults("r1") == []


def test_rounds_follow_each_other_also_where_the_clock_went_back(tmp_path: Path) -> None:
    folder, made = _begun(tmp_path / "rounds")
    next_one = made.model_copy(
        update={"id": "a", "opened": "2020-01-01T00:00:00+01:00", "previous": Reference(round="r1", sha256="")}
    )
    folder.begin(next_one, "demo")
    assert [one.id for one in folder.rounds()] == ["r1", "a"]
    assert folder.one(None).id == "a"


def test_decisions_that_were_edited_or_taken_away_are_refused(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    folder.append("r1", DECISIONS, [_decision("a"), _decision("b")], "decide", "e")
    path = folder.path("r1", DECISIONS)
    whole = path.read_text()
    for edited in (whole.replace("accepted", "refused"), whole.splitlines(keepends=True)[0], ""):
        path.write_text(edited)
        with pytest.raises(RoundError, match="not as it was logged"):
            folder.read_lines("r1", DECISIONS, Decision)
    path.write_text(whole)
    assert [row.line for row in folder.read_lines("r1", DECISIONS, Decision)] == ["a", "b"]


def test_a_round_whose_own_file_was_edited_is_not_changed_any_further(tmp_path: Path) -> None:
    folder, made = _begun(tmp_path / "rounds")
    path = folder.path("r1", ROUND)
    whole = path.read_text()
    path.write_text(whole.replace("2027-01-04", "2027-03-01"))
    assert folder.faults("r1") == ["round.json is not as it was logged"]
    with pytest.raises(RoundError, match="not as it was logged"), folder.locked():
        pass
    path.write_text(whole.replace('"open"', '"planned"'))  # killed as it moved on: then it goes on
    with folder.locked():
        folder.move_to(made.model_copy(update={"state": "planned"}), "planned", "core-team")
    assert folder.faults("r1") == []


def test_what_is_read_back_is_as_it_was_logged(tmp_path: Path) -> None:
    folder, _ = _begun(tmp_path / "rounds")
    (path,) = folder.as_logged("r1", ["submissions/a.json"])
    path.write_bytes(b"[]")
    with pytest.raises(RoundError, match="wijkplan round receive"):
        folder.as_logged("r1", ["submissions/a.json"])
    folder.add("r1", {"submissions/a.json": b"{}"}, "receive", "core-team")  # received once more, as it was
    assert folder.as_logged("r1", ["submissions/a.json"]) == [path] and folder.faults("r1") == []


def test_of_many_that_find_the_lock_of_a_dead_process_one_takes_it_over(tmp_path: Path) -> None:
    _begun(tmp_path / "rounds")
    inside, refused = list[int](), list[int]()
    changed = Condition()

    def take() -> None:
        """Who is in stays until all others were refused, or are in too."""
        try:
            with Folder(tmp_path / "rounds").locked(), changed:
                inside.append(1)
                changed.notify_all()
                changed.wait_for(lambda: len(inside) + len(refused) == MANY, timeout=120)
        except RoundError:
            with changed:
                refused.append(1)
                changed.notify_all()

    for _ in range(20):
        inside.clear()
        refused.clear()
        (tmp_path / "rounds" / LOCK).write_text(left_behind())
        threads = [Thread(target=take) for _ in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(inside), len(refused)) == (1, MANY - 1)
