"""Resources side by side in words say the same as resources looked at one by one."""

from __future__ import annotations

import numpy as np
import pytest

from wijkplan.benchmarks.library import build
from wijkplan.benchmarks.library.network import Job, Network, Way
from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.profile import LaidOut, Words, clear, first_fit, last_fit, lay_out, take
from wijkplan.models.construct.record import record
from wijkplan.models.construct.serial import Project, forward, plain

WEEKS = 40


@kernel
def fits(j: LaidOut, free: Words, m: int, weeks: int, since: int, until: int, found: Ints) -> None:
    """Where a mode fits first from one week and last before another, as the kernels say."""
    found[0] = first_fit(j, free, m, weeks, since)
    found[1] = last_fit(j, free, m, weeks, until)


@kernel
def begin(j: LaidOut, free: Words) -> None:
    """Nothing is taken."""
    clear(j, free, len(free))


@kernel
def taken(j: LaidOut, free: Words, m: int, since: int, until: int) -> None:
    """A mode is worked on."""
    take(j, free, m, since, until)


@kernel
def generated(j: Project, order: Ints, mode: Ints, free: Words, start: Ints, end: Ints) -> tuple[int, int]:
    """The serial scheme, to be called from here."""
    return forward(j, order, mode, free, start, end)


def _record(need: Ints, capacity: Ints) -> LaidOut:
    layout = lay_out(need, capacity)
    return record(type(layout))(*layout)


def _drawn(rng: np.random.Generator, resources: int, most: int) -> tuple[Ints, Ints]:
    capacity = rng.integers(1, most + 1, resources)
    need = np.minimum(rng.integers(0, most + 1, (6, resources)), capacity)
    return need.astype(np.int64), capacity.astype(np.int64)


@pytest.mark.parametrize(
    ("resources", "most", "words"),
    [(1, 1, 1), (4, 60, 1), (4, 30_000, 1), (9, 1_000, 2), (5, 2**40, 5), (2, 2**63 - 2, 2)],
)
def test_a_word_says_what_counting_says(resources: int, most: int, words: int) -> None:
    """First and last fits among random work, with one word and with several."""
    rng = np.random.default_rng(resources * 1000 + words)
    need, capacity = _drawn(rng, resources, most)
    j = _record(need, capacity)
    assert 1 <= len(j.full) <= words
    free, counted = np.zeros((WEEKS, len(j.full)), np.uint64), np.tile(capacity, (WEEKS, 1))
    begin(j, free)
    found = np.zeros(2, np.int64)
    for _ in range(200):
        m, weeks = int(rng.integers(0, len(need))), int(rng.integers(1, 5))
        since = int(rng.integers(0, WEEKS - weeks))
        starts = [t for t in range(WEEKS - weeks + 1) if (counted[t : t + weeks] >= need[m]).all()]
        if not starts:
            continue
        until = max(starts[0] + weeks, int(rng.integers(0, WEEKS + 1)))
        fits(j, free, m, weeks, since, until, found)
        assert found[0] == min((t for t in starts if t >= since), default=-1)
        assert found[1] == max(t for t in starts if t + weeks <= until)
        if rng.random() < 0.3:
            taken(j, free, m, int(found[1]), int(found[1]) + weeks)
            counted[found[1] : found[1] + weeks] -= need[m]


def _project(needs: Ints, capacity: Ints, weeks: list[int]) -> Project:
    """Every second job is followed by the third one after it."""
    jobs = tuple(
        Job((Way(d, tuple(row)),), (a + 3,) if a % 2 == 0 and a + 3 < len(weeks) else ())
        for a, (row, d) in enumerate(zip(needs.tolist(), weeks, strict=True))
    )
    j = plain(build(Network(jobs, tuple(capacity.tolist()))))
    assert j is not None
    return j


def test_the_serial_scheme_with_several_words_starts_everything_as_early_as_counting_does() -> None:
    """Twelve resources of up to two thousand units: three words; each activity in the first weeks with room."""
    rng = np.random.default_rng(3)
    capacity = rng.integers(500, 2000, 12)
    needs = np.minimum(rng.integers(0, 900, (30, 12)), capacity)
    weeks = rng.integers(1, 6, 30).tolist()
    j = _project(needs, capacity, weeks)
    assert len(j.full) == 3
    order, start, end = np.arange(30), np.zeros(30, np.int64), np.zeros(30, np.int64)
    last, kept = generated(j, order, j.mode_ptr[:-1], np.zeros((j.horizon, 3), np.uint64), start, end)
    counted = np.tile(capacity, (j.horizon, 1))
    expected: list[int] = []
    for a, d in enumerate(weeks):
        ready = expected[a - 3] + weeks[a - 3] if a >= 3 and (a - 3) % 2 == 0 else 0
        t = next(t for t in range(ready, j.horizon) if (counted[t : t + d] >= needs[a]).all())
        counted[t : t + d] -= needs[a]
        expected.append(t)
    assert kept == expected.count(0), "as many as stood at week 0 before"
    assert start.tolist() == expected and last == max(t + d for t, d in zip(expected, weeks, strict=True))
