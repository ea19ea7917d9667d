"""Where one more head, seat or guide is worth something: ``scarcity`` of ``newcomers.json``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from wijkplan.models.check.price_certificate import Prices
from wijkplan.models.check.scarcity import asked_at_most, guide_price, head_price, least_room, place_price
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.cohorts import HEAD, Recruits
from wijkplan.planner.experiment.comparison_types import Run
from wijkplan.planner.plan.measures import heads_given, loads
from wijkplan.planner.record.newcomers import HeadWorth, PlaceWorth, Scarcity, Way

from .shortages import quarter_name
from .ways_out import ranked, staffing_prices, training_price

SHOWN = 40  # of each list, the dearest


def scarcity(compiled: Compiled, run: Run) -> Scarcity | None:
    """By the prices that certify the bound of a run."""
    certificate, recruits, problem = run.certificate, compiled.recruits, run.problem
    if recruits is None or run.plan is None or run.cost is None or run.bound is None or not run.certified:
        return None
    if certificate is None or certificate.get("kind") != "prices" or len(problem.quarters) < 2:
        return None
    prices = Prices(problem, certificate)  # refused where they do not fit the problem; read once for all cells
    enough = sum(row.most >= sum(problem.cohorts[c].most for c in row.cohorts) for row in problem.places)
    pools, asked = compiled.names.pools, asked_at_most(problem)
    there = [least_room(problem, p) for p in range(len(pools))]
    best: dict[tuple[str, str, int], tuple[int, int | None]] = {}
    missing: set[tuple[str, str, int]] = set()
    cells: set[tuple[str, str, int]] = set()
    for p, name in enumerate(pools):
        for q, weeks in enumerate(_quarters(problem)):
            if not any(problem.pools[p].heads[week] for week in weeks):
                continue
            cell = name.trade, name.region, q
            cells.add(cell)
            if all(asked[p][week] <= there[p][week] for week in weeks):
                continue
            missing.add(cell)
            if not _is_priced(certificate, p, weeks):
                continue
            price = head_price(problem, prices, p, weeks, HEAD)
            if price is None or price > (best.get(cell, (0, 0))[0]):
                best[cell] = (price or 0, None if price is None else price + run.cost - run.bound)
    rows = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:SHOWN]
    return Scarcity(
        cells=len(cells),
        nobody_missing=len(cells - missing),
        heads=_heads(compiled, recruits, run, rows),
        places=tuple(_places(compiled, recruits, run, prices)[:SHOWN]),
        places_enough=enough,
    )


def _quarters(problem: Problem) -> list[range]:
    return [range(begin, end) for begin, end in pairwise(problem.quarters)]


def _is_priced(certificate: dict[str, object], pool: int, weeks: range) -> bool:
    """Whether any price of a pool in these weeks is above 0; of most it is not, and nothing else needs to be looked
    at."""
    for key in ("heads", "parts"):
        rows = certificate.get(key, {})
        row = rows.get(str(pool), []) if isinstance(rows, dict) else []
        for prices in row.values() if isinstance(row, dict) else (row,):
            if any(prices[week] for week in weeks if week < len(prices)):
                return True
    return False


def _heads(
    compiled: Compiled,
    recruits: Recruits,
    run: Run,
    rows: Sequence[tuple[tuple[str, str, int], tuple[int, int | None]]],
) -> tuple[HeadWorth, ...]:
    problem, names = run.problem, compiled.names
    assert run.plan is not None
    used, given, prices = loads(problem, run.plan), heads_given(problem), staffing_prices(problem)
    trades = {trade.id: i for i, trade in enumerate(names.trades)}
    regions = {one.id: i for i, one in enumerate(names.regions)}
    found = []
    for (trade, region, q), (price, high) in rows:
        weeks = _quarters(problem)[q]
        monday = names.monday(weeks.start)
        here = [p for p, name in enumerate(names.pools) if (name.trade, name.region) == (trade, region)]
        idle = any(given[p][week] - used.pools[p][week] >= HEAD for p in here for week in weeks)
        market = [m for m, name in enumerate(names.markets) if (name.trade, name.region) == (trade, region)]
        left = any(problem.markets[m].heads[week] - used.markets[m][week] >= HEAD for m in market for week in weeks)
        there: dict[Way, bool] = {"overtime": any(problem.pools[p].overtime for p in here), "lend": idle, "hire": left}
        ways: dict[Way, float | None] = {"train": training_price(recruits, trade, region, monday)}
        ways |= {way: prices.get((trades[trade], regions[region], way)) for way, yes in there.items() if yes}
        found.append(
            HeadWorth(
                trade=trade,
                region=region,
                quarter=quarter_name(names, problem, q),
                price=price,
                low=0,
                high=high,
                ways=ranked(problem, ways, price, len(weeks)),
            )
        )
    return tuple(found)


def _places(compiled: Compiled, recruits: Recruits, run: Run, prices: Prices) -> list[PlaceWorth]:
    problem, names = run.problem, compiled.names
    assert run.cost is not None and run.bound is not None
    apart = run.cost - run.bound
    rows: list[tuple[str, str, str | None, str | None, str, int]] = []
    for i, name in enumerate(recruits.place_names):
        price = place_price(prices, i)
        if price:
            rows.append((name.kind, name.region, name.track, None, name.when.isoformat(), price))
    for g, guidance in enumerate(problem.guidance):
        pool = names.pools[guidance.pool]
        for q, weeks in enumerate(_quarters(problem)):
            price = guide_price(problem, prices, g, weeks, HEAD)
            if price:
                rows.append(("guide", pool.region, None, pool.trade, quarter_name(names, problem, q), price))
    keys = ("kind", "region", "track", "trade", "when", "price")
    found = [PlaceWorth.model_validate({**dict(zip(keys, row, strict=True)), "high": row[-1] + apart}) for row in rows]
    return sorted(found, key=lambda row: (-row.price, row.kind, row.region, row.when))
