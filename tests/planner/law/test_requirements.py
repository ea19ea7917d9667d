"""Ceilings on requirements and on the length of frameworks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.planner.law.members import LAW
from wijkplan.planner.law.requirements import framework_years, lasts_too_long, reference_cap, turnover_cap


def test_turnover_and_references() -> None:
    assert turnover_cap(LAW, 1_080_000) == 3_240_000  # three times (art. 2.90(5))
    assert reference_cap(LAW, 1_080_001) == 648_000  # 60 %, rounded down


def test_frameworks_last_four_or_eight_years() -> None:
    assert [framework_years(LAW, part) for part in ("classic", "special", "private")] == [4, 8, None]


@pytest.mark.parametrize(
    ("start", "end", "too_long"),
    [
        (date(2024, 1, 1), date(2027, 12, 31), False),
        (date(2024, 1, 1), date(2028, 1, 1), True),
        (date(2024, 2, 29), date(2028, 2, 28), False),
        (date(2024, 2, 29), date(2028, 2, 29), True),
    ],
)
def test_a_framework_of_four_years_ends_the_day_before(start: date, end: date, too_long: bool) -> None:
    assert lasts_too_long(start, end, 4) is too_long


def test_provisions_state_article_severity_and_validity() -> None:
    for one in LAW.provisions.values():
        assert one.article and one.text and one.dutch and not one.text.endswith(".")
        assert (one.value is None) == (one.unit is None)
        assert one.valid_to is None or one.valid_to >= one.valid_from
    assert {one.severity for one in LAW.provisions.values()} == {"hard", "motivate", "inform"}
