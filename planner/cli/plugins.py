"""Commands that packages above the planner offer: entry points of group ``wijkplan.commands``, loaded when they are
asked for.

The planner does not know these packages: it imports nothing of them by name.
"""

from __future__ import annotations

from importlib.metadata import entry_points

import click

from wijkplan.planner.text import template_in

from .help_texts import click_speaks, in_dutch
from .shared import speak_as_asked, spoken

GROUP = "wijkplan.commands"
click_speaks()


class Commands(click.Group):
    """A group of commands, its own and offered ones, with help in the language that is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Finds the language first, wherever it stands in the arguments."""
        speak_as_asked(args)
        self._help_option = None  # made when it is first asked for, in the language of then
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Likewise."""
        return [template_in(piece, spoken()) for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Likewise."""
        shown = click.Group.format_help if spoken() == "en" else _format_in_dutch
        shown(self, ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *entry_points(group=GROUP).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name; its own come first."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            found = next((point.load() for point in entry_points(group=GROUP, name=cmd_name)), None)
        return found if found is None or spoken() == "en" else in_dutch(found)


def _format_in_dutch(group: click.Group, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    click.Group.format_help(in_dutch(group), ctx, formatter)
