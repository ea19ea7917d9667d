"""Facts about a plan that several rules and terms ask for, read from the plan by ordinary loops.

A plan may be nonsense: nothing here raises, and work that rule ``once`` reports is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from ..plan import Placement, Plan, Publication
from ..problem import Demand, Joint, Pattern, Pool, Problem, Reservoir, Source, Tender


def placed(problem: Problem, plan: Plan) -> Mapping[int, Placement]:
    """Per activity its placement, where there is exactly one and its mode exists. Rules and terms ask for it in turn,
    so that of the plan asked about last is kept."""
    global _last
    last = _last  # once: another thread may ask about another plan meanwhile
    if last[0] is not problem or last[1] is not plan:
        _last = last = (problem, plan, MappingProxyType(_placed(problem, plan)))
    return last[2]


_last: tuple[Problem | None, Plan | None, Mapping[int, Placement]] = (None, None, {})


def _placed(problem: Problem, plan: Plan) -> dict[int, Placement]:
    found: dict[int, Placement] = {}
    double: set[int] = set()
    for placement in plan.placements:
        if placement.activity in found:
            double.add(placement.activity)
        elif exists(placement.activity, problem.activities):
            found[placement.activity] = placement
    return {
        i: placement
        for i, placement in found.items()
        if i not in double and exists(placement.mode, problem.activities[i].modes)
    }


def exists(index: int, row: tuple[object, ...]) -> bool:
    """Whether the row has that index (a negative one never exists)."""
    return 0 <= index < len(row)


def end_week(problem: Problem, activity: int, mode: int, start: int) -> int | None:
    """First week by whose end the calendar has delivered the mode's duration; ``None`` if work cannot start in
    ``start``."""
    work = problem.activities[activity]
    percent = problem.calendars[work.calendar].percent
    needed = 100 * work.modes[mode].duration
    if start == problem.horizon and needed == 0:
        return start
    if not 0 <= start < problem.horizon or percent[start] == 0:
        return None
    week = start
    while needed > 0:
        if week == problem.horizon:
            return None
        needed -= percent[week]
        week += 1
    return week


def weeks(problem: Problem, placement: Placement) -> range:
    """The weeks of a placement that lie in the horizon."""
    return range(max(0, placement.start), min(problem.horizon, placement.end))


def working_weeks(problem: Problem, placement: Placement) -> list[int]:
    """The weeks of a placement in which its calendar is open: only then it needs heads."""
    percent = problem.calendars[problem.activities[placement.activity].calendar].percent
    return [week for week in weeks(problem, placement) if percent[week] > 0]


def staffing(problem: Problem, plan: Plan) -> Iterator[tuple[Placement, Demand, Pattern]]:
    """Per demand of every placed activity the pattern that was chosen, where it is listed."""
    for i, placement in placed(problem, plan).items():
        demands = problem.activities[i].modes[placement.mode].demands
        for demand, chosen in zip(demands, placement.patterns, strict=False):
            if exists(chosen, demand.patterns):
                yield placement, demand, demand.patterns[chosen]


def after_reserve(pool: Pool, week: int) -> int:
    """Heads of a pool in a week that are left after its reserve, newcomers aside."""
    return pool.heads[week] * (100 - pool.reserve) // 100


def intake(problem: Problem, plan: Plan) -> list[int]:
    """Per cohort how many newcomers start; 0 where the plan says nothing."""
    return [plan.intake[c] if c < len(plan.intake) else 0 for c in range(len(problem.cohorts))]


def available(problem: Problem, plan: Plan) -> list[list[int]]:
    """Per pool and week the heads that may be planned: what is left after its reserve, and what newcomers add less the
    time of who guides them, less who has left it to learn another trade."""
    rows = [
        [after_reserve(pool, week) + (pool.added[week] if pool.added else 0) for week in range(problem.horizon)]
        for pool in problem.pools
    ]
    for number, cohort in zip(intake(problem, plan), problem.cohorts, strict=True):
        if number:
            for week, heads in enumerate(cohort.heads):
                rows[cohort.pool][week] += number * heads
            if cohort.source is not None:
                for week, heads in enumerate(cohort.gone):
                    rows[cohort.source][week] -= number * heads
    return rows


def at_work(problem: Problem, plan: Plan) -> list[list[int]]:
    """Per pool and week its heads at work in hundredths: for their own employer, lent, or as a partner in a lot."""
    used = [[0] * problem.horizon for _ in problem.pools]
    for placement, _, pattern in staffing(problem, plan):
        for week in working_weeks(problem, placement):
            if pattern.own is not None:
                used[pattern.own][week] += pattern.own_heads
            if pattern.other is not None and pattern.source is not Source.HIRED:
                used[pattern.other][week] += pattern.other_heads
    return used


def changes(problem: Problem, plan: Plan) -> list[int]:
    """Per pool how much its average heads at work rise and fall from quarter to quarter, from nothing before the first
    to nothing after the last, in units of ``problem.changes_unit`` to a hundredth of a head."""
    return [changes_of(problem, heads) for heads in at_work(problem, plan)]


def changes_of(problem: Problem, heads: Sequence[int]) -> int:
    """The changes of one pool, from its heads at work week by week."""
    total = before = 0
    for begin, end in pairwise(problem.quarters):
        average = sum(heads[begin:end]) * (problem.changes_unit // (end - begin))
        total += abs(average - before)
        before = average
    return total + before


def hired_head_weeks(problem: Problem, plan: Plan) -> int:
    """Hundredths of a hired head x working weeks."""
    return sum(
        pattern.other_heads * len(working_weeks(problem, placement))
        for placement, _, pattern in staffing(problem, plan)
        if pattern.source is Source.HIRED
    )


def reaches(pool: Pool, region: int) -> bool:
    """Whether the people of a pool can work in a region."""
    return pool.region == region or region in pool.reach


class Opening(NamedTuple):
    """One time that a street is open: a run of joined digs, weeks ``[start, end)`` with its gaps."""

    street: int
    digs: tuple[int, ...]
    start: int
    end: int


def openings(problem: Problem, plan: Plan) -> list[Opening]:
    """All openings, street by street in the street's order of digs."""
    work = placed(problem, plan)
    found: list[Opening] = []
    for s, street in enumerate(problem.streets):
        run: list[int] = []
        for i, dig in enumerate(street.digs):
            if dig in work:
                run.append(dig)
            if (s, i) not in plan.joined or i == len(street.digs) - 1:
                if run:
                    start, end = min(work[d].start for d in run), max(work[d].end for d in run)
                    found.append(Opening(s, tuple(run), start, end))
                run = []
    return found


class BrokenRest(NamedTuple):
    """A street reopened too early: the dig that reopens it, its start, and how many weeks were missing."""

    street: int
    dig: int
    week: int
    missing: int


def broken_rests(problem: Problem, plan: Plan) -> list[BrokenRest]:
    """Every reopening inside the rest period, which counts from the dig before, or for the first dig from
    ``closed``."""
    work = placed(problem, plan)
    found: list[BrokenRest] = []
    for s, street in enumerate(problem.streets):
        for i, dig in enumerate(street.digs):
            if dig not in work:
                continue
            closed = street.closed
            if i > 0:
                if (s, i - 1) in plan.joined or street.digs[i - 1] not in work:
                    continue
                closed = work[street.digs[i - 1]].end
            if closed is not None and work[dig].start - closed < street.rest:
                found.append(BrokenRest(s, dig, work[dig].start, street.rest - (work[dig].start - closed)))
    return found


def chosen(problem: Problem, plan: Plan) -> list[tuple[Publication, Tender]]:
    """The published tenders that are on the candidate list."""
    return [(p, problem.tenders[p.tender]) for p in plan.tenders if exists(p.tender, problem.tenders)]


def one_lot(problem: Problem, plan: Plan, one: int, other: int) -> bool:
    """Whether two projects are bought in the same lot of a chosen tender."""
    return any(
        one in lot.projects and other in lot.projects for _, tender in chosen(problem, plan) for lot in tender.lots
    )


def joined_pairs(problem: Problem, plan: Plan) -> Iterator[tuple[int, int, int, int]]:
    """Per joined pair that exists: street, place of the joint, the dig before it, the dig after it."""
    for s, i in sorted(plan.joined):
        if exists(s, problem.streets) and exists(i, problem.streets[s].joints):
            yield s, i, problem.streets[s].digs[i], problem.streets[s].digs[i + 1]


def needs_agreement(problem: Problem, plan: Plan, joint: Joint, before: int, after: int) -> bool:
    """Whether two joined digs belong to different contracts: neither one project nor one lot, nor one employer's own
    work."""
    one, other = problem.activities[before].project, problem.activities[after].project
    return one != other and not joint.own and not one_lot(problem, plan, one, other)


def costable(problem: Problem, plan: Plan) -> bool:
    """Whether every index of the plan exists and every activity has one placement, so that its euros are defined."""
    work = placed(problem, plan)
    return (
        len(work) == len(plan.placements) == len(problem.activities)
        and all(len(w.patterns) == len(problem.activities[i].modes[w.mode].demands) for i, w in work.items())
        and sum(1 for _ in staffing(problem, plan)) == sum(len(w.patterns) for w in work.values())
        and len(chosen(problem, plan)) == len(plan.tenders)
        and sum(1 for _ in joined_pairs(problem, plan)) == len(plan.joined)
        and len(plan.intake) in (0, len(problem.cohorts))
    )


def shortages(problem: Problem, work: Mapping[int, Placement], reservoir: Reservoir) -> Iterator[tuple[int, int]]:
    """Per week of the horizon in which a reservoir is overdrawn: the week, and by how much."""
    change = [0] * problem.horizon  # what becomes taken (+) or released (-) in a week, and stays so
    for activity, amount in reservoir.loads:
        if activity in work and work[activity].start < problem.horizon:
            change[max(0, work[activity].start)] += amount
    for activity, amount in reservoir.releases:
        if activity in work and work[activity].end < problem.horizon:
            change[max(0, work[activity].end)] -= amount
    level = 0
    for week in range(problem.horizon):
        if week in reservoir.renewals:
            level = 0
        level += change[week]
        if level > reservoir.supply[week]:
            yield week, level - reservoir.supply[week]
