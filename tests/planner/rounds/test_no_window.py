"""A slip that leaves no week for what waits: ``wijkplan round plan`` says what is pushed past what and what would mend
it, and once that is handed in the round is planned. What was reported is kept meanwhile."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.command import wijkplan

EXAMPLE = Path("instances/examples/shared-crew")
CABLE, CONNECTIONS = "kabel-pekela/lv-cable:p", "kabel-pekela/connection-upgrade:p"
STARTED_LATE = 102  # weeks after the start of a programme of 104


@pytest.mark.slow
def test_round_plan_says_what_is_pushed_past_what_and_goes_on_once_it_is_mended(tmp_path: Path) -> None:
    rounds = tmp_path / "rounds"
    quick = ("--work", "2", "--orders", "1", "--questions", "equal-delivery", "-q")
    for step in (
        ("open", rounds, "r1", EXAMPLE, "--status-date", "2027-01-04", "-q"),
        ("plan", rounds, *quick),
        ("publish", rounds, "-q"),
        ("close", rounds, "-q"),
    ):
        done = wijkplan("round", *step)
        assert done.returncode == 0, done.stderr
    begun = date(2027, 1, 4) + timedelta(weeks=STARTED_LATE)
    status = begun + timedelta(weeks=1)
    assert wijkplan("round", "open", rounds, "r2", "--status-date", status, "--notice", "0", "-q").returncode == 0
    plan = json.loads((rounds / "r1" / "plan" / "plan-bundled-equal_delivery.json").read_text())["activities"]
    for party in ("netaannemer-a", "netaannemer-b"):
        rows = [
            {"activity": row["activity"], "started": row["start"], "ended": row["end"], "done_percent": 100}
            for row in plan
            if row["activity"].startswith("kabel-nieuwolda")
        ]
        if party == "netaannemer-b":
            rows = [{"activity": CABLE, "started": str(begun), "done_percent": 5}]
        report = {"format_version": 1, "kind": "progress", "round": "r2", "party": party}
        report |= {"until": str(status - timedelta(days=3)), "rows": rows}
        (tmp_path / "progress.json").write_text(json.dumps(report))
        told = wijkplan("round", "progress", rounds, tmp_path / "progress.json")
        assert told.returncode == 0, told.stderr

    refused = wijkplan("round", "plan", rounds, *quick)
    assert refused.returncode == 1, refused.stderr
    said = " ".join(refused.stderr.split())
    assert CONNECTIONS in said and CABLE in said and "5 weeks too late for" in said
    dutch = wijkplan("round", "plan", rounds, *quick, "--language", "nl")
    assert dutch.returncode == 1 and "weken te laat" in " ".join(dutch.stderr.split())
    (last,) = (
        row for row in json.loads(wijkplan("round", "list", rounds, "--json").stdout)["rounds"] if row["id"] == "r2"
    )
    assert last["state"] == "collecting" and last["faults"] == []

    longer = json.loads((EXAMPLE / "programme.json").read_text())
    longer["weeks"] += 52
    (tmp_path / "programme.json").write_text(json.dumps(longer))
    assert wijkplan("round", "receive", rounds, tmp_path / "programme.json", "-q").returncode == 0
    planned = wijkplan("round", "plan", rounds, *quick)
    assert planned.returncode == 0, planned.stderr
    rows = json.loads((rounds / "r2" / "plan" / "plan-bundled-equal_delivery.json").read_text())["activities"]
    by_id = {row["activity"]: row for row in rows}
    assert by_id[CABLE]["start"] == str(begun)
    assert date.fromisoformat(by_id[CONNECTIONS]["start"]) > date.fromisoformat(by_id[CABLE]["end"])
    assert wijkplan("verify", *_programme(rounds), rounds / "r2" / "plan", "-q").returncode == 0


def _programme(rounds: Path) -> list[Path]:
    """The submissions of the second round that count, and what stands."""
    sent = rounds / "r2" / "submissions"
    rows = json.loads((sent / "manifest.json").read_text())
    gone = {row["replaces"] for row in rows}
    return [*(sent / row["file"] for row in rows if row["file"] not in gone), rounds / "r2" / "agreed.json"]
