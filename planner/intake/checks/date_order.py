"""Dates: in order, inside the horizon, and consistent with each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.programme import monday_of, own_name
from wijkplan.planner.submission.schema import Project, Weeks, Window
from wijkplan.planner.text import Text, say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """Weeks of projects and crews against each other and the horizon."""
    if context.settings is None:
        return
    for at, settings in context.settings_files[:1]:
        if settings.start.weekday():
            what = say("A programme starts on a Monday; the Monday of this week is used.")
            yield hint("not-a-monday", *at.down("start").place, settings.start, what, say("Give the date of a Monday."))
        for i, street in enumerate(settings.streets):
            if street.last_closed and context.week(street.last_closed) >= 0:
                what = say("A street was last closed before the programme starts.")
                yield error(
                    "date-not-past",
                    *at.down(f"streets[{i}].last_closed").place,
                    street.last_closed,
                    what,
                    say("Correct the date."),
                )
    for at, project in context.projects:
        yield from _project(context, at, project)
    for at, _, crew in context.crews:
        if crew.start and crew.end and crew.end < crew.start:
            yield error(
                "reversed-dates",
                *at.down("end").place,
                crew.end,
                say("It lies before {start}.", start=crew.start),
                say("Exchange or correct them."),
            )
        if (crew.start and context.week(crew.start) >= context.settings.weeks) or (
            crew.end and context.week(crew.end) < 0
        ):
            what = say("This crew is there only outside the horizon.")
            yield warning(
                "date-outside-horizon",
                *at.place,
                crew.start or crew.end,
                what,
                say("Correct the dates, or leave the crew out."),
            )
        for i, leave in enumerate(crew.leave):
            if leave.end < leave.start:
                what = say("It lies before {start}.", start=leave.start)
                yield error(
                    "reversed-dates",
                    *at.down(f"leave[{i}].end").place,
                    leave.end,
                    what,
                    say("Exchange or correct them."),
                )


def _project(context: Context, at: At, project: Project) -> Iterator[Finding]:
    yield from _weeks(context, at.down("wanted"), project.wanted)
    if project.window:
        yield from _weeks(context, at.down("window"), project.window)
        first, last = project.window.start, project.window.end
        turned = first is not None and last is not None and last < first  # said already, of the window itself
        if not turned and ((first and project.wanted.start < first) or (last and project.wanted.end > last)):
            wanted = f"{project.wanted.start} - {project.wanted.end}"
            what = say(
                "The weeks wanted lie outside the window {start} - {end}.", start=first or "...", end=last or "..."
            )
            yield warning(
                "wanted-outside-window",
                *at.down("wanted").place,
                wanted,
                what,
                say("Widen the window or move the weeks wanted."),
            )
    yield from _places(context, at, project)
    dated = [("target", project.target), ("consent_decision", project.consent_decision)]
    dated += [(f"prerequisites[{i}].met_by", p.met_by) for i, p in enumerate(project.prerequisites)]
    for name, day in dated:
        if day is not None and not _inside(context, day, past=name != "target"):
            yield error("date-outside-horizon", *at.down(name).place, day, _horizon(context), say("Correct the date."))
    if project.target and project.target < project.wanted.start:
        what = say("The target lies before the first week wanted, {start}.", start=project.wanted.start)
        yield warning("reversed-dates", *at.down("target").place, project.target, what, say("Correct one of them."))
    yield from _pins(context, at, project)


def _places(context: Context, at: At, project: Project) -> Iterator[Finding]:
    wanted = project.wanted
    for i, place in enumerate(project.places):
        if place.wanted is None:
            continue
        here = at.down(f"places[{i}].wanted")
        yield from _weeks(context, here, place.wanted)
        if monday_of(place.wanted.start) < monday_of(wanted.start) or monday_of(place.wanted.end) > monday_of(
            wanted.end
        ):
            weeks = f"{place.wanted.start} - {place.wanted.end}"
            what = say(
                "These weeks lie outside those wanted for the project, {start} - {end}.",
                start=wanted.start,
                end=wanted.end,
            )
            remedy = say("Correct one of them; until then this place is asked for in its own weeks.")
            yield warning("wanted-outside-project", *here.place, weeks, what, remedy)


def _weeks(context: Context, at: At, weeks: Weeks | Window) -> Iterator[Finding]:
    if weeks.start and weeks.end and weeks.end < weeks.start:
        yield error(
            "reversed-dates",
            *at.down("end").place,
            weeks.end,
            say("It lies before {start}.", start=weeks.start),
            say("Exchange or correct them."),
        )
    for name, day in (("start", weeks.start), ("end", weeks.end)):
        if day is not None and not _inside(context, day):
            yield error(
                "date-outside-horizon",
                *at.down(name).place,
                day,
                _horizon(context),
                say("Correct the date or the horizon."),
            )


def _pins(context: Context, at: At, project: Project) -> Iterator[Finding]:
    known = {name for piece in context.pieces(project) for name in (f"{piece.package}:{piece.place}", piece.id)}
    for i, pin in enumerate(project.pins):
        if own_name(project, pin.activity) not in known:
            what = say("This project has no such activity.")
            remedy = (
                say("Use <package>:<place>, one of {names}.", names=", ".join(sorted(known)[:6]))
                if known
                else say("Leave the pin out.")
            )
            yield error("unknown-activity", *at.down(f"pins[{i}].activity").place, pin.activity, what, remedy)
        if not _inside(context, pin.start):
            yield error(
                "date-outside-horizon",
                *at.down(f"pins[{i}].start").place,
                pin.start,
                _horizon(context),
                say("Correct the date."),
            )


def _inside(context: Context, day: date, past: bool = False) -> bool:
    assert context.settings is not None
    return (past or context.week(day) >= 0) and context.week(day) < context.settings.weeks


def _horizon(context: Context) -> Text:
    assert context.settings is not None
    return say(
        "The programme has {weeks} weeks from {start}.", weeks=context.settings.weeks, start=context.settings.start
    )
