"""``compare --from --pins --status-date``: an earlier plan and answers stand, and the folder that comes of it is
whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.command import wijkplan

EXAMPLE = "instances/examples/shared-crew"


@pytest.mark.slow
def test_answers_to_an_export_stand_in_the_next_comparison(tmp_path: Path) -> None:
    first, then = tmp_path / "first", tmp_path / "then"
    assert wijkplan("compare", EXAMPLE, "--work", "200", "--out", first, "-q").returncode == 0
    assert (
        wijkplan("export", first, "--audience", "employer:netaannemer-b", "--to", tmp_path / "sent", "-q").returncode
        == 0
    )
    path = tmp_path / "sent" / "wijkplan-employer-netaannemer-b.xlsx"
    book = load_workbook(path)
    sheet = book["Changes"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    for row, answer in ((5, "accept"), (6, "pin")):
        sheet.cell(row, columns["Answer"], answer)
    sheet.cell(6, columns["Pin in week"], "2027-W30")
    lines = [sheet.cell(row, columns["Line"]).value for row in (5, 6)]
    book.save(path)
    done = wijkplan(
        "compare",
        EXAMPLE,
        "--work",
        "200",
        "--out",
        then,
        "-q",
        "--from",
        first,
        "--pins",
        path,
        "--status-date",
        "2027-02-01",
    )
    assert done.returncode == 0, done.stderr
    plans = [json.loads((out / "plan-bundled-equal_delivery.json").read_text()) for out in (first, then)]
    starts = [{row["activity"]: row["start"] for row in plan["activities"]} for plan in plans]
    assert starts[1][lines[0]] == starts[0][lines[0]]
    assert starts[1][lines[1]] == "2027-07-26"
    states = {line["activity"]: line["state"] for line in json.loads((then / "agreed.json").read_text())["lines"]}
    assert [states[line] for line in lines] == ["accepted", "pinned"]
    assert wijkplan("verify", EXAMPLE, then / "agreed.json", then, "-q").returncode == 0
    assert wijkplan("export", then, "--audience", "core-team", "--to", tmp_path / "core", "-q").returncode == 0


def test_what_has_no_plan_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = wijkplan("compare", EXAMPLE, "--work", "10", "--out", tmp_path / "out", "-q", "--from", tmp_path / "empty")
    assert done.returncode == 2 and "--from" in done.stderr and len(done.stderr.strip().splitlines()) == 1
