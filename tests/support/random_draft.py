"""How a tiny random problem is drawn: each family of rules gives a part of it something to decide the outcome with.

Amounts are chosen so that about half of the problems have a plan and most rules and terms matter in some of them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import lcm
from random import Random
from typing import Any

from wijkplan.models.problem import (
    CASH,
    HOME_WEEKS,
    TERMS,
    Activity,
    Allowed,
    Calendar,
    Client,
    Demand,
    District,
    Homes,
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
    Reservoir,
    Source,
    Street,
    Tender,
)


class Draft:
    """Ingredients of one problem, drawn in the order in which they depend on each other."""

    def __init__(self, random: Random, families: frozenset[str]) -> None:
        self.random = random
        self.aside = Random()  # for what came later, so that the rest of a seed's problem stays as it was
        self.aside.setstate(random.getstate())
        self.families = families
        self.horizon = random.choice((3, 4, 5, 5, 6, 6))
        self.trades = random.choice((1, 1, 2))
        activities = random.choice((1, 2, 2, 3, 3, 3, 4)) if "street" not in families else random.choice((2, 3, 3, 4))
        num_projects = random.randint(1, min(3, activities))
        if families & {"consortium", "agreement"}:
            num_projects = min(activities, max(2, num_projects))
        self.employers = 1 if num_projects == 1 and "lending" not in families else random.choice((1, 2, 2))
        if families & {"lending", "consortium"}:
            self.employers = 2
        self.clients = tuple(Client(random.choice((0, 0, *(1,) * 6, 2)) if "lead" in families else 9) for _ in range(2))
        self.districts = tuple(self._district() for _ in range(random.choice((1, 2))))
        self.projects = tuple(self._project(q) for q in range(num_projects))
        self.calendars = (Calendar((100,) * self.horizon), self._calendar())
        self.pools = tuple(self._pool(e, trade) for e in range(self.employers) for trade in range(self.trades))
        self.persons = self._persons() if "persons" in families else Persons()
        self.markets = tuple(
            Market(trade, region, self._weekly((0, 50, 100, 100, 150)))
            for trade in range(self.trades)
            for region in (0, 1)
        )
        owner = [*range(num_projects), *(random.randrange(num_projects) for _ in range(activities - num_projects))]
        random.shuffle(owner)
        self.digs = (
            random.sample(range(activities), random.choice((1, 2, 2, min(3, activities))))
            if "street" in families
            else []
        )
        if len(self.digs) == 2 and activities == 4 and random.random() < 0.5:
            self.digs += [i for i in range(4) if i not in self.digs]
        self.streets = self._streets()
        self.activities = tuple(self._activity(i, q) for i, q in enumerate(owner))

    def problem(self) -> Problem:
        """Assemble what was drawn."""
        random, on = self.random, self.families
        equal_delivery = "delivery" in on
        priced = frozenset(TERMS)
        if equal_delivery:
            priced = frozenset(CASH)
        elif random.random() < 0.15:
            terms = [term for term in TERMS if term != "overtime"]
            priced = frozenset(random.sample(terms, random.randint(1, len(terms)))) | (on & {"overtime"})
        if "means" in on and "delay" in on:
            priced = random.choice((priced, frozenset({"delay"})))
        if "means" in on and self.aside.random() < 0.4:
            priced = frozenset({HOME_WEEKS})
        return Problem(
            horizon=self.horizon,
            calendars=self.calendars,
            pools=self.pools,
            markets=self.markets,
            activities=self.activities,
            projects=self.projects,
            districts=self.districts,
            clients=self.clients,
            precedences=self._precedences(),
            streets=self.streets,
            tenders=self._tenders(),
            grids=tuple(self._reservoir(True) for _ in range(random.choice((1, 2)))) if "grid" in on else (),
            deliveries=(self._reservoir(False),) if "materials" in on else (),
            nonrenewables=tuple(random.randint(2, 9) for _ in range(2)) if "nonrenewable" in on else (),
            persons=self.persons,
            allowed=self._allowed(),
            priced=priced,
            max_burden=random.randint(0, 40) if equal_delivery and random.random() < 0.7 else None,
            max_broken_rests=random.randint(0, 1) if equal_delivery and random.random() < 0.7 else None,
            **(self._continuity() if "continuity" in on else {}),
            **(self._means() if "means" in on else {}),
            homes=self._homes(),
            budgets=(self._budget(),) if self.aside.random() < 0.1 else (),
        )

    def _budget(self) -> Reservoir:
        """Euros of two or three years, of which some work is paid."""
        aside = self.aside
        second, third = sorted(aside.sample(range(1, self.horizon + 1), 2))
        years = [aside.randint(1, 5) for _ in range(3)]
        supply = (sum(years[: 1 + (t >= second) + (t >= third)]) for t in range(self.horizon))
        spending = ((i, aside.randint(1, 3)) for i in range(len(self.activities)) if aside.random() < 0.7)
        loads, supply = tuple(spending), tuple(supply)
        if aside.random() < 0.5:
            return Reservoir(supply, loads)
        strict = tuple(t for t in sorted({second, third}) if t < self.horizon)
        each = (years[(t >= second) + (t >= third)] for t in range(self.horizon))
        return Reservoir(tuple(each), loads, renewals=strict)

    def _homes(self) -> tuple[Homes, ...]:
        """Some homes that wait for some of the works; now and then none."""
        aside, works = self.aside, range(len(self.activities))
        sizes = [aside.choice((0, *range(1, 9))) for _ in range(aside.choice((0, 1, 2, 2)))]
        return tuple(Homes(number, tuple(aside.sample(works, aside.randint(1, len(works))))) for number in sizes)

    def _continuity(self) -> dict[str, Any]:
        """Quarters of any length, and ceilings on changes for all, for some employers, or both."""
        random = self.random
        inner = random.sample(range(1, self.horizon), random.choice((0, 1, 1, 2)))
        quarters = (0, *sorted(inner), self.horizon)
        unit = lcm(*(end - begin for begin, end in pairwise(quarters)))
        all_of_them = random.choice((None, *range(0, 500, 25)))
        employers = [e for e in range(self.employers) if random.random() < (0.3 if all_of_them is not None else 0.8)]
        return {
            "quarters": quarters,
            "max_changes": None if all_of_them is None else all_of_them * unit + random.randrange(unit),
            "max_employer_changes": tuple((e, random.randrange(50, 400) * unit) for e in employers),
        }

    def _means(self) -> dict[str, Any]:
        random = self.random
        return {
            "max_cash": random.randint(20, 120) if random.random() < 0.8 else None,
            "max_hired": random.choice((0, 50, 100, 150, 300)) if random.random() < 0.6 else None,
        }

    def _allowed(self) -> Allowed:
        """What the variant allows; sometimes only the street agreements that there are today."""
        allowed = Allowed(*(self.random.random() < 0.85 for _ in range(4)))
        today = "agreement" in self.families and self.aside.random() < 0.4
        return replace(allowed, agreements=False, existing=True) if today else allowed

    def _joint(self, agreed: float) -> Joint:
        random, aside = self.random, self.aside
        joint = Joint(random.choice((0, 1, 2)), random.random() < agreed, random.randint(0, 9))
        return replace(joint, own=aside.random() < 0.15, new=joint.agreement and aside.random() < 0.3)

    def _weekly(self, choices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.random.choice(choices) for _ in range(self.horizon))

    def _district(self) -> District:
        random = self.random
        return District(
            region=random.randrange(2),
            max_open=random.choice((None, 0, 1, 1, 1, 1, 1, 1)) if "exclusive" in self.families else None,
            due=random.choice((None, *range(3, self.horizon + 1))) if "delivery" in self.families else None,
            max_burden=self.aside.choice((None, self.aside.randint(0, 30))) if "delivery" in self.families else None,
            max_broken_rests=self.aside.choice((None, None, 0, 1)) if "delivery" in self.families else None,
        )

    def _project(self, index: int) -> Project:
        random = self.random
        return Project(
            client=random.randrange(2),
            employer=index % self.employers,
            district=random.randrange(len(self.districts)),
            tendered="tender" in self.families and random.random() < 0.8,
            mobilisation=random.randint(0, 9),
            target=random.randint(0, self.horizon),
            delay_price=random.randint(1, 20) if "delay" in self.families else 0,
            due=self.aside.choice((None, *range(3, self.horizon + 1))) if "delivery" in self.families else None,
        )

    def _persons(self) -> Persons:
        """Whole people mostly, half ones in some trades; the least weeks of some sources."""
        random = self.random
        return Persons(
            grain=tuple(random.choice((50, 100, 100)) for _ in range(random.randint(1, self.trades))),
            hired_weeks=random.choice((0, 1, 2, 4)),
            lent_weeks=random.choice((0, 1)),
            partner_weeks=random.choice((0, 1)),
        )

    def _calendar(self) -> Calendar:
        return Calendar(self._weekly((100, 100, 100, 80, 60, 50, 40, 20, 0, 0)))

    def _pool(self, employer: int, trade: int) -> Pool:
        random = self.random
        tight = bool(self.families & {"capacity", "hire", "lending"})
        region = random.randrange(2)
        lends = "lending" in self.families
        return Pool(
            trade=trade,
            region=region,
            employer=employer,
            heads=self._weekly((0, 100, 150, 200, 250)) if tight else self._weekly((200, 300)),
            reserve=random.choice((0, 0, 10, 33)) if tight else 0,
            lendable=random.choice((0, 33, 50, 100, 100)) if lends else 0,
            reach=frozenset((1 - region,)) if "crew" not in self.families or random.random() < 0.5 else frozenset(),
            consent=lends and random.random() < 0.95,
            legal_basis=lends and random.random() < 0.95,
            overtime=self.aside.choice((0, 26, 50)) if "overtime" in self.families else 0,
        )

    def _patterns(self, project: Project, trade: int, heads: int, duration: int) -> tuple[Pattern, ...]:
        """Own heads, and a choice of other sources; in family ``crew`` also patterns that do not fit, in family
        ``persons`` more people of others than asked, parts of people, and people who are paid too short."""
        random, on = self.random, self.families
        region = self.districts[project.district].region
        pools = list(range(len(self.pools)))
        own = [p for p in pools if self.pools[p].employer == project.employer and self.pools[p].trade == trade]
        others = [p for p in pools if self.pools[p].employer != project.employer and self.pools[p].trade == trade]
        markets = [m for m, row in enumerate(self.markets) if (row.trade, row.region) == (trade, region)]
        if "crew" in on and random.random() < 0.3:
            own, others, markets = pools, pools, list(range(len(self.markets)))
        first = random.choice(own)
        travel = random.randint(1, 5) if self.pools[first].region != region else 0
        rows = [Pattern(first, heads, travel=travel)]
        if "overtime" in on:  # sometimes more than its people may do
            more = heads - heads * 100 // (100 + self.aside.choice((20, 25, 50)))
            rows.append(Pattern(first, heads - more, Source.OVERTIME, None, more, overtime=self.aside.randint(0, 9)))
        for source, name, choices in (
            (Source.HIRED, "hire", markets),
            (Source.LENT, "lending", others),
            (Source.CONSORTIUM, "consortium", others),
        ):
            if name in on and choices and random.random() < 0.8:
                mine, weeks = random.choice((0, 0, heads // 2)), 0
                theirs = heads - mine
                if "persons" in on:
                    theirs = random.choice((heads - mine, 50, 100, 100, 200))
                    mine, weeks = max(0, heads - theirs), random.choice((duration, duration, 2, 4))
                rows.append(
                    Pattern(
                        own=first if mine else None,
                        own_heads=mine,
                        source=source,
                        other=random.choice(choices),
                        other_heads=theirs,
                        hire=random.randint(0, 9) if source is Source.HIRED else 0,
                        travel=random.randint(0, 3),
                        lending=random.randint(0, 9) if source is Source.LENT else 0,
                        standby=random.randint(0, 9),
                        turnover=random.randint(0, 9) if source is Source.HIRED else 0,
                        paid_weeks=weeks,
                    )
                )
        if "crew" in on and random.random() < 0.05:
            return ()
        if len(rows) > 1 and random.random() < 0.5:
            rows = rows[1:]
        return tuple(rows)

    def _mode(self, project: Project, position: Position, is_dig: bool) -> Mode:
        random, on = self.random, self.families
        short = 0 if "nonrenewable" in on and not is_dig and random.random() < 0.15 else 1
        demands = [trade for trade in range(self.trades) if random.random() < (0.8 if trade == 0 else 0.35)]
        duration = random.choice((short, 1, 1, 2, 2, 3)) if not is_dig else random.choice((1, 1, 2))
        rows = []
        for trade in demands:
            heads = random.choice((50, 100, 100, 150))
            rows.append(Demand(trade, heads, self._patterns(project, trade, heads, duration)))
        return Mode(
            duration=duration,
            demands=tuple(rows),
            position=position,
            labour=random.randint(1, 30),
            opening=random.randint(0, 12) + (8 if position is Position.ALONE else 0) if is_dig else 0,
            standby=random.choice((0, 0, random.randint(1, 6))),
            consumption=tuple(random.randint(0, 3) for _ in range(2)) if "nonrenewable" in on else (),
        )

    def _activity(self, index: int, project: int) -> Activity:
        random, on, horizon = self.random, self.families, self.horizon
        is_dig = index in self.digs
        if is_dig:
            positions = list(Position)
            if random.random() < 0.15:
                positions.remove(random.choice(positions))
        else:
            positions = [Position.ALONE] * (random.choice((1, 2, 2, 3)) if on & {"modes", "nonrenewable"} else 1)
        activity = Activity(
            project=project,
            modes=tuple(self._mode(self.projects[project], position, is_dig) for position in positions),
            calendar=random.randrange(2) if "calendar" in on else 0,
        )
        if "window" in on:
            deadline = random.choice((None, random.randint(horizon // 2, horizon)))
            activity = replace(activity, release=random.randint(0, horizon // 3), deadline=deadline)
        if "ready" in on:
            activity = replace(activity, ready=random.randint(0, horizon // 2))
        if "moved" in on:
            activity = replace(activity, submitted=random.randrange(horizon), moved_price=random.randint(0, 9))
        if "frozen" in on and random.random() < 0.4:
            activity = replace(activity, pinned=random.randrange(horizon))
        if "moved" in on and self.aside.random() < 0.6:
            asked = activity.submitted or 0
            activity = replace(activity, willing=(asked - self.aside.randint(0, 2), asked + self.aside.randint(0, 2)))
        return activity

    def _streets(self) -> tuple[Street, ...]:
        rows = (self.digs[:2], self.digs[2:]) if len(self.digs) == 4 else (self.digs,)
        return tuple(self._street(tuple(row)) for row in rows if row)

    def _street(self, digs: tuple[int, ...]) -> Street:
        random, on = self.random, self.families
        agreed = 0.8 if "agreement" in on else 0.3
        return Street(
            district=random.randrange(len(self.districts)),
            digs=digs,
            joints=tuple(self._joint(agreed) for _ in range(len(digs) - 1)),
            rest=random.randint(0, 3) if "rest" in on else 0,
            rest_price=random.choice((None, random.randint(0, 15), random.randint(0, 5))) if "rest" in on else 0,
            closed=random.choice((None, 0, -1, -2)) if "rest" in on else None,
            burden=random.randint(1, 9) if on & {"burden", "delivery"} else 0,
        )

    def _precedences(self) -> tuple[Precedence, ...]:
        random = self.random
        if "precedence" not in self.families or len(self.activities) < 2:
            return ()
        rows = []
        for _ in range(random.choice((1, 2, 2))):
            one, other = random.sample(range(len(self.activities)), 2)
            least = random.choice((-2, -1, 0, 0, 1, 2))
            most = least + random.choice((0, 1, 2)) if random.random() < 0.5 else None
            rows.append(Precedence(one, other, random.choice(list(Link)), least, most))
        return tuple(rows)

    def _tenders(self) -> tuple[Tender, ...]:
        """The single tender of every tendered project, and some combined ones with one lot or several."""
        random = self.random
        tendered = [q for q, project in enumerate(self.projects) if project.tendered]
        groups: list[tuple[int, ...]] = [(q,) for q in tendered if random.random() < 0.95]
        for size in (2, 3):
            groups += [group for group in combinations(tendered, size) if random.random() < 0.7]
        return tuple(self._tender(group) for group in groups)

    def _tender(self, group: tuple[int, ...]) -> Tender:
        random = self.random
        cut = random.choice((len(group), len(group), random.randint(1, len(group))))
        timed = "lead" in self.families
        return Tender(
            lots=tuple(self._lot(part) for part in (group[:cut], group[cut:]) if part),
            clients=tuple(sorted({self.projects[q].client for q in group})),
            procurement=random.randint(1, 25),
            preparation=random.choice((0, 1, 1, 2)) if timed else 0,
            lead=random.choice((0, 1, 1, 2)) if timed else 0,
            closed=frozenset(random.sample(range(self.horizon), random.choice((0, 0, 1, 2)))) if timed else frozenset(),
        )

    def _lot(self, projects: tuple[int, ...]) -> Lot:
        period = self.random.randint(1, self.horizon) if "contract" in self.families else self.horizon
        return Lot(projects, period, mobilisation=self.random.randint(0, 9))

    def _reservoir(self, releases: bool) -> Reservoir:
        random = self.random
        activities = range(len(self.activities))
        return Reservoir(
            supply=self._weekly((2, 3, 4, 5))
            if random.random() < 0.3
            else tuple(sorted(self._weekly((0, 1, 2, 4, 6, 8)))),
            loads=tuple((i, random.randint(1, 3)) for i in activities if random.random() < 0.7),
            releases=tuple((i, random.randint(1, 3)) for i in activities if random.random() < 0.5) if releases else (),
        )
