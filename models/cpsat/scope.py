"""What a model decides: everything, or a neighbourhood of a plan whose other decisions are constants.

One encoding serves both. The whole problem is the scope in which everything is free; in a neighbourhood only the
``free`` activities move, change mode or change staffing, and all else stays as in the incumbent plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..plan import Placement, Plan
from ..problem import Problem


@dataclass(frozen=True)
class Scope:
    """The ``free`` activities of a problem; the others stay as in ``incumbent``, a plan without violations.

    ``free_tenders``: projects whose present tender contains only projects with free (or no) work may be bought
    otherwise. The publication of every chosen tender with free work may move in any case. ``free_joins``: neighbouring
    digs that are both free may be joined or parted. ``window``: free activities start at most so many weeks from where
    they start now.

    Raises ``ValueError`` when something is to be kept and the incumbent does not state it.
    """

    problem: Problem
    free: frozenset[int]
    incumbent: Plan | None = None
    free_tenders: bool = True
    free_joins: bool = True
    window: int | None = None

    @classmethod
    def whole(cls, problem: Problem) -> Scope:
        """Everything free."""
        return cls(problem, frozenset(range(len(problem.activities))))

    def __post_init__(self) -> None:
        missing = [a for a in range(len(self.problem.activities)) if a not in self.free and a not in self.current]
        if missing:
            raise ValueError(
                f"activities {missing} are neither free nor placed by the incumbent: free them or place them"
            )

    @cached_property
    def current(self) -> dict[int, Placement]:
        """Where the incumbent places what, free work included."""
        return {} if self.incumbent is None else self.incumbent.by_activity()

    @cached_property
    def fixed(self) -> dict[int, Placement]:
        """The placements that stay."""
        return {a: self.current[a] for a in range(len(self.problem.activities)) if a not in self.free}

    @cached_property
    def ordered(self) -> tuple[int, ...]:
        """The free activities in ascending order."""
        return tuple(sorted(self.free))

    @cached_property
    def weeks(self) -> dict[int, int]:
        """Per tender that the incumbent chooses its week of publication."""
        return {} if self.incumbent is None else {p.tender: p.week for p in self.incumbent.tenders}

    @cached_property
    def open_projects(self) -> frozenset[int]:
        """Tendered projects whose tender is a decision."""
        problem = self.problem
        tendered = frozenset(p for p, project in enumerate(problem.projects) if project.tendered)
        if len(self.free) == len(problem.activities):
            return tendered
        if not self.free_tenders:
            return frozenset()
        touched = {p for p in tendered if not problem.members[p] or any(a in self.free for a in problem.members[p])}
        present = [problem.tenders[t].projects for t in self.weeks]
        return frozenset(p for projects in present if touched.issuperset(projects) for p in projects)

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """Tenders that may be chosen or not."""
        open_projects = self.open_projects
        if not open_projects:
            return ()
        return tuple(
            t
            for t, tender in enumerate(self.problem.tenders)
            if self.problem.may_choose(tender) and open_projects.issuperset(tender.projects)
        )

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """Tenders that stay chosen."""
        return tuple(
            sorted(t for t in self.weeks if not self.open_projects.issuperset(self.problem.tenders[t].projects))
        )

    @cached_property
    def tenders_of(self) -> dict[int, tuple[int, ...]]:
        """Per tendered project the tenders that may or do contain it."""
        rows: dict[int, list[int]] = {p: [] for p, project in enumerate(self.problem.projects) if project.tendered}
        for t in self.kept + self.candidates:
            for p in self.problem.tenders[t].projects:
                rows[p].append(t)
        return {p: tuple(row) for p, row in rows.items()}

    @cached_property
    def lots_of(self) -> dict[int, tuple[tuple[int, frozenset[int]], ...]]:
        """Per tendered project, for each tender of it: the tender and the projects in its lot."""
        rows: dict[int, list[tuple[int, frozenset[int]]]] = {p: [] for p in self.tenders_of}
        for t in self.kept + self.candidates:
            for lot in self.problem.tenders[t].lots:
                together = frozenset(lot.projects)
                for p in lot.projects:
                    rows[p].append((t, together))
        return {p: tuple(row) for p, row in rows.items()}

    @cached_property
    def joined(self) -> dict[tuple[int, int], bool | None]:
        """Per joint (street, i) whether digs ``i`` and ``i + 1`` are joined; ``None`` where that is a decision."""
        present = frozenset() if self.incumbent is None else self.incumbent.joined
        state: dict[tuple[int, int], bool | None] = {}
        for s, street in enumerate(self.problem.streets):
            for i, (before, after) in enumerate(pairwise(street.digs)):
                free = before in self.free and after in self.free and (self.free_joins or self.incumbent is None)
                if not free:
                    state[s, i] = (s, i) in present
                else:
                    state[s, i] = None if self._joinable(s, i) else False
        return state

    def _joinable(self, street: int, i: int) -> bool:
        """Whether there is, or may be, a contract or a street agreement under which the two digs can share an
        opening."""
        row = self.problem.streets[street]
        before, after = (self.problem.activities[row.digs[k]].project for k in (i, i + 1))
        if before == after or row.joints[i].own or self.problem.allowed.agreed(row.joints[i]):
            return True
        return any(after in together for _, together in self.lots_of.get(before, ()))

    @cached_property
    def working(self) -> tuple[NDArray[np.bool_], ...]:
        """Per calendar the weeks in which work on it needs its heads: those that are not fully closed."""
        return tuple(np.array(calendar.percent, dtype=np.int64) > 0 for calendar in self.problem.calendars)
