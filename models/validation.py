"""What :class:`wijkplan.models.problem.Problem` is checked for when it is made: references, lengths, signs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from .problem_work import Source

if TYPE_CHECKING:
    from .problem import Problem
    from .problem_work import Activity

HOME_WEEKS = "home_weeks"  # as in :mod:`.problem`, which imports this module


_RIGHT: deque[tuple[tuple[int, ...], tuple[Activity, ...]]] = deque(maxlen=2)
"""The activities of the last problems that were right, with the sizes that their modes fit: problems are made of each
other by the hundred, and most share all modes."""


def found_right(p: Problem) -> None:
    """Keep in mind that a problem has no faults."""
    _RIGHT.append((_sizes(p), p.activities))


def _sizes(p: Problem) -> tuple[int, ...]:
    """What modes are held against."""
    return len(p.pools), len(p.markets), len(p.nonrenewables)


def faults(p: Problem, terms: frozenset[str]) -> Iterator[str]:
    """Everything in a problem that does not fit together, one sentence each. ``terms`` are the ids of all terms."""

    def bad(index: int | None, size: int) -> bool:
        return index is not None and not 0 <= index < size

    for c, calendar in enumerate(p.calendars):
        if len(calendar.percent) != p.horizon or any(not 0 <= x <= 100 for x in calendar.percent):
            yield f"calendar {c}: needs {p.horizon} percentages of 0-100"
    for i, pool in enumerate(p.pools):
        if not 0 <= pool.overtime <= 100:
            yield f"pool {i}: overtime is {pool.overtime} percent, not 0-100"
    supplies = [(f"pool {i}", pool.heads) for i, pool in enumerate(p.pools)]
    supplies += [(f"market {i}", market.heads) for i, market in enumerate(p.markets)]
    for where, heads in supplies:
        if len(heads) != p.horizon or min(heads, default=0) < 0:
            yield f"{where}: needs {p.horizon} numbers of heads, none negative"
    for i, project in enumerate(p.projects):
        if bad(project.client, len(p.clients)) or bad(project.district, len(p.districts)):
            yield f"project {i}: client {project.client} or district {project.district} does not exist"
        if min(project.delay_price, project.mobilisation) < 0:
            yield f"project {i}: negative euros"
    yield from _works(p)
    for i, precedence in enumerate(p.precedences):
        if bad(precedence.predecessor, len(p.activities)) or bad(precedence.successor, len(p.activities)):
            yield f"precedence {i}: activity does not exist"
    seen: set[int] = set()
    for i, street in enumerate(p.streets):
        if bad(street.district, len(p.districts)) or len(street.joints) != max(0, len(street.digs) - 1):
            yield f"street {i}: district {street.district} does not exist, or joints do not fit the digs"
        for dig in street.digs:
            if bad(dig, len(p.activities)) or dig in seen:
                yield f"street {i}: dig {dig} does not exist or lies in two streets"
            seen.add(dig)
    for i, tender in enumerate(p.tenders):
        projects = tender.projects
        if len(set(projects)) != len(projects) or any(bad(q, len(p.projects)) for q in projects) or not projects:
            yield f"tender {i}: members {projects} are empty, double or do not exist"
        elif any(not p.projects[q].tendered for q in projects):
            yield f"tender {i}: members {projects} include work that is not tendered"
        if any(bad(c, len(p.clients)) for c in tender.clients):
            yield f"tender {i}: client does not exist"
        if tender.closed and not (min(tender.closed) >= 0 and max(tender.closed) < p.horizon):
            yield f"tender {i}: closed weeks {sorted(tender.closed)} are not all within the horizon of {p.horizon}"
    for i, client in enumerate(p.clients):
        if client.taken and (len(client.taken) != p.horizon or min(client.taken) < 0):
            yield f"client {i}: needs {p.horizon} numbers of 0 or more of desk places that others have"
    for i, reservoir in enumerate(p.reservoirs):
        if len(reservoir.supply) != p.horizon:
            yield f"reservoir {i}: needs {p.horizon} supplies"
        if any(bad(a, len(p.activities)) or q < 0 for a, q in reservoir.loads + reservoir.releases):
            yield f"reservoir {i}: activity does not exist or negative amount"
        if list(reservoir.renewals) != sorted({t for t in reservoir.renewals if 0 < t < p.horizon}):
            yield f"reservoir {i}: renewals {reservoir.renewals} are not weeks of the horizon in order"
        if reservoir.renewals and reservoir.releases:
            yield f"reservoir {i}: what is renewed is released by no work"
    yield from _ceilings(p)
    yield from _newcomers(p)
    persons = p.persons
    if min((1, *persons.grain)) < 1 or min(persons.hired_weeks, persons.lent_weeks, persons.partner_weeks) < 0:
        yield f"persons: {persons} has a part of a person below one hundredth or weeks below zero"
    for i, homes in enumerate(p.homes):
        if homes.number < 0 or not homes.works or any(bad(a, len(p.activities)) for a in homes.works):
            yield (
                f"homes {i}: {homes.number} homes wait for {homes.works}, "
                "which is below zero, nothing or does not exist"
            )
    if unknown := p.priced - terms:
        yield f"priced: unknown terms {sorted(unknown)}"
    if HOME_WEEKS in p.priced and len(p.priced) > 1:
        yield f"priced: {sorted(p.priced)}: weeks of homes and euros do not add up; ask for one of them"


def _works(p: Problem) -> Iterator[str]:
    """What is wrong with activities; modes that were right in a problem of the same sizes are so here."""

    def bad(index: int | None, size: int) -> bool:
        return index is not None and not 0 <= index < size

    sizes, fitting = _sizes(p), set[tuple[int, int]]()
    known = {id(one.modes) for before, works in list(_RIGHT) if before == sizes for one in works}
    for i, activity in enumerate(p.activities):
        if bad(activity.project, len(p.projects)) or bad(activity.calendar, len(p.calendars)) or not activity.modes:
            yield (
                f"activity {i}: project {activity.project} or calendar "
                f"{activity.calendar} does not exist, or it has no mode"
            )
        if activity.willing is not None and activity.willing[0] > activity.willing[1]:
            yield (
                f"activity {i}: willing to start from week {activity.willing[0]} "
                f"to week {activity.willing[1]}, which is none"
            )
        for m, mode in enumerate(() if id(activity.modes) in known else activity.modes):
            if mode.duration < 0 or min(mode.labour, mode.opening, mode.standby) < 0:
                yield f"activity {i} mode {m}: negative duration or euros"
            if len(mode.consumption) not in (0, len(p.nonrenewables)):
                yield (
                    f"activity {i} mode {m}: {len(mode.consumption)} consumptions for {len(p.nonrenewables)} resources"
                )
            for demand in mode.demands:
                same = (id(demand.patterns), demand.heads)  # many modes have one and the same list
                if same in fitting:
                    continue
                fitting.add(same)
                for pattern in demand.patterns:
                    others = len(p.markets) if pattern.source is Source.HIRED else len(p.pools)
                    if (
                        bad(pattern.own, len(p.pools))
                        or bad(pattern.other, others)
                        or (pattern.own is None) != (pattern.own_heads == 0)
                        or (pattern.other is None) != (pattern.source in (Source.OWN, Source.OVERTIME))
                        or pattern.own_heads != max(0, demand.heads - pattern.other_heads)
                        or min(pattern.other_heads, pattern.paid_weeks) < 0
                        or min(pattern.staffing) < 0
                    ):
                        yield f"activity {i} mode {m} trade {demand.trade}: {pattern} does not fit"


def _ceilings(p: Problem) -> Iterator[str]:
    """What is wrong with quarters and ceilings."""
    begins = (p.quarters[:1] or (0,)) + p.quarters[-1:]
    if p.quarters and (begins != (0, p.horizon) or any(begin >= end for begin, end in pairwise(p.quarters))):
        yield f"quarters {p.quarters}: must rise from 0 to the horizon of {p.horizon}"
    if (p.max_changes is not None or p.max_employer_changes) and not p.quarters:
        yield "a ceiling on changes needs quarters"
    employers = [employer for employer, _ in p.max_employer_changes]
    if len(set(employers)) != len(employers):
        yield f"max_employer_changes: employers {sorted(employers)} are not all different"
    ceilings = {
        name: getattr(p, name) for name in ("max_burden", "max_broken_rests", "max_changes", "max_cash", "max_hired")
    }
    ceilings |= {
        f"max_employer_changes of employer {employer}": ceiling for employer, ceiling in p.max_employer_changes
    }
    for name, ceiling in ceilings.items():
        if ceiling is not None and ceiling < 0:
            yield f"{name} = {ceiling}: below 0"


def _newcomers(p: Problem) -> Iterator[str]:
    """What is wrong with cohorts, places and guidance."""
    for i, pool in enumerate(p.pools):
        if pool.added and len(pool.added) != p.horizon:
            yield f"pool {i}: needs {p.horizon} numbers of heads that newcomers add, or none"
    for i, cohort in enumerate(p.cohorts):
        if (
            not 0 <= cohort.pool < len(p.pools)
            or not 0 <= cohort.start < p.horizon
            or min(cohort.most, cohort.cost) < 0
        ):
            yield f"cohort {i}: pool {cohort.pool} or week {cohort.start} does not exist, or a number below 0"
        if {len(cohort.heads), len(cohort.learners), len(cohort.guides)} != {p.horizon}:
            yield f"cohort {i}: needs {p.horizon} numbers of heads, learners and guides"
        elif any(any(row[: cohort.start]) for row in (cohort.heads, cohort.learners, cohort.guides)):
            yield f"cohort {i}: changes something before its week {cohort.start}"
        if min((0, *cohort.learners, *cohort.guides, *cohort.gone)) < 0:
            yield f"cohort {i}: learners, guides or who has gone below 0"
        if (cohort.source is None) == bool(cohort.gone) or cohort.source == cohort.pool:
            yield f"cohort {i}: who leaves a pool for another goes from one that is not its own"
        elif cohort.source is not None and (
            not 0 <= cohort.source < len(p.pools) or len(cohort.gone) != p.horizon or any(cohort.gone[: cohort.start])
        ):
            yield f"cohort {i}: pool {cohort.source} does not exist, or somebody leaves it before week {cohort.start}"
    for i, places in enumerate(p.places):
        if places.most < 0 or any(not 0 <= c < len(p.cohorts) for c in places.cohorts):
            yield f"places {i}: cohort does not exist, or fewer than 0 places"
    pools = [row.pool for row in p.guidance]
    if len(set(pools)) != len(pools):
        yield f"guidance: pools {sorted(pools)} are not all different"
    for i, row in enumerate(p.guidance):
        if not 0 <= row.pool < len(p.pools) or {len(row.guides), len(row.most)} != {p.horizon}:
            yield (
                f"guidance {i}: pool {row.pool} does not exist, or it needs {p.horizon} numbers of guides and learners"
            )
        if min((row.ratio, *row.guides, *row.most)) < 0:
            yield f"guidance {i}: a number below 0"
