"""What asking for newcomers costs the search: the targets, and what is said of those that are missed."""

from __future__ import annotations

from dataclasses import replace

from wijkplan.benchmarks.newcomers import Side, faults

WITHOUT = Side(cost=100, bound=90, gap_percent=5.0, first_better=4.0, seconds=60.0, newcomers=0)


def test_two_points_and_one_and_a_half_times_are_allowed() -> None:
    assert faults(WITHOUT, replace(WITHOUT, gap_percent=7.0, first_better=6.0, newcomers=3)) == []


def test_what_is_missed_is_said() -> None:
    wrong = faults(WITHOUT, replace(WITHOUT, gap_percent=7.1, first_better=6.1))
    assert [line.split()[0] for line in wrong] == ["gap", "first"]
    assert len(faults(WITHOUT, replace(WITHOUT, gap_percent=None, first_better=None))) == 2
    assert faults(replace(WITHOUT, gap_percent=None, first_better=None), WITHOUT) == []  # nothing to be held against
