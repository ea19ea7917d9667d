"""Where compiled kernels are kept."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import numba
import pytest

from wijkplan.models.construct import kernel_cache


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an empty folder for temporary files beside it."""
    for variable in ("NUMBA_CACHE_DIR", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / ".cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return tmp_path / "home"


def made() -> Path:
    return kernel_cache.folder.__wrapped__()


def test_in_the_users_cache_folder_for_the_user_alone(home: Path) -> None:
    folder = made()
    assert folder.parent == kernel_cache.roots()[0] and home in folder.parents
    assert folder.stat().st_mode & 0o077 == 0
    assert made() == folder, "the same at the next start"


@pytest.mark.usefixtures("home")
def test_a_change_in_any_kernel_or_in_numba_begins_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "models"
    for room in kernel_cache.ROOMS:
        shutil.copytree(kernel_cache.MODELS / room, sources / room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kernel_cache, "MODELS", sources)
    keys = [kernel_cache.key()]
    for room in kernel_cache.ROOMS:
        one = next(path for path in sorted((sources / room).glob("*.py")) if "@inner" in path.read_text())
        one.write_text(one.read_text() + "\n")
        keys.append(kernel_cache.key())
    monkeypatch.setattr(numba, "__version__", "0.0")
    keys.append(kernel_cache.key())
    assert len(set(keys)) == len(keys)


def test_every_module_with_kernels_is_part_of_the_key() -> None:
    with_kernels = {path.parent for path in kernel_cache.MODELS.rglob("*.py") if "jit import" in path.read_text()}
    assert with_kernels == {kernel_cache.MODELS / room for room in kernel_cache.ROOMS}


@pytest.mark.usefixtures("home")
def test_what_nobody_used_for_a_month_is_removed() -> None:
    root = kernel_cache.roots()[0]
    for name, days in (("kernels-old", 40), ("kernels-recent", 20), ("else", 40)):
        (root / name).mkdir(parents=True)
        (root / name / "f.nbc").write_text("")
        os.utime(root / name, (time.time() - days * 86400,) * 2)
    assert {path.name for path in root.iterdir()} == {"kernels-old", "kernels-recent", "else"}
    folder = made()
    assert {path.name for path in root.iterdir()} == {folder.name, "kernels-recent", "else"}


def test_where_home_cannot_be_written_to_kernels_go_to_a_temporary_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file" / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "file" / "cache"))
    monkeypatch.setenv("HOME", str(home / "file"))
    folder = made()
    assert home.parent / "tmp" in folder.parents and folder.is_dir()


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions are those of POSIX")
def test_a_folder_that_others_can_write_to_is_never_used() -> None:
    shared = [root / f"kernels-{kernel_cache.key()}" for root in kernel_cache.roots()]
    for folder in shared:
        folder.mkdir(parents=True)
        folder.chmod(0o777)
    assert made() not in shared
