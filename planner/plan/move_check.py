"""What stands in the way of doing one work in another week, all else as planned: the rules that such a move would
break.

Judging the whole plan again for every work would take minutes, so only what the move touches is looked at. A test
moves every work of several plans and compares the rules found here with those of the independent checker
(:mod:`wijkplan.models.check`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wijkplan.models.check.facts import after_reserve, available, changes_of, working_weeks
from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Link, Problem, Reservoir, Source

from .openings import Opening, openings


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One rule that a move would break. ``kind`` and ``index`` are the place as in
    :class:`wijkplan.models.check.Violation`, ``other`` the work, street or tender that stands in the way, ``week`` the
    first week in which it happens or before which nothing may start, ``amount`` the worst shortage or the limit. Of
    rule ``lead`` the kind ``first`` says that the tender cannot be published sooner."""

    rule: str
    kind: str
    index: int | None = None
    other: int | None = None
    week: int | None = None
    amount: int = 0


class Shifts:
    """One plan, ready for questions about moves of single works."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan, self.placed = problem, plan, plan.by_activity()
        self.room = available(problem, plan)
        self.pools: Counter[tuple[int, int]] = Counter()
        self.lent: Counter[tuple[int, int]] = Counter()
        self.markets: Counter[tuple[int, int]] = Counter()
        for placement in plan.placements:
            self._count(placement, 1, self.pools, self.lent, self.markets)
        self.hired = sum(self.markets.values())
        self.changes: dict[int, int] = {}  # per pool, those asked for so far
        self.openings = {dig: opening for opening in openings(problem, plan) for dig in opening.digs}
        self.open: Counter[tuple[int, int]] = Counter()
        runs = list(openings(problem, plan))
        for run in runs:
            self.open.update((problem.streets[run.street].district, week) for week in range(run.start, run.end))
        self.burden: Counter[int] = Counter()  # per district
        self.broken: Counter[int] = Counter()
        for run in runs:
            self.burden[problem.streets[run.street].district] += problem.streets[run.street].burden * (
                run.end - run.start
            )
            self.broken[problem.streets[run.street].district] += run.broken_rest
        self.published = {p: t for t in plan.tenders for p in problem.tenders[t.tender].projects}
        self.links: dict[int, list[int]] = {}
        for p, precedence in enumerate(problem.precedences):
            for activity in {precedence.predecessor, precedence.successor}:
                self.links.setdefault(activity, []).append(p)
        self.stores: dict[int, list[tuple[str, int, Reservoir]]] = {}
        stores = (("grid", problem.grids), ("delivery", problem.deliveries), ("budget", problem.budgets))
        for kind, row in stores:
            for index, store in enumerate(row):
                for activity in {a for a, _ in (*store.loads, *store.releases)}:
                    self.stores.setdefault(activity, []).append((kind, index, store))

    def other(self, activity: int, step: int) -> Placement | None:
        """The same work with the same crew in the nearest week sooner (``step`` -1) or later (1) in which its calendar
        lets it start."""
        now = self.placed[activity]
        start = now.start + step
        while 0 <= start < self.problem.horizon:
            end = self.problem.end(activity, now.mode, start)
            if end is not None:
                return replace(now, start=start, end=end)
            start += step
        return None

    def obstacles(self, to: Placement) -> list[Obstacle]:
        """Every rule that moving the work to another week would break, in the order in which they are best told."""
        return [
            *self._own(to),
            *self._contracts(to),
            *self._order(to),
            *self._street(to),
            *self._stores(to),
            *self._people(to),
        ]

    def _own(self, to: Placement) -> Iterator[Obstacle]:
        a, i = self.problem.activities[to.activity], to.activity
        if a.pinned is not None and to.start != a.pinned:
            yield Obstacle("frozen", "activity", i, week=a.pinned)
        if to.start < a.release:
            yield Obstacle("window", "release", i, week=a.release)
        latest = self.problem.horizon if a.deadline is None else min(self.problem.horizon, a.deadline)
        if to.end > latest:
            yield Obstacle("window", "deadline", i, week=latest)
        if a.willing is not None and to.start < a.willing[0]:
            yield Obstacle("willing", "sooner", i, week=a.willing[0])
        if a.willing is not None and to.start > a.willing[1]:
            yield Obstacle("willing", "later", i, week=a.willing[1])
        if to.start < a.ready:
            yield Obstacle("ready", "activity", i, week=a.ready)
        project = self.problem.projects[a.project]
        for kind, due in (("project", project.due), ("activity", self.problem.districts[project.district].due)):
            if due is not None and to.end > due:
                yield Obstacle("delivery", kind, i, week=due)

    def _contracts(self, to: Placement) -> Iterator[Obstacle]:
        project = self.problem.activities[to.activity].project
        publication = self.published.get(project)
        if publication is None:
            return
        tender = self.problem.tenders[publication.tender]
        if to.start < publication.week + tender.lead:
            kind = "first" if publication.week <= tender.preparation else "activity"
            yield Obstacle(
                "lead", kind, to.activity, publication.tender, publication.week + tender.lead, tender.preparation
            )
        for lot in tender.lots:
            if project in lot.projects:
                work = [
                    to if i == to.activity else self.placed[i] for p in lot.projects for i in self.problem.members[p]
                ]
                long = max(w.end for w in work) - min(w.start for w in work) - lot.period
                if long > 0:
                    yield Obstacle("contract", "tender", publication.tender, amount=lot.period)

    def _order(self, to: Placement) -> Iterator[Obstacle]:
        for p in self.links.get(to.activity, ()):
            link = self.problem.precedences[p]
            first, then = (to if i == to.activity else self.placed[i] for i in (link.predecessor, link.successor))
            begin = first.end if link.link in (Link.FINISH_START, Link.FINISH_FINISH) else first.start
            end = then.end if link.link in (Link.FINISH_FINISH, Link.START_FINISH) else then.start
            other = link.successor if to.activity == link.predecessor else link.predecessor
            if end - begin < link.min_lag:
                yield Obstacle(
                    "precedence", "after" if other == link.predecessor else "before", p, other, amount=link.min_lag
                )
            if link.max_lag is not None and end - begin > link.max_lag:
                yield Obstacle("precedence", "near", p, other, amount=link.max_lag)

    def _street(self, to: Placement) -> Iterator[Obstacle]:
        place = self.problem.street_of.get(to.activity)
        if place is None:
            return
        s, i = place
        street, district = self.problem.streets[s], self.problem.streets[s].district
        now = self.openings[to.activity]
        for j, before, after in (
            (j, street.digs[j], street.digs[j + 1]) for j in (i - 1, i) if 0 <= j < len(street.digs) - 1
        ):
            first, then = (to if d == to.activity else self.placed[d] for d in (before, after))
            gap, other = then.start - first.end, after if before == to.activity else before
            if gap < 0:
                yield Obstacle("street_order", "activity", to.activity, other, amount=-gap)
            if (s, j) in self.plan.joined and not 0 <= gap <= street.joints[j].gap:
                yield Obstacle("opening", "activity", to.activity, other, amount=street.joints[j].gap)
        start, end = self.span(to, now)
        limit, taken = self.problem.districts[district].max_open, set(range(now.start, now.end))
        full = [
            t for t in range(start, end) if t not in taken and limit is not None and self.open[district, t] >= limit
        ]
        if full:
            yield Obstacle("exclusive", "district", district, week=full[0], amount=limit or 0)
        broken = self.broken_rests(to)
        if broken and street.rest_price is None:
            yield Obstacle("rest", "activity", to.activity, s, amount=street.rest)
        burden = street.burden * (end - start - (now.end - now.start))
        here = self.problem.districts[district]
        for now_burden, most in (
            (self.burden.total(), self.problem.max_burden),
            (self.burden[district], here.max_burden),
        ):
            if most is not None and now_burden + burden > most:
                yield Obstacle("delivery", "burden", None, s, amount=most)
                break
        for now_broken, most in (
            (self.broken.total(), self.problem.max_broken_rests),
            (self.broken[district], here.max_broken_rests),
        ):
            if most is not None and now_broken + broken > most:
                yield Obstacle("delivery", "rests", None, s, amount=most)
                break

    def span(self, to: Placement, now: Opening) -> tuple[int, int]:
        """First and end week of an opening with one of its works elsewhere."""
        work = [to if d == to.activity else self.placed[d] for d in now.digs]
        return min(w.start for w in work), max(w.end for w in work)

    def broken_rests(self, to: Placement) -> int:
        """How many more broken rest periods a move gives (fewer: negative)."""
        place = self.problem.street_of.get(to.activity)
        if place is None:
            return 0
        s, i = place
        street, found = self.problem.streets[s], 0
        for j in (i, i + 1):
            if j >= len(street.digs) or (s, j - 1) in self.plan.joined:
                continue
            for sign, moved in ((-1, self.placed[to.activity]), (1, to)):
                then = moved if j == i else self.placed[street.digs[j]]
                closed = street.closed if j == 0 else (moved if j == i + 1 else self.placed[street.digs[j - 1]]).end
                found += sign * (closed is not None and then.start - closed < street.rest)
        return found

    def _stores(self, to: Placement) -> Iterator[Obstacle]:
        now = self.placed[to.activity]
        for kind, index, store in self.stores.get(to.activity, ()):
            loads = sum(amount for a, amount in store.loads if a == to.activity)
            releases = sum(amount for a, amount in store.releases if a == to.activity)
            more = [self._more(store, to, now, loads, releases, t) for t in range(self.problem.horizon)]
            short = [(t, self._level(store, t) + more[t] - store.supply[t]) for t in range(len(more)) if more[t] > 0]
            short = [(t, amount) for t, amount in short if amount > 0]
            if short:
                yield Obstacle(
                    "ready" if kind == "delivery" else kind,
                    kind,
                    index,
                    week=short[0][0],
                    amount=max(a for _, a in short),
                )

    def _more(self, store: Reservoir, to: Placement, now: Placement, loads: int, releases: int, week: int) -> int:
        taken = self._counts(store, to.start, week) - self._counts(store, now.start, week)
        return loads * taken - releases * ((to.end <= week) - (now.end <= week))

    def _counts(self, store: Reservoir, start: int, week: int) -> bool:
        """Whether what is taken in a week still counts in another."""
        return start <= week < store.counts_until(start, self.problem.horizon)

    def _level(self, store: Reservoir, week: int) -> int:
        taken = sum(amount for a, amount in store.loads if self._counts(store, self.placed[a].start, week))
        return taken - sum(amount for a, amount in store.releases if self.placed[a].end <= week)

    def _people(self, to: Placement) -> Iterator[Obstacle]:
        more: tuple[Counter[tuple[int, int]], ...] = (Counter(), Counter(), Counter())
        self._count(self.placed[to.activity], -1, *more)
        self._count(to, 1, *more)
        pools = self.problem.pools
        for rule, change, used in (
            ("capacity", more[0], self.pools),
            ("lending", more[1], self.lent),
            ("hire", more[2], self.markets),
        ):
            short: dict[int, list[tuple[int, int]]] = {}
            for (index, week), heads in sorted(change.items()):
                if rule == "hire":
                    most = self.problem.markets[index].heads[week]
                else:
                    share = after_reserve(pools[index], week) * pools[index].lendable // 100
                    most = share if rule == "lending" else self.room[index][week]
                if heads > 0 and used[index, week] + heads > most:
                    short.setdefault(index, []).append((week, used[index, week] + heads - most))
            for index, weeks in short.items():
                yield Obstacle(
                    rule,
                    "market" if rule == "hire" else "pool",
                    index,
                    week=weeks[0][0],
                    amount=max(a for _, a in weeks),
                )
        yield from self._continuity(more[0])
        if self.problem.max_hired is not None and self.hired + sum(more[2].values()) > self.problem.max_hired:
            yield Obstacle("means", "hired", amount=self.problem.max_hired)

    def _continuity(self, more: Counter[tuple[int, int]]) -> Iterator[Obstacle]:
        """Ceilings on changes that are exceeded when pools have so many more heads at work, per (pool, week)."""
        p = self.problem
        ceilings = [
            (employer, ceiling)
            for employer, ceiling in ((None, p.max_changes), *p.max_employer_changes)
            if ceiling is not None
        ]
        if not ceilings:
            return
        rise = {
            pool: self._changes(pool, more) - self._changes_now(pool)
            for pool in {pool for (pool, _), heads in more.items() if heads}
        }
        for employer, ceiling in ceilings:
            pools = [i for i, pool in enumerate(p.pools) if employer in (None, pool.employer)]
            if sum(self._changes_now(i) + rise.get(i, 0) for i in pools) > ceiling:
                yield Obstacle("continuity", "programme" if employer is None else "employer", employer)

    def _changes(self, pool: int, more: Counter[tuple[int, int]]) -> int:
        return changes_of(
            self.problem, [self.pools[pool, week] + more[pool, week] for week in range(self.problem.horizon)]
        )

    def _changes_now(self, pool: int) -> int:
        if pool not in self.changes:
            self.changes[pool] = self._changes(pool, Counter())
        return self.changes[pool]

    def _count(
        self,
        placement: Placement,
        sign: int,
        pools: Counter[tuple[int, int]],
        lent: Counter[tuple[int, int]],
        markets: Counter[tuple[int, int]],
    ) -> None:
        demands = self.problem.activities[placement.activity].modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=True):
            pattern = demand.patterns[chosen]
            for week in working_weeks(self.problem, placement):
                if pattern.own is not None:
                    pools[pattern.own, week] += sign * pattern.own_heads
                if pattern.other is not None:
                    (markets if pattern.source is Source.HIRED else pools)[pattern.other, week] += (
                        sign * pattern.other_heads
                    )
                    if pattern.source is Source.LENT:
                        lent[pattern.other, week] += sign * pattern.other_heads
