"""What everybody may see: the front page, the way in, and whether the workspace is well."""

from __future__ import annotations

import errno
import shutil
import sys

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from .access import asked_by, not_there, send_again
from .models import Programme, User
from .pages_in import page
from .policy import PUBLIC
from .trouble import trouble, trouble_of
from .where import home as home_folder

ROOM = 2**20
"""Bytes that are free at least on the disk of a workspace that is well."""


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """The front page; who is signed in goes on to its programme."""
    actor = asked_by(request)
    if actor.role == PUBLIC:
        demo = Programme.objects.filter(demo=True).exists()
        return page(request, "home.jinja", {"demo": demo, "openid": bool(settings.OPENID)})
    if actor.programme is None:
        return redirect("operate")
    return redirect("programme", slug=actor.programme)


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Whether the database answers and the folder can be written; nothing else."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        probe = home_folder() / ".health"
        probe.write_text("ok", "ascii")
        if shutil.disk_usage(home_folder()).free < ROOM:
            raise OSError(errno.ENOSPC, "no room for what is handed in")
    except Exception as error:
        return JsonResponse({"status": "ill", "why": type(error).__name__}, status=503)
    return JsonResponse({"status": "well"})


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Dutch or English from now on."""
    chosen, back = request.POST.get("language", "nl"), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        if request.user.pk is not None:
            User.objects.filter(pk=request.user.pk).exclude(language=chosen).update(language=chosen)  # for mail to it
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return response


def expired(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form that was open for too long, or from before signing in again: it comes back, to be sent again; only where
    it came from a page of ours, so that nobody else's page can have something sent."""
    del reason
    if request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        return send_again(request)
    return page(request, "message.jinja", {"what": "expired"}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """No such address."""
    del exception
    return not_there(request)


def closed(request: HttpRequest) -> HttpResponseBase:
    """A page of the library that is not ours: the address of an account is that of its invitation and stays so."""
    return not_there(request)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or what is the matter around us."""
    what = trouble_of(sys.exc_info()[1])
    if what is not None:
        return trouble(request, what)
    return page(request, "message.jinja", {"what": "fault"}, status=500)
