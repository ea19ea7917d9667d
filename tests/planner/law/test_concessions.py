"""Concessions under part 2a, of which public charging often is one: threshold, procedure, terms, lots of their own,
and what a dossier says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, WANTED, programme
from tests.planner.law.members import LAW, of
from tests.planner.tenders.dossier.chosen import COMPARISON, plan_with
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.law import Valuation, lot_breaches, procurement_cost, route
from wijkplan.planner.law.legal_terms import deadline
from wijkplan.planner.law.thresholds import threshold
from wijkplan.planner.programme import Programme
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.dossier.dossier_case import Case
from wijkplan.planner.tenders.dossier.filled_sentences import chapters
from wijkplan.planner.tenders.law_check import violations

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
(SEWER,) = TOWN["projects"]
POLES: dict[str, Any] = {
    "work_type": "charging",
    "district": "P02",
    "wanted": WANTED,
    "places": [{"id": "s1", "street": "S1", "charger_poles": 4}],
}
CREWS = [
    {"id": f"f{t}", "trade": t, "region": "AM01", "heads": 8, "status": "free"}
    for t in ("SEW", "MCH", "GRW", "PAV", "EVM", "LVM")
]
WISH = {"combinations": {"name": [{"projects": ["SEW", "POLE"]}, {"projects": ["POLE", "POLE2"]}]}}


def world(regime: str | None) -> tuple[Programme, Compiled]:
    stated = {} if regime is None else {"regime": regime}
    poles = [{**POLES, **stated, "id": name} for name in ("POLE", "POLE2")]
    clients = ({**TOWN, "desk_places": 4, "projects": [SEWER, *poles]}, GRID)
    made = programme(clients=clients, employers=(GRIDCO, {**CIVIL, "crews": CREWS}, FIRM), settings=WISH)
    return made, compile(made)


CONCESSION, CONTRACT = world("concession"), world(None)


def told(made: tuple[Programme, Compiled], tender: str) -> str:
    key = ("equal_delivery", "combined")
    compiled = made[1]
    case = Case(*made, COMPARISON, {key: plan_with(compiled, tender)}, (key,), compiled.names.tender_index[tender])
    return "\n".join(s.text for c in chapters(facts_of(case)) for s in c.sentences)


@pytest.mark.parametrize(
    ("day", "euros"), [("2023-06-01", 5_382_000), ("2025-12-31", 5_538_000), ("2026-01-01", 5_404_000)]
)
def test_its_threshold_is_that_of_works_for_services_too(day: str, euros: int) -> None:
    at = date.fromisoformat(day)
    assert [threshold(LAW, "concession", kind, at, at).value_eur for kind in ("works", "services")] == [euros, euros]


@pytest.mark.parametrize("value", [50_000, 9_000_000])
def test_the_procedure_does_not_follow_from_what_building_costs(value: int) -> None:
    # What the holder earns decides (art. 2a.2), which no programme knows: the longest is planned.
    one = of("A", value, part="concession", work_type="charging")
    found = route(LAW, [one], Valuation(LAW, [one]).basis([one]), *YEAR)
    assert (found.procedure.id, found.limit) == ("european-concession", threshold(LAW, "concession", "works", *YEAR))
    # 30 days for tenders, 28 + 42 to negotiate and assess, 20 standstill, 24 to the contract: 144 days are 21 weeks
    assert (found.preparation_weeks, found.lead_weeks) == (8, 21)
    cost = procurement_cost(found, ["concession"])
    assert (cost.client_eur, cost.bidders_eur) == (20_100 + 2_200, 4 * 15_000)


def test_its_term_ends_on_a_working_day() -> None:
    assert LAW.figure("concession-term") == 30
    assert deadline(date(2026, 9, 4), 30) == date(2026, 10, 5)  # Sunday 4 October: the Monday after


def test_it_is_no_part_of_a_work_and_in_no_lot_with_others() -> None:
    sewer, poles = of("A", 900_000), of("B", 700_000, part="concession", work_type="charging")
    value = Valuation(LAW, [sewer, poles])  # of one work, as the town says
    assert value.basis([sewer]).value_eur == 900_000 and value.basis([poles]).value_eur == 700_000
    assert [breach.provision.id for breach in lot_breaches(LAW, [[sewer, poles]])] == ["mixed-parts"]
    assert list(lot_breaches(LAW, [[sewer], [poles]])) == []


def test_candidates_with_a_concession_are_lawful_and_apart_from_contracts() -> None:
    names = {name.id for name in CONCESSION[1].names.tenders}
    assert list(violations(*CONCESSION)) == [] == list(violations(*CONTRACT))
    assert {"lots-regime:POLE+SEW", "undivided:POLE+POLE2"} <= names and "undivided:POLE+SEW" not in names
    assert "undivided:POLE+SEW" in {name.id for name in CONTRACT[1].names.tenders}


def test_a_dossier_of_a_concession_says_what_part_2a_asks() -> None:
    text = told(CONCESSION, "undivided:POLE+POLE2")
    for part in (
        "Dit wordt als concessie ingekocht: ",
        "20 % (art. 2a.1-2a.3 Aw 2012)",
        "De drempel voor concessies is € 5.404.000.",
        "Wat de concessiehouder ontvangt staat niet in dit programma",
        "concessieprocedure met aankondiging (deel 2a) (art. 2a.1-2a.3 Aw 2012",
        "30 (art. 39(3) Richtlijn 2014/23/EU)",
        "5 jaar (art. 18(2) Richtlijn 2014/23/EU)",
        "Geraamde ontvangst van de concessiehouder",
    ):
        assert part in text, part
    for other in ("van het hele werk", "2.18", "2.71", "2.90", "1.10", "ARW 2016", "Gids"):
        assert other not in text, other


def test_a_dossier_of_both_has_a_lot_for_each() -> None:
    text = told(CONCESSION, "lots-regime:POLE+SEW")
    assert "hier heeft elk een eigen perceel (art. 20 Richtlijn 2014/23/EU)" in text
    assert "2.12b" not in text  # that is for a municipality and a special-sector company


def test_who_tenders_public_charging_is_asked_whether_it_is_a_concession() -> None:
    asked = "Of het laden een opdracht of een concessie is"
    assert asked in told(CONTRACT, "undivided:POLE+SEW") and asked not in told(CONCESSION, "lots-regime:POLE+SEW")
