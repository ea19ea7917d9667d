"""What holds the projects of a tender together (factor c of art. 1.5(1) Aw 2012): streets in which several of them
dig, districts, and weeks that all of them ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.planner.compile import Compiled
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.programme import Programme


@dataclass(frozen=True, slots=True)
class Common:
    """``streets`` have digs of several of the projects; all are asked for in ``weeks`` at the same time."""

    streets: int
    districts: int
    weeks: int

    @property
    def weak(self) -> bool:
        """Whether there is nothing to motivate a merger with: kind of work or client alone is no coherence."""
        return self.streets == 0 and not (self.districts == 1 and self.weeks > 0)


class Coherence:
    """Of the tenders of one programme."""

    def __init__(self, programme: Programme, compiled: Compiled) -> None:
        self.compiled = compiled
        problem = compiled.problem
        self.wanted = {project.id: project.wanted for _, project in programme.projects}
        owners = ({problem.activities[dig].project for dig in street.digs} for street in problem.streets)
        self.shared = [projects for projects in owners if len(projects) > 1]

    def of(self, projects: Sequence[int]) -> Common:
        """What these projects, by number, have in common."""
        problem, names, members = self.compiled.problem, self.compiled.names, set(projects)
        wanted = [self.wanted[names.projects[p].id] for p in members]
        days = (min(w.end for w in wanted) - max(w.start for w in wanted)).days
        return Common(
            streets=sum(len(members & owners) > 1 for owners in self.shared),
            districts=len({problem.projects[p].district for p in members}),
            weeks=max(0, days // 7 + 1),
        )

    def within(self, lots: Sequence[Sequence[int]]) -> int:
        """Streets in which several projects of one lot dig: only there one contract can join their openings."""
        return sum(any(len(owners.intersection(lot)) > 1 for lot in lots) for owners in self.shared)

    def weak(self, tender: int) -> bool:
        """Whether a tender merges work that nothing holds together; never of one project, nor of orders under a
        framework, of which nothing is weighed."""
        one, name = self.compiled.problem.tenders[tender], self.compiled.names.tenders[tender]
        return one.combined and name.procedure != CALL_OFF and self.of(one.projects).weak
