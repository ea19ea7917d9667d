"""The other process that compiles on a machine's first run."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wijkplan.models import compile_kernels
from wijkplan.models.construct import compile_ahead, kernel_cache
from wijkplan.models.construct.compile_ahead import (
    ALL,
    EVALUATE,
    LOAD,
    NEAREST,
    SEARCH,
    compiling,
    mark,
    start,
    wait,
)


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """An empty folder for kernels; processes that are started only wait for their input, and are listed."""
    monkeypatch.setattr(kernel_cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(compile_ahead, "_others", {})
    begun: list[Any] = []

    def run(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        assert command[-2] == compile_kernels.__name__ and options["env"]["NUMBA_CACHE_DIR"] == str(tmp_path.parent)
        begun.append(real([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL))
        return begun[-1]  # type: ignore[no-any-return]

    real = subprocess.Popen
    monkeypatch.setattr(compile_ahead.subprocess, "Popen", run)
    yield begun
    for process in begun:
        if process.poll() is None:
            process.communicate(b"\n")


def waiting(step: str) -> threading.Thread:
    thread = threading.Thread(target=wait, args=(step,), daemon=True)
    thread.start()
    thread.join(0.2)
    return thread


def test_who_needs_a_step_waits_for_it_and_not_for_the_rest(started: list[Any]) -> None:
    start()
    start()
    assert len(started) == 2, "a second time none"
    mark(LOAD).touch()
    thread = waiting(SEARCH)
    assert thread.is_alive()
    mark(SEARCH).touch()
    thread.join(60)
    assert not thread.is_alive()


def test_nobody_waits_for_a_process_that_has_ended(started: list[Any]) -> None:
    start()
    thread = waiting(LOAD)
    started[0].communicate(b"\n")
    assert thread.is_alive() and compiling(LOAD) and not compiling(SEARCH), "another one compiles it"
    started[1].communicate(b"\n")
    thread.join(60)
    assert not thread.is_alive() and not compiling(LOAD)


def test_once_all_is_compiled_none_is_started(started: list[Any]) -> None:
    mark(ALL).touch()
    start()
    wait(EVALUATE)
    assert started == []


def test_where_no_process_can_be_started_work_goes_on(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.setattr(compile_ahead.subprocess, "Popen", refuse)
    start()
    wait(LOAD)
    assert started == []


def test_every_step_leaves_its_mark_and_who_ends_last_that_of_all(started: list[Any]) -> None:
    compile_kernels.main([1])
    assert mark(LOAD).exists() and mark(NEAREST).exists() and not (mark(SEARCH).exists() or mark(ALL).exists())
    compile_kernels.main([0])
    assert mark(SEARCH).exists() and mark(ALL).exists() and started == []


def test_two_at_once_compile_a_step_once(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    going, go_on = threading.Event(), threading.Event()

    def search(_: Any) -> None:
        compiled.append(SEARCH)
        going.set()
        assert go_on.wait(60)

    monkeypatch.setattr(compile_kernels._Made, SEARCH, search)
    both = [threading.Thread(target=compile_kernels.main, args=([0],), daemon=True) for _ in range(2)]
    both[0].start()
    assert going.wait(60)
    both[1].start()
    both[1].join(0.3)
    assert both[1].is_alive(), "it waits"
    go_on.set()
    for one in both:
        one.join(60)
    assert compiled == [SEARCH] and mark(SEARCH).exists() and started == []
