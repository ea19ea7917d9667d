"""What is safe to commit to, as a file: ``robust.json``."""

from __future__ import annotations

from typing import Literal

from wijkplan.planner.plan.part import Part

NAME = "robust.json"

Verdict = Literal["holds", "not", "open"]
Kind = Literal["tender", "week", "people"]


class Held(Part):
    """Whether a tender, a week or who does a work is the same in all plans up to the limit."""

    kind: Kind
    """What is asked about."""

    id: str
    """Of the tender or work."""

    what: str
    """The week, such as ``2027-W20``; who does it: a pool or market, or nothing for own people; of a tender nothing."""

    trade: str | None = None
    """Of people: which."""

    verdict: Verdict
    """*holds*: proven for all plans up to the limit; *not*: a plan up to the limit has it otherwise; *open*: neither is
    known."""

    least_eur: int | None = None
    """What every plan costs at least that has it otherwise; ``None``: none has, or nothing is known."""

    impossible: bool = False
    """No plan at all has it otherwise."""

    found_eur: int | None = None
    """What a plan costs that has it otherwise; ``None``: none was found."""


class Share(Part):
    """How often something happened in the draws, from 0 to 1, with the interval that 95 of 100 such samples lie in
    (Wilson)."""

    share: float
    """How often."""

    low: float
    """At least."""

    high: float
    """At most."""


class LineChance(Part):
    """How often the week of a work keeps."""

    activity: str
    """Which."""

    week: str
    """Its planned week."""

    begins: Share
    """It begins in that week."""

    ends: Share
    """It has ended when it should."""

    late_weeks: int
    """So many weeks late it begins at most, in as many draws as a promise asks for."""


class TenderChance(Part):
    """How often the work of a tender can begin when it should, by its own procedure."""

    tender: str
    """Which."""

    awarded: Share
    """All its lots are awarded as planned."""


class Promise(Part):
    """What residents can be told: all planned work in a street or block of homes is done between these weeks."""

    kind: Literal["street", "homes"]
    """What it is a promise to."""

    place: str
    """The street; or project and block."""

    first: str
    """The first week, as planned: nothing begins sooner."""

    planned: str
    """The last week as planned."""

    until: str | None
    """The last week of the promise; ``None``: in too many draws the work is not done within two years after the
    programme."""

    chance: Share
    """How often it is kept."""


class Side(Part):
    """How a plan fares, on average over the draws."""

    variant: str
    """Which plan."""

    begins: float
    """Share of its works that begin in their week."""

    ends: float
    """Share of its works that have ended when they should."""

    weeks_late: float
    """Weeks that a work ends later than planned."""

    projects_on_time: float
    """Projects done by their target."""

    last_week: float
    """Number of the week in which the last work ends, counted from the programme's start."""


class Gap(Part):
    """By how much the second plan differs from the first, draw by draw under the same disturbances: the mean, and the
    interval for it (95 of 100 such samples). ``apart``: how wide half of that interval would be if each plan had
    disturbances of its own."""

    measure: Literal["begins", "ends", "weeks_late", "projects_on_time", "last_week"]
    """Of what."""

    mean: float
    """Second less first."""

    low: float
    """At least."""

    high: float
    """At most."""

    apart: float
    """Half the width with disturbances apart."""


class Cause(Part):
    """How a plan fares when only one kind of thing goes wrong."""

    kind: str
    """Which kind."""

    begins: float
    """Share of works that begin in their week."""

    weeks_late: float
    """Weeks that a work ends later than planned."""


class Assumed(Part):
    """A figure that the chances rest on."""

    id: str
    """Kind and name."""

    value: float
    """How much."""

    unit: str
    """Of what."""

    source: str
    """Where it is from."""

    date: str
    """Of when."""

    trust: str
    """How far to trust it."""


class Robust(Part):
    """All of it, for one plan of a comparison."""

    format_version: Literal[1] = 1
    """Of this file."""

    variant: str
    """Which plan."""

    question: str
    """To which question."""

    within_percent: float
    """Plans are looked at that cost so many percent more than the bound at most, of what can be decided."""

    cost_eur: int
    """What the plan costs."""

    bound_eur: int | None
    """What every plan costs at least; ``None``: nothing is proven."""

    limit_eur: int
    """What the plans that are looked at cost at most; never less than the plan itself."""

    held: tuple[Held, ...]
    """What is the same in all of them."""

    seed: int
    """Of the draws."""

    draws: int
    """How many."""

    promise_percent: float
    """How often a promise is to be kept."""

    lines: tuple[LineChance, ...]
    """How often each week keeps."""

    tenders: tuple[TenderChance, ...]
    """How often each tender is awarded as planned."""

    promises: tuple[Promise, ...]
    """What residents can be told."""

    sides: tuple[Side, ...]
    """The plan that it is compared with, and the plan; or the plan alone."""

    gaps: tuple[Gap, ...]
    """What lies between both; nothing without another."""

    causes: tuple[Cause, ...]
    """What each kind of disturbance does by itself."""

    assumed: tuple[Assumed, ...]
    """What the chances rest on."""
