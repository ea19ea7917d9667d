"""What happens around every page: headers, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .access import actor_of

Next = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; form-action 'self'"
)
"""No script and no style but those of files of ours: nothing that is written in a page runs."""


def policy() -> str:
    """With where forms may lead to."""
    origins = {"{0.scheme}://{0.netloc}".format(urlsplit(one)) for one in settings.FORM_ORIGINS}
    return " ".join([POLICY, *sorted(origins)])


def headers(forward: Next) -> Next:
    """Headers that close what a page does not need; pages of a person are not kept by anybody on the way."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = forward(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store" if signed_in(request) else "no-cache")
        return response

    return handle


def signed_in(request: HttpRequest) -> bool:
    """Whether the page is somebody's."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.role != "public"


def actors(forward: Next) -> Next:
    """Puts who asks into the request, as ``request.actor``."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        request.actor = actor_of(request)  # type: ignore[attr-defined]
        return forward(request)

    return handle
