"""What a programme states itself beside the reference data: ids that are free, references that exist, hours and
figures that can be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wijkplan.planner.findings.finding import Finding, error, suggestion, warning
from wijkplan.planner.reference import Reference, load
from wijkplan.planner.reference.own_work import figure_fault, figures
from wijkplan.planner.submission.schema import OwnNorm, OwnPackage, Place, ProgrammeFile
from wijkplan.planner.text import Text, say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """Own trades, work types, packages, norms, calendars, closed days and prices of the programme file; own norms and
    amounts of projects."""
    for at, settings in context.settings_files[:1]:
        yield from _ids(at, settings)
        yield from _trades(at, settings)
        for i, package in enumerate(settings.packages):
            yield from _package(at.down(f"packages[{i}]"), package, context.reference, settings)
        for i, norm in enumerate(settings.norms):
            yield from _norm(at.down(f"norms[{i}]"), norm, context.reference)
        for i, closed in enumerate(settings.closed):
            here = at.down(f"closed[{i}]")
            if closed.end < closed.start:
                what = say("It lies before {start}.", start=closed.start)
                yield error(
                    "reversed-dates", *here.down("end").place, closed.end, what, say("Exchange or correct them.")
                )
            for k, kind in enumerate(closed.calendars):
                yield from known(
                    here.down(f"calendars[{k}]"), "calendar", say("calendar"), kind, context.reference.calendars
                )
        for i, rate in enumerate(settings.rates):
            yield from known(at.down(f"rates[{i}].trade"), "trade", say("trade"), rate.trade, context.reference.trades)
        for i, price in enumerate(settings.package_prices):
            yield from known(
                at.down(f"package_prices[{i}].package"),
                "package",
                say("package"),
                price.package,
                context.reference.packages,
            )
        yield from _figures(at, settings)
        yield from _week_hours(at, settings)
        for i, row in enumerate(settings.flexibility):
            yield from known(
                at.down(f"flexibility[{i}].work_type"),
                "work-type",
                say("work type"),
                row.work_type,
                context.reference.work_types,
            )
    yield from _projects(context)


def known(at: At, kind: str, name: Text, value: str, ids: Collection[str]) -> Iterator[Finding]:
    """An id that has to exist."""
    if value not in ids:
        what = say("There is no {name} {value}.", name=name, value=value)
        yield error(f"unknown-{kind}", *at.place, value, what, suggestion(value, ids))


def _ids(at: At, settings: ProgrammeFile) -> Iterator[Finding]:
    """An own id is none of the reference data, and stands once."""
    reference = load()
    lists: Mapping[str, Collection[str]] = {
        "trades": reference.trades,
        "work_types": reference.work_types,
        "packages": reference.packages.keys() | Place.model_fields.keys(),
        "calendars": reference.calendars,
    }
    for name, taken in lists.items():
        seen: set[str] = set()
        for i, row in enumerate(getattr(settings, name)):
            here = at.down(f"{name}[{i}].id")
            if row.id in taken:
                what = say("The reference data have {value} already.", value=row.id)
                remedy = say(
                    "Give it a code of its own; hours and prices of a known one have lists of their own (norms, "
                    "rates, package_prices)."
                )
                yield error("duplicate-id", *here.place, row.id, what, remedy)
            elif row.id in seen:
                yield error(
                    "duplicate-id",
                    *here.place,
                    row.id,
                    say("This code stands twice."),
                    say("Give each its own id, or remove the copy."),
                )
            seen.add(row.id)


def _trades(at: At, settings: ProgrammeFile) -> Iterator[Finding]:
    for i, row in enumerate(settings.trades):
        if row.market_heads and row.hire_premium_eur is None:
            what = say("People of this trade are for hire, and what a hired hour costs more is not stated.")
            remedy = say("State hire_premium_eur; without it nobody is for hire.")
            yield warning("missing-value", *at.down(f"trades[{i}].hire_premium_eur").place, None, what, remedy)


def _package(at: At, row: OwnPackage, reference: Reference, settings: ProgrammeFile) -> Iterator[Finding]:
    yield from known(at.down("work_type"), "work-type", say("work type"), row.work_type, reference.work_types)
    yield from known(at.down("calendar"), "calendar", say("calendar"), row.calendar, reference.calendars)
    for name in ("hours", "opening_hours", "closing_hours"):
        for k, hours in enumerate(getattr(row, name)):
            yield from known(at.down(f"{name}[{k}].trade"), "trade", say("trade"), hours.trade, reference.trades)
    mine = {one.id for one in settings.packages}
    for k, before in enumerate(row.after):
        yield from known(at.down(f"after[{k}]"), "package", say("package"), before, reference.packages.keys() | mine)
    total = {h.trade: h.hours for h in row.hours}
    if not any(total.values()):
        yield error(
            "no-work",
            *at.down("hours").place,
            row.id,
            say("This package has no hours."),
            say("State person-hours per unit and trade."),
        )
    for trade in {h.trade for h in (*row.opening_hours, *row.closing_hours)}:
        apart = sum(h.hours for h in (*row.opening_hours, *row.closing_hours) if h.trade == trade)
        if apart > total.get(trade, 0.0):
            whole = total.get(trade, 0.0)
            what = say(
                "Opening and closing take {apart:g} hours of {trade}, all of it {total:g}.",
                apart=apart,
                trade=trade,
                total=whole,
            )
            yield error(
                "out-of-range",
                *at.down("hours").place,
                apart,
                what,
                say("They are a part of the hours: correct one of them."),
            )


def _norm(at: At, norm: OwnNorm, reference: Reference) -> Iterator[Finding]:
    yield from known(at.down("package"), "package", say("package"), norm.package, reference.packages)
    yield from known(at.down("trade"), "trade", say("trade"), norm.trade, reference.trades)


def _figures(at: At, settings: ProgrammeFile) -> Iterator[Finding]:
    there = figures()
    for i, row in enumerate(settings.figures):
        here = at.down(f"figures[{i}]")
        yield from known(here.down("figure"), "figure", say("figure"), row.figure, there)
        if row.figure in there and (fault := figure_fault(row.figure, row.value)) is not None:
            what = say("This cannot be the value of {name} ({fault}).", name=row.figure, fault=fault)
            yield error(
                "out-of-range", *here.down("value").place, row.value, what, say("Check the number and its unit.")
            )


def _week_hours(at: At, settings: ProgrammeFile) -> Iterator[Finding]:
    """Nobody is planned for more hours a week than the law allows, whatever a programme states; more than collective
    agreements do is overtime."""
    rows = [
        (at.down(f"trades[{i}].hours_per_head_week"), trade.hours_per_head_week)
        for i, trade in enumerate(settings.trades)
    ]
    rows += [
        (at.down(f"figures[{i}].value"), row.value)
        for i, row in enumerate(settings.figures)
        if row.figure == "hours_per_head_week"
    ]
    law, cao = load().settings.most_week_hours, load().settings.cao_week_hours
    for here, hours in rows:
        if hours is not None and hours > law:
            what = say(
                "{hours:g} hours a week is more than the law allows on average, {most:g}.", hours=hours, most=law
            )
            yield error("too-many-hours", *here.place, hours, what, say("State the hours of a normal week."))
        elif hours is not None and hours > cao:
            what = say(
                "{hours:g} hours a week is more than collective agreements have, {most:g}: overtime in every week.",
                hours=hours,
                most=cao,
            )
            remedy = say("State the hours of a normal week; overtime is no part of a plan.")
            yield warning("too-many-hours", *here.place, hours, what, remedy)


def _projects(context: Context) -> Iterator[Finding]:
    reference = context.reference
    own = {row.id for row in context.settings.packages} if context.settings is not None else set()
    for at, project in context.projects:
        yield from known(at.down("work_type"), "work-type", say("work type"), project.work_type, reference.work_types)
        for i, norm in enumerate(project.norms):
            yield from _norm(at.down(f"norms[{i}]"), norm, reference)
        for i, place in enumerate(project.places):
            for k, row in enumerate(place.amounts):
                here = at.down(f"places[{i}].amounts[{k}].package")
                if row.package in reference.packages and row.package not in own:
                    what = say(
                        "{value} is no package of the programme's own; it has a column of its own.", value=row.package
                    )
                    remedy = say("Fill in {name}.", name=reference.packages[row.package].quantity)
                    yield error("wrong-package", *here.place, row.package, what, remedy)
                else:
                    yield from known(here, "package", say("package"), row.package, own or reference.packages)
    for at, _, framework in context.frameworks:
        for i, work_type in enumerate(framework.work_types):
            yield from known(
                at.down(f"work_types[{i}]"), "work-type", say("work type"), work_type, reference.work_types
            )
