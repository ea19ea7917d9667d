"""What a sender states itself against the norms: believable as long as it is within a factor of three."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, warning
from wijkplan.planner.submission.schema import Project
from wijkplan.planner.text import say

from .context import At, Context
from .work_content import Piece, pieces

FACTOR = 3


def check(context: Context) -> Iterator[Finding]:
    """Hours and duration of own activities against those of the norm for the same amount of work in the same place."""
    for at, project in context.projects:
        if project.activities:
            yield from _project(context, at, project)


def _project(context: Context, at: At, project: Project) -> Iterator[Finding]:
    by_norm = {
        (p.package, p.place): p for p in pieces(project.model_copy(update={"activities": ()}), context.reference)
    }
    for piece in context.pieces(project):
        norm = by_norm.get((piece.package, piece.place))
        if norm is None or not piece.path.startswith("activities"):
            continue
        hours, usual = _hours(piece), _hours(norm)
        if hours > FACTOR * usual or usual > FACTOR * hours:
            what = say(
                "{hours:.0f} hours are stated; the norm for this amount of work is {usual:.0f}.",
                hours=hours,
                usual=usual,
            )
            remedy = say("Check the hours and the amount; person-hours are meant, of the whole activity.")
            yield warning("far-from-norm", *at.down(f"{piece.path}.hours").place, f"{hours:g}", what, remedy)
        elif piece.weeks > FACTOR * norm.long_weeks:
            what = say(
                "This takes {weeks} weeks with this crew; the norm is at most {usual}.",
                weeks=piece.weeks,
                usual=norm.long_weeks,
            )
            yield warning(
                "far-from-norm",
                *at.down(f"{piece.path}.crew_heads").place,
                f"{piece.weeks}",
                what,
                say("Check the hours and the crew size."),
            )


def _hours(piece: Piece) -> float:
    return sum(piece.hours.values())
