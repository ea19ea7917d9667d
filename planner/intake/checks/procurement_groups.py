"""How projects would be bought, as far as checks need it: as members of tenders, with the procedure that the law
gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from math import floor

from wijkplan.planner.law import Member, Route, Valuation, concessions, member, route
from wijkplan.planner.reference.law_data import Law
from wijkplan.planner.submission.schema import Project

from .context import Context
from .work_content import value_eur


@dataclass(frozen=True)
class Buying:
    """What is still to be bought in all submissions together."""

    context: Context

    @property
    def law(self) -> Law:
        """The law of the reference data."""
        return self.context.reference.law

    @cached_property
    def members(self) -> dict[str, Member]:
        """Projects to tender or to call off that have not started, of known clients and work types, by id."""
        found = {}
        conceded = concessions(self.context.clients.values())
        for _, project in self.context.projects:
            client = self.context.clients.get(project.client or "")
            if client is not None and buyable(project) and project.work_type in self.law.cpv:
                value = floor(value_eur(project, self.context.reference) + 0.5)
                found[project.id] = member(self.law, project, client.id, client.regime, value, conceded)
        return found

    @cached_property
    def valuation(self) -> Valuation:
        """The works that they form."""
        return Valuation(self.law, self.members.values())

    @cached_property
    def ceilings(self) -> dict[str, float]:
        """Per framework of which it is known, the euros that may still be called off."""
        return {f.id: f.remaining_eur for _, _, f in self.context.frameworks if f.remaining_eur is not None}

    def route(self, group: Sequence[Member]) -> Route:
        """The procedure for one tender of this group, published somewhere in the programme."""
        settings = self.context.settings
        assert settings is not None
        end = settings.start + timedelta(weeks=settings.weeks)
        return route(self.law, group, self.valuation.basis(group), settings.start, end)


def buyable(project: Project) -> bool:
    """Whether it still has to be bought: to tender or to call off, and not started."""
    return project.award in ("to-tender", "call-off") and not project.pins
