"""Two result folders side by side: ``python -m wijkplan.benchmarks.compare_runs A B``, or ``wijkplan bench compare A
B``.

Runs are matched by case and seed. Gaps and wins are over matched runs; a run without a plan loses against one with a
plan and counts as unsolved, never as missing. The reference of a case is its best known value, or else the best of the
runs compared. Time to target is the time to the first plan within ``target`` percent of the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import click

from .records import Run, read
from .summary import aligned, geometric, latest, proved

HEADS = (
    "set",
    "runs",
    "mean gap % A",
    "B",
    "geometric % A",
    "B",
    "A wins",
    "B wins",
    "ties",
    "proved A",
    "B",
    "unsolved A",
    "B",
    "at target A",
    "B",
    "median s A",
    "B",
)


class NotComparable(ValueError):
    """The two sides have nothing in common, or it is not clear what they are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same case and seed on both sides, with its reference value (``None`` where neither side has a plan and
    nothing is known)."""

    a: Run
    b: Run
    reference: int | None

    def gap(self, run: Run) -> float | None:
        """Objective above the reference, in percent of it."""
        if run.get("objective") is None or not self.reference:
            return None
        return float(100 * (run["objective"] - self.reference) / self.reference)

    def reached(self, run: Run, target: float) -> float | None:
        """Seconds to the first plan within ``target`` percent of the reference; ``None`` where there is none, or no
        accepted plan at all."""
        if run.get("objective") is None or not self.reference:
            return None
        most = self.reference * (1 + target / 100)
        trace = run.get("trace") or [[run["seconds"], run["objective"], None, ""]]
        return next(
            (float(seconds) for seconds, objective, *_ in trace if objective is not None and objective <= most), None
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One side's figures on one set; gaps over the runs that both sides solved."""

    mean_gap: float | None
    geometric_gap: float | None
    wins: int
    proved: int
    unsolved: int
    reached: int
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides on one set."""

    set: str
    runs: int
    a: Side
    b: Side

    @property
    def ties(self) -> int:
        """Pairs that neither side wins."""
        return self.runs - self.a.wins - self.b.wins

    def cells(self) -> tuple[str, ...]:
        """As text, in the order of ``HEADS``."""
        a, b = self.a, self.b
        return (
            self.set,
            str(self.runs),
            _number(a.mean_gap),
            _number(b.mean_gap),
            _number(a.geometric_gap),
            _number(b.geometric_gap),
            str(a.wins),
            str(b.wins),
            str(self.ties),
            str(a.proved),
            str(b.proved),
            str(a.unsolved),
            str(b.unsolved),
            str(a.reached),
            str(b.reached),
            _number(a.median_seconds, 1),
            _number(b.median_seconds, 1),
        )


def side(folder: Path, solver: str | None = None) -> list[Run]:
    """The runs of one solver in a folder. Raises :class:`NotComparable` where there are none, or several solvers and
    none is named."""
    runs = [run for run in latest(read(folder)) if solver in (None, run["solver"])]
    names = sorted({run["solver"] for run in runs})
    if not runs:
        raise NotComparable(f"{folder} has no runs{'' if solver is None else f' of {solver}'}")
    if len(names) > 1:
        raise NotComparable(f"{folder} has runs of {', '.join(names)}: name one of them")
    return runs


def pairs(a: Sequence[Run], b: Sequence[Run]) -> list[Pair]:
    """Runs of both sides with the same case and seed. Raises :class:`NotComparable` for none, or for runs under
    several settings."""
    index: list[dict[tuple[object, ...], Run]] = []
    for runs in (a, b):
        rows: dict[tuple[object, ...], Run] = {
            (run["problem"], run["set"], run["instance"], run["seed"]): run for run in runs
        }
        if len(rows) < len(runs):
            raise NotComparable(
                "one side has the same case and seed with several time limits, amounts of work or workers"
            )
        index.append(rows)
    shared = [case for case in index[0] if case in index[1]]
    if not shared:
        raise NotComparable("the two sides have no case and seed in common")
    found: dict[tuple[object, ...], list[int]] = {}
    for case in shared:
        found.setdefault(case[:3], []).extend(
            rows[case]["objective"] for rows in index if rows[case].get("objective") is not None
        )
    return [
        Pair(index[0][case], index[1][case], index[0][case].get("best_known") or min(found[case[:3]], default=None))
        for case in shared
    ]


def compared(matched: Sequence[Pair], target: float = 1.0) -> list[Comparison]:
    """Per set, and where there are several sets, over all."""
    sets: dict[str, list[Pair]] = {}
    for pair in matched:
        sets.setdefault(f"{pair.a['problem']}/{pair.a['set']}", []).append(pair)
    if len(sets) > 1:
        sets["all"] = list(matched)
    return [_set(name, rows, target) for name, rows in sets.items()]


def _set(name: str, rows: Sequence[Pair], target: float) -> Comparison:
    solved = [pair for pair in rows if pair.gap(pair.a) is not None and pair.gap(pair.b) is not None]

    def figures(runs: list[Run], others: list[Run], both: list[Run]) -> Side:
        gaps = [gap for pair, run in zip(solved, both, strict=True) if (gap := pair.gap(run)) is not None]
        times = [time for pair, run in zip(rows, runs, strict=True) if (time := pair.reached(run, target)) is not None]
        return Side(
            fmean(gaps) if gaps else None,
            geometric(gaps),
            sum(_better(run, other) for run, other in zip(runs, others, strict=True)),
            sum(map(proved, runs)),
            sum(run.get("objective") is None for run in runs),
            len(times),
            median(times) if times else None,
        )

    a, b = [pair.a for pair in rows], [pair.b for pair in rows]
    return Comparison(name, len(rows), figures(a, b, [p.a for p in solved]), figures(b, a, [p.b for p in solved]))


def _better(run: Run, other: Run) -> bool:
    if run.get("objective") is None:
        return False
    return other.get("objective") is None or bool(run["objective"] < other["objective"])


def _number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


@click.command(
    epilog="""\b
Examples:
  wijkplan bench compare runs published
  wijkplan bench compare runs published --target 2 --out profiles.html"""
)
@click.argument("a", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("b", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--solver-a", help="Which solver of A, where it has several.")
@click.option("--solver-b", help="Which solver of B, where it has several.")
@click.option(
    "--target",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Percent above the reference that counts as reached.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the plots (one HTML file that opens offline).",
)
def compare(a: Path, b: Path, solver_a: str | None, solver_b: str | None, target: float, out: Path | None) -> None:
    """Two result folders side by side, per set: gaps, wins, proofs, unsolved, time to target; with --out also
    performance profiles."""
    try:
        matched = pairs(side(a, solver_a), side(b, solver_b))
    except NotComparable as error:
        raise click.UsageError(str(error)) from error
    click.echo(aligned(HEADS, [row.cells() for row in compared(matched, target)]))
    if out is not None:
        try:
            from .performance_profile import write
        except ModuleNotFoundError as error:
            raise click.ClickException(
                "plots need plotly, which is not installed here: pip install 'wijkplan[bench]'"
            ) from error
        write(out, matched, (solver_a or a.name, solver_b or b.name), target)
        click.echo(f"Plots: {out}", err=True)


if __name__ == "__main__":
    compare()
