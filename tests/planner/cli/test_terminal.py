"""The terminal: help whose examples work, completion, progress with the time left, and plans that survive a closed
terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from rich.console import Console

from tests.support.command import EXAMPLE, ROOT, wijkplan
from tests.support.worlds import work, world
from wijkplan.models.outcome import Event
from wijkplan.planner.cli import app, progress
from wijkplan.planner.cli.progress import Progress, duration
from wijkplan.planner.experiment.comparison_types import Run
from wijkplan.planner.text import translated


def _commands(group: click.Group = app, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


COMMANDS = dict(_commands())
EXAMPLES = [
    (path, line.strip())
    for path, command in COMMANDS.items()
    for line in (command.epilog or "").splitlines()
    if line.strip().startswith("wijkplan ")
]


def test_every_command_has_an_example() -> None:
    assert {path for path, _ in EXAMPLES} == COMMANDS.keys()
    assert {("answers",), ("compare",), ("completion",), ("bench", "run")} <= COMMANDS.keys()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the examples name: folders of a run, submissions and answers, and the instances."""
    monkeypatch.chdir(tmp_path)
    for folder in ("out", "answers", "submissions", "runs", "published", "out-gate", "library", "results", "rounds"):
        (tmp_path / folder).mkdir()
    named = (
        "plan.json programme.json programme.xlsx crews.xlsx "
        "netploeg.xlsx netploeg.json streets.csv bouwploeg.xlsx smoke.csv netploeg-v2.xlsx nieuwkomer.xlsx "
        "workspace.tar.gz"
    )
    for file in named.split():
        (tmp_path / file).touch()
    for name in ("instances", "benchmarks"):
        (tmp_path / name).symlink_to(ROOT / name)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("path", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_examples_are_understood(path: tuple[str, ...], line: str) -> None:
    """Every argument and option is one that the command has, with a value that it takes."""
    words = shlex.split(line.split(" >")[0])[1:]
    assert tuple(words[: len(path)]) == path
    if "--help" not in words:
        COMMANDS[path].make_context(" ".join(path), words[len(path) :])


def test_quick_examples_do_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "instances").symlink_to(ROOT / "instances")
    quick = [
        line
        for path, line in EXAMPLES
        if path[0] in ("template", "convert") or line == "wijkplan check instances/pilot"
    ]
    assert len(quick) == 5
    for line in quick:
        done = wijkplan(*shlex.split(line)[1:], cwd=tmp_path)
        assert done.returncode == 0, (line, done.stderr)


def test_bash_completes_commands_options_and_choices(tmp_path: Path) -> None:
    script = wijkplan("completion", "bash").stdout
    program = tmp_path / "wijkplan"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.argv[0] = 'wijkplan'\nfrom wijkplan.planner.cli import main\nmain()\n"
    )
    program.chmod(0o755)

    def completed(line: str) -> list[str]:
        words = line.split(" ")
        typed = " ".join(shlex.quote(word) for word in words)
        code = (
            f"{script}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; "
            f'_wijkplan_completion wijkplan; printf "%s\\n" "${{COMPREPLY[@]}}"'
        )
        env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        return subprocess.run(["bash", "-c", code], capture_output=True, text=True, env=env, check=True).stdout.split()

    assert completed("wijkplan ans") == ["answers"]
    assert "--time-limit" in completed("wijkplan compare --t")
    assert completed("wijkplan plan --variant sh") == ["shared"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_a_script_of_their_own(shell: str) -> None:
    done = wijkplan("completion", shell)
    assert done.returncode == 0 and f"_WIJKPLAN_COMPLETE={shell}_complete" in done.stdout
    assert wijkplan("completion", "tcsh").returncode == 2


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that pass as a test says, for a table of progress."""
    now = [1000.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_time_left_shrinks_to_nothing(clock: list[float]) -> None:
    watch = Progress(Console(file=io.StringIO()), "en", stop_after=60, solves=3)
    assert watch.left() == 180
    watch.begin("all_in", "streets")  # made, not solved
    assert watch.left() == 180
    watch.begin("all_in", "aligned")
    assert watch.left() == 180
    clock[0] += 50
    assert watch.left() == 130
    watch.begin("all_in", "shared")
    watch.begin("all_in", "bundled")
    clock[0] += 100
    assert watch.left() == 0
    assert Progress(Console(file=io.StringIO()), "en").left() is None  # work is limited, not time


@pytest.mark.usefixtures("clock")
def test_progress_on_a_terminal_names_variant_cost_bound_gap_and_time_left() -> None:
    screen = io.StringIO()
    with Progress(Console(file=screen, force_terminal=True, width=140), "en", 60, 1) as watch:
        watch.begin("all_in", "bundled")
        watch.event(Event(1.0, 1000, 900, "ruin"))
        assert watch.live is not None
        watch.live.refresh()
    for part in ("everything together", "1,000", "900", "10.0% of total", "at most 1 min 0 s left"):
        assert part in screen.getvalue()
    assert [duration(s) for s in (7.4, 245, 7800)] == ["7 s", "4 min 5 s", "2 h 10 min"]
    assert translated(duration(7800), "nl") == "2 u 10 min"


def test_seconds_of_a_finished_variant_are_written_as_its_reader_writes_them() -> None:
    screen = io.StringIO()
    with Progress(Console(file=screen, width=200), "nl", 60, 1) as watch:
        watch.done(Run("all_in", "bundled", "no_plan", world(work()), None, None, 2.4, None))
    assert "2,4 s" in screen.getvalue() and "2.4" not in screen.getvalue()


def test_findings_of_plan_and_compare_speak_dutch(tmp_path: Path) -> None:
    broken = ROOT / "instances" / "invalid" / "malformed-json"
    for command in ("plan", "compare"):
        done = wijkplan(command, broken, "--language", "nl", "--out", tmp_path / "out")
        assert (
            done.returncode == 1
            and "Het is geen geldige JSON" in done.stderr
            and "kan niet worden gepland" in done.stderr
        )


def _solving(tmp_path: Path, *arguments: str) -> list[str]:
    code = "from wijkplan.planner.cli import main; main()"
    return [
        sys.executable,
        "-u",
        "-c",
        code,
        *arguments,
        "--time-limit",
        "60",
        "--workers",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]


def _wait(child: subprocess.Popen[bytes]) -> int:
    try:
        return child.wait(timeout=120)
    finally:
        child.kill()


def test_a_closed_terminal_leaves_the_plans_on_disk(tmp_path: Path) -> None:
    """A real one: the pseudo-terminal goes away, the system sends SIGHUP, and writing to it fails from then on."""
    master, slave = pty.openpty()
    code = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"  # the child leads a session on this terminal
    command = _solving(tmp_path, "compare", str(EXAMPLE))
    command[3] = code + command[3]
    child = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env={**os.environ, "TERM": "xterm"}
    )
    os.close(slave)
    seen = b""
    while b"aligned" not in seen or b"left" not in seen:  # the repaired plan is there, the first solve runs
        seen += os.read(master, 4096)
    os.close(master)
    _wait(child)
    comparison = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert comparison["interrupted"]
    assert all(r["plan"] is not None and (tmp_path / "out" / r["plan"]).is_file() for r in comparison["results"])


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
@pytest.mark.slow
def test_plan_ends_with_its_best_plan(tmp_path: Path, number: signal.Signals) -> None:
    """Also when the signal comes more than once, as from a shell and a terminal together."""
    child = subprocess.Popen(_solving(tmp_path, "plan", str(ROOT / "instances" / "pilot")), stderr=subprocess.PIPE)
    assert child.stderr is not None
    assert b"first plan" in child.stderr.readline()
    child.send_signal(number)
    if number is not signal.SIGINT:
        time.sleep(0.2)
        child.send_signal(number)
    assert _wait(child) == 0
    plan = json.loads((tmp_path / "out").read_text("utf-8"))
    assert plan["kind"] == "plan" and plan["activities"]
