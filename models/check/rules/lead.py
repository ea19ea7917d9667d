"""Nothing in a tender starts before publication plus its lead time; publication is no sooner than its preparation
allows and not in a week that is closed for it; a tender occupies one desk place of each of its clients from start of
preparation to publication.

preparation <= week;  week is not closed;  week + lead <= start of every activity in it
per client and week t: number of chosen tenders of the client with week - preparation <= t < week is at most desk, less
what is taken
"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Problem
from ..facts import chosen, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield the weeks that a tender or its work is too early, publications in closed weeks, and desks too full when a
    preparation starts."""
    work = placed(problem, plan)
    desks: list[list[tuple[int, int]]] = [[] for _ in problem.clients]
    for publication, tender in chosen(problem, plan):
        t, week = publication.tender, publication.week
        if week < tender.preparation:
            yield Violation("lead", "tender", t, week, tender.preparation - week, "weeks of preparation short")
        if week in tender.closed:
            yield Violation("lead", "tender", t, week, 1, "weeks closed for publication")
        for project in tender.projects:
            for i in problem.members[project]:
                if i in work and work[i].start < week + tender.lead:
                    missing = week + tender.lead - work[i].start
                    yield Violation("lead", "activity", i, work[i].start, missing, "weeks before its tender allows")
        for client in set(tender.clients):
            desks[client].append((week - tender.preparation, week))
    for c, periods in enumerate(desks):
        owner = problem.clients[c]
        # A desk is fullest in a week in which some preparation starts, so only those weeks are looked at; where others
        # have places of it, all weeks of preparation are.
        weeks = {w for begin, end in periods for w in (range(begin, end) if owner.taken else [begin][: end - begin])}
        for week in sorted(weeks):
            busy = sum(1 for begin, end in periods if begin <= week < end)
            busy += owner.taken[week] if 0 <= week < len(owner.taken) else 0
            if busy > owner.desk:
                yield Violation("lead", "client", c, week, busy - owner.desk, "desk places short")
