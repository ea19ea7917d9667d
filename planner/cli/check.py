"""``wijkplan check``: every finding at once."""

from __future__ import annotations

from pathlib import Path

import click

from .common import JSON, PATHS, QUIET, console


@click.command()
@PATHS
@JSON
@QUIET
def check(programme: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
    """Show everything that is wrong or noteworthy in submission files or folders: where, which value, whose, and what to do."""
    from planner.compile import CannotCompile, compile
    from planner.findings import has_errors, render, to_json
    from planner.read import load

    read, findings = load(programme)
    if read is not None:
        try:
            findings += compile(read).notes
        except CannotCompile as error:
            findings += error.findings
    if as_json:
        click.echo(to_json(findings))
    elif not quiet:
        render(findings, console(stderr=False))
    if has_errors(findings):
        raise click.exceptions.Exit(1)
