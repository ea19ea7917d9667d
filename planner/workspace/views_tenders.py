"""Pages of the tenders of a plan and their papers: all for the core team, for a client its own, for an employer those
it may bid for once they are published."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from .access import asked_by, guarded, not_there, of_round
from .core_views import read_core_view
from .models import Programme, Round
from .pages_in import page
from .policy import Thing
from .published_views import views_folder
from .rounds_of import plan_file
from .tender_readers import readable, thing_of_tender


def of_tenders(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """The tenders of a round: of parties, the first that may be read by who asks. The view takes the names of those
    that may be, ``None`` for all."""
    thing, found = of_round(request, kind, parts)
    actor, today = asked_by(request), timezone.localdate()
    mine = readable(actor, found["round"], today)
    if mine:
        thing = thing_of_tender(actor, thing.programme or "", mine[0], today)
    found["mine"] = None if mine is None else frozenset(one.tender for one in mine)
    return thing, found


def of_paper(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """A paper of one tender. Raises ``Http404`` where it is of one that who asks may not read."""
    thing, found = of_tenders(request, kind, parts)
    mine = found.pop("mine")
    if mine is not None and found["file"].rsplit(".", 1)[0] not in {_file(tender) for tender in mine}:
        raise Http404
    return thing, found


def _file(tender: str) -> str:
    return f"dossier-{tender.replace(':', '-')}"


@require_GET
@guarded("tender", "read", of_tenders)
def dossiers(request: HttpRequest, programme: Programme, round: Round, mine: frozenset[str] | None) -> HttpResponseBase:
    """The papers of the tenders that the plan chose; they name no firm."""
    names = sorted(path.name for path in (plan_file(round) / "dossiers").glob("dossier-*"))
    there = names if round.planned is not None else []
    more = read_core_view(views_folder(round)) or {}
    rows = [
        {**one, "files": [file for file in there if file.rsplit(".", 1)[0] == one["file"]]}
        for one in more.get("tenders", ())
        if mine is None or one["tender"] in mine
    ]
    listed = {file for row in rows for file in row["files"]}
    values = {
        "programme": programme,
        "round": round,
        "rows": rows,
        "all": mine is None,
        "files": [one for one in there if one not in listed] if mine is None else [],
    }
    return page(request, "dossiers.jinja", values)


@require_GET
@guarded("tender", "read", of_paper)
def dossier(request: HttpRequest, programme: Programme, round: Round, file: str) -> HttpResponseBase:
    """One of them."""
    del programme
    path = plan_file(round) / "dossiers" / file
    if round.planned is None or "/" in file or not file.startswith("dossier-") or not path.is_file():
        return not_there(request)
    return FileResponse(path.open("rb"), as_attachment=True, filename=file)
