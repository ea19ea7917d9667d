"""Which files came in: one programme, employers, clients."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.context import Context
from planner.findings import Finding, error, warning


def check(context: Context) -> Iterator[Finding]:
    """One programme file, at least one employer, at least one project; a year that the calendars know."""
    for at, settings in context.settings_files[1:]:
        first = context.settings_files[0][0].file
        yield error(
            "several-programmes", *at.place, settings.name, f"There is a programme file already: {first}.", "Keep one of them."
        )
    if context.settings is None:
        if not context.partial:
            yield error(
                "missing-programme", "", "", None, None, "No programme file was given.", "Add one, or name the folder it is in."
            )
        return
    at, settings = context.settings_files[0]
    first_year = min(b.year for b in context.reference.bouwvak)
    if settings.start.year < first_year:
        what = f"Calendars are known from {first_year} on."
        yield error("date-outside-horizon", *at.down("start").place, settings.start, what, "Let the programme start later.")
    if not context.employers and not context.partial:
        yield error("no-employers", *at.place, None, "No employer sent crews.", "Add the files of employers.")
    if not context.projects and not context.partial:
        yield error("no-projects", *at.place, None, "No client or employer sent a project.", "Add the files of clients.")
    for sender_at, sender in context.senders:
        if sender.kind == "employer" and all(crew.heads == 0 for crew in sender.crews):
            yield warning("no-heads", *sender_at.down("crews").place, 0, "All crews are empty.", "State the heads.")
