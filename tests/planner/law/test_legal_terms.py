"""Days counted as Regulation 1182/71 counts them, on a calendar."""

from __future__ import annotations

from datetime import date

import pytest

from wijkplan.planner.law.legal_terms import deadline, is_working_day


@pytest.mark.parametrize(
    ("dispatch", "days", "last"),
    [
        (date(2027, 1, 4), 40, date(2027, 2, 15)),  # a Monday; day 40 is Saturday 13 February: Monday
        (date(2027, 1, 5), 40, date(2027, 2, 15)),  # day 40 is Sunday
        (date(2027, 1, 6), 40, date(2027, 2, 15)),  # day 40 is that Monday itself
        (date(2027, 1, 4), 30, date(2027, 2, 3)),  # a Wednesday stays
        (date(2027, 3, 5), 20, date(2027, 3, 25)),  # counted from the day after
        (date(2027, 3, 8), 20, date(2027, 3, 30)),  # day 20 is Easter Sunday, Monday is a holiday: Tuesday
        (date(2027, 12, 5), 20, date(2027, 12, 27)),  # day 20 is Christmas on a Saturday, then Sunday: Monday
        (date(2027, 4, 7), 20, date(2027, 4, 28)),  # day 20 is King's Day
        (date(2027, 2, 22), 32, date(2027, 3, 30)),  # day 32 of a national open procedure is Good Friday: Tuesday
        (date(2027, 3, 26), 40, date(2027, 5, 7)),  # day 40 is 5 May, then Ascension Day: Friday
        (date(2027, 3, 25), 4, date(2027, 3, 31)),  # around Easter only Tuesday is worked: Wednesday is the second day
        (date(2027, 1, 8), 2, date(2027, 1, 12)),  # day 2 is Sunday; Monday and Tuesday are two working days (3(5))
        (date(2027, 1, 8), 1, date(2027, 1, 11)),  # one day is no term of two
    ],
)
def test_a_term_that_ends_on_a_closed_day_runs_to_the_next_working_day(dispatch: date, days: int, last: date) -> None:
    assert deadline(dispatch, days) == last and is_working_day(last)
