"""What stands when planning goes on: agreed weeks, what has begun, tenders that were published, and a status date
before which nothing new is put.

Facts are no longer judged: what has begun keeps its week whatever came before it, with the people it had; what is done
takes no people from what is still planned. So a report of what happened never makes a plan impossible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.problem import Activity, Calendar, Mode, Pool, Problem, Source, Tender
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.agreed import FACTS, FIXED, Agreed, AgreedLine, OwnPeople
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .happened import districts_so_far, so_far
from .names import Names

SOURCES: Mapping[OwnPeople, frozenset[Source]] = {
    "own": frozenset({Source.OWN, Source.OVERTIME}),
    "own_or_hired": frozenset({Source.OWN, Source.OVERTIME, Source.HIRED}),
    "own_or_lent": frozenset({Source.OWN, Source.OVERTIME, Source.LENT, Source.CONSORTIUM}),
}


def standing(problem: Problem, names: Names, programme: Programme, notes: Notebook) -> Problem:
    """The problem with what stands in it; the problem itself where nothing does. What stands and is not in the
    programme is noted."""
    agreed = programme.agreed
    if agreed is None:
        return problem
    lines = {names.activity_index[line.activity]: line for line in _known(agreed, names, notes)}
    frame = _Frame(programme, agreed, lines)
    problem = replace(
        problem, calendars=(*problem.calendars, Calendar((100,) * problem.horizon))
    )  # of what is done: it took the weeks it took
    made = tuple(frame.activity(problem, a, one) for a, one in enumerate(problem.activities))
    facts = frame.facts
    problem = replace(problem, activities=made)
    return replace(
        problem,
        pools=frame.pools(problem, made),
        districts=districts_so_far(problem, facts),
        grids=tuple(so_far(problem, facts, one) for one in problem.grids),
        deliveries=tuple(so_far(problem, facts, one) for one in problem.deliveries),
        budgets=tuple(so_far(problem, facts, one) for one in problem.budgets),
        tenders=frame.tenders(
            problem,
            names,
            {made[a].project: made[a].pinned or 0 for a in sorted(facts, key=lambda a: -(made[a].pinned or 0))},
        ),
    )


def _known(agreed: Agreed, names: Names, notes: Notebook) -> Iterator[AgreedLine]:
    for i, line in enumerate(agreed.lines):
        if line.activity in names.activity_index:
            yield line
            continue
        what = say(
            "This work stood in the plan of round {round} ({state}) and is no longer in the programme.",
            round=agreed.round,
            state=line.state,
        )
        notes.warning(
            "agreed-line-gone",
            f"lines[{i}]",
            None,
            line.activity,
            what,
            say("Its sender took it out or named it otherwise; ask which."),
        )
    for i, row in enumerate(agreed.tenders):
        if row.tender not in names.tender_index:
            what = say("This tender of round {round} is no candidate any more.", round=agreed.round)
            remedy = say("Name its projects under combinations if it was published; else it is planned anew.")
            notes.warning("agreed-tender-gone", f"tenders[{i}]", None, row.tender, what, remedy)


@dataclass(frozen=True, slots=True)
class _Frame:
    programme: Programme
    agreed: Agreed
    lines: Mapping[int, AgreedLine]

    @property
    def status(self) -> int:
        """The week of the status date."""
        return max(0, self.programme.week_of(self.agreed.status_date))

    @property
    def notice(self) -> int:
        """The first week in which what may still move may be put."""
        stated = self.agreed.notice_weeks
        return self.status + (self.programme.reference.settings.freeze_notice_weeks if stated is None else stated)

    @property
    def facts(self) -> frozenset[int]:
        """Activities that have begun."""
        return frozenset(a for a, line in self.lines.items() if line.state in FACTS)

    def activity(self, problem: Problem, a: int, one: Activity) -> Activity:
        """An activity with what stands of it."""
        line = self.lines.get(a)
        if line is None:
            return replace(one, release=max(one.release, self.notice)) if one.pinned is None else one
        start = self.programme.week_of(line.start)
        one = replace(one, agreed=max(0, start))
        if line.state in FACTS:
            return self.fact(problem, a, max(0, start), line)
        if line.people is not None and possible_with(one, line.people):
            one = with_people(one, line.people)
        if line.state == "asked":
            return replace(one, release=max(one.release, self.status))
        if line.state == "window":
            first = self.notice if line.earliest is None else max(self.notice, self.programme.week_of(line.earliest))
            last = (
                problem.horizon - 1
                if line.latest is None
                else min(problem.horizon - 1, self.programme.week_of(line.latest))
            )
            return replace(one, release=max(one.release, self.notice), willing=(first, max(first, last)))
        if line.state in FIXED or start < self.notice:
            return replace(one, release=min(one.release, start), ready=min(one.ready, start), pinned=start)
        return replace(one, release=max(one.release, self.notice))

    def fact(self, problem: Problem, a: int, start: int, line: AgreedLine) -> Activity:
        """What has begun: in its week, or where its calendar is closed in that week in the next one; what is done with
        the weeks that it took."""
        one = problem.activities[a]
        begun = replace(one, release=0, ready=0, deadline=None, willing=None)
        if line.end is None:
            opened = (
                t
                for t in range(start, problem.horizon)
                if any(problem.end(a, m, t) is not None for m in range(len(one.modes)))
            )
            return replace(begun, pinned=next(opened, start))
        lasted = max(1, self.programme.week_of(line.end) + 1 - start)
        kept = {
            mode.position: mode for mode in one.modes
        }  # one for each place in an opening; its people are free again
        modes = tuple(replace(mode, duration=lasted, demands=()) for mode in kept.values())
        return replace(begun, pinned=start, calendar=len(problem.calendars) - 1, modes=modes)

    def pools(self, problem: Problem, made: Sequence[Activity]) -> tuple[Pool, ...]:
        """The pools with what work that has begun needed before the status date at most: that it was there is a
        fact."""
        more: dict[int, dict[int, int]] = {}
        for a in self.facts:
            start = made[a].pinned or 0
            for pool, heads in _most_own(made[a].modes).items():
                for week in range(start, min(self.status, problem.horizon)):
                    cells = more.setdefault(pool, {})
                    cells[week] = cells.get(week, 0) + heads
        return tuple(
            replace(pool, heads=tuple(h + _before_reserve(pool, more[p].get(t, 0)) for t, h in enumerate(pool.heads)))
            if p in more
            else pool
            for p, pool in enumerate(problem.pools)
        )

    def tenders(self, problem: Problem, names: Names, begun: Mapping[int, int]) -> tuple[Tender, ...]:
        """Candidates with the weeks that are left for them: what was published stays, and bars what else its projects
        might be bought in. ``begun`` is per project with work that has begun its first week: whatever that was bought
        in came in time."""
        stated = {
            names.tender_index[row.tender]: self.programme.week_of(row.published)
            for row in self.agreed.tenders
            if row.tender in names.tender_index
        }
        published = {t: week for t, week in stated.items() if week < self.status}
        bought = {p for t in published for p in problem.tenders[t].projects}
        weeks = frozenset(range(problem.horizon))

        def left(t: int, tender: Tender) -> Tender:
            since = min((begun[p] for p in tender.projects if p in begun), default=None)
            if since is not None:
                tender = replace(tender, preparation=0, lead=0, closed=frozenset())
            if t in published:
                week = published[t] if since is None else min(since, published[t])
                return replace(tender, closed=weeks - {week})
            if bought & set(tender.projects):
                return replace(tender, barred=True)
            if since is not None:
                return tender
            first = self.status + tender.preparation
            prepared = stated.get(t, first)  # what the last plan had begun to prepare by now may keep its week
            return replace(tender, closed=tender.closed | weeks & frozenset(range(min(first, prepared))))

        return tuple(left(t, tender) for t, tender in enumerate(problem.tenders))


def possible_with(activity: Activity, people: OwnPeople) -> bool:
    """Whether a work can be done with these people alone, if they are there."""
    return bool(with_people(activity, people).modes)


def with_people(activity: Activity, people: OwnPeople) -> Activity:
    """The work with no other people than these; without modes where none of them can do it."""
    allowed = SOURCES[people]
    modes = []
    for mode in activity.modes:
        demands = tuple(
            replace(demand, patterns=tuple(p for p in demand.patterns if p.source in allowed))
            for demand in mode.demands
        )
        alone = (Source.OWN, Source.OVERTIME, Source.HIRED)  # some way that hangs on no other employer
        if all(any(p.source in alone for p in demand.patterns) for demand in demands):
            modes.append(replace(mode, demands=demands))
    return replace(activity, modes=tuple(modes))


def _most_own(modes: Sequence[Mode]) -> dict[int, int]:
    """Per pool the most heads, in hundredths, that any mode asks of it."""
    most: dict[int, int] = {}
    for mode in modes:
        for demand in mode.demands:
            for pattern in demand.patterns:
                for pool, heads in ((pattern.own, pattern.own_heads), (pattern.other, pattern.other_heads)):
                    if pool is not None and (pool == pattern.own or pattern.source.name != "HIRED"):
                        most[pool] = max(most.get(pool, 0), heads)
    return most


def _before_reserve(pool: Pool, heads: int) -> int:
    """Heads, in hundredths, of which so many are left after the reserve."""
    return -(-heads * 100 // (100 - pool.reserve)) if heads else 0
