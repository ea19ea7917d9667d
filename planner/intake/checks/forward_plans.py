"""Plans of those who take no part: which are fixed digs, and which are told only, with the works they meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from wijkplan.planner.findings.finding import Finding, error, hint, suggestion, warning
from wijkplan.planner.intake.exchange.geometry import NoGeometry, meets, rings
from wijkplan.planner.submission.schema import ForwardPlan, Project, Weeks
from wijkplan.planner.text import Text, say

from .context import At, Context

NEAR_KM = 0.5  # of a corner of a geometry, within which the point of a district counts as met
SHOWN = 6  # ids of one finding about several
Row = tuple[At, ForwardPlan]


def check(context: Context) -> Iterator[Finding]:
    """Plans in order and inside the horizon; plans that meet no street; what those that are not certain, or open no
    street, would meet."""
    if context.settings is None:
        return
    aside: dict[str, list[Row]] = defaultdict(list)
    for at, settings in context.settings_files[:1]:
        for i, plan in enumerate(settings.forward_plans):
            row = at.down(f"forward_plans[{i}]"), plan
            yield from _one(context, *row, aside)
    horizon = say("These plans lie outside the weeks of the programme")
    yield from _several(aside["outside"], horizon, say("That is fine. They take no part."))
    nowhere = say("These plans name no street of the programme and meet none of its districts")
    yield from _several(
        aside["nowhere"], nowhere, say("That is fine where they lie elsewhere. Otherwise name the street.")
    )


def _several(rows: Sequence[Row], what: Text, remedy: Text) -> Iterator[Finding]:
    """One finding for all that are alike."""
    if rows:
        ids = ", ".join(plan.id for _, plan in rows[:SHOWN]) + (" ..." if len(rows) > SHOWN else "")
        told = say("{what}: {ids} ({count} in all).", what=what, ids=ids, count=len(rows))
        yield hint("forward-plan-aside", *rows[0][0].place, rows[0][1].id, told, remedy)


def _one(context: Context, at: At, plan: ForwardPlan, aside: dict[str, list[Row]]) -> Iterator[Finding]:
    assert context.settings is not None
    if plan.end < plan.start:
        what = say("It lies before {start}.", start=plan.start)
        yield error("reversed-dates", *at.down("end").place, plan.end, what, say("Exchange or correct them."))
        return
    if plan.district is not None and plan.district not in context.reference.districts:
        what = say("There is no {name} {value}.", name=say("district"), value=plan.district)
        yield error(
            "unknown-district",
            *at.down("district").place,
            plan.district,
            what,
            suggestion(plan.district, context.reference.districts),
        )
        return
    if context.week(plan.end) < 0 or context.week(plan.start) >= context.settings.weeks:
        aside["outside"].append((at, plan))
    elif plan.street in context.streets:
        if plan.certainty == "intended" or not plan.opens_street:
            yield from _told(at, plan, [p for p in _works(context) if plan.street in _streets(p)])
    elif plan.street is not None and context.streets and not plan.district and not plan.geometry:
        what = say("The programme has no street {name}; this plan is not in the plan.", name=plan.street)
        near = suggestion(plan.street, context.streets, context.street_names)
        yield warning("forward-plan-aside", *at.down("street").place, plan.street, what, near)
    else:
        yield from _in_districts(context, at, plan, aside)


def _in_districts(context: Context, at: At, plan: ForwardPlan, aside: dict[str, list[Row]]) -> Iterator[Finding]:
    known = context.reference.districts
    ours = {project.district for project in _works(context)} & known.keys()
    met = {plan.district} & ours if plan.district else set()
    if plan.geometry:
        try:
            shape = rings(plan.geometry)
        except NoGeometry:
            what = say(
                "This is no geometry in the Netherlands (WKT or GeoJSON, in degrees or in metres of the national grid)."
            )
            yield warning(
                "forward-plan-aside",
                *at.down("geometry").place,
                plan.geometry,
                what,
                say("Correct it, or name a street or district."),
            )
            return
        points = {
            d: (lon, lat) for d in ours if (lon := known[d].lon) is not None and (lat := known[d].lat) is not None
        }
        met |= {d for d, point in points.items() if meets(shape, point, NEAR_KM)}
    if met:
        yield from _told(at, plan, [p for p in _works(context) if p.district in met])
    else:
        aside["nowhere"].append((at, plan))


def _told(at: At, plan: ForwardPlan, works: Sequence[Project]) -> Iterator[Finding]:
    """What a plan that is no fixed dig would meet in its weeks."""
    meeting = [p.id for p in works if _meet(p.wanted, plan)]
    where = plan.street or plan.district or say("its area")
    if not meeting:
        what = say("{owner} plans {what} here from {start} to {end}; no work is wanted there in these weeks.",
                   owner=plan.owner, what=plan.what, start=plan.start, end=plan.end)  # fmt: skip
    else:
        names = ", ".join(meeting[:SHOWN]) + (" ..." if len(meeting) > SHOWN else "")
        what = say(
            "{owner} plans {what} in {where} from {start} to {end}; wanted in these weeks: {names}.",
            owner=plan.owner,
            what=plan.what,
            where=where,
            start=plan.start,
            end=plan.end,
            names=names,
        )
    remedy = say(
        "It is only said, and fixes nothing. To plan around it: an agreed plan that opens a street of the programme."
    )
    yield hint("forward-plan", *at.place, plan.id, what, remedy)


def _works(context: Context) -> list[Project]:
    return [project for _, project in context.projects]


def _streets(project: Project) -> set[str]:
    return {place.street for place in project.places if place.street}


def _meet(wanted: Weeks, plan: ForwardPlan) -> bool:
    return wanted.start <= plan.end and plan.start <= wanted.end
