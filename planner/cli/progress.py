"""Progress of long work: a table that refreshes on a terminal, a line per finished variant in a pipe, nothing when
quiet.

Whoever looks on may go away: a terminal that is closed never ends the work.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from rich.live import Live
from rich.table import Table

from wijkplan.models.outcome import Event
from wijkplan.planner.experiment.comparison_types import Run, Silent
from wijkplan.planner.plan.variants import QUESTIONS, SOLVED, SOONER, STORED, VARIANTS, Question

if TYPE_CHECKING:
    from rich.console import Console


def solves(questions: Sequence[Question]) -> int:
    """Solves of one comparison: each variant for each question, in euros or among those asked in home-weeks."""
    return len({*QUESTIONS, *questions}) * len(SOLVED)


MADE = frozenset(variant.id for variant in STORED)
"""What is made, not solved, and has no time limit."""


class Progress(Silent):
    """Per variant and question: seconds, cost, bound, the gap between them, and how long it may take yet.

    ``stop_after`` is the time limit of a solve in seconds, ``None`` where work is limited and not time; ``solves`` is
    how many there will be."""

    def __init__(self, console: Console, stop_after: float | None = None, solves: int = 1) -> None:
        self.console, self.stop_after, self.solves, self.started = console, stop_after, solves, 0
        self.runs: list[Run] = []
        self.current: tuple[Question, str] | None = None
        self.last: Event | None = None
        self.began = time.monotonic()
        self.live = (
            Live(console=console, get_renderable=self._table, refresh_per_second=4) if console.is_terminal else None
        )

    def __enter__(self) -> Progress:
        if self.live is not None:
            self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.current = None
        if self.live is not None:
            with suppress(OSError):
                self.live.stop()

    def begin(self, question: Question, variant: str) -> None:
        """Shows what is being solved."""
        self.started += variant not in MADE
        self.current, self.last, self.began = (question, variant), None, time.monotonic()

    def event(self, event: Event) -> None:
        """Keeps the latest cost and bound; called from the threads of the engine. In a pipe the plan of asked weeks,
        which is the first that there is, has a line of its own: baselines take longer."""
        self.last = event
        if self.live is None and self.current is not None and self.current[1] in MADE:
            with suppress(OSError):
                self.console.print(
                    f"a first plan, of {event.source}, after {event.seconds:.1f} s: cost {_money(event.objective)}",
                    soft_wrap=True,
                )

    def done(self, run: Run) -> None:
        """Adds a line for good."""
        self.runs = [other for other in self.runs if (other.question, other.variant) != (run.question, run.variant)] + [
            run
        ]
        self.current = None
        if self.live is None:
            cells = _row(run)
            what = "home-weeks" if run.question in SOONER else "cost"
            head = f"{cells[0]:<15} {cells[1]:<9} {cells[2]:>7} s  {what} {cells[3]:>{17 - len(what)}}"
            left = self.left()
            tail = "" if left is None or self.started >= self.solves else f"; at most {duration(left)} left"
            with suppress(OSError):
                self.console.print(f"{head}  bound {cells[4]:>13}  gap {cells[5]:>7}  {cells[6]}{tail}", soft_wrap=True)

    def left(self) -> float | None:
        """Seconds that all solves may still take, or ``None`` where nobody can say. A solve that proves its plan best
        ends sooner."""
        if self.stop_after is None:
            return None
        solving = self.current is not None and self.current[1] not in MADE
        running = max(0.0, self.stop_after - (time.monotonic() - self.began)) if solving else 0.0
        return running + self.stop_after * max(0, self.solves - self.started)

    def _table(self) -> Table:
        table = Table(box=None, padding=(0, 2, 0, 0))
        for name in ("question", "variant"):
            table.add_column(name)
        for name in ("seconds", "cost", "bound", "gap"):
            table.add_column(name, justify="right")
        table.add_column("")
        for run in self.runs:
            table.add_row(*_row(run))
        if self.current is not None:
            question, variant = self.current
            cost, bound = (None, None) if self.last is None else (self.last.objective, self.last.bound)
            source = "" if self.last is None else self.last.source
            gap = None if self.last is None else self.last.gap
            seconds = f"{time.monotonic() - self.began:.1f}"
            cells = (
                question,
                VARIANTS[variant].id,
                seconds,
                _money(cost),
                _money(bound),
                _share(gap, "of total"),
                f"[dim]{source}[/dim]",
            )
            table.add_row(*cells)
            left = self.left()
            table.caption, table.caption_justify = (
                (None if left is None else f"at most {duration(left)} left; Ctrl-C keeps what there is"),
                "left",
            )
        return table


def duration(seconds: float) -> str:
    """``45 s``, ``4 min 5 s`` or ``2 h 10 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


def _row(run: Run) -> tuple[str, ...]:
    claimed = " (claimed)" if run.status == "optimal" and run.bound != run.cost else ""
    status = f"{run.status}{claimed}{', bound certified' if run.certified else ''}"
    return run.question, run.variant, f"{run.seconds:.1f}", _money(run.cost), _money(run.bound), _share(run.gap), status


def _money(euros: int | None) -> str:
    return "-" if euros is None else f"{euros:,}".replace(",", " ")


def _share(gap: float | None, note: str = "") -> str:
    return "-" if gap is None else f"{100 * gap:.1f}% {note}".strip()
