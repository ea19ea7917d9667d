"""European thresholds by period, part of the Act and kind of contract."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.planner.law.members import LAW
from wijkplan.planner.law.thresholds import is_known, last_known, threshold
from wijkplan.planner.reference.law_data import Kind, Part


@pytest.mark.parametrize(
    ("part", "kind", "day", "euros"),
    [
        ("classic", "works", date(2025, 12, 31), 5_538_000),
        ("classic", "works", date(2026, 1, 1), 5_404_000),
        ("special", "works", date(2027, 12, 31), 5_404_000),
        ("classic", "services", date(2024, 1, 1), 221_000),
        ("classic", "supplies", date(2026, 6, 1), 216_000),
        ("special", "services", date(2026, 6, 1), 432_000),
    ],
)
def test_the_period_of_publication_counts(part: Part, kind: Kind, day: date, euros: int) -> None:
    assert threshold(LAW, part, kind, day, day).value_eur == euros


def test_of_several_periods_the_strictest_counts() -> None:
    assert threshold(LAW, "classic", "works", date(2025, 6, 1), date(2026, 6, 1)).value_eur == 5_404_000


def test_outside_the_known_periods_the_nearest_one_counts_and_is_not_called_known() -> None:
    assert threshold(LAW, "classic", "works", date(2031, 1, 1), date(2032, 1, 1)).value_eur == 5_404_000
    assert threshold(LAW, "classic", "works", date(2019, 1, 1), date(2020, 1, 1)).value_eur == 5_382_000
    assert last_known(LAW) == date(2027, 12, 31)
    assert is_known(LAW, ["classic", "special"], date(2027, 12, 31))
    assert not is_known(LAW, ["classic"], date(2028, 1, 1))
    assert is_known(LAW, ["private"], date(2040, 1, 1))  # private clients need none


def test_private_clients_have_no_threshold() -> None:
    with pytest.raises(KeyError, match="private"):
        threshold(LAW, "private", "works", date(2026, 1, 1), date(2026, 1, 1))


def test_periods_follow_each_other_without_gap_or_overlap() -> None:
    kinds = {(t.part, t.kind) for t in LAW.thresholds}
    assert len(kinds) == 8  # concessions are of works or services
    for key in kinds:
        periods = sorted((t.valid_from, t.valid_to) for t in LAW.thresholds if (t.part, t.kind) == key)
        assert all((after[0] - before[1]).days == 1 for before, after in pairwise(periods))
