"""A marked copy tells nobody about another sender."""

from __future__ import annotations

from typing import Any

import pytest

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.intake.validate import Submitted
from wijkplan.planner.share.sender_findings import REMEDY, WHAT, for_sender
from wijkplan.planner.submission.schema import Employer, ProgrammeFile
from wijkplan.planner.text import say, translated


def _sent(name: str, file: str, heads: int) -> Submitted:
    crew = {"id": f"ploeg-{name}", "trade": "INS", "region": "AM01", "heads": heads}
    value = {
        "kind": "employer",
        "format_version": 1,
        "id": name,
        "name": f"Firma {name}",
        "sector": "builder",
        "crews": [crew],
    }
    return Submitted(file, Employer.model_validate(value))


COMMON: dict[str, Any] = {"kind": "programme", "format_version": 1, "name": "test", "start": "2027-01-04", "weeks": 30}
SENT = (
    _sent("een", "een.xlsx", 5),
    _sent("twee", "map/twee.xlsx", 5),
    Submitted("programme.json", ProgrammeFile.model_validate(COMMON)),
)


def _found(what: str, remedy: str = "Correct it.", value: str = "x", kind: str = "crew-counted-twice") -> Finding:
    (found,) = for_sender("een.xlsx", [error(kind, "een.xlsx", "crews", "een", value, what, remedy)], SENT)
    return found


@pytest.mark.parametrize(
    "what",
    [
        say("Employer {id} sent exactly the same crews.", id="twee"),
        say("This sender exists already: {spot}.", spot="Start!B8 in map/twee.xlsx"),
        say("{part} of {whose}", part=say("{crew}", crew="ploeg-twee"), whose="somebody"),
        "Firma twee has the same.",
    ],
)
def test_what_bears_on_another_sender_is_not_told(what: str) -> None:
    found = _found(what)
    assert (found.what, found.remedy, found.kind, found.severity) == (WHAT, REMEDY, "for-the-core-team", "error")
    for language in ("nl", "en"):
        told = " ".join(translated(text, language) for text in (found.what, found.why, found.remedy))
        assert "twee" not in told and "same" not in told


def test_suggestions_name_nobody_else() -> None:
    found = _found(say("No employer {id} was sent.", id="drie"), say("Did you mean {name}?", name="twee"))
    assert found.what == "No employer drie was sent." and found.remedy == REMEDY
    assert _found("No such employer.", value="twee").value == ""


def test_what_is_ones_own_is_told_and_of_ones_own_file_only() -> None:
    own = say("Crew {id} has {n} heads in {programme}.", id="ploeg-een", n=5, programme="test")
    assert _found(own).what == own and _found(own).remedy == "Correct it."
    assert (
        _found("A list of tweedehands things.").what == "A list of tweedehands things."
    )  # no name, only part of a word
    assert for_sender("map/twee.xlsx", [error("crew-counted-twice", "een.xlsx", "", "een", 1, "a", "b")], SENT) == []
