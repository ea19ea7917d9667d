"""OCDS planning releases: what is exported fits the stated model, and what is left out is listed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from tests.planner.tenders.dossier.chosen import (
    ALL,
    LED,
    SEWER,
    TWO_CALL_OFFS,
    TWO_REGIMES,
    TWO_SEWERS,
    plan_with,
    world,
)
from wijkplan.planner.compile import compile
from wijkplan.planner.programme import Programme
from wijkplan.planner.tenders.ocds import releases
from wijkplan.planner.tenders.ocds.ocds_schema import ReleasePackage

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def written(programme: Programme, tender: str) -> tuple[dict[str, Any], dict[str, Any]]:
    compiled = compile(programme)
    files = releases(programme, compiled, plan_with(compiled, tender), {tender: "omdat"}, NOW)
    package, left = (json.loads(files[f"ocds/{name}.json"]) for name in ("release-package", "dropped"))
    return package, {row["what"]: row["count"] for row in left}


@pytest.mark.parametrize(("programme", "tender"), ALL, ids=[tender for _, tender in ALL])
def test_what_is_written_can_be_read_and_names_no_firm(programme: Programme, tender: str) -> None:
    package, _ = written(programme, tender)
    assert ReleasePackage.model_validate_json(json.dumps(package)).model_dump(mode="json", exclude_none=True) == package
    text = json.dumps(package)
    assert not [e.id for e in compile(programme).names.employers if e.id in text or e.name in text]


@pytest.mark.parametrize(("programme", "tender"), ALL, ids=[tender for _, tender in ALL])
def test_what_refers_finds_what_it_refers_to(programme: Programme, tender: str) -> None:
    """What no schema says and every reader of the standard counts on."""
    package, _ = written(programme, tender)
    for release in package["releases"]:
        roles = {party["id"]: party["roles"] for party in release["parties"]}
        for whose, role in (
            (release.get("buyer"), "buyer"),
            (release["tender"].get("procuringEntity"), "procuringEntity"),
        ):
            assert whose is None or role in roles[whose["id"]]
        milestones = [m["id"] for part in ("planning", "tender") for m in release[part]["milestones"]]
        assert len(set(milestones)) == len(milestones)
        periods = [release["tender"][name] for name in ("tenderPeriod", "awardPeriod", "contractPeriod")]
        assert [p["endDate"][11:19] for p in periods] == ["23:59:59"] * 3
        moments = [datetime.fromisoformat(p[end]) for p in periods for end in ("startDate", "endDate")]
        assert moments == sorted(moments)


def test_a_title_is_as_long_as_the_standard_allows_and_the_description_has_it_whole() -> None:
    many = [{**SEWER, "id": f"{letter}-{'lang' * 8}"} for letter in "ABCDE"]
    package, _ = written(world(many), "undivided:" + "+".join(p["id"] for p in many))
    tender = package["releases"][0]["tender"]
    for part in (tender, *tender["lots"]):
        assert len(part["title"]) < 150 and part["title"].endswith("…")
        assert all(p["id"] in part["description"] for p in many)


def test_two_sewers_undivided() -> None:
    package, _ = written(TWO_SEWERS, "undivided:A+B")
    (release,) = package["releases"]
    tender = release["tender"]
    assert (release["ocid"], release["tag"], release["buyer"]["id"]) == (
        "ocds-000000-undivided:A+B",
        ["planning"],
        "town",
    )
    assert (tender["status"], tender["procurementMethod"], tender["mainProcurementCategory"]) == (
        "planning",
        "direct",
        "works",
    )
    assert tender["value"] == release["planning"]["budget"]["amount"] == {"amount": 108_000, "currency": "EUR"}
    assert release["planning"]["rationale"] == "omdat"
    assert [(i["id"], i["classification"]["id"], i["relatedLot"]) for i in tender["items"]] == [
        ("A", "45232400", "perceel-1"),
        ("B", "45232400", "perceel-1"),
    ]
    # Published on Monday of week 10, 15 March 2027; offers take 14 days, so until the day after Easter Monday;
    # preparation the 2 weeks before. An end that is a day is its last second, as the standard asks; Dutch time.
    assert tender["tenderPeriod"] == {"startDate": "2027-03-15T00:00:00+01:00", "endDate": "2027-03-30T23:59:59+02:00"}
    assert tender["awardPeriod"] == {
        "startDate": "2027-03-31T00:00:00+02:00",
        "endDate": "2027-04-04T23:59:59+02:00",
    }  # three weeks in all
    assert tender["contractPeriod"]["endDate"] == "2027-05-16T23:59:59+02:00"  # the last Sunday of the work
    assert tender["procuringEntity"] == {"id": "town", "name": "Municipality"} == release["buyer"]
    assert release["planning"]["milestones"][0]["dueDate"] == "2027-03-01T00:00:00+01:00"


def test_lots_per_regime_have_a_lot_each_and_no_lead_buyer() -> None:
    package, left = written(TWO_REGIMES, "lots-regime:NET+SEW")
    (release,) = package["releases"]
    assert [lot["id"] for lot in release["tender"]["lots"]] == ["perceel-1", "perceel-2"]
    assert "buyer" not in release and {party["id"] for party in release["parties"]} == {"town", "grid"}
    assert left["lead client of joint tenders"] == 1


def test_a_known_lead_client_is_buyer_and_procuring_entity() -> None:
    package, left = written(LED, "lots-regime:NET+SEW")
    (release,) = package["releases"]
    assert release["buyer"]["id"] == "grid"
    assert {p["id"]: p["roles"] for p in release["parties"]} == {
        "grid": ["buyer", "procuringEntity"],
        "town": ["buyer"],
    }
    assert "lead client of joint tenders" not in left


def test_the_publisher_is_an_organisation_and_estimates_can_be_left_out() -> None:
    two = [{**SEWER, "id": "A"}, {**SEWER, "id": "B"}]
    package, left = written(TWO_SEWERS, "undivided:A+B")
    assert package["publisher"] == {"name": "[in te vullen: organisatie die publiceert]"} and left["publisher"] is None
    package, left = written(
        world(two, settings={"publisher": "Stichting Wijkaanpak", "publish_values": False}), "undivided:A+B"
    )
    (release,) = package["releases"]
    assert package["publisher"] == {"name": "Stichting Wijkaanpak"} and "publisher" not in left
    assert (
        "value" not in release["tender"]
        and "amount" not in release["planning"]["budget"]
        and left["estimated values"] is None
    )
    assert all("value" not in lot for lot in release["tender"]["lots"])


def test_what_is_left_out_is_counted() -> None:
    package, left = written(TWO_CALL_OFFS, "undivided:C0+C1")
    assert [release["tender"]["id"] for release in package["releases"]] == ["single:SEW"]
    assert left["call-offs"] == 1 and left["projects that are not bought any more"] == 1  # the owners' insulation
    assert left["registered ocid prefix"] is None and "tenders of private clients" not in left


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("tender", "items", 0, "relatedLot"), "perceel-9"),
        (("tender", "items", 0, "classification", "id"), "45232400-6"),
        (("tender", "procurementMethod"), "secret"),
        (("tender", "tenderPeriod", "endDate"), "2020-01-01T00:00:00Z"),
        (("id",), "a#b"),
        (("awards",), []),
    ],
)
def test_what_does_not_fit_is_refused(place: tuple[Any, ...], value: Any) -> None:
    package, _ = written(TWO_SEWERS, "undivided:A+B")
    target = package["releases"][0]
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    with pytest.raises(ValidationError):
        ReleasePackage.model_validate_json(json.dumps(package))
