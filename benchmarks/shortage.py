"""How short crews are: ``python -m wijkplan.benchmarks.shortage instances/pilot``; with ``--assert`` it ends with 1
where the pilot's trades are not as scarce as its README says.

Unconstrained demand is that of the submitted plan: every activity in the week that was asked for, whatever crews there
are. Capacity is what pools may plan (heads less reserve). Shortage is one minus capacity in the peak week over demand
in that week. Use per year is demand over capacity from the first to the last week in which a trade is asked for in a
pilot area, areas together; of a week counts the share that the calendars leave of the work of the trade, so that weeks
in which nobody works do not make crews look idle."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import click
import pandas as pd

from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.text import of_data

from .summary import shown

HEADS = 100  # hundredths in a head
# Least use in percent of each year that is wanted in full, for the trades that are to be scarce; pools of four heads
# are more than the works of an area ask of medium voltage.
LEAST = {"HPT": 70.0, "LVM": 70.0, "MVM": 20.0}
MOST_SCARCE, MOST_OTHERS = 100.0, 80.0
FULL_YEAR = 52  # weeks that a trade is asked for in a year, summed over areas, from which its use says something

Cell = tuple[str, str]
"""Pilot area and trade; the area is empty where a region lies in none."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """One trade: heads at the peak of demand and to plan with in that week; ``use_percent`` per year, and over all of
    them; ``pools`` per area."""

    trade: str
    peak_week: int
    peak_heads: float
    capacity_heads: float
    shortage_percent: float
    use_percent: Mapping[int, float]
    used_percent: float
    pools: Mapping[str, tuple[float, ...]]


class Load:
    """What is asked for, what there is and what the calendars leave, per area, trade and week."""

    def __init__(self, programme: Programme, compiled: Compiled) -> None:
        self.compiled = compiled
        self.areas = {d.region: d.pilot_area or "" for d in programme.reference.districts.values() if d.pilot_area}

    @cached_property
    def asked(self) -> Mapping[Cell, list[float]]:
        """Heads that the weeks asked for need."""
        return self._asked[0]

    @cached_property
    def open(self) -> Mapping[Cell, list[float]]:
        """Share of a normal week that the work of a trade goes on, weighted by its content."""
        return self._asked[1]

    @cached_property
    def _asked(self) -> tuple[Mapping[Cell, list[float]], Mapping[Cell, list[float]]]:
        problem, names = self.compiled.problem, self.compiled.names
        rows: dict[Cell, list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
        shares: dict[Cell, list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
        content: dict[Cell, float] = defaultdict(float)
        for placement in submitted(problem).placements:
            activity = problem.activities[placement.activity]
            percent = problem.calendars[activity.calendar].percent
            region = names.regions[problem.districts[problem.projects[activity.project].district].region].id
            mode = activity.modes[placement.mode]
            for need in mode.demands:
                cell = self.areas.get(region, ""), names.trades[need.trade].id
                content[cell] += need.heads * mode.duration
                shares[cell] = [
                    a + need.heads * mode.duration * b / 100 for a, b in zip(shares[cell], percent, strict=True)
                ]
                for week in range(placement.start, min(placement.end, problem.horizon)):
                    rows[cell][week] += need.heads / HEADS if percent[week] > 0 else 0
        return rows, {cell: [share / content[cell] for share in row] for cell, row in shares.items()}

    @cached_property
    def there(self) -> Mapping[Cell, list[float]]:
        """Heads that all pools may plan."""
        rows: dict[Cell, list[float]] = defaultdict(lambda: [0.0] * self.compiled.problem.horizon)
        for pool, name in zip(self.compiled.problem.pools, self.compiled.names.pools, strict=True):
            cell = self.areas.get(name.region, ""), name.trade
            rows[cell] = [
                a + heads * (100 - pool.reserve) // 100 / HEADS for a, heads in zip(rows[cell], pool.heads, strict=True)
            ]
        return rows

    def pools(self, trade: str) -> dict[str, tuple[float, ...]]:
        """Per area the heads of each pool of a trade at its best, largest first."""
        found: dict[str, list[float]] = defaultdict(list)
        for pool, name in zip(self.compiled.problem.pools, self.compiled.names.pools, strict=True):
            if name.trade == trade and any(pool.heads):
                found[self.areas.get(name.region, "")].append(max(pool.heads) / HEADS)
        return {area: tuple(sorted(heads, reverse=True)) for area, heads in sorted(found.items())}

    def use(self, cells: Sequence[Cell]) -> dict[int, float]:
        """Per year the percentage that demand is of capacity, in the years in which it says something."""
        asked: dict[int, float] = defaultdict(float)
        there: dict[int, float] = defaultdict(float)
        weeks: dict[int, int] = defaultdict(int)
        for cell in cells:
            for week in self.active(cell):
                year = self.compiled.names.monday(week).isocalendar().year
                asked[year] += self.asked[cell][week]
                there[year] += self.there[cell][week] * self.open[cell][week]
                weeks[year] += 1
        return {
            year: 100 * asked[year] / there[year]
            for year in sorted(asked)
            if weeks[year] >= FULL_YEAR and there[year] > 0
        }

    def used(self, cells: Sequence[Cell]) -> float:
        """Likewise over all weeks."""
        weeks = [(cell, week) for cell in cells for week in self.active(cell)]
        there = sum(self.there[cell][week] * self.open[cell][week] for cell, week in weeks)
        return 100 * sum(self.asked[cell][week] for cell, week in weeks) / there if there else float("inf")

    def active(self, cell: Cell) -> range:
        """From the first to the last week in which a trade is asked for in an area."""
        busy = [week for week, heads in enumerate(self.asked[cell]) if heads > 0]
        return range(busy[0], busy[-1] + 1)


def shortages(programme: Programme, compiled: Compiled) -> list[Shortage]:
    """All trades with demand, the shortest first."""
    load = Load(programme, compiled)
    found: list[Shortage] = []
    for trade in sorted({trade for _, trade in load.asked}):
        cells = [cell for cell in load.asked if cell[1] == trade]
        row = [sum(heads) for heads in zip(*(load.asked[cell] for cell in cells), strict=True)]
        there = [sum(heads) for heads in zip(*(load.there[cell] for cell in cells), strict=True)]
        week = max(range(len(row)), key=row.__getitem__)
        short = 100 * (1 - there[week] / row[week])
        found.append(
            Shortage(trade, week, row[week], there[week], short, load.use(cells), load.used(cells), load.pools(trade))
        )
    return sorted(found, key=lambda one: -one.used_percent)


def faults(rows: Sequence[Shortage]) -> list[str]:
    """What is not as it should be: a scarce trade with use outside its bounds in a year, or another trade with too
    much. The last of several years, in which the work of a trade runs out, is too short to say that it is not
    scarce."""
    found = []
    for row in rows:
        least, most = LEAST.get(row.trade, 0.0), MOST_SCARCE if row.trade in LEAST else MOST_OTHERS
        if row.trade in LEAST and not row.use_percent:
            found.append(f"{row.trade}: asked for in no year")
        last = max(row.use_percent, default=0) if len(row.use_percent) > 1 else 0
        for year, use in row.use_percent.items():
            if use > most or (use < least and year != last):
                found.append(f"{row.trade} {year}: {use:.0f} %")
    return found


@click.command()
@click.argument("programme", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Machine output only.")
@click.option("--assert", "checked", is_flag=True, help="End with 1 where a trade is not as scarce as it should be.")
def main(programme: Sequence[Path], as_json: bool, checked: bool) -> None:
    """Use of each trade per year, and its shortage at the peak of unconstrained demand."""
    read, findings = load(programme)
    if read is None:
        raise click.ClickException(f"{sum(f.severity == 'error' for f in findings)} errors; run: wijkplan check")
    rows = shortages(read, compile(read))
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        _table(rows)
    wrong = faults(rows) if checked else []
    for fault in wrong:
        click.echo(fault, err=True)
    sys.exit(bool(wrong))


def table(rows: Sequence[Shortage]) -> pd.DataFrame:
    """A row per trade: use in percent, of all and per year, and the peak; ``NaN`` for years that say nothing."""
    return pd.DataFrame(
        [
            {"trade": row.trade, "used %": round(row.used_percent)}
            | {str(year): row.use_percent.get(year) for year in sorted({y for one in rows for y in one.use_percent})}
            | {
                "peak week": row.peak_week,
                "asked": row.peak_heads,
                "there": row.capacity_heads,
                "short %": round(row.shortage_percent),
                "heads per pool": "; ".join(" ".join(f"{heads:g}" for heads in part) for part in row.pools.values()),
            }
            for row in rows
        ]
    )


def _table(rows: Sequence[Shortage]) -> None:
    frame = table(rows)
    heads = {str(name): of_data(str(name)) for name in frame.columns}
    click.echo(shown(frame, heads, {name: 1 if name in ("asked", "there") else 0 for name in heads}))


if __name__ == "__main__":
    main()
