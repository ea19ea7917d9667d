"""The portfolio: everything that is asked for, added up per project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wijkplan.models.problem import Position
from wijkplan.planner.programme import Programme

from .compile_findings import Notebook
from .effort import least_heads
from .name_tables import client_names
from .names import ClientName
from .time_windows import Span, span
from .work_breakdown import Task, Work, tasks, works


@dataclass(frozen=True)
class Portfolio:
    """Projects and works of a programme; ``tasks[i].index`` is ``i``, and the works of a project stand together."""

    programme: Programme
    tasks: tuple[Task, ...]
    works: tuple[Work, ...]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Weeks of each project."""
        return tuple(span(self.programme, task) for task in self.tasks)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """Per project its works."""
        rows: list[list[int]] = [[] for _ in self.tasks]
        for i, work in enumerate(self.works):
            rows[work.task.index].append(i)
        return tuple(map(tuple, rows))

    @cached_property
    def hours(self) -> Mapping[int, Mapping[str, float]]:
        """Per project its person-hours per trade, all digs alone."""
        found: dict[int, dict[str, float]] = {task.index: defaultdict(float) for task in self.tasks}
        for work in self.works:
            for trade, amount in work.hours[Position.ALONE].items():
                found[work.task.index][trade] += amount
        return found

    @cached_property
    def peaks(self) -> Mapping[int, Mapping[str, int]]:
        """Per project and trade the most hundredths of a head that one of its works needs with the smallest crew."""
        found: dict[int, dict[str, int]] = {task.index: defaultdict(int) for task in self.tasks}
        for work in self.works:
            most = found[work.task.index]
            for trade, heads in least_heads(self.programme, work).items():
                most[trade] = max(heads, most[trade])
        return found

    @cached_property
    def values(self) -> tuple[float, ...]:
        """Per project the norm value of its contract in euros: by quantity, and by hours for what the sender states
        itself."""
        return tuple(sum(self.value(self.works[i]) for i in members) for members in self.members)

    def value(self, work: Work) -> float:
        """The part of a work in that."""
        if not work.stated:
            return work.quantity * work.package.value_eur
        trades = self.programme.reference.trades
        return sum(hours * trades[trade].rate_eur for trade, hours in work.hours[Position.ALONE].items())

    @cached_property
    def clients(self) -> tuple[ClientName, ...]:
        """All clients, by id."""
        return client_names(self.programme, self.tasks)

    @cached_property
    def client_index(self) -> Mapping[str, int]:
        """Client by id."""
        return {client.id: i for i, client in enumerate(self.clients)}

    def client(self, task: Task) -> int:
        """Index of a project's client."""
        return self.client_index[task.client]


def portfolio(programme: Programme, notes: Notebook) -> Portfolio:
    """What a programme asks for. Stops when a work cannot be made out."""
    listed = tasks(programme)
    found = tuple(work for task in listed for work in works(programme, task, notes))
    notes.stop_on_errors()
    return Portfolio(programme, tuple(listed), found)
