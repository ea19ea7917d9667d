"""Which procedure follows, and the weeks it takes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.planner.law.members import LAW, of
from wijkplan.planner.law import Route, Valuation, route

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def by(*members: object) -> Route:
    group = list(members)
    return route(LAW, group, Valuation(LAW, group).basis(group), *YEAR)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "part", "procedure"),
    [
        (149_999, "classic", "single-private"),
        (150_000, "classic", "multiple-private"),
        (1_499_999, "classic", "multiple-private"),
        (1_500_000, "classic", "national-open"),
        (5_403_999, "classic", "national-open"),
        (5_404_000, "classic", "european-open"),
        (5_403_999, "special", "multiple-private"),
        (5_404_000, "special", "european-negotiated"),
        (9_000_000, "private", "multiple-private"),
    ],
)
def test_the_procedure_follows_from_the_value(value: int, part: str, procedure: str) -> None:
    assert by(of("A", value, part=part)).procedure.id == procedure


def test_from_the_threshold_on_the_client_may_select_first() -> None:
    assert [p.id for p in by(of("A", 5_404_000)).also] == ["european-restricted"]
    assert by(of("A", 5_403_999)).also == ()


def test_a_call_off_is_a_call_off_at_any_value() -> None:
    found = by(of("A", 9_000_000, framework="F", holder="firm"))
    assert (found.procedure.id, found.preparation_weeks, found.lead_weeks, found.limit) == ("call-off", 1, 2, None)


def test_lots_under_two_parts_of_the_act_wait_for_the_slower_procedure() -> None:
    # Together 6 million: European open (8 + 19 weeks) for the town, negotiated (8 + 28 weeks, 97,000 euros) for the
    # grid operator.
    found = by(
        of("A", 3_000_000), of("B", 3_000_000, part="special", client="grid", work="grid/one", work_type="cabling")
    )
    assert (found.procedure.id, found.preparation_weeks, found.lead_weeks) == ("european-negotiated", 8, 28)
    assert {p.id for p in found.procedures} == {"european-open", "european-negotiated"}
    assert "2.71(1)" in found.articles and "3.59(2)" in found.articles


# Days: the terms of the Act, and what practice adds; weeks are rounded up, legal terms that end in a weekend run on to
# Monday.
@pytest.mark.parametrize(
    ("procedure", "statutory", "days", "weeks"),
    [
        ("european-open", 45 - 5 + 20, 40 + 42 + 20 + 24, 19),
        ("european-restricted", 30 + 40 - 5 + 20, 30 + 21 + 35 + 42 + 20 + 24, 25),
        ("european-negotiated", 30 + 24 + 20, 30 + 21 + 24 + 28 + 42 + 20 + 24, 28),
        ("national-open", 0, 32 + 21 + 20, 11),
        ("multiple-private", 0, 42, 6),
        ("call-off", 0, 14, 2),
    ],
)
def test_terms_add_up(procedure: str, statutory: int, days: int, weeks: int) -> None:
    found = LAW.procedures[procedure]
    assert sum(step.days for step in found.steps if step.statutory) == statutory
    assert (sum(step.days for step in found.steps), found.lead_weeks) == (days, weeks)


def test_the_standstill_is_that_of_the_act_and_call_offs_have_none() -> None:
    for procedure in LAW.procedures.values():
        (*waits,) = (step.days for step in procedure.steps if step.id == "standstill")
        assert procedure.european == procedure.id.startswith("european")
        assert waits == [LAW.figure("standstill")] if procedure.european else procedure.id != "call-off" or waits == []


def test_statutory_steps_name_their_article() -> None:
    assert all(step.article for procedure in LAW.procedures.values() for step in procedure.steps if step.statutory)
