"""The REST API, version 1: the same things as the pages, under the same policy. The document is served to everybody at
``/api/v1/openapi.json``; everything else asks for a token of an organisation, or a session to read with.

It follows the Dutch API Design Rules: the version in the path, no slash at the end, ``application/problem+json`` for
what went wrong, 202 for what takes longer."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, NinjaAPI, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.files import UploadedFile

from wijkplan.planner.rounds.round_folder import RoundError

from .access import asked_by, organisation_of
from .api_types import (
    PROBLEM,
    AnswerIn,
    JobOut,
    LineOut,
    Name,
    Number,
    PlanIn,
    Problem,
    ProgressIn,
    RoundOut,
    Slug,
    VersionOut,
    VersionWithFindings,
)
from .handing_in import hand_in, is_open
from .jobs import request_stop
from .models import Job, Organisation, Programme, Round, Version
from .own_plan import decision_of, own_lines, own_view, report_progress
from .policy import PUBLIC, Actor, Thing, may, private
from .rounds_of import ask_for_plan, decide, state_of
from .uploads import Hostile
from .views_comparison import shared_view
from .views_operator import shown


def signed_in(request: HttpRequest) -> Actor | None:
    """Whoever has a token; whoever is signed in may read, because a form of another site could post."""
    actor = asked_by(request)
    bearer = request.headers.get("Authorization", "").startswith("Bearer ")
    safe = request.method in ("GET", "HEAD")
    return actor if actor.role != PUBLIC and (bearer or safe) else None


api = NinjaAPI(
    title="wijkplan workspace",
    version="1.0.0",
    description="Hand in, read your own plan, answer and report, with a token of your organisation.",
    docs_url=None,
    urls_namespace="api",
    auth=signed_in,
    openapi_extra={
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    },
)
WRONG: Mapping[frozenset[int], type[Problem]] = {frozenset({400, 401, 403, 404, 409, 422}): Problem}


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """A problem as the standard writes it."""
    made = api.create_response(
        request,
        {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail},
        status=status,
    )
    made["Content-Type"] = PROBLEM
    if status == 401:
        made["WWW-Authenticate"] = "Bearer"
    return made


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, error.message)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "payload"))
    return problem(request, 422, f"{where}: {first['msg']}")


def _authentication(request: HttpRequest, error: AuthenticationError | type[AuthenticationError]) -> HttpResponse:
    del error
    return problem(request, 401, "sign in: send Authorization: Bearer with a token of your organisation")


api.add_exception_handler(AuthenticationError, _authentication)


def allowed(actor: Actor, verb: str, thing: Thing) -> None:
    """Raises 404 or 403 where the policy says no."""
    if not may(actor, verb, thing):
        raise HttpError(*((404, "there is no such thing") if private(actor, thing) else (403, "not for this role")))


def programme_of(actor: Actor, slug: str | None) -> Programme:
    """The programme of who asks, for the operator the one that is named. Raises 404."""
    if slug is not None and actor.programme not in (None, slug):
        raise HttpError(404, "there is no such programme")
    found = Programme.objects.filter(slug=actor.programme or slug or "").first()
    if found is None:
        raise HttpError(404, "there is no such programme; the operator names one with ?programme=")
    return found


def round_of(actor: Actor, slug: str | None, name: str) -> Round:
    """A round. Raises 404."""
    programme = programme_of(actor, slug)
    found = Round.objects.filter(programme=programme, name=name).select_related("programme").first()
    if found is None or "\x00" in name:
        raise HttpError(404, "there is no such round")
    return found


def own_of(actor: Actor, kind: str, verb: str) -> Organisation:
    """The organisation of who asks, for something of its own. Raises 403."""
    one = organisation_of(actor)
    if one is None or one.programme is None:
        raise HttpError(403, "not for this role")
    allowed(actor, verb, Thing(kind, actor.programme, actor.party, open=is_open(one.programme)))
    return one


def _round(one: Round) -> dict[str, Any]:
    return {
        "programme": one.programme.slug,
        "id": one.name,
        "state": state_of(one),
        "status_date": one.status_date,
        "deadline": one.deadline,
        "published": one.plan is not None,
    }


@api.get("rounds", response={200: list[RoundOut], **WRONG}, summary="The rounds of your programme")
def rounds(request: HttpRequest, programme: Slug = None) -> Any:
    """Newest first; the operator without a programme gets those of all."""
    actor = asked_by(request)
    found = Round.objects.select_related("programme").order_by("-pk")
    if actor.programme is not None or programme is not None:
        one = programme_of(actor, programme)
        allowed(actor, "see", Thing("round", one.slug))
        found = found.filter(programme=one)
    return [_round(one) for one in found]


@api.get("rounds/{name}", response={200: RoundOut, **WRONG}, summary="A round")
def one_round(request: HttpRequest, name: Name, programme: Slug = None) -> Any:
    """How far it is."""
    actor = asked_by(request)
    found = round_of(actor, programme, name)
    allowed(actor, "see", Thing("round", found.programme.slug))
    return _round(found)


@api.get("rounds/{name}/plan", response={200: list[LineOut], **WRONG}, summary="Your own plan")
def plan(request: HttpRequest, name: Name, language: Literal["nl", "en"] = "nl") -> Any:
    """Your lines, why they stand there, what your own week would cost, and what you answered."""
    actor = asked_by(request)
    party = own_of(actor, "plan", "read")
    found = round_of(actor, None, name)
    view = own_view(found, party)
    if view is None:
        raise HttpError(404, "no plan was sent to you in this round")
    return [one | one[language] for one in own_lines(found, party, view)]


@api.post("rounds/{name}/answers", response={200: LineOut, **WRONG}, summary="Answer a line of your plan")
def answers(request: HttpRequest, name: Name, payload: AnswerIn) -> Any:
    """Accept or refuse it, pin it in a week, or say between which weeks it may start."""
    actor = asked_by(request)
    party = own_of(actor, "answers", "write")
    found = round_of(actor, None, name)
    view = own_view(found, party)
    line = next((one for one in (view or {}).get("lines", ()) if one["line"] == payload.line), None)
    if view is None or line is None:
        raise HttpError(404, "this is no line of your plan")
    try:
        decide(found, party.party, [decision_of(party.party, line, payload.answer, payload.model_dump())])
    except RoundError as error:
        raise HttpError(409, str(error)) from error
    except ValueError as error:
        raise HttpError(422, str(error)) from error
    return next(one for one in own_lines(found, party, view) if one["line"] == payload.line)


@api.post("rounds/{name}/progress", response={204: None, **WRONG}, summary="Report what was done")
def progress(request: HttpRequest, name: Name, payload: ProgressIn) -> Any:
    """Of one line."""
    actor = asked_by(request)
    party = own_of(actor, "progress", "write")
    found = round_of(actor, None, name)
    view = own_view(found, party)
    if view is None or payload.line not in {one["line"] for one in view["lines"]}:
        raise HttpError(404, "this is no line of your plan")
    form = {key: "" if value is None else str(value) for key, value in payload.model_dump().items()}
    try:
        problems = report_progress(found, party, view, form)
    except RoundError as error:
        raise HttpError(409, str(error)) from error
    if problems:
        raise HttpError(422, " ".join(problems))
    return Status(204, None)


@api.get("rounds/{name}/comparison", response={200: dict[str, Any], **WRONG}, summary="The shared zone of a round")
def comparison(request: HttpRequest, name: Name, programme: Slug = None) -> Any:
    """What planning together is worth, as ``comparison-shared.json``."""
    actor = asked_by(request)
    found = round_of(actor, programme, name)
    allowed(actor, "read", Thing("comparison", found.programme.slug, shared=True))
    view = shared_view(found)
    if view is None:
        raise HttpError(404, "no plan was sent round in this round")
    return view["comparison"]


@api.post("rounds/{name}/jobs", response={202: JobOut, **WRONG}, summary="Ask for a plan of a round")
def start(request: HttpRequest, response: HttpResponse, name: Name, payload: PlanIn, programme: Slug = None) -> Any:
    """The hand-in is closed where it is open; the job's address is in ``Location``."""
    actor = asked_by(request)
    found = round_of(actor, programme, name)
    if not may(actor, "start", Thing("job", found.programme.slug)):  # it sees the round, which is all there is yet
        raise HttpError(403, "not for this role")
    try:
        job = ask_for_plan(actor, found, payload.seconds)
    except RoundError as error:
        raise HttpError(409, str(error)) from error
    response["Location"] = f"/api/v1/jobs/{job.pk}"
    return Status(202, _job(job, actor))


@api.get("jobs/{key}", response={200: JobOut, **WRONG}, summary="How a job goes")
def job(request: HttpRequest, key: Number) -> Any:
    """With its last events."""
    actor = asked_by(request)
    found = _found(key)
    allowed(actor, "see", Thing("job", None if found is None else found.programme.slug))
    return _job(found, actor)


@api.delete("jobs/{key}", response={202: JobOut, **WRONG}, summary="Stop a job")
def stop(request: HttpRequest, key: Number) -> Any:
    """Its best plan is kept."""
    actor = asked_by(request)
    found = _found(key)
    allowed(actor, "stop", Thing("job", found.programme.slug))
    request_stop(actor, found)
    return Status(202, _job(_found(key), actor))


def _found(key: int) -> Job:
    found = Job.objects.select_related("programme", "round").filter(pk=key).first()
    if found is None:
        raise HttpError(404, "there is no such thing")
    return found


def _job(one: Job, actor: Actor) -> dict[str, Any]:
    full = may(actor, "read", Thing("job", one.programme.slug))
    return {
        "id": one.pk,
        "kind": one.kind,
        "round": one.round.name,
        "state": one.state,
        "created": one.created,
        "started": one.started,
        "ended": one.ended,
        "attempt": one.attempt,
        "error_line": one.error_line,
        "events": [shown(event, full) for event in one.jobevent_set.order_by("-seq")[:20]],
    }


@api.get("versions", response={200: list[VersionOut], **WRONG}, summary="What you handed in")
def versions(request: HttpRequest) -> Any:
    """All versions, newest first."""
    return Version.objects.filter(organisation=own_of(asked_by(request), "submission", "read")).order_by("-number")


@api.get("versions/{number}", response={200: VersionWithFindings, **WRONG}, summary="What was found in a version")
def version(request: HttpRequest, number: Number) -> Any:
    """Its findings."""
    party = own_of(asked_by(request), "findings", "read")
    found = Version.objects.filter(organisation=party, number=number).first()
    if found is None:
        raise HttpError(404, "there is no such version")
    return found


@api.post("versions", response={201: VersionWithFindings, **WRONG}, summary="Hand in files")
def new_version(request: HttpRequest, response: HttpResponse, files: Annotated[list[UploadedFile], File()]) -> Any:
    """They become the next version; with errors in it, it is kept and takes no part."""
    actor = asked_by(request)
    party = own_of(actor, "submission", "write")
    try:
        made = hand_in(actor, party, {(one.name or ""): one.read() for one in files})
    except Hostile as error:
        raise HttpError(422, str(error.why)) from error
    response["Location"] = f"/api/v1/versions/{made.number}"
    return Status(201, made)
