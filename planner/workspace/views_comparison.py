"""Pages of a plan for all members: what planning together is worth, the same before it is sent round, the page of a
school or union, and the outlook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.text import Text, grouped, say

from .access import asked_by, guarded, not_there, of_party_round, of_programme, of_round, thing_of
from .charts import waterfall
from .core_views import read_core_view
from .jobs import queue
from .jobs_for_others import OF_ROLE, exported_files, exports_folder, outlook_folder
from .models import Organisation, Programme, Round
from .pages_in import language, page, said
from .policy import Thing
from .published_views import preview_folder, read_view, views_folder
from .rounds_of import plan_file
from .views_employer import plan_values

CORE = "core-team"
COUNTED = ("available", "at_work", "lent", "hired", "short")
QUESTIONS = ("equal_delivery", "all_in")
BOX = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'none'"
)
"""Policy of a page that was drawn as a whole: its scripts run in a box that knows nothing of who is signed in."""


def drawn(path: Path) -> HttpResponse:
    """A page that opens offline, shown here."""
    response = HttpResponse(path.read_bytes(), content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = BOX
    return response


@require_GET
@guarded("comparison", "read", of_round)
def comparison(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """What planning together is worth, for all members: the shared zone of the plan that was sent round."""
    view = shared_view(round)
    if view is None:
        return not_there(request)
    return page(request, "comparison.jinja", _values(programme, round, view, views_folder(round)))


def _values(programme: Programme, round: Round, view: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    questions = [(name, waterfall(view["comparison"], name)) for name in QUESTIONS]
    more = read_core_view(folder) or {}
    return {
        "programme": programme,
        "round": round,
        "comparison": view["comparison"],
        "questions": questions,
        "variant": variant_name,
        "people": more.get("people") and [row | {"told": any(row[name] for name in COUNTED)} for row in more["people"]],
        "too_few": say("Not shown: it stands for too few employers, or no plan was found."),
        "untold_words": lambda n: said(say("{n} trades are left out: they are not at work, or of too few.", n=n)),
        "begin_at": begin_at,
        "conflicts": more.get("conflicts"),
        "sheets": view["shared"][language()],
        "preview": False,
    }


def begin_at(floor: int) -> Text:
    """What the bars of whole plans do not show."""
    return say(
        "The bars of whole plans begin at {euros} euros, not at nothing: their lengths show what is saved, not how "
        "much of the whole that is.",
        euros=grouped(floor),
    )


def variant_name(variant: str) -> str:
    """A variant in the language of the page."""
    known = VARIANTS.get(variant)
    return variant if known is None else said(known.name)


def shared_view(round: Round) -> dict[str, Any] | None:
    """The shared zone of a round; ``None`` before its plan was sent round."""
    return None if round.plan is None else read_view(views_folder(round), CORE)


def waits_to_be_sent(round: Round) -> bool:
    """Whether the plan that was made last is not sent round yet."""
    return round.planned is not None and round.planned != round.plan


@require_GET
@guarded("preview", "read", of_round)
def preview(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """What all members will see once the plan is sent round, for who has to approve it."""
    view = read_view(preview_folder(round), CORE) if waits_to_be_sent(round) else None
    if view is None:
        return not_there(request)
    values = _values(programme, round, view, preview_folder(round))
    return page(request, "comparison.jinja", values | {"preview": True})


def of_own_preview(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """What one party will see: it is that party's, and not of the shared zone."""
    _, found = of_party_round(request, kind, parts)
    return thing_of(kind, found["programme"], found["party"].party), found


@require_GET
@guarded("preview", "read", of_own_preview)
def own_preview(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """What one party will see, for who sends it."""
    view = read_view(preview_folder(round), party.party) if waits_to_be_sent(round) else None
    if view is None:
        return not_there(request)
    values = plan_values(request, programme, party, round, view)
    return page(request, "own_plan.jinja", values | {"state": "planned", "preview": True})


@require_GET
@guarded("comparison", "read", of_round)
def comparison_report(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """The drawn page of the shared zone, as it was sent; it runs in a box of its own."""
    del programme
    found = sorted(_published(round).glob("wijkplan-core-team.html"))
    return drawn(found[-1]) if found and round.plan is not None else not_there(request)


def _published(round: Round) -> Path:
    """The last publication for the core team."""
    base = plan_file(round).parent / "published" / CORE
    numbers = sorted((int(path.name) for path in base.glob("*") if path.name.isdigit()), reverse=True)
    return base / str(numbers[0]) if numbers else base


@require_POST
@guarded("export", "make", of_round)
def round_export(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Ask for the files of one more audience."""
    who = request.POST.get("audience", "").strip()[:60]
    if who and round.plan is not None:
        queue(asked_by(request), round, "export", {"audience": who})
    return redirect("round", slug=programme.slug, name=round.name)


@require_GET
@guarded("export", "make", of_round)
def export_file(request: HttpRequest, programme: Programme, round: Round, who: str, file: str) -> HttpResponseBase:
    """A file of an export, for who sends it on."""
    del programme
    if (who, file) not in exported_files(round):
        return not_there(request)
    return FileResponse((exports_folder(round, who) / file).open("rb"), as_attachment=True, filename=file)


@require_GET
@guarded("role page", "read", of_round)
def role_page(request: HttpRequest, programme: Programme, round: Round, who: str) -> HttpResponseBase:
    """The page of schools, of UWV or of unions, once the operator made it."""
    del programme
    role = asked_by(request).role
    path = exports_folder(round, who) / f"wijkplan-{who}.html"
    mine = {one for names in OF_ROLE.values() for one in names} if role == "operator" else set(OF_ROLE.get(role, ()))
    return drawn(path) if who in mine and path.is_file() else not_there(request)


@require_GET
@guarded("outlook", "read", of_programme)
def outlook(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """Which districts in which year with the people there are, of public figures."""
    path = outlook_folder(programme) / "outlook.html"
    return drawn(path) if path.is_file() else not_there(request)
