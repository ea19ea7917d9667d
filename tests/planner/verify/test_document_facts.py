"""The papers of a folder are made again from its comparison and plans; whatever is changed in them afterwards shows,
with its place."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.progress import Silent
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.folder.atomic_output import write_folder
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import run_comparison
from wijkplan.planner.programme import Programme
from wijkplan.planner.verify.document_facts import audit_access, audit_front, audit_papers

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "combined-tender"


def dossier(folder: Path) -> str:
    """The only one: both sewers together, in one of the forms that cost the same."""
    (found,) = folder.glob("dossiers/dossier-*-riool-eemsdelta+riool-nieuwolda.json")
    return found.relative_to(folder).as_posix()


@pytest.fixture(scope="module")
def programme() -> Programme:
    read, _ = load([EXAMPLE])
    assert read is not None
    return read


@pytest.fixture(scope="module")
def compiled(programme: Programme) -> Compiled:
    return compile(programme)


@pytest.fixture(scope="module")
def made(programme: Programme, compiled: Compiled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers") / "out"
    write_folder(
        folder, run_comparison(programme, compiled, (EXAMPLE,), Settings(work=200), Silent(), lambda: False).texts
    )
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "out")


def wrong(folder: Path, programme: Programme, compiled: Compiled) -> list[tuple[str, str]]:
    rows = audit_papers(folder, read_folder(folder, compiled, (EXAMPLE,)), programme, compiled)
    return [(f"{row.question}/{row.variant}", row.note) for row in rows if not row.agrees]


def change(path: Path, how: Any) -> None:
    value = json.loads(path.read_text("utf-8"))
    how(value)
    path.write_text(json.dumps(value), "utf-8")


def test_papers_as_written_agree(folder: Path, programme: Programme, compiled: Compiled) -> None:
    rows = list(audit_papers(folder, read_folder(folder, compiled, (EXAMPLE,)), programme, compiled))
    assert [(row.question, row.agrees) for row in rows] == [("dossiers", True), ("ocds", True), ("ocds", True)]


def test_a_changed_fact_shows(folder: Path, programme: Programme, compiled: Compiled) -> None:
    name = dossier(folder)
    change(folder / name, lambda d: d["facts"]["cost.together"].update(value=1))
    assert wrong(folder, programme, compiled) == [(name, "differs at facts.cost.together.value")]


def test_a_changed_amount_in_the_open_data_shows(folder: Path, programme: Programme, compiled: Compiled) -> None:
    change(folder / "ocds" / "release-package.json", lambda d: d["releases"][0]["tender"]["value"].update(amount=1))
    assert wrong(folder, programme, compiled) == [
        ("ocds/release-package.json", "differs at releases[0].tender.value.amount")
    ]


def test_a_changed_comparison_shows_in_the_papers(folder: Path, programme: Programme, compiled: Compiled) -> None:
    change(folder / "comparison.json", lambda d: d["joint_work"]["chosen"][0].update(low_eur=1))
    assert {name for name, _ in wrong(folder, programme, compiled)} == {dossier(folder), "ocds/release-package.json"}


def test_missing_and_added_papers_show(folder: Path, programme: Programme, compiled: Compiled) -> None:
    gone = dossier(folder)
    (folder / gone).rename(folder / "dossiers" / "dossier-other.json")
    assert [name for name, _ in wrong(folder, programme, compiled)] == sorted([gone, "dossiers/dossier-other.json"])


def test_able_bidders_are_counted_again(folder: Path, programme: Programme, compiled: Compiled) -> None:
    def row() -> tuple[bool, str]:
        found = audit_access(read_folder(folder, compiled, (EXAMPLE,)), programme, compiled)
        return found.agrees, found.note

    assert row() == (True, "")
    change(folder / "comparison.json", lambda value: value["access"]["tenders"][0]["lots"][0].update(able=9.0))
    assert row() == (False, "differs at tenders[0].lots[0].able")


def test_a_changed_point_of_the_front_is_noticed(folder: Path, programme: Programme, compiled: Compiled) -> None:
    assert audit_front(read_folder(folder, compiled, (EXAMPLE,)), programme, compiled).agrees
    change(folder / "comparison.json", lambda value: value["completion_front"][0].update(last_week=1))
    row = audit_front(read_folder(folder, compiled, (EXAMPLE,)), programme, compiled)
    assert not row.agrees and "[0].last_week" in row.note


@pytest.mark.parametrize("content", ["null", "", "{}", "[" * 100_000, '{"a": 1, "a": 2}'])
def test_a_paper_too_many_shows_whatever_it_holds(
    folder: Path, programme: Programme, compiled: Compiled, content: str
) -> None:
    (folder / "dossiers" / "dossier-more.json").write_text(content, "utf-8")
    assert [name for name, _ in wrong(folder, programme, compiled)] == ["dossiers/dossier-more.json"]


@pytest.mark.parametrize("how", ["a key twice", "1.0 for 1", "without what is null", "all within an empty key"])
def test_papers_that_only_look_alike_show(folder: Path, programme: Programme, compiled: Compiled, how: str) -> None:
    name = "ocds/release-package.json" if how == "1.0 for 1" else dossier(folder)
    path = folder / name
    text = path.read_text("utf-8")
    value = json.loads(text)
    if how == "a key twice":
        text = text.replace("{", '{"' + next(iter(value)) + '": 0, ', 1)
    elif how == "1.0 for 1":
        text, number = re.subn(r": (\d+)(?=[,\n}])", r": \1.0", text, count=1)
        assert number
    elif how == "without what is null":
        text, number = re.subn(r'"\w+": null,\s*', "", text, count=1)
        assert number
    else:
        text = json.dumps({"": value})
    path.write_text(text, "utf-8")
    assert [found for found, _ in wrong(folder, programme, compiled)] == [name]
