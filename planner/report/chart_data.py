"""What the charts of plans are drawn from: today's plan beside the one with everything together, for one question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wijkplan.models.plan import Placement, Plan, Publication
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.plan.openings import Opening, openings
from wijkplan.planner.plan.variants import BUNDLED, QUESTIONS, Question, in_variant
from wijkplan.planner.reference import load

AREAS = {
    "brabant": "Brabant",
    "groningen": "Groningen",
    "rotterdam-den-haag": "Rotterdam-Den Haag",
    "zuid-limburg": "Zuid-Limburg",
}


@dataclass(frozen=True)
class Scene:
    """``problem`` is the question in its widest variant; ``before`` the baseline, ``after`` the bundled one,
    ``submitted`` what was asked; ``kept`` is what keeping its week would cost in the bundled one, by activity."""

    question: str
    problem: Problem
    names: Names
    before: Plan
    after: Plan
    submitted: Plan
    kept: Mapping[int, KeptWeek] = field(default_factory=dict)

    @cached_property
    def was(self) -> dict[int, Placement]:
        """Placements of today's plan."""
        return self.before.by_activity()

    @cached_property
    def now(self) -> dict[int, Placement]:
        """Placements of the plan with everything together."""
        return self.after.by_activity()

    @cached_property
    def shifts(self) -> Shifts:
        """Moves of single works in the plan with everything together."""
        return Shifts(self.problem, self.after)

    @cached_property
    def opened(self) -> tuple[Mapping[int, list[Opening]], Mapping[int, list[Opening]]]:
        """Openings by street, before and after."""
        return _by_street(self.problem, self.before), _by_street(self.problem, self.after)

    @cached_property
    def first(self) -> int:
        """First week of the charts: of the first work or the first preparation of a tender."""
        prepared = [p.week - self.problem.tenders[p.tender].preparation for p in self.after.tenders]
        return max(
            0, min((*prepared, *(p.start for p in (*self.before.placements, *self.after.placements))), default=0)
        )

    @cached_property
    def last(self) -> int:
        """End of the charts: a little after the last work."""
        return min(
            self.problem.horizon,
            2 + max((p.end for p in (*self.before.placements, *self.after.placements)), default=self.problem.horizon),
        )

    def dug_in(self, district: int) -> list[int]:
        """Streets of a district that are ever opened, by name: street 2 before street 10."""
        names, streets = self.names.streets, self.problem.streets
        mine = [s for s, street in enumerate(streets) if street.district == district and street.digs]
        return sorted(mine, key=lambda s: _counted(names[s].name))

    @cached_property
    def districts(self) -> list[int]:
        """Districts with work, by area and name."""
        used = {project.district for project in self.problem.projects}
        return sorted(used, key=lambda d: (self.areas[self.area_of[d]], self.names.districts[d].name))

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Names of the areas: those of the pilot, and for a district outside them its region."""
        return tuple(dict.fromkeys(self._area(d) for d in range(len(self.problem.districts))))

    @cached_property
    def area_of(self) -> tuple[int, ...]:
        """Per district its area."""
        return tuple(self.areas.index(self._area(d)) for d in range(len(self.problem.districts)))

    def _area(self, district: int) -> str:
        known = load().districts.get(self.names.districts[district].id)
        region = self.names.regions[self.problem.districts[district].region].name
        return AREAS.get(known.pilot_area, region) if known and known.pilot_area else region

    @cached_property
    def tenders(self) -> tuple[Publication, ...]:
        """Published tenders of the plan: combined ones first, largest value first. Their order numbers them from 1."""
        rows = self.after.tenders
        return tuple(
            sorted(
                rows,
                key=lambda p: (
                    not self.problem.tenders[p.tender].combined,
                    -self.names.tenders[p.tender].value_eur,
                    p.tender,
                ),
            )
        )

    @cached_property
    def tender_of(self) -> dict[int, int]:
        """Per tendered project the number (from 1) of its tender."""
        return {
            p: n
            for n, publication in enumerate(self.tenders, 1)
            for p in self.problem.tenders[publication.tender].projects
        }

    def tokens(self, activities: Iterable[int]) -> str:
        """What filters know about some works together: area, district, employers with people at them, trades and
        tenders, a letter and an index."""
        found: dict[str, None] = {}
        for i in activities:
            activity, placement = self.problem.activities[i], self.now[i]
            project = self.problem.projects[activity.project]
            demands = activity.modes[placement.mode].demands
            chosen = [d.patterns[p] for d, p in zip(demands, placement.patterns, strict=True)]
            pools = [q for p in chosen for q in (p.own, p.other if p.source.name != "HIRED" else None) if q is not None]
            firms = {project.employer, *(self.problem.pools[q].employer for q in pools)}
            found |= dict.fromkeys((f"a{self.area_of[project.district]}", f"d{project.district}"))
            found |= dict.fromkeys(f"e{e}" for e in sorted(firms))
            found |= dict.fromkeys(f"k{d.trade}" for d in demands)
            found |= dict.fromkeys((f"t{self.tender_of.get(activity.project, '-')}",))
        return " ".join(found)


def scene(
    compiled: Compiled,
    plans: Mapping[tuple[str, str], Plan],
    asked: Mapping[Question, Problem],
    baseline: str,
    submitted: Plan,
    kept: Mapping[tuple[str, str], Sequence[KeptWeek]],
) -> Scene | None:
    """The first question that has both plans; ``None`` where there is none."""
    for question in QUESTIONS:
        before, after = plans.get((question, baseline)), plans.get((question, "bundled"))
        if before is not None and after is not None:
            told = {row.activity: row for row in kept.get((question, BUNDLED.id), ())}
            return Scene(question, in_variant(asked[question], BUNDLED), compiled.names, before, after, submitted, told)
    return None


def _by_street(problem: Problem, plan: Plan) -> dict[int, list[Opening]]:
    rows: dict[int, list[Opening]] = {}
    for opening in openings(problem, plan):
        rows.setdefault(opening.street, []).append(opening)
    return rows


def _counted(name: str) -> tuple[str | int, ...]:
    """A name to sort by: its numbers count as numbers."""
    return tuple(int(part) if n % 2 else part for n, part in enumerate(re.split("([0-9]+)", name)))
