"""The chart of saving against able bidders, and the table behind it."""

from __future__ import annotations

from typing import Any

from planner.report.access_chart import front_chart, option_rows


def option(form: str, saving: int, fewest: float, **other: Any) -> dict[str, Any]:
    return {"tenders": [form], "form": form, "lots": 1, "saving_eur": saving, "fewest": fewest, "chosen": False, "on_front": False} | other


APART, TOGETHER = option("single", 0, 5.0, on_front=True), option("undivided", 40_000, 2.0, chosen=True, on_front=True)
CHOICES = [{"projects": ["A", "B"], "options": [APART, TOGETHER]}]


def test_every_option_is_in_the_table_and_in_the_chart() -> None:
    rows = option_rows(CHOICES)
    assert [(row["group"], row["form"], row["state"]) for row in rows] == [(1, "afzonderlijk", "front"), (1, "ongedeeld", "chosen")]
    chart = front_chart(rows, 4)
    assert chart.count('class="after"') == 1 and chart.count('class="before"') == 1
    assert "1 ongedeeld: € 40 duizend" in chart


def test_options_at_one_place_share_a_square() -> None:
    rows = option_rows([*CHOICES, *CHOICES])
    chart = front_chart(rows, 4)
    assert chart.count("<rect") == 2 and ">1, 2<" in chart


def test_dearer_forms_are_drawn_below_zero() -> None:
    chart = front_chart(option_rows([{"projects": ["A"], "options": [option("single", 0, 1.0), option("undivided", -30_000, 1.0)]}]), 4)
    assert chart.count('class="faint-mark"') == 2


def test_without_options_there_is_no_chart() -> None:
    assert front_chart([], 4) == ""
