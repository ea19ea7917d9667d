"""From a request to somebody who asks, and from a view to what it needs: every page is guarded by what the policy says
of one verb and one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from .models import Organisation, Programme, Round, Token, digest
from .pages_in import memberships_of, page
from .policy import PUBLIC, Actor, Thing, may, private
from .trouble import sent_by

CHOSEN = "membership"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Guard:
    """What a view asks of the policy."""

    kind: str
    verb: str


GUARDS: dict[str, Guard] = {}
"""Per view what it asks, for the test that walks all of them."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the bearer of a token, or the signed-in person in the organisation that was chosen last."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return _bearer(header.removeprefix("Bearer ").strip())
    if not request.user.is_authenticated:
        return Actor()
    mine = memberships_of(request)
    chosen = request.session.get(CHOSEN)
    one = next((row for row in mine if row.pk == chosen), mine[0] if mine else None)
    return Actor() if one is None else in_organisation(one.organisation, one.chief, getattr(request.user, "number", ""))


def in_organisation(one: Organisation, chief: bool, number: str) -> Actor:
    """Somebody of an organisation."""
    programme = None if one.programme is None else one.programme.slug
    return Actor(one.role, one.party, programme, chief, number, one.pk)


def _bearer(secret: str) -> Actor:
    found = (
        Token.objects.filter(digest=digest(secret), revoked=None, crew="")
        .select_related("organisation__programme")
        .first()
    )
    return Actor() if found is None else in_organisation(found.organisation, False, f"token-{found.pk}"[:12])


def organisation_of(actor: Actor) -> Organisation | None:
    """Of whom somebody is."""
    if actor.organisation is None:
        return None
    return Organisation.objects.select_related("programme").filter(pk=actor.organisation).first()


def asked_by(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def thing_of(kind: str, programme: Programme | None, owner: str = "", **more: Any) -> Thing:
    """A thing of a programme."""
    return Thing(kind, None if programme is None else programme.slug, owner, **more)


Finder = Callable[[HttpRequest, str, dict[str, Any]], tuple[Thing, dict[str, Any]]]
"""Finds the thing that an address is about, and what the view takes instead of the parts of the address. Raises
``Http404``."""


def guarded(kind: str, verb: str, find: Finder) -> Callable[[View], View]:
    """A view that runs only where the policy says yes. Who is not signed in may sign in; what is private does not
    exist; what is known and not allowed is refused."""

    def decorate(view: View) -> View:
        GUARDS[view.__name__] = Guard(kind, verb)

        @wraps(view)
        def handle(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            actor = asked_by(request)
            if actor.role == PUBLIC:
                return signed_out(request)
            try:
                thing, found = find(request, kind, parts)
            except Http404:
                return not_there(request)
            if may(actor, verb, thing):
                return view(request, **found)
            return not_there(request) if private(actor, thing) else refused(request)

        return handle

    return decorate


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """Who is not signed in may do so. What a form sent when its session had ended is not lost: it comes back, to be
    sent again."""
    if request.headers.get("HX-Request"):
        answer = page(request, "signed_out.jinja")
        answer["HX-Retarget"], answer["HX-Reswap"] = "#signed-out", "innerHTML"
        return answer
    return send_again(request) if request.method == "POST" else redirect_to_login(request.get_full_path())


def send_again(request: HttpRequest) -> HttpResponseBase:
    """A page that holds what a form sent."""
    sent = sent_by(request)
    if not sent["again"] and not sent["files"]:
        return page(request, "message.jinja", {"what": "expired"}, status=403)
    return page(request, "send_again.jinja", sent, status=403)


def not_there(request: HttpRequest) -> HttpResponseBase:
    """The same page for what does not exist and for what is not to be known."""
    return page(request, "message.jinja", {"what": "missing"}, status=404)


def refused(request: HttpRequest) -> HttpResponseBase:
    """What is known, and not for this role."""
    return page(request, "message.jinja", {"what": "refused"}, status=403)


def of_programme(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Something of a whole programme, all of it in the shared zone."""
    del request
    programme = get_object_or_404(Programme, slug=parts.pop("slug"))
    return thing_of(kind, programme, shared=True), {"programme": programme} | parts


def of_party(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Something of one party of a programme."""
    del request
    programme = get_object_or_404(Programme, slug=parts.pop("slug"))
    party = get_object_or_404(Organisation, programme=programme, party=parts.pop("party"))
    return thing_of(kind, programme, party.party, open=True), {"programme": programme, "party": party} | parts


def of_round(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Something of a round as a whole."""
    thing, found = of_programme(request, kind, parts)
    found["round"] = get_object_or_404(Round, programme=found["programme"], name=found.pop("name"))
    return thing, found


def of_party_round(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Something of one party in one round."""
    thing, found = of_party(request, kind, parts)
    found["round"] = get_object_or_404(Round, programme=found["programme"], name=found.pop("name"))
    return thing, found


def of_all(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Something beside all programmes."""
    del request
    return Thing(kind), parts
