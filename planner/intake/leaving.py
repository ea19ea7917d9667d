"""A programme without the parties that leave it: what they began they finish, the rest goes back to its client.

Work that is called off under a framework goes to the next holder that stays; what has none is tendered anew. Nothing is
lost: every project stays in the programme, unless its client is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from wijkplan.planner.programme import Programme, as_sent
from wijkplan.planner.submission.agreed import FACTS, Agreed
from wijkplan.planner.submission.schema import Client, Crew, Employer, Project


def without_leavers(programme: Programme) -> Programme:
    """The programme as it is planned once the parties in ``programme.agreed.leaving`` leave; itself where none does."""
    agreed = programme.agreed
    if agreed is None or not agreed.leaving:
        return programme
    until = {row.party: row.until for row in agreed.leaving}
    begun = {line.activity.split("/", 1)[0] for line in agreed.lines if line.state in FACTS}
    going = set(going_projects(programme, until, begun))
    returned: dict[str, list[Project]] = {}
    for employer in programme.employers:
        for project in employer.projects if employer.id in until else ():
            whole = as_sent(employer, project)
            if project.id in going and whole.client is not None:
                returned.setdefault(whole.client, []).append(whole)
    clients = tuple(_client(one, returned.get(one.id, []), going, until) for one in programme.clients)
    employers = tuple(
        _leaver(one, until[one.id], going, _unfinished(agreed, programme, one.id, going)) if one.id in until else one
        for one in programme.employers
    )
    lines = tuple(
        line.model_copy(update={"state": "asked"}) if line.activity.split("/", 1)[0] in going else line
        for line in agreed.lines
    )
    return replace(programme, clients=clients, employers=employers, agreed=agreed.model_copy(update={"lines": lines}))


def going_projects(programme: Programme, leaving: Iterable[str], begun: Iterable[str]) -> Iterator[str]:
    """Projects of parties that leave of which nothing was begun."""
    parties, started = set(leaving), set(begun)
    for _, project in programme.projects:
        if project.employer in parties and project.id not in started:
            yield project.id


def _unfinished(agreed: Agreed, programme: Programme, party: str, going: set[str]) -> bool:
    """Whether a party has work to finish."""
    mine = {project.id for _, project in programme.projects if project.employer == party} - going
    return any(line.state != "done" and line.activity.split("/", 1)[0] in mine for line in agreed.lines)


def _client(client: Client, returned: list[Project], going: set[str], until: Mapping[str, date]) -> Client:
    """The client with the work that comes back to it, bought otherwise, and its frameworks without who leaves."""
    holders = {one.id: tuple(h for h in one.holders if h not in until) for one in client.frameworks}
    projects = tuple(
        _anew(project, holders) if project.id in going else project for project in (*client.projects, *returned)
    )
    frameworks = tuple(
        one.model_copy(update={"holders": holders[one.id]}) for one in client.frameworks if holders[one.id]
    )
    return client.model_copy(update={"projects": projects, "frameworks": frameworks})


def _anew(project: Project, holders: Mapping[str, tuple[str, ...]]) -> Project:
    """Bought again: from the next holder of its framework, else in a tender."""
    others = holders.get(project.framework or "", ())
    if others:
        return project.model_copy(update={"employer": others[0]})
    return project.model_copy(update={"employer": None, "framework": None, "award": "to-tender", "pins": ()})


def _leaver(employer: Employer, until: date, going: set[str], unfinished: bool) -> Employer:
    """The party with the work that it finishes; its people are lent to nobody any more."""

    def stays(crew: Crew) -> Crew:
        end = crew.end if unfinished else min(until, crew.end or until)
        return crew.model_copy(update={"end": end, "lendable_percent": 0, "status": "committed"})

    crews = tuple(stays(crew) for crew in employer.crews if crew.start is None or crew.start <= until)
    projects = tuple(project for project in employer.projects if project.id not in going)
    return employer.model_copy(update={"crews": crews or employer.crews[:1], "projects": projects})
