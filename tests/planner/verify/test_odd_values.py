"""Whatever a leaf of a folder holds, verifying ends in what is found or in a sentence that refuses it, never in a fault
of ours, and nothing that is not as derived passes but what is listed.

Some kinds of leaves are drawn by day, many more by night."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.planner.verify.drawn_edits import _made_once
from tests.planner.verify.test_every_field import EXAMPLE, _compiled, _drawn, _files, _with, folder, made
from tests.support.draws import ANEW
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.verify import baselines_again
from wijkplan.planner.verify.fields import claimed, claims, leaves, not_derived
from wijkplan.planner.verify.whole_folder import Verified, verify_folder

__all__ = ["folder", "made"]  # fixtures

VALUES = (
    *("null", "[1]", "[]", '{"x": 1}', "{}", "true", "-1", "0", "1.5", "7", "1000000", "1e308", "-1e308", "1e400"),
    *("NaN", "-Infinity", "9" * 40, "9" * 5000, str(2**31), str(2**63), "[" * 60 + "]" * 60, "[" * 10**5, "", "{"),
    *('"nobody"', '""', '"a\\u0000b"', '"\\ud800"', '"<b>[/x]"', '"{x} %s"', '"../run.json"', '"/dev/zero"'),
    *('"9999-12-31"', '"2027-W99"', '"own"', '"all_in"', f'"{"x" * 3000}"', '"1"'),
)
"""As they stand in a file."""

DRAWN = 2000 if ANEW else 20
PLACE = "@ here @"


@pytest.fixture(autouse=True)
def stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored plans hang on the programme and what was asked: they are made once."""
    monkeypatch.setattr(baselines_again, "stored_plans", baselines_again.stored_plans)
    _made_once()


def _verified(folder: Path) -> Verified | None:
    """What is found; ``None`` where the folder is refused in a sentence."""
    programme, compiled = _compiled()
    try:
        return verify_folder(folder, read_folder(folder, compiled, (EXAMPLE,)), programme, compiled)
    except (Stale, Disagreement) as refused:
        assert len(str(refused)) > 20
        return None


def _put(folder: Path, name: str, path: str, raw: str) -> None:
    value = json.loads((folder / name).read_text("utf-8"))
    where = _with(value, path, PLACE)
    (folder / name).write_text(json.dumps(where).replace(json.dumps(PLACE), raw), "utf-8")


@pytest.mark.parametrize(
    ("name", "path", "raw"),
    [
        ("run.json", "seconds", "1e308"),
        ("run.json", "started", '"yesterday"'),
        ("run.json", "settings.seed", "9" * 40),
        ("comparison.json", "savings[0].low", "9" * 40),
        ("comparison.json", "results[0].measures.idle_head_weeks", "NaN"),
        ("comparison.json", "results[3].measures.home_weeks", "1000000"),
        ("plan-own-all_in.json", "activities[0].staffing[0].own_heads", "-1e308"),
        ("plan-own-all_in.json", "activities[0].start_week", str(10**14)),
        ("certificates.json", "certificates[0].bound", "[" * 10**5),
    ],
)
def test_what_cannot_be_is_found_or_refused(folder: Path, name: str, path: str, raw: str) -> None:
    _put(folder, name, path, raw)
    found = _verified(folder)
    assert found is None or not found.agrees


def test_a_folder_that_names_no_versions_is_verified(folder: Path) -> None:
    value = json.loads((folder / "run.json").read_text("utf-8"))
    (folder / "run.json").write_text(json.dumps(value | {"versions": {}}), "utf-8")
    found = _verified(folder)
    assert found is not None and [field.file for field in found.unequal] == ["report.html"]


@pytest.mark.slow
def test_no_value_of_any_leaf_is_a_fault_of_ours_or_passes_unseen(folder: Path) -> None:
    draw, files = Random(None if ANEW else 1), dict(_files(folder))
    drawn, claiming, passed = list(_drawn(files)), claims(files["comparison.json"]), []
    for name, path in (draw.choice(drawn) for _ in range(DRAWN)):
        before, raw = (folder / name).read_text("utf-8"), draw.choice(VALUES)
        _put(folder, name, path, raw)
        listed = not_derived(name, path) is not None or (name == "comparison.json" and claimed(path, claiming))
        same = raw == json.dumps(dict(leaves(files[name]))[path])
        try:
            found = _verified(folder)
        except Exception as fault:
            raise AssertionError(f"{name} {path} holds {raw[:80]}") from fault
        if found is not None and found.agrees and not listed and not same:
            passed.append((name, path, raw[:80]))
        (folder / name).write_text(before, "utf-8")
    assert passed == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "what",
    [
        "half",
        *(pytest.param(one, marks=pytest.mark.nightly) for one in ("missing", "empty", "folder", "null", "bytes")),
    ],
)
def test_a_file_that_is_none_is_found_or_refused(folder: Path, what: str) -> None:
    """Of each kind one; documents of dossiers are for people to go on with."""
    files = [path for path in sorted(folder.rglob("*.*")) if path.suffix in (".json", ".csv", ".html")]
    kinds = {path.relative_to(folder).parts[0].split("-")[0]: path for path in files}
    assert len(kinds) > 7
    for path in kinds.values():
        whole = path.read_bytes()
        path.unlink()
        if what == "folder":
            path.mkdir()
        elif what != "missing":
            contents = {"empty": b"", "null": b"null", "bytes": b"\xff\xfe\x00", "half": whole[: len(whole) // 2]}
            path.write_bytes(contents[what])
        found = _verified(folder)
        assert found is None or not found.agrees, path
        path.rmdir() if what == "folder" else path.unlink(missing_ok=True)
        path.write_bytes(whole)
