"""No edit of what a folder says of newcomers passes unseen."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.planner.verify.test_every_field import _edited, _with
from tests.support.newcomer_world import compared, read_in, written
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import Folder, Stale, read_folder, read_json
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.newcomers import NAME
from wijkplan.planner.verify.certificates import proofs_of
from wijkplan.planner.verify.fields import leaves, not_derived, unequal
from wijkplan.planner.verify.newcomers_again import newcomers_files
from wijkplan.planner.verify.put_together import put_together
from wijkplan.planner.verify.whole_folder import verify_folder

TAKEN = re.compile(r"answers\[\d+\]\.(question|(without|beside)\..*)")
"""What is looked at when the rest is derived; nothing else is."""

WORD = re.compile(r"answers\[\d+\]\.(without|beside)\.(because|reason|reason_nl)")
"""Why there is no plan; with one it is empty."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, tuple[Programme, Compiled]]:
    programme = written(tmp_path_factory.mktemp("programme"))
    compiled = read_in(programme)
    folder = tmp_path_factory.mktemp("newcomers") / "out"
    write_folder(folder, compared(programme, compiled).texts)
    return folder, programme, compiled


def _read(folder: Path, made: tuple[Path, Path, tuple[Programme, Compiled]]) -> Folder:
    return read_folder(folder, made[2][1], [made[1]])


def _seen(folder: Path, made: tuple[Path, Path, tuple[Programme, Compiled]]) -> bool:
    compiled = made[2][1]
    try:
        read = _read(folder, made)
        again = put_together(folder, read, compiled, proofs_of(folder, read, compiled))
        return any(row.unequal for row in newcomers_files(folder, read, compiled, again))
    except (Stale, Disagreement):
        return True


def test_a_folder_with_newcomers_is_as_derived(made: tuple[Path, Path, tuple[Programme, Compiled]]) -> None:
    folder, _, compiled = made
    found = verify_folder(folder, _read(folder, made), *compiled)
    assert found.agrees, found.unequal
    files = {row.file: (row.derived, row.not_derived) for row in found.files if row.file.startswith("newcomers")}
    assert set(files) == {NAME, "newcomers-beside-equal_delivery.json", "newcomers-without-equal_delivery.json"}
    assert files[NAME][0] > 60
    (answer,) = json.loads((folder / NAME).read_text("utf-8"))["answers"]
    assert answer["newcomers"] > 0  # there is something to get wrong


def test_every_leaf_about_newcomers_is_found_or_on_the_list(
    made: tuple[Path, Path, tuple[Programme, Compiled]], tmp_path: Path
) -> None:
    folder = shutil.copytree(made[0], tmp_path / "out")
    value = read_json(folder / NAME)
    unseen, edited = [], 0
    for path, _ in leaves(value):
        if not_derived(NAME, path) is None and not WORD.fullmatch(path):
            edited += 1
            spoilt = _with(value, path)
            if TAKEN.fullmatch(path):
                (folder / NAME).write_text(json.dumps(spoilt), "utf-8")
                seen = _seen(folder, made)
            else:
                seen = bool(unequal(NAME, spoilt, value))  # the first test says that this is what is derived
            if not seen:
                unseen.append(path)
    assert unseen == [] and edited > 60


@pytest.mark.parametrize("what", ["fewer people", "no plan", "no answers", "no file", "one plan too many"])
def test_what_comes_and_goes_is_found(
    made: tuple[Path, Path, tuple[Programme, Compiled]], tmp_path: Path, what: str
) -> None:
    folder = shutil.copytree(made[0], tmp_path / "out")
    value: Any = read_json(folder / NAME)
    plan = folder / "newcomers-beside-equal_delivery.json"
    if what == "fewer people":
        told = read_json(plan)
        told["cohorts"][0]["number"] = _edited(told["cohorts"][0]["number"])
        plan.write_text(json.dumps(told), "utf-8")
    elif what == "no plan":
        plan.unlink()
    elif what == "no answers":
        (folder / NAME).write_text(json.dumps(value | {"answers": []}), "utf-8")
    elif what == "no file":
        (folder / NAME).unlink()
    else:
        shutil.copy(plan, folder / "newcomers-beside-sooner.json")
    assert _seen(folder, made)
