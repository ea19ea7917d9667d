"""The pages of the core team, and what all members see of a programme: of the shared zone and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.rounds.round_folder import RoundError

from .access import asked_by, guarded, not_there, of_programme, of_round, organisation_of
from .audit import note
from .charts import waterfall
from .core_views import read_core_view
from .handing_in import standing_of, total
from .jobs import queue
from .models import Decision, Job, Organisation, Programme, Round
from .overview import dates, places
from .own_plan import own_view
from .pages_in import page, t
from .policy import Thing, may
from .published_views import FOLDER, read_view
from .rounds_of import changing, end_hand_in, plan_file, state_of
from .where import programme_folder

CORE = "core-team"
QUESTIONS = ("equal_delivery", "all_in")


@require_GET
@guarded("programme", "see", of_programme)
def programme(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """Where a member begins: what is asked of it now, and the rounds."""
    actor = asked_by(request)
    party = organisation_of(actor)
    opened = list(Round.objects.filter(programme=programme).order_by("-opened").select_related("programme"))
    rounds = [
        {"round": one, "state": state_of(one), "mine": party is not None and own_view(one, party) is not None}
        for one in opened
    ]
    handed = may(actor, "count", Thing("submission", programme.slug))
    standing = standing_of(programme) if handed else []
    last = opened[0] if opened else None
    values: dict[str, Any] = {
        "programme": programme,
        "party": party,
        "rounds": rounds,
        "standing": standing,
        "totals": total(standing),
        "last": last,
        "jobs": Job.objects.filter(programme=programme).order_by("-pk")[:5] if handed else [],
        "may_open": may(actor, "open", Thing("round", programme.slug)) and (last is None or state_of(last) == "closed"),
        "own_pages": actor.role in ("employer", "client"),
        "may_comparison": may(actor, "read", Thing("comparison", programme.slug, shared=True)),
        "may_decisions": may(actor, "read", Thing("decision", programme.slug, actor.party)),
        "may_tenders": may(actor, "read", Thing("tender", programme.slug)),
        "today": timezone.localdate(),
    }
    values["places"] = places(programme)
    values["dates"] = dates(programme, opened, bool(values["may_tenders"]), timezone.localdate())
    return page(request, "programme.jinja", values)


@require_POST
@guarded("round", "open", of_programme)
def round_open(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """Open a round, in which everybody may hand in."""
    name = request.POST.get("name", "").strip()
    try:
        day = date.fromisoformat(request.POST.get("status_date", ""))
        until = request.POST.get("deadline", "")
        deadline = date.fromisoformat(until) if until else None
        notice = int(request.POST.get("notice", "4"))
    except ValueError:
        messages.error(request, t("Fill in the dates and the weeks of notice.", "Vul de datums en de weken in."))
        return redirect("programme", slug=programme.slug)
    last = Round.objects.filter(programme=programme).order_by("-opened").first()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,38}", name):
        messages.error(request, t("Name the round, such as 2027-Q1.", "Geef de ronde een naam, zoals 2027-Q1."))
    elif last is not None and state_of(last) != "closed":
        messages.error(request, t("Close the round before it first.", "Sluit eerst de vorige ronde."))
    elif Round.objects.filter(programme=programme, name=name).exists():
        messages.error(request, t("There is a round of this name.", "Er is al een ronde met deze naam."))
    elif not 0 <= notice <= 104:
        messages.error(request, t("Notice is 0 to 104 weeks.", "De termijn is 0 tot 104 weken."))
    else:
        Round.objects.create(programme=programme, name=name, status_date=day, deadline=deadline, notice=notice)
        note(asked_by(request), "open round", name, programme.slug)
        messages.success(request, t("Round {name} is open.", "Ronde {name} is open.", name=name))
    return redirect("programme", slug=programme.slug)


@require_GET
@guarded("round", "see", of_round)
def round_page(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """A round: how far it is, and for who runs it the next step."""
    actor = asked_by(request)
    thing = Thing("round", programme.slug)
    jobs = may(actor, "see", Thing("job", programme.slug))
    values = {
        "programme": programme,
        "round": round,
        "state": state_of(round),
        "may_close": may(actor, "close", thing),
        "may_approve": may(actor, "approve", thing),
        "may_publish": may(actor, "publish", thing),
        "jobs": list(Job.objects.filter(round=round).order_by("-pk")) if jobs else [],
        "standing": standing_of(programme) if may(actor, "count", Thing("submission", programme.slug)) else [],
    }
    return page(request, "round.jinja", values)


@require_POST
@guarded("round", "remind", of_round)
def round_remind(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Remind who has not handed in: by mail where mail is set up; the page shows the text either way."""
    from .reminders import remind

    sent, waiting = remind(round)
    Round.objects.filter(pk=round.pk).update(reminded=timezone.now())
    note(asked_by(request), "remind", f"round {round.name}: {waiting} parties", programme.slug)
    text = t(
        "{sent} reminders were sent; {waiting} parties have not handed in.",
        "{sent} herinneringen zijn verstuurd; {waiting} partijen hebben nog niet aangeleverd.",
        sent=sent,
        waiting=waiting,
    )
    messages.success(request, text)
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("job", "start", of_round)
def round_plan(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Close the hand-in, where it is open, and ask for a plan."""
    actor = asked_by(request)
    try:
        if round.collecting:
            end_hand_in(round, actor.number)
            note(actor, "close hand-in", round.name, programme.slug)
        if state_of(round) not in ("open", "collecting", "planned", "published"):
            raise RoundError(f"round {round.name} is {state_of(round)}; it is not planned again")
        seconds = request.POST.get("seconds", "15")
        limit = min(3600, max(1, int(seconds))) if seconds.isdigit() else 15
        queue(actor, round, "plan", {"seconds": limit})
    except RoundError as error:
        messages.error(request, str(error))
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("job", "start", of_round)
def round_job(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Ask for a job that plans nothing: the hand-ins checked together, or what cannot hold together."""
    kind = request.POST.get("kind", "")
    if kind in ("check", "conflicts"):
        queue(asked_by(request), round, kind, {"seconds": 30})
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("round", "approve", of_round)
def round_approve(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Approve the plan that was made last; the operator sends it round."""
    if round.planned is not None and request.POST.get("plan") == str(round.planned):
        Round.objects.filter(pk=round.pk, planned=round.planned).update(approved=round.planned)
        note(asked_by(request), "approve", f"plan of job {round.planned} of round {round.name}", programme.slug)
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("round", "publish", of_round)
def round_publish(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Send the approved plan round."""
    if round.planned is None or round.approved != round.planned:
        messages.error(
            request, t("The core team has not approved this plan.", "Het kernteam heeft dit plan niet goedgekeurd.")
        )
    else:
        queue(asked_by(request), round, "publish", {})
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("round", "close", of_round)
def round_close(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """End a round."""
    from wijkplan.planner.rounds.steps import close

    try:
        with changing(programme) as folder:
            close(folder, folder.one(round.name), asked_by(request).number)
        note(asked_by(request), "close round", round.name, programme.slug)
        messages.success(request, t("Round {name} is closed.", "Ronde {name} is gesloten.", name=round.name))
    except RoundError as error:
        messages.error(request, str(error))
    return redirect("round", slug=programme.slug, name=round.name)


@require_GET
@guarded("comparison", "read", of_round)
def comparison(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """What planning together is worth, for all members: the shared zone of the plan that was sent round."""
    view = shared_view(round)
    if view is None:
        return not_there(request)
    from .pages_in import language

    questions = [(name, waterfall(view["comparison"], name)) for name in QUESTIONS]
    more = read_core_view(programme_folder(programme.slug) / FOLDER / round.name) or {}
    values = {
        "programme": programme,
        "round": round,
        "comparison": view["comparison"],
        "questions": questions,
        "variant": variant_name,
        "people": more.get("people"),
        "conflicts": more.get("conflicts"),
    }
    return page(request, "comparison.jinja", values | {"sheets": view["shared"][language()]})


def variant_name(variant: str) -> str:
    """A variant in the language of the page."""
    from .pages_in import said

    known = VARIANTS.get(variant)
    return variant if known is None else said(known.name)


def shared_view(round: Round) -> dict[str, Any] | None:
    """The shared zone of a round; ``None`` before its plan was sent round."""
    if round.plan is None:
        return None
    return read_view(programme_folder(round.programme.slug) / FOLDER / round.name, CORE)


@require_GET
@guarded("comparison", "read", of_round)
def comparison_report(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """The drawn page of the shared zone, as it was sent; it runs in a box of its own."""
    found = sorted(_published(programme, round).glob("wijkplan-core-team.html"))
    if not found or round.plan is None:
        return not_there(request)
    response = HttpResponse(found[-1].read_bytes(), content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "img-src data:; frame-ancestors 'none'"
    )
    return response


def _published(programme: Programme, round: Round) -> Path:
    """The last publication for the core team."""
    base = plan_file(round).parent / "published" / CORE
    numbers = sorted((int(path.name) for path in base.glob("*") if path.name.isdigit()), reverse=True)
    del programme
    return base / str(numbers[0]) if numbers else base


@require_GET
@guarded("tender", "read", of_round)
def dossiers(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """The papers of the tenders that the plan chose; they name no firm."""
    names = sorted(path.name for path in (plan_file(round) / "dossiers").glob("dossier-*"))
    there = names if round.planned is not None else []
    more = read_core_view(programme_folder(programme.slug) / FOLDER / round.name) or {}
    rows = [
        {**one, "files": [file for file in there if file.rsplit(".", 1)[0] == one["file"]]}
        for one in more.get("tenders", ())
    ]
    listed = {file for row in rows for file in row["files"]}
    values = {
        "programme": programme,
        "round": round,
        "rows": rows,
        "files": [one for one in there if one not in listed],
    }
    return page(request, "dossiers.jinja", values)


@require_GET
@guarded("tender", "read", of_round)
def dossier(request: HttpRequest, programme: Programme, round: Round, file: str) -> HttpResponseBase:
    """One of them."""
    del programme
    path = plan_file(round) / "dossiers" / file
    if round.planned is None or "/" in file or not file.startswith("dossier-") or not path.is_file():
        return not_there(request)
    return FileResponse(path.open("rb"), as_attachment=True, filename=file)


def of_decisions(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """The decisions about who asks; of who may see all, all."""
    thing, found = of_programme(request, kind, parts)
    return Thing(kind, thing.programme, asked_by(request).party), found


@require_GET
@guarded("decision", "read", of_decisions)
def decisions(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """What was decided, and why."""
    return page(request, "decisions.jinja", _decisions(request, programme))


def _decisions(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    actor = asked_by(request)
    rows = Decision.objects.filter(round__programme=programme).select_related("round").order_by("-at")
    if actor.role in ("employer", "client"):
        rows = rows.filter(party=actor.party)
    writes = may(actor, "write", Thing("decision", programme.slug))
    return {
        "programme": programme,
        "rows": rows,
        "rounds": Round.objects.filter(programme=programme).order_by("-opened"),
        "parties": Organisation.objects.filter(programme=programme, role__in=("employer", "client")).order_by("name")
        if writes
        else [],
        "may_write": writes,
    }


@require_POST
@guarded("decision", "write", of_round)
def decide(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Write down a decision with its reason."""
    about, what = request.POST.get("about", "").strip(), request.POST.get("decided", "").strip()
    reason, party = request.POST.get("reason", "").strip(), request.POST.get("party", "")
    if not (about and what and reason):
        messages.error(
            request, t("A decision says about what, what and why.", "Een besluit zegt waarover, wat en waarom.")
        )
    elif party and not Organisation.objects.filter(programme=programme, party=party).exists():
        return not_there(request)
    else:
        Decision.objects.create(
            round=round, by=asked_by(request).number, about=about[:200], decided=what, reason=reason, party=party
        )
        note(asked_by(request), "decide", about, programme.slug, party)
    return redirect("decisions", slug=programme.slug)


@require_GET
@guarded("decision", "write", of_round)
def minutes(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """The minutes of a round, as a text to edit."""
    del request
    lines = [f"# {programme.name}, {round.name}", ""]
    for row in Decision.objects.filter(round=round).order_by("at"):
        when = timezone.localtime(row.at)
        lines += [f"## {row.about}", "", f"{when:%d-%m-%Y %H:%M}", "", row.decided, "", row.reason, ""]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="minutes-{round.name}.md"'},
    )
