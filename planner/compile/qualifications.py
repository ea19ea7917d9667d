"""What people must hold for some work: who does not state it does not do that work, own people included. No price buys
it off.

* Who opens a refrigerant circuit is certified (people BRL 200, their firm BRL 100).
* Live work on low voltage is done by two people at least, all qualified for it, with somebody in charge (WV) at the
  employer that does the work or at the one whose people come.

Staffing patterns that ask others are not made. A pool counts for two people where it has two in each week in which
anybody of it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import Package
from wijkplan.planner.submission.newcomers import Track
from wijkplan.planner.submission.schema import Crew, HiringMarket, Project
from wijkplan.planner.text import Text, say

REFRIGERANT, LIVE, IN_CHARGE = "refrigerant", "live-work", "in-charge"
"""What people of a crew, or a track's newcomers, may hold."""

HELD: Mapping[str, Text] = {
    REFRIGERANT: say("a refrigerant certificate (BRL 200, their firm BRL 100)"),
    LIVE: say("a qualification for live work, two people at a time, with somebody in charge (WV)"),
}
"""What work may ask of all who do it, in words."""

Holds = tuple[str, ...]
"""What people hold, in alphabetical order."""


def holds(one: Crew | HiringMarket | Track) -> Holds:
    """What is stated that they hold."""
    stated = {
        REFRIGERANT: one.refrigerant_certified,
        LIVE: one.live_work_qualified,
        IN_CHARGE: isinstance(one, Crew) and one.person_in_charge,
    }
    return tuple(sorted(name for name, so in stated.items() if so))


def must_hold(project: Project, packages: Iterable[Package], trade: str) -> Holds:
    """What everybody of a trade must hold for work of a project in these packages."""
    asked = {
        REFRIGERANT: project.opens_circuit and any(trade in package.circuit_trades for package in packages),
        LIVE: project.live_work and any(trade in package.live_trades for package in packages),
    }
    return tuple(sorted(name for name, so in asked.items() if so))


def hireable(programme: Programme, trade: str, region: str, asked: Collection[str] = ()) -> int:
    """Hundredths of a head that can be hired of a trade in a region, and hold what is asked."""
    stated = programme.hiring.get((trade, region)) if asked else None
    held = holds(stated) if stated is not None else ()
    return programme.reference.hireable(trade, region) if set(asked) <= set(held) else 0
