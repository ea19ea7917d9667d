"""What is the same in all plans that cost at most a limit: of each tender, week and who does a work it is asked whether
it could be different.

The bound of all plans in which it is (:mod:`wijkplan.models.check.otherwise`) is above the limit: it *holds*, proven.
A plan up to the limit in which it is, accepted by the checker: it does *not*. What is left is solved with it forbidden,
for as long as there is time; a solver's claim that no such plan exists counts once a second solve with another seed
says the same. What is still left is *open*."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

from wijkplan.models.check.otherwise import Bounds, Supplier, supplier
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import Activity, Demand, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.experiment.engine import Engine
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.record.robust import Held, Kind, Verdict

STEPS = (1, -1, 2, -2, 4, -4, 8, -8)
"""Weeks from its own in which a work is tried with all else in place."""

CHEAPEST = 4
"""Other crews of a work that are tried with all else in place."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A tender, the week of a work, or who does a trade of it."""

    kind: Kind
    index: int
    trade: int = 0
    by: Supplier = (Source.OWN, None)


@dataclass
class _Known:
    least: int | None = None
    impossible: bool = False
    found: int | None = None

    def verdict(self, limit: int) -> Verdict:
        if self.found is not None and self.found <= limit:
            return "not"
        return "holds" if self.impossible or (self.least is not None and self.least > limit) else "open"


class Question:
    """A plan, the limit, and what is known of each thing so far."""

    def __init__(
        self, problem: Problem, names: Names, plan: Plan, cost: int, limit: int, engine: Engine, bounds: Bounds | None
    ) -> None:
        self.problem, self.names, self.plan, self.cost, self.limit = problem, names, plan, cost, limit
        self.engine, self.bounds, self.placed = engine, bounds, plan.by_activity()
        self.known = {thing: _Known() for thing in self._things()}

    def _things(self) -> Iterator[Thing]:
        for one in self.plan.tenders:
            yield Thing("tender", one.tender)
        for a in sorted(self.placed):
            yield Thing("week", a)
            demands = self.problem.activities[a].modes[self.placed[a].mode].demands
            for demand, chosen in zip(demands, self.placed[a].patterns, strict=True):
                yield Thing("people", a, demand.trade, supplier(demand.patterns[chosen]))

    def open(self, kind: Kind | None = None) -> list[Thing]:
        """Things of which nothing is settled yet."""
        rows = self.known.items()
        return [t for t, row in rows if kind in (None, t.kind) and row.verdict(self.limit) == "open"]

    def bound_all(self) -> None:
        """What the certificate proves of each."""
        for thing, row in self.known.items():
            least: int | None = None
            if thing.kind == "week" and self.problem.activities[thing.index].pinned is not None:
                row.impossible = True
                continue
            if self.bounds is None:
                continue
            if thing.kind == "week":
                least = self.bounds.another_week(thing.index, self.placed[thing.index].start)
            elif thing.kind == "people":
                least = self.bounds.by_others(thing.index, thing.trade, thing.by)
            else:
                least = self.bounds.bought_otherwise(thing.index)
            row.least, row.impossible = least, least is None

    def other_weeks(self, stop: Callable[[], bool]) -> None:
        """Each work a few weeks from its own, all else in place, in the best mode and with the best crews."""
        from wijkplan.models.improve.nearest import NO_CEILING, Nearest  # late: compiled

        for step in STEPS:
            left = {thing.index for thing in self.open("week")}
            weeks = {a: self.placed[a].start + step for a in left}
            weeks = {a: week for a, week in weeks.items() if 0 <= week < self.problem.horizon}
            if not weeks or stop():
                continue
            rows = tuple(
                replace(one, submitted=weeks.get(a), agreed=None) for a, one in enumerate(self.problem.activities)
            )
            search = Nearest(
                replace(self.problem, activities=rows, priced=self.problem.priced - {"moved"}), self.plan, NO_CEILING
            )
            for price in search.prices():
                a = price.activity
                if price.any_euros is None or self.cost + price.any_euros + self._moved(a, weeks[a]) > self.limit:
                    continue
                if stop():
                    return
                there = search.back(a)
                if there is not None:
                    self._found(Thing("week", a), there)

    def _moved(self, a: int, week: int) -> int:
        """Euros of term ``moved`` that another week of a work costs more."""
        one = self.problem.activities[a]
        if one.submitted is None or "moved" not in self.problem.priced:
            return 0
        return one.moved_price * (abs(week - one.submitted) - abs(self.placed[a].start - one.submitted))

    def other_people(self, stop: Callable[[], bool]) -> None:
        """Each work in its week by others, all else in place."""
        shifts = Shifts(self.problem, self.plan)
        for thing in self.open("people"):
            if stop():
                return
            for to in self._by_others(thing):
                if not shifts.obstacles(to):
                    placements = tuple(to if one.activity == to.activity else one for one in self.plan.placements)
                    if self._found(thing, replace(self.plan, placements=placements)):
                        break

    def _by_others(self, thing: Thing) -> list[Placement]:
        now = self.placed[thing.index]
        demands = self.problem.activities[thing.index].modes[now.mode].demands
        k = next(i for i, demand in enumerate(demands) if demand.trade == thing.trade)
        patterns = demands[k].patterns
        room = self.limit - self.cost + patterns[now.patterns[k]].euros(self.problem.priced)
        others = [
            (one.euros(self.problem.priced), i)
            for i, one in enumerate(patterns)
            if supplier(one) != thing.by and self.problem.allowed.source(one.source)
        ]
        return [
            replace(now, patterns=(*now.patterns[:k], i, *now.patterns[k + 1 :]))
            for euros, i in sorted(others)[:CHEAPEST]
            if euros <= room
        ]

    def other_tenders(self) -> None:
        """Each tender's projects bought one by one, all else in place."""
        alone = {
            one.projects[0]: t
            for t, one in enumerate(self.problem.tenders)
            if len(one.projects) == 1 and self.problem.may_choose(one)
        }
        for thing in self.open("tender"):
            tender = self.problem.tenders[thing.index]
            if not tender.combined or not set(tender.projects) <= alone.keys():
                continue
            published = [one for one in self.plan.tenders if one.tender != thing.index]
            for q in tender.projects:
                other = self.problem.tenders[alone[q]]
                first = min(self.placed[a].start for a in self.problem.members[q])
                week = other.open_week(0)
                while (later := other.open_week(week + 1)) + other.lead <= first:
                    week = later
                published.append(Publication(alone[q], week))
            self._found(thing, replace(self.plan, tenders=tuple(published)))

    def _found(self, thing: Thing, plan: Plan) -> bool:
        """Take note of a plan in which something is otherwise, if the checker accepts it within the limit."""
        verdict = self.engine.judge(self.problem, plan)
        if not verdict.feasible or verdict.objective is None or not self._otherwise(thing, plan):
            return False
        row = self.known[thing]
        row.found = verdict.objective if row.found is None else min(row.found, verdict.objective)
        return row.found <= self.limit

    def _otherwise(self, thing: Thing, plan: Plan) -> bool:
        if thing.kind == "tender":
            return thing.index not in {one.tender for one in plan.tenders}
        there = plan.by_activity()[thing.index]
        if thing.kind == "week":
            return there.start != self.placed[thing.index].start
        demands = self.problem.activities[thing.index].modes[there.mode].demands
        crews = {d.trade: supplier(d.patterns[k]) for d, k in zip(demands, there.patterns, strict=True)}
        return crews.get(thing.trade) != thing.by

    def learn(self, plan: Plan) -> None:
        """Everything that another plan has otherwise, if it is up to the limit."""
        verdict = self.engine.judge(self.problem, plan)
        if verdict.feasible and verdict.objective is not None and verdict.objective <= self.limit:
            for thing in self.open():
                if self._otherwise(thing, plan):
                    self.known[thing].found = verdict.objective

    def solve(self, settings: Settings, until: float, stop: Callable[[], bool]) -> None:
        """Solve with each thing forbidden that is open, tenders first, until that time."""
        for thing in self.open():
            if self.known[thing].verdict(self.limit) != "open":  # another plan settled it
                continue
            least: list[int | None] = []
            for problem in self._without(thing):
                if stop() or monotonic() >= until:
                    return
                seconds = min(settings.seconds, max(0.1, until - monotonic()))
                asked = replace(settings, seconds=seconds)
                outcome = self.engine.solve(problem, asked, (), None, stop)
                if outcome.plan is not None:
                    self.learn(outcome.plan)
                    self._found(thing, outcome.plan)
                if self.known[thing].verdict(self.limit) == "not":
                    break
                claim = self._claim(problem, outcome)
                if claim is not None and claim > self.limit and outcome.certificate is None:
                    again = self._claim(
                        problem, self.engine.solve(problem, replace(asked, seed=asked.seed + 1), (), None, stop)
                    )
                    claim = None if again is None else min(again, claim)
                least.append(claim)
            else:
                self._note(self.known[thing], least)

    def _note(self, row: _Known, least: list[int | None]) -> None:
        """What solves of all sides say together."""
        known = [claim for claim in least if claim is not None]
        if len(known) == len(least):
            row.impossible = all(claim >= NO_PLAN for claim in known)
            row.least = None if row.impossible else min(known)

    def _claim(self, problem: Problem, outcome: Outcome) -> int | None:
        """What a solve says that every plan costs at least; ``None``: nothing."""
        if outcome.status == "infeasible":
            return NO_PLAN
        if outcome.certificate is not None:
            return self.engine.certified(problem, outcome.certificate)
        return outcome.objective if outcome.status == "optimal" else None

    def _without(self, thing: Thing) -> Iterator[Problem]:
        """The problems that have every plan in which a thing is otherwise between them."""
        if thing.kind == "tender":
            tenders = list(self.problem.tenders)
            tenders[thing.index] = replace(tenders[thing.index], barred=True)
            yield replace(self.problem, tenders=tuple(tenders))
            return
        one, week = self.problem.activities[thing.index], self.placed[thing.index].start
        if thing.kind == "week":
            first, last = one.willing or (0, self.problem.horizon)
            for span in ((first, min(last, week - 1)), (max(first, week + 1), last)):
                if 0 <= span[0] <= span[1]:
                    yield self._with(thing.index, replace(one, willing=span))
            return

        def left(demand: Demand) -> Demand:
            kept = tuple(q for q in demand.patterns if demand.trade != thing.trade or supplier(q) != thing.by)
            return replace(demand, patterns=kept)

        modes = tuple(replace(mode, demands=tuple(map(left, mode.demands))) for mode in one.modes)
        modes = tuple(mode for mode in modes if all(d.patterns for d in mode.demands))
        if modes:
            yield self._with(thing.index, replace(one, modes=modes))

    def _with(self, a: int, activity: Activity) -> Problem:
        rows = (*self.problem.activities[:a], activity, *self.problem.activities[a + 1 :])
        return replace(self.problem, activities=rows)

    def told(self) -> tuple[Held, ...]:
        """What is known of each thing, tenders first."""
        return tuple(self._held(thing, row) for thing, row in self.known.items())

    def _held(self, thing: Thing, row: _Known) -> Held:
        names, verdict = self.names, row.verdict(self.limit)
        if thing.kind == "tender":
            id, what, trade = names.tenders[thing.index].id, "", None
        else:
            id, trade = names.activities[thing.index].id, None
            what = week_label(names.start, self.placed[thing.index].start)
        if thing.kind == "people":
            source, other = thing.by
            rows = names.markets if source is Source.HIRED else names.pools
            what, trade = ("" if other is None else rows[other].id), names.trades[thing.trade].id
        return Held(
            kind=thing.kind,
            id=id,
            what=what,
            trade=trade,
            verdict=verdict,
            least_eur=row.least,
            impossible=row.impossible and verdict == "holds",
            found_eur=row.found,
        )


NO_PLAN = 1 << 60
"""Instead of euros where there is no plan."""
