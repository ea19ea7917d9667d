"""What would decide a saving: one figure, moved just far enough."""

from __future__ import annotations

import pytest

from tests.planner.record.rows import saving
from wijkplan.models.outcome import Focus
from wijkplan.planner.experiment.decisive_moves import decided, evidence, moves
from wijkplan.planner.experiment.savings import Figure, Moved
from wijkplan.planner.record import Move, Word


def move(variant: str, figure: Focus, euros: int | None) -> Move:
    return Move(variant=variant, figure=figure, euros=euros)


def figure(cost: int | None, bound: int | None, certified: bool = True) -> Figure:
    return Figure(cost, cost, bound, certified)


def test_the_bound_of_the_one_or_the_plan_of_the_other_proves_a_saving() -> None:
    """aligned in [900, 1000], combined in [900, 950]: a bound above 950 proves it. With a plan of aligned that costs
    904, combined costs that at most and 900 at least: less than 0.5 % apart."""
    figures = {"aligned": figure(1000, 900), "combined": figure(950, 900)}
    found = moves(figures, ("aligned", "combined"), evidence("all_in", []), None)
    assert found == (move("aligned", "bound", 51), move("aligned", "plan", 96))


def test_a_plan_can_be_what_is_missing() -> None:
    figures = {"aligned": figure(1000, 990), "combined": figure(1000, 500)}
    found = moves(figures, ("aligned", "combined"), evidence("all_in", []), None)
    assert found[0] == move("combined", "plan", 11)
    # Nothing is negligible before the interval is under 0.5 % of 1000 euros.
    assert move("combined", "bound", 496) in found


def test_a_figure_of_a_third_variant_can_decide() -> None:
    """Both are at most the plan of aligned; a bound of bundled holds for combined as well."""
    figures = {"aligned": figure(1000, 500), "combined": figure(1000, 500), "bundled": figure(1000, 500)}
    found = moves(figures, ("aligned", "combined"), evidence("all_in", []), None)
    assert move("bundled", "bound", 496) in found


def test_what_is_missing_altogether_comes_first() -> None:
    figures = {"aligned": figure(1000, None), "combined": figure(950, 500)}
    found = moves(figures, ("aligned", "combined"), evidence("all_in", []), None)
    assert found[0] == move("aligned", "bound", None)
    assert moves(
        {"aligned": figure(None, 900), "combined": figure(None, 900)},
        ("aligned", "combined"),
        evidence("all_in", []),
        None,
    ) == (
        move("aligned", "plan", None),
        move("combined", "plan", None),
    )


def test_a_transfer_decides_without_any_move() -> None:
    figures = {"aligned": figure(1000, 500), "combined": figure(950, 400)}
    told = evidence("all_in", [Moved("aligned", "combined", 40)])
    assert decided(next(s for s in told(figures) if s.to == "combined"), None)
    assert not decided(next(s for s in told(figures) if s.to == "combined"), 50)
    # For a width of half the high end the interval [40, 600] must become [40, 80] or better; found to a hundredth of
    # the gap of 550.
    (euros,) = [
        m.euros
        for m in moves(figures, ("aligned", "combined"), told, 50)
        if (m.variant, m.figure) == ("combined", "bound")
    ]
    assert euros is not None and 520 <= euros <= 525


@pytest.mark.parametrize(
    ("word", "low", "high", "width", "closed"),
    [
        ("proven", 5, 100, None, True),
        ("proven", 5, 100, 50, False),
        ("proven", 50, 100, 50, True),
        ("negligible", 0, 3, 50, True),
        ("undecided", 0, 100, None, False),
        ("indicated", 5, 100, None, False),
        ("proven", 5, None, 50, False),
    ],
)
def test_what_counts_as_decided(word: Word, low: int, high: int | None, width: int | None, closed: bool) -> None:
    assert decided(saving("all_in", "aligned", "combined", low, high, word), width) is closed


def test_the_repaired_plan_is_a_fact_that_does_not_move() -> None:
    figures = {"streets": Figure(1000, 1000, None, False, stored=True), "aligned": figure(1000, 900)}
    assert {move.variant for move in moves(figures, ("streets", "aligned"), evidence("all_in", []), None)} == {
        "aligned"
    }
