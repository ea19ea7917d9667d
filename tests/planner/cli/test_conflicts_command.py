"""``wijkplan conflicts``: what cannot hold together in words of the programme, with ways out whose plans are solved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import wijkplan

EXAMPLE = Path("instances/examples/shared-crew")


def test_a_deadline_before_the_permit_is_a_conflict_of_both_with_a_menu_that_is_solved(tmp_path: Path) -> None:
    done = wijkplan(
        "conflicts", EXAMPLE, "--done-by", "pekela/conn=2027-W09", "--work", "20", "--json", "--to", tmp_path
    )
    assert done.returncode == 1, done.stderr
    value = json.loads(done.stdout)
    found = value["conflict"]
    assert found["confirmed"] and found["minimal"]
    assert found["works"] == ["kabel-pekela/lv-cable:p", "kabel-pekela/connection-upgrade:p"]
    assert {(row["rule"], row["owner"]) for row in found["rules"]} == {
        ("window", "netaannemer-b"),
        ("ready", "netbeheerder"),
        ("precedence", None),
    }
    assert [row["kind"] for row in value["repairs"]] == ["widen", "widen"]
    costs = [row["high"] for row in value["repairs"]]
    assert costs == sorted(costs) and all(row["low"] <= row["high"] for row in value["repairs"])
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".html", ".xlsx"}
    said = [wijkplan("verify", EXAMPLE, tmp_path / row["plan"]) for row in value["repairs"]]
    assert [one.returncode for one in said] == [0, 1], "the first changes what was asked besides, the second a permit"
    assert "breaks rules in 1 place (" in said[1].stdout and said[1].stdout.startswith("ready:")
    page = (tmp_path / "conflict.html").read_text()
    assert all(row["owner"] in page and row["plan"] in page for row in value["repairs"])
    assert all(row["sentence"] != row["sentence_nl"] for row in [*found["rules"], *value["repairs"]])


def test_a_programme_with_a_plan_gives_no_conflict() -> None:
    done = wijkplan("conflicts", EXAMPLE, "--work", "20", "--language", "nl")
    assert done.returncode == 0 and "geen conflict gevonden" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("--pin", "pekela/conn"), ("--pin", "nothing=2027-W10"), ("--done-by", "pekela/conn=1999-W01")]
)
def test_what_cannot_be_asked_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = wijkplan("conflicts", EXAMPLE, *arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
