"""Lanes of a search: what one of them raises reaches the caller, once all have ended."""

from __future__ import annotations

import sys
import threading

import pytest

from wijkplan.models.improve.lanes import beside_each_other


def test_lanes_run_beside_each_other() -> None:
    meet, interval = threading.Barrier(3, timeout=60), sys.getswitchinterval()

    def lane() -> None:
        meet.wait()  # breaks where one waits for another's end

    beside_each_other([lane] * 3)
    assert sys.getswitchinterval() == interval


@pytest.mark.parametrize("failing", [0, 1])
def test_a_fault_of_a_lane_is_raised_once_all_have_ended(failing: int) -> None:
    ended = []

    def lane(number: int) -> None:
        if number == failing:
            raise ZeroDivisionError(str(number))
        ended.append(number)

    with pytest.raises(ZeroDivisionError, match=str(failing)):
        beside_each_other([lambda: lane(0), lambda: lane(1)])
    assert ended == [1 - failing]
