"""On which works and streets newcomers are guided.

Rule ``safe`` counts per pool and week who learns and who can guide. Own people may be cut over works of their employer
within a week, so what holds for a pool can be kept on each of its works: whoever learns goes with who guides, from work
to work. This says where: in every week newcomers go, a cohort at a time, to the work or street where they were the week
before, then to the one that asks most people, until all of them are somewhere; with them go as many experienced people
as guidance and the share of learners ask there, the other people do the rest. :mod:`.guidance_check` judges it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wijkplan.models.check.facts import staffing, working_weeks
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Guidance, Problem
from wijkplan.planner.compile import Names

Place = tuple[bool, int]
"""A street (true) or a work that is in none, and its index."""


@dataclass(frozen=True, slots=True)
class Guided:
    """Newcomers of a cohort at one place in one week, in hundredths of a head: ``learners`` with so many ``guides``,
    who are among the ``experienced`` own people there."""

    cohort: int
    place: Place
    week: int
    learners: float
    guides: float
    experienced: float


@dataclass(frozen=True, slots=True)
class GuidedSpell:
    """Newcomers of a cohort at one place from first to last week, which need not be without a gap; head-weeks."""

    cohort: int
    street: str | None
    activity: str | None
    district: str
    start: date
    end: date
    learner_weeks: float
    guide_weeks: float


def guided(problem: Problem, plan: Plan, intake: Sequence[int]) -> tuple[Guided, ...]:
    """Week by week; nothing in weeks in which a pool has no work at all."""
    if not any(intake):
        return ()
    asked = own_heads(problem, plan)
    return tuple(found for row in problem.guidance for found in _of_pool(problem, intake, row, asked[row.pool]))


def own_heads(problem: Problem, plan: Plan) -> list[dict[int, dict[Place, int]]]:
    """Per pool and week the own heads at each place."""
    street = {dig: s for s, row in enumerate(problem.streets) for dig in row.digs}
    found: list[dict[int, dict[Place, int]]] = [defaultdict(lambda: defaultdict(int)) for _ in problem.pools]
    for placement, _, pattern in staffing(problem, plan):
        if pattern.own is None or not pattern.own_heads:
            continue
        a = placement.activity
        place = (True, street[a]) if a in street else (False, a)
        for week in working_weeks(problem, placement):
            found[pattern.own][week][place] += pattern.own_heads
    return found


def _of_pool(
    problem: Problem, intake: Sequence[int], row: Guidance, asked: dict[int, dict[Place, int]]
) -> Iterator[Guided]:
    heads = problem.pools[row.pool].heads
    before: dict[int, set[Place]] = defaultdict(set)  # per cohort where it was last
    for week in sorted(asked):
        here = [
            (c, intake[c] * cohort.learners[week], intake[c] * max(0, cohort.heads[week]))
            for c, cohort in enumerate(problem.cohorts)
            if intake[c] and cohort.pool == row.pool and cohort.learners[week]
        ]
        if not here or not row.ratio or not row.most[week]:
            continue
        each = max(100 / row.ratio, heads[week] / row.most[week])  # experienced people beside each who learns
        done = sum(learners * each + works for _, learners, works in here)
        more = max(1.0, done / sum(asked[week].values()))  # more people than the work asks: it has them all the same
        room = {place: n * more for place, n in asked[week].items()}
        for c, learners, works in here:
            per = each + works / learners
            left = float(learners)
            at = sorted(room, key=lambda place: (place not in before[c], -room[place], place))
            before[c] = set()
            for place in at:
                some = min(left, room[place] / per)
                if some > 1e-6:
                    room[place] -= some * per
                    left -= some
                    before[c].add(place)
                    yield Guided(c, place, week, some, some * 100 / row.ratio, some * each)


def spells(problem: Problem, names: Names, rows: Sequence[Guided]) -> tuple[GuidedSpell, ...]:
    """The same by cohort and place, with names; the first first."""
    found: dict[tuple[int, Place], list[Guided]] = defaultdict(list)
    for row in rows:
        found[row.cohort, row.place].append(row)
    told = []
    for (cohort, (is_street, index)), there in found.items():
        activity = problem.streets[index].digs[0] if is_street else index
        told.append(
            GuidedSpell(
                cohort=cohort,
                street=names.streets[index].id if is_street else None,
                activity=None if is_street else names.activities[index].id,
                district=names.districts[problem.projects[problem.activities[activity].project].district].id,
                start=names.monday(min(row.week for row in there)),
                end=names.monday(max(row.week for row in there)) + timedelta(days=4),
                learner_weeks=round(sum(row.learners for row in there) / 100, 2),
                guide_weeks=round(sum(row.guides for row in there) / 100, 2),
            )
        )
    return tuple(sorted(told, key=lambda one: (one.cohort, one.start, one.street or "", one.activity or "")))
