"""The record is written and read back without loss, and takes nothing that it does not know."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from tests.planner.record.rows import comparison, result, saving
from wijkplan.models.reason import Reason, Resource
from wijkplan.planner.record import Comparison, Improvement

LACK = Reason("supply", "crew", 2, Resource("trade", 0), 1, 48, week=16, span=(16, 25))
FULL = comparison(
    results=(
        result("all_in", "aligned", 5, trace=(Improvement(0.5, 7, 3, "search"), Improvement(1.0, 5, None, "search"))),
        result("all_in", "combined", None, because=Reason("unplaced", amount=1, total=3, parts=(LACK,))),
    ),
    savings=(saving("all_in", "aligned", "combined", 1, None),),
)


def test_it_is_read_as_it_was_written() -> None:
    text = FULL.to_json()
    again = Comparison.model_validate_json(text)
    assert again == FULL and again.to_json() == text


def test_keys_that_scripts_rely_on_stay() -> None:
    value = json.loads(FULL.to_json())
    assert {"programme", "results", "savings"} <= set(value)
    assert {"question", "variant", "status", "cost", "bound", "gap", "decidable_cost", "terms", "measures"} <= set(
        value["results"][0]
    )
    assert value["results"][0]["trace"] == [[0.5, 7, 3, "search"], [1.0, 5, None, "search"]]
    assert value["savings"] == [
        {"question": "all_in", "from": "aligned", "to": "combined", "low": 1, "high": None, "word": "proven"}
    ]


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("savings.0.low", lambda v: v["savings"][0].update(low="1")),
        ("savings.0.word", lambda v: v["savings"][0].update(word="sure")),
        ("savings.0.most", lambda v: v["savings"][0].update(most=2)),
        ("savings.0.to", lambda v: v["savings"][0].pop("to")),
        ("results.0.cost", lambda v: v["results"][0].update(cost=5.5)),
        ("results.0", lambda v: v["results"][0].update(cost=None)),
        ("results.1.because.parts.0.weeks", lambda v: v["results"][1]["because"]["parts"][0].update(weeks=2)),
    ],
)
def test_what_it_does_not_know_is_refused_with_its_place(place: str, change: object) -> None:
    value = json.loads(FULL.to_json())
    assert callable(change)
    change(value)
    with pytest.raises(ValidationError) as refused:
        Comparison.model_validate_json(json.dumps(value))
    assert [".".join(map(str, error["loc"])) for error in refused.value.errors()] == [place]


def test_results_and_savings_are_found_by_name() -> None:
    found = FULL.result("all_in", "aligned")
    assert found is not None and found.cost == 5
    assert FULL.result("all_in", "shared") is None and FULL.of("equal_delivery") == ()
    assert FULL.saving("all_in", "aligned", "combined") is FULL.savings[0] and FULL.saving("all_in", "a", "b") is None
