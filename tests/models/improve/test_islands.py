"""Individuals that change places between populations: none is lost, none is doubled, and both populations mix."""

from __future__ import annotations

import threading

import numpy as np

from wijkplan.models.improve.islands import MIGRANTS, Ferry

SIZE = 40


def _columns(first: int) -> list[np.ndarray]:
    names = np.arange(first, first + SIZE)
    return [np.repeat(names, 3).reshape(SIZE, 3), names.copy()]


def test_individuals_move_whole_and_none_is_lost() -> None:
    """After many calls of two populations every individual but those that wait is somewhere, once, with all it has."""
    ferry, random = Ferry(), np.random.default_rng(1)
    one, two = _columns(0), _columns(1000)
    for _ in range(60):
        ferry.call(one, SIZE, random)
        ferry.call(two, SIZE, random)
    for columns in (one, two):
        assert (columns[0] == columns[1][:, None]).all()
    names = np.concatenate([one[1], two[1]]).tolist()
    everyone = {*range(SIZE), *range(1000, 1000 + SIZE)}
    assert set(names) <= everyone
    # Whoever calls first leaves copies behind; what waits now is in no population.
    assert len(everyone - set(names)) <= MIGRANTS
    assert 10 < (one[1] >= 1000).sum() < 30


def test_rows_beyond_the_filled_ones_stay() -> None:
    """What is scratch at the end of a population never travels."""
    ferry, random = Ferry(), np.random.default_rng(1)
    one, two = _columns(0), _columns(1000)
    for _ in range(30):
        ferry.call(one, 20, random)
        ferry.call(two, 20, random)
    assert one[1][20:].tolist() == list(range(20, SIZE))
    assert two[1][20:].tolist() == list(range(1020, 1000 + SIZE))


def test_lanes_call_at_the_same_time() -> None:
    """Two threads exchange without a copy of anybody: as many names as places, those that wait aside."""
    ferry = Ferry()
    populations = [_columns(0), _columns(1000)]
    together = threading.Barrier(2)

    def lane(which: int) -> None:
        random = np.random.default_rng(which)
        together.wait(timeout=60)
        for _ in range(2000):
            ferry.call(populations[which], SIZE, random)

    threads = [threading.Thread(target=lane, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = np.concatenate([columns[1] for columns in populations])
    assert 2 * SIZE - MIGRANTS <= len(np.unique(names)) <= 2 * SIZE
