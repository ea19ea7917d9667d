"""Which files came in: one programme, employers, clients."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.submission.schema import Client
from wijkplan.planner.text import say

from .context import At, Context

YEARS_AHEAD = 20  # after the last year of the table its cycle is used; later than this it says nothing


def check(context: Context) -> Iterator[Finding]:
    """One programme file, at least one employer, at least one project; a year that the calendars know."""
    for at, settings in context.settings_files[1:]:
        first = context.settings_files[0][0].short_file
        yield error(
            "several-programmes",
            *at.place,
            settings.name,
            say("There is a programme file already: {first}.", first=first),
            say("Keep one of them."),
        )
    for client_at, client in context.senders:
        if isinstance(client, Client) and not client.projects and not context.lost:
            yield from _without_projects(context, client_at.down("projects"), client)
    if context.settings is None:
        if not context.partial:
            yield error(
                "missing-programme",
                "",
                "",
                None,
                None,
                say("No programme file was given."),
                say("Add one, or name the folder it is in."),
            )
        return
    at, settings = context.settings_files[0]
    years = [b.year for b in context.reference.bouwvak]
    if not min(years) <= settings.start.year <= max(years) + YEARS_AHEAD:
        what = say("Calendars are known from {first} to {last}.", first=min(years), last=max(years) + YEARS_AHEAD)
        yield error(
            "unknown-year",
            *at.down("start").place,
            settings.start,
            what,
            say("Let the programme start in one of these years."),
        )
    if not context.employers and not context.partial:
        yield error("no-employers", *at.place, None, say("No employer sent crews."), say("Add the files of employers."))
    if not context.projects and not context.partial and not context.lost:
        yield error(
            "no-projects",
            *at.place,
            None,
            say("No client or employer sent a project."),
            say("Add the files of clients."),
        )
    for sender_at, sender in context.senders:
        if sender.kind == "employer" and all(crew.heads == 0 for crew in sender.crews):
            yield warning(
                "no-heads", *sender_at.down("crews").place, 0, say("All crews are empty."), say("State the heads.")
            )


def _without_projects(context: Context, at: At, client: Client) -> Iterator[Finding]:
    """A client may be there only for what employers have in hand for it, but not for nothing."""
    given = sum(project.client == client.id for _, project in context.projects)
    if given:
        what = say("It sends no projects of its own; employers have {count} in hand for it.", count=given)
        yield hint("no-own-projects", *at.place, None, what, say("Nothing has to be changed if that is all."))
    elif context.partial:
        return
    elif context.settings is None:
        what = say("It sends no projects of its own.")
        yield hint("no-own-projects", *at.place, None, what, say("Add them if it has any."))
    else:
        what = say("It sends no projects, and no employer has work in hand for it.")
        yield error("no-own-projects", *at.place, None, what, say("Add its projects, or leave this file out."))
