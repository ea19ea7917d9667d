"""Work that opens the ground lies in a street of its own district."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.context import Context
from planner.checks.work import pieces
from planner.findings import Finding, error
from planner.language import say


def check(context: Context) -> Iterator[Finding]:
    """A street for every dig; streets of the project's district."""
    for at, project in context.projects:
        index = {place.id: i for i, place in enumerate(project.places)}
        for piece in pieces(project, context.reference):
            if piece.opens_street and piece.place in index and project.places[index[piece.place]].street is None:
                what = say("Work that opens the ground needs its street.")
                yield error("missing-street", *at.down(piece.path).place, piece.place, what, say("Add street to this place."))
        for i, place in enumerate(project.places):
            street = context.streets.get(place.street or "")
            if street and street.district != project.district and project.district in context.reference.districts:
                what = say(
                    "Street {street} lies in district {district}, the project in {project_district}.",
                    street=street.id,
                    district=street.district,
                    project_district=project.district,
                )
                yield error(
                    "street-elsewhere",
                    *at.down(f"places[{i}].street").place,
                    street.id,
                    what,
                    say("Correct the street or the district."),
                )
