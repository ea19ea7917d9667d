"""Intervals and their words, case by case."""

from __future__ import annotations

import pytest

from wijkplan.planner.experiment.savings import PAIRS, Dissolved, Figure, Moved, savings
from wijkplan.planner.record import Saving

C, U = True, False  # certified or not


def saving(source: str, a: Figure, to: str, b: Figure) -> Saving:
    """The one pair of two variants."""
    return savings("all_in", {source: a, to: b})[0]


# a: (cost, bound, certified); b likewise; low, high, word. Decidable cost of a is always 1000.
@pytest.mark.parametrize(
    ("a", "b", "low", "high", "word"),
    [
        ((1000, 900, C), (800, 700, C), 100, 300, "proven"),
        ((1000, 900, C), (800, 700, U), 100, 300, "indicated"),
        ((1000, 900, U), (800, 700, C), 100, 300, "indicated"),
        ((1000, 800, C), (800, 700, C), 0, 300, "undecided"),
        ((1000, 700, C), (900, 700, C), 0, 300, "undecided"),  # 700 - 900 is clipped
        ((1000, 999, C), (1000, 996, C), 0, 4, "negligible"),
        ((1000, 999, C), (1000, 995, C), 0, 5, "undecided"),  # 0.5 % itself is not under 0.5 %
        ((1000, 999, C), (997, 996, C), 2, 4, "proven"),
        ((1000, 1000, C), (1000, 1000, C), 0, 0, "negligible"),
        ((1000, None, U), (800, 700, C), 0, 300, "undecided"),
        ((1000, 900, C), (800, None, U), 100, None, "indicated"),
        ((1000, 900, C), (None, 700, C), 0, 300, "undecided"),
        ((None, 900, C), (800, 700, C), 100, None, "undecided"),  # no plan to save against
        ((None, None, U), (None, None, U), 0, None, "undecided"),
    ],
)
def test_interval_and_word(
    a: tuple[int | None, int | None, bool],
    b: tuple[int | None, int | None, bool],
    low: int,
    high: int | None,
    word: str,
) -> None:
    found = saving("aligned", Figure(a[0], 1000, a[1], a[2]), "shared", Figure(b[0], 900, b[1], b[2]))
    assert (found.low, found.high, found.word) == (low, high, word)


@pytest.mark.parametrize(
    ("b", "low", "high", "word"),
    [((800, 700, C), 200, 300, "proven"), ((800, 700, U), 200, 300, "indicated"), ((1000, 998, C), 0, 2, "negligible")],
)
def test_the_cost_of_a_stored_plan_is_a_fact(b: tuple[int, int, bool], low: int, high: int, word: str) -> None:
    # Its own bound of 500 plays no part: the saving is against this plan.
    found = saving("streets", Figure(1000, 1000, 500, U, stored=True), "aligned", Figure(b[0], 900, b[1], b[2]))
    assert (found.low, found.high, found.word) == (low, high, word)


def test_pairs_with_a_side_that_was_not_compared_are_left_out() -> None:
    figures = {name: Figure(10, 10, 5, C, stored=name == "streets") for name in ("streets", "aligned", "bundled")}
    assert [(s.source, s.to) for s in savings("all_in", figures)] == [p for p in PAIRS if set(p) <= set(figures)]


def three() -> dict[str, Figure]:
    """Aligned, combined and bundled with costs of 1000, 900, 850 and bounds of 800, 750 and 700."""
    rows = {"aligned": (1000, 800), "combined": (900, 750), "bundled": (850, 700)}
    return {name: Figure(cost, 1000, bound, C) for name, (cost, bound) in rows.items()}


def test_a_transfer_lifts_the_low_end_of_its_pair_and_of_what_contains_it() -> None:
    found = {
        (s.source, s.to): (s.low, s.high, s.word)
        for s in savings("all_in", three(), [Moved("aligned", "combined", 120)])
    }
    # Combined costs at least 750, so aligned at least 870; bundled costs at most 850.
    assert found["aligned", "combined"] == (120, 250, "proven")
    assert found["aligned", "bundled"] == (120, 300, "proven")
    # Combined costs at most 1000 - 120.
    assert found["combined", "bundled"] == (0, 180, "undecided")
    assert {(s.source, s.to): s.low for s in savings("all_in", three())} == {
        ("aligned", "combined"): 0, ("combined", "bundled"): 0, ("aligned", "bundled"): 0
    }  # fmt: skip


def test_a_dissolution_lowers_the_high_end_of_its_pair_and_lifts_what_must_lie_between() -> None:
    found = {
        (s.source, s.to): (s.low, s.high, s.word)
        for s in savings("all_in", three(), dissolved=[Dissolved("aligned", "combined", 30)])
    }
    assert found["aligned", "combined"] == (0, 30, "undecided")
    # Aligned costs at least 800 and at most 930, because combined costs at most 900.
    assert found["combined", "bundled"] == (0, 200, "undecided")
    assert found["aligned", "bundled"] == (0, 230, "undecided")
    both = savings("all_in", three(), [Moved("aligned", "combined", 12)], [Dissolved("aligned", "combined", 30)])
    assert {(s.source, s.to): (s.low, s.high, s.word) for s in both}["aligned", "combined"] == (12, 30, "proven")
    small = savings("all_in", three(), dissolved=[Dissolved("aligned", "combined", 4)])
    assert {(s.source, s.to): s.word for s in small}["aligned", "combined"] == "negligible"


def test_facts_that_contradict_each_other_are_an_error() -> None:
    with pytest.raises(ValueError, match="contradict"):
        savings(
            "all_in", three(), [Moved("aligned", "combined", 260)]
        )  # combined costs 750 or more, aligned 1000 or less
    with pytest.raises(ValueError, match="contradict"):
        savings("all_in", three(), [Moved("aligned", "combined", 20)], [Dissolved("aligned", "combined", 10)])


def stored(cost: int, *, holds: bool = True) -> Figure:
    return Figure(cost, 1000, None, False, stored=True, holds=holds)


def test_between_two_stored_plans_the_difference_is_a_fact_also_below_zero() -> None:
    for streets, low, word in (
        (800, 200, "proven"),
        (1000, 0, "negligible"),
        (1003, -3, "negligible"),
        (1200, -200, "proven dearer"),
    ):
        found = saving("own", stored(1000), "streets", stored(streets))
        assert (found.low, found.high, found.word) == (low, low, word)


def test_a_stored_plan_that_asks_less_may_be_cheaper_than_any_that_keeps_to_the_question() -> None:
    """The plan of districts costs 700 but is later; nothing says that aligning costs no more."""
    aligned = Figure(1000, 1000, 900, C)
    found = saving("districts", stored(700, holds=False), "aligned", aligned)
    assert (found.low, found.high, found.word) == (-300, -200, "proven dearer")
    kept = saving("districts", stored(1000), "aligned", aligned)
    assert (kept.low, kept.high) == (0, 100)


def test_of_a_variant_without_a_plan_nothing_is_said_against_a_stored_plan_that_asks_less() -> None:
    assert savings("all_in", {"districts": stored(700, holds=False), "aligned": Figure(None, None, 600, C)}) == ()
