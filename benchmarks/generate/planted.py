"""Problems of the class that nobody publishes, with a known optimum: several projects with several modes per job, local
and shared people, whole people of others, total project delay, tenders that may be combined, and openings that may be
shared.

The plan comes first. Each project's people are filled without a hole, from its first week to its last, with jobs cut
out of that rectangle; the rest of the problem is laid around them, so that no plan can cost less in any part
(:func:`floor`), and the planted plan costs just that. Its proof needs no solver:

* no mode has less labour, and no job is staffed for less;
* no project can end sooner: a chain of jobs fills its weeks, or (class ``full``) its people cannot do the work in
  fewer weeks whatever modes are chosen;
* no way to buy a project, and no opening, is cheaper.

The same holds of the problem in which nothing is shared or combined, with its own prices; so the saving is known too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import (
    Activity,
    Allowed,
    Calendar,
    Client,
    Demand,
    District,
    Joint,
    Link,
    Lot,
    Market,
    Mode,
    Pattern,
    Persons,
    Pool,
    Position,
    Precedence,
    Problem,
    Project,
    Source,
    Street,
    Tender,
)

CLASSES = ("loose", "tight", "full")
SIZES = {"s": (4, 8), "m": (8, 14), "l": (16, 20)}
"""Per size the number of projects and of weeks that each of them takes."""
PERSON = 100  # hundredths of a head
CREW = 4  # own people of a project
TRADES = 2  # of people who are shared; 0 is that of the projects' own people
WEEK = 1_000  # euros of labour per head and week
HIRE, LEND = 900, 150  # euros per shared head and week, from the market and lent
OPEN, JOINED = 12_000, 7_000  # euros per dig, alone and in one opening
AGREEMENT = 2_500  # euros where digs share an opening without one contract
APART = Allowed()
TOGETHER = Allowed(agreements=True, lent=True, consortium=True, combined=True)


@dataclass(frozen=True, slots=True)
class Planted:
    """A problem with everything allowed, its optimal plan, and the optimal plan of the problem with nothing shared."""

    problem: Problem
    together: Plan
    apart: Plan

    def variant(self, name: str) -> tuple[Problem, Plan]:
        """The problem ``together`` or ``apart`` with its optimal plan."""
        return (
            (self.problem, self.together) if name == "together" else (replace(self.problem, allowed=APART), self.apart)
        )


@dataclass(slots=True)
class _Job:
    """A job of the planted plan: heads and weeks from ``start``; ``rows`` are the people that it was cut from."""

    project: int
    start: int
    weeks: int
    rows: range
    single: bool = False
    shared: tuple[int, int] | None = None  # trade, people
    street: int | None = None

    @property
    def heads(self) -> int:
        return len(self.rows)

    @property
    def end(self) -> int:
        return self.start + self.weeks


def planted(difficulty: str, size: str, seed: int) -> Planted:
    """The problem of a class, a size and a seed. Raises ``KeyError`` where there is no such size, ``ValueError`` where
    there is no such class."""
    if difficulty not in CLASSES:
        raise ValueError(f"there is no class {difficulty!r}; it is one of {', '.join(CLASSES)}")
    projects, weeks = SIZES[size]
    return _Maker(difficulty, projects, weeks, Random(f"planted {difficulty} {size} {seed}")).made()


class _Maker:
    def __init__(self, difficulty: str, projects: int, weeks: int, random: Random) -> None:
        self.difficulty, self.projects, self.random = difficulty, projects, random
        self.spare = PERSON if difficulty == "loose" else 0
        self.first = [random.randint(14, 14 + weeks // 2) for _ in range(projects)]
        self.last = [first + weeks + random.randint(0, weeks // 4) for first in self.first]
        self.horizon = max(self.last) + weeks
        self.jobs: list[_Job] = []
        self.arcs: list[Precedence] = []
        for q in range(projects):
            self._cut(q, self.first[q], self.last[q], range(CREW))
        self.chains = [self._chain(q) for q in range(projects)]
        self.streets = self._streets()
        self._share()
        self._order()

    def _cut(self, q: int, begin: int, end: int, rows: range) -> None:
        """Cut a rectangle of people and weeks into jobs."""
        draw, weeks, heads = self.random, end - begin, len(rows)
        if weeks > 3 and (heads == 1 or draw.random() < weeks / (weeks + 3 * heads)):
            at = draw.randint(begin + 2, end - 2)
            self._cut(q, begin, at, rows)
            self._cut(q, at, end, rows)
        elif heads > 1 and (weeks > 6 or draw.random() < 0.6):
            at = draw.randint(1, heads - 1)
            self._cut(q, begin, end, rows[:at])
            self._cut(q, begin, end, rows[at:])
        else:
            self.jobs.append(_Job(q, begin, weeks, rows))

    def _chain(self, q: int) -> list[int]:
        """Jobs of a project, each beginning where the one before ends, from its first week to its last. Outside class
        ``full`` they have one mode."""
        mine = [a for a, job in enumerate(self.jobs) if job.project == q]
        chain = [self.random.choice([a for a in mine if self.jobs[a].end == self.last[q]])]
        while self.jobs[chain[-1]].start > self.first[q]:
            after = self.jobs[chain[-1]]
            chain.append(
                next(a for a in mine if self.jobs[a].end == after.start and set(self.jobs[a].rows) & set(after.rows))
            )
        chain.reverse()
        if self.difficulty != "full":
            for a, b in pairwise(chain):
                self.arcs.append(Precedence(a, b))
            for a in chain:
                self.jobs[a].single = True
        return chain

    def _streets(self) -> list[tuple[int, int]]:
        """Pairs of jobs of the two projects of a district, one ending where the other begins: their street is opened
        once or twice."""
        found: list[tuple[int, int]] = []
        for a, one in enumerate(self.jobs):
            for b, other in enumerate(self.jobs):
                free = one.street is None and other.street is None
                beside = one.project != other.project and one.project // 2 == other.project // 2
                if free and beside and one.end == other.start:
                    one.street = other.street = len(found)
                    found.append((a, b))
        return found

    def _share(self) -> None:
        """Every third job or so also needs people of a shared trade."""
        for job in self.jobs:
            if self.random.random() < 0.4:
                job.shared = (1 + self.random.randrange(TRADES), self.random.randint(1, 2))

    def _order(self) -> None:
        """Precedence that the planted plan keeps, inside projects."""
        known = {(arc.predecessor, arc.successor) for arc in self.arcs}
        for a, one in enumerate(self.jobs):
            later = [b for b, job in enumerate(self.jobs) if job.project == one.project and job.start >= one.end]
            for b in self.random.sample(later, min(len(later), self.random.randint(0, 2))):
                if (a, b) not in known:
                    lag = self.random.randint(0, min(1, self.jobs[b].start - one.end))
                    self.arcs.append(Precedence(a, b, Link.FINISH_START, lag))

    def made(self) -> Planted:
        """The problem around the jobs, and both plans."""
        markets = tuple(Market(trade, 0, (PERSON * 4 * self.projects,) * self.horizon) for trade in (1, TRADES))
        pools = [Pool(0, 0, q, (CREW * PERSON + self.spare,) * self.horizon) for q in range(self.projects)] + [
            self._pool(trade) for trade in range(1, TRADES + 1)
        ]
        tenders = self._tenders()
        problem = Problem(
            horizon=self.horizon,
            calendars=(Calendar((100,) * self.horizon),),
            pools=tuple(pools),
            markets=markets,
            activities=tuple(self._activity(job) for job in self.jobs),
            projects=tuple(self._project(q) for q in range(self.projects)),
            districts=tuple(self._district(d) for d in range(self.projects // 2)),
            clients=tuple(Client(desk=3) for _ in range(self.projects // 2)),
            precedences=tuple(self.arcs),
            streets=tuple(
                Street(self.jobs[a].project // 2, (a, b), (Joint(1, True, AGREEMENT, new=True),))
                for a, b in self.streets
            ),
            tenders=tenders,
            persons=Persons((1, PERSON, PERSON)),
            allowed=TOGETHER,
        )
        singles = [t for t, tender in enumerate(tenders) if not tender.combined]
        pairs = [t for t, tender in enumerate(tenders) if tender.combined]
        return Planted(problem, self._plan(tenders, pairs, together=True), self._plan(tenders, singles, together=False))

    def _pool(self, trade: int) -> Pool:
        """Just so many people of a shared trade as the planted plan uses at its busiest."""
        used = [0] * self.horizon
        for job in self.jobs:
            if job.shared is not None and job.shared[0] == trade:
                for week in range(job.start, job.end):
                    used[week] += PERSON * job.shared[1]
        most = max(used) + self.spare
        return Pool(trade, 0, self.projects, (most,) * self.horizon, 0, 100, frozenset({0}), True, True)

    def _project(self, q: int) -> Project:
        """Due so many weeks before it can be done."""
        late = self.random.randint(0, 4)
        return Project(q // 2, q, q // 2, True, 0, self.last[q] - late, 100 * self.random.randint(10, 60))

    def _district(self, d: int) -> District:
        """At most so many streets open as in the planted plan, with one opening for both digs or two."""
        used = [0] * self.horizon
        for a, b in self.streets:
            if self.jobs[a].project // 2 == d:
                for week in range(self.jobs[a].start, self.jobs[b].end):
                    used[week] += 1
        return District(0, None if self.difficulty == "loose" else max(used))

    def _activity(self, job: _Job) -> Activity:
        crews = [(job.heads, job.weeks)]
        if not job.single and job.street is None:
            for heads in range(1, CREW + 1):
                weeks = -(-job.heads * job.weeks // heads)
                if heads != job.heads and weeks <= 12:
                    crews.append((heads, weeks))
        demands: tuple[Demand, ...] = ()
        if job.shared is not None:
            trade, people = job.shared
            content = people * job.weeks  # what they are paid does not depend on the mode
            lent = Pattern(None, 0, Source.LENT, self.projects + trade - 1, PERSON * people, lending=LEND * content)
            hired = Pattern(None, 0, Source.HIRED, trade - 1, PERSON * people, hire=HIRE * content)
            demands = (Demand(trade, PERSON * people, (lent, hired)),)
        modes = []
        for heads, weeks in sorted(crews):
            own = Demand(0, PERSON * heads, (Pattern(job.project, PERSON * heads),))
            labour = WEEK * heads * weeks
            if job.street is None:
                modes.append(Mode(weeks, (own, *demands), labour=labour))
            else:
                modes += [
                    Mode(weeks, (own, *demands), place, labour, OPEN if place is Position.ALONE else JOINED)
                    for place in (Position.ALONE, self._place(job))
                ]
        return Activity(job.project, tuple(modes), release=self.first[job.project])

    def _place(self, job: _Job) -> Position:
        assert job.street is not None
        first, _ = self.streets[job.street]
        return Position.FIRST if self.jobs[first] is job else Position.LAST

    def _tenders(self) -> tuple[Tender, ...]:
        """Per project one of its own, per district one of both projects that is cheaper than the two."""
        made, period = [], self.horizon
        for q in range(self.projects):
            price = 1_000 * self.random.randint(6, 12)
            made.append(Tender((Lot((q,), period, 4_000),), (q // 2,), price, 3, self.random.randint(6, 10)))
        for d in range(self.projects // 2):
            both = (2 * d, 2 * d + 1)
            price = sum(made[q].procurement for q in both) - 1_000 * self.random.randint(1, 4)
            made.append(Tender((Lot(both, period, 7_000),), (d,), price, 4, self.random.randint(7, 10)))
        return tuple(made)

    def _plan(self, tenders: tuple[Tender, ...], chosen: list[int], together: bool) -> Plan:
        placements = []
        for a, job in enumerate(self.jobs):
            modes = self._activity(job).modes
            place = Position.ALONE if job.street is None or not together else self._place(job)
            mode = next(
                m
                for m, one in enumerate(modes)
                if one.position is place and one.duration == job.weeks and one.demands[0].heads == PERSON * job.heads
            )
            patterns = (0,) if job.shared is None else (0, 0 if together else 1)
            placements.append(Placement(a, job.start, job.end, mode, patterns))
        published = tuple(Publication(t, tenders[t].preparation) for t in chosen)
        joined = frozenset((s, 0) for s in range(len(self.streets))) if together else frozenset()
        return Plan(tuple(placements), published, joined)


def floor(problem: Problem) -> dict[str, int]:
    """Euros below which no plan of such a problem can be, term by term, from the problem alone.

    Per activity the least labour of its modes and the least of its staffing; per district the cheapest way to buy its
    projects and to open its streets with it; per project the weeks late that a chain, or the work of its people,
    forces. Adds up since each part is paid whatever the others are. It equals the optimum of planted problems, and is
    a valid bound of any problem of their shape: people of one pool per project, no burden, no rests."""
    found = {"labour": 0, "staffing": 0, "delay": 0, "buying and opening": 0}
    for activity in problem.activities:
        found["labour"] += min(mode.labour for mode in activity.modes)
        found["staffing"] += min(
            sum(
                min(one.cost for one in demand.patterns if problem.allowed.source(one.source))
                for demand in mode.demands
            )
            for mode in activity.modes
        )
    for q, project in enumerate(problem.projects):
        found["delay"] += project.delay_price * max(0, earliest_end(problem, q) - project.target)
    for d in range(len(problem.districts)):
        found["buying and opening"] += _bought(problem, d)
    return found


def earliest_end(problem: Problem, project: int) -> int:
    """The week by whose end no plan has a project done sooner: its longest chain, or the work of its own people over
    how many there are, after the first week in which any of it may start."""
    works = problem.members[project]
    first = min(problem.activities[a].release for a in works)
    ends: dict[int, int] = {}
    for a in _sorted(problem, works):
        before = [
            ends[arc.predecessor] + arc.min_lag
            for arc in problem.precedences
            if arc.successor == a and arc.predecessor in ends
        ]
        start = max([problem.activities[a].release, *before])
        ends[a] = start + min(mode.duration for mode in problem.activities[a].modes)
    content = sum(min(m.duration * m.demands[0].heads for m in problem.activities[a].modes) for a in works)
    (pool,) = {pattern.own for a in works for m in problem.activities[a].modes for pattern in m.demands[0].patterns}
    assert pool is not None
    return max(max(ends.values()), first - (-content // max(problem.pools[pool].heads)))


def _sorted(problem: Problem, works: tuple[int, ...]) -> list[int]:
    """Works in an order that precedence allows."""
    left, order = set(works), list[int]()
    before = {a: {arc.predecessor for arc in problem.precedences if arc.successor == a} for a in works}
    while left:
        ready = sorted(a for a in left if not before[a] & left)
        order += ready
        left -= set(ready)
    return order


def _bought(problem: Problem, district: int) -> int:
    """Least euros of procedures, mobilisation and openings of a district: all ways to buy its projects."""
    mine = {q for q, project in enumerate(problem.projects) if project.district == district}
    ways = [tender for tender in problem.tenders if set(tender.projects) <= mine and problem.may_choose(tender)]
    alone = [tender for tender in ways if not tender.combined]
    options = [_euros(alone) + _opened(problem, district, one=False)]
    options += [_euros([tender]) + _opened(problem, district, one=True) for tender in ways if tender.combined]
    return min(options)


def _euros(tenders: list[Tender]) -> int:
    return sum(tender.procurement + tender.mobilisation for tender in tenders)


def _opened(problem: Problem, district: int, one: bool) -> int:
    """Least euros of the openings of a district; ``one``: under one contract, which asks no agreement."""
    euros = 0
    for street in problem.streets:
        if street.district == district:
            modes = [problem.activities[dig].modes for dig in street.digs]
            alone = sum(min(m.opening for m in each if m.position is Position.ALONE) for each in modes)
            joined = sum(min(m.opening for m in each if m.position is not Position.ALONE) for each in modes)
            (joint,) = street.joints
            shared = [joined] if one else [joined + joint.interface] if problem.allowed.agreed(joint) else []
            euros += min([alone, *shared])
    return euros
