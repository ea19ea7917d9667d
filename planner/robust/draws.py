"""Worlds drawn by seed: what goes wrong, when and for how long.

Each number is drawn for a thing and not for a plan: for a project, a block of homes, a station, a week, an employer, a
crew. So two plans of one programme, carried out in draw *n*, meet the same frost, the same bankruptcy and the same late
station (common random numbers): what differs between them is the plan. A lot is taken to court where the first of its
projects by id would be, so a lot of several projects is as often in court as a lot of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.robust.replay import World
from wijkplan.planner.compile import Names
from wijkplan.planner.reference import load
from wijkplan.planner.reference.disturbances import Figure

WINTER = (12, 1, 2)
STATION = "station"
"""The package of transformer stations."""

YEAR, QUARTER = 52, 13  # weeks


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan of a programme and what can go wrong with it. ``since``: the first week that is still to come; what was
    done or begun before it is as it is."""

    problem: Problem
    names: Names
    plan: Plan
    figures: Mapping[str, Mapping[str, Figure]]
    since: int = 0


class Draws:
    """Worlds for one plan by their number."""

    def __init__(self, setting: Setting, seed: int) -> None:
        self.setting, self.seed = setting, seed
        names, plan, problem = setting.names, setting.plan, setting.problem
        placed = plan.by_activity()
        ahead = {a for a, one in placed.items() if one.start >= setting.since}
        self.stations = [a for a in sorted(ahead) if names.activities[a].package == STATION]
        self.blocks: dict[str, list[int]] = {}
        for a in sorted(ahead):
            project = names.projects[problem.activities[a].project]
            if project.work_type == "retrofit":
                self.blocks.setdefault(block(names, problem, a), []).append(a)
        reference = names.reference or load()
        courts = {
            one.id for one in reference.law.procedures.values() if any(step.id == "standstill" for step in one.steps)
        }
        self.lots: dict[str, tuple[int, ...]] = {}
        for one in plan.tenders:
            tender = problem.tenders[one.tender]
            if names.tenders[one.tender].procedure in courts and one.week + tender.lead > setting.since:
                for lot in tender.lots:
                    self.lots[min(names.projects[q].id for q in lot.projects)] = lot.projects

    def world(self, number: int, kinds: frozenset[str] | None = None) -> World:
        """What goes wrong in draw ``number``; only of some kinds, where they are named."""
        kinds = frozenset(self.setting.figures) if kinds is None else kinds & self.setting.figures.keys()
        made = {
            "stations": {a: self._weeks(number, "stations", self.setting.names.activities[a].id) for a in self.stations}
            if "stations" in kinds
            else {},
            "consent": {
                a: weeks
                for key, works in self.blocks.items()
                if (weeks := self._weeks(number, "consent", key))
                for a in works
            }
            if "consent" in kinds
            else {},
        }
        award = {
            q: weeks
            for key, projects in (self.lots.items() if "proceedings" in kinds else ())
            if (weeks := self._weeks(number, "proceedings", key))
            for q in projects
        }
        return World(
            later={a: weeks for row in made.values() for a, weeks in row.items() if weeks},
            award=award,
            digs_lost=self._frost(number) if "frost" in kinds else {},
            lost=self._lost(number, kinds),
            newcomers=self._newcomers(number) if "newcomers" in kinds else {},
        )

    def _frost(self, number: int) -> dict[int, int]:
        names, rows = self.setting.names, self.setting.figures["frost"]
        found = {}
        for week in range(max(0, self.setting.since), self.setting.problem.horizon + YEAR):
            monday = names.start + timedelta(weeks=week)
            if monday.month in WINTER:
                chance = rows["chance_percent"].value
                if 100 * self._numbers(number, "frost", monday.isoformat())[0] < chance:
                    found[week] = int(rows["lost_percent"].value)
        return found

    def _lost(self, number: int, kinds: frozenset[str]) -> dict[int, dict[int, int]]:
        """Per pool and week the percent of its heads that is missing: the worst of what happens in that week."""
        problem, names = self.setting.problem, self.setting.names
        found: dict[int, dict[int, int]] = {}

        def lose(pool: int, first: int, weeks: int, percent: int) -> None:
            row = found.setdefault(pool, {})
            for week in range(max(first, self.setting.since), first + weeks):
                row[week] = max(row.get(week, 0), percent)

        for pool, one in enumerate(problem.pools):
            if "bankruptcy" in kinds:
                for year in range(0, problem.horizon, YEAR):
                    key = f"{names.employers[one.employer].id}/{(names.start + timedelta(weeks=year)).isoformat()}"
                    weeks = self._weeks(number, "bankruptcy", key)
                    if weeks:
                        lose(pool, year + int(YEAR * self._numbers(number, "bankruptcy", key)[2]), weeks, 100)
            if "sickness" in kinds:
                rows = self.setting.figures["sickness"]
                least, most = rows["least_lost_percent"].value, rows["most_lost_percent"].value
                for quarter in range(0, problem.horizon, QUARTER):
                    key = f"{names.pools[pool].id}/{(names.start + timedelta(weeks=quarter)).isoformat()}"
                    weeks = self._weeks(number, "sickness", key)
                    if weeks:
                        _, _, when, how = self._numbers(number, "sickness", key)
                        lose(pool, quarter + int(QUARTER * when), weeks, round(least + (most - least) * how))
        return {pool: row for pool, row in found.items() if row}

    def _newcomers(self, number: int) -> dict[int, int]:
        names = self.setting.names
        return {
            c: weeks
            for c, cohort in enumerate(self.setting.problem.cohorts)
            if cohort.start >= self.setting.since
            and (weeks := self._weeks(number, "newcomers", f"{names.pools[cohort.pool].id}/{cohort.start}"))
        }

    def _weeks(self, number: int, kind: str, key: str) -> int:
        """For how many weeks something goes wrong; 0: it does not."""
        rows = self.setting.figures[kind]
        happens, how, _, _ = self._numbers(number, kind, key)
        if 100 * happens >= rows["chance_percent"].value:
            return 0
        least, most = int(rows["least_weeks"].value), int(rows["most_weeks"].value)
        return least + int((most - least + 1) * how)

    def _numbers(self, number: int, kind: str, key: str) -> tuple[float, float, float, float]:
        """Four numbers from 0 to 1, the same for whoever asks."""
        raw = blake2b(f"{self.seed}|{number}|{kind}|{key}".encode(), digest_size=32).digest()
        first, second, third, fourth = (int.from_bytes(raw[i : i + 8], "big") / 2**64 for i in range(0, 32, 8))
        return first, second, third, fourth


def block(names: Names, problem: Problem, activity: int) -> str:
    """The block of homes, or other place, that a work is done in: its project and its place."""
    return f"{names.projects[problem.activities[activity].project].id}:{names.activities[activity].place}"
