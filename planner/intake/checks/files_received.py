"""Which files came in: one programme, employers, clients."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error, warning
from wijkplan.planner.text import say

from .context import Context

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
