"""Files of an output folder that do not fit their types: made by another version, or changed since; which, where and
what to do."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.planner.record.rows import PROVENANCE, comparison, saving
from wijkplan.planner.folder.stored_comparison import Stale, read_comparison, read_run

OURS = version("wijkplan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = comparison(savings=(saving("all_in", "aligned", "combined", 1, None),))
    (tmp_path / "comparison.json").write_text(made.to_json(), "utf-8")
    (tmp_path / "run.json").write_text(
        PROVENANCE.model_copy(update={"versions": {"wijkplan": OURS}}).to_json(), "utf-8"
    )
    return tmp_path


def change(path: Path, **keys: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | keys), "utf-8")


def test_what_was_written_is_read(folder: Path) -> None:
    assert read_comparison(folder).savings[0].low == 1
    assert read_run(folder).versions == {"wijkplan": OURS}


@pytest.mark.parametrize("made", [{"wijkplan": "0.0.9"}, {}, None])
def test_another_version_is_named_with_what_it_lacks(folder: Path, made: dict[str, str] | None) -> None:
    change(folder / "run.json", versions=made)
    change(folder / "comparison.json", access=None)
    with pytest.raises(Stale) as stale:
        read_comparison(folder)
    other = "0.0.9" if made else "it does not say which"
    assert f"made by another version of wijkplan ({other}; this is {OURS})" in str(stale.value)
    assert "run wijkplan compare again" in str(stale.value) and "access:" in str(stale.value)


def test_another_format_is_another_version(folder: Path) -> None:
    change(folder / "comparison.json", format_version=1)
    with pytest.raises(Stale, match="another version"):
        read_comparison(folder)


def test_what_was_changed_since_is_not_called_another_version(folder: Path) -> None:
    row = json.loads((folder / "comparison.json").read_text("utf-8"))["savings"][0]
    change(folder / "comparison.json", savings=[row | {"low": "much"}])
    with pytest.raises(Stale) as stale:
        read_comparison(folder)
    assert "comparison.json is not as wijkplan wrote it (savings.0.low: " in str(stale.value)


def test_a_run_file_is_typed_too(folder: Path) -> None:
    change(folder / "run.json", seconds="long")
    with pytest.raises(Stale, match=r"run.json is not as wijkplan wrote it \(seconds: "):
        read_run(folder)


@pytest.mark.parametrize("started", ["yesterday", "2026-11-30T12:00:00", ""])
def test_when_it_began_is_a_time_with_its_zone(folder: Path, started: str) -> None:
    change(folder / "run.json", started=started)
    with pytest.raises(Stale, match=r"run.json is not as wijkplan wrote it \(started: "):
        read_run(folder)


@pytest.mark.parametrize(("key", "value"), [("seed", -1), ("seed", 2**31), ("orders", 0), ("orders", 10**9)])
def test_what_was_asked_is_what_can_be_asked(folder: Path, key: str, value: int) -> None:
    """Stored plans are made again with these."""
    settings = json.loads((folder / "run.json").read_text("utf-8"))["settings"]
    change(folder / "run.json", settings=settings | {key: value})
    with pytest.raises(Stale, match=rf"settings\.{key}: "):
        read_run(folder)


@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "link to itself", "too deep", "bytes"])
def test_what_is_no_file_of_ours_is_refused_in_a_sentence(folder: Path, what: str) -> None:
    path = folder / "run.json"
    path.unlink()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "link to itself":
        path.symlink_to(path)
    elif what != "missing":
        path.write_bytes(b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}" if what == "too deep" else b"\xff\xfe\x00")
    with pytest.raises(Stale, match=r"run\.json (is missing or cannot be read|does not hold what wijkplan writes)"):
        read_run(folder)


@pytest.mark.parametrize("number", ["1e308", "-1e16", "NaN", "Infinity", "9" * 40])
def test_a_number_that_nothing_comes_to_is_refused(folder: Path, number: str) -> None:
    path = folder / "run.json"
    path.write_text(path.read_text("utf-8").replace('"seconds": 1.0', f'"seconds": {number}'), "utf-8")
    with pytest.raises(Stale, match=r"run\.json does not hold what wijkplan writes"):
        read_run(folder)
