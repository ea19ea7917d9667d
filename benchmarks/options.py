"""Arguments and options that several commands of ``wijkplan bench`` have."""

from __future__ import annotations

from pathlib import Path

import click

RESULTS = click.argument("results", type=click.Path(path_type=Path, exists=True, file_okay=False))
LIBRARY = click.option(
    "--library",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="WIJKPLAN_LIBRARY",
    show_envvar=True,
    help="Folder of public instances.",
)
