"""Commands that packages above the planner offer: entry points of group ``wijkplan.commands``, loaded when they are
asked for.

The planner does not know these packages: it imports nothing of them by name.
"""

from __future__ import annotations

from importlib.metadata import entry_points

import click

GROUP = "wijkplan.commands"


class Commands(click.Group):
    """A group of commands, its own and offered ones."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *entry_points(group=GROUP).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name; its own come first."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        offered: click.Command | None = next((point.load() for point in entry_points(group=GROUP, name=cmd_name)), None)
        return offered
