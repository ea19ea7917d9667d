"""The problem: everything a solver or a checker may know, as frozen values.

Weeks, heads, euros and indices only; no names, dates or files.

Conventions
-----------
* A week is an integer slot; intervals are half-open ``[start, end)`` within ``[0, horizon]``.
* Heads are integers in hundredths of a person (public benchmark instances: in units of the resource).
* Money is in whole euros.
* Indices point into the tuples of :class:`Problem` (``trade``, ``region`` and ``employer`` are bare labels).

RCPSP, its multi-mode and multi-project forms are special cases: one trade and one pool per resource, one pattern per
demand, ``delay`` priced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import Any

from .problem_people import Cohort, Guidance, Market, Places, Pool
from .problem_reach import Reach, reach
from .problem_streets import District, Joint, Reservoir, Street
from .problem_tenders import Client, Lot, Tender
from .problem_work import (
    STAFFING,
    Activity,
    Calendar,
    Demand,
    Homes,
    Link,
    Mode,
    Pattern,
    Position,
    Precedence,
    Project,
    Source,
)
from .validation import faults, found_right

__all__ = [
    "CASH",
    "HOME_WEEKS",
    "SOCIAL",
    "STAFFING",
    "TERMS",
    "Activity",
    "Allowed",
    "Calendar",
    "Client",
    "Cohort",
    "Demand",
    "District",
    "Guidance",
    "Homes",
    "Joint",
    "Link",
    "Lot",
    "Market",
    "Mode",
    "Pattern",
    "Persons",
    "Places",
    "Pool",
    "Position",
    "Precedence",
    "Problem",
    "Project",
    "Reservoir",
    "Source",
    "Street",
    "Tender",
]


@dataclass(frozen=True, slots=True)
class Persons:
    """How people of another source come (rule ``crew``): whole, and paid for some weeks at least.

    ``grain``: per trade the least part of a person, in hundredths (100: whole people, 50: a trade with part-timers);
    trades that it does not list come in any part. ``hired_weeks``, ``lent_weeks``, ``partner_weeks``: least weeks that
    they are paid for."""

    grain: tuple[int, ...] = ()
    hired_weeks: int = 0
    lent_weeks: int = 0
    partner_weeks: int = 0

    def fits(self, trade: int, duration: int, pattern: Pattern) -> bool:
        """Whether a pattern for a trade in a mode of this duration has whole people, paid for long enough."""
        if pattern.other is None:
            return True
        return pattern.other_heads % self.part(trade) == 0 and pattern.paid_weeks >= self.least_weeks(
            pattern.source, duration
        )

    def part(self, trade: int) -> int:
        """The least part of a person of a trade, in hundredths of a head."""
        return self.grain[trade] if 0 <= trade < len(self.grain) else 1

    def least_weeks(self, source: Source, duration: int) -> int:
        """Weeks that people of a source are paid for at least, for work of this duration; 0 where none are stated for
        that source."""
        least = {
            Source.HIRED: self.hired_weeks,
            Source.LENT: self.lent_weeks,
            Source.CONSORTIUM: self.partner_weeks,
        }.get(source, 0)
        return max(duration, least) if least else 0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a variant allows beyond own crews, hiring and separate tenders: ``agreements`` are all street agreements,
    ``existing`` those that there are today."""

    agreements: bool = False
    lent: bool = False
    consortium: bool = False
    combined: bool = False
    existing: bool = False

    def within(self, wider: Allowed) -> bool:
        """Whether every plan that this allows is also allowed by ``wider``."""
        streets = wider.agreements or ((wider.existing or not self.existing) and not self.agreements)
        return streets and all(
            getattr(wider, name) or not getattr(self, name) for name in ("lent", "consortium", "combined")
        )

    def agreed(self, joint: Joint) -> bool:
        """Whether a street agreement that this allows lets two digs share an opening."""
        return joint.agreement and (self.agreements or (self.existing and not joint.new))

    def source(self, source: Source) -> bool:
        """Whether staffing patterns with this source may be used."""
        if source is Source.LENT:
            return self.lent
        return self.consortium if source is Source.CONSORTIUM else True


CASH = ("labour", *STAFFING, "training", "mobilisation", "procurement", "opening", "interface")
SOCIAL = ("delay", "burden", "rest", "moved")
TERMS = CASH + SOCIAL
HOME_WEEKS = "home_weeks"
"""What can be minimised instead of euros: homes x weeks from the beginning until they are done."""


NO_CEILINGS: dict[str, Any] = {
    "max_burden": None,
    "max_broken_rests": None,
    "max_changes": None,
    "max_employer_changes": (),
    "max_cash": None,
    "max_hired": None,
}
"""What :func:`dataclasses.replace` makes of a problem to take the ceilings over the whole programme off."""


@dataclass(frozen=True)
class Problem:
    """One question in one variant. Vary it with :func:`dataclasses.replace`; validated at construction.

    ``priced`` are the ids of the terms that are minimised, or :data:`HOME_WEEKS` alone: then not euros but weeks are
    counted, until each of ``homes`` is done. ``nonrenewables`` are total amounts (benchmark instances).
    ``standby_constant``: euros of own people who stand by although they do all the work, each activity in the mode
    with most content; term ``standby`` counts what comes on top, so the constant is in no objective, bound, ceiling or
    decidable cost.

    ``quarters`` are the weeks in which a quarter begins, the first of them 0, and at last the horizon: quarter ``q``
    is the weeks ``[quarters[q], quarters[q + 1])``. Changes of heads (rule ``continuity``) are counted over them, in
    whole numbers of ``1 / changes_unit`` hundredths of a head.

    Ceilings, ``None`` where nothing was agreed: ``max_burden`` (euros of term ``burden``), ``max_broken_rests`` and
    ``max_changes`` at equal delivery, ``max_employer_changes`` (employer, ceiling) besides where no employer may be
    worse off, ``max_cash`` (euros of all cash terms, priced or not) and ``max_hired`` (hundredths of a head x working
    weeks) where it is asked what can be done with the same means. ``head_weeks``: so many weeks that work is moved
    count as much as one head of changes, where of plans that cost nearly the same one is chosen; it is in no
    objective.

    ``cohorts`` are the newcomers who may be taken on, within ``places`` and ``guidance``; none: nobody is. ``budgets``
    are in euros: per week what may have been spent by then.

    Raises ``ValueError`` naming every index or value that does not fit.
    """

    horizon: int
    calendars: tuple[Calendar, ...]
    pools: tuple[Pool, ...]
    markets: tuple[Market, ...]
    activities: tuple[Activity, ...]
    projects: tuple[Project, ...]
    districts: tuple[District, ...]
    clients: tuple[Client, ...]
    precedences: tuple[Precedence, ...] = ()
    streets: tuple[Street, ...] = ()
    tenders: tuple[Tender, ...] = ()
    grids: tuple[Reservoir, ...] = ()
    deliveries: tuple[Reservoir, ...] = ()
    nonrenewables: tuple[int, ...] = ()
    persons: Persons = Persons()
    standby_constant: int = 0
    allowed: Allowed = Allowed()
    priced: frozenset[str] = field(default=frozenset(TERMS))
    max_burden: int | None = None
    max_broken_rests: int | None = None
    quarters: tuple[int, ...] = ()
    max_changes: int | None = None
    max_employer_changes: tuple[tuple[int, int], ...] = ()
    max_cash: int | None = None
    max_hired: int | None = None
    head_weeks: int = 20
    homes: tuple[Homes, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    places: tuple[Places, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    budgets: tuple[Reservoir, ...] = ()

    def __post_init__(self) -> None:
        problems = list(faults(self, frozenset((*TERMS, HOME_WEEKS))))
        if problems:
            raise ValueError("; ".join(problems))
        found_right(self)

    @property
    def reservoirs(self) -> tuple[Reservoir, ...]:
        """Grid areas, deliveries and budgets, in that order."""
        return self.grids + self.deliveries + self.budgets

    def due(self, activity: int) -> int | None:
        """The week by whose end equal delivery wants it finished: the sooner of its project's and its district's."""
        project = self.projects[self.activities[activity].project]
        return min(
            (week for week in (project.due, self.districts[project.district].due) if week is not None), default=None
        )

    def region(self, activity: int) -> int:
        """Region in which an activity is done."""
        return self.districts[self.projects[self.activities[activity].project].district].region

    def may_choose(self, tender: Tender) -> bool:
        """Whether this variant allows the tender."""
        return not tender.barred and (self.allowed.combined or not tender.combined)

    @cached_property
    def changes_unit(self) -> int:
        """So many units of changes are one hundredth of a head: averages over quarters of any length are whole numbers
        of them."""
        return lcm(*(end - begin for begin, end in pairwise(self.quarters)))

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """Per project its activities."""
        rows: list[list[int]] = [[] for _ in self.projects]
        for index, activity in enumerate(self.activities):
            rows[activity.project].append(index)
        return tuple(map(tuple, rows))

    @cached_property
    def street_of(self) -> dict[int, tuple[int, int]]:
        """Per dig its street and its place in the street's order."""
        return {dig: (s, i) for s, street in enumerate(self.streets) for i, dig in enumerate(street.digs)}

    @cached_property
    def ends(self) -> dict[tuple[int, int], tuple[int | None, ...]]:
        """Per (calendar, duration) that occurs: per start week the end week, ``None`` where no start is allowed.

        An activity that starts in week ``s`` ends in the first week by whose end its calendar has delivered its
        duration (rule ``calendar``). ``None`` where week ``s`` is closed or the end would be after the horizon."""
        pairs = {(a.calendar, m.duration) for a in self.activities for m in a.modes}
        return {(c, d): reach(self.calendars[c].percent, d).ends[:-1] for c, d in sorted(pairs)}

    @cached_property
    def reach(self) -> tuple[tuple[Reach, ...], ...]:
        """Per activity how far it comes, once for each duration of its modes: modes of one duration start and end in
        the same weeks."""
        tables = {
            (c, d): reach(self.calendars[c].percent, d)
            for c, d in {(a.calendar, m.duration) for a in self.activities for m in a.modes}
        }
        return tuple(
            tuple(tables[a.calendar, d] for d in dict.fromkeys(m.duration for m in a.modes)) for a in self.activities
        )

    def end(self, activity: int, mode: int, start: int) -> int | None:
        """End week of an activity in a mode, or ``None`` if it cannot start in that week."""
        a = self.activities[activity]
        if not 0 <= start < self.horizon:
            return start if start == self.horizon and a.modes[mode].duration == 0 else None
        return self.ends[a.calendar, a.modes[mode].duration][start]

    def lots(self) -> Iterator[tuple[int, int, Lot]]:
        """All (tender index, lot index, lot) of tenders that this variant allows."""
        for t, tender in enumerate(self.tenders):
            if self.may_choose(tender):
                for k, lot in enumerate(tender.lots):
                    yield t, k, lot
