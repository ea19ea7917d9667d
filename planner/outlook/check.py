"""Everything that an outlook calls proven, derived again from its weights by the checker."""

from __future__ import annotations

from wijkplan.models.bound.build_out import SCALE
from wijkplan.models.check.build_out import most_homes, soonest

from .districts import districts
from .make import COUNTRY, problem, trades
from .record import SCENARIOS, Outlook


class NotAsStated(AssertionError):
    """A bound that comes to something else: a fault of ours."""


def recheck(outlook: Outlook) -> None:
    """Raises :class:`NotAsStated` where a bound of a region, of a district or of the country differs from what its
    weights prove."""
    everywhere, names = districts(), trades()
    all_homes = sum(d.homes for d in everywhere)
    sums: dict[tuple[str, int], list[int]] = {}
    for region in sorted({d.region for d in outlook.districts}):
        some = [d for d in everywhere if d.region == region]
        part = sum(d.homes for d in some) / all_homes
        stated = {d.code: d.not_before for d in outlook.districts if d.region == region}
        for scenario in SCENARIOS:
            b = problem(some, part, outlook.years, outlook.growth_percent if scenario == "trained" else 0.0)
            for row in outlook.by_year:
                if (row.region, row.scenario) != (region, scenario):
                    continue
                y = row.year - outlook.first_year
                so_far, alone = (
                    {names.index(t): w for t, w in weights.items()} for weights in (row.weights, row.weights_a_year)
                )
                found = most_homes(b, y, so_far, SCALE), most_homes(b, y, alone, SCALE, since=y)
                _same(f"{region} {scenario} {row.year}", found, (row.total_at_most, row.at_most_a_year))
                if row.total > row.total_at_most or row.homes > row.at_most_a_year:
                    raise NotAsStated(f"{region} {scenario} {row.year}: the plan does more than can be")
                total = sums.setdefault((scenario, row.year), [0, 0])
                total[0], total[1] = total[0] + found[0], total[1] + found[1]
            if scenario == "trained":
                for i, d in enumerate(some):
                    year = soonest(b, i)
                    _same(d.code, None if year is None else outlook.first_year + year, stated[d.code])
    for row in outlook.by_year:
        if row.region == COUNTRY:
            _same(
                f"country {row.scenario} {row.year}",
                sums[row.scenario, row.year],
                [row.total_at_most, row.at_most_a_year],
            )


def _same(what: str, derived: object, stated: object) -> None:
    if derived != stated:
        raise NotAsStated(f"{what}: {stated} stated, {derived} derived")
