"""Progress of long work: a table that refreshes on a terminal, a line per finished variant in a pipe, nothing when
quiet.

Whoever looks on may go away: a terminal that is closed never ends the work.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rich.live import Live
from rich.table import Table

from wijkplan.models.outcome import Event
from wijkplan.planner.experiment.comparison_types import Run, Silent
from wijkplan.planner.plan.variant_words import name
from wijkplan.planner.plan.variants import QUESTIONS, SOLVED, SOONER, STORED, VARIANTS, Question
from wijkplan.planner.results.words import STATUS
from wijkplan.planner.text import Language, grouped, say, translated
from wijkplan.planner.text.amounts import number

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

    def __init__(self, console: Console, language: Language, stop_after: float | None = None, solves: int = 1) -> None:
        self.language = language
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
        """Keeps the latest cost and bound; called from the threads of the engine. In a pipe plans that are there before
        the baselines have a line of their own: baselines take longer."""
        self.last = event
        if self.live is None and self.current is not None and self.current[1] in MADE:
            at: dict[str, Any] = {"seconds": event.seconds, "cost": _money(event.objective)}
            text = (
                say("a first plan, not yet improved, after {seconds:.1f} s: cost {cost}", **at)
                if event.source == "first"
                else say("the plan of asked weeks, after {seconds:.1f} s: cost {cost}", **at)
            )
            with suppress(OSError):
                self.console.print(self.said(text), soft_wrap=True)

    def done(self, run: Run) -> None:
        """Adds a line for good."""
        self.runs = [other for other in self.runs if (other.question, other.variant) != (run.question, run.variant)] + [
            run
        ]
        self.current = None
        if self.live is None:
            cells = self._row(run)
            what = self.said(say("home-weeks") if run.question in SOONER else say("cost"))
            bound, gap = self.said(say("bound")), self.said(say("gap"))
            wide = max(len(name(variant, self.language)) for variant in VARIANTS)
            head = f"{cells[0]:<20} {cells[1]:<{wide}} {cells[2]:>7} s  {what} {cells[3]:>{18 - len(what)}}"
            left = self.left()
            tail = say("; at most {time} left", time=duration(left or 0))
            rest = "" if left is None or self.started >= self.solves else self.said(tail)
            with suppress(OSError):
                self.console.print(
                    f"{head}  {bound} {cells[4]:>13}  {gap} {cells[5]:>7}  {cells[6]}{rest}", soft_wrap=True
                )

    def said(self, text: str) -> str:
        """A sentence in the language of this table."""
        return translated(text, self.language)

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
        for heading in (say("question"), say("variant")):
            table.add_column(self.said(heading))
        for heading in (say("seconds"), say("cost"), say("bound"), say("gap")):
            table.add_column(self.said(heading), justify="right")
        table.add_column("")
        for run in self.runs:
            table.add_row(*self._row(run))
        if self.current is not None:
            question, variant = self.current
            cost, bound = (None, None) if self.last is None else (self.last.objective, self.last.bound)
            source = "" if self.last is None or self.language == "nl" else self.last.source  # engine's own word
            gap = None if self.last is None else self.last.gap
            seconds = number(time.monotonic() - self.began, self.language, 1)
            cells = (
                name(question, self.language),
                name(variant, self.language),
                seconds,
                self.said(_money(cost)),
                self.said(_money(bound)),
                "-" if gap is None else self.said(say("{gap} of total", gap=self._share(gap))),
                f"[dim]{source}[/dim]",
            )
            table.add_row(*cells)
            left = self.left()
            table.caption, table.caption_justify = (
                (
                    None
                    if left is None
                    else self.said(say("at most {time} left; Ctrl-C keeps what there is", time=duration(left)))
                ),
                "left",
            )
        return table

    def _row(self, run: Run) -> tuple[str, ...]:
        status = [self.said(STATUS[run.status])]
        if run.status == "optimal" and run.bound != run.cost:
            status = [self.said(say("optimal (claimed)"))]
        status += [self.said(say("bound certified"))] if run.certified else []
        names = (name(run.question, self.language), name(run.variant, self.language))
        figures = (
            number(run.seconds, self.language, 1),
            self.said(_money(run.cost)),
            self.said(_money(run.bound)),
            self._share(run.gap),
        )
        return (*names, *figures, ", ".join(status))

    def _share(self, gap: float | None) -> str:
        return "-" if gap is None else self.said(say("{share:.1f}%", share=100 * gap))


def duration(seconds: float) -> str:
    """``45 s``, ``4 min 5 s`` or ``2 h 10 min``."""
    whole = round(seconds)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    if whole < 3600:
        return say("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return say("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def _money(euros: int | None) -> str:
    return "-" if euros is None else grouped(euros)
