"""Export, answers and pins, as an employer and the neutral party meet them: through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from tests.planner.share.world import texts
from tests.support.command import ROOT, wijkplan

EXAMPLE = ROOT / "instances" / "examples" / "shared-crew"
A, B = "netaannemer-a", "netaannemer-b"
OWN = ["Eigen mensen", "Per kwartaal", "Euro's van mensen"]
LINE = "kabel-nieuwolda/lv-cable:p"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share") / "out"
    assert wijkplan("compare", EXAMPLE, "--work", 2, "--workers", 1, "--out", folder, "-q").returncode == 0
    return folder


def _export(out: Path, reader: str, to: Path, *more: str) -> dict[str, bytes]:
    done = wijkplan(
        "export", out, "--audience", reader, "--to", to, "--variant", "shared", "--question", "all-in", *more
    )
    assert done.returncode == 0, done.stderr
    return {p.relative_to(to).as_posix(): p.read_bytes() for p in to.rglob("*") if p.is_file()}


def _rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[sheet].iter_rows(min_row=5, values_only=True))


def test_an_employer_gets_its_own(out: Path, tmp_path: Path) -> None:
    files = _export(out, f"employer:{A}", tmp_path, "--language", "nl")
    assert B not in texts(files) and "Netaannemer B" not in texts(files) and "kabel-pekela" not in texts(files)
    book = tmp_path / f"wijkplan-employer-{A}.xlsx"
    assert load_workbook(book).sheetnames == [
        "Wijzigingen",
        "Balans",
        "Uiterlijk indienen",
        "Mensen",
        *OWN,
        "In één keer antwoorden",
        "Voortgang",
        "Gedeeld",
        "wijkplan",
    ]
    lines = _rows(book, "Wijzigingen")
    assert {row[1] for row in lines} == {"kabel-nieuwolda"}
    assert all((row[7] == 0) == (not row[8]) for row in lines)  # a reason where it moved, and only there
    assert any("geleend" in row[9] for row in lines) and "LVM" in lines[0][9]
    balance = {row[0]: row[2] for row in _rows(book, "Balans")}
    people = _rows(book, "Mensen")
    assert balance["mensen van anderen aan eigen werk (mensweken)"] == pytest.approx(sum(row[7] for row in people))
    assert {row[3] for row in _rows(book, "Gedeeld")} == {"weggelaten"}  # two employers are too few for any figure


def test_export_tells_machines_what_it_wrote(out: Path, tmp_path: Path) -> None:
    done = wijkplan("export", out, "--audience", "core-team", "--to", tmp_path, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["audience"]) == (0, "", "core-team")
    assert (
        sorted(told["files"]) == sorted(str(p) for p in tmp_path.iterdir())
        and "costs and savings" in told["suppressed"]
    )


def test_lending_shows_as_amounts_on_both_sides(out: Path, tmp_path: Path) -> None:
    sums = {}
    for one in (A, B):
        _export(out, f"employer:{one}", tmp_path / one)
        people = _rows(tmp_path / one / f"wijkplan-employer-{one}.xlsx", "People")
        sums[one] = sum(row[5] for row in people), sum(row[7] for row in people)
    assert sums[A] == (0, pytest.approx(sums[B][0])) and sums[B] == (pytest.approx(sums[A][1]), 0)
    assert sums[B][0] > 0


def test_people_of_an_employer_are_told_beside_what_would_be_without_planning_together(
    out: Path, tmp_path: Path
) -> None:
    people, euros = {}, {}
    for one in (A, B):
        _export(out, f"employer:{one}", tmp_path / one)
        book = tmp_path / one / f"wijkplan-employer-{one}.xlsx"
        people[one] = _rows(book, "Own people")
        euros[one] = {row[0]: row[1:4] for row in _rows(book, "Euros of people")}
    borrowed, lent = (
        tuple(sum(row[column] for row in people[one] if row[1] == what) for column in (2, 3))
        for one, what in (
            (A, "people of others at own work (persons, counted per work)"),
            (B, "own people lent (persons, counted per work)"),
        )
    )
    assert borrowed == lent and lent[0] == 0 < lent[1]
    for told in euros.values():
        assert told["together"] == tuple(
            sum(row[i] for what, row in told.items() if what != "together") for i in range(3)
        )
        assert all(before - after == saved for before, after, saved in told.values())
    # Who lends is rid of people who stand by, who borrows pays the fee, and its hiring falls away.
    assert euros[B]["people who stand by"][2] > 0 and euros[A]["fees of lending"][1] > 0 and euros[A]["hiring"][2] > 0


def test_the_page_of_an_employer_has_the_euros_of_its_people(out: Path, tmp_path: Path) -> None:
    files = _export(out, f"employer:{A}", tmp_path, "--language", "nl")
    said = files[f"wijkplan-employer-{A}.html"].decode("utf-8")
    assert all(title in said for title in ("Eigen mensen", "Per kwartaal")) and "werven van ingehuurde mensen" in said
    other = _export(out, "core-team", tmp_path / "core", "--language", "nl")
    assert "Eigen mensen" not in texts(other)


def test_permits_are_handed_in_before_the_work(out: Path, tmp_path: Path) -> None:
    _export(out, f"employer:{A}", tmp_path)
    rows = [row for row in _rows(tmp_path / f"wijkplan-employer-{A}.xlsx", "Hand in by") if row[3] == LINE]
    by = {row[2]: (row[0].date(), row[1] and row[1].date()) for row in rows}
    (klic,) = [days for what, days in by.items() if "KLIC" in what]
    start = _starts(tmp_path)[LINE]
    assert (start - klic[0]).days == 5 and (
        start - klic[1]
    ).days == 28  # 3 and 20 working days before the day after Easter
    (permit,) = [days for what, days in by.items() if "permit to dig" in what]
    assert (start - permit[0]).days == 8 * 7


def _starts(folder: Path) -> dict[str, Any]:
    """First day of each own work in the calendar of the jointers."""
    calendar = Calendar.from_ical((folder / "crews" / "LVM-AM01.ics").read_bytes())
    events = [e for e in calendar.walk("VEVENT") if not str(e["UID"]).startswith("lent.")]
    return {str(e["UID"]).replace(".LVM@wijkplan", "").replace(".", "/", 1): e.decoded("DTSTART") for e in events}


def test_every_disclosure_is_logged(out: Path, tmp_path: Path) -> None:
    log = out / "disclosures.jsonl"
    before = len(log.read_text("utf-8").splitlines()) if log.exists() else 0
    files = _export(out, "core-team", tmp_path / "core")
    _export(out, "clearing", tmp_path / "clearing")
    core, clearing = [json.loads(line) for line in log.read_text("utf-8").splitlines()[before:]]
    assert (core["audience"], clearing["audience"]) == ("core-team", "clearing")
    assert (
        set(core["files"]) == set(files) and "costs and savings" in core["suppressed"] and clearing["suppressed"] == []
    )
    shared = json.loads(files["comparison-shared.json"])
    assert shared["savings"] is None and all(row["cost"] is None for row in shared["results"])


@pytest.mark.parametrize("reader", ["employer:nobody", "employer:", "client:netaannemer-a", "everybody"])
def test_unknown_readers_get_nothing(out: Path, tmp_path: Path, reader: str) -> None:
    done = wijkplan("export", out, "--audience", reader, "--to", tmp_path / "x")
    assert done.returncode == 2 and not (tmp_path / "x").exists()


def _answered(path: Path, answers: dict[str, tuple[str, str | None]]) -> None:
    book = load_workbook(path)
    for row in book["Changes"].iter_rows(min_row=5):
        if row[0].value in answers:
            row[10].value, row[11].value = answers[row[0].value]
    book.save(path)


def test_answers_come_back(out: Path, tmp_path: Path) -> None:
    _export(out, f"employer:{A}", tmp_path)
    path = tmp_path / f"wijkplan-employer-{A}.xlsx"
    _answered(path, {LINE: ("yes please", None)})
    done = wijkplan("check", EXAMPLE, path)
    assert done.returncode == 1 and "This is no answer." in done.stdout
    _answered(path, {LINE: ("pin", "2035-W10")})
    assert "This week lies outside the programme." in wijkplan("check", EXAMPLE, path).stdout
    _answered(path, {LINE: ("pin", "2027-W20")})
    done = wijkplan("check", EXAMPLE, path, "--language", "nl")
    assert done.returncode == 0 and "geen antwoord is geen toestemming" in done.stdout


def test_pins_are_respected(out: Path, tmp_path: Path) -> None:
    _export(out, f"employer:{A}", tmp_path)
    path, plan = tmp_path / f"wijkplan-employer-{A}.xlsx", tmp_path / "plan.json"
    _answered(path, {LINE: ("pin", "2027-W20")})
    quick = ("--work", 2, "--workers", 1, "--variant", "shared", "--out", plan)
    done = wijkplan("plan", EXAMPLE, "--pins", path, *quick)
    assert done.returncode == 0, done.stderr
    start = {row["activity"]: row["start"] for row in json.loads(plan.read_text("utf-8"))["activities"]}
    assert start[LINE] == "2027-05-17"
    assert wijkplan("plan", EXAMPLE, "--pins", EXAMPLE / "programme.json", *quick).returncode == 2
