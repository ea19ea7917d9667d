"""The commands by name: where each stands, and what the list of commands says of it.

A command is imported when it is asked for, never for the list: help of all is instant however much a command brings.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click

from wijkplan.planner.text import marked


class Listed(NamedTuple):
    """A command in the list."""

    module: str
    """Beside this file; the command has the name of the module there, or its own."""
    short_help: str


OWN = {
    "new": Listed("new", marked("Begin a programme: districts, streets, templates and what to do next.")),
    "check": Listed("check", marked("Show everything that is wrong or noteworthy in submissions.")),
    "plan": Listed("plan", marked("Solve one variant, check the plan and write it.")),
    "compare": Listed("compare", marked("Compare all variants for all questions; write the report.")),
    "verify": Listed("verify", marked("Judge a plan file, or derive a whole output folder again.")),
    "report": Listed("report", marked("Draw the report of an output folder again.")),
    "export": Listed("export", marked("Write what one audience may see of an output folder.")),
    "answers": Listed("answers", marked("Count what employers answered, and what hangs on the rest.")),
    "diff": Listed("diff", marked("Show what differs between two plans.")),
    "why": Listed("why", marked("Say why a work stands where it stands, and what another week would cost.")),
    "conflicts": Listed("conflicts", marked("Say which rules cannot hold together, and what would mend it.")),
    "what-if": Listed(
        "what_if",
        marked("Say between what euros the programme costs more or less when one thing is different."),
    ),
    "robust": Listed("robust", marked("Say which weeks, tenders and people of a plan are safe to commit to.")),
    "round": Listed("round", marked("Plan in rounds: open, plan, publish, answers, progress, close.")),
    "region": Listed("region", marked("Plan in parts, on one machine or many: plan, verify.")),
    "outlook": Listed("outlook", marked("Which districts in which year, for a region or the country.")),
    "template": Listed("template", marked("Make an empty workbook to fill in.")),
    "convert": Listed("convert", marked("Turn JSON into a workbook and back, without loss.")),
    "tornado": Listed("tornado", marked("Compare again with every assumption low and high.")),
    "serve": Listed("workspace", marked("Serve the workspace: accounts, hand-in, plans, answers.")),
    "workspace": Listed("workspace", marked("Look after a workspace: init, work, backup, restore, tidy.")),
    "completion": Listed("completion", marked("Print what makes a shell complete commands.")),
}


def load(name: str) -> click.Command:
    """One of these commands, ready to run."""
    listed = OWN[name]
    found: click.Command = getattr(import_module(f".{listed.module}", __package__), name.replace("-", "_"))
    found.short_help = listed.short_help
    return found


def in_list(name: str) -> click.Command:
    """What stands for it where only the list is shown."""
    return click.Command(name, short_help=OWN[name].short_help)
