"""The pages of the operator: jobs, the clearing zone, the logs; and how a job is followed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.db import connection
from django.http import FileResponse, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from wijkplan.planner.text import Language, say, translated

from .access import asked_by, guarded, not_there, of_all, of_programme, thing_of
from .audit import exported, faults, note
from .audit_words import act_words, object_words
from .job_words import told
from .jobs import ENDED, request_stop
from .jobs_beside import result_of
from .jobs_for_others import exported_files
from .models import AuditLine, Job, JobEvent, Organisation, Programme, Round
from .organisations import ROLE_NAMES, Row, WrongRow, add_organisation, invite_all, read_rows
from .pages_in import language, moment, page, said, t
from .policy import Actor, Thing, may
from .repairing import files_of
from .rounds_of import folder_of
from .starting import new_programme

PAUSE = 1.0
SEEN = (
    *("attempt", "again", "question", "variant", "seconds", "state"),
    *("errors", "warnings", "hints", "rules", "parts", "files", "region", "ways", "plans"),
)
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
        "roles": ROLE_NAMES,
        "accounts": say("Accounts: who may come in, and how long things are kept"),
    }
    return page(request, "operate.jinja", values)


@require_POST
@guarded("programme", "make", of_all)
def programme_make(request: HttpRequest) -> HttpResponseBase:
    """A new programme from its programme file; or one more organisation of a programme."""
    name, file = request.POST.get("name", "").strip(), request.FILES.get("file")
    slug = slugify(name)[:50]
    if not slug or file is None or Programme.objects.filter(slug=slug).exists():
        messages.error(request, t("Give a new name and the programme file."))
        return redirect("operate")
    new_programme(asked_by(request), slug, name, {file.name or "programme.json": file.read()})
    return redirect("programme", slug=slug)


@require_POST
@guarded("programme", "make", of_programme)
def organisation_make(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """One more organisation that takes part, or a list of them."""
    if "rows" in request.POST:
        try:
            many = read_rows(request.POST["rows"])
        except WrongRow as error:
            messages.error(request, said(error.why))
        else:
            new = [one for one in many if add_organisation(asked_by(request), programme, one)]
            messages.success(request, t("{new} organisations were added; {old} were there.", **_counts(many, new)))
        return redirect("operate")
    row = Row(*(request.POST.get(name, "").strip() for name in ("role", "party", "name", "number")))
    if not row.whole:
        messages.error(request, t("Give role, id and name."))
    elif not add_organisation(asked_by(request), programme, row):
        messages.error(request, t("This party is there already."))
    return redirect("operate")


def _counts(many: list[Row], new: list[Row]) -> dict[str, int]:
    return {"new": len(new), "old": len(many) - len(new)}


@require_POST
@guarded("programme", "make", of_programme)
def organisations_invite(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """A link for the planner-in-chief of every organisation that nobody is of yet; shown once."""
    rows = [
        (one, request.build_absolute_uri(f"/invitation/{secret}"))
        for one, secret in invite_all(asked_by(request), programme)
    ]
    return page(request, "invitations.jinja", {"programme": programme, "rows": rows})


@require_GET
@guarded("job", "see", of_job)
def job_page(request: HttpRequest, job: Job) -> HttpResponseBase:
    """How a job goes."""
    actor = asked_by(request)
    full = may(actor, "read", Thing("job", job.programme.slug))
    events = JobEvent.objects.filter(job=job).order_by("-seq")[:50]
    values = {"job": job, "programme": job.programme, "events": [shown(one, full) for one in events], "ended": ENDED}
    values["result"] = result_of(job) if full else None
    values["made"] = exported_files(job.round) if full and job.kind == "export" else []
    values["files"] = repair_files(job) if full else []
    return page(request, "job.jinja", values | {"may_stop": may(actor, "stop", Thing("job", job.programme.slug))})


def shown(event: JobEvent, full: bool, spoken: Language | None = None) -> dict[str, Any]:
    """An event with its sentence in the language of the page, or in ``spoken``; whoever may not read a job's own
    figures sees that it moves, and no money."""
    kept = event.json if full else {k: v for k, v in event.json.items() if k in SEEN}
    said_now = translated(told(event.kind, kept), spoken or language())
    return {
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at.isoformat(timespec="seconds"),
        **kept,
        "said": said_now,
    }


def repair_files(job: Job) -> list[str]:
    """What there is to take along of a menu of repairs."""
    return sorted(path.name for path in files_of(job).glob("*") if not path.name.startswith("."))


@require_GET
@guarded("job", "read", of_job)
def job_file(request: HttpRequest, job: Job, file: str) -> HttpResponseBase:
    """A file that a job made for the operator."""
    if file not in repair_files(job):
        return not_there(request)
    note(asked_by(request), "read clearing zone", f"job {job.pk}: {file}", job.programme.slug)
    return FileResponse((files_of(job) / file).open("rb"), as_attachment=True, filename=file)


@require_POST
@guarded("job", "stop", of_job)
def job_stop(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Stop a job; its best plan is kept."""
    request_stop(asked_by(request), job)
    return redirect("job", job=job.pk)


@require_GET
@guarded("job", "see", of_job)
def job_events(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Events of a job as they come; ``Last-Event-ID`` goes on after it. With ``poll`` those that are there, for where a
    stream does not come through."""
    last = request.headers.get("Last-Event-ID") or request.GET.get("after", "0")
    after = int(last) if last.isdigit() else 0
    full = may(asked_by(request), "read", Thing("job", job.programme.slug))
    if request.GET.get("poll"):
        events, state = _news(job.pk, after, full, language())
        return JsonResponse({"events": events, "over": state in ENDED})
    connection.close()  # else it would be held until the stream ends
    response = StreamingHttpResponse(_stream(job.pk, after, full, language()), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    response["Cache-Control"] = "no-store"
    return response


async def _stream(job: int, after: int, full: bool, spoken: Language) -> AsyncIterator[str]:
    quiet = 0.0
    while True:
        events, state = await sync_to_async(_news)(job, after, full, spoken)
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


def _news(job: int, after: int, full: bool, spoken: Language) -> tuple[list[dict[str, Any]], str]:
    try:
        state = Job.objects.values_list("state", flat=True).get(pk=job)
        events = JobEvent.objects.filter(job=job, seq__gt=after).order_by("seq")
        return [shown(one, full, spoken) for one in events], state
    finally:
        connection.close()  # a stream waits for minutes, and must not keep a connection from pages meanwhile


@require_GET
@guarded("clearing zone", "read", of_programme)
def clearing(request: HttpRequest, programme: Programme) -> HttpResponseBase:
    """The complete output folders of a programme, and what was disclosed to whom."""
    base = folder_of(programme).root
    plans = sorted(path.parent.parent.name for path in base.glob("*/plan/run.json"))
    log = [
        {"round": path.parent.parent.name} | json.loads(line)  # the log of all rounds names each round itself
        for path in sorted((*base.glob("*/plan/disclosures.jsonl"), *base.glob("disclosures.jsonl")))
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
    values = {"lines": lines.order_by("-seq")[:200], "act_words": act_words, "object_words": object_words}
    return page(request, "audit.jinja", values | {"written": lambda at: moment(datetime.fromisoformat(at))})


def _own_audit(actor: Actor, kind: str) -> Thing:
    return Thing(kind, actor.programme, actor.party, shared=True)


def lines_for(actor: Actor) -> Any:
    """The lines that somebody may read: about itself; the core team those about no party."""
    lines = AuditLine.objects.all()
    if actor.role == "operator":
        return lines
    lines = lines.filter(programme=actor.programme)
    return lines.filter(party="") if actor.role == "core-team" else lines.filter(party=actor.party)
