"""Help, and what click itself says, in the language of the command.

Help texts stand where the commands are, in English; their Dutch is in the catalogue, paragraph by paragraph
(:func:`sentences`). Click takes its own words from gettext, one domain for the whole process; :func:`click_speaks` has
it take them from the catalogue instead."""

from __future__ import annotations

import copy
import inspect
import sys
from collections.abc import Iterator

import click

from wijkplan.planner.text import marked, template_in

from .shared import spoken

EXAMPLES = marked("Examples:")
OPTIONS, COMMAND = marked("[OPTIONS]"), marked("COMMAND [ARGS]...")
KEPT_LINES = "\b"
"""What click wants before lines that it should not wrap; here these are examples of commands."""
KINDS_OF_VALUE = (
    marked("TEXT"), marked("INTEGER"), marked("INTEGER RANGE"), marked("FLOAT RANGE"), marked("FILE"),
    marked("DIRECTORY"), marked("PATH"), marked("DIR"), marked("ANSWERS"), marked("ROUND"), marked("LINE=WEEK"),
    marked("ID=WEEK"), marked("FROM:TO"), marked("WHO"), marked("CODE|NAME"), marked("ADDRESS"), marked("OPTION"),
    marked("SECONDS"), marked("WEEK"), marked("PACKAGE"), marked("PARTY"), marked("NEW=OLD"), marked("NUMBER"),
    marked("EMPLOYER[=WEEK..WEEK]"), marked("EMPLOYER/TRADE=NUMBER"), marked("STREET=WEEK"),
)  # fmt: skip
"""What stands behind an option in help, where it is no list of choices."""

OF_CLICK = (
    marked("Usage:"),
    marked("Options"),
    marked("Commands"),
    marked("Positional arguments"),
    marked("default: {default}"),
    marked("env var: {var}"),
    marked("required"),
    marked("(dynamic)"),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
    marked("%(prog)s, version %(version)s"),
    marked("Error: {message}"),
    marked("Try '{command} {option}' for help."),
    marked("Did you mean {possibility}?"),
    marked("(Did you mean one of: {possibilities}?)"),
    marked("No such option {name!r}."),
    marked("No such command {name!r}."),
    marked("Missing command."),
    marked("Missing argument"),
    marked("Missing option"),
    marked("Missing parameter"),
    marked("Missing parameter: {param_name}"),
    marked("Missing {param_type}"),
    marked("Choose from:\n\t{choices}"),
    marked("Invalid value: {message}"),
    marked("Invalid value for {param_hint}: {message}"),
    marked("Got unexpected extra argument ({args})"),
    marked("Got unexpected extra arguments ({args})"),
    marked("Option {name!r} does not take a value."),
    marked("Option {name!r} requires an argument."),
    marked("Option {name!r} requires {nargs} arguments."),
    marked("Argument {name!r} takes {nargs} values."),
    marked("Could not open file {filename!r}: {message}"),
    marked("unknown error"),
    marked("{value!r} is not {choice}."),
    marked("{value!r} is not one of {choices}."),
    marked("{value!r} is not a valid {number_type}."),
    marked("{value} is not in the range {range}."),
    marked("{value!r} does not match the format {format}."),
    marked("{value!r} does not match the formats {formats}."),
    marked("{value!r} is not a valid boolean. Recognized values: {states}"),
    marked("{name} {filename!r} does not exist."),
    marked("{name} {filename!r} is a file."),
    marked("{name} {filename!r} is a directory."),
    marked("{name} {filename!r} is not readable."),
    marked("{name} {filename!r} is not writable."),
    marked("Aborted!"),
    marked("Error: invalid input"),
)
"""What click says to who uses a command, as its messages are written there."""


def click_speaks() -> None:
    """From now on click says what it says in the language of the running command."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        module = sys.modules[f"click.{name}"]
        for function, ours in (("_", _one), ("ngettext", _one_or_more)):
            if hasattr(module, function):
                setattr(module, function, ours)


def _one(message: str) -> str:
    return template_in(message, spoken())


def _one_or_more(one: str, more: str, n: int) -> str:
    return _one(one if n == 1 else more)


def in_dutch(command: click.Command) -> click.Command:
    """A copy of a command whose help is Dutch; it does the same, and so do the commands in it."""
    made = copy.copy(command)
    made.help, made.epilog, made.short_help = (
        None if text is None else _text(text) for text in (command.help, command.epilog, command.short_help)
    )
    made.options_metavar = template_in(OPTIONS, "nl")
    made.params = [_parameter(one) for one in command.params]
    made._help_option = None  # click keeps the English one
    if isinstance(made, click.Group):
        made.subcommand_metavar = template_in(COMMAND, "nl")
        made.commands = {name: in_dutch(one) for name, one in made.commands.items()}
    return made


def _parameter(parameter: click.Parameter) -> click.Parameter:
    made = copy.copy(parameter)
    if isinstance(made, click.Option):
        if made.help is not None:
            made.help = _text(made.help)
        metavar = made.metavar or (None if made.is_flag else made.type.name.upper())
        if metavar is not None and metavar in KINDS_OF_VALUE:
            made.metavar = template_in(metavar, "nl")
    return made


def _text(text: str) -> str:
    return "\n\n".join(
        block.replace(EXAMPLES, template_in(EXAMPLES, "nl"))
        if block.startswith(KEPT_LINES)
        else template_in(" ".join(block.split()), "nl")
        for block in _blocks(text)
    )


def _blocks(text: str) -> list[str]:
    return inspect.cleandoc(text).split("\n\n")


def sentences(command: click.Command) -> Iterator[str]:
    """What the catalogue is to have of the help of a command."""
    for text in (command.help, command.short_help, *(getattr(one, "help", None) for one in command.params)):
        yield from (" ".join(block.split()) for block in _blocks(text or "") if block)
