"""What runs say per set and solver: gaps, proofs, and how many found nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from .records import Run, key


@dataclass(frozen=True, slots=True)
class Row:
    """Runs of one solver on one set. Gaps are in percent above best known, over the runs that have both; ``None``
    where none has."""

    problem: str
    set: str
    solver: str
    runs: int
    unsolved: int
    proved: int
    mean_gap: float | None
    geometric_gap: float | None
    worst_gap: float | None
    seconds: float


def latest(runs: Iterable[Run]) -> list[Run]:
    """Of runs that were made again (after an error), the last."""
    return list({key(run): run for run in runs}.values())


def proved(run: Run) -> bool:
    """Whether its plan was accepted and claimed optimal."""
    return run.get("status") == "optimal" and run.get("objective") is not None


def summary(runs: Iterable[Run]) -> list[Row]:
    """Per set and solver, in the order in which they first appear."""
    groups: dict[tuple[str, str, str], list[Run]] = {}
    for run in latest(runs):
        groups.setdefault((run["problem"], run["set"], run["solver"]), []).append(run)
    return [_row(*group, members) for group, members in groups.items()]


def _row(problem: str, set_: str, solver: str, runs: Sequence[Run]) -> Row:
    gaps = [run["gap_percent"] for run in runs if run.get("gap_percent") is not None]
    return Row(
        problem,
        set_,
        solver,
        len(runs),
        sum(run.get("objective") is None for run in runs),
        sum(map(proved, runs)),
        fmean(gaps) if gaps else None,
        geometric(gaps),
        max(gaps, default=None),
        fmean(run["seconds"] for run in runs),
    )


def geometric(gaps: Sequence[float]) -> float | None:
    """Geometric mean of ratios, as a gap in percent: of ``objective / best known``, less one. ``None`` of nothing."""
    if not gaps:
        return None
    return 100 * (math.exp(fmean(math.log(max(1e-9, 1 + gap / 100)) for gap in gaps)) - 1)


HEADS = ("problem", "set", "solver", "runs", "unsolved", "proved", "mean gap %", "geometric %", "worst %", "seconds")


def cells(row: Row) -> tuple[str, ...]:
    """A row as text, in the order of ``HEADS``."""
    gaps = (f"{gap:.3f}" if gap is not None else "-" for gap in (row.mean_gap, row.geometric_gap, row.worst_gap))
    return (
        row.problem,
        row.set,
        row.solver,
        str(row.runs),
        str(row.unsolved),
        str(row.proved),
        *gaps,
        f"{row.seconds:.1f}",
    )


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Text columns: the first ones to the left, from the first with a number to the right."""
    widths = [max(len(line[i]) for line in (heads, *rows)) for i in range(len(heads))]
    left = sum(not any(row[i][:1].isdigit() for row in rows) for i in range(min(3, len(heads))))
    lines = (
        "  ".join(c.ljust(w) if i < left else c.rjust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True)))
        for line in (heads, *rows)
    )
    return "\n".join(line.rstrip() for line in lines)
