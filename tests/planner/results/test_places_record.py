"""What tenders can offer to learners: room by hand, seats counted once, and why where it is not enough."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.tenders.dossier.chosen import TWO_SEWERS, case
from wijkplan.planner.record.places import TenderPlaces
from wijkplan.planner.results.places_record import places_record
from wijkplan.planner.submission.newcomers import Newcomers
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.dossier.dossier_case import Case
from wijkplan.planner.tenders.dossier.filled_sentences import chapters

BOTH = "undivided:A+B"
NEWCOMERS: dict[str, Any] = {
    "kind": "newcomers", "format_version": 1, "learners_per_guide": 2,
    "tracks": [{
        "id": "riool", "trade": "SEW", "name": "rioleur (bbl)", "kind": "bbl",
        "phases": [{"weeks": 100, "works_percent": 50, "guiding_percent": 10}], "start_months": [2],
    }],
    "seats": [{"track": "riool", "region": "AM01", "seats": 4, "end": "2027-12-31"}],
    "candidates": [{"region": "AM01", "year": 2027, "number": 3}],
    "learning_places": [{"trade": "SEW", "region": "AM01", "guides_percent": 20, "most_learners_percent": 50}],
    "building_blocks": [
        {"region": "AM01", "block": "bbl", "eur_per_year": 26_000, "since": "2026-01-01"},
        {"region": "AM01", "block": "register", "eur_per_year": 40_000, "since": "2026-01-01"},
    ],
    "agreed_places": [{"share_percent": 5}],
}  # fmt: skip


def chosen(**other: Any) -> Case:
    """The case of two sewers of 54,000 euros each, with what is known of newcomers."""
    return case(replace(TWO_SEWERS, newcomers=Newcomers.model_validate(NEWCOMERS | other)), BOTH)


def offered(**other: Any) -> TenderPlaces:
    one = chosen(**other)
    found = places_record(one.compiled, one.plan, one.plan_file)
    assert found is not None
    (row,) = [row for row in found.tenders if row.tender == BOTH]
    return row


def sewer_head_weeks(one: Case) -> int:
    """Hundredths of a head-week of sewer layers, all own."""
    problem, names = one.problem, one.names
    (trade,) = [t for t, name in enumerate(names.trades) if name.id == "SEW"]
    found = 0
    for placement in one.plan.placements:
        for demand in problem.activities[placement.activity].modes[placement.mode].demands:
            if demand.trade == trade:
                found += demand.heads * (placement.end - placement.start)
    return found


def test_nothing_is_said_where_nothing_is_agreed() -> None:
    one = chosen(agreed_places=[])
    assert places_record(one.compiled, one.plan, one.plan_file) is None
    assert case(TWO_SEWERS, BOTH).compiled.problem == chosen().compiled.problem  # it is shown, no rule of the plan


def test_room_is_what_own_people_can_guide() -> None:
    one, row = chosen(), offered()
    work = sewer_head_weeks(one) / 100
    assert row.agreed_eur == 5_400  # 5 % of twice 54,000
    # 20 % can guide two learners each: 40 learners to 100 at work; 26,000 a year is 500 a week.
    assert row.room_learner_weeks == pytest.approx(0.4 * work, abs=0.1)
    assert row.room_eur == pytest.approx(0.4 * work * 500, abs=60)
    assert [(block.track, block.trade, block.region) for block in row.blocks] == [("riool", "SEW", "AM01")]
    assert row.short_eur == max(0, 5_400 - row.room_eur)


def test_no_seat_is_counted_twice() -> None:
    everybody = {"trade": "SEW", "region": "AM01", "guides_percent": 100, "most_learners_percent": 100}
    one = chosen(learning_places=[everybody], candidates=[{"region": "AM01", "year": 2027, "number": 1}])
    found = places_record(one.compiled, one.plan, one.plan_file)
    assert found is not None
    together = sum(row.room_learner_weeks for row in found.tenders)
    weeks = {t for p in one.plan.placements for t in range(p.start, p.end)}
    assert 0 < together <= len(weeks)
    assert "no-seats" in {why.reason for row in found.tenders for why in row.reasons}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"tracks": [], "seats": []}, "no-track"),
        ({"learning_places": []}, "no-learning-place"),
        ({"seats": []}, "no-seats"),
        ({"candidates": [{"region": "AM01", "year": 2027, "number": 0}]}, "no-seats"),
        ({"building_blocks": []}, "no-building-block"),
    ],
)
def test_a_tender_that_cannot_says_why(change: dict[str, Any], reason: str) -> None:
    row = offered(agreed_places=[{"share_percent": 90}], **change)
    assert row.short_eur == row.agreed_eur - row.room_eur > 0
    assert reason in {why.reason for why in row.reasons}


def test_places_are_a_share_of_the_people_at_work() -> None:
    one, row = chosen(), offered(agreed_places=[{"of": "places", "share_percent": 10}])
    every = sum(
        demand.heads * (p.end - p.start)
        for p in one.plan.placements
        if one.names.projects[one.problem.activities[p.activity].project].id in "AB"
        for demand in one.problem.activities[p.activity].modes[p.mode].demands
    )
    assert row.agreed_eur == 0 and row.agreed_learner_weeks == pytest.approx(every / 1000, abs=0.02)


def test_the_row_of_the_client_goes_before_that_of_all_and_small_tenders_are_let_off() -> None:
    assert offered(agreed_places=[{"share_percent": 5}, {"client": "town", "share_percent": 2}]).agreed_eur == 2_160
    one = chosen(agreed_places=[{"share_percent": 5, "from_value_eur": 200_000}])
    found = places_record(one.compiled, one.plan, one.plan_file)
    assert found is not None and found.tenders == ()


def test_the_dossier_says_what_fits_and_drafts_a_clause() -> None:
    def told(**other: Any) -> str:
        (chapter,) = [c for c in chapters(facts_of(chosen(**other))) if c.title == "Leerplaatsen en social return"]
        return "\n".join(sentence.text for sentence in chapter.sentences)

    short = told(agreed_places=[{"share_percent": 90}])
    assert "Gevraagd is 90 % van de opdrachtsom: € 97.200." in short
    assert "Conceptbepaling voor de rest" in short and "iemand uit het doelgroepregister" in short
    assert "Waarom niet:" in short
    enough = told(agreed_places=[{"share_percent": 0.1}])
    assert "Wat gevraagd is past in dit werk." in enough and "voor de rest" not in enough
    assert told(agreed_places=[]).startswith("Van leerplaatsen en social return is hier niets afgesproken")
