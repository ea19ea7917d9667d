"""By how much bids may rise: two sewers of 54,000 euros each that may be combined."""

from __future__ import annotations

import pytest

from tests.planner.record import rows
from tests.planner.record.rows import result
from tests.planner.tenders.dossier.chosen import SEWER, TWO_SEWERS, plan_with, world
from wijkplan.planner.compile import compile
from wijkplan.planner.record import BreakEven, Saving, Word
from wijkplan.planner.report.conclusions import Sentences
from wijkplan.planner.report.locale import DUTCH
from wijkplan.planner.results.break_even import break_evens, percent_down

COMPILED = compile(TWO_SEWERS)
TOGETHER, APART = plan_with(COMPILED, "undivided:A+B"), plan_with(COMPILED, "single:A")
RESULTS = [result("all_in", "aligned", 100_000), result("all_in", "combined", 91_000)]


def saving(low: int, to: str = "combined") -> Saving:
    return rows.saving("all_in", "aligned", to, low, None)


def test_the_low_end_is_spread_over_all_that_may_be_combined_and_the_plans_over_what_they_combine() -> None:
    # 7,000 / 108,000 = 6.4814 %; 9,000 / 108,000 = 8.3333 %.
    (row,) = break_evens(COMPILED, RESULTS, [saving(7_000)], {("all_in", "combined"): TOGETHER}, "streets")
    assert (row.low_percent, row.found_percent) == (6.48, 8.33)
    assert (row.combinable_eur, row.combined_eur, row.word) == (108_000, 108_000, "proven")


def test_a_plan_that_combines_nothing_has_no_percentage() -> None:
    (row,) = break_evens(COMPILED, RESULTS, [saving(0)], {("all_in", "combined"): APART}, "streets")
    assert (row.low_percent, row.combined_eur, row.found_percent) == (0.0, 0, None)


def test_without_a_plan_or_without_anything_to_combine_nothing_is_stated() -> None:
    (row,) = break_evens(COMPILED, RESULTS, [saving(0)], {}, "streets")
    assert (row.combined_eur, row.found_percent) == (None, None)
    (row,) = break_evens(compile(world([SEWER])), RESULTS, [saving(0)], {}, "streets")
    assert (row.combinable_eur, row.low_percent) == (0, None)


def test_only_steps_that_combine_have_one() -> None:
    assert (
        break_evens(COMPILED, [*RESULTS, result("all_in", "shared", 1)], [saving(1, to="shared")], {}, "streets") == ()
    )


def test_percentages_are_rounded_down() -> None:
    assert [percent_down(part, 30_000) for part in (1, 2, 3, 9_999)] == [0.0, 0.0, 0.01, 33.33]


@pytest.mark.parametrize(
    ("low", "found", "word", "said"),
    [
        (
            6.48,
            8.33,
            "proven",
            "minder dan 6,48 % stijgen, wat het beste plan ook combineert (bewezen); in de gevonden plannen 8,33 %.",
        ),
        (6.48, None, "indicated", "(aannemelijk); de gevonden plannen combineren niets."),
        (
            0.0,
            8.33,
            "undecided",
            "is onbeslist: de ondergrens van de besparing laat geen ruimte; in de gevonden plannen 8,33 %.",
        ),
        (None, None, "negligible", "Er is geen werk dat samen aanbesteed kan worden."),
    ],
)
def test_the_sentence(low: float | None, found: float | None, word: Word, said: str) -> None:
    row = BreakEven(
        question="all_in",
        source="shared",
        to="bundled",
        word=word,
        combinable_eur=1,
        low_percent=low,
        combined_eur=1,
        found_percent=found,
    )
    assert said in Sentences(DUTCH).break_even(row)
