"""What if frameworks and concessions were tendered jointly at their end: a programme in which the work under them is
free from then on.

A call-off is free where its framework or concession ends within the programme and its sender is willing to start it
after that last day. It is then still to be tendered, alone or together with others, and starts no sooner than the day
after; who does it is not known, as of all work to be tendered. Work under a concession is a concession again, under
part 2a of the Act. Crews of a holder, of a trade for which it has no other work in the programme, are free from then
on too. Nothing else changes, so the comparison of the programme that results says what renewing jointly saves against
renewing each apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wijkplan.planner.compile.compile_findings import Notebook
from wijkplan.planner.compile.project_totals import portfolio
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Client, Crew, Employer, Leave, Project, Window

NAME = "joint-renewal"
TITLE = "wat als: raamovereenkomsten en concessies aan hun eind samen aanbesteed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """The programme, the projects that are free in it with the last day of what they were under, and the crews that
    are."""

    programme: Programme
    projects: dict[str, date]
    crews: tuple[str, ...]

    def files(self) -> dict[str, str]:
        """Its submissions as files, by name."""
        senders: list[Client | Employer] = [*self.programme.clients, *self.programme.employers]
        made = {
            f"{one.kind}-{one.id}.json": one.model_dump_json(exclude_unset=True, indent=1) + "\n" for one in senders
        }
        return made | {"programme.json": self.programme.settings.model_dump_json(exclude_unset=True, indent=1) + "\n"}


def joint_renewal(programme: Programme) -> Renewal:
    """The programme of this what-if. Where nothing ends within the horizon it is the same, and no project is free."""
    last = programme.monday(programme.weeks)
    ends = {name: end for name, end in programme.framework_ends.items() if programme.start <= end < last}
    conceded = {f.id for client in programme.clients for f in client.frameworks if f.type == "concession"}
    freed: dict[str, date] = {}
    for client in programme.clients:
        for project in client.projects:
            end = ends.get(project.framework or "")
            if (
                end is not None
                and project.award == "call-off"
                and not project.pins
                and _may_wait(programme, client, project, end)
            ):
                freed[project.id] = end
    crews = _free_crews(programme, freed)
    return Renewal(
        replace(
            programme,
            name=f"{programme.name} ({TITLE})",
            clients=tuple(_client(client, freed, conceded) for client in programme.clients),
            employers=tuple(_employer(employer, crews) for employer in programme.employers),
            settings=programme.settings.model_copy(update={"name": f"{programme.settings.name} ({TITLE})"}),
        ),
        freed,
        tuple(sorted(crew for rows in crews.values() for crew in rows)),
    )


def _may_wait(programme: Programme, client: Client, project: Project, end: date) -> bool:
    """Whether work may start after the last day: neither its sender's weeks to move nor its window are in the way."""
    start = project.wanted.start + timedelta(weeks=programme.flexible_weeks(client, project))
    window = None if project.window is None else project.window.end
    return start > end and (window is None or window > end)


def _client(client: Client, freed: dict[str, date], conceded: Set[str]) -> Client:
    projects = tuple(
        _project(project, freed[project.id], client.regime != "private" and project.framework in conceded)
        if project.id in freed
        else project
        for project in client.projects
    )
    return client.model_copy(update={"projects": projects})


def _project(project: Project, end: date, concession: bool) -> Project:
    first = end + timedelta(days=1)
    window = project.window or Window()
    start = first if window.start is None else max(first, window.start)
    kept = {name for name in project.model_fields_set if name not in ("employer", "framework")}
    fields = {name: getattr(project, name) for name in kept}
    regime = {"regime": "concession"} if concession else {}
    return Project(**fields | regime | {"award": "to-tender", "window": Window(start=start, end=window.end)})


def _free_crews(programme: Programme, freed: dict[str, date]) -> dict[str, dict[str, date]]:
    """Per employer its committed crews without other work, with the last day of what kept them."""
    asked = portfolio(programme, Notebook(programme.name))
    other: dict[str, set[str]] = defaultdict(set)
    ends: dict[str, dict[str, date]] = defaultdict(dict)
    for task in asked.tasks:
        holder = task.asked.employer
        if holder is None:
            continue
        for trade in asked.hours[task.index]:
            if task.asked.id in freed:
                ends[holder][trade] = max(freed[task.asked.id], ends[holder].get(trade, date.min))
            else:
                other[holder].add(trade)
    found: dict[str, dict[str, date]] = {}
    for employer in programme.employers:
        free = {trade: end for trade, end in ends[employer.id].items() if trade not in other[employer.id]}
        rows = {
            crew.id: free[crew.trade] for crew in employer.crews if crew.status == "committed" and crew.trade in free
        }
        found[employer.id] = rows
    return found


def _employer(employer: Employer, crews: dict[str, dict[str, date]]) -> Employer:
    ends = crews[employer.id]
    rows = [part for crew in employer.crews for part in (_crew(crew, ends[crew.id]) if crew.id in ends else [crew])]
    return employer.model_copy(update={"crews": tuple(rows)})


def _crew(crew: Crew, end: date) -> list[Crew]:
    """The crew until the last day, and free from the day after; leave goes with the weeks that it is in."""
    first = end + timedelta(days=1)
    before = []
    if crew.start is None or crew.start <= end:
        before = [crew.model_copy(update={"end": min(end, crew.end or end), "leave": _leave(crew, None, end)})]
    if crew.end is not None and crew.end <= end:
        return before
    own = {
        "id": f"{crew.id}-vrij",
        "start": max(first, crew.start or first),
        "status": "free",
        "leave": _leave(crew, first, None),
    }
    return [*before, crew.model_copy(update=own)]


def _leave(crew: Crew, first: date | None, last: date | None) -> tuple[Leave, ...]:
    rows = []
    for row in crew.leave:
        start = row.start if first is None else max(row.start, first)
        end = row.end if last is None else min(row.end, last)
        if start <= end:
            rows.append(row.model_copy(update={"start": start, "end": end}))
    return tuple(rows)
