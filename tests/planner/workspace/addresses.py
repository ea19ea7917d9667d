"""Every address of the workspace, from its table of addresses and from the document of the API, filled in with things
of one party. An address with a part that is not known here fails: whoever adds a page says what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .conftest import World

STREAMS = {"job_events"}
"""What goes on for as long as a job does is asked for once."""


def patterns() -> Iterator[tuple[str, Any]]:
    """Name and pattern of each address of ours; those of accounts are of the library and of the API come from its
    document."""
    from django.urls import URLPattern, get_resolver

    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, pattern


def of_accounts() -> list[str]:
    """Every address of the library's own pages of accounts that needs no more to be filled in."""
    from django.urls import URLResolver, get_resolver

    def below(resolver: Any, prefix: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            path = f"{prefix}{one.pattern}"
            if isinstance(one, URLResolver):
                yield from below(one, path)
            elif not one.pattern.regex.groups and "<" not in path and "(?P" not in path:
                yield "/" + path

    return [path for path in below(get_resolver(), "") if path.startswith("/account/")]


def read_by_name(world: World, party: str) -> dict[str, list[str]]:
    """Per name of an address that is read (and not only written to) the addresses about a party's things."""
    from django.test import Client
    from django.urls import reverse

    stranger = Client()
    found: dict[str, list[str]] = {}
    for name, pattern in patterns():
        for values in _values(world, party, name):
            path = reverse(name, kwargs={part: values[part] for part in pattern.pattern.converters})
            if stranger.get(path).status_code != 405:
                asked = "?poll=1" if name in STREAMS else str(values.get("query", ""))
                found.setdefault(name, []).append(path + asked)
    return found


def read_of_api(world: World) -> list[str]:
    """Every address of the API that is read."""
    from django.test import Client

    from wijkplan.planner.workspace.models import Job

    document = Client().get("/api/v1/openapi.json").json()
    jobs = [str(one.pk) for one in Job.objects.filter(programme=world.programme).order_by("pk")]
    found = ["/api/v1/openapi.json"]
    for path, methods in document["paths"].items():
        if "get" in methods:
            filled = path.replace("{name}", world.round.name).replace("{number}", "1")
            found += [filled.replace("{key}", job) for job in jobs] if "{key}" in filled else [filled]
    assert not [one for one in found if "{" in one], "a part of an address that is not known here"
    return found


def _values(world: World, party: str, name: str) -> Iterator[dict[str, Any]]:
    from wijkplan.planner.workspace.models import Job, Organisation, User

    from .conftest import mail

    slug = world.programme.slug
    one = Organisation.objects.get(party=party, programme=None if party == "operator" else world.programme)
    common: dict[str, Any] = {
        "slug": slug,
        "party": party,
        "name": world.round.name,
        "number": 1,
        "organisation": one.pk,
        "account": User.objects.get(email=mail(slug, party)).pk,
        "secret": "of-nobody",
    }
    for more in _several(world, one, name):
        if name.startswith("job"):
            for job in Job.objects.filter(programme=world.programme).order_by("pk"):
                yield {**common, **more, "job": job.pk}
        else:
            yield {**common, **more}


def _several(world: World, one: Any, name: str) -> list[dict[str, str]]:
    """Files, tables and audiences, of which there are several behind one address."""
    from wijkplan.planner.workspace.jobs_for_others import exported_files
    from wijkplan.planner.workspace.members import new_token
    from wijkplan.planner.workspace.own_plan import crews, own_view
    from wijkplan.planner.workspace.policy import Actor
    from wijkplan.planner.workspace.rounds_of import plan_file
    from wijkplan.planner.workspace.templates_of import KINDS
    from wijkplan.planner.workspace.views_downloads import sent_files

    round = world.round
    if name in ("rows", "rows_check"):
        return [{"table": "crews"}, {"table": "projects"}]
    if name == "submission_template":
        return [{"kind": kind} for kind in KINDS]
    if name == "submission_file":
        return [{"file": f"{one.party}.json"}]
    if name == "clearing_file":
        return [{"file": f"{round.name}/plan/{file}"} for file in ("run.json", "comparison.json")]
    if name == "dossier":
        return [{"file": path.name} for path in sorted((plan_file(round) / "dossiers").glob("dossier-*"))] or [
            {"file": "dossier-none"}
        ]
    if name == "download":
        return [{"file": file} for file in sorted(sent_files(round, one))] or [{"file": "none"}]
    if name == "export_file":
        return [{"who": who, "file": file} for who, file in exported_files(round)]
    if name == "role_page":
        return [{"who": who} for who in ("school", "uwv", "union")]
    if name == "job_file":
        return [{"file": file} for file in ("conflict.json", "conflict.html", "conflict.xlsx", "plan-repair-1.json")]
    if name == "price":
        view = own_view(round, one) if one.role in ("employer", "client") else None
        return [{"query": f"?line={line['line']}"} for line in (view or {}).get("lines", ())[:2]] or [{}]
    if name == "feed":
        mine = sorted(crews(round, one))[:1] if one.role == "employer" else []
        return [{"secret": new_token(Actor(number="test"), one, crew, crew)} for crew in mine] or [{}]
    return [{}]
