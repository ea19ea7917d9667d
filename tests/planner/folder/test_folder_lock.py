"""A folder for one process: told who has it, taken over of one that is gone, also where clocks or disks are odd."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.locks import left_behind
from wijkplan.planner.folder import folder_lock
from wijkplan.planner.folder.folder_lock import LOCK, Busy, locked
from wijkplan.planner.folder.process_identity import started_at


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Busy, match=f"process {os.getpid()}$"), locked(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()


def test_of_one_that_is_gone_it_is_taken_over(tmp_path: Path) -> None:
    for left in (
        left_behind(),
        left_behind(pid=os.getpid()),  # its number is used again, by one that began at another time
        left_behind(pid=os.getpid(), started=started_at(os.getpid()), boot="another"),
        left_behind()[:20],
        "",
    ):
        (tmp_path / LOCK).write_text(left)
        with locked(tmp_path):
            assert str(os.getpid()) in (tmp_path / LOCK).read_text()


def test_whether_one_of_another_machine_is_gone_cannot_be_seen(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text(left_behind(host="elsewhere"))
    with pytest.raises(Busy, match=r"process \d+ on elsewhere$") as told, locked(tmp_path):
        pass
    assert told.value.lock == tmp_path / LOCK and told.value.lock.exists()


def test_where_it_was_killed_inside_the_next_one_goes_on(tmp_path: Path) -> None:
    code = "import os, sys, pathlib; from wijkplan.planner.folder.folder_lock import locked\n"
    code += "with locked(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (tmp_path / LOCK).exists()
    with locked(tmp_path):
        pass


def test_a_disk_that_keeps_no_locks_of_the_system_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(handle: int) -> None:
        raise OSError(errno.ENOSYS, f"no locks for {handle}")

    monkeypatch.setattr(folder_lock, "alone_with", none)
    with locked(tmp_path), pytest.raises(Busy), locked(tmp_path):
        pass
