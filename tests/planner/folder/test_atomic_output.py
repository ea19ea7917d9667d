"""Results are whole or absent, and only in folders of our own."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from wijkplan.planner.folder.atomic_output import (
    CannotWrite,
    check_folder,
    input_hash,
    make_folder,
    versions,
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
    write_folder(tmp_path, {"run.json": "{}", "dossiers/dossier-a.docx": b"PK\x03", "dossiers/dossier-b.md": "b", "ocds/dropped.json": "[]"})
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
