"""Help and refusals of the command line in both languages, wherever the language stands on the line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.planner.cli.test_terminal import COMMANDS
from wijkplan.planner.cli.help_texts import sentences
from wijkplan.planner.cli.main import app
from wijkplan.planner.cli.shared import LANGUAGE_VARIABLE

SHOWN = sorted(path for path in COMMANDS if path[0] != "bench")


def _shown(*arguments: str, language: str | None = None) -> str:
    done = CliRunner().invoke(app, arguments, env={LANGUAGE_VARIABLE: language}, prog_name="wijkplan")
    return " ".join(done.output.split())


def _english(command: click.Command) -> list[str]:
    """What its help says in English, in pieces that no line break or cut can hide."""
    return [" ".join(text.split()) for text in sentences(command) if len(text.split()) > 2]


@pytest.mark.parametrize("path", SHOWN, ids=" ".join)
def test_help_of_every_command_is_in_one_language(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    dutch, english = _shown("--language", "nl", *path, "--help"), _shown(*path, "--help")
    assert [text for text in _english(command) if text in dutch] == []
    whole = "".join(english.split())  # a line may break after a hyphen
    assert [text for text in _english(command) if "".join(text.split()) not in whole] in ([], [command.short_help])
    for foreign in ("Usage:", "Options:", "Show ", "Examples:", "[default", "[required", "env var", "OPTIONS", " the "):
        assert foreign not in dutch.split("Voorbeelden:")[0], dutch
    assert dutch.startswith("Gebruik: wijkplan")
    assert "Voorbeelden: wijkplan" in dutch


def test_help_of_all_commands_together() -> None:
    dutch = _shown("--help", language="nl")
    assert [c.short_help for path, c in COMMANDS.items() if len(path) == 1 and str(c.short_help) in dutch] == []
    assert "Opdrachten:" in dutch
    assert "Commands:" in _shown("--help")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "nl", "check", "--help"),
        ("check", "--language", "nl", "--help"),
        ("check", "--help", "--language=nl"),
        ("--help", "--language", "nl"),
    ],
)
def test_the_language_may_stand_anywhere(arguments: tuple[str, ...]) -> None:
    assert _shown(*arguments).startswith("Gebruik:")


def test_the_last_choice_holds_and_the_environment_is_only_where_none_is_made() -> None:
    assert _shown("--language", "nl", "check", "--language", "en", "--help").startswith("Usage:")
    assert _shown("check", "--help", language="nl").startswith("Gebruik:")
    assert _shown("check", "--language", "en", "--help", language="nl").startswith("Usage:")
    assert _shown("check", "--help", "--", "--language", "nl").startswith("Usage:")


def test_a_command_keeps_the_language_of_its_own_where_none_is_chosen(tmp_path: Path) -> None:
    """Workbooks are Dutch, unless it is said otherwise, before or after the name of the command."""
    for arguments, sheet in (
        (("template",), "Ploegen"),
        (("--language", "en", "template"), "Crews"),
        (("template", "--language", "en"), "Crews"),
    ):
        _shown(*arguments, "--kind", "builder", "--force", str(tmp_path / "t.xlsx"))
        assert sheet in load_workbook(tmp_path / "t.xlsx", read_only=True).sheetnames


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("comp",), "Fout: Er is geen opdracht 'comp'. Bedoelde u 'compare'?"),
        (("check",), "Fout: Er ontbreekt een argument 'PROGRAMME...'."),
        (("compare", "x", "--work", "y"), "Fout: Ongeldige waarde voor '--work': 'y' is geen geldig getal."),
        (("compare", "x", "--works", "y"), "Fout: Er is geen optie '--works'."),
    ],
)
def test_refusals_of_the_command_line_are_in_one_language(arguments: tuple[str, ...], refusal: str) -> None:
    dutch = _shown("--language", "nl", *arguments)
    assert refusal in dutch
    assert "OPTIONS" not in dutch
    assert "Error: " in _shown(*arguments)


def test_help_waits_for_nothing_heavy() -> None:
    source = (
        "import sys; from wijkplan.planner.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'babel', 'pydantic', 'ortools', 'numpy', 'plotly', 'django'}\n"
        "here = 'wijkplan.planner.cli.'\n"
        "heavy |= {here + name for name in ('compare', 'round', 'answers', 'workspace')}\n"
        "print('heavy:', *sorted(heavy & sys.modules.keys()))"
    )
    for language in ("en", "nl"):
        done = subprocess.run(
            [sys.executable, "-c", source, "--language", language, "--help"], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1].strip() == "heavy:"
