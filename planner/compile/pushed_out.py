"""Which work is pushed past what limit, by what, and by how many weeks: what stands in the way of every plan, people
aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkplan.models.problem import Link, Problem
from wijkplan.models.windows import NEVER, earliest_lead
from wijkplan.planner.text import Text, joined, say

from .names import Names

YEAR, FURTHER = 52, 260  # weeks: how calendars go on after the horizon, and how far is looked


@dataclass(frozen=True, slots=True)
class PushedOut:
    """A work with what it waits for, the first of it first and itself last; how many weeks it is past its limit."""

    chain: tuple[int, ...]
    weeks: int
    early: tuple[int, ...]
    """Per work of the chain the first week in which it can start."""

    @property
    def activity(self) -> int:
        """The work that is past its limit."""
        return self.chain[-1]


def pushed_out(problem: Problem) -> PushedOut | None:
    """What is furthest past its limit by the order of work, streets, calendars, tenders and what has begun; ``None``
    where that pushes nothing past any."""
    early, waits = _earliest(problem)
    over = {a: weeks for a in range(len(problem.activities)) if (weeks := _over(problem, a, early[a])) > 0}
    if not over:
        return None
    worst = max(over, key=lambda a: (over[a], -a))
    chain = [worst]
    while (before := waits.get(chain[0])) is not None and before not in chain:
        chain.insert(0, before)
    return PushedOut(tuple(chain), over[worst], tuple(early[a] for a in chain))


def _earliest(problem: Problem) -> tuple[list[int], dict[int, int]]:
    """Per work the first week in which it can start, whatever its limit, and what it waits for. What is in a fixed week
    pushes others from there."""
    lead = earliest_lead(problem)
    early = [max(one.first_start, lead[one.project] if lead[one.project] < NEVER else 0) for one in problem.activities]
    waits: dict[int, int] = {}
    links = list(_links(problem))
    changed = True
    while changed:
        changed = False
        for a, b, link, lag in links:
            one = problem.activities[a]
            begin = early[a] if one.pinned is None else one.pinned
            least = (_first_end(problem, a, begin) if link is Link.FINISH_START else begin) + lag
            if early[b] < least <= problem.horizon + FURTHER:
                early[b], waits[b], changed = least, a, True
    return early, waits


def _links(problem: Problem) -> Iterator[tuple[int, int, Link, int]]:
    for arc in problem.precedences:
        if arc.link in (Link.FINISH_START, Link.START_START):
            yield arc.predecessor, arc.successor, arc.link, arc.min_lag
    for street in problem.streets:
        for a, b in zip(street.digs, street.digs[1:], strict=False):
            yield a, b, Link.FINISH_START, 0


def _over(problem: Problem, a: int, early: int) -> int:
    """Weeks that a work is past the last week in which it may start, or end."""
    one, due = problem.activities[a], problem.due(a)
    ends = [week for week in (one.deadline, due, problem.horizon) if week is not None]
    late = _first_end(problem, a, early) - min(ends)
    return max(late, 0 if one.last_start is None else early - one.last_start)


def _first_end(problem: Problem, a: int, start: int) -> int:
    one = problem.activities[a]
    percent = problem.calendars[one.calendar].percent
    return min((_end(percent, mode.duration, start) for mode in one.modes), default=start + 1)


def _end(percent: tuple[int, ...], duration: int, start: int) -> int:
    """The week after the last one of work that begins no sooner than ``start``; after the horizon calendars go on as in
    its last year."""
    weeks, delivered, begun = len(percent), 0, False
    for week in range(start, weeks + 2 * FURTHER):
        here = percent[week] if week < weeks else percent[max(0, weeks - YEAR) + (week - weeks) % min(YEAR, weeks)]
        begun = begun or here > 0
        delivered += here
        if begun and delivered >= 100 * duration:
            return week + 1
    return weeks + 2 * FURTHER


def what_is_pushed(found: PushedOut, problem: Problem, names: Names) -> tuple[Text, Text]:
    """What stands in the way, and what would mend it."""
    a, one = found.activity, problem.activities[found.activity]
    title, project = names.activities[a].id, names.projects[one.project]
    limit, remedy = _limit(found, problem, names)
    what = say(
        "{work} of {owner} is {weeks} weeks too late for {limit}: {chain}.",
        work=title,
        owner=project.sender,
        weeks=found.weeks,
        limit=limit,
        chain=joined([_link(problem, names, b, week) for b, week in zip(found.chain, found.early, strict=True)], "; "),
    )
    return what, remedy


def _limit(found: PushedOut, problem: Problem, names: Names) -> tuple[Text, Text]:
    """What it is late for, and how that would have to move."""
    one, weeks = problem.activities[found.activity], found.weeks
    project, early = names.projects[one.project], found.early[-1]
    if one.last_start is not None and early > one.last_start:
        if one.pinned is not None:
            limit = say("the week that it is held in ({day})", day=names.monday(one.pinned))
        else:
            limit = say("the last week that its owner is willing to start in ({day})", day=names.monday(one.last_start))
        return limit, say(
            "Ask {owner} for the week of {day} or a later one.", owner=project.sender, day=names.monday(early)
        )
    due = problem.due(found.activity)
    known = {week: text for week, text in ((due, say("what was agreed on delivery")),) if week is not None}
    if one.deadline is not None and one.deadline <= min((*known, problem.horizon)):
        until = one.deadline
        limit = say("the window of {project} (until {day})", project=project.id, day=names.monday(until))
        return limit, say(
            "Let the window of {project} end {weeks} weeks later at least ({day}), or let less work wait for other "
            "work.",
            project=project.id,
            weeks=weeks,
            day=names.monday(until + weeks),
        )
    if known:
        return next(iter(known.values())), say("Agree on a later week for {project}.", project=project.id)
    limit = say("the end of the programme ({day})", day=names.monday(problem.horizon))
    return limit, say(
        "Make the programme {weeks} weeks longer at least (weeks: {all}), or let less work wait for other work.",
        weeks=weeks,
        all=problem.horizon + weeks,
    )


def _link(problem: Problem, names: Names, a: int, week: int) -> Text:
    """A work of the chain, with who does it and when it can start at the soonest, or does."""
    one = problem.activities[a]
    fields = {
        "work": names.activities[a].id,
        "owner": names.employers[problem.projects[one.project].employer].name,
        "day": names.monday(week if one.pinned is None else one.pinned),
    }
    if one.pinned is not None:
        return say("{work} ({owner}) starts in the week of {day}", **fields)
    return say("{work} ({owner}) can start in the week of {day} at the soonest", **fields)
