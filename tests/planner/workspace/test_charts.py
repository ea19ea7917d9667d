"""Drawings of pages: what they show adds up."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.workspace.charts import by_crew, gantt, waterfall


def _comparison(last: int | None = 10) -> dict[str, Any]:
    order = [
        {"from": "own", "to": "streets", "euros": 30},
        {"from": "streets", "to": "aligned", "euros": -5},
        {"from": "aligned", "to": "bundled", "euros": last},
    ]
    return {
        "results": [{"question": "all_in", "variant": "own", "cost": 100}],
        "savings": [{"question": "all_in", "from": "own", "to": "streets", "low": 25, "high": None}],
        "attribution": [{"question": "all_in", "sharing_first": order}],
    }


def test_the_steps_lead_from_the_first_plan_to_the_last() -> None:
    drawn = waterfall(_comparison(), "all_in")
    assert drawn is not None
    steps = drawn.steps
    assert [(one.name, one.euros, one.whole) for one in steps] == [
        ("own", 100, True),
        ("streets", 30, False),
        ("aligned", -5, False),
        ("bundled", 10, False),
        ("bundled", 65, True),
    ]
    assert (steps[1].low, steps[1].high, steps[2].low) == (25, None, None)
    assert steps[0].end == steps[1].end and steps[1].begin == steps[2].begin and steps[-1].end == steps[3].begin
    assert drawn.floor == 65 - 35 // 4, "that bars do not begin at nothing is said"


def test_where_too_few_stand_behind_the_money_nothing_is_drawn() -> None:
    assert waterfall(_comparison(None), "all_in") is None
    assert waterfall({**_comparison(), "attribution": None}, "all_in") is None


LINE = {
    "place": "Zonnelaan",
    "title": "riool",
    "line": "x",
    "trade_names": ["grondwerker", "rioleur"],
    "state": "proposed",
    "planned_start": "2027-01-04",
    "planned_end": "2027-01-15",
}


def test_what_does_not_overlap_at_one_place_stands_on_one_row() -> None:
    beside = LINE | {"line": "y", "planned_end": "2027-01-08"}
    after = LINE | {"line": "z", "planned_start": "2027-01-18", "planned_end": "2027-01-22"}
    chart = gantt([LINE, beside, after, LINE | {"place": "Aalstraat"}])
    assert chart is not None
    assert [(bar.label, bar.y) for bar in chart.bars] == [
        ("Aalstraat", 24),
        ("Zonnelaan", 46),
        ("", 68),
        ("", 46),
    ]


def test_a_line_is_drawn_for_each_of_its_trades() -> None:
    chart = gantt(by_crew([LINE]))
    assert chart is not None and [bar.label for bar in chart.bars] == ["grondwerker", "rioleur"]
    assert "Zonnelaan" in chart.bars[0].title
