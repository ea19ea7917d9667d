"""Rounds in the hands of somebody in a hurry, or who wishes them ill: files edited in the folder, reports and answers
of another round or party, promises that cannot be kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.planner.rounds.five_parties import town, write
from tests.planner.rounds.test_five_parties import Town
from wijkplan.planner.cli.conflicts import conflicts
from wijkplan.planner.cli.round import round as round_command
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.rounds import steps
from wijkplan.planner.rounds.answer_rows import answer_bytes
from wijkplan.planner.rounds.change_types import Budget
from wijkplan.planner.rounds.plan_round import programme_of
from wijkplan.planner.rounds.reported import take_progress
from wijkplan.planner.rounds.round_folder import RoundError
from wijkplan.planner.rounds.what_stands import current_lines
from wijkplan.planner.share.answer_json import AnswerRow

pytestmark = pytest.mark.slow
DRIE, TWEE = "kabel-drie", "kabel-twee"


@pytest.fixture(scope="module")
def sent_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first round that was planned and sent round."""
    here = Town(tmp_path_factory.mktemp("town"))
    here.open("2027-Q1", "2027-01-04", write(here.root / "sent", town()))
    here.plan()
    return here.root


@pytest.fixture
def here(sent_round: Path, tmp_path: Path) -> Town:
    """A copy of it."""
    shutil.copytree(sent_round / "rounds", tmp_path / "rounds")
    return Town(tmp_path)


def _progress(here: Town, until: str, **fields: Any) -> Path:
    path = here.root / "progress.json"
    told = {
        "format_version": 1,
        "kind": "progress",
        "round": here.round.id,
        "party": "volt",
        "until": until,
        "rows": [],
    }
    path.write_text(json.dumps(told | fields))
    return path


def _kinds(here: Town, path: Path) -> list[str]:
    compiled = programme_of(here.folder, here.round)[1]
    ((_, made, findings),) = take_progress(here.folder, here.round, [path], compiled)
    kinds = [f.kind for f in findings if f.severity == "error"]
    assert (made is None) == bool(kinds)
    return kinds


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


EDITS: list[tuple[str, str, str]] = [
    ("submissions/employer-volt.json", "volt", "vo1t"),
    ("plan/plan-bundled-equal_delivery.json", '"start"', '"Start"'),
    ("round.json", "2027-01-04", "2027-01-11"),
]


@pytest.mark.parametrize(("name", "old", "new"), EDITS)
def test_files_that_were_edited_in_the_folder_are_refused_until_they_are_as_they_were(
    here: Town, name: str, old: str, new: str
) -> None:
    def answer() -> None:
        with here.folder.locked():
            here.answer("volt", {"project": TWEE, "answer": "accept"})

    path = here.folder.path("2027-Q1", name)
    whole = path.read_text()
    _edit(path, old, new)
    with pytest.raises(RoundError, match="not as it was logged"):
        answer()
    path.write_text(whole)
    answer()
    assert here.folder.faults("2027-Q1") == []


def test_what_stands_follows_from_rounds_as_they_were_closed_only(here: Town) -> None:
    steps.close(here.folder, here.round)
    report = here.folder.path("2027-Q1", "plan", "report.html")
    whole = report.read_text()
    report.write_text(whole + " ")
    with pytest.raises(RoundError, match=r"report\.html of round 2027-Q1 was changed"):
        here.open("2027-Q2", "2027-04-12", [])
    report.write_text(whole)
    (report.parent / "notes.txt").write_text("of somebody")
    assert here.folder.faults("2027-Q1") == ["plan/notes.txt was changed after the round was closed"]
    here.open("2027-Q2", "2027-04-12", [])
    assert current_lines(here.folder, here.round)
    report.unlink()
    with pytest.raises(RoundError, match=r"report\.html of round 2027-Q1 was changed"):
        current_lines(here.folder, here.round)


@pytest.mark.parametrize("id", ["../x", "a/b", "", ".", "2027 Q1", "-x", "x" * 65])
def test_a_round_is_called_what_a_folder_can_be_called(tmp_path: Path, id: str) -> None:
    here = Town(tmp_path)
    with pytest.raises(RoundError, match="needs a name"):
        here.open(id, "2027-01-04", write(tmp_path / "sent", town()))
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def test_a_round_begins_no_earlier_than_the_one_before_it_and_nothing_is_taken_in_once_it_is_closed(here: Town) -> None:
    report, one = _progress(here, "2027-01-03"), here.round
    steps.close(here.folder, one)
    compiled = programme_of(here.folder, here.round)[1]
    acts: list[Callable[[], object]] = [
        lambda: here.open("2026-Q4", "2027-01-03", []),
        lambda: take_progress(here.folder, here.round, [report], compiled),
        lambda: steps.set_budget(here.folder, here.round, Budget(party="volt", changes=1, before=date(2027, 3, 1))),
    ]
    for act in acts:
        with pytest.raises(RoundError, match=r"closed|lies before"):
            act()
    assert here.folder.faults("2027-Q1") == [] and [one.id for one in here.folder.rounds()] == ["2027-Q1"]


def test_reports_and_answers_of_another_round_or_party_count_for_nothing(here: Town) -> None:
    first = here.starts("2027-Q1")[f"{TWEE}/lv-cable:p"]
    row = {"activity": f"{TWEE}/lv-cable:p", "started": str(first), "done_percent": 60}
    until = str(first + timedelta(weeks=1))
    report = _progress(here, until, rows=[row])
    assert _kinds(here, report) == []
    assert _kinds(here, report) == [], "the same again in the same round changes nothing"
    again = here.root / "again.json"
    shutil.copy(report, again)
    steps.close(here.folder, here.round)
    here.open("2027-Q2", str(first + timedelta(weeks=3)), [])
    assert _kinds(here, again) == ["wrong-round", "sent-before"]
    assert _kinds(here, _progress(here, until, round="2027-Q1", rows=[row])) == ["wrong-round", "sent-before"]
    assert _kinds(here, _progress(here, until, rows=[row], party="ampere")) == ["unknown-line"]
    assert _kinds(here, _progress(here, until, rows=[row | {"done_percent": 80}])) == []
    assert current_lines(here.folder, here.round)[f"{TWEE}/lv-cable:p"].state == "started"
    here.plan()
    compiled = programme_of(here.folder, here.round)[1]
    for round, party, line in (("2027-Q1", "volt", DRIE), ("2027-Q2", "ampere", DRIE), ("2027-Q2", "nobody", DRIE)):
        path = here.root / "answer.json"
        path.write_bytes(answer_bytes(party, round, [AnswerRow(project=line, answer="accept")]))
        (given,) = steps.take_answers(here.folder, here.round, [path], compiled)
        assert [f.kind for f in given.findings if f.severity == "error"], (round, party)
    assert {one.state for name, one in current_lines(here.folder, here.round).items() if DRIE in name} == {"proposed"}


def test_a_pin_without_a_week_holds_the_week_that_is_planned(here: Town) -> None:
    here.answer("volt", {"project": DRIE, "answer": "pin"})
    stands = current_lines(here.folder, here.round)[f"{DRIE}/lv-cable:p"]
    assert (stands.state, stands.start) == ("pinned", stands.planned)


def test_a_promise_of_few_changes_holds_no_line_that_cannot_keep_its_week(here: Town) -> None:
    """Its cable goes to October because its owner asks for that; the connections after it have to follow."""
    here.answer("volt", {"line": f"{DRIE}/lv-cable:p", "answer": "window", "earliest": "2027-W40"})
    steps.close(here.folder, here.round)
    here.open("2027-Q2", "2027-03-01", [])
    with pytest.raises(RoundError, match="no employer 'vo1t' takes part in round 2027-Q2: ampere, volt, wegenbouwer"):
        steps.set_budget(here.folder, here.round, Budget(party="vo1t", changes=1, before=date(2028, 1, 1)))
    steps.set_budget(here.folder, here.round, Budget(party="volt", changes=1, before=date(2028, 1, 1)))
    made = here.plan()
    (kept,) = made.changes.budgets
    assert (kept.changed, kept.forced) == (2, 2)
    assert here.starts("2027-Q2")[f"{DRIE}/lv-cable:p"] >= date(2027, 10, 4)


def test_of_work_that_nobody_has_won_yet_the_core_team_reports(tmp_path: Path) -> None:
    here = Town(tmp_path)
    files = town()
    for project in files["client-gemeente.json"]["projects"]:
        del project["employer"]
        project["award"] = "to-tender"
    paths = write(tmp_path / "sent", files)
    loaded = load_all(paths)
    assert loaded.programme is not None, [f.what for f in loaded.findings if f.severity == "error"]
    here.open("2027-Q1", "2027-01-04", paths)
    here.plan()
    first = here.starts("2027-Q1")["riool-een/sewer:p"]
    row = {"activity": "riool-een/sewer:p", "started": str(first), "done_percent": 60}
    until = str(first + timedelta(weeks=1))
    assert _kinds(here, _progress(here, until, rows=[row])) == ["unknown-line"], "it is none of volt"
    assert _kinds(here, _progress(here, until, rows=[row], party="core-team")) == []
    assert current_lines(here.folder, here.round)["riool-een/sewer:p"].state == "started"


def test_conflicts_are_looked_for_in_a_round_with_what_stands_in_it(here: Town) -> None:
    first = here.starts("2027-Q1")
    done, cable, connections = f"{TWEE}/lv-cable:p", f"{DRIE}/lv-cable:p", f"{DRIE}/connection-upgrade:p"
    here.answer("volt", {"line": cable, "answer": "accept"})
    steps.close(here.folder, here.round)
    here.open("2027-Q2", str(first[done] + timedelta(weeks=2)), [])
    row = {"activity": done, "started": str(first[done]), "ended": str(first[done] + timedelta(days=11))}
    assert _kinds(here, _progress(here, str(first[done] + timedelta(days=11)), rows=[row])) == []
    here.plan()
    rounds = here.root / "rounds"

    def asked(folder: Path, pin: str) -> Any:
        return CliRunner().invoke(conflicts, [str(folder), "--pin", pin, "--menu", "0", "--work", "1"])

    for folder in (rounds, rounds / "2027-Q2"):
        told = asked(folder, f"{connections}={first[cable]}")
        assert told.exit_code == 1 and cable in told.output and "solved again" in told.output
    assert "has begun" in asked(rounds, f"{done}=2027-W40").output


def test_no_way_out_moves_what_has_begun(here: Town) -> None:
    first = here.starts("2027-Q1")
    cable, connections = f"{TWEE}/lv-cable:p", f"{TWEE}/connection-upgrade:p"
    steps.close(here.folder, here.round)
    status = first[cable] + timedelta(weeks=1)
    here.open("2027-Q2", str(status), [])
    row = {"activity": cable, "started": str(first[cable]), "done_percent": 10}
    assert _kinds(here, _progress(here, str(status - timedelta(days=3)), rows=[row])) == []
    here.plan()
    asked = ["--pin", f"{connections}={status}", "--menu", "20", "--work", "5"]
    told = CliRunner().invoke(conflicts, [str(here.root / "rounds"), *asked]).output
    assert f"({cable}) is pinned" in told
    menu = told.partition("What would mend it")[2]
    assert f"({connections})" in menu and f"pin of LV cable, p ({cable})" not in menu and f"({cable})" not in menu


def test_who_does_not_take_part_cannot_leave(here: Town) -> None:
    steps.close(here.folder, here.round)
    here.open("2027-Q2", "2027-03-01", [])
    for party, kind in (("employer:vo1t", "employer"), ("client:volt", "client")):
        told = CliRunner().invoke(round_command, ["plan", str(here.root / "rounds"), "--without", party, "-q"])
        assert told.exit_code == 2 and f"no {kind} '{party.split(':')[1]}' takes part in round 2027-Q2" in told.output


def test_what_a_leaver_leaves_is_told_in_one_language(here: Town) -> None:
    here.answer(
        "volt",
        {"project": TWEE, "answer": "accept"},
        {"project": DRIE, "answer": "window", "earliest": "2027-W40", "reason": "our leave"},
    )
    steps.close(here.folder, here.round)
    here.open("2027-Q2", "2027-03-01", [])
    here.plan({"volt": date(2027, 5, 1)})
    (line,) = (one for name, one in current_lines(here.folder, here.round).items() if name == f"{DRIE}/lv-cable:p")
    assert (line.state, line.reason) == ("proposed", None), "whoever has it now said nothing of it yet"
    sent = here.folder.path("2027-Q2", "published", "employer-ampere")
    assert all("our leave" not in path.read_text("utf-8", "ignore") for path in sent.glob("*.html"))
    page = here.folder.path("2027-Q2", "leaving-volt.nl.html").read_text()
    assert "akkoord" in page and "accepted" not in page and "hoofdweken" not in page
