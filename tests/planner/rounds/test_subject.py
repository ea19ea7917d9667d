"""Questions about a plan that was read before are answered from what is remembered, and only where nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import wijkplan
from wijkplan.planner.compile import compile
from wijkplan.planner.folder import remembered
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.rounds.subject import NoSubject, Subject, subject_of

EXAMPLE = Path("instances/examples/shared-crew")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("subject")
    shutil.copytree(EXAMPLE, root / "programme")
    done = wijkplan("compare", root / "programme", "--work", "5", "--questions", "all-in", "--out", root / "out", "-q")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(remembered, "user_cache_path", lambda *_, **__: tmp_path)
    return tmp_path / "plans"


def _reading(read: list[Path]) -> Any:
    def reading(paths: Sequence[Path]) -> Any:
        read.extend(paths)
        programme, _ = load(list(paths))
        assert programme is not None
        return programme, compile(programme)

    return reading


def _asked(root: Path, read: list[Path]) -> Subject:
    return subject_of(root / "out", (), "equal_delivery", "bundled", _reading(read))


def test_the_second_question_reads_nothing_and_is_about_the_same_plan(made: Path, cache: Path) -> None:
    read: list[Path] = []
    first = _asked(made, read)
    assert len(read) == 1
    second = _asked(made, read)
    assert len(read) == 1 and (second.problem, second.plan, second.kept) == (first.problem, first.plan, first.kept)
    assert second.names.activities == first.names.activities
    assert {file.stat().st_mode & 0o077 for file in (cache, *cache.iterdir())} == {0}, "nobody else reads it"


def test_what_changed_is_read_again_or_refused(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(made, root)
    read: list[Path] = []
    _asked(root, read)
    (root / "programme" / "programme.json").write_text((root / "programme" / "programme.json").read_text() + "\n")
    with pytest.raises(NoSubject, match="changed since"):
        subject_of(root / "out", [root / "programme"], "equal_delivery", "bundled", _reading(read))


def test_half_a_file_and_a_folder_of_others_count_for_nothing(made: Path, cache: Path) -> None:
    read: list[Path] = []
    _asked(made, read)
    for file in cache.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    _asked(made, read)
    assert len(read) == 2
    cache.chmod(0o777)
    _asked(made, read)
    assert len(read) == 3, "others could have written it"


def test_another_plan_of_a_programme_that_was_read_reads_its_own_files_only(made: Path) -> None:
    read: list[Path] = []
    first = _asked(made, read)
    other = subject_of(made / "out", (), "all_in", "aligned", _reading(read))
    assert len(read) == 1 and other.problem != first.problem and other.frameworks == first.frameworks
    assert [one.id for one in other.names.activities] == [one.id for one in first.names.activities]


def test_only_the_last_few_are_kept(cache: Path) -> None:
    for number in range(remembered.FEW + 3):
        remembered.remember(f"{number:03}", number)
    assert len(list(cache.iterdir())) == remembered.FEW and remembered.recall("010") == 10
