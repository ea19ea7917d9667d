"""Searches beside each other: kernels leave the interpreter to others while they run, so each has a core of its own."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

SWITCH = 0.0005  # seconds that a lane runs Python while another waits for it


def beside_each_other(lanes: Sequence[Callable[[], None]]) -> None:
    """Run all lanes, the first one in this thread, until all have ended. What one of them raises is raised once all
    have ended."""
    raised: list[Exception] = []

    def guarded(lane: Callable[[], None]) -> None:
        try:
            lane()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=guarded, args=(lane,), daemon=True) for lane in lanes[1:]]
    with _short_turns():
        for thread in threads:
            thread.start()
        guarded(lanes[0])
        for thread in threads:
            thread.join()
    if raised:
        raise raised[0]


@contextmanager
def _short_turns() -> Iterator[None]:
    """Kernels return to the interpreter every few milliseconds, and would wait as long for a lane that runs Python."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
