"""The group of all commands: those listed here, and those that packages above the planner offer as entry points of
group ``wijkplan.commands``. Each is loaded when it is asked for.

The planner does not know these packages: it imports nothing of them by name.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import template_in

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

from .help_texts import click_speaks, in_dutch
from .listed import OWN, in_list, load
from .shared import speak_as_asked, spoken

GROUP = "wijkplan.commands"
click_speaks()


class Commands(click.Group):
    """A group of commands, its own and offered ones, with help in the language that is asked for. ``listing`` while
    only the list of them is shown, for which its own are not loaded."""

    listing = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands = {name: in_list(name) for name in OWN}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Finds the language first, wherever it stands in the arguments."""
        speak_as_asked(args)
        self._help_option = None  # made when it is first asked for, in the language of then
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Likewise."""
        return [template_in(piece, spoken()) for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Likewise, and without loading any command of its own."""
        shown = copy.copy(self)
        shown.listing = True
        click.Group.format_help(shown if spoken() == "en" else in_dutch(shown), ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *_offered()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name; its own come first."""
        found = load(cmd_name) if cmd_name in OWN and not self.listing else super().get_command(ctx, cmd_name)
        if found is None:
            point = _offered().get(cmd_name)
            found = None if point is None else point.load()
        return found if found is None or spoken() == "en" else in_dutch(found)


def _offered() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # slower to load than all else that help needs

    return {point.name: point for point in entry_points(group=GROUP)}
