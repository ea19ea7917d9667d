"""The log: events and faults, nothing of submissions; and what is said when something goes wrong inside."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.support.command import ROOT
from wijkplan.planner.cli import log, main
from wijkplan.planner.cli.main import app

EXAMPLE = str(ROOT / "instances" / "examples" / "one-street")


QUOTED = "Bouwbedrijf Jansen, 12 monteurs"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["wijkplan", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return int(str(end.value.code))


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a programme meets a fault that quotes what was sent."""

    def fail(*_: Any, **__: Any) -> None:
        raise KeyError(QUOTED)

    monkeypatch.setattr("wijkplan.planner.intake.read_programme.load_all", fail)


def test_a_fault_of_ours_is_one_honest_line_and_a_trace_without_contents(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken(monkeypatch)
    file = tmp_path / "wijkplan.log"
    assert run(monkeypatch, "--log", str(file), "check", EXAMPLE) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("Error: a fault of wijkplan, please report it (KeyError)")
    assert str(file) in told and "Jansen" not in told
    text = file.read_text("utf-8")
    assert "a fault of wijkplan" in text and "planner/cli/check.py:" in text and "builtins.KeyError" in text
    assert "Jansen" not in text and str(ROOT) not in text


def test_with_debug_all_of_it_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken(monkeypatch)
    monkeypatch.setattr("sys.argv", ["wijkplan", "--debug", "--log", str(tmp_path / "log"), "check", EXAMPLE])
    with pytest.raises(KeyError, match="Jansen"):
        main()


def test_what_ran_and_how_it_ended_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deep" / "wijkplan.log"
    assert run(monkeypatch, "--log", str(file), "--verbose", "check", EXAMPLE) == 0
    lines = file.read_text("utf-8").splitlines()
    assert [line.split(" ", 3)[3].split(",")[0] for line in lines] == ["check begins", "ends with 0"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "check begins" in capsys.readouterr().err
    assert run(monkeypatch, "--log", str(file), "check", str(tmp_path / "nothing")) == 1
    assert file.read_text("utf-8").splitlines()[-1].endswith("ends with 1")


def test_a_long_log_begins_anew_and_the_one_before_stays(tmp_path: Path) -> None:
    file = tmp_path / "wijkplan.log"
    file.write_text("x" * (log.LARGEST + 1))
    assert CliRunner().invoke(app, ["--log", str(file), "check", EXAMPLE]).exit_code == 0
    assert file.stat().st_size < 1000 and (tmp_path / "wijkplan.log.1").stat().st_size > log.LARGEST


def test_by_default_it_is_in_the_users_folder_for_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert CliRunner().invoke(app, ["check", EXAMPLE]).exit_code == 0
    assert "check begins" in (tmp_path / "wijkplan" / "wijkplan.log").read_text("utf-8")
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert log.default_log() == tmp_path / ".local" / "state" / "wijkplan" / "wijkplan.log"


def test_where_no_log_can_be_written_the_command_runs_and_a_named_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert CliRunner().invoke(app, ["check", EXAMPLE]).exit_code == 0 and log.where() is None
    refused = CliRunner().invoke(app, ["--log", str(tmp_path / "file" / "log"), "check", EXAMPLE])
    assert refused.exit_code == 2 and "cannot be written" in refused.output


def test_a_cause_stands_before_what_it_led_to() -> None:
    try:
        try:
            raise ValueError("secret")
        except ValueError as error:
            raise RuntimeError("more secret") from error
    except RuntimeError as error:
        text = log.Discreet().formatException((type(error), error, error.__traceback__))
    assert text.index("builtins.ValueError") < text.index("which led to") < text.index("builtins.RuntimeError")
    assert "secret" not in text.replace('raise ValueError("secret")', "").replace(
        'raise RuntimeError("more secret")', ""
    )
