"""Files of an output folder that do not fit their types: made by another version, or changed since; which, where and
what to do."""

from __future__ import annotations

import json
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
