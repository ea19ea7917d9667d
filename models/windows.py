"""Start and end windows by propagation: what precedence, calendars, deadlines and tenders leave, resources aside.

Used by construction, by neighbourhood search and by relaxations. (The checker of bounds derives its own.)
"""

from __future__ import annotations

from .problem import Link, Problem
from .reason import Reason, Resource

NEVER = 10**9  # weeks


class NoWindow(ValueError):
    """An activity's window is empty: no plan exists. ``activity`` is its index, ``rule`` the id of a rule that closes
    it, ``reason`` says how."""

    def __init__(self, activity: int, rule: str, reason: Reason) -> None:
        super().__init__(str(reason))
        self.activity, self.rule, self.reason = activity, rule, reason


def earliest_lead(problem: Problem) -> list[int]:
    """Per project the first week after publication + lead of any tender that may contain it (0 when not tendered)."""
    first = [NEVER if project.tendered else 0 for project in problem.projects]
    for tender in problem.tenders:
        if problem.may_choose(tender):
            for project in tender.projects:
                first[project] = min(first[project], tender.earliest)
    return first


def windows(problem: Problem) -> tuple[list[int], list[int]]:
    """Earliest start and latest end per activity, propagated to a fixed point.

    Every plan without violations places each activity inside them. Raises :class:`NoWindow`.
    """
    lead = earliest_lead(problem)
    early: list[int] = []
    late: list[int] = []
    for a, activity in enumerate(problem.activities):
        due = problem.due(a)
        if lead[activity.project] == NEVER:
            raise NoWindow(a, "tender", Reason("tender", "tender", a, Resource("project", activity.project)))
        start = max(activity.first_start, lead[activity.project])
        ends = [week for week in (activity.deadline, due, problem.horizon) if week is not None]
        early.append(start)
        late.append(min(ends) if activity.last_start is None else min(*ends, last_end(problem, a, activity.last_start)))
    links = [(p.predecessor, p.successor, p.link, p.min_lag) for p in problem.precedences]
    links += [
        (p.successor, p.predecessor, _reverse(p.link), -p.max_lag) for p in problem.precedences if p.max_lag is not None
    ]
    links += [
        (a, b, Link.FINISH_START, 0)
        for street in problem.streets
        for a, b in zip(street.digs, street.digs[1:], strict=False)
    ]
    changed = True
    while changed:
        changed = False
        for a in range(len(problem.activities)):
            fitted = _fit(problem, a, early[a], late[a])
            if fitted is None:
                raise NoWindow(a, "window", Reason("window", "window", a, span=(early[a], late[a])))
            if fitted != (early[a], late[a]):
                early[a], late[a] = fitted
                changed = True
        for a, b, link, lag in links:
            moved = _propagate(problem, a, b, link, lag, early, late)
            changed = changed or moved
    return early, late


def _reverse(link: Link) -> Link:
    return {Link.FINISH_START: Link.START_FINISH, Link.START_FINISH: Link.FINISH_START}.get(link, link)


def first_end(problem: Problem, activity: int, start: int) -> int:
    """Earliest end over modes of a start no sooner than ``start``; a week after the horizon when there is none."""
    if start > problem.horizon:
        return problem.horizon + 1
    start = max(start, 0)
    return min((reach.first_end[start] for reach in problem.reach[activity]), default=problem.horizon + 1)


def last_end(problem: Problem, activity: int, start: int) -> int:
    """Latest end over modes of a start no later than ``start``; the horizon when there is none."""
    ends = []
    for reach in problem.reach[activity]:
        possible = (end for end in reversed(reach.ends[: max(0, start + 1)]) if end is not None)
        ends += [end for end in [next(possible, None)] if end is not None]
    return max(ends, default=problem.horizon)


def last_start(problem: Problem, activity: int, end: int) -> int:
    """Latest start over modes that ends no later than ``end``; -1 when there is none."""
    if end < 0:
        return -1
    end = min(end, problem.horizon)
    return max((reach.last_start[end] for reach in problem.reach[activity]), default=-1)


def _fit(problem: Problem, activity: int, early: int, late: int) -> tuple[int, int] | None:
    """Move the earliest start to the first week in which some mode can start and end in time; ``None`` when there is
    none."""
    bound = problem.activities[activity].last_start
    last = last_start(problem, activity, late)
    if bound is not None:
        last = min(last, bound)
    tables = [reach.ends for reach in problem.reach[activity]]
    for start in range(max(early, 0), last + 1):
        for ends in tables:
            end = ends[start]
            if end is not None and end <= late:
                return start, late
    return None


def _propagate(problem: Problem, a: int, b: int, link: Link, lag: int, early: list[int], late: list[int]) -> bool:
    """Tighten for ``(end of link at b) - (end of link at a) >= lag``; whether anything moved."""
    from_end = link in (Link.FINISH_START, Link.FINISH_FINISH)
    to_end = link in (Link.FINISH_FINISH, Link.START_FINISH)
    moved = False
    earliest = (first_end(problem, a, early[a]) if from_end else early[a]) + lag
    if not to_end and earliest > early[b]:
        early[b], moved = earliest, True
    latest = (late[b] if to_end else last_start(problem, b, late[b])) - lag
    if from_end and latest < late[a]:
        late[a], moved = latest, True
    elif not from_end and latest < last_start(problem, a, late[a]):
        longest = max(
            (
                e
                for m in range(len(problem.activities[a].modes))
                if (e := problem.end(a, m, max(latest, 0))) is not None
            ),
            default=late[a],
        )
        # An end bound that follows from the start bound: the longest mode that starts in the last week left.
        if latest >= 0 and longest < late[a]:
            late[a], moved = longest, True
        elif latest < early[a]:
            raise NoWindow(a, "precedence", Reason("order", "precedence", a, span=(early[a], latest)))
    return moved
