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
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from math import lcm

from .validation import faults


class Position(IntEnum):
    """Place of a dig in its opening; it selects the dig's content, duration and demand (rule ``opening``)."""

    ALONE = 0
    FIRST = 1
    MIDDLE = 2
    LAST = 3


STAFFING = ("standby", "hire", "turnover", "travel", "lending")
"""Terms of which a staffing pattern has euros."""


class Source(IntEnum):
    """Where the heads of a staffing pattern that are not the project's own employer's come from (rule ``crew``)."""

    OWN = 0
    HIRED = 1
    LENT = 2
    CONSORTIUM = 3


class Link(IntEnum):
    """Ends that a precedence relates: predecessor's end first."""

    FINISH_START = 0
    START_START = 1
    FINISH_FINISH = 2
    START_FINISH = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """A staffing pattern: who supplies one trade of one activity, constant from start to end.

    ``own_heads`` is what ``other_heads`` leave of the heads demanded, never negative: people of others come whole
    (:class:`Persons`) and may be more than asked. ``own`` and ``other`` are pool indices, except that ``other`` is a
    market index when ``source`` is ``HIRED``. ``own`` is ``None`` if and only if ``own_heads`` is 0; ``other`` is
    ``None`` if and only if ``source`` is ``OWN``. ``paid_weeks``: full weeks for which people of others are paid, at
    least the duration of the mode. ``hire``, ``travel``, ``lending``, ``standby`` and ``turnover`` are the euros that
    this pattern costs in the terms of those names, for the whole activity; ``standby`` is what it costs above all own
    people."""

    own: int | None
    own_heads: int
    source: Source = Source.OWN
    other: int | None = None
    other_heads: int = 0
    hire: int = 0
    travel: int = 0
    lending: int = 0
    standby: int = 0
    turnover: int = 0
    paid_weeks: int = 0

    @property
    def cost(self) -> int:
        """Euros of all terms together."""
        return sum(getattr(self, term) for term in STAFFING)

    def euros(self, priced: frozenset[str]) -> int:
        """Euros of the priced terms together."""
        return sum(getattr(self, term) for term in STAFFING if term in priced)


@dataclass(frozen=True, slots=True)
class Demand:
    """Heads of one trade that a mode needs in every week that its activity's calendar is open; who may supply them."""

    trade: int
    heads: int
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A crew size with the duration it needs; for a dig also the position in an opening that it is meant for.

    ``duration`` is in full working weeks (0 only in benchmark instances). ``labour``, ``opening`` and ``standby`` are
    euros in the terms of those names; ``standby`` is what own people who stand by cost more than in the mode of the
    activity with most content. ``consumption`` is per non-renewable resource (benchmark instances)."""

    duration: int
    demands: tuple[Demand, ...] = ()
    position: Position = Position.ALONE
    labour: int = 0
    opening: int = 0
    standby: int = 0
    consumption: tuple[int, ...] = ()

    def euros(self, priced: frozenset[str]) -> int:
        """Euros of the priced terms that depend on nothing but the mode."""
        return sum(getattr(self, term) for term in ("labour", "opening", "standby") if term in priced)


@dataclass(frozen=True, slots=True)
class Activity:
    """Uninterrupted work on one street, block or district.

    ``release`` and ``deadline`` (its end, inclusive bound) are rule ``window``; ``ready`` is rule ``ready``.
    ``submitted`` is the start week that was asked for; each week away from it costs ``moved_price`` euros. ``pinned``
    fixes the start (rule ``frozen``). ``willing`` are the first and the last week in which its sender is willing to
    let it start. ``agreed`` is its week in the last plan that was sent round, to which the next one keeps where it
    costs nearly the same; ``None``: ``submitted``."""

    project: int
    modes: tuple[Mode, ...]
    calendar: int = 0
    release: int = 0
    ready: int = 0
    deadline: int | None = None
    submitted: int | None = None
    moved_price: int = 0
    pinned: int | None = None
    willing: tuple[int, int] | None = None
    agreed: int | None = None

    @property
    def last_start(self) -> int | None:
        """The last week in which it may start, its end and all other work aside; ``None`` where nothing says so."""
        bounds = [week for week in (self.pinned, None if self.willing is None else self.willing[1]) if week is not None]
        return min(bounds, default=None)

    @property
    def first_start(self) -> int:
        """The first week in which it may start, all other work aside."""
        return max(0, self.release, self.ready, self.pinned or 0, 0 if self.willing is None else self.willing[0])


@dataclass(frozen=True, slots=True)
class Project:
    """One client's work of one work type in one district, done by one employer.

    ``tendered`` projects (to-tender and call-off) are in exactly one chosen tender; the others have a contract of
    their own whose ``mobilisation`` (euros) is the same in every plan. ``delay_price`` is euros per week that the
    project's last end is later than ``target``. ``due`` (equal delivery only): the week by whose end all of it is
    finished."""

    client: int
    employer: int
    district: int
    tendered: bool = False
    mobilisation: int = 0
    target: int = 0
    delay_price: int = 0
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Homes:
    """So many homes that are done in the same week: by whose end the last of ``works`` (activities) has ended."""

    number: int
    works: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Precedence:
    """``min_lag <= (end of the link at successor) - (end of the link at predecessor) <= max_lag`` weeks."""

    predecessor: int
    successor: int
    link: Link = Link.FINISH_START
    min_lag: int = 0
    max_lag: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Per week the percentage of a normal working week that can be worked, 0-100; length ``horizon``."""

    percent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Heads of one trade that one employer has in one region, week by week (collective stops excluded, leave
    included).

    Per week at most ``heads * (100 - reserve) // 100`` may be planned. Of that at most ``lendable`` percent may be
    lent, in the regions of ``reach`` (its own region is always within reach), only with ``consent`` and
    ``legal_basis``. ``added``, where there is any: what newcomers whose number is settled add per week to what may be
    planned, less the time of who guides them; they are not lent."""

    trade: int
    region: int
    employer: int
    heads: tuple[int, ...]
    reserve: int = 0
    lendable: int = 0
    reach: frozenset[int] = frozenset()
    consent: bool = False
    legal_basis: bool = False
    added: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """Newcomers of one track who may start in week ``start`` in one pool (rules ``intake`` and ``safe``); a plan says
    how many of them, from nobody to ``most``.

    Per newcomer and week of the horizon, in hundredths of a head: ``heads`` is what may be planned more, after any
    reserve (below 0 while guiding takes more of others than a newcomer gives); ``learners`` is who has to be guided;
    ``guides`` is who can guide others by then. ``cost``: euros per newcomer in term ``training``."""

    pool: int
    start: int
    cost: int
    heads: tuple[int, ...]
    learners: tuple[int, ...]
    guides: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Places:
    """At most ``most`` newcomers in these cohorts together: seats of a school at a start, or candidates that there are
    (rule ``intake``)."""

    cohorts: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Guidance:
    """Who guides newcomers in a pool, per week in hundredths of a head (rule ``safe``): ``guides`` are own people who
    can, each with at most ``ratio`` percent of a learner (200: two learners); ``most`` are the learners that there may
    be at a time."""

    pool: int
    ratio: int
    guides: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Heads of one trade that can be hired in one region, week by week."""

    trade: int
    region: int
    heads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """What joining two neighbouring digs of a street takes: at most ``gap`` weeks between them, and one contract,
    ``own`` work of one named employer, or (``agreement``) a street agreement of their clients at ``interface`` euros.
    ``new``: they have no such agreement today."""

    gap: int = 0
    agreement: bool = False
    interface: int = 0
    own: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Street:
    """A street segment. ``digs`` are activities in the fixed order of the street; ``joints[i]`` is between dig ``i``
    and ``i + 1``.

    Between one opening's end and the next one's start at least ``rest`` weeks pass; breaking that costs ``rest_price``
    euros each time, or is forbidden where it is ``None``. ``closed`` is the week (0 or before) in which the last
    opening before the horizon ended. ``burden`` is euros per week that the street is open."""

    district: int
    digs: tuple[int, ...]
    joints: tuple[Joint, ...] = ()
    rest: int = 0
    rest_price: int | None = 0
    closed: int | None = None
    burden: int = 0


@dataclass(frozen=True, slots=True)
class District:
    """A neighbourhood. ``max_open`` is the agreed number of openings at a time. At equal delivery only: ``due``, the
    week by whose end everything in the district is finished, ``max_burden`` (euros of term ``burden`` in its streets)
    and ``max_broken_rests``."""

    region: int
    max_open: int | None = None
    due: int | None = None
    max_burden: int | None = None
    max_broken_rests: int | None = None


@dataclass(frozen=True, slots=True)
class Reservoir:
    """A level that rises with ``supply`` (total available per week, non-decreasing or not) and ``releases`` and falls
    with ``loads``.

    ``loads`` are (activity, amount), taken at the activity's start and kept; ``releases`` are (activity, amount),
    added at its end and kept. In every week the loads taken are at most the supply plus the releases. Grid areas (rule
    ``grid``) have all three; deliveries of materials (rule ``ready``) and budgets in euros
    (rule ``budget``) have no releases."""

    supply: tuple[int, ...]
    loads: tuple[tuple[int, int], ...]
    releases: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lot:
    """A perceel: the projects of one contract. The last end minus the first start is at most ``period`` weeks.
    ``mobilisation``: euros, once per trade and district of the lot."""

    projects: tuple[int, ...]
    period: int
    mobilisation: int = 0


@dataclass(frozen=True, slots=True)
class Tender:
    """A candidate procedure. Nothing in it starts before publication + ``lead``; publication is no sooner than
    ``preparation`` weeks from now and not in a ``closed`` week, and each of ``clients`` has one desk place occupied
    from ``preparation`` weeks before it. ``barred``: this problem asks what is best without it, so that one way to buy
    can be held against another."""

    lots: tuple[Lot, ...]
    clients: tuple[int, ...]
    procurement: int = 0
    preparation: int = 0
    lead: int = 0
    closed: frozenset[int] = frozenset()
    barred: bool = False

    @property
    def projects(self) -> tuple[int, ...]:
        """Members, lot by lot."""
        return tuple(p for lot in self.lots for p in lot.projects)

    @property
    def combined(self) -> bool:
        """Whether it buys more than one project."""
        return len(self.projects) > 1

    def open_week(self, since: int) -> int:
        """The first week from ``since`` on in which it may be published, preparation allowing."""
        week = max(since, self.preparation)
        while week in self.closed:
            week += 1
        return week

    @property
    def earliest(self) -> int:
        """The first week in which its work may begin: first publication + lead."""
        return self.open_week(0) + self.lead

    @property
    def mobilisation(self) -> int:
        """Euros over its lots."""
        return sum(lot.mobilisation for lot in self.lots)


@dataclass(frozen=True, slots=True)
class Client:
    """Who orders work; ``desk`` procedures can be prepared at a time."""

    desk: int = 1


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
        return {Source.LENT: self.lent, Source.CONSORTIUM: self.consortium}.get(source, True)


CASH = ("labour", *STAFFING, "training", "mobilisation", "procurement", "opening", "interface")
SOCIAL = ("delay", "burden", "rest", "moved")
TERMS = CASH + SOCIAL
HOME_WEEKS = "home_weeks"
"""What can be minimised instead of euros: homes x weeks from the beginning until they are done."""


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
        problems = list(faults(self, frozenset((*TERMS, HOME_WEEKS)), STAFFING))
        if problems:
            raise ValueError("; ".join(problems))

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
        return {(c, d): _end_table(self.calendars[c].percent, d) for c, d in sorted(pairs)}

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


def _end_table(percent: tuple[int, ...], duration: int) -> tuple[int | None, ...]:
    horizon = len(percent)
    if duration == 0:
        return tuple(s if percent[s] > 0 else None for s in range(horizon))
    table: list[int | None] = []
    end = delivered = 0  # delivered = work of weeks [s, end)
    for s in range(horizon):
        if end < s:
            end, delivered = s, 0
        while end < horizon and delivered < 100 * duration:
            delivered += percent[end]
            end += 1
        table.append(end if delivered >= 100 * duration and percent[s] > 0 else None)
        delivered -= percent[s]
    return tuple(table)
