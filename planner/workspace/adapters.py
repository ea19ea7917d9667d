"""How accounts come to be: by invitation, or by an organisation's own sign-in, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from .audit import note
from .models import Membership, Organisation, User
from .pages_in import page
from .policy import Actor


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: whoever is invited has a link."""
        del request
        return False


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A claim of the provider chooses the organisation, and a sign-in that is too weak is refused."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """For who comes from an organisation that takes part."""
        del request
        return bool(organisations_of(sociallogin))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse what is too weak, or of nobody who takes part."""
        level = strength(claims_of(sociallogin).get("acr"))
        if level is not None and level < 0:
            raise ImmediateHttpResponse(page(request, "message.jinja", {"what": "weak"}, status=403))
        if not organisations_of(sociallogin):
            raise ImmediateHttpResponse(page(request, "message.jinja", {"what": "unknown-organisation"}, status=403))
        if sociallogin.is_existing:
            join(sociallogin.user, sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """A first sign-in: an account, a member of the organisation of the claim."""
        made: User = super().save_user(request, sociallogin, form)
        join(made, sociallogin)
        return made


def claims_of(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says, of the identity token before the user information."""
    said = sociallogin.account.extra_data or {}
    return {**said, **(said.get("userinfo") or {}), **(said.get("id_token") or {})}


def strength(acr: object) -> int | None:
    """How far a sign-in is above the level that is asked for; below zero is too weak, ``None``: no level is asked
    for. What is not on the list of levels is too weak."""
    levels, lowest = settings.OPENID.get("acr_values", []), settings.OPENID.get("lowest_acr")
    if lowest is None:
        return None
    return levels.index(acr) - levels.index(lowest) if acr in levels else -1


def organisations_of(sociallogin: SocialLogin) -> list[Organisation]:
    """The organisations whose number the claim carries."""
    number = claims_of(sociallogin).get(settings.OPENID.get("organisation_claim", "kvk_number"))
    return list(Organisation.objects.filter(number=str(number))) if number else []


def join(user: User, sociallogin: SocialLogin) -> None:
    """Make somebody a member of the organisations of the claim."""
    for one in organisations_of(sociallogin):
        _, new = Membership.objects.get_or_create(user=user, organisation=one)
        if new:
            note(Actor(number=user.number), "join", "by the organisation's own sign-in", party=one.party)
