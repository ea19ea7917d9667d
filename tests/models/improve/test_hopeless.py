"""What is spared on children of a population: limits are learnt from whole children that were kept."""

from __future__ import annotations

import numpy as np

from tests.models.improve.test_packing import made
from wijkplan.models.construct.arrays import Ints
from wijkplan.models.construct.jit import kernel
from wijkplan.models.construct.serial import Project, improve
from wijkplan.models.improve.hopeless import OUTLIERS, REMEMBERED, WHOLE, Hopeless, hopeless, learn, look
from wijkplan.models.improve.ruin import seed_rng


@kernel
def improved(
    j: Project, order: Ints, mode: Ints, free: Ints, start: Ints, keys: Ints, limit: Ints, passed: Ints
) -> int:
    """The scheme and its justification, to be called from here."""
    return improve(j, order, mode, free, start, keys, limit, passed)


@kernel
def looked(h: Hopeless, j: Project, start: Ints, mode: Ints, limit: Ints) -> tuple[bool, int]:
    """Likewise."""
    return look(h, j, start, mode, limit)


@kernel
def learnt(h: Hopeless, passed: Ints, last: int) -> None:
    """Likewise."""
    learn(h, passed, last)


def _looks(h: Hopeless, j: Project, start: Ints, times: int) -> list[tuple[bool, int, list[int]]]:
    limit = np.zeros(2, np.int64)
    return [(*looked(h, j, start, j.mode_ptr[:-1], limit), limit.tolist()) for _ in range(times)]


def test_nothing_is_spared_until_enough_was_kept() -> None:
    """Before sixty children were kept every limit is the horizon; then some children are still justified whole."""
    _, j = made(1, 30, 1)
    h, start = hopeless(), np.zeros(len(j.release), np.int64)
    longest = int(j.duration.max())
    seed_rng(1)
    for k in range(REMEMBERED - 1):
        learnt(h, np.array([longest + k % 7, longest + k % 3]), longest)
    assert all(limit == [j.horizon, j.horizon] for _, _, limit in _looks(h, j, start, 50))
    learnt(h, np.array([longest, longest]), longest)
    looks = _looks(h, j, start, 2000)
    assert {last for _, last, _ in looks} == {longest}
    assert {tuple(limit) for whole, _, limit in looks if not whole} == {(longest + 6, longest + 2)}
    assert {tuple(limit) for whole, _, limit in looks if whole} == {(j.horizon, j.horizon)}
    assert abs(sum(whole for whole, _, _ in looks) / 2000 - WHOLE) < 0.05


def test_some_outliers_do_not_raise_a_limit() -> None:
    """As many children as may lie beyond a limit do; one more raises it, and what is long ago is forgotten."""
    h = hopeless()
    for k in range(REMEMBERED):
        learnt(h, np.array([50 if k < OUTLIERS else 3, 1]), 0)
    assert h.limit.tolist() == [3, 1]
    learnt(h, np.array([40, 1]), 0)  # takes the place of the oldest outlier
    assert h.limit.tolist() == [3, 1]
    for _ in range(REMEMBERED):
        learnt(h, np.array([9, 2]), 0)
    assert h.limit.tolist() == [9, 2]


def test_a_limit_ends_justification_early_and_never_changes_what_keeps_to_it() -> None:
    """With limits at the lengths of a child it is justified as without; a week below, it ends as generated, or after
    one round."""
    _, j = made(1, 60, 2)
    n, mode = len(j.release), j.mode_ptr[:-1].copy()
    free, keys = np.zeros((j.horizon, len(j.capacity)), np.int64), np.zeros(n, np.int64)
    spared = 0
    for seed in range(40):
        late = np.random.default_rng(seed).permutation(n)
        order = np.array(sorted(range(n), key=lambda a: (_rank(j)[a], late[a])))

        def run(first: int, second: int, order: Ints = order) -> tuple[int, list[int], list[int]]:
            start, passed, mine = np.zeros(n, np.int64), np.zeros(2, np.int64), order.copy()
            last = improved(j, mine, mode, free, start, keys, np.array([first, second]), passed)
            return int(last), passed.tolist(), start.tolist()

        last, passed, start = run(j.horizon, j.horizon)
        assert run(*passed) == (last, passed, start)
        assert run(passed[0] - 1, j.horizon)[0] == passed[0]
        assert run(j.horizon, passed[1] - 1)[0] == passed[1]
        spared += passed[1] > last
    assert spared  # some are justified more than once


def _rank(j: Project) -> list[int]:
    """Per activity how many follow one another before it."""
    rank = [0] * len(j.release)
    for _ in rank:
        for a in range(len(rank)):
            for b in j.before[j.before_ptr[a] : j.before_ptr[a + 1]].tolist():
                rank[a] = max(rank[a], rank[b] + 1)
    return rank
