"""The pages of the operator: jobs, the clearing zone, the logs; and how a job is followed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from .access import asked_by, guarded, not_there, of_all, of_programme, thing_of
from .audit import exported, faults, note
from .jobs import ENDED, request_stop
from .jobs_beside import result_of
from .models import AuditLine, Job, JobEvent, Organisation, Programme, Round
from .pages_in import page, t
from .policy import Actor, Thing, may
from .rounds_of import folder_of
from .starting import new_programme

PAUSE = 1.0
SEEN = ("question", "variant", "seconds", "state", "errors", "warnings", "hints", "rules")
"""What of an event is no figure of the clearing zone."""

BREATH = 15.0
"""Seconds between comments that keep a quiet stream open."""


def of_job(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """A job of a programme."""
    del request
    job = get_object_or_404(Job.objects.select_related("programme", "round__programme"), pk=parts.pop("job"))
    return thing_of(kind, job.programme), {"job": job} | parts


@require_GET
@guarded("clearing zone", "read", of_all)
def operate(request: HttpRequest) -> HttpResponseBase:
    """All programmes, jobs and whether the audit log is whole."""
    values = {
        "programmes": Programme.objects.order_by("name"),
        "organisations": Organisation.objects.select_related("programme").order_by("programme__name", "party"),
        "jobs": Job.objects.select_related("round", "programme").order_by("-pk")[:50],
        "faults": faults(),
        "lines": AuditLine.objects.count(),
    }
    return page(request, "operate.jinja", values)


@require_POST
@guarded("programme", "make", of_all)
def programme_make(request: HttpRequest) -> HttpResponseBase:
    """A new programme from its programme file; or one more organisation of a programme."""
    name, file = request.POST.get("name", "").strip(), request.FILES.get("file")
    slug = slugify(name)[:50]
    if not slug or file is None or Programme.objects.filter(slug=slug).exists():
        messages.error(
            request, t("Give a new name and the programme file.", "Geef een nieuwe naam en het programmabestand.")
        )
        return redirect("operate")
    new_programme(asked_by(request), slug, name, {file.name or "programme.json": file.read()})
    return redirect("programme", slug=slug)


@require_POST
@guarded("programme", "make", of_programme)
def organisation_make(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """One more organisation that takes part."""
    role, party = request.POST.get("role", ""), request.POST.get("party", "").strip()
    name = request.POST.get("name", "").strip()
    roles = {"employer", "client", "school", "union", "core-team", "reader"}
    full = party if role == "core-team" else f"{role}-{party}"
    full = "core-team" if role == "core-team" else full
    if role not in roles or not name or (role != "core-team" and not party):
        messages.error(request, t("Give role, id and name.", "Geef rol, id en naam."))
    elif Organisation.objects.filter(programme=programme, party=full).exists():
        messages.error(request, t("This party is there already.", "Deze partij is er al."))
    else:
        Organisation.objects.create(
            programme=programme, role=role, party=full[:90], name=name, number=request.POST.get("number", "").strip()
        )
        note(asked_by(request), "add organisation", full, programme.slug, full)
    return redirect("operate")


@require_GET
@guarded("job", "see", of_job)
def job_page(request: HttpRequest, job: Job) -> HttpResponseBase:
    """How a job goes."""
    actor = asked_by(request)
    full = may(actor, "read", Thing("job", job.programme.slug))
    events = JobEvent.objects.filter(job=job).order_by("-seq")[:50]
    values = {"job": job, "programme": job.programme, "events": [shown(one, full) for one in events], "ended": ENDED}
    values["result"] = result_of(job) if full else None
    return page(request, "job.jinja", values | {"may_stop": may(actor, "stop", Thing("job", job.programme.slug))})


def shown(event: JobEvent, full: bool) -> dict[str, Any]:
    """An event; whoever may not read a job's own figures sees that it moves, and no money."""
    kept = event.json if full else {k: v for k, v in event.json.items() if k in SEEN}
    return {"seq": event.seq, "kind": event.kind, "at": event.at.isoformat(timespec="seconds"), **kept}


@require_POST
@guarded("job", "stop", of_job)
def job_stop(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Stop a job; its best plan is kept."""
    request_stop(asked_by(request), job)
    return redirect("job", job=job.pk)


@require_GET
@guarded("job", "see", of_job)
def job_events(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Events of a job as they come; ``Last-Event-ID`` goes on after it."""
    said = request.headers.get("Last-Event-ID") or request.GET.get("after", "0")
    after = int(said) if said.isdigit() else 0
    full = may(asked_by(request), "read", Thing("job", job.programme.slug))
    response = StreamingHttpResponse(_stream(job.pk, after, full), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


async def _stream(job: int, after: int, full: bool) -> AsyncIterator[str]:
    quiet = 0.0
    while True:
        events, state = await sync_to_async(_news)(job, after, full)
        for one in events:
            after, quiet = one["seq"], 0.0
            yield f"id: {one['seq']}\nevent: progress\ndata: {json.dumps(one)}\n\n"
        if state in ENDED and not events:
            yield f"event: over\ndata: {json.dumps({'state': state})}\n\n"
            return
        await asyncio.sleep(PAUSE)
        quiet += PAUSE
        if quiet >= BREATH:
            quiet = 0.0
            yield ": still here\n\n"


def _news(job: int, after: int, full: bool) -> tuple[list[dict[str, Any]], str]:
    state = Job.objects.values_list("state", flat=True).get(pk=job)
    return [shown(one, full) for one in JobEvent.objects.filter(job=job, seq__gt=after).order_by("seq")], state


@require_GET
@guarded("clearing zone", "read", of_programme)
def clearing(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """The complete output folders of a programme, and what was disclosed to whom."""
    base = folder_of(programme).root
    plans = sorted(path.parent.parent.name for path in base.glob("*/plan/run.json"))
    log = [
        json.loads(line) | {"round": path.parent.parent.name}
        for path in sorted(base.glob("*/plan/disclosures.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    values = {"programme": programme, "plans": plans, "log": log, "files": _files(programme)}
    return page(request, "clearing.jinja", values | {"rounds": Round.objects.filter(programme=programme)})


def _files(programme: Programme) -> list[str]:
    base = folder_of(programme).root
    return sorted(
        path.relative_to(base).as_posix()
        for path in base.glob("*/plan/**/*")
        if path.is_file() and not path.name.startswith(".")
    )


@require_GET
@guarded("clearing zone", "read", of_programme)
def clearing_file(request: HttpRequest, programme: Programme, file: str) -> HttpResponseBase:
    """A file of them."""
    if file not in _files(programme):
        return not_there(request)
    note(asked_by(request), "read clearing zone", file, programme.slug)
    path: Path = folder_of(programme).root / file
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@require_GET
@guarded("audit", "read", lambda request, kind, parts: (_own_audit(asked_by(request), kind), parts))
def audit_log(request: HttpRequest) -> HttpResponseBase:
    """The audit log: of oneself, of what is shared, or all of it for the operator; as a page or as lines of JSON."""
    lines = lines_for(asked_by(request))
    if request.GET.get("format") == "jsonl":
        response = StreamingHttpResponse(exported(iter(lines.order_by("seq"))), content_type="application/x-ndjson")
        response["Content-Disposition"] = 'attachment; filename="wijkplan-audit.jsonl"'
        return response
    return page(request, "audit.jinja", {"lines": lines.order_by("-seq")[:200]})


def _own_audit(actor: Actor, kind: str) -> Thing:
    return Thing(kind, actor.programme, actor.party, shared=True)


def lines_for(actor: Actor) -> Any:
    """The lines that somebody may read: about itself; the core team those about no party."""
    lines = AuditLine.objects.all()
    if actor.role == "operator":
        return lines
    lines = lines.filter(programme=actor.programme)
    return lines.filter(party="") if actor.role == "core-team" else lines.filter(party=actor.party)
