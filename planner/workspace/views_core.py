"""The pages of the core team, and what all members see of a programme: of the shared zone and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wijkplan.planner.rounds.round_folder import RoundError
from wijkplan.planner.text import Text, message_of, say

from .access import asked_by, guarded, not_there, of_programme, of_round, organisation_of
from .audit import note
from .handing_in import standing_of, total
from .jobs import queue
from .jobs_for_others import AUDIENCES, outlook_folder, role_pages
from .jobs_for_others import NAMES as AUDIENCE_NAMES
from .minutes import minutes_of
from .models import Decision, Job, Organisation, Programme, Round
from .overview import dates, places, states
from .own_plan import own_view
from .pages_in import page, said, t
from .policy import Actor, Thing, may
from .published_views import preview_folder
from .reminders import letter, remind
from .rounds_of import ask_for_plan, changing, state_of
from .tender_readers import readable


@require_GET
@guarded("programme", "see", of_programme)
def programme(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """Where a member begins: what is asked of it now, and the rounds."""
    actor = asked_by(request)
    party = organisation_of(actor)
    opened = list(Round.objects.filter(programme=programme).order_by("-pk").select_related("programme"))
    today = timezone.localdate()
    rounds = [
        {
            "round": one,
            "state": state_of(one),
            "mine": party is not None and own_view(one, party) is not None,
            "tenders": readable(actor, one, today) != [],
        }
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
        "today": today,
    }
    values["outlook"] = (outlook_folder(programme) / "outlook.html").is_file()
    values["waits"] = _waits(programme, last)
    values["places"], values["states"] = places(programme), states(opened, today)
    values["dates"] = dates(opened, may(actor, "read", Thing("tender", programme.slug)), today)
    return page(request, "programme.jinja", values)


def _waits(programme: Programme, last: Round | None) -> Text | None:
    """What is being made at the moment, for who looks at an empty page."""
    busy = Job.objects.filter(round=last, kind__in=("plan", "publish"), state__in=("queued", "running", "lost"))
    if last is None or last.plan is not None or not busy.exists():
        return None
    if programme.demo:
        return say("The plan of round {name} is being made; in a minute or two this page shows it.", name=last.name)
    return say(
        "The plan of round {name} is being made; the core team looks at it before it comes here.", name=last.name
    )


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
        messages.error(request, t("Fill in the dates and the weeks of notice."))
        return redirect("programme", slug=programme.slug)
    last = Round.objects.filter(programme=programme).order_by("-pk").first()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,38}", name):
        messages.error(request, t("Name the round, such as 2027-Q1."))
    elif last is not None and state_of(last) != "closed":
        messages.error(request, t("Close the round before it first."))
    elif Round.objects.filter(programme=programme, name=name).exists():
        messages.error(request, t("There is a round of this name."))
    elif not 0 <= notice <= 104:
        messages.error(request, t("Notice is 0 to 104 weeks."))
    else:
        Round.objects.create(programme=programme, name=name, status_date=day, deadline=deadline, notice=notice)
        note(asked_by(request), "open round", name, programme.slug)
        messages.success(request, t("Round {name} is open.", name=name))
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
        "preview": _previewed(actor, round),
        "own_previews": _own_previews(actor, round),
        "may_export": may(actor, "make", Thing("export", programme.slug)) and round.plan is not None,
        "audiences": AUDIENCES,
        "role_pages": role_pages(actor.role, round),
        "audience_name": lambda who: said(AUDIENCE_NAMES[who]),
        "letter": letter(round),
        "districts": places(programme) if jobs else [],
    }
    return page(request, "round.jinja", values)


def _previewed(actor: Actor, round: Round) -> bool:
    """Whether there is a plan to look at that was not sent round yet."""
    waits = round.planned is not None and round.planned != round.plan and preview_folder(round).is_dir()
    return waits and may(actor, "read", Thing("preview", round.programme.slug, shared=True))


def _own_previews(actor: Actor, round: Round) -> list[Organisation]:
    """Parties whose own pages somebody may look at before they are sent."""
    if not (_previewed(actor, round) and may(actor, "read", Thing("preview", round.programme.slug, "any"))):
        return []
    parties = Organisation.objects.filter(programme=round.programme, role__in=("employer", "client")).order_by("party")
    return [one for one in parties if (preview_folder(round) / f"{one.party}.json").is_file()]


@require_POST
@guarded("round", "remind", of_round)
def round_remind(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Remind who has not handed in: by mail where mail is set up; the page shows the text either way."""
    sent, waiting = remind(round)
    Round.objects.filter(pk=round.pk).update(reminded=timezone.now())
    note(asked_by(request), "remind", f"round {round.name}: {waiting} parties", programme.slug)
    text = t(
        "{sent} reminders were sent; {waiting} parties have not handed in.",
        sent=sent,
        waiting=waiting,
    )
    messages.success(request, text)
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("job", "start", of_round)
def round_plan(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Close the hand-in, where it is open, and ask for a plan."""
    seconds = request.POST.get("seconds", "15")
    try:
        ask_for_plan(asked_by(request), round, min(3600, max(1, int(seconds))) if seconds.isdigit() else 15)
    except RoundError as error:
        messages.error(request, said(message_of(error)))
    return redirect("round", slug=programme.slug, name=round.name)


@require_POST
@guarded("job", "start", of_round)
def round_job(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Ask for a job that sends nothing round: the hand-ins checked together, what cannot hold together and what
    would mend it, planning in parts, the outlook of a region."""
    kind = request.POST.get("kind", "")
    if kind in ("check", "conflicts"):
        queue(asked_by(request), round, kind, {"seconds": 30})
    elif kind == "repair":
        return _ask_repairs(request, programme, round)
    elif kind == "parts":
        queue(asked_by(request), round, kind, {})
    elif kind == "outlook":
        queue(asked_by(request), round, kind, {"region": request.POST.get("region", "").strip()[:60] or "country"})
    return redirect("round", slug=programme.slug, name=round.name)


def _ask_repairs(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    district, day = request.POST.get("district", ""), request.POST.get("by", "")
    try:
        asked = {"district": district, "by": date.fromisoformat(day).isoformat()} if district else {}
    except ValueError:
        messages.error(request, t("Say by which day the district has to be done."))
    else:
        queue(asked_by(request), round, "repair", asked)
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
        messages.error(request, t("The core team has not approved this plan."))
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
        messages.success(request, t("Round {name} is closed.", name=round.name))
    except RoundError as error:
        messages.error(request, said(message_of(error)))
    return redirect("round", slug=programme.slug, name=round.name)


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
    rows = Decision.objects.filter(round__programme=programme).select_related("round").order_by("-pk")
    if actor.role in ("employer", "client"):
        rows = rows.filter(party=actor.party)
    writes = may(actor, "write", Thing("decision", programme.slug))
    parties = Organisation.objects.filter(programme=programme, role__in=("employer", "client")).order_by("party")
    return {
        "programme": programme,
        "rows": rows,
        "rounds": Round.objects.filter(programme=programme).order_by("-pk"),
        "parties": parties if writes else [],
        "called": {one.party: one.name for one in parties} if writes else {},
        "may_write": writes,
    }


@require_POST
@guarded("decision", "write", of_round)
def decide(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """Write down a decision with its reason."""
    about, what = request.POST.get("about", "").strip(), request.POST.get("decided", "").strip()
    reason, party = request.POST.get("reason", "").strip(), request.POST.get("party", "")
    if not (about and what and reason):
        messages.error(request, t("A decision says about what, what and why."))
    elif party and not Organisation.objects.filter(programme=programme, party=party).exists():
        return not_there(request)
    else:
        _, new = Decision.objects.get_or_create(
            round=round, about=about[:200], decided=what, reason=reason, party=party, by=asked_by(request).number
        )
        if new:  # else it was sent twice
            note(asked_by(request), "decide", about, programme.slug, party)
    return redirect("decisions", slug=programme.slug)


@require_GET
@guarded("decision", "write", of_round)
def minutes(request: HttpRequest, programme: Programme, round: Round) -> HttpResponseBase:
    """The minutes of a round, as a text to edit."""
    del request, programme
    return HttpResponse(
        minutes_of(round),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="minutes-{round.name}.md"'},
    )
