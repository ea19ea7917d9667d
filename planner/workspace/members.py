"""Who is in an organisation: invitations, members, and keys for programs."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .audit import note
from .models import Invitation, Membership, Organisation, Token, User, digest
from .policy import Actor

LASTS = timedelta(days=14)


def invite(actor: Actor, organisation: Organisation, email: str = "", chief: bool = False) -> str:
    """A secret that lets one person in; it is shown once and kept nowhere."""
    secret = secrets.token_urlsafe(24)
    Invitation.objects.create(
        organisation=organisation,
        digest=digest(secret),
        email=email.lower(),
        chief=chief,
        by=actor.number,
        expires=timezone.now() + LASTS,
    )
    note(actor, "invite", "planner-in-chief" if chief else "member", _slug(organisation), organisation.party)
    return secret


def invitation(secret: str) -> Invitation | None:
    """The invitation of a secret, where it still holds."""
    return (
        Invitation.objects.filter(digest=digest(secret), used=None, expires__gt=timezone.now())
        .select_related("organisation__programme")
        .first()
    )


@transaction.atomic
def accept(one: Invitation, user: User) -> None:
    """Make somebody a member; an invitation is good for one."""
    if not Invitation.objects.filter(pk=one.pk, used=None).update(used=timezone.now()):
        return
    Membership.objects.get_or_create(user=user, organisation=one.organisation, defaults={"chief": one.chief})
    note(Actor(number=user.number), "join", "by invitation", _slug(one.organisation), one.organisation.party)


def new_token(actor: Actor, organisation: Organisation, name: str, crew: str = "") -> str:
    """A key for a program, or for the calendar of one crew; shown once."""
    secret = secrets.token_urlsafe(32)
    Token.objects.create(organisation=organisation, digest=digest(secret), name=name[:100], crew=crew, by=actor.number)
    note(actor, "make key", crew or "for the API", _slug(organisation), organisation.party)
    return secret


def revoke(actor: Actor, organisation: Organisation, key: int) -> bool:
    """End a key of an organisation."""
    found = Token.objects.filter(pk=key, organisation=organisation, revoked=None).update(revoked=timezone.now())
    if found:
        note(actor, "revoke key", f"key {key}", _slug(organisation), organisation.party)
    return bool(found)


def erase(user: User, why: str = "own account") -> None:
    """Erase an account: name and address go, its number stays in the log."""
    note(Actor(number=user.number), "erase account", why)
    user.delete()


def _slug(organisation: Organisation) -> str:
    return "" if organisation.programme is None else organisation.programme.slug
