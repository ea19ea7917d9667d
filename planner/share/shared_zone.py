"""The shared zone: head-weeks per trade and region over enough employers, and the comparison without what stands for
too few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.plan.measures import WorkingWeeks
from wijkplan.planner.record import Attribution, Comparison
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.text import Text, say

from .disclosure_control import Group, Roles, grouped, merged, safe
from .head_weeks import free_heads, staffed
from .shared_types import SharedAttribution, SharedComparison, SharedProgramme, SharedResult, SharedStep


@dataclass(frozen=True, slots=True)
class SharedCell:
    """Head-weeks of one measure and trade in one or more regions; ``None``: suppressed."""

    measure: str
    trade: str
    regions: tuple[str, ...]
    head_weeks: float | None


MEASURES: Mapping[str, Text] = {
    "available": say("people available"),
    "at_work": say("own people at work"),
    "lent": say("people lent between employers"),
    "hired": say("people hired"),
}
PARTED = ("available", "at_work")
"""Measures that are shown by region where enough employers are."""


def shared_cells(problem: Problem, names: Names, plan: Plan, limits: Disclosure) -> tuple[SharedCell, ...]:
    """Every measure of every trade, regions merged or suppressed as the limits ask. No totals: they would tell what is
    suppressed.

    Regions are parted alike in every plan and whatever the heads (:func:`parted`); people lent and hired, of whom
    plans differ most, are one figure for all regions, and shown both or neither: the work being the same in two plans,
    their own people at work tell what both come to. A figure that too few stand for, or one dominates, is suppressed
    where it would have stood."""
    table, groups = _contributions(problem, names, plan), parted(problem, names, limits)
    found: list[SharedCell] = []
    for measure in MEASURES:
        for trade in names.trades:
            regions = tuple(region.id for region in names.regions if (measure, trade.id, region.id) in table)
            whole = (Group(regions, _both_shown(table, trade.id, regions, limits)),) if regions else ()
            for group in groups.get(trade.id, ()) if measure in PARTED else whole:
                roles = merged([table[measure, trade.id, region] for region in group.labels])
                shown = group.shown and safe(roles, limits)
                found.append(SharedCell(measure, trade.id, group.labels, _tenths(roles[0].values()) if shown else None))
    return tuple(found)


def _both_shown(
    table: Mapping[tuple[str, str, str], Roles], trade: str, regions: Sequence[str], limits: Disclosure
) -> bool:
    return all(
        safe(merged([table[measure, trade, region] for region in regions]), limits)
        for measure in MEASURES
        if measure not in PARTED
    )


def _tenths(heads: Iterable[float]) -> float:
    """The sum in tenths, by way of whole hundredths: the last bits of a sum of floats hang on whose part is which."""
    return round(round(100 * fsum(heads)) / 10) / 10


def parted(problem: Problem, names: Names, limits: Disclosure) -> dict[str, tuple[Group, ...]]:
    """Per trade its regions as they are shown: by who has people and contracts there and by the norm hours of these
    contracts, which stay the same in every plan, question and variant. How many heads anyone has is not looked at."""
    hours: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a, (name, activity) in enumerate(zip(names.activities, problem.activities, strict=True)):
        employer, region = _id(names, problem.projects[activity.project].employer), names.regions[problem.region(a)].id
        for trade, amount in name.hours.items():
            hours[trade, region][employer] += amount
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pool in problem.pools:
        owners[names.trades[pool.trade].id, names.regions[pool.region].id].add(_id(names, pool.employer))

    def of(trade: str) -> tuple[Group, ...]:
        def may(regions: Sequence[str]) -> bool:
            people = {employer for region in regions for employer in owners[trade, region] if employer}
            return len(people) >= limits.min_employers and safe(
                merged([[hours[trade, region]] for region in regions]), limits
            )

        there = [region.id for region in names.regions if (trade, region.id) in used]
        return grouped({region: sum(hours[trade, region].values()) for region in there}, may)

    used = {(names.trades[trade].id, names.regions[region].id) for trade, region in _used(problem)}
    return {trade.id: of(trade.id) for trade in names.trades}


def _contributions(problem: Problem, names: Names, plan: Plan) -> dict[tuple[str, str, str], list[dict[str, float]]]:
    """Head-weeks by measure, trade and region, per employer in each of its roles; those of anonymous firms under the
    empty id. Every trade and region that there are people or work of has a cell in every measure, so that a suppressed
    figure and none at all look the same."""
    made: dict[tuple[str, str, str], list[dict[str, float]]] = {}

    def add(measure: str, trade: int, region: int, parties: Iterable[int], heads: float) -> None:
        ids = [_id(names, party) for party in parties]
        roles = made.setdefault((measure, names.trades[trade].id, names.regions[region].id), [])
        roles += [defaultdict(float) for _ in ids[len(roles) :]]
        for parts, employer in zip(roles, ids, strict=True):
            parts[employer] += heads

    for trade, region in sorted(_used(problem)):
        for measure in MEASURES:
            add(measure, trade, region, (), 0.0)
    working = WorkingWeeks(problem)
    for p, pool in enumerate(problem.pools):
        weeks = working(pool.trade, pool.region)
        add("available", pool.trade, pool.region, (pool.employer,), sum(free_heads(problem, p, t) for t in weeks))
    for row in staffed(problem, plan):
        if row.supplier is None:
            add("hired", row.trade, row.region, (row.employer,), row.heads)
        elif row.source is Source.OWN:
            add("at_work", row.trade, row.region, (row.employer,), row.heads)
        else:
            add("lent", row.trade, row.region, (row.supplier, row.employer), row.heads)
    return made


def _used(problem: Problem) -> set[tuple[int, int]]:
    """Trades and regions of people and of work."""
    work = {
        (d.trade, problem.region(a))
        for a, one in enumerate(problem.activities)
        for mode in one.modes
        for d in mode.demands
    }
    return work | {(pool.trade, pool.region) for pool in problem.pools}


def _id(names: Names, employer: int) -> str:
    return "" if names.employers[employer].anonymous else names.employers[employer].id


def shared_comparison(
    comparison: Comparison, compiled: Compiled, plans: Mapping[tuple[str, str], Plan], limits: Disclosure
) -> SharedComparison:
    """What of a comparison all may see: costs and savings of the whole programme where enough employers stand behind
    it, and behind what they hold beside the head-weeks that are shown. Suppressed figures are ``None`` and listed
    under ``suppressed``. No head-weeks over all trades: less those shown per trade they are those that are
    suppressed."""
    whole = all(
        safe([parts], limits)
        for parts in (_work(compiled), *(_unshown(compiled, plan, limits) for plan in plans.values()))
    )
    results = tuple(
        SharedResult(
            question=row.question,
            variant=row.variant,
            status=row.status,
            cost=row.cost if whole else None,
            bound=row.bound if whole else None,
            bound_certified=row.bound_certified,
            gap=row.gap if whole else None,
            decidable_cost=row.decidable_cost if whole else None,
        )
        for row in comparison.in_euros
    )
    about = comparison.programme
    return SharedComparison(
        format_version=comparison.format_version,
        programme=SharedProgramme(
            name=about.name,
            start=about.start,
            weeks=about.weeks,
            districts=about.districts,
            homes=about.homes,
            projects=about.projects,
        ),
        baseline=comparison.baseline,
        results=results,
        savings=comparison.savings if whole else None,
        attribution=tuple(map(_steps, comparison.attribution)) if whole else None,
        suppressed=() if whole else ("costs and savings",),
    )


def _steps(attribution: Attribution) -> SharedAttribution:
    """What each step saves in all; by cause it would show terms."""
    orders = (
        tuple(SharedStep(source=step.source, to=step.to, euros=step.euros) for step in order)
        for order in (attribution.sharing_first, attribution.combining_first)
    )
    sharing, combining = orders
    return SharedAttribution(question=attribution.question, sharing_first=sharing, combining_first=combining)


def _work(compiled: Compiled) -> dict[str, float]:
    """Person-hours by norm per employer that does the work."""
    found: dict[str, float] = defaultdict(float)
    for name, activity in zip(compiled.names.activities, compiled.problem.activities, strict=True):
        found[_id(compiled.names, compiled.problem.projects[activity.project].employer)] += sum(name.hours.values())
    return found


def _unshown(compiled: Compiled, plan: Plan, limits: Disclosure) -> dict[str, float]:
    """Euros of a plan per employer that are left when the work that the cells show is taken off at its norms, which
    everybody can do: the labour behind suppressed cells, openings, people of others, and what belongs to no one work.
    If one employer stood behind them, its own people could be worked out from the cost of all."""
    problem, names = compiled.problem, compiled.names
    cells = [
        cell
        for cell in shared_cells(problem, names, plan, limits)
        if cell.measure == "at_work" and cell.head_weeks is None
    ]
    hidden = {(cell.trade, region) for cell in cells for region in cell.regions}
    found: dict[str, float] = defaultdict(float)
    for placement in plan.placements:
        activity, name = problem.activities[placement.activity], names.activities[placement.activity]
        mode, region = activity.modes[placement.mode], names.regions[problem.region(placement.activity)].id
        unseen = sum(hours for trade, hours in name.hours.items() if (trade, region) in hidden) / max(
            1e-9, sum(name.hours.values())
        )
        others = sum(need.patterns[chosen].cost for need, chosen in zip(mode.demands, placement.patterns, strict=True))
        found[_id(names, problem.projects[activity.project].employer)] += mode.labour * unseen + mode.opening + others
    found[""] += sum(
        problem.tenders[one.tender].procurement + problem.tenders[one.tender].mobilisation for one in plan.tenders
    )
    return found
