"""The table of public libraries: ``python -m wijkplan.benchmarks.headline RESULTS [RESULTS ...] --library DIR`` prints
it as Markdown.

Per set the mean gap to best known in percent: what PyJobShop's authors published for OR-Tools and CP Optimizer, ours
per seed, and the spread between seeds; then how many runs were proved optimal, and seconds per run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import click

from wijkplan.benchmarks.families.public import need

from .cli import LIBRARY
from .published import published
from .records import Run, read
from .summary import latest, proved

HEAD = "| set (n) | OR-Tools / CP Optimizer, 900 s x 8 cores | {seeds} | spread | proved | seconds |"


def mean_gap(runs: Sequence[Run]) -> float | None:
    """Mean over the runs; ``None`` where one found no plan."""
    gaps = [run["gap_percent"] for run in runs]
    return None if not gaps or None in gaps else fmean(gaps)


def rows(runs: Sequence[Run], others: Sequence[Run]) -> list[str]:
    """The table: a line per set in the order of the runs; seeds that did not run all of a set's cases are marked with
    how many they ran."""
    seeds = sorted({run["seed"] for run in runs})
    lines = [HEAD.format(seeds=" | ".join(f"seed {seed}" for seed in seeds)), "|" + "---|" * (5 + len(seeds))]
    for name in dict.fromkeys(run["set"] for run in runs):
        mine = [run for run in runs if run["set"] == name]
        cases = {run["instance"] for run in mine}
        theirs = [
            mean_gap([r for r in others if r["solver"] == s and r["set"] == name and r["instance"] in cases])
            for s in SOLVERS
        ]
        parts = [[run for run in mine if run["seed"] == seed] for seed in seeds]
        means = [mean_gap(part) if len(part) == len(cases) else None for part in parts]
        cells = [
            _number(mean) if mean is not None or not part else f"({len(part)} of {len(cases)})"
            for mean, part in zip(means, parts, strict=True)
        ]
        known = [mean for mean in means if mean is not None]
        spread = _number(max(known) - min(known)) if len(known) > 1 else "-"
        shown = " / ".join(map(_number, theirs))
        lines.append(
            f"| {name} ({len(cases)}) | {shown} | {' | '.join(cells)} | {spread} | {sum(map(proved, mine))} of "
            f"{len(mine)} | "
            f"{fmean(run['seconds'] for run in mine):.1f} |"
        )
    return lines


SOLVERS = ("published-ortools", "published-cpoptimizer")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


@click.command()
@click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@LIBRARY
def main(results: tuple[Path, ...], library: Path | None) -> None:
    """Print the table."""
    runs = latest(run for folder in results for run in read(folder) if run["solver"] == "wijkplan")
    for line in rows(runs, list(published(need(library) / "best_known.csv", 1))):
        click.echo(line)


if __name__ == "__main__":
    main()
