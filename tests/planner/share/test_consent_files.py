"""Answers beside submissions, counted, and what of the saving hangs on those that are not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.command import ROOT, wijkplan
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.decode import find, find_answers
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.share.consent_files import read_answers

EXAMPLE = ROOT / "instances" / "examples" / "shared-crew"
A, B = "netaannemer-a", "netaannemer-b"  # B lends people to A, which is all that this programme can save
# At equal delivery the lender's people may work no less steadily, which forbids it here.
ASKED = ("--variant", "shared", "--question", "all-in")
QUICK = (*ASKED, "--work", 20, "--workers", 1)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers") / "out"
    assert wijkplan("compare", EXAMPLE, "--work", 20, "--workers", 1, "--out", folder, "-q").returncode == 0
    return folder


@pytest.fixture(scope="module")
def sent(out: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of each employer as it was sent out."""
    to = tmp_path_factory.mktemp("sent")
    for one in (A, B):
        assert wijkplan("export", out, "--audience", f"employer:{one}", "--to", to, *ASKED).returncode == 0
    return {one: to / f"wijkplan-employer-{one}.xlsx" for one in (A, B)}


def _answered(path: Path, to: Path, *answers: tuple[str, str | None]) -> Path:
    """A copy in which the lines have these answers, the last one for all further lines."""
    to.mkdir(exist_ok=True)
    book = load_workbook(path)
    for i, row in enumerate(book["Changes"].iter_rows(min_row=5)):
        row[10].value, row[11].value = answers[min(i, len(answers) - 1)]
    book.save(to / path.name)
    return to / path.name


def _counted(out: Path, *answers: Path) -> dict[str, Any]:
    done = wijkplan("answers", out, *answers, *QUICK, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _saving(out: Path) -> int:
    results = json.loads((out / "comparison.json").read_text("utf-8"))["results"]
    costs = {r["variant"]: r["cost"] for r in results if r["question"] == "all_in"}
    return int(costs["streets"] - costs["shared"])


def test_no_answer_is_no_consent(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    """All that is saved hangs on the borrower; as long as it is silent its work keeps its week and its own people."""
    told = _counted(out, _answered(sent[A], tmp_path, ("", None)), _answered(sent[B], tmp_path, ("accept", None)))
    assert [(e["employer"], e["accepted"], e["unanswered"]) for e in told["employers"]] == [(A, 0, 2), (B, 2, 0)]
    assert told["hanging"]["found_eur"] == _saving(out) > 0
    assert 0 < told["hanging"]["low_eur"] <= told["hanging"]["found_eur"] <= told["hanging"]["high_eur"]


def test_silence_of_whoever_moved_for_nothing_costs_nothing(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    told = _counted(out, _answered(sent[A], tmp_path, ("accept", None)))
    assert [(e["employer"], e["sent"], e["agreed"], e["lines"]) for e in told["employers"]] == [
        (A, True, 2, 2),
        (B, False, 0, 2),
    ]
    assert told["hanging"]["found_eur"] == 0


def test_who_agrees_to_all_leaves_nothing_hanging(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    files = [
        _answered(sent[A], tmp_path, ("accept", None), ("pin", None)),
        _answered(sent[B], tmp_path, ("accept", None)),
    ]
    told = _counted(out, *files)
    assert told["hanging"] is None and [e["agreed"] for e in told["employers"]] == [2, 2]
    assert "Nothing hangs on an answer" in wijkplan("answers", out, tmp_path, *QUICK).stdout


def test_each_employer_alone(out: Path, sent: dict[str, Path]) -> None:
    done = wijkplan("answers", out, *sent.values(), *QUICK, "--each", "--language", "nl")
    saved = f"{_saving(out):,}".replace(",", ".")
    rows = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert rows[A].rstrip().endswith(saved) and rows[B].rstrip().endswith(" 0")
    assert "zonder antwoord" in done.stdout and "\x1b" not in done.stdout


def test_pins_that_cannot_all_be_kept_leave_it_unknown(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    book = _answered(
        sent[A], tmp_path, ("pin", "2027-W30"), ("pin", "2027-W20")
    )  # the connections before the cable that they hang on
    done = wijkplan("answers", out, book, *QUICK)
    assert done.returncode == 1 and "nobody knows what hangs on them" in done.stdout


def test_answers_to_another_plan_are_noticed(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    book = load_workbook(sent[A])
    book["Changes"].cell(5, 6).value = "2028-W01"  # as another plan had it
    book.save(tmp_path / sent[A].name)
    done = wijkplan("answers", out, tmp_path / sent[A].name, *ASKED, "--work", 2, "--workers", 1)
    assert "1 of 2 lines tell another new week than this plan; these are no consent." in done.stderr
    assert wijkplan("answers", out, EXAMPLE, *QUICK).returncode == 2


@pytest.mark.slow
def test_answers_in_the_folder_of_the_submissions(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    """They are read as answers, change nothing of what is planned, and make no other programme of it."""
    mixed = Path(shutil.copytree(EXAMPLE, tmp_path / "mixed"))
    _answered(sent[A], mixed, ("pin", "2027-W20"), ("", None))
    done = wijkplan("check", mixed)
    assert (
        done.returncode == 0
        and "no answer is no consent" in done.stdout
        and "not read as a submission" not in done.stdout
    )
    done = wijkplan("plan", mixed, *QUICK, "--out", tmp_path / "plan.json")
    assert done.returncode == 0 and "It holds the answers of an employer" in done.stderr
    done = wijkplan("plan", mixed, *QUICK, "--pins", mixed, "--out", tmp_path / "pinned.json")
    assert done.returncode == 0 and "It holds the answers" not in done.stderr
    starts = [r["start"] for r in json.loads((tmp_path / "pinned.json").read_text("utf-8"))["activities"]]
    assert "2027-05-17" in starts
    assert wijkplan("verify", mixed, out, "-q").returncode == 0  # the hash of the input is that of the submissions


def test_two_answers_of_one_employer_contradict(out: Path, sent: dict[str, Path], tmp_path: Path) -> None:
    twice = shutil.copy(sent[A], tmp_path / "again.xlsx")
    done = wijkplan("check", EXAMPLE, sent[A], twice)
    assert done.returncode == 1 and "This employer's answers are also in" in done.stdout
    assert wijkplan("answers", out, sent[A], twice, *QUICK).returncode == 1


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_answers_that_libreoffice_saved(suffix: str) -> None:
    """Made once: an export, filled in by hand and saved by LibreOffice."""
    file = Path(__file__).parent / "files" / f"answers.{suffix}"
    assert find([file])[0] == [] and find_answers([file.parent]) != []
    programme, _ = load([EXAMPLE])
    assert programme is not None
    compiled = compile(programme)
    answers = read_answers(file, compiled)
    ids = {compiled.names.activities[a].id: kind for a, kind in answers.given.items()}
    assert answers.employer == A and answers.findings == []
    assert ids == {"kabel-nieuwolda/lv-cable:p": "pin", "kabel-nieuwolda/connection-upgrade:p": "accept"}
    assert [str(compiled.names.monday(week)) for week in answers.pins.values()] == ["2027-05-17"]
