"""The smallest conflict: works and rules of which nothing can be left out without a plan coming back.

Where a plan of the whole is found at once there is no conflict. Else a part of the programme is looked for that has no
plan by itself: chains of work, streets, districts, all work of a trade in a region, at last the whole. Of that part
works are left out, then groups of rules, for as long as there is no plan, halves before quarters. What is left is
solved again with another seed and without presolve: only then it is *confirmed*; also by a second solver
(:mod:`.second_solver`), where that is installed. It is *minimal* where for each group that is let go of alone a plan is
found that the checker accepts."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from ..check import judge
from ..cpsat.solve import any_plan
from ..outcome import Event, Settings
from ..problem import Problem
from .groups import ENOUGH, Group, groups, without
from .part import Part, part
from .second_solver import refutes

Answer = Literal["plan", "none", "unknown"]
Item = TypeVar("Item")
EACH = 5.0  # seconds at most for one question
WORKING = 5.0  # the same in deterministic seconds, where the clock does not count
AT_ONCE, ROUNDS = 0.3, 300  # share of the time, or rounds, for a plan of the whole
SMALL = 60  # works: up to here the whole is asked like a part of it
SEARCHING = 0.7  # share of the time after which what is left is solved again
WEEKLY = ("pool", "market")  # places whose rule is about single weeks


@dataclass(frozen=True, slots=True)
class Conflict:
    """Works and groups that cannot hold together, by their indices in the whole problem; ``weeks`` per group that is
    about heads the weeks outside of which it may be let go of, half-open."""

    works: tuple[int, ...]
    groups: tuple[Group, ...]
    weeks: tuple[tuple[Group, tuple[int, int]], ...]
    minimal: bool
    confirmed: bool
    second_solver: bool
    """Whether a solver that shares nothing with the first says so too; false where it was not asked."""

    questions: int
    seconds: float


@dataclass(slots=True)
class Asker:
    """Asks whether a problem has a plan, until ``until`` (:func:`time.monotonic`); with ``timed`` false each question
    has the same limit of work on any machine, and ``until`` is never."""

    until: float
    seed: int = 1
    workers: int = 1
    questions: int = 0
    timed: bool = True

    def left(self) -> float:
        """Seconds."""
        return self.until - time.monotonic()

    def ask(self, problem: Problem, presolve: bool = True, seed: int | None = None) -> Answer:
        """Whether a problem has a plan; what CP-SAT calls a plan the checker has to accept."""
        self.questions += 1
        seconds = min(EACH, self.left()) if self.timed else math.inf
        if seconds <= 0:
            return "unknown"
        proof, plan = any_plan(
            problem,
            seed=self.seed if seed is None else seed,
            seconds=seconds,
            workers=self.workers if self.timed else 1,
            presolve=presolve,
            work=None if self.timed else WORKING,
        )
        if plan is not None and not judge(problem, plan).feasible:
            raise RuntimeError("the checker refuses a plan of a part of the problem")
        return "none" if proof == "infeasible" else "unknown" if plan is None else "plan"


def conflict(
    problem: Problem,
    seeds: Collection[int] = (),
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 1,
    timed: bool = True,
) -> Conflict | None:
    """A smallest conflict of a problem, ``None`` where none was found in that time or a plan was. ``seeds`` are works
    that are suspected, such as those that were pinned. With ``timed`` false work is limited instead of time."""
    begin = time.monotonic()
    asker = Asker(begin + SEARCHING * seconds if timed else math.inf, seed, workers, timed=timed)
    stuck = _stuck(problem, seeds, asker)
    if stuck is None:
        return None
    works = _fewest(sorted(stuck), lambda kept: asker.ask(part(problem, kept).problem) == "none")
    here = part(problem, works)
    held = groups(here.problem)
    core = _fewest(_by_kind(held), lambda kept: asker.ask(_with(here, held, kept)) == "none")
    core = _in_time(here, held, core, asker)
    asker.until = begin + seconds if timed else math.inf
    confirmed = asker.ask(_with(here, held, core), presolve=False, seed=seed + 1) == "none"
    minimal = all(asker.ask(_with(here, held, [g for g in core if g != one])) == "plan" for one in core)
    spans = tuple(
        (group, span) for group in core if group.kind in WEEKLY and (span := _span(here, held, core, group, asker))
    )
    return Conflict(
        here.activities,
        tuple(sorted({here.whole(group) for group in core})),
        tuple((here.whole(group), span) for group, span in spans),
        minimal and len(works) > 0,
        confirmed,
        refutes(_with(here, held, core), min(EACH, asker.left())),
        asker.questions,
        time.monotonic() - begin,
    )


def _with(here: Part, held: Sequence[Group], kept: Collection[Group]) -> Problem:
    return without(here.problem, set(held) - set(kept))


def _by_kind(held: Iterable[Group]) -> list[Group]:
    """Groups of one rule next to each other, so that halves let go of whole rules."""
    return sorted(held)


def _fewest(items: Sequence[Item], stuck: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Of items that are stuck together fewest that still are: none can be left out alone. Chunks are left out first,
    ever smaller ones."""
    kept, size = list(items), max(1, len(items) // 2)
    while kept:
        at, before = 0, len(kept)
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            if rest != kept and stuck(rest):
                kept = rest
            else:
                at += size
        if size == 1 and len(kept) == before:
            break
        size = max(1, min(size // 2, max(1, len(kept) // 2)))
    return kept


def _in_time(here: Part, held: Sequence[Group], core: list[Group], asker: Asker) -> list[Group]:
    """The core, tried once more group by group: what was not known in the first time may be now."""
    return _fewest(core, lambda kept: asker.ask(_with(here, held, kept)) == "none") if asker.left() > EACH else core


def _span(
    here: Part, held: Sequence[Group], core: Sequence[Group], group: Group, asker: Asker
) -> tuple[int, int] | None:
    """The fewest weeks in which heads are needed for the conflict; ``None`` where time is up."""
    base, horizon = _with(here, held, core), here.problem.horizon

    def stuck(first: int, end: int) -> bool:
        if group.kind == "pool":
            pool = base.pools[group.index]
            opened = tuple(h if first <= t < end else ENOUGH for t, h in enumerate(pool.heads))
            rows = tuple(replace(one, heads=opened) if i == group.index else one for i, one in enumerate(base.pools))
            return asker.ask(replace(base, pools=rows)) == "none"
        market = base.markets[group.index]
        opened = tuple(h if first <= t < end else ENOUGH for t, h in enumerate(market.heads))
        offers = tuple(replace(one, heads=opened) if i == group.index else one for i, one in enumerate(base.markets))
        return asker.ask(replace(base, markets=offers)) == "none"

    if asker.left() <= EACH or not stuck(0, horizon):
        return None
    first, last = 0, horizon
    while first < last:  # the latest first week
        middle = (first + last + 1) // 2
        first, last = (middle, last) if stuck(middle, horizon) else (first, middle - 1)
    low, high = first + 1, horizon
    while low < high:  # the soonest end
        middle = (low + high) // 2
        low, high = (low, middle) if stuck(first, middle) else (middle + 1, high)
    return (first, low) if stuck(first, low) else None


def _stuck(problem: Problem, seeds: Collection[int], asker: Asker) -> frozenset[int] | None:
    """Works that have no plan by themselves, as few as are found at once; what is suspected is looked at before a plan
    of the whole."""
    suspected = sum(1 for _ in _parts(problem, seeds, _suspected))
    for number, works in enumerate(_parts(problem, seeds, _all_parts)):
        if asker.left() <= 0 or (number == suspected and _plan_at_once(problem, asker)):
            return None
        if asker.ask(part(problem, works).problem) == "none":
            return works
    return None


def _plan_at_once(problem: Problem, asker: Asker) -> bool:
    """Whether a plan of the whole is found soon, which the checker accepts."""
    if len(problem.activities) <= SMALL:
        return asker.ask(problem) == "plan"
    from ..solve import solve  # late: compiled

    found: list[Event] = []

    def told(event: Event) -> None:
        if event.objective is not None:
            found.append(event)

    seconds = AT_ONCE * asker.left() if asker.timed else math.inf
    settings = Settings(seconds, asker.workers, asker.seed, None if asker.timed else ROUNDS, "plan")
    return solve(problem, settings, (), told, lambda: bool(found)).plan is not None


def _parts(
    problem: Problem, seeds: Collection[int], among: Callable[[Problem, Collection[int]], Iterator[frozenset[int]]]
) -> Iterator[frozenset[int]]:
    """Parts to look at, small ones first; each is yielded once."""
    seen: set[frozenset[int]] = set()
    for works in among(problem, seeds):
        if works and works not in seen:
            seen.add(works)
            yield works


def _suspected(problem: Problem, seeds: Collection[int]) -> Iterator[frozenset[int]]:
    of = {a: chain for chain in _chains(problem) for a in chain}
    hot = sorted(seeds)
    together = frozenset(a for seed in hot for a in of[seed])
    yield frozenset(hot)
    yield from (of[seed] for seed in hot)
    yield together
    if hot:
        near = {problem.activities[a].project for a in together}
        yield frozenset(a for p in near for a in problem.members[p]) | together
        yield together | _sharing(problem, together)


def _all_parts(problem: Problem, seeds: Collection[int]) -> Iterator[frozenset[int]]:
    everything = frozenset(range(len(problem.activities)))
    yield from _suspected(problem, seeds)
    yield from _chains(problem)
    yield from _rows(problem, lambda a: problem.projects[problem.activities[a].project].district)
    yield from _rows(problem, lambda a: problem.projects[problem.activities[a].project].employer)
    trades = sorted({trade for a in everything for trade in _trades(problem, a)})
    yield from (frozenset(a for a in everything if trade in _trades(problem, a)) for trade in trades)
    yield everything


def _chains(problem: Problem) -> list[frozenset[int]]:
    """Works that wait for each other, in orders and in streets."""
    leader = list(range(len(problem.activities)))

    def find(a: int) -> int:
        while leader[a] != a:
            leader[a] = leader[leader[a]]
            a = leader[a]
        return a

    for one in problem.precedences:
        leader[find(one.predecessor)] = find(one.successor)
    for street in problem.streets:
        for dig in street.digs[1:]:
            leader[find(dig)] = find(street.digs[0])
    rows: dict[int, set[int]] = defaultdict(set)
    for a in range(len(leader)):
        rows[find(a)].add(a)
    return sorted(map(frozenset, rows.values()), key=lambda row: (len(row), min(row)))


def _rows(problem: Problem, key: Callable[[int], int]) -> Iterator[frozenset[int]]:
    rows: dict[int, set[int]] = defaultdict(set)
    for a in range(len(problem.activities)):
        rows[key(a)].add(a)
    yield from (frozenset(rows[k]) for k in sorted(rows))


def _trades(problem: Problem, activity: int) -> frozenset[tuple[int, int]]:
    region = problem.region(activity)
    return frozenset((demand.trade, region) for mode in problem.activities[activity].modes for demand in mode.demands)


def _sharing(problem: Problem, works: Collection[int]) -> frozenset[int]:
    """Works that may ask the trades of these in the same region."""
    wanted = frozenset(trade for a in works for trade in _trades(problem, a))
    return frozenset(a for a in range(len(problem.activities)) if wanted & _trades(problem, a))
