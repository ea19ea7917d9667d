"""Two quarters lived through from files alone: answers, progress with a slip, new work; nothing accepted or done moves
silently."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.command import wijkplan

EXAMPLE = Path("instances/examples/shared-crew")


def _run(*arguments: Any) -> str:
    done = wijkplan(*map(str, arguments))
    assert done.returncode == 0, done.stderr
    return done.stderr


def _answered(source: Path, target: Path, answer: Any) -> None:
    """The workbook of an employer with an answer per line, as somebody would fill it in: ``answer(line)`` gives the
    word and a week."""
    book = load_workbook(source)
    sheet = book["Changes"]
    headings = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        line = sheet.cell(row, headings["Line"]).value
        if line:
            word, week = answer(line)
            sheet.cell(row, headings["Answer"], word)
            sheet.cell(row, headings["Pin in week"], week)
    book.save(target)


def _plan(rounds: Path, round: str) -> dict[str, dict[str, Any]]:
    values = json.loads((rounds / round / "plan" / "plan-bundled-equal_delivery.json").read_text())
    return {row["activity"]: row for row in values["activities"]}


@pytest.mark.slow
def test_two_quarters(tmp_path: Path) -> None:
    rounds = tmp_path / "rounds"
    _run("round", "open", rounds, "2027-Q1", EXAMPLE, "--status-date", "2027-01-04", "-q")
    _run("round", "plan", rounds, "--work", 300, "-q")
    _run("round", "publish", rounds, "-q")
    first = _plan(rounds, "2027-Q1")
    sent = rounds / "2027-Q1" / "published"
    works = sorted(first, key=lambda name: first[name]["start_week"])
    _answered(
        sent / "employer-netaannemer-a" / "wijkplan-employer-netaannemer-a.xlsx",
        tmp_path / "a.xlsx",
        lambda _: ("accept", None),
    )
    late = first["kabel-pekela/connection-upgrade:p"]
    week = (date.fromisoformat(late["start"]) + timedelta(weeks=2)).strftime("%G-W%V")
    _answered(
        sent / "employer-netaannemer-b" / "wijkplan-employer-netaannemer-b.xlsx",
        tmp_path / "b.xlsx",
        lambda line: ("pin", week) if line == "kabel-pekela/connection-upgrade:p" else ("refuse", None),
    )
    said = _run("round", "answers", rounds, tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert "netaannemer-a: 2 accepted" in said and "1 pinned, 1 refused" in said
    shown = wijkplan("round", "list", str(rounds), "--lines").stdout
    assert "kabel-nieuwolda/lv-cable:p" in shown and f"agreed for {week}" in shown and "refused" in shown
    _run("round", "close", rounds, "-q")

    # The second quarter: a's first work is done two weeks late, b's has begun; b hands in no answer file any more.
    status = date.fromisoformat(first[works[0]]["end"]) + timedelta(weeks=3)
    status -= timedelta(days=status.weekday())
    _run("round", "open", rounds, "2027-Q2", "--status-date", status, "-q")
    done = first["kabel-nieuwolda/lv-cable:p"]
    end = (date.fromisoformat(done["end"]) + timedelta(weeks=2)).isoformat()
    report: dict[str, Any] = {
        "format_version": 1,
        "kind": "progress",
        "round": "2027-Q2",
        "party": "netaannemer-a",
        "until": (status - timedelta(days=3)).isoformat(),
        "rows": [
            {
                "activity": "kabel-nieuwolda/lv-cable:p",
                "started": done["start"],
                "ended": end,
                "done_percent": 100,
                "hours_spent": 500,
            }
        ],
    }
    (tmp_path / "progress.json").write_text(json.dumps(report))
    _run("round", "progress", rounds, tmp_path / "progress.json")
    _run("round", "plan", rounds, "--work", 300, "-q")
    second = _plan(rounds, "2027-Q2")
    assert (second["kabel-nieuwolda/lv-cable:p"]["start"], second["kabel-nieuwolda/lv-cable:p"]["end"]) == (
        done["start"],
        end,
    )
    states = {
        row["activity"]: row
        for row in json.loads(wijkplan("round", "list", rounds, "--lines", "--json").stdout)["lines"]
    }
    assert states["kabel-nieuwolda/lv-cable:p"]["state"] == "done"
    for name, row in second.items():
        if states[name]["state"] in ("accepted", "pinned"):
            assert row["start"] == str(states[name]["start"]), "an accepted line never moves silently"
        elif states[name]["state"] != "done":
            assert date.fromisoformat(row["start"]) >= status, "nothing new is put into the past"
    out = rounds / "2027-Q2" / "plan"
    verified = wijkplan("verify", str(out), "-q")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    _run("round", "publish", rounds, "--language", "nl", "-q")
    _run("round", "publish", rounds, "--language", "nl", "-q")
    assert (rounds / "2027-Q2" / "published" / "core-team" / "2" / "wijkplan-core-team.xlsx").is_file(), (
        "the old publication stays"
    )
    _run("diff", rounds / "2027-Q1" / "plan", out, "--to", tmp_path / "diff", "-q")
    _run("round", "close", rounds, "-q")

    # Somebody gets to see more of a closed round: nothing in it changes, and it is in the log all the same.
    _run("export", out, "--audience", "core-team", "--to", tmp_path / "core", "-q")
    assert wijkplan("round", "list", str(rounds)).returncode == 0
    (disclosed,) = map(json.loads, (rounds / "disclosures.jsonl").read_text().splitlines())
    assert (disclosed["round"], disclosed["audience"]) == ("2027-Q2", "core-team")

    # A third round: work is added mid-year, and a byte of a closed round that changes is seen.
    more = tmp_path / "more"
    shutil.copytree(EXAMPLE, more)
    client = json.loads((more / "client-netbeheerder.json").read_text())
    client["projects"].append(
        client["projects"][0]
        | {"id": "kabel-nieuw", "wanted": {"start": "2028-01-10", "end": "2028-03-31"}, "pins": []}
    )
    client["projects"][-1].pop("target", None)
    (more / "client-netbeheerder.json").write_text(json.dumps(client))
    _run("round", "open", rounds, "2027-Q3", more, "--status-date", status + timedelta(weeks=13), "-q")
    _run("round", "plan", rounds, "--work", 300, "-q")
    third = _plan(rounds, "2027-Q3")
    assert any(name.startswith("kabel-nieuw/") for name in third)
    assert third["kabel-nieuwolda/lv-cable:p"]["end"] == end
    assert wijkplan("round", "list", str(rounds)).returncode == 0
    page = rounds / "2027-Q1" / "published" / "core-team" / "wijkplan-core-team.html"
    page.chmod(0o600)
    page.write_text(page.read_text() + " ")
    told = wijkplan("round", "list", str(rounds))
    assert told.returncode == 1 and "published/core-team/wijkplan-core-team.html is not as it was logged" in told.stdout
