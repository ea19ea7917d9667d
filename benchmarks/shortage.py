"""How short crews are: ``python -m wijkplan.benchmarks.shortage instances/pilot``.

Unconstrained demand is that of the submitted plan: every activity in the week that was asked for, whatever crews there are. Capacity is what
pools may plan (heads less reserve). Shortage is one minus capacity in the peak week over demand in that week; utilisation is demand over
capacity, both summed over the weeks in which the trade has any demand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from wijkplan.models.construct.submitted import submitted
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load

HEADS = 100  # hundredths in a head


@dataclass(frozen=True, slots=True)
class Shortage:
    """One trade: heads at the peak of demand and to plan with in that week, and both over the active weeks."""

    trade: str
    peak_week: int
    peak_heads: float
    capacity_heads: float
    shortage_percent: float
    utilisation_percent: float


def demand(problem: Problem) -> list[list[int]]:
    """Hundredths of a head asked for, per trade label and week."""
    rows = [[0] * problem.horizon for _ in range(1 + max((pool.trade for pool in problem.pools), default=0))]
    for placement in submitted(problem).placements:
        activity = problem.activities[placement.activity]
        open_weeks = problem.calendars[activity.calendar].percent
        for need in activity.modes[placement.mode].demands:
            rows += [[0] * problem.horizon for _ in range(need.trade + 1 - len(rows))]
            for week in range(placement.start, min(placement.end, problem.horizon)):
                rows[need.trade][week] += need.heads if open_weeks[week] > 0 else 0
    return rows


def capacity(problem: Problem, trade: int) -> list[int]:
    """Hundredths of a head that all pools of a trade may plan, per week."""
    pools = [pool for pool in problem.pools if pool.trade == trade]
    return [sum(pool.heads[week] * (100 - pool.reserve) // 100 for pool in pools) for week in range(problem.horizon)]


def shortages(compiled: Compiled) -> list[Shortage]:
    """All trades with demand, the shortest first."""
    found: list[Shortage] = []
    for trade, row in enumerate(demand(compiled.problem)):
        if any(row):
            there = capacity(compiled.problem, trade)
            week = max(range(len(row)), key=row.__getitem__)
            active = range(next(i for i, heads in enumerate(row) if heads), max(i for i, heads in enumerate(row) if heads) + 1)
            supply = sum(there[i] for i in active)
            found.append(
                Shortage(
                    trade=compiled.names.trades[trade].id,
                    peak_week=week,
                    peak_heads=row[week] / HEADS,
                    capacity_heads=there[week] / HEADS,
                    shortage_percent=100 * (1 - there[week] / row[week]),
                    utilisation_percent=100 * sum(row) / supply if supply else float("inf"),
                )
            )
    return sorted(found, key=lambda one: -one.shortage_percent)


@click.command()
@click.argument("programme", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Machine output only.")
def main(programme: Sequence[Path], as_json: bool) -> None:
    """Shortage of each trade at the peak of unconstrained demand."""
    read, findings = load(programme)
    if read is None:
        raise click.ClickException(f"{sum(f.severity == 'error' for f in findings)} errors; run: wijkplan check")
    rows = shortages(compile(read))
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=1))
        return
    click.echo("trade   peak week   heads asked   heads there   short %   used %")
    for row in rows:
        click.echo(
            f"{row.trade:6}{row.peak_week:12}{row.peak_heads:14.1f}{row.capacity_heads:14.1f}{row.shortage_percent:10.0f}"
            f"{row.utilisation_percent:9.0f}"
        )


if __name__ == "__main__":
    main()
