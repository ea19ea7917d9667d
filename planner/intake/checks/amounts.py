"""Amounts of work and heads: present, of the right kind, believable."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.submission.schema import Crew, Place, Project
from wijkplan.planner.text import say

from .context import At, Context

MAX_STREET_METRES = 5000  # no street segment is longer
MOST_HEADS = 10_000  # of one trade in one region, more than a trade has there
MAX_HEADS = 500  # of one trade, employer and region
HEATING = ("hybrid_heat_pump_homes", "electric_heat_pump_homes", "heat_network_homes")
INSULATION = ("insulation_light_homes", "insulation_full_homes")
SINGLE = ("meter_cupboard_homes", "gas_removal_homes", "connection_upgrade_homes")


def check(context: Context) -> Iterator[Finding]:
    """Quantities of places, homes of districts, heads and leave of crews."""
    quantities = {package.quantity: package for package in context.reference.packages.values()}
    for at, project in context.projects:
        amounts = False
        stated = {own.place for own in project.activities}
        idle: list[tuple[At, Place]] = []
        for i, place in enumerate(project.places):
            down = at.down(f"places[{i}]")
            if place.id not in stated and not any(place.amount(field) for field in quantities):
                idle.append((down, place))
            for field, package in quantities.items():
                amount = place.amount(field)
                known = project.work_type in context.reference.work_types
                if amount and known and package.work_type != project.work_type:
                    what = say(
                        "This is {work_type} work, the project is {project_work_type}; it is not planned here.",
                        work_type=package.work_type,
                        project_work_type=project.work_type,
                    )
                    yield error(
                        "wrong-quantity",
                        *down.down(field).place,
                        amount,
                        what,
                        say("Move it to a project of that work type."),
                    )
                amounts = amounts or bool(amount)
                if amount and field.endswith("_metres") and amount > MAX_STREET_METRES:
                    what = say("No street segment has more than {most} metres.", most=MAX_STREET_METRES)
                    yield warning(
                        "absurd-quantity",
                        *down.down(field).place,
                        amount,
                        what,
                        say("Check the unit, or split the street."),
                    )
            yield from _homes(down, place)
        if not amounts and not project.activities:
            yield error(
                "no-work",
                *at.place,
                project.id,
                say("This project has no amount of work."),
                say("Give quantities or activities."),
            )
        elif idle:
            yield from _idle(idle)
        yield from _district_homes(context, at, project)
        if project.work_type == "retrofit" and project.participation_percent == 0:
            yield warning(
                "no-participation",
                *at.down("participation_percent").place,
                0,
                say("No home takes part."),
                say("State the share of homes."),
            )
    yield from _crews(context)


def _idle(places: list[tuple[At, Place]]) -> Iterator[Finding]:
    """Places in which nothing is done, while the project has work elsewhere."""
    for at, place in places:
        what = say("Nothing is done in this place: none of its columns of work has an amount.")
        remedy = say("Fill in how much there is to do, or delete the place.")
        make = error if place.homes else warning
        yield make("no-work", *at.place, place.id, what, remedy)


def _homes(at: At, place: Place) -> Iterator[Finding]:
    for fields in (INSULATION, HEATING, *((field,) for field in SINGLE)):
        amount = sum(getattr(place, field) for field in fields)
        if place.homes and amount > place.homes:
            what = say("{amount} homes get this, the place has {homes}.", amount=amount, homes=place.homes)
            yield error(
                "more-homes-than-there-are",
                *at.down(next(f for f in fields if getattr(place, f))).place,
                amount,
                what,
                say("Correct homes or the numbers per package."),
            )


def _overtime(context: Context, at: At, crew: Crew) -> Iterator[Finding]:
    """Overtime of which no week is longer than the law allows on average: so every average holds, whatever the plan.
    A week is that of the cao: hours of a head are fewer, because of holidays and training, but no week is shorter."""
    if not crew.overtime_percent or crew.trade not in context.reference.trades:
        return
    settings = context.reference.settings
    week, most = max(settings.cao_week_hours, context.reference.week_hours(crew.trade)), settings.most_week_hours
    if week * (100 + crew.overtime_percent) > 100 * most:
        what = say(
            "With this overtime a week of {week:g} hours has {hours:.1f}; the law allows {most:g} on average over 16 "
            "weeks, and a plan may have it in all of them.",
            week=week,
            hours=week * (100 + crew.overtime_percent) / 100,
            most=most,
        )
        remedy = say("State at most {percent}, or 0 for no overtime.", percent=max(0, int(100 * most / week - 100)))
        yield error("overtime-above-law", *at.down("overtime_percent").place, crew.overtime_percent, what, remedy)


def _district_homes(context: Context, at: At, project: Project) -> Iterator[Finding]:
    district = context.reference.districts.get(project.district)
    homes = sum(place.homes for place in project.places)
    if district and homes > 2 * district.homes:
        what = say("The plan of district {district} has {homes} homes.", district=district.id, homes=district.homes)
        yield warning("absurd-quantity", *at.down("places").place, homes, what, say("Check the numbers of homes."))


def _crews(context: Context) -> Iterator[Finding]:
    for at, _, crew in context.crews:
        if crew.heads > MOST_HEADS:
            what = say("More than {most} heads of one trade in one region are in no firm.", most=MOST_HEADS)
            yield error(
                "absurd-quantity",
                *at.down("heads").place,
                crew.heads,
                what,
                say("Check the number; heads are persons, not hours."),
            )
        elif crew.heads > MAX_HEADS:
            what = say("More than {most} heads of one trade in one region.", most=MAX_HEADS)
            yield warning(
                "absurd-quantity",
                *at.down("heads").place,
                crew.heads,
                what,
                say("Check the number; heads are persons, not hours."),
            )
        for i, leave in enumerate(crew.leave):
            if leave.heads > crew.heads:
                what = say("More heads on leave than the crew of {heads:g} has.", heads=crew.heads)
                yield error(
                    "leave-exceeds-crew",
                    *at.down(f"leave[{i}].heads").place,
                    leave.heads,
                    what,
                    say("Correct one of them."),
                )
        yield from _overtime(context, at, crew)
        if crew.lendable_percent and not (crew.consent and crew.legal_basis):
            what = say("Nothing of this crew will be lent.")
            remedy = say("State that lending is agreed and on what legal basis, if it may be lent.")
            if crew.consent or crew.legal_basis:
                remedy = (
                    say("State on what legal basis, if it may be lent.")
                    if crew.consent
                    else say("State that lending is agreed, if it may be lent.")
                )
            yield hint(
                "not-lendable",
                *at.down("lendable_percent").place,
                crew.lendable_percent,
                what,
                remedy,
            )
