"""Work to tender is held against the people of a programme only where anybody's people are known."""

from __future__ import annotations

from pathlib import Path

from wijkplan.planner.intake.read_programme import load_all

PILOT = Path(__file__).parents[3] / "instances" / "pilot"


def test_a_client_that_hands_in_before_any_employer_is_not_told_that_there_are_no_people() -> None:
    programme, client = PILOT / "programme.json", PILOT / "client-C-BR-CORP.json"
    assert not [one for one in load_all([programme, client]).findings if one.kind == "no-supply"]
    beside = PILOT / "employer-E-BR-CIVA.json"
    found = [one for one in load_all([programme, client, beside]).findings if one.kind == "no-supply"]
    assert found and found[0].owner == "C-BR-CORP", "with one employer of another trade it is known"
