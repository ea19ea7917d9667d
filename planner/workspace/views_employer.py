"""The pages of an employer or client: what it hands in, its own plan, its answers, its progress."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijkplan.planner.rounds.round_folder import RoundError
from wijkplan.planner.text import message_of, say, translated

from .access import asked_by, guarded, not_there, of_party, of_party_round, thing_of
from .charts import by_crew, gantt
from .handing_in import difference, files_of, folder_of, hand_in, is_open
from .models import Organisation, Programme, Round, Version
from .own_plan import ANSWERS, decision_of, own_lines, own_view, report_progress
from .pages_in import language, page, t
from .policy import Thing
from .rounds_of import decide, state_of
from .templates_of import KINDS, template_file
from .uploads import Hostile
from .week_prices import ask, prices_of

AHEAD = timedelta(weeks=4)  # what is on soon, for who is at the street


def of_hand_in(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """A hand-in, which is taken until it is closed."""
    thing, found = of_party(request, kind, parts)
    programme = found["programme"]
    return thing_of(kind, programme, thing.owner, open=is_open(programme)), found


@require_GET
@guarded("submission", "read", of_party)
def submission(request: HttpRequest, programme: Programme, party: Organisation) -> HttpResponseBase:
    """All versions, and what is found in the last one."""
    versions = list(Version.objects.filter(organisation=party).order_by("-number"))
    last = versions[0] if versions else None
    return page(
        request,
        "submission.jinja",
        {
            "programme": programme,
            "party": party,
            "versions": versions,
            "last": last,
            "open": is_open(programme),
            "kinds": KINDS,
            "rows": _rows(last),
        },
    )


def tell_version(request: HttpRequest, made: Version) -> None:
    """Says on the next page whether a new version takes part."""
    if made.errors:
        text = t(
            "Version {number} is kept, and does not take part yet: it has {errors} errors.",
            number=made.number,
            errors=made.errors,
        )
        messages.warning(request, text)
    else:
        messages.success(request, t("Version {number} is handed in.", number=made.number))


@require_POST
@guarded("submission", "write", of_hand_in)
def submission_send(request: HttpRequest, programme: Programme, party: Organisation) -> HttpResponseBase:
    """Hand in files as a new version."""
    sent = {(one.name or ""): one.read() for one in request.FILES.getlist("files")}
    try:
        made = hand_in(asked_by(request), party, sent)
    except Hostile as error:
        messages.error(request, _said(error))
        return redirect("submission", slug=programme.slug, party=party.party)
    tell_version(request, made)
    return redirect("submission", slug=programme.slug, party=party.party)


def _said(error: Hostile) -> str:
    from .pages_in import said

    return said(error.why)


def _rows(version: Version | None) -> list[dict[str, Any]]:
    spoken = language()
    return [] if version is None else [row | row[spoken] for row in version.findings]


def _version(party: Organisation, number: int) -> Version | None:
    return Version.objects.filter(organisation=party, number=number).select_related("organisation__programme").first()


@require_GET
@guarded("submission", "read", of_party)
def submission_version(
    request: HttpRequest, programme: Programme, party: Organisation, number: int
) -> HttpResponseBase:
    """A version: what is found in it, and what changed since the one before."""
    one = _version(party, number)
    if one is None:
        return not_there(request)
    before = _version(party, number - 1)
    changed = [] if before is None else difference(before, one)
    values = {"programme": programme, "party": party, "one": one, "before": before, "changed": changed[:500]}
    return page(
        request,
        "version.jinja",
        values | {"rows": _rows(one), "more": max(0, len(changed) - 500), "open": is_open(programme)},
    )


@require_GET
@guarded("submission", "read", of_party)
def submission_file(
    request: HttpRequest, programme: Programme, party: Organisation, number: int, file: str
) -> HttpResponseBase:
    """A file of a version, as it was sent."""
    del programme
    one = _version(party, number)
    if one is None or file not in files_of(one):
        return not_there(request)
    return FileResponse((folder_of(party, number) / file).open("rb"), as_attachment=True, filename=file)


@require_POST
@guarded("submission", "write", of_hand_in)
def submission_restore(
    request: HttpRequest, programme: Programme, party: Organisation, number: int
) -> HttpResponseBase:
    """Hand in an older version again, as the next one."""
    one = _version(party, number)
    if one is None:
        return not_there(request)
    made = hand_in(asked_by(request), party, files_of(one), restored=number)
    text = t("Version {old} is version {new} now.", old=number, new=made.number)
    messages.success(request, text)
    return redirect("submission", slug=programme.slug, party=party.party)


@require_GET
@guarded("submission", "read", of_party)
def submission_template(request: HttpRequest, programme: Programme, party: Organisation, kind: str) -> HttpResponseBase:
    """An empty workbook with the lists of the programme."""
    del party
    if kind not in KINDS:
        return not_there(request)
    return _download(template_file(programme, kind), f"wijkplan-{kind}.xlsx", "application/octet-stream")


def _download(raw: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(raw, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_GET
@guarded("plan", "read", of_party_round)
def own_plan(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """One's own plan: chart, list, why, what the own week would cost, and one's answers."""
    view = own_view(round, party)
    if view is None:
        return not_there(request)
    return page(request, "own_plan.jinja", plan_values(request, programme, party, round, view))


ON_A_PAGE = 30
"""Lines; a large employer has hundreds."""


def plan_values(
    request: HttpRequest, programme: Programme, party: Organisation, round: Round, view: Mapping[str, Any]
) -> dict[str, Any]:
    """What a page with one party's plan shows."""
    lines, asked = own_lines(round, party, view), request.GET.get("page", "")
    pages = max(1, -(-len(lines) // ON_A_PAGE))
    number = min(pages, max(1, int(asked))) if re.fullmatch(r"\d{1,4}", asked, re.ASCII) else 1
    first = (number - 1) * ON_A_PAGE
    charts = (("street", gantt(lines)), ("crew", gantt(by_crew(lines))))
    return {
        "programme": programme,
        "party": party,
        "round": round,
        "state": state_of(round),
        "lines": lines,
        "shown": lines[first : first + ON_A_PAGE],
        "first": first,
        "number": number,
        "pages": pages,
        "waiting": sum(one["state"] in ("proposed", "asked again") for one in lines),
        "prices": prices_of(round, party),
        "charts": [(kind, chart) for kind, chart in charts if chart],
        "sheets": view["own"],
        "shared": view["shared"],
        "projects": {name: _places(lines, name) for name in sorted({one["project"] for one in lines})},
        "preview": False,
    }


def _places(lines: Sequence[Mapping[str, Any]], project: str) -> str:
    places = sorted({one["place"] for one in lines if one["project"] == project})
    return ", ".join([*places[:3], *(["…"] if len(places) > 3 else [])])


@require_http_methods(["GET", "POST"])
@guarded("price", "ask", of_party_round)
def price(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """Ask what another week of one's own line would cost, or look whether the price is there."""
    view = own_view(round, party)
    asked = request.POST.get("line", "") or request.GET.get("line", "")
    line = next((one for one in (view or {}).get("lines", ()) if one["line"] == asked), None)
    if line is None:
        return not_there(request)
    if request.method == "POST":
        problem = ask(asked_by(request), round, party, line, request.POST.get("week", ""))
        if problem is not None:
            messages.error(request, problem)
        return _back(request, programme, party, round, asked)
    values = {"programme": programme, "party": party, "round": round, "prices": prices_of(round, party), "one": line}
    return page(request, "prices.jinja", values)


@require_POST
@guarded("answers", "write", of_party_round)
def answer(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """Accept, refuse, pin, or ask for other weeks or people for one line; accept or refuse all lines of a project."""
    view = own_view(round, party)
    if view is None:
        return not_there(request)
    mine = {one["line"]: one for one in view["lines"]}
    line, project = request.POST.get("line", ""), request.POST.get("project", "")
    chosen = [name for name, one in mine.items() if name == line or (project and one["project"] == project)]
    said = request.POST.get("answer", "")
    if not chosen or said not in ANSWERS or (project and said not in ("accept", "refuse")):
        return not_there(request)
    stands = next((one for one in own_lines(round, party, view) if one["line"] == line), None)
    if stands is not None and request.POST.get("was", stands["stands"]) != stands["stands"]:
        if stands["state"] != ANSWERS[said]:  # else the same was sent twice
            messages.warning(request, translated(MEANWHILE, language()))
        return _back(request, programme, party, round, line)
    try:
        decide(round, party.party, [decision_of(party.party, mine[name], said, request.POST) for name in chosen])
    except (RoundError, ValueError) as error:
        messages.error(request, translated(message_of(error), language()))
    return _back(request, programme, party, round, line)


MEANWHILE = say(
    "This line was answered meanwhile, in another tab or by a colleague: what it says now stands here, and yours was "
    "not kept. Answer again if you still want something else."
)


def _back(request: HttpRequest, programme: Programme, party: Organisation, round: Round, line: str) -> HttpResponseBase:
    view = own_view(round, party) or {}
    if request.headers.get("HX-Request") and line:
        shown = [one for one in own_lines(round, party, view) if one["line"] == line]
        values = {"programme": programme, "party": party, "round": round, "state": state_of(round)}
        more = {"one": shown[0], "in_place": True, "prices": prices_of(round, party), "preview": False}
        return page(request, "line.jinja", values | more)
    response = redirect("own_plan", slug=programme.slug, party=party.party, name=round.name)
    at = next((i for i, one in enumerate(view.get("lines", ())) if one["line"] == line), 0) // ON_A_PAGE
    response["Location"] += (f"?page={at + 1}" if at else "") + ("#" + re.sub(r"\W", "-", line) if line else "")
    return response


@require_GET
@guarded("plan", "read", of_party_round)
def on_site(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """For a phone at the street: what is on today and in the next weeks, and a button that says done."""
    view = own_view(round, party)
    if view is None:
        return not_there(request)
    try:
        today = min(date.fromisoformat(request.GET.get("day", "")), date.max - AHEAD)
    except ValueError:
        today = timezone.localdate()
    lines = sorted(own_lines(round, party, view), key=lambda one: str(one["start"]))
    until = (today + AHEAD).isoformat()
    now = [one for one in lines if one["start"] <= today.isoformat() <= one["end"] and one["state"] != "done"]
    soon = [one for one in lines if today.isoformat() < one["start"] <= until and one["state"] != "done"]
    first = next((one for one in lines if one["start"] > until), None)
    values = {"programme": programme, "party": party, "round": round, "today": today, "now": now, "soon": soon}
    return page(request, "on_site.jinja", values | {"later": first})


@require_POST
@guarded("progress", "write", of_party_round)
def progress(request: HttpRequest, programme: Programme, party: Organisation, round: Round) -> HttpResponseBase:
    """Report what was done of one line."""
    view = own_view(round, party)
    if view is None or request.POST.get("line") not in {one["line"] for one in view["lines"]}:
        return not_there(request)
    try:
        problems = report_progress(round, party, view, request.POST)
    except (RoundError, ValueError) as error:
        problems = [translated(message_of(error), language())]
    for problem in problems:
        messages.error(request, problem)
    if not problems:
        messages.success(request, t("Reported."))
    back = "on_site" if request.POST.get("back") == "on_site" else "own_plan"
    return redirect(back, slug=programme.slug, party=party.party, name=round.name)
