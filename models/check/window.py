"""The weeks that are left to each activity by its own dates and by plain chains of work: for the checker of bounds
only.

Deliberately simpler than what solvers may use: finish-to-start and start-to-start chains, forwards and backwards,
nothing else."""

from __future__ import annotations

from ..problem import Link, Problem


def weeks_left(problem: Problem) -> list[tuple[int, int]] | None:
    """Per activity (earliest start, latest end) that every plan keeps; ``None`` when some activity has no week
    left."""
    p = problem
    lead = [0 if not project.tendered else p.horizon + 1 for project in p.projects]
    for tender in p.tenders:
        if p.may_choose(tender):
            for q in tender.projects:
                lead[q] = min(lead[q], tender.earliest)
    early, late = [], []
    for activity in p.activities:
        project = p.projects[activity.project]
        first = 0 if activity.willing is None else activity.willing[0]
        early.append(max(0, activity.release, activity.ready, lead[activity.project], activity.pinned or 0, first))
        late.append(
            min(
                week
                for week in (p.horizon, activity.deadline, project.due, p.districts[project.district].due)
                if week is not None
            )
        )
    chains = [
        (q.predecessor, q.successor, q.link, q.min_lag)
        for q in p.precedences
        if q.link in (Link.FINISH_START, Link.START_START) and q.min_lag >= 0
    ]
    chains += [
        (a, b, Link.FINISH_START, 0) for street in p.streets for a, b in zip(street.digs, street.digs[1:], strict=False)
    ]
    for _ in range(len(p.activities) + 1):
        ends = [_first_end(p, a, early[a]) for a in range(len(p.activities))]
        starts = [_last_start(p, a, late[a]) for a in range(len(p.activities))]
        if any(end > late[a] or starts[a] < early[a] for a, end in enumerate(ends)):
            return None
        changed = False
        for a, b, link, lag in chains:
            since = (ends[a] if link is Link.FINISH_START else early[a]) + lag
            if since > early[b]:
                early[b], changed = since, True
            if link is Link.FINISH_START and starts[b] - lag < late[a]:
                late[a], changed = starts[b] - lag, True
        if not changed:
            break
    return list(zip(early, late, strict=True))


def _first_end(p: Problem, a: int, since: int) -> int:
    found = p.horizon + 1
    for m in range(len(p.activities[a].modes)):
        for s in range(since, p.horizon + 1):
            end = p.end(a, m, s)
            if end is not None:
                found = min(found, end)
                break
    return found


def _last_start(p: Problem, a: int, until: int) -> int:
    found = -1
    for m in range(len(p.activities[a].modes)):
        for s in range(min(until, p.horizon), found, -1):
            end = p.end(a, m, s)
            if end is not None and end <= until:
                found = s
                break
    return found
