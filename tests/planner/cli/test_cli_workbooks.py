"""The commands for workbooks, as a planner meets them."""

from __future__ import annotations

import json
import os
import pty
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planner.intake.workbook.sheets import FILES, PROGRAMME, sheets, write
from tests.support.command import ROOT, wijkplan

PILOT = ROOT / "instances" / "pilot"


def test_ten_minutes_of_a_planner(tmp_path: Path) -> None:
    """Template, three mistakes, help, programme."""
    made = wijkplan(
        "template", "--kind", "municipality", "--language", "nl", "--programme", PROGRAMME, tmp_path / "leeg.xlsx"
    )
    assert made.returncode == 0 and "wijkplan check" in made.stderr
    work = [["Projectnummer", "Straat", "Riool (m)"], ["R-1", "Eerste staat", "1.250"], ["R-2", "P09-S2", 40]]
    path = write(tmp_path / "gemeente.xlsx", sheets(Werk=work))
    done = wijkplan("check", path, PROGRAMME, "--language", "nl", "--annotate", tmp_path / "nagekeken")
    assert done.returncode == 1
    assert "\x1b" not in done.stdout  # no colour in a pipe
    for part in (
        "gemeente.xlsx | Werk",
        "fout B2 = Eerste staat",
        "Bedoelt u P09-S1 (Eerste straat)?",
        "Dit kan 1250 of 1,250 zijn.",
        "Er is geen project R-2.",
    ):
        assert part in done.stdout
    assert [p.name for p in (tmp_path / "nagekeken").iterdir()] == ["gemeente.nagekeken.xlsx"]
    work = [["Projectnummer", "Straat", "Riool (m)"], ["R-1", "Eerste straat", 1250], ["R-1", "P09-S2", 40]]
    done = wijkplan(
        "check", write(path, sheets(Werk=work)), PROGRAMME, FILES / "clean.ods", "--language", "nl", "--json"
    )
    assert done.returncode == 0
    *found, reckoning = json.loads(done.stdout)
    assert (
        reckoning["kind"] == "reckoning"
        and reckoning["counts"]["metres"]["sent"] == reckoning["counts"]["metres"]["read"] > 0
    )
    assert {f["severity"] for f in found} <= {"hint"}
    assert all(f["sheet"] and f["cell"] and f["why"] for f in found)


def test_who_checks_its_own_file_alone_gets_its_own_mistakes(tmp_path: Path) -> None:
    """As the template tells it to; the programme file is the core team's, and its absence no mistake of a sender."""
    own = json.loads((ROOT / "instances" / "examples" / "one-street" / "employer-netploeg.json").read_text("utf-8"))
    (tmp_path / "own.json").write_text(json.dumps(own))
    done = wijkplan("check", tmp_path / "own.json", "--language", "nl")
    assert done.returncode == 0 and "Vraag het kernteam om programme.json" in done.stdout
    (tmp_path / "other.json").write_text(json.dumps(own | {"id": "another"}))
    assert wijkplan("check", tmp_path).returncode == 1  # of two senders together it is


def test_a_street_that_is_not_there_is_found_beside_other_mistakes(tmp_path: Path) -> None:
    """Also when it looks like a code, and when the place in it is called after it."""
    work = [["Projectnummer", "Straat", "Riool (m)"], ["R-1", "Eersteestraat", "1.250"]]
    path = write(tmp_path / "gemeente.xlsx", sheets(Werk=work))
    done = wijkplan("check", path, PROGRAMME, "--language", "nl")
    assert "Dit kan 1250 of 1,250 zijn." in done.stdout
    assert "fout B2 = Eersteestraat" in done.stdout and "Bedoelt u P09-S1 (Eerste straat)?" in done.stdout


@pytest.mark.slow
def test_workbooks_and_json_plan_alike(tmp_path: Path) -> None:
    example = ROOT / "instances" / "examples" / "one-street"
    mixed = shutil.copytree(example, tmp_path / "mixed")
    assert wijkplan("convert", mixed / "employer-netploeg.json", mixed / "employer-netploeg.xlsx").returncode == 0
    (mixed / "employer-netploeg.json").unlink()
    quick = ("--variant", "aligned", "--work", "50", "--workers", "1", "--quiet")
    for source, out in ((example, "json"), (mixed, "xlsx")):
        assert wijkplan("plan", source, *quick, "--out", tmp_path / out / "plan.json").returncode == 0
    assert (tmp_path / "json" / "plan.json").read_text() == (tmp_path / "xlsx" / "plan.json").read_text()


def test_convert_there_and_back(tmp_path: Path) -> None:
    assert wijkplan("convert", PILOT / "programme.json", tmp_path / "p.xlsx", "--language", "nl").returncode == 0
    assert wijkplan("convert", tmp_path / "p.xlsx", tmp_path / "p.json").returncode == 0
    before, after = (json.loads(path.read_text("utf-8")) for path in (PILOT / "programme.json", tmp_path / "p.json"))
    assert {key: value for key, value in before.items() if value != []} == after


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("template", "--kind", "grid", "out.pdf"), 2),
        (("template", "--kind", "baker", "out.xlsx"), 2),
        (("template", "out.xlsx"), 2),
        (("template", "--kind", "grid", "there.xlsx"), 2),
        (("template", "--kind", "grid", "--programme", "nothing.json", "out.xlsx"), 1),
        (("template", "--kind", "grid", "no/such\0folder/out.xlsx"), 1),
        (("convert", "nothing.json", "out.xlsx"), 2),
        (("convert", "there.xlsx", "out.xlsx"), 1),
        (("convert", str(PROGRAMME), "out.ods"), 2),
        (("check", "there.xlsx"), 1),
        (("check", str(PROGRAMME), "--language", "fr"), 2),
    ],
)
def test_what_cannot_be_done_is_a_line_and_an_exit_code(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"no workbook")
    if any("\0" in argument for argument in arguments):
        arguments = tuple(argument.replace("\0", "") for argument in arguments)
        (tmp_path / "no").write_text("a file, not a folder")
    done = wijkplan(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert not (tmp_path / "out.xlsx").exists()
    assert (tmp_path / "there.xlsx").read_bytes() == b"no workbook"


def test_a_marked_copy_never_replaces_the_workbook(tmp_path: Path) -> None:
    path = write(tmp_path / "a.checked.xlsx", sheets())
    before = path.read_bytes()
    write(tmp_path / "a.xlsx", sheets())
    done = wijkplan("check", tmp_path / "a.xlsx", path, PROGRAMME, "--annotate", tmp_path)
    assert done.returncode == 2 and path.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "template", "convert"])
def test_the_examples_in_help_work(command: str, tmp_path: Path) -> None:
    text = wijkplan(command, "--help").stdout
    lines = [line.strip() for line in text.split("Examples:")[1].splitlines() if line.strip().startswith("wijkplan ")]
    assert lines
    (tmp_path / "instances").symlink_to(ROOT / "instances")
    write(
        tmp_path / "crews.xlsx",
        {
            "Begin": [["kind", "employer"], ["Kenmerk", "e"], ["name", "E"], ["sector", "civil"]],
            "crews": [["id", "trade", "region", "heads"], ["a", "SEW", "AM01", 2]],
        },
    )
    shutil.copy(PROGRAMME, tmp_path / "programme.json")
    for line in lines:
        if command == "convert":
            (tmp_path / "programme.json").unlink(missing_ok=True)
        done = wijkplan(*shlex.split(line)[1:], cwd=tmp_path)
        assert done.returncode in ((0, 1) if "crews.xlsx" in line else (0,)), (line, done.stderr)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, wijkplan.planner.cli; print(sorted({'openpyxl', "
        "'python_calamine', 'babel', 'pydantic', 'rich', 'numpy'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_colour_on_a_terminal_only() -> None:
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-c",
        "from wijkplan.planner.cli import main; main()",
        "check",
        str(FILES / "messy.xlsx"),
    ]
    child = subprocess.Popen(command, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other end is closed
        pass
    assert child.wait(timeout=240) == 1
    assert b"\x1b[" in shown
