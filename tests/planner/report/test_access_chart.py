"""The chart of saving against able bidders, and the table behind it."""

from __future__ import annotations

import re
from itertools import combinations

from wijkplan.planner.record import Form, FormChoice
from wijkplan.planner.report.access_chart import front_chart, option_rows
from wijkplan.planner.report.locale import DUTCH, ENGLISH


def option(form: str, saving: int, fewest: float, chosen: bool = False, on_front: bool = False) -> Form:
    return Form(tenders=(form,), form=form, lots=1, saving_eur=saving, fewest=fewest, chosen=chosen, on_front=on_front)


def choice(projects: str, *options: Form) -> FormChoice:
    return FormChoice(projects=tuple(projects.split()), options=options)


APART, TOGETHER = option("single", 0, 5.0, on_front=True), option("undivided", 40_000, 2.0, chosen=True, on_front=True)
CHOICES = [choice("A B", APART, TOGETHER)]


def test_every_option_is_in_the_table_and_in_the_chart() -> None:
    rows = option_rows(CHOICES, DUTCH)
    assert [(row.group, row.form, row.state) for row in rows] == [(1, "afzonderlijk", "front"), (1, "ongedeeld", "chosen")]
    chart = front_chart(rows, 4, DUTCH)
    assert chart.count('class="after"') == 1 and chart.count('class="before"') == 1
    assert "1 ongedeeld: € 40 duizend" in chart


def test_options_at_one_place_share_a_square() -> None:
    rows = option_rows([*CHOICES, *CHOICES], DUTCH)
    chart = front_chart(rows, 4, DUTCH)
    assert chart.count("<rect") == 2 and ">1, 2<" in chart


def test_dearer_forms_are_drawn_below_zero() -> None:
    chart = front_chart(option_rows([choice("A", option("single", 0, 1.0), option("undivided", -30_000, 1.0))], DUTCH), 4, DUTCH)
    assert chart.count('class="faint-mark"') == 2


def test_without_options_there_is_no_chart() -> None:
    assert front_chart([], 4, DUTCH) == ""


def test_the_chart_is_in_english_too() -> None:
    chart = front_chart(option_rows(CHOICES, ENGLISH), 4, ENGLISH)
    assert "1 undivided: € 40 thousand" in chart and "firms that can bid alone" in chart


def test_no_label_covers_another_or_a_square() -> None:
    """Many options close together: each label that is there has its own room."""
    crowd = [choice(str(i), option("undivided", 9_000 * (i % 4), 1 + i / 12)) for i in range(24)]
    crowd.append(choice("far", option("single", 100_000, 5.0)))
    chart = front_chart(option_rows(crowd, DUTCH), 4, DUTCH)
    squares = [tuple(map(float, m)) for m in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="10.0"', chart)]
    labels = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="start" class="tiny">([^<]+)<', chart)
    assert len(squares) > 5 and len(labels) > 3
    boxes = [(x, y, x + 10, y + 10) for x, y in squares]
    boxes += [(float(x), float(y) - 8, float(x) + 5.5 * len(text), float(y)) for x, y, text in labels]
    assert [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []
