"""What a benchmark case is: a frozen spec from which a problem can be made again at any time."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem


@dataclass(frozen=True, slots=True)
class Case:
    """One instance. ``problem`` names its family (and folder), ``set`` a part of it; together with ``instance`` they
    are its identity.

    ``best_known`` is the best objective value that anyone has published, where it is known.
    """

    problem: str
    set: str
    instance: str
    best_known: int | None = None

    @property
    def id(self) -> tuple[str, str, str]:
        """What identifies the case."""
        return self.problem, self.set, self.instance

    def __str__(self) -> str:
        return "/".join(self.id)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The problem of a case, and the plan that every solver starts from, where the case has one."""

    problem: Problem
    start: Plan | None = None


class Unavailable(ValueError):
    """A case cannot be made here: a file is missing or wrong. Says what to do."""
