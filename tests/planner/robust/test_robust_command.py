"""``wijkplan robust`` as a user meets it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.command import wijkplan

pytestmark = pytest.mark.slow
EXAMPLE = Path("instances/examples/shared-crew")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("robust") / "out"
    done = wijkplan("compare", EXAMPLE, "--work", "20", "--out", folder, "-q")
    assert done.returncode == 0, done.stderr
    return folder


def test_the_command_writes_what_it_says_and_the_same_again(out: Path, tmp_path: Path) -> None:
    arguments = ("robust", out, "--draws", "20", "--time-limit", "0")
    done = wijkplan(*arguments, "--to", tmp_path, "--language", "nl")
    assert done.returncode == 0, done.stderr
    assert "Van 4 weken" in done.stdout and "Beloften" in done.stdout
    told = json.loads((tmp_path / "robust.json").read_text("utf-8"))
    assert told["limit_eur"] >= told["cost_eur"] and told["draws"] == 20
    assert {row["kind"] for row in told["held"]} == {"tender", "week", "people"}
    assert [side["variant"] for side in told["sides"]] == ["streets", "bundled"]
    page = (tmp_path / "robust.html").read_text("utf-8")
    words = set(re.split(r"[<>\s]", page))
    assert "Wat veilig is om op te bouwen" in page and not {"holds", "percent", "assumption", "nobody"} & words
    again = json.loads(wijkplan(*arguments, "--json").stdout)
    assert {key: again[key] for key in ("lines", "promises", "gaps")} == {
        key: told[key] for key in ("lines", "promises", "gaps")
    }


def test_it_stands_in_the_report_and_verify_finds_a_changed_week(out: Path, tmp_path: Path) -> None:
    asked = ("robust", out, "--draws", "20", "--time-limit", "0", "--report")
    assert wijkplan(*asked, "-q").returncode == 0
    report = (out / "report.html").read_text("utf-8")
    assert "What is safe to commit to" in report and "Wat veilig is om op te bouwen" in report
    assert "Promises" in report and "Beloften" in report
    checked = wijkplan("verify", EXAMPLE, out)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    drawn = wijkplan("report", out, EXAMPLE, "-q")
    assert drawn.returncode == 0 and (out / "report.html").read_text("utf-8") == report
    told = json.loads((out / "robust.json").read_text("utf-8"))
    for change in ({"cost_eur": told["cost_eur"] - 1}, {"lines": told["lines"][1:]}):
        (out / "robust.json").write_text(json.dumps(told | change))
        wrong = wijkplan("verify", EXAMPLE, out)
        assert wrong.returncode == 1 and "robust.json" in wrong.stdout + wrong.stderr
    (out / "robust.json").write_text(json.dumps(told | {"draws": "many"}))
    unread = wijkplan("report", out, EXAMPLE)
    assert unread.returncode == 2 and "robust.json" in unread.stderr
    (tmp_path / "closed.json").write_text("{}")
    shutil.copytree(out, tmp_path / "plan")
    for command in (("robust", tmp_path / "plan", "--report"), ("report", tmp_path / "plan")):
        done = wijkplan(*command)
        assert done.returncode == 2 and "closed" in done.stderr
    assert wijkplan("compare", EXAMPLE, "--work", "20", "--out", out, "-q").returncode == 0
    assert not (out / "robust.json").exists(), "it was about another plan"
    assert "What is safe to commit to" not in (out / "report.html").read_text("utf-8")


def test_an_employer_reads_in_its_workbook_and_page_which_of_its_weeks_are_safe(out: Path, tmp_path: Path) -> None:
    asked = ("robust", out, "--draws", "20", "--time-limit", "0", "-q", "--to")
    assert wijkplan(*asked, tmp_path).returncode == 0
    told = json.loads((tmp_path / "robust.json").read_text("utf-8"))
    mine = tmp_path / "mine"
    export = ("export", out, "--audience", "employer:netaannemer-a", "--to", mine, "--robust")
    done = wijkplan(*export, tmp_path / "robust.json")
    assert done.returncode == 0, done.stderr
    book = load_workbook(mine / "wijkplan-employer-netaannemer-a.xlsx")
    told_lines = book["Safe to commit to"].iter_rows(min_row=5, values_only=True)
    rows = {str(row[0]).split("(")[-1].rstrip(")"): row for row in told_lines if row[0]}  # a name, then its id
    stated = {row["activity"]: row for row in told["lines"]}
    own = {name for name in stated if name.startswith("kabel-nieuwolda/")}
    assert rows.keys() == own
    for name, row in rows.items():
        assert (row[1], row[3]) == (stated[name]["week"], 100 * stated[name]["begins"]["share"])
    page = (mine / "wijkplan-employer-netaannemer-a.html").read_text("utf-8")
    assert "Safe to commit to" in page and "kabel-pekela" not in page
    public = ("--audience", "public", "--to", tmp_path / "all", "--robust", tmp_path / "robust.json")
    assert wijkplan("export", out, *public).returncode == 0
    text = (tmp_path / "all" / "wijkplan-public.html").read_text("utf-8")
    assert "Promises" in text and "kabel-" not in text
    told["lines"][0]["week"] = "2027-W53"
    (tmp_path / "other.json").write_text(json.dumps(told))
    wrong = wijkplan(*export, tmp_path / "other.json")
    assert wrong.returncode == 2 and "is about another plan" in wrong.stderr
    assert wijkplan(*export, out / "run.json").returncode == 2


def test_what_cannot_be_asked_is_wrong_usage(out: Path, tmp_path: Path) -> None:
    for arguments in (
        ("robust", out, "--against", "submitted2"),
        ("robust", tmp_path),
        ("robust", out, "--draws", "1"),
    ):
        assert wijkplan(*arguments).returncode == 2
