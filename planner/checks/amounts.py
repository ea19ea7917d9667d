"""Amounts of work and heads: present, of the right kind, believable."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.context import At, Context
from planner.findings import Finding, error, hint, warning
from planner.submission import Place, Project

MAX_STREET_METRES = 5000  # no street segment is longer
MAX_HEADS = 500  # of one trade, employer and region
HEATING = ("hybrid_heat_pump_homes", "electric_heat_pump_homes", "heat_network_homes")
INSULATION = ("insulation_light_homes", "insulation_full_homes")
SINGLE = ("meter_cupboard_homes", "gas_removal_homes", "connection_upgrade_homes")


def check(context: Context) -> Iterator[Finding]:
    """Quantities of places, homes of districts, heads and leave of crews."""
    quantities = {package.quantity: package for package in context.reference.packages.values()}
    for at, project in context.projects:
        amounts = False
        for i, place in enumerate(project.places):
            down = at.down(f"places[{i}]")
            for field, package in quantities.items():
                amount = getattr(place, field)
                if amount and package.work_type != project.work_type:
                    what = f"This is {package.work_type} work, the project is {project.work_type}; it is not planned here."
                    yield error("wrong-quantity", *down.down(field).place, amount, what, "Move it to a project of that work type.")
                amounts = amounts or bool(amount)
                if amount and field.endswith("_metres") and amount > MAX_STREET_METRES:
                    what = f"No street segment has more than {MAX_STREET_METRES} metres."
                    yield warning("absurd-quantity", *down.down(field).place, amount, what, "Check the unit, or split the street.")
            yield from _homes(down, place)
        if not amounts and not project.activities:
            yield error("no-work", *at.place, project.id, "This project has no amount of work.", "Give quantities or activities.")
        yield from _district_homes(context, at, project)
        if project.work_type == "retrofit" and project.participation_percent == 0:
            yield warning("no-participation", *at.down("participation_percent").place, 0, "No home takes part.", "State the share of homes.")
    yield from _crews(context)


def _homes(at: At, place: Place) -> Iterator[Finding]:
    for fields in (INSULATION, HEATING, *((field,) for field in SINGLE)):
        amount = sum(getattr(place, field) for field in fields)
        if place.homes and amount > place.homes:
            what = f"{amount} homes get this, the place has {place.homes}."
            yield error(
                "more-homes-than-there-are",
                *at.down(next(f for f in fields if getattr(place, f))).place,
                amount,
                what,
                "Correct homes or the numbers per package.",
            )


def _district_homes(context: Context, at: At, project: Project) -> Iterator[Finding]:
    district = context.reference.districts.get(project.district)
    homes = sum(place.homes for place in project.places)
    if district and homes > 2 * district.homes:
        what = f"The plan of district {district.id} has {district.homes} homes."
        yield warning("absurd-quantity", *at.down("places").place, homes, what, "Check the numbers of homes.")


def _crews(context: Context) -> Iterator[Finding]:
    for at, _, crew in context.crews:
        if crew.heads > MAX_HEADS:
            what = f"More than {MAX_HEADS} heads of one trade in one region."
            yield warning("absurd-quantity", *at.down("heads").place, crew.heads, what, "Check the number; heads are persons, not hours.")
        for i, leave in enumerate(crew.leave):
            if leave.heads > crew.heads:
                what = f"More heads on leave than the crew of {crew.heads:g} has."
                yield error("leave-exceeds-crew", *at.down(f"leave[{i}].heads").place, leave.heads, what, "Correct one of them.")
        if crew.lendable_percent and not (crew.consent and crew.legal_basis):
            missing = " and ".join([*(["consent"] if not crew.consent else []), *(["legal_basis"] if not crew.legal_basis else [])])
            what = "Nothing of this crew will be lent."
            yield hint(
                "not-lendable",
                *at.down("lendable_percent").place,
                crew.lendable_percent,
                what,
                f"Add {missing} if it may be lent.",
            )
