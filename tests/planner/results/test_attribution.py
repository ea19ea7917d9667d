"""Where savings come from: causes add up to steps, steps to the whole, in both orders."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.record.rows import result
from wijkplan.models.problem import TERMS
from wijkplan.planner.experiment.savings import ORDERS
from wijkplan.planner.record import Attribution, Dissolution, Range, Result, Step, StepRange, Transfer
from wijkplan.planner.results import words
from wijkplan.planner.results.attribution import CAUSES, STEPS, attribution

VARIANTS = ("own", "streets", "districts", "aligned", "shared", "combined", "bundled")


def row(variant: str, **terms: int) -> Result:
    """A result of question *all in*."""
    return result("all_in", variant, sum(terms.values()), terms=terms)


ROWS = [
    row("own", labour=104, opening=60, burden=9, procurement=40, mobilisation=30, hire=21, delay=5),
    row("streets", labour=101, opening=52, burden=9, procurement=40, mobilisation=30, hire=20, delay=5),
    row("districts", labour=100, opening=50, burden=9, procurement=40, mobilisation=30, hire=20, delay=5),
    row("aligned", labour=98, opening=35, burden=5, procurement=40, mobilisation=30, hire=18, delay=3),
    row("shared", labour=98, opening=35, burden=5, procurement=40, mobilisation=30, hire=10, lending=2, delay=2),
    row("combined", labour=97, opening=33, burden=4, procurement=28, mobilisation=25, hire=16, delay=3),
    row("bundled", labour=97, opening=33, burden=4, procurement=30, mobilisation=24, hire=11, lending=1, delay=1),
]


def split(rows: list[Result], low: int | None = None, high: int | None = None) -> Attribution:
    moved = [] if low is None else [Transfer(question="all_in", source="aligned", to="combined", euros=low, tenders={})]
    apart = (
        []
        if high is None
        else [Dissolution(question="all_in", source="aligned", to="combined", partner_crews=True, euros=high)]
    )
    return attribution("all_in", rows, moved, apart)


def steps(found: Attribution) -> dict[str, tuple[Step, ...]]:
    return {"sharing_first": found.sharing_first, "combining_first": found.combining_first}


def test_every_term_has_one_cause() -> None:
    assert sorted(term for terms in CAUSES.values() for term in terms) == sorted(TERMS)


def test_the_report_has_words_for_causes_and_steps() -> None:
    assert list(words.CAUSES) == list(CAUSES) and list(words.STEPS) == list(STEPS)


def test_causes_add_up_to_steps_and_steps_to_the_whole_in_both_orders() -> None:
    whole = sum(ROWS[0].terms.values()) - sum(ROWS[-1].terms.values())
    per_cause = {"procedures": 10, "mobilisation": 6, "openings": 27 + 5, "crews": 7 + 10 - 1, "timing": 4}
    for order, row in steps(split(ROWS)).items():
        assert [(step.source, step.to) for step in row] == list(ORDERS[order])
        assert all(step.euros == sum(euros or 0 for euros in step.causes.values()) for step in row)
        assert sum(step.euros or 0 for step in row) == whole == sum(per_cause.values())
        assert {cause: sum(step.causes[cause] or 0 for step in row) for cause in CAUSES} == per_cause


def test_labour_that_joined_digs_save_stands_under_streets() -> None:
    """Ten euros less labour, of which eight because digs share an opening: two are left for the crews."""
    before, after = row("own", labour=104, opening=60), row("streets", labour=94, opening=52)
    assert before.measures is not None and after.measures is not None
    joined = replace(after.measures, joined_labour_eur=8)
    found = split([before, after.model_copy(update={"measures": joined})]).sharing_first[0]
    assert (found.causes["openings"], found.causes["crews"], found.euros) == (8 + 8, 2, 18)


def test_the_range_is_over_both_orders() -> None:
    found = split(ROWS).range
    # Combining: shared to bundled saves 40 - 30 in procedures, aligned to combined 40 - 28.
    assert found["combining"].causes["procedures"] == (10, 12)
    # Partners: bundled hires one more than shared but lends and works for less; combined hires two less than aligned.
    assert found["combining"].causes["crews"] == (1, 3)
    aligning = sum(ROWS[2].terms.values()) - sum(ROWS[3].terms.values())
    assert found["aligning"].euros == (aligning, aligning)
    assert STEPS["aligning"] == dict.fromkeys(ORDERS, ("districts", "aligned"))


def test_what_is_certified_stands_beside_the_step_that_combines() -> None:
    found = split(ROWS, low=10, high=16)
    assert found.combining_first[3].without_partner_crews == Range(low=10, high=16)
    assert found.sharing_first[4].without_partner_crews is None
    assert found.sharing_first[3].without_partner_crews is None
    # A wider variant is never dearer, so at least nothing is known; at most may stay open.
    assert split(ROWS, high=16).combining_first[3].without_partner_crews == Range(low=0, high=16)
    assert split(ROWS, low=10).combining_first[3].without_partner_crews == Range(low=10, high=None)


def test_unknown_is_none() -> None:
    """A variant without a plan, and causes that a question puts no price on."""
    found = split(
        [row("districts", labour=10, hire=2), row("aligned", labour=9, hire=2), result("all_in", "shared", None)]
    )
    _, _, aligning, sharing, _ = found.sharing_first
    assert (aligning.source, aligning.to, aligning.euros) == ("districts", "aligned", 1)
    assert aligning.causes == {"procedures": None, "mobilisation": None, "openings": None, "crews": 1, "timing": None}
    assert sharing.euros is None and set(sharing.causes.values()) == {None}
    assert found.range["sharing"] == StepRange(euros=None, causes=dict.fromkeys(CAUSES))
