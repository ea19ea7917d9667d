"""Somebody may do the work: certificates where a refrigerant circuit is opened, two qualified people and somebody in
charge where low voltage stays on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkplan.planner.findings.finding import Finding, error, hint
from wijkplan.planner.submission.crew_types import LIVE_PEOPLE
from wijkplan.planner.submission.schema import Crew, HiringMarket, Project
from wijkplan.planner.text import Text, say

from .context import At, Context
from .crew_supply import crews_in_reach
from .own_work import known


def check(context: Context) -> Iterator[Finding]:
    """Projects that open a circuit or are done live, and trades of own packages that do."""
    for at, settings in context.settings_files[:1]:
        for i, package in enumerate(settings.packages):
            for name in ("circuit_trades", "live_trades"):
                for k, trade in enumerate(getattr(package, name)):
                    place = at.down(f"packages[{i}].{name}[{k}]")
                    yield from known(place, "trade", say("trade"), trade, context.reference.trades)
    for at, project in context.projects:
        if project.opens_circuit:
            yield from _circuit(context, at, project)
        if project.live_work:
            yield from _live(context, at, project)


def _circuit(context: Context, at: At, project: Project) -> Iterator[Finding]:
    trades = _trades(context, project, "circuit_trades")
    if not trades:
        yield _without_effect(at.down("opens_circuit"), say("No work of this project opens a refrigerant circuit."))
    for trade in trades if _known(context, project) else ():
        crews, market = _who(context, project, trade)
        if any(crew.refrigerant_certified for crew in crews) or any(row.refrigerant_certified for row in market):
            continue
        what = say("Nobody who can do this states a refrigerant certificate (BRL 100, BRL 200): {trade}.", trade=trade)
        remedy = say("State it at the crews that hold it, or place monoblocs, which stay closed.")
        yield error("no-certificate", *at.down("opens_circuit").place, trade, what, remedy)


def _live(context: Context, at: At, project: Project) -> Iterator[Finding]:
    trades = _trades(context, project, "live_trades")
    if not trades:
        yield _without_effect(at.down("live_work"), say("No work of this project is on low voltage."))
    for trade in trades if _known(context, project) else ():
        crews, market = _who(context, project, trade)
        people = int(sum(crew.heads for crew in crews if crew.live_work_qualified))
        people += sum(int(row.heads) for row in market if row.live_work_qualified)
        remedy = say("State it at the crews that are qualified, or do the work dead.")
        if people < LIVE_PEOPLE:
            what = say(
                "Live work takes two qualified people at a time; of {trade} {people} are stated.",
                trade=trade,
                people=people,
            )
            yield error("no-second-person", *at.down("live_work").place, trade, what, remedy)
        elif not any(crew.person_in_charge for crew in crews):
            what = say(
                "Nobody is in charge of the electrical work (WV) of those who can do this: {trade}.", trade=trade
            )
            yield error("no-person-in-charge", *at.down("live_work").place, trade, what, remedy)


def _without_effect(at: At, what: Text) -> Finding:
    return hint("without-effect", *at.place, "true", what, say("Leave it out, or check the kind of work."))


def _known(context: Context, project: Project) -> bool:
    """Whether it can be told who might do a project."""
    if context.partial or context.settings is None or project.district not in context.reference.districts:
        return False
    return project.award == "to-tender" or project.employer in context.employers


def _trades(context: Context, project: Project, kind: str) -> list[str]:
    """Trades of a project's work of which that is asked."""
    packages = context.reference.packages
    found = {
        trade
        for piece in context.pieces(project)
        if piece.package in packages
        for trade in getattr(packages[piece.package], kind)
        if trade in piece.hours
    }
    return sorted(found)


def _who(context: Context, project: Project, trade: str) -> tuple[Sequence[Crew], Sequence[HiringMarket]]:
    """Crews and hiring markets that a project can have people of a trade from."""
    region = context.reference.districts[project.district].region
    rows = () if context.settings is None else context.settings.hiring
    return (
        list(crews_in_reach(context, project, trade, region)),
        [row for row in rows if (row.trade, row.region) == (trade, region)],
    )
