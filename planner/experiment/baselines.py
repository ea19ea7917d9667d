"""The plans that joint planning is held against: what people could make without it, each party as well as it can.

* ``own``: in turn each employer, anonymous firms included, plans its own work anew with all others where they stand:
  its own works, the tenders of its own works, its own shared openings, no street agreements.
* ``streets``: from there each district settles its streets under the agreements that it has today. Only digs on
  streets with two or more clients may move, with their joints and crews; other work, and all tenders, stay.
* ``districts``: likewise, but each district plans all its work and the tenders of that work.

Everyone minimises the same: every term of *all in*, for the whole programme. That makes the turns an exact potential
game (Monderer and Shapley 1996): each turn that changes anything lowers one number, so the turns end. (Parties that
minimise their own bills can go round in circles, and cash alone lets work slide to the last week.) Staying put is
always allowed, so there is always a plan. Turns go in order of first asked week, then in orders drawn with the seed;
the cheapest order counts, and what the others came to is shown. All work is counted in rounds, none in seconds: the
same programme and seed give the same plans, and their costs are facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.plan.variants import DISTRICTS, OWN, STREETS, Variant, in_variant

from .engine import Procedures

PASSES = 4
"""Turns of everybody, at most; it ends sooner once nobody moves."""

ORDERS = 3
"""Orders in which parties take their turn, unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes a turn: its activities, the tenders that hold no work but its own, and the first week that it asked
    for."""

    works: tuple[int, ...]
    tenders: tuple[int, ...]
    first: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """A plan that a procedure made. ``orders`` are the euros (all in) of the plan of each order, in the order in which
    they were tried; ``passes`` how many that of ``plan``, the cheapest, took."""

    variant: str
    plan: Plan
    orders: tuple[int, ...]
    passes: int

    @property
    def euros(self) -> int:
        """All in."""
        return min(self.orders)


@dataclass(frozen=True, slots=True)
class Baselines:
    """The three of them."""

    own: Baseline
    streets: Baseline
    districts: Baseline

    @property
    def all(self) -> tuple[Baseline, Baseline, Baseline]:
        """In the order in which they were made."""
        return self.own, self.streets, self.districts


def baselines(
    problem: Problem,
    start: Plan,
    engine: Procedures,
    seed: int,
    orders: int = ORDERS,
    stop: Callable[[], bool] = lambda: False,
    begins: Callable[[str], None] = lambda _variant: None,
    only: Mapping[str, int] | None = None,
) -> Baselines:
    """The baselines of a problem of the question *all in*, from the plan of asked weeks. Once ``stop()`` is true
    nobody takes another turn; ``only`` names per variant the one order that is tried, where it is known which was the
    cheapest.

    Raises:
        ValueError: ``start`` is not a plan of the problem.
    """
    known = only or {}
    own = _settled(
        OWN, problem, start, employers(in_variant(problem, OWN)), engine, seed, orders, stop, known.get(OWN.id)
    )
    begins(STREETS.id)
    streets = _settled(
        STREETS, problem, own.plan, shared_streets(problem), engine, seed, orders, stop, known.get(STREETS.id)
    )
    begins(DISTRICTS.id)
    whole = whole_districts(in_variant(problem, DISTRICTS))
    districts = _settled(DISTRICTS, problem, own.plan, whole, engine, seed, orders, stop, known.get(DISTRICTS.id))
    return Baselines(own, streets, districts)


def employers(problem: Problem) -> tuple[Party, ...]:
    """Each employer with all its work."""
    return _parties(problem, {q: project.employer for q, project in enumerate(problem.projects)})


def whole_districts(problem: Problem) -> tuple[Party, ...]:
    """Each district with all its work."""
    return _parties(problem, {q: project.district for q, project in enumerate(problem.projects)})


def shared_streets(problem: Problem) -> tuple[Party, ...]:
    """Each district with its digs on streets of two or more clients, and no tenders."""
    digs: dict[int, list[int]] = {}
    for street in problem.streets:
        if len({problem.projects[problem.activities[dig].project].client for dig in street.digs}) > 1:
            digs.setdefault(street.district, []).extend(street.digs)
    return tuple(Party(tuple(sorted(works)), (), _first_week(problem, works)) for _, works in sorted(digs.items()))


def _parties(problem: Problem, owner: Mapping[int, int]) -> tuple[Party, ...]:
    members: dict[int, set[int]] = {}
    for project, party in owner.items():
        members.setdefault(party, set()).add(project)
    made = []
    for _, projects in sorted(members.items()):
        works = sorted(a for q in projects for a in problem.members[q])
        tenders = (
            t
            for t, tender in enumerate(problem.tenders)
            if problem.may_choose(tender) and projects.issuperset(tender.projects)
        )
        made.append(Party(tuple(works), tuple(tenders), _first_week(problem, works)))
    return tuple(party for party in made if party.works)


def _first_week(problem: Problem, works: Iterable[int]) -> int:
    asked = (problem.activities[a] for a in works)
    return min((a.release if a.submitted is None else a.submitted for a in asked), default=problem.horizon)


def _settled(
    variant: Variant,
    problem: Problem,
    start: Plan,
    parties: Sequence[Party],
    engine: Procedures,
    seed: int,
    orders: int,
    stop: Callable[[], bool],
    only: int | None,
) -> Baseline:
    """The cheapest of the plans that the parties come to, in several orders, or what they come to in one of them."""
    asked = in_variant(problem, variant)
    listed = [(k, order) for k, order in enumerate(_orders(parties, seed, orders)) if only in (None, k)]
    tried = [_passes(asked, start, order, engine, seed + k, stop) for k, order in listed]
    _, plan, passes = min(tried, key=lambda row: row[0])
    return Baseline(variant.id, plan, tuple(row[0] for row in tried), passes)


def _orders(parties: Sequence[Party], seed: int, orders: int) -> list[list[Party]]:
    """By first asked week, then permutations drawn with the seed."""
    first, random = sorted(parties, key=lambda party: party.first), Random(seed)
    return [first, *(random.sample(first, len(first)) for _ in range(orders - 1))]


def _passes(
    problem: Problem, start: Plan, order: Sequence[Party], engine: Procedures, seed: int, stop: Callable[[], bool]
) -> tuple[int, Plan, int]:
    """Euros and plan that one order comes to, and after how many passes."""
    turns, seeds, passes = engine.turns(problem, start), Random(seed), 0
    for _ in range(PASSES):
        passes += 1
        moved = [not stop() and turns.turn(party.works, party.tenders, seeds.randrange(1 << 31)) for party in order]
        if not any(moved):
            break
    return turns.cost, turns.plan(), passes
