"""``wijkplan completion``: the shell completes commands, options, choices and file names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

PROGRAM, VARIABLE = "wijkplan", "_WIJKPLAN_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="""\b
Examples:
  wijkplan completion bash >> ~/.bashrc
  wijkplan completion zsh >> ~/.zshrc
  wijkplan completion fish > ~/.config/fish/completions/wijkplan.fish""",
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete the commands, options, choices and file names of wijkplan; it works in the next
    shell that is opened."""
    from .main import app

    made = get_completion_class(shell)
    assert made is not None  # click has all of SHELLS
    click.echo(made(app, {}, PROGRAM, VARIABLE).source())
