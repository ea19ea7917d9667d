"""Where savings come from: causes add up to steps, steps to the whole, in both orders."""

from __future__ import annotations

from typing import Any

from wijkplan.models.problem import TERMS
from wijkplan.planner.experiment.savings import ORDERS
from wijkplan.planner.results import words_nl as words
from wijkplan.planner.results.attribution import CAUSES, STEPS, attribution

VARIANTS = ("repaired", "aligned", "shared", "combined", "bundled")


def row(variant: str, **terms: int) -> dict[str, Any]:
    """A result of question *all in*."""
    return {"question": "all_in", "variant": variant, "cost": sum(terms.values()), "terms": terms}


ROWS = [
    row("repaired", labour=100, opening=50, burden=9, procurement=40, mobilisation=30, hire=20, delay=5),
    row("aligned", labour=98, opening=35, burden=5, procurement=40, mobilisation=30, hire=18, delay=3),
    row("shared", labour=98, opening=35, burden=5, procurement=40, mobilisation=30, hire=10, lending=2, delay=2),
    row("combined", labour=97, opening=33, burden=4, procurement=28, mobilisation=25, hire=16, delay=3),
    row("bundled", labour=97, opening=33, burden=4, procurement=30, mobilisation=24, hire=11, lending=1, delay=1),
]


def split(rows: list[dict[str, Any]], low: int | None = None, high: int | None = None) -> dict[str, Any]:
    pair = {"question": "all_in", "from": "aligned", "to": "combined"}
    transfers = [] if low is None else [pair | {"euros": low}]
    return attribution("all_in", rows, transfers, [] if high is None else [pair | {"euros": high}])


def test_every_term_has_one_cause() -> None:
    assert sorted(term for terms in CAUSES.values() for term in terms) == sorted(TERMS)


def test_the_report_has_words_for_causes_and_steps() -> None:
    assert list(words.CAUSES) == list(CAUSES) and list(words.STEPS) == list(STEPS)


def test_causes_add_up_to_steps_and_steps_to_the_whole_in_both_orders() -> None:
    found = split(ROWS)
    whole = ROWS[0]["cost"] - ROWS[-1]["cost"]
    per_cause = {"procedures": 10, "mobilisation": 6, "openings": 17 + 5, "crews": 3 + 9 - 1, "timing": 4}
    for order in ORDERS:
        assert [(step["from"], step["to"]) for step in found[order]] == list(ORDERS[order])
        assert all(step["euros"] == sum(step["causes"].values()) for step in found[order])
        assert sum(step["euros"] for step in found[order]) == whole == sum(per_cause.values())
        assert {cause: sum(step["causes"][cause] for step in found[order]) for cause in CAUSES} == per_cause


def test_the_range_is_over_both_orders() -> None:
    found = split(ROWS)["range"]
    # Combining: shared to bundled saves 40 - 30 in procedures, aligned to combined 40 - 28.
    assert found["combining"]["causes"]["procedures"] == [10, 12]
    # Partners: bundled hires one more than shared but lends and works for less; combined hires two less than aligned.
    assert found["combining"]["causes"]["crews"] == [1, 3]
    assert found["aligning"]["euros"][0] == found["aligning"]["euros"][1] == ROWS[0]["cost"] - ROWS[1]["cost"]
    assert STEPS["aligning"] == dict.fromkeys(ORDERS, ("repaired", "aligned"))


def test_what_is_certified_stands_beside_the_step_that_combines() -> None:
    found = split(ROWS, low=10, high=16)
    assert found["combining_first"][1]["without_partner_crews"] == {"low": 10, "high": 16}
    assert found["sharing_first"][2]["without_partner_crews"] is None
    assert "without_partner_crews" not in found["sharing_first"][1]
    # A wider variant is never dearer, so at least nothing is known; at most may stay open.
    assert split(ROWS, high=16)["combining_first"][1]["without_partner_crews"] == {"low": 0, "high": 16}
    assert split(ROWS, low=10)["combining_first"][1]["without_partner_crews"] == {"low": 10, "high": None}


def test_unknown_is_none() -> None:
    """A variant without a plan, and causes that a question puts no price on."""
    without = {"question": "all_in", "variant": "shared", "cost": None, "terms": {}}
    found = split([row("repaired", labour=10, hire=2), row("aligned", labour=9, hire=2), without])
    aligning, sharing, _ = found["sharing_first"]
    assert aligning == {
        "from": "repaired",
        "to": "aligned",
        "euros": 1,
        "causes": {"procedures": None, "mobilisation": None, "openings": None, "crews": 1, "timing": None},
    }
    assert sharing["euros"] is None and set(sharing["causes"].values()) == {None}
    assert found["range"]["sharing"] == {"euros": None, "causes": dict.fromkeys(CAUSES)}
