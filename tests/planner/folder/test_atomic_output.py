"""Results are whole or absent, and only in folders of our own."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wijkplan.planner.folder.atomic_output import (
    CannotWrite,
    check_folder,
    input_hash,
    make_folder,
    programme_at,
    versions,
    write_bytes,
    write_folder,
    write_json,
    write_text,
)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_json(tmp_path / "deep" / "a.json", {"x": "é"})
    write_json(tmp_path / "deep" / "a.json", {"x": 2})
    assert json.loads((tmp_path / "deep" / "a.json").read_text("utf-8")) == {"x": 2}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.json"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text(tmp_path / "a.txt", "old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match=r"a\.txt cannot be written: no space left on device"):
        write_text(tmp_path / "a.txt", "new")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_a_full_disk_leaves_an_earlier_run_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = {"run.json": "1", "comparison.json": "1", "plan-shared-all_in.json": "1"}
    write_folder(tmp_path, earlier)
    calls = iter([None, OSError(errno.ENOSPC, "No space left on device")])

    def full(_handle: int) -> None:
        fault = next(calls)
        if fault:
            raise fault

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="no space left"):
        write_folder(tmp_path, {"comparison.json": "2", "run.json": "2"})
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == earlier


def test_a_device_or_pipe_keeps_its_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite, match="is no ordinary file"):
        write_text(tmp_path / "pipe", "new")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.txt").read_text() == "new"


def test_a_folder_is_tried_out_before_the_work(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="cannot be written"):
        make_folder(tmp_path / "file" / "b")


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    check_folder(tmp_path / "new")
    check_folder(tmp_path)  # empty
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(CannotWrite, match="was not made by wijkplan"):
        check_folder(tmp_path)
    check_folder(tmp_path, force=True)
    with pytest.raises(CannotWrite, match="is a file"):
        check_folder(tmp_path / "thesis.doc")
    with pytest.raises(CannotWrite, match="no folder that you may write in"):
        check_folder(tmp_path / "thesis.doc" / "out")


def test_a_folder_of_ours_is_used_again_without_old_plans(tmp_path: Path) -> None:
    write_folder(tmp_path, {"run.json": "{}", "plan-shared-all_in.json": "{}", "comparison.json": "{}"})
    (tmp_path / "notes.txt").write_text("kept")
    check_folder(tmp_path)
    write_folder(tmp_path, {"run.json": "{}", "comparison.json": "{}"})
    assert {p.name for p in tmp_path.iterdir()} == {"run.json", "comparison.json", "notes.txt"}


def test_papers_of_an_earlier_run_go_and_others_stay(tmp_path: Path) -> None:
    write_folder(
        tmp_path,
        {
            "run.json": "{}",
            "dossiers/dossier-a.docx": b"PK\x03",
            "dossiers/dossier-b.md": "b",
            "ocds/dropped.json": "[]",
        },
    )
    (tmp_path / "dossiers" / "mine.docx").write_bytes(b"mine")
    assert (tmp_path / "dossiers" / "dossier-a.docx").read_bytes() == b"PK\x03"
    write_folder(tmp_path, {"run.json": "{}", "dossiers/dossier-b.md": "B"})
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {"run.json", "dossiers/dossier-b.md", "dossiers/mine.docx"}


def test_the_input_hash_follows_contents_not_names(tmp_path: Path) -> None:
    a, b = tmp_path / "a.json", tmp_path / "b.json"
    a.write_text("1")
    b.write_text("2")
    before = input_hash([a, b])
    a.write_text("2")
    b.write_text("1")
    assert input_hash([a, b]) == before
    b.write_text("3")
    assert input_hash([a, b]) != before


def test_versions_name_what_matters() -> None:
    assert set(versions()) == {"python", "wijkplan", "ortools", "numba"}


@pytest.fixture
def lax() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.usefixtures("lax")
def test_what_is_private_is_for_its_owner_whatever_the_umask(tmp_path: Path) -> None:
    make_folder(tmp_path / "made" / "out")
    write_folder(tmp_path / "made" / "out", {"run.json": "{}", "dossiers/dossier-a.md": "a"})
    write_bytes({tmp_path / "crews" / "deep" / "a.ics": b"x"})
    made = [*(tmp_path / "made").rglob("*"), *(tmp_path / "crews").rglob("*"), tmp_path / "made", tmp_path / "crews"]
    assert {_mode(p) for p in made if p.is_dir()} == {0o700} and {_mode(p) for p in made if p.is_file()} == {0o600}
    (tmp_path / "empty").mkdir(mode=0o777)
    make_folder(tmp_path / "empty")
    assert _mode(tmp_path / "empty") == 0o700
    (tmp_path / "theirs").mkdir(mode=0o777)
    (tmp_path / "theirs" / "file").write_text("")
    make_folder(tmp_path / "theirs")
    assert _mode(tmp_path / "theirs") == 0o777  # not ours to close


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750), (0o077, 0o600, 0o700)]
)
def test_everything_else_is_as_the_umask_says(tmp_path: Path, mask: int, file: int, folder: int) -> None:
    before = os.umask(mask)
    try:
        make_folder(tmp_path / "shared", private=False)
        write_bytes({tmp_path / "shared" / "a" / "page.html": b"x"}, private=False)
    finally:
        os.umask(before)
    assert (_mode(tmp_path / "shared"), _mode(tmp_path / "shared" / "a")) == (folder, folder)
    assert _mode(tmp_path / "shared" / "a" / "page.html") == file


APPEND = "import sys; from pathlib import Path; from wijkplan.planner.folder.append_line import append_line\n"
APPEND += "for i in range(20): append_line(Path(sys.argv[1]), sys.argv[2] * 3000 + str(i))"


def test_lines_of_several_processes_are_all_there(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("cut off")
    running = [subprocess.Popen([sys.executable, "-c", APPEND, str(log), name]) for name in "abcdef"]
    assert [one.wait() for one in running] == [0] * 6
    lines = log.read_text().splitlines()
    assert lines[0] == "cut off" and sorted(lines[1:]) == sorted(
        name * 3000 + str(i) for name in "abcdef" for i in range(20)
    )


def test_a_programme_that_was_moved_with_its_output_is_found(tmp_path: Path) -> None:
    """Rounds are copied to another machine, or asked about from inside their folder."""
    plan, sent = tmp_path / "copied" / "2027-Q1" / "plan", tmp_path / "copied" / "2027-Q1" / "submissions"
    (plan / "dossiers").mkdir(parents=True)
    (sent / "2").mkdir(parents=True)
    for path in (sent / "a.json", sent / "2" / "a.json", plan.parent / "agreed.json", plan / "standing.json"):
        path.write_text("{}")
    there = Path("rounds/2027-Q1")
    assert programme_at(there / "submissions" / "a.json", plan) == sent / "a.json"
    assert programme_at(there / "submissions" / "2" / "a.json", plan) == sent / "2" / "a.json"
    assert programme_at(Path("/home/planner") / there / "agreed.json", plan) == plan.parent / "agreed.json"
    assert programme_at(Path("out/standing.json"), plan) == plan / "standing.json"
    assert programme_at(sent, plan) == sent, "what is where it was is not looked for"
    gone = Path("/home/planner/instances")
    assert programme_at(gone, plan) == gone
