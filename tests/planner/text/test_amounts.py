"""Numbers, euros, shares, days and weeks are written as readers of each language write them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest

from wijkplan.planner.text import Language, amounts, grouped, say, translated


@pytest.mark.parametrize(
    ("value", "digits", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-1234567, 0, "-1.234.567", "-1,234,567"),
        (0.35, 1, "0,3", "0.3"),  # stored as a little less than 0.35
        (2.0, 2, "2,00", "2.00"),
    ],
)
def test_numbers(value: float, digits: int, dutch: str, english: str) -> None:
    assert (amounts.number(value, "nl", digits), amounts.number(value, "en", digits)) == (dutch, english)


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        (None, "–", "–"),
        (9_999, "€ 9.999", "€ 9,999"),
        (-9_999.4, "€ -9.999", "€ -9,999"),
        (10_000, "€ 10 duizend", "€ 10 thousand"),
        (999_499, "€ 999 duizend", "€ 999 thousand"),
        (999_500, "€ 1,00 mln", "€ 1.00 million"),
        (1_650_000, "€ 1,65 mln", "€ 1.65 million"),
        (66_122_000, "€ 66,1 mln", "€ 66.1 million"),
    ],
)
def test_euros_in_sentences(amount: float | None, dutch: str, english: str) -> None:
    assert (amounts.brief(amount, "nl"), amounts.brief(amount, "en")) == (dutch, english)


def test_whole_euros_and_shares() -> None:
    assert [amounts.euros(1_234_567, language) for language in ("nl", "en")] == ["€ 1.234.567", "€ 1,234,567"]
    assert [amounts.percent(0.0263, language) for language in ("nl", "en")] == ["2,6 %", "2.6 %"]
    assert (amounts.euros(None, "nl"), amounts.percent(None, "nl")) == ("–", "–")
    assert (str(grouped(1_234_567)), translated(grouped(1_234_567), "nl")) == ("1,234,567", "1.234.567")


@pytest.mark.parametrize(
    ("value", "dutch", "english"), [(2.50, "2,5", "2.5"), (3.0, "3", "3"), (1_234_567.0, "1234567", "1234567")]
)
def test_what_is_typed_keeps_all_its_digits(value: float, dutch: str, english: str) -> None:
    assert (amounts.plain(value, "nl"), amounts.plain(value, "en")) == (dutch, english)


def test_days_moments_and_weeks() -> None:
    at = datetime(2027, 1, 3, 9, 5)
    said: dict[Language, str] = {"nl": "03-01-2027 09:05", "en": "2027-01-03 09:05"}
    assert {language: amounts.moment(at, language) for language in said} == said
    assert amounts.day(date(2027, 1, 3), "nl") == "03-01-2027"
    assert amounts.week(at) == "2026-W53"  # the first week of a year has its first Thursday


def test_a_day_in_a_sentence_is_written_as_any_other() -> None:
    sentence = say("Status date: {day}.", day=date(2027, 1, 3))
    assert (sentence, translated(sentence, "nl")) == ("Status date: 2027-01-03.", "Peildatum: 03-01-2027.")


def test_sentences_wait_for_no_babel() -> None:
    code = "import sys, wijkplan.planner.text.amounts; print('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
