"""Somebody can do the work: own crews and the hiring market, which every variant allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.reference.distance import most_minutes, travel_minutes
from wijkplan.planner.submission.schema import Crew, Project
from wijkplan.planner.text import say

from .context import At, Context
from .work_content import Piece


def check(context: Context) -> Iterator[Finding]:
    """Per project and trade the piece of work that needs most heads, at the slowest pace, against all that can ever be
    there."""
    if context.settings is None or context.partial or not context.employers:  # nobody's people are known
        return
    reference = context.reference
    usable = (100 - reference.settings.reserve_percent) / 100
    for at, project in context.projects:
        district = reference.districts.get(project.district)
        if district is None or (project.award != "to-tender" and project.employer not in context.employers):
            continue
        short: dict[str, list[_Short]] = {}
        for trade, (piece, need) in _needs(project, context).items():
            own = sum(c.heads for c in crews_in_reach(context, project, trade, district.region)) * usable
            market = reference.hireable(trade, district.region) / 100
            if own + market < need:
                short.setdefault(piece.path, []).append(_Short(trade, need, own, market))
        for path, lacking in short.items():
            yield _told(context, at.down(path), district.region, sorted(lacking, key=lambda one: -one.need))


@dataclass(frozen=True, slots=True)
class _Short:
    """Heads of a trade that a piece of work needs, and that own crews and the market have."""

    trade: str
    need: float
    own: float
    market: float


def _told(context: Context, at: At, region: str, lacking: Sequence[_Short]) -> Finding:
    """One finding for a piece of work, whatever the trades that it lacks."""
    first, *others = lacking
    what = say(
        "At least {need:.1f} heads {trade} ({name}) are needed in {region}; own crews supply {own:.1f}, the "
        "market {market:.1f}.",
        need=first.need,
        trade=first.trade,
        name=context.reference.trades[first.trade].name,
        region=context.reference.region_called(region),
        own=first.own,
        market=first.market,
    )
    if others:
        what = say("{what} There are too few of these too: {names}.", what=what,
                   names=", ".join(one.trade for one in others))  # fmt: skip
    remedy = say("Add crews that reach this region, let a larger employer do it, or split the work.")
    return error("no-supply", *at.place, f"{first.need:.1f}", what, remedy)


def _needs(project: Project, context: Context) -> dict[str, tuple[Piece, float]]:
    """Per trade the piece that needs most heads with its smallest crew."""
    worst: dict[str, tuple[Piece, float]] = {}
    for piece in context.pieces(project):
        for trade, hours in piece.hours.items():
            need = hours / (piece.long_weeks * context.reference.week_hours(trade))
            if trade in context.reference.trades and need > worst.get(trade, (piece, 0.0))[1]:
                worst[trade] = (piece, need)
    return worst


def crews_in_reach(context: Context, project: Project, trade: str, region: str) -> Iterator[Crew]:
    """Crews within reach while the project may be done: those its employer committed, or the free ones of all
    employers where it is still to be tendered."""
    tendered = project.award == "to-tender"
    first, last = (project.window.start, project.window.end) if project.window else (None, None)
    for crew in context.crews_for.get((trade, region, None if tendered else project.employer), ()):
        if too_far(context, crew, project.district) is not None:
            continue
        if (crew.start or date.min) <= (last or date.max) and (crew.end or date.max) >= (first or date.min):
            yield crew


def too_far(context: Context, crew: Crew, district: str) -> float | None:
    """Minutes a day that people of a crew would be on the way to a district, where that is more than is stated for
    their trade; ``None`` where it is not, or is not known."""
    limits = context.settings.travel_limits if context.settings else ()
    minutes, most = way(context, crew, district), most_minutes(limits, crew.trade)
    return None if minutes is None or most is None or minutes <= most else minutes


def way(context: Context, crew: Crew, district: str) -> float | None:
    """Minutes a day that people of a crew are on the way to a district; ``None`` where that is not known."""
    return travel_minutes(context.reference, crew.region, crew.base, context.reference.districts[district])
