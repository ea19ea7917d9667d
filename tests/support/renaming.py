"""The same problem under other indices: shuffled, or side by side with another problem with which it shares
nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from random import Random
from typing import Any

from wijkplan.models.problem import Activity, Demand, Lot, Mode, Pattern, Problem, Reservoir, Source, Street, Tender

KINDS = (
    "calendars",
    "pools",
    "markets",
    "activities",
    "projects",
    "districts",
    "clients",
    "precedences",
    "streets",
    "tenders",
    "grids",
    "deliveries",
    "budgets",
    "nonrenewables",
    "homes",
    "cohorts",
    "places",
    "guidance",
)
LABELS = ("trades", "regions", "employers")
CEILINGS = ("max_burden", "max_broken_rests", "max_changes", "max_employer_changes", "max_cash", "max_hired")


def without_ceilings(problem: Problem) -> Problem:
    """The same problem with nothing agreed on what the whole may use."""
    free: dict[str, Any] = dict.fromkeys(CEILINGS)
    return replace(problem, **{**free, "max_employer_changes": ()})


@dataclass(frozen=True)
class Renaming:
    """New index per old one, for every kind of item that others point to, and new labels."""

    to: dict[str, list[int]]

    def __call__(self, kind: str, index: int) -> int:
        """New index of an item of this kind."""
        return self.to[kind][index]


def sizes(problem: Problem) -> dict[str, int]:
    """How many items of each kind there are, and how many labels of each kind are in use."""
    p = problem
    demands = [demand for a in p.activities for mode in a.modes for demand in mode.demands]
    trades = [row.trade for row in (*p.pools, *p.markets, *demands)]
    regions = [row.region for row in (*p.pools, *p.markets, *p.districts)]
    reach = chain.from_iterable(pool.reach for pool in p.pools)
    employers = [row.employer for row in (*p.pools, *p.projects)]
    trades += range(len(p.persons.grain))
    labels = {"trades": trades, "regions": [*regions, *reach], "employers": employers}
    return {kind: len(getattr(p, kind)) for kind in KINDS} | {
        kind: 1 + max(row, default=-1) for kind, row in labels.items()
    }


def shuffled(problem: Problem, random: Random) -> Problem:
    """The same problem with every list in another order; only the order of digs in a street, which is a rule,
    stays."""
    new = Renaming({kind: random.sample(range(size), size) for kind, size in sizes(problem).items()})
    rows = renamed(problem, new)
    mixed: dict[str, Any] = {}
    for kind, items in rows.items():
        place = new.to[kind]
        mixed[kind] = tuple(item for _, item in sorted(zip(place, items, strict=True), key=lambda pair: pair[0]))
    mixed["max_employer_changes"] = _mixed(
        tuple((new("employers", e), units) for e, units in problem.max_employer_changes), random
    )
    mixed["activities"] = tuple(_mixed_modes(a, random) for a in mixed["activities"])
    mixed["tenders"] = tuple(
        replace(t, lots=_mixed(t.lots, random), clients=_mixed(t.clients, random)) for t in mixed["tenders"]
    )
    return replace(problem, persons=replace(problem.persons, grain=_grains(problem, new)), **mixed)


def disjoint_union(p: Problem, q: Problem) -> Problem:
    """Two problems side by side that share nothing: no crews, trades, regions, clients, streets, employers or
    materials.

    Raises ``ValueError`` unless horizon, variant, priced terms and least weeks of people of others are the same, and
    neither has a ceiling (which would be shared)."""
    if (p.horizon, p.allowed, p.priced) != (q.horizon, q.allowed, q.priced):
        raise ValueError("horizon, variant and priced terms must be the same")
    if replace(p.persons, grain=()) != replace(q.persons, grain=()):
        raise ValueError("least weeks of people of others must be the same")
    if any(getattr(row, name) not in (None, ()) for row in (p, q) for name in CEILINGS):
        raise ValueError("a ceiling would be shared")
    counts, extra = sizes(p), sizes(q)
    one = renamed(p, Renaming({kind: list(range(size)) for kind, size in counts.items()}))
    two = renamed(q, Renaming({kind: [counts[kind] + i for i in range(size)] for kind, size in extra.items()}))
    before, after = (0,) * counts["nonrenewables"], (0,) * extra["nonrenewables"]
    one["activities"] = tuple(_padded(a, (), after, len(before)) for a in one["activities"])
    two["activities"] = tuple(_padded(a, before, (), len(after)) for a in two["activities"])
    grains = tuple(_grain(p, trade) for trade in range(counts["trades"]))
    return replace(
        p, persons=replace(p.persons, grain=grains + q.persons.grain), **{kind: one[kind] + two[kind] for kind in KINDS}
    )


def _grain(problem: Problem, trade: int) -> int:
    """Least part of a person of a trade; one hundredth where none is stated."""
    return problem.persons.grain[trade] if trade < len(problem.persons.grain) else 1


def _grains(problem: Problem, new: Renaming) -> tuple[int, ...]:
    """Grains under the new labels of trades."""
    old = new.to["trades"]
    return tuple(_grain(problem, old.index(trade)) for trade in range(len(old)))


def renamed(problem: Problem, new: Renaming) -> dict[str, tuple[Any, ...]]:
    """All items, in their old order, pointing to new indices."""
    p = problem
    places = new.to["nonrenewables"]
    rows: dict[str, tuple[Any, ...]] = {kind: getattr(p, kind) for kind in KINDS}
    rows["pools"] = tuple(
        replace(
            row,
            trade=new("trades", row.trade),
            region=new("regions", row.region),
            employer=new("employers", row.employer),
            reach=frozenset(new("regions", r) for r in row.reach),
        )
        for row in p.pools
    )
    rows["markets"] = tuple(
        replace(row, trade=new("trades", row.trade), region=new("regions", row.region)) for row in p.markets
    )
    rows["activities"] = tuple(
        replace(
            a,
            project=new("projects", a.project),
            calendar=new("calendars", a.calendar),
            modes=tuple(_mode(m, new, places) for m in a.modes),
        )
        for a in p.activities
    )
    rows["projects"] = tuple(
        replace(
            row,
            client=new("clients", row.client),
            employer=new("employers", row.employer),
            district=new("districts", row.district),
        )
        for row in p.projects
    )
    rows["districts"] = tuple(replace(row, region=new("regions", row.region)) for row in p.districts)
    rows["precedences"] = tuple(
        replace(row, predecessor=new("activities", row.predecessor), successor=new("activities", row.successor))
        for row in p.precedences
    )
    rows["streets"] = tuple(_street(row, new) for row in p.streets)
    rows["tenders"] = tuple(_tender(row, new) for row in p.tenders)
    rows["homes"] = tuple(replace(row, works=tuple(new("activities", a) for a in row.works)) for row in p.homes)
    rows["cohorts"] = tuple(
        replace(row, pool=new("pools", row.pool), source=None if row.source is None else new("pools", row.source))
        for row in p.cohorts
    )
    rows["places"] = tuple(replace(row, cohorts=tuple(new("cohorts", c) for c in row.cohorts)) for row in p.places)
    rows["guidance"] = tuple(replace(row, pool=new("pools", row.pool)) for row in p.guidance)
    rows["grids"] = tuple(_reservoir(row, new) for row in p.grids)
    rows["deliveries"] = tuple(_reservoir(row, new) for row in p.deliveries)
    rows["budgets"] = tuple(_reservoir(row, new) for row in p.budgets)
    return rows


def _mode(mode: Mode, new: Renaming, places: list[int]) -> Mode:
    demands = tuple(
        Demand(new("trades", d.trade), d.heads, tuple(_pattern(q, new) for q in d.patterns)) for d in mode.demands
    )
    order = sorted(range(len(mode.consumption)), key=lambda i: places[i])
    return replace(mode, demands=demands, consumption=tuple(mode.consumption[i] for i in order))


def _pattern(q: Pattern, new: Renaming) -> Pattern:
    supplier = "markets" if q.source is Source.HIRED else "pools"
    return replace(
        q,
        own=None if q.own is None else new("pools", q.own),
        other=None if q.other is None else new(supplier, q.other),
    )


def _street(row: Street, new: Renaming) -> Street:
    return replace(row, district=new("districts", row.district), digs=tuple(new("activities", dig) for dig in row.digs))


def _tender(row: Tender, new: Renaming) -> Tender:
    lots = tuple(Lot(tuple(new("projects", q) for q in lot.projects), lot.period, lot.mobilisation) for lot in row.lots)
    return replace(row, lots=lots, clients=tuple(new("clients", c) for c in row.clients))


def _reservoir(row: Reservoir, new: Renaming) -> Reservoir:
    loads, releases = (
        tuple((new("activities", a), amount) for a, amount in rows) for rows in (row.loads, row.releases)
    )
    return Reservoir(row.supply, loads, releases, row.renewals)


def _padded(activity: Activity, before: tuple[int, ...], after: tuple[int, ...], own: int) -> Activity:
    modes = tuple(replace(m, consumption=(*before, *(m.consumption or (0,) * own), *after)) for m in activity.modes)
    return replace(activity, modes=modes)


def _mixed_modes(activity: Activity, random: Random) -> Activity:
    modes = (
        replace(m, demands=tuple(replace(d, patterns=_mixed(d.patterns, random)) for d in _mixed(m.demands, random)))
        for m in activity.modes
    )
    return replace(activity, modes=_mixed(tuple(modes), random))


def _mixed(rows: tuple[Any, ...], random: Random) -> tuple[Any, ...]:
    return tuple(random.sample(rows, len(rows)))
