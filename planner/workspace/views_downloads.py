"""What an employer or client takes along: the files that were sent to it, and the calendars of its crews."""

from __future__ import annotations

import json

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from .access import asked_by, guarded, not_there, of_party_round
from .members import new_token, revoke
from .models import Organisation, Programme, Round, Token, digest
from .own_plan import crew_names, crews
from .pages_in import page
from .rounds_of import folder_of as rounds_folder


@require_GET
@guarded("plan", "read", of_party_round)
def downloads(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """What was sent, and the calendars of one's crews."""
    made = request.session.pop("feed", None)
    keys = Token.objects.filter(organisation=party, revoked=None).exclude(crew="").order_by("pk")
    values = {
        "programme": programme,
        "party": party,
        "round": round,
        "files": sorted(sent_files(round, party)),
        "crews": crew_names(round, party),
        "keys": keys,
        "made": made,
    }
    return page(request, "downloads.jinja", values)


def sent_files(round: Round, party: Organisation) -> dict[str, str]:
    """Files of the last publication for one audience, by their names: its path under ``published``."""
    base = rounds_folder(round.programme).path(round.name, "published")
    manifest = base / "manifest.json"
    if not manifest.is_file():
        return {}
    rows = [row for row in json.loads(manifest.read_text("utf-8")) if row["audience"].replace(":", "-") == party.party]
    last = max((row["number"] for row in rows), default=0)
    prefixes = (f"{party.party}/{last}/", f"{party.party}/")
    found = {}
    for row in rows:
        if row["number"] == last:
            name = row["file"]
            for prefix in prefixes:
                name = name.removeprefix(prefix)
            found[name] = row["file"]
    return found


@require_GET
@guarded("plan", "read", of_party_round)
def download(
    request: HttpRequest, programme: Programme, party: Organisation, round: Round, file: str
) -> HttpResponseBase:
    """A file that was sent, bytes as sent."""
    found = sent_files(round, party).get(file)
    if found is None:
        return not_there(request)
    path = rounds_folder(programme).path(round.name, "published", found)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@require_POST
@guarded("feed", "write", of_party_round)
def feed_change(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """Make or end the address of a calendar."""
    crew, key = request.POST.get("crew", ""), request.POST.get("key", "")
    if key.isdigit():
        revoke(asked_by(request), party, int(key))
    elif crew in crews(round, party):
        secret = new_token(asked_by(request), party, crew, crew)
        request.session["feed"] = {"crew": crew, "link": request.build_absolute_uri(f"/calendar/{secret}.ics")}
    return redirect("downloads", slug=programme.slug, party=party.party, name=round.name)


@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar of one crew, for whoever has its address; of the last plan that was sent round."""
    key = (
        Token.objects.filter(digest=digest(secret), revoked=None)
        .exclude(crew="")
        .select_related("organisation__programme")
        .first()
    )
    if key is None:
        return not_there(request)
    party = key.organisation
    last = Round.objects.filter(programme=party.programme).exclude(plan=None).order_by("-pk").first()
    found = None if last is None else sent_files(last, party).get(f"crews/{key.crew}.ics")
    if last is None or found is None:
        return HttpResponse(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//wijkplan//wijkplan//NL\r\nEND:VCALENDAR\r\n",
            content_type="text/calendar",
        )
    raw = rounds_folder(last.programme).path(last.name, "published", found).read_bytes()
    return HttpResponse(raw, content_type="text/calendar; charset=utf-8")
