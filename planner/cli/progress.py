"""Progress of long work: a table that refreshes on a terminal, a line per finished variant in a pipe, nothing when quiet."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

from rich.live import Live
from rich.table import Table

from models.outcome import Event
from planner.run import Run, Silent
from planner.variants import VARIANTS, Question

if TYPE_CHECKING:
    from rich.console import Console


class Progress(Silent):
    """Per variant and question: seconds, cost, bound and the gap between them."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.runs: list[Run] = []
        self.current: tuple[Question, str] | None = None
        self.last: Event | None = None
        self.began = time.monotonic()
        self.live = Live(console=console, get_renderable=self._table, refresh_per_second=4) if console.is_terminal else None

    def __enter__(self) -> Progress:
        if self.live is not None:
            self.live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.current = None
        if self.live is not None:
            self.live.stop()

    def begin(self, question: Question, variant: str) -> None:
        """Shows what is being solved."""
        self.current, self.last, self.began = (question, variant), None, time.monotonic()

    def event(self, event: Event) -> None:
        """Keeps the latest cost and bound; called from the threads of the engine."""
        self.last = event

    def done(self, run: Run) -> None:
        """Adds a line for good."""
        self.runs = [other for other in self.runs if (other.question, other.variant) != (run.question, run.variant)] + [run]
        self.current = None
        if self.live is None:
            cells = _row(run)
            head = f"{cells[0]:<15} {cells[1]:<9} {cells[2]:>7} s  cost {cells[3]:>13}"
            self.console.print(f"{head}  bound {cells[4]:>13}  gap {cells[5]:>7}  {cells[6]}", soft_wrap=True)

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
            cells = (question, VARIANTS[variant].id, seconds, _money(cost), _money(bound), _share(gap, "of total"), f"[dim]{source}[/dim]")
            table.add_row(*cells)
        return table


def _row(run: Run) -> tuple[str, ...]:
    claimed = " (claimed)" if run.status == "optimal" and run.bound != run.cost else ""
    status = f"{run.status}{claimed}{', bound certified' if run.certified else ''}"
    return run.question, run.variant, f"{run.seconds:.1f}", _money(run.cost), _money(run.bound), _share(run.gap), status


def _money(euros: int | None) -> str:
    return "-" if euros is None else f"{euros:,}".replace(",", " ")


def _share(gap: float | None, note: str = "") -> str:
    return "-" if gap is None else f"{100 * gap:.1f}% {note}".strip()
