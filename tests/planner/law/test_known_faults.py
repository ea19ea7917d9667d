"""Faults that were once in the law data, one test each, in the order in which they were ranked."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRIDCO, TOWN, WANTED, programme
from wijkplan.planner.compile import compile
from wijkplan.planner.law.applicable import Situation, applies
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.law.thresholds import threshold
from wijkplan.planner.reference import load
from wijkplan.planner.reference.calendars import percent
from wijkplan.planner.reference.cbs_districts import merged, municipalities
from wijkplan.planner.reference.data_files import text
from wijkplan.planner.reference.law_data import Part
from wijkplan.planner.tenders.law_check import violations

REFERENCE = load()
LAW = REFERENCE.law
BELOW, ABOVE = Situation("classic", False, "national-open"), Situation("classic", True, "european-open")
SPECIAL = Situation("special", True, "european-negotiated")


FAULTS = {
    1: "every provision was quoted whatever its part, value and procedure",
    2: "dissolved municipalities were clients",
    3: "joint purchase asked what no article asks",
    4: "one price per procedure, whatever its lots and bids",
    5: "a national open procedure had no term",
    6: "school regions, and with them bouwvak, of five labour regions",
    7: "the regime followed the client and not the activity",
    8: "cabling had the CPV code of telecom",
    9: "thresholds of special sectors cited design contests",
    10: "38 hours a week for every cao",
    11: "trade WV was in no package",
    12: "small lots cited part 2 only",
    13: "call-offs of part 3 cited what it does not say",
    14: "a standstill of part 2 below the threshold",
    15: "what was read was marked as not read",
    16: "an old name of the act on digging",
    17: "the roster notice was marked as sourced",
    18: "labour regions had their code of 2016 only",
}
"""As they were ranked; each has the test below that begins with its number."""


@pytest.mark.parametrize(
    ("provision", "below", "above", "special"),
    [
        ("proportionate", False, True, True),
        ("proportionate-published", True, False, False),
        ("no-artificial-design", False, True, True),
        ("conflict-of-interest", False, True, True),
        ("prior-involvement", False, True, False),
        ("prior-involvement-special", False, False, True),
        ("turnover-motivate", False, True, False),
        ("turnover-cap", False, True, False),
        ("turnover-special", False, False, True),
        ("references", False, True, False),
        ("references-special", False, False, True),
        ("no-unnecessary-merging", True, True, True),
    ],
)
def test_01_provisions_apply_by_part_value_and_procedure(
    provision: str, below: bool, above: bool, special: bool
) -> None:
    rule = LAW.provisions[provision]
    assert [applies(rule, [one]) for one in (BELOW, ABOVE, SPECIAL)] == [below, above, special]


def test_02_clients_are_municipalities_of_today() -> None:
    codes = {district.gm_code for district in REFERENCE.districts.values()}
    assert codes <= municipalities().keys() and not codes & merged().keys()
    assert {REFERENCE.districts[d].gm_code for d in ("P02", "P05", "P12")} == {"GM1979"}  # Eemsdelta is one client


def test_03_joint_purchase_says_who_is_responsible_per_part() -> None:
    classic, special = (LAW.provisions[name] for name in ("joint-purchase", "joint-purchase-special"))
    assert (classic.article, classic.parts, special.article, special.parts) == (
        "2.11a Aw 2012",
        ("classic",),
        "3.10a Aw 2012",
        ("special",),
    )
    assert "gezamenlijk verantwoordelijk" in classic.dutch and "gezamenlijk verantwoordelijk" in special.dutch


def test_04_each_lot_and_each_bid_costs() -> None:
    private = LAW.procedures["multiple-private"]
    assert (
        private.client_eur + 4 * (private.lot_client_eur + int(private.bids) * private.bid_eur) == 36_200
    )  # four lots, not 12,000


def test_05_national_procedures_have_the_terms_of_arw() -> None:
    (tenders,) = [step for step in LAW.procedures["national-open"].steps if step.id == "tenders"]
    assert (tenders.days, tenders.article) == (32, "ARW 2016")


def test_06_bouwvak_follows_the_school_region_of_the_municipality() -> None:
    wageningen = REFERENCE.districts["P26"]
    assert (wageningen.gm_code, wageningen.school_region) == ("GM0289", "Midden")
    shut = [
        w for w, share in enumerate(percent("tendering", "Midden", date(2027, 1, 4), 52)) if share == 0 and 20 < w < 40
    ]
    assert shut[0] == 30 and len(shut) == 3  # from Monday 2 August 2027


HEAT = {
    "id": "HEAT",
    "work_type": "heat",
    "district": "P02",
    "wanted": WANTED,
    "places": [{"id": "s1", "street": "S1", "heat_pipe_metres": 100}],
}
TRADES = ("HNP", "WLD", "SEW", "MCH", "GRW", "PAV", "PLB", "ELE", "CAR")
CREWS = [{"id": f"f{t}", "trade": t, "region": "AM01", "heads": 8, "status": "free"} for t in TRADES]


def parts(stated: dict[str, str]) -> tuple[Part, ...]:
    (sewer,) = TOWN["projects"]
    town = {**TOWN, "projects": [sewer, {**HEAT, **stated}]}
    firms = ({**CIVIL, "crews": CREWS}, GRIDCO, {**FIRM, "projects": []})
    made = programme(clients=(town,), employers=firms, settings={"agreements": []})
    compiled = compile(made)
    assert list(violations(made, compiled)) == []
    names = {name.id: name for name in compiled.names.tenders}
    return (
        ("classic",) if "undivided:HEAT+SEW" in names else ("special", "classic")
    )  # one contract, or none: two parts of the Act


def test_07_a_heat_network_of_a_municipality_falls_under_part_3_and_its_sewer_under_part_2() -> None:
    assert parts({}) == ("special", "classic")  # in lots only
    assert parts({"regime": "classic"}) == ("classic",)  # unless the project says otherwise


def test_08_cabling_has_the_code_of_power_lines() -> None:
    assert LAW.cpv["cabling"].code == "45231400-9"


def test_09_thresholds_of_special_sectors_cite_the_right_letter() -> None:
    day = date(2026, 6, 1)
    assert [threshold(LAW, "special", kind, day, day).article for kind in ("works", "services", "supplies")] == [
        "3.8 onder a Aw 2012", "3.8 onder b Aw 2012", "3.8 onder b Aw 2012",
    ]  # fmt: skip


def test_10_installers_and_insulation_work_the_hours_of_their_cao() -> None:
    assert {trade: REFERENCE.week_hours(trade) for trade in ("HPT", "PLB", "ELE", "INS", "SEW", "LVM")} == {
        "HPT": 36, "PLB": 36, "ELE": 36, "INS": 36, "SEW": 38, "LVM": 38,
    }  # fmt: skip


def test_11_every_trade_is_in_a_package() -> None:
    used = {trade for package in REFERENCE.packages.values() for trade in package.hours}
    assert set(REFERENCE.trades) == used


def test_12_small_lots_of_special_sectors_have_their_own_article() -> None:
    assert LAW.provisions["small-lots-special"].article == "3.16a Aw 2012"


def test_13_call_offs_cite_the_article_of_their_part() -> None:
    rules = [rule for rule in LAW.provisions.values() if rule.id.startswith("call-off-parties")]
    found = {part: [rule.article for rule in rules if part in rule.parts] for part in ("classic", "special")}
    assert found == {"classic": ["2.140(1)-(2) Aw 2012"], "special": ["3.80(2)-(3) Aw 2012"]}
    assert all(
        LAW.provisions[name].procedures == (CALL_OFF,) for name in ("call-off-parties", "call-off-parties-special")
    )


def test_14_below_the_threshold_part_2_asks_no_standstill() -> None:
    (step,) = [step for step in LAW.procedures["national-open"].steps if step.id == "standstill"]
    assert (
        "2.1, 2.3" in step.origin.source and not step.statutory and not applies(LAW.provisions["standstill"], [BELOW])
    )


def test_15_what_was_read_is_marked_so() -> None:
    read = (
        "prior-involvement",
        "prior-involvement-special",
        "below-threshold-works",
        "joint-purchase",
        "joint-purchase-special",
    )
    assert {LAW.provisions[name].origin.trust for name in (*read, "standstill-special")} == {"sourced"}
    assert {t.origin.trust for t in LAW.thresholds if t.value_eur in (431_000, 443_000)} == {"sourced"}


def test_16_the_act_on_digging_has_one_name() -> None:
    origins = [REFERENCE.prerequisites["klic"].origin.source, REFERENCE.notices["klic"].origin.source]
    assert all("WIBON" in source for source in origins)


def test_17_the_roster_notice_is_derived() -> None:
    assert REFERENCE.figure_origins["freeze_notice_weeks"].trust == "derived"


def test_18_regions_are_known_by_their_code_of_today_too() -> None:
    assert {REFERENCE.regions[old].code_today for old in ("AM04", "AM16", "AM31")} == {"AM36", "AM37", "AM38"}
    assert all(
        region.code_today == region.id
        for region in REFERENCE.regions.values()
        if region.id not in ("AM04", "AM16", "AM31")
    )


def test_every_fault_has_its_test() -> None:
    tested = [int(name[5:7]) for name in globals() if name.startswith("test_") and name[5:7].isdigit()]
    assert sorted(tested) == sorted(FAULTS) == list(range(1, 19))


def test_no_provision_is_listed_twice() -> None:
    rows = json.loads(text("law-provisions.json"))["provisions"]
    assert len({row["id"] for row in rows}) == len(rows)
