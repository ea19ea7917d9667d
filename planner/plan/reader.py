"""Who reads why a work stands where it stands: an employer or a client, of its own works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wijkplan.models.problem import Problem


@dataclass(frozen=True, slots=True)
class Reader:
    """An employer or a client, by its number. Works of others have no name for it, and heads of others are not looked
    at; a client has no heads of its own."""

    kind: Literal["employer", "client"]
    index: int

    def owns(self, problem: Problem, activity: int) -> bool:
        """Whether a work is its own: it carries it out, or it ordered it."""
        project = problem.projects[problem.activities[activity].project]
        return (project.employer if self.kind == "employer" else project.client) == self.index

    def has_pool(self, problem: Problem, pool: int) -> bool:
        """Whether these are its own people."""
        return self.kind == "employer" and problem.pools[pool].employer == self.index
