"""The command line, as a user meets it: exit codes, one clear line for every refusal."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.planner.cli.conftest import QUICK
from tests.support.command import EXAMPLE, OWN_PROCESS, ROOT, wijkplan, wijkplan_apart


def test_help_is_instant() -> None:
    """In seconds of the processor, which a busy machine does not stretch as it does the clock."""
    child = subprocess.Popen([*OWN_PROCESS, "--help"], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)  # of this process alone: those that others began may end meanwhile
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    assert used.ru_utime + used.ru_stime < 1.5  # less than 0.2 on a quiet machine


@pytest.fixture(scope="module")
def too_tight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that no plan can meet: four blocks of insulation in nine weeks, with crews for two."""
    folder = tmp_path_factory.mktemp("tight")
    weeks = {"start": "2027-05-03", "end": "2027-07-04"}
    work = {"work_type": "retrofit", "district": "P02", "award": "private", "wanted": weeks, "window": weeks}
    work |= {"places": [{"id": "block", "insulation_full_homes": 20}]}
    projects = [work | {"id": f"iso-{k}", "client": "owners", "employer": "insulator"} for k in "abcd"]
    crew = {"id": "INS", "trade": "INS", "region": "AM01", "heads": 4}
    files: list[dict[str, Any]] = [
        {"kind": "programme", "name": "too tight", "start": "2027-01-04", "weeks": 104},
        {"kind": "employer", "id": "insulator", "name": "Insulator", "sector": "builder", "crews": [crew]},
        {"kind": "client", "id": "owners", "name": "Owners", "regime": "private", "projects": projects},
    ]
    for i, file in enumerate(files):
        (folder / f"{i}.json").write_text(json.dumps(file | {"format_version": 1}))
    assert wijkplan("check", folder).returncode == 0
    return folder


NO_ROOM = (
    r"too few people: activity insulation of .*, block \(iso-\w/insulation-full:block\) lacks "
    r"\d\.\d\d heads of trade \w.* in region Groningen"
)
NO_WEEKS = r"in week 2027-W\d\d \(weeks 2027-W18 to 2027-W26\)"


@pytest.mark.slow
def test_a_programme_without_any_plan_says_which_rule_and_where(too_tight: Path, tmp_path: Path) -> None:
    done = wijkplan("compare", too_tight, *QUICK, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "not even with everything allowed" in done.stderr
    assert re.search(NO_ROOM + ".*" + NO_WEEKS, done.stderr)
    html = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "er is geen vergelijking, omdat een plan ontbreekt" in html
    work = r"werk isolatie [^;<]*, block \(iso-\w/insulation-full:block\)"
    assert re.search(work + r" komt naast ander werk \d,\d\d mensen tekort van vak \w+[^(;<]* in regio ", html)
    assert wijkplan("verify", too_tight, tmp_path / "out").returncode == 0
    assert wijkplan("report", tmp_path / "out").returncode == 0


def test_a_variant_without_any_plan_says_so_too(too_tight: Path) -> None:
    done = wijkplan("plan", too_tight, *QUICK, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(NO_ROOM + ".*" + NO_WEEKS, done.stderr)


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_json_is_the_only_output(command: str, tmp_path: Path) -> None:
    done = wijkplan(command, EXAMPLE, "--work", 20, "--workers", 1, "--json", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    json.loads(done.stdout)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        command = [*OWN_PROCESS, "check", str(EXAMPLE)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Error: reading or writing failed: no space left on device\n")


def test_a_plan_is_not_written_over_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = wijkplan("plan", EXAMPLE, "--out", tmp_path / "pipe")
    assert done.returncode == 2
    assert "is no ordinary file" in done.stderr


def test_verify_names_what_a_broken_plan_breaks(folder: Path, tmp_path: Path) -> None:
    plan = json.loads((folder / "plan-bundled-all_in.json").read_text("utf-8"))
    plan["activities"].pop()
    broken = tmp_path / "plan.json"
    broken.write_text(json.dumps(plan))
    done = wijkplan("verify", EXAMPLE, broken)
    assert done.returncode == 1
    assert "once:" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"kind": "plan"}', '{"kind": "plan", "format_version": 1, "activities": 3}', '"x"', "null"),
        *('{"variant": ["bundled"]}', '{"question": {}}', '{"seed": true}', f'{{"seed": {10**30}}}', "[" * 100_000),
    ],
)
def test_verify_survives_any_plan_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    assert wijkplan("verify", EXAMPLE, tmp_path / "plan.json").returncode == 1


MESS = {
    "kind": "plan",
    "format_version": 1,
    "programme": "another",
    "acitvities": [],
    "activities": [
        {"activity": "riool-a/sewer:x", "start_week": 3},
        {"activity": None, "start": "2027-13-01"},
        7,
    ],
    "tenders": {},
    "openings": [{"joined": ["only one"]}],
}


def test_verify_says_all_that_is_wrong_with_a_plan_file_at_once(tmp_path: Path) -> None:
    """Unknown names and keys, wrong types, nothing at all: with place and remedy, in Dutch as in English."""
    (tmp_path / "plan.json").write_text(json.dumps(MESS))
    done = wijkplan("verify", EXAMPLE, tmp_path / "plan.json", "--json", "--language", "nl")
    found = {f["path"]: f for f in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert found.keys() >= {
        "programme",
        "acitvities",
        "activities[0].activity",
        "activities[1].activity",
        "activities[1].start",
        "activities[2]",
    }
    assert found.keys() >= {"tenders", "openings[0].joined"}
    assert (
        found["acitvities"]["remedy"] == "Bedoelt u activities?"
        and found["activities[1].start"]["what"] == "Dit is geen datum en geen week."
    )
    assert all(f["what"] and f["why"] and f["remedy"] for f in found.values())
    (tmp_path / "plan.json").write_text("")
    assert "Dit bestand is leeg." in wijkplan("verify", EXAMPLE, tmp_path / "plan.json", "--language", "nl").stdout
    (tmp_path / "plan.json").write_text('{"kind": "plan",')
    assert "line 1, column 17" in wijkplan("verify", EXAMPLE, tmp_path / "plan.json").stdout


def test_plan_solves_one_variant_the_same_way_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert (
            wijkplan("plan", EXAMPLE, "--variant", "aligned", *QUICK, "--out", tmp_path / name, "--quiet").returncode
            == 0
        )
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()


def test_report_is_drawn_again_the_same(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    before = (copy / "report.html").read_text("utf-8")
    (copy / "report.html").unlink()
    assert wijkplan("report", copy, EXAMPLE).returncode == 0
    assert (copy / "report.html").read_text("utf-8") == before


def test_report_refuses_another_programme(folder: Path) -> None:
    done = wijkplan("report", folder, EXAMPLE.parent / "shared-crew")
    assert done.returncode == 2
    assert "has changed since" in done.stderr


def test_a_folder_of_others_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    done = wijkplan("compare", EXAMPLE, "--out", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("bogus",),
        ("compare",),
        ("compare", EXAMPLE, "--time-limit", "0"),
        ("compare", EXAMPLE, "--workers", "none"),
        ("plan", EXAMPLE, "--variant", "free"),
        ("verify", EXAMPLE, "nothing-here.json"),
        ("report", "nothing-here"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[object, ...], tmp_path: Path) -> None:
    done = wijkplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Error:" in done.stderr


def test_a_plan_that_lies_in_no_output_folder_needs_its_programme(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"kind": "plan", "format_version": 1, "activities": []}')
    done = wijkplan("verify", tmp_path / "plan.json")
    assert done.returncode == 2 and "name the programme" in done.stderr


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_invalid_files_are_exit_code_1_with_findings(command: str, tmp_path: Path) -> None:
    done = wijkplan(command, ROOT / "instances" / "invalid" / "malformed-json", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "It is not valid JSON" in done.stderr
    assert not (tmp_path / "out").exists()


def test_check_prints_json_only(tmp_path: Path) -> None:
    done = wijkplan_apart("check", ROOT / "instances" / "invalid" / "malformed-json", "--json")
    assert done.returncode == 1
    assert any(finding["kind"] == "malformed-json" for finding in json.loads(done.stdout))
    assert wijkplan("check", EXAMPLE, "--quiet").stdout == ""
    assert wijkplan("check", tmp_path / "nothing").returncode == 1


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(1, id="in the first solve"),
        pytest.param(2, id="after the first solve", marks=pytest.mark.slow),
    ],
)
def test_ctrl_c_ends_with_what_there_is(tmp_path: Path, lines: int) -> None:
    """Also after CP-SAT has run, which by itself replaces the handler of Ctrl-C."""
    command = [sys.executable, "-u", "-c", "from wijkplan.planner.cli import main; main()", "compare", str(EXAMPLE)]
    command += ["--time-limit", "60" if lines == 1 else "2", "--workers", "1", "--out", str(tmp_path / "out")]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert child.stderr is not None
    first = "".join(child.stderr.readline() for _ in range(lines))  # the first stored plan is there
    child.send_signal(signal.SIGINT)
    rest = child.stderr.read()
    assert child.wait(timeout=120) == 0, first + rest
    assert "Traceback" not in rest
    comparison = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert comparison["interrupted"]
    assert all(r["plan"] is not None for r in comparison["results"])
    assert "voortijdig gestopt" in (tmp_path / "out" / "report.html").read_text("utf-8")
