"""Figures say what the record says: amounts, weeks and heads add up, and Plotly accepts every one of them in both
languages."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tests.planner.record.rows import result, saving
from tests.planner.report.pages import made
from tests.planner.report.test_plan_charts import drawn
from wijkplan.planner.record import CompletionPoint, Form, FormChoice
from wijkplan.planner.report.access_options import option_rows
from wijkplan.planner.report.figures import (
    Figure,
    access_front,
    cells,
    completion_front,
    cost_intervals,
    fits,
    load,
    saving_intervals,
    waterfall,
)
from wijkplan.planner.report.load_choices import load_choices
from wijkplan.planner.report.locale import DUTCH, ENGLISH, TONGUES, Tongue
from wijkplan.planner.report.page_figures import page_figures
from wijkplan.planner.report.trade_loads import trade_loads

EXAMPLES = ("examples/one-street", "examples/combined-tender", "examples/shared-crew")


@cache
def figures(example: str, tongue: Tongue = DUTCH) -> dict[str, Figure]:
    compiled, done = made(example)
    found = drawn(example)
    return page_figures(compiled, done.comparison, found, load_choices(found, trade_loads(found, tongue)), tongue)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("tongue", TONGUES, ids=lambda tongue: tongue.language)
def test_plotly_accepts_every_figure(example: str, tongue: Tongue) -> None:
    names = {f"{q}-{kind}" for q in ("equal_delivery", "all_in") for kind in ("cost", "terms", "savings", "steps")}
    shown = figures(example, tongue)
    assert shown.keys() >= names | {"completion", "works", "load", "money"}
    for figure in shown.values():
        assert go.Figure(figure).layout.separators == (
            ",." if tongue is DUTCH else ".,"
        )  # raises on any key it does not know


def test_both_languages_draw_the_same_with_other_words() -> None:
    dutch, english = figures("examples/one-street", DUTCH), figures("examples/one-street", ENGLISH)
    assert dutch.keys() == english.keys()
    for name in dutch:
        for one, other in zip(dutch[name]["data"], english[name]["data"], strict=True):
            assert [one.get(key) for key in ("x", "y", "base")] == [other.get(key) for key in ("x", "y", "base")]
        assert dutch[name] != english[name]


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("question", ["equal_delivery", "all_in"])
def test_terms_add_up_to_the_decidable_cost(example: str, question: str) -> None:
    rows = [r for r in made(example)[1].comparison.of(question) if r.cost is not None]
    bars = figures(example)[f"{question}-terms"]["data"]
    for i, row in enumerate(rows):
        assert sum(bar["x"][i] for bar in bars) == row.decidable_cost


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("order", ["sharing_first", "combining_first"])
def test_the_waterfall_goes_from_the_first_cost_to_the_last(example: str, order: str) -> None:
    comparison = made(example)[1].comparison
    for split in comparison.attribution:
        figure = waterfall(comparison.results, split, DUTCH, order)
        assert figure is not None
        *steps, last = figure["data"][0]["x"]
        assert sum(steps) == last
        first, end = (comparison.result(split.question, variant) for variant in ("own", "bundled"))
        assert first is not None and end is not None and (steps[0], last) == (first.decidable_cost, end.decidable_cost)


def test_an_interval_runs_from_the_bound_to_the_plan_and_says_whose_word_it_is() -> None:
    rows = [
        result("all_in", "own", 10_000, status="stored"),
        result("all_in", "aligned", 9_000, bound=7_000, bound_certified=True),
        result("all_in", "bundled", 8_000, bound=6_500),
    ]
    figure = cost_intervals(rows, DUTCH)
    assert figure is not None
    by_name = {trace["name"]: trace for trace in figure["data"]}
    assert (by_name["wat nog open is"]["base"], by_name["wat nog open is"]["x"]) == ([7_000, 6_500], [2_000, 1_500])
    assert by_name["ondergrens, gecertificeerd"]["x"] == [7_000] and by_name["ondergrens, niet gecertificeerd"][
        "x"
    ] == [6_500]
    assert by_name["het gevonden plan, nagerekend"]["x"] == [10_000, 9_000, 8_000]
    assert cost_intervals([], DUTCH) is None


def test_an_interval_without_a_high_end_runs_to_the_edge() -> None:
    rows = [
        saving("all_in", "own", "aligned", 100, 900, "proven"),
        saving("all_in", "own", "bundled", 300, None, "indicated"),
    ]
    figure = saving_intervals(rows, DUTCH)
    assert figure is not None
    assert {bar["name"]: (bar["base"], bar["x"]) for bar in figure["data"]} == {
        "bewezen": ([100], [800]),
        "aannemelijk": ([300], [600]),
    }


def test_amounts_of_millions_are_drawn_in_millions() -> None:
    figure = saving_intervals([saving("all_in", "own", "aligned", 1_000_000, 3_500_000, "proven")], ENGLISH)
    assert figure is not None
    assert figure["data"][0]["x"] == [2.5] and figure["layout"]["xaxis"]["title"]["text"] == "€ million"


def option(form: str, euros: int, fewest: float, chosen: bool = False, on_front: bool = False) -> Form:
    return Form(tenders=(form,), form=form, lots=1, saving_eur=euros, fewest=fewest, chosen=chosen, on_front=on_front)


def test_every_form_in_which_a_group_could_be_bought_is_drawn() -> None:
    forms = (
        option("single", 0, 5.0, on_front=True),
        option("undivided", 40_000, 2.0, chosen=True),
        option("lots-client", -30_000, 1.0),
    )
    figure = access_front(option_rows([FormChoice(projects=("A", "B"), options=forms)], ENGLISH), 4, ENGLISH)
    assert figure is not None
    marks = {trace["name"]: (trace["x"], trace["y"]) for trace in figure["data"]}
    assert marks["chosen in a plan"] == ([2.0], [40_000]) and marks["not chosen, on the front"] == ([5.0], [0])
    assert marks["not chosen, not on the front"] == ([1.0], [-30_000])
    assert "group 1: A, B<br>undivided<br>saves € 40 thousand" in figure["data"][-1]["hovertext"][0]
    assert figure["layout"]["shapes"][0]["x0"] == 4
    assert access_front([], 4, DUTCH) is None


def test_the_front_joins_what_no_other_plan_beats() -> None:
    def point(variant: str, cash: int, week: float | None, front: bool) -> CompletionPoint:
        known = {"question": "all_in", "last_week": 90, "on_last_front": False}
        return CompletionPoint.model_validate(
            known | {"variant": variant, "cash_eur": cash, "mean_week": week, "on_mean_front": front}
        )

    figure = completion_front(
        [point("own", 900, 70.0, False), point("aligned", 800, 60.0, True), point("bundled", 700, 65.0, True)], DUTCH
    )
    assert figure is not None
    assert (figure["data"][0]["x"], figure["data"][0]["y"]) == ([60.0, 65.0], [800, 700])
    assert figure["data"][1]["text"][0] == "" and len(figure["data"][1]["x"]) == 3
    assert completion_front([point("own", 900, None, False)], DUTCH) is None


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_work_is_a_bar_in_its_own_place(example: str) -> None:
    found, figure = drawn(example), figures(example)["works"]
    bars = [trace for trace in figure["data"] if trace.get("visible") is None]
    rows = [(y, base, x) for trace in bars for y, base, x in zip(trace["y"], trace["base"], trace["x"], strict=True)]
    assert len(rows) == len(found.problem.activities) == len(set(rows))
    week = 7 * 86_400_000
    assert sum(x for *_, x in rows) == week * sum(p.end - p.start for p in found.after.placements)
    assert sum(len(trace["meta"]["tokens"]) for trace in bars) == len(rows)
    for row in {y for y, *_ in rows}:  # works that share a row are not done at the same time
        spans = sorted((date.fromisoformat(base), timedelta(milliseconds=x)) for y, base, x in rows if y == row)
        assert all(start + wide <= later for (start, wide), (later, _) in pairwise(spans))


@pytest.mark.parametrize("example", EXAMPLES)
def test_load_adds_up_to_the_measures_and_its_cells_to_the_whole(example: str) -> None:
    found = drawn(example)
    row = made(example)[1].comparison.result(found.question, "bundled")
    assert row is not None and row.measures is not None
    whole = cells(found.problem, found.after, found.submitted)
    for kind in ("own", "lent", "consortium", "hired"):
        assert sum(sum(cell.series.get(kind, ())) for cell in whole) / 100 == pytest.approx(
            getattr(row.measures, f"{kind}_head_weeks"), abs=0.05
        )
    for trade in {cell.key[0] for cell in whole}:
        together = load(found.problem, found.names, whole, DUTCH, trade)
        apart = [
            load(found.problem, found.names, whole, DUTCH, trade, region)
            for region in {c.key[1] for c in whole if c.key[0] == trade}
        ]
        for i, trace in enumerate(together["data"]):
            if trace["meta"]["series"] != "over":
                assert trace["y"] == [
                    pytest.approx(sum(column)) for column in zip(*(one["data"][i]["y"] for one in apart), strict=True)
                ]


def test_of_one_employer_no_hiring_market_is_shown() -> None:
    assert fits((1, 2, None), 1, 2, None) and fits((1, 2, 3), 1, None, 3)
    assert not fits((1, 2, None), 1, 2, 3) and not fits((1, 2, 3), 0, None, None)
