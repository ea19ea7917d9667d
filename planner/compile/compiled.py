"""What compile gives back, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.models.problem import Problem, Tender
from wijkplan.planner.findings.finding import Finding

from .cohorts import Recruits
from .names import Names, TenderName


@dataclass(frozen=True)
class Compiled:
    """A problem in its widest form (everything allowed, everything priced), its names, and notes on what was decided
    on the way. ``flexible``: per activity how many weeks its sender is willing to move it from the week asked for
    (``Activity.submitted``). ``dominated`` are lawful tenders that are no candidates because another way of buying is
    never worse, ``cut_off`` is not 0 where there are more than are weighed: at least so many."""

    problem: Problem
    names: Names
    flexible: tuple[int, ...]
    notes: tuple[Finding, ...] = ()
    dominated: tuple[tuple[Tender, TenderName], ...] = ()
    cut_off: int = 0
    recruits: Recruits | None = None
    """Whom the programme could take on; the problem itself has nobody. ``None`` where nothing is known of that."""


class CannotCompile(ValueError):
    """The programme has no mathematical form, or certainly no plan; ``findings`` say where, whose and what to do."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{f.path}: {f.what}" for f in findings))
        self.findings = findings
