"""Forward plans: agreed works of those who take no part, as fixed digs that ask no people. What cannot be one is a
finding of the way in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wijkplan.planner.programme import Programme
from wijkplan.planner.reference import Package
from wijkplan.planner.reference.cbs_districts import STATED
from wijkplan.planner.submission.schema import ForwardPlan, Pin, Place, Project, Weeks

from .used_calendars import ALWAYS

PREFIX = "forward:"  # of the ids of their projects and owners, so that they are nobody else's
PACKAGE = Package(
    "forward-plan",
    "werk van anderen",
    "sewer",
    "sewer_metres",
    {},
    (1,),
    ALWAYS,
    STATED,
    STATED,
    0.0,
    opens_street=True,
)


@dataclass(frozen=True)
class ForwardDig:
    """The dig of one or more forward plans in a street (those that overlap are one), inside the horizon; ``owner`` is
    the id of who does it, that of an employer of the programme where it is one."""

    owner: str
    name: str
    project: Project
    activity: str
    weeks: int
    package: Package = PACKAGE


def is_fixed(plan: ForwardPlan) -> bool:
    """Whether a forward plan becomes a dig in a street that the programme has: agreed, and opening it."""
    return plan.certainty == "agreed" and plan.opens_street and plan.start <= plan.end


def forward_digs(programme: Programme) -> list[ForwardDig]:
    """The fixed digs of a programme, street by street and in order of their weeks."""
    districts = {street.id: street.district for street in programme.settings.streets}
    found: dict[str, list[tuple[int, int, ForwardPlan]]] = defaultdict(list)
    for plan in programme.settings.forward_plans:
        first, end = max(0, programme.week_of(plan.start)), min(programme.weeks, programme.week_of(plan.end) + 1)
        if plan.street in districts and is_fixed(plan) and first < end:
            found[plan.street].append((first, end, plan))
    known = {plain(text): e.id for e in programme.employers for text in (e.name, e.id)}
    return [
        _dig(programme, street, districts[street], group, known)
        for street, rows in sorted(found.items())
        for group in _overlapping(sorted(rows, key=lambda row: (row[0], row[1], row[2].id)))
    ]


def most_open(programme: Programme) -> dict[str, int]:
    """Per district the most streets that others have open at a time, which nothing that is planned here can change."""
    open_in: dict[str, Counter[int]] = defaultdict(Counter)
    for dig in forward_digs(programme):
        first = programme.week_of(dig.project.wanted.start)
        open_in[dig.project.district].update(range(first, first + dig.weeks))
    return {district: max(weeks.values()) for district, weeks in open_in.items()}


def _overlapping(rows: Sequence[tuple[int, int, ForwardPlan]]) -> list[list[tuple[int, int, ForwardPlan]]]:
    groups: list[list[tuple[int, int, ForwardPlan]]] = []
    for row in rows:
        if groups and row[0] < max(end for _, end, _ in groups[-1]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _dig(
    programme: Programme,
    street: str,
    district: str,
    group: Sequence[tuple[int, int, ForwardPlan]],
    known: dict[str, str],
) -> ForwardDig:
    first, end = group[0][0], max(end for _, end, _ in group)
    plans = [plan for _, _, plan in group]
    names = " + ".join(dict.fromkeys(plan.owner for plan in plans))
    owner = known.get(plain(names)) or f"{PREFIX}{plain(names)[:50]}"
    activity = f"{PACKAGE.id}:{street}"[:60]
    weeks = Weeks(start=programme.monday(first), end=programme.monday(end - 1) + timedelta(days=6))
    project = Project(
        id=f"{PREFIX}{plans[0].id}"[:64],
        work_type="sewer",
        district=district,
        places=(Place(id=street, street=street),),
        wanted=weeks,
        title=f"{names}: {'; '.join(dict.fromkeys(plan.what for plan in plans))}",
        award="private",
        employer=owner,
        pins=(Pin(activity=activity, start=weeks.start),),
    )
    return ForwardDig(owner, names, project, activity, end - first)


def plain(name: str) -> str:
    """A name as an id: small letters and digits, with - between them."""
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "others"
