"""A person's own: invitations, which organisation one acts for, members and keys, export and erasure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from .access import CHOSEN, asked_by, guarded, not_there
from .audit import note
from .members import accept, erase, invitation, invite, new_token, revoke
from .models import AuditLine, Membership, Organisation, Token, User
from .pages_in import language, page, t
from .policy import Thing


def of_organisation(request: HttpRequest, kind: str, parts: dict[str, Any]) -> tuple[Thing, dict[str, Any]]:
    """Members and keys of an organisation."""
    del request
    one = get_object_or_404(Organisation.objects.select_related("programme"), pk=parts.pop("organisation"))
    programme = None if one.programme is None else one.programme.slug
    return Thing(kind, programme, one.party), {"organisation": one} | parts


def invited(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Take up an invitation: with the account that one is signed in with, or a new one."""
    one = invitation(secret)
    if one is None:
        return not_there(request)
    problems: list[str] = []
    if request.method == "POST":
        if request.user.is_authenticated:
            accept(one, person(request))
            return _act_for(request, one.organisation)
        email = (one.email or request.POST.get("email", "")).strip().lower()
        name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
        problems = _problems(email, name, password)
        if not problems:
            user = User.objects.create_user(email, password, first_name=name, language=language())
            accept(one, user)
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return _act_for(request, one.organisation)
    values = {"one": one, "problems": problems, "typed": request.POST}
    return page(request, "invited.jinja", values, status=422 if problems else 200)


def _problems(email: str, name: str, password: str) -> list[str]:
    found = []
    try:
        forms.EmailField().clean(email)
    except ValidationError:
        found.append(t("Fill in a mail address."))
    if not name:
        found.append(t("Fill in your name."))
    try:
        validate_password(password, User(email=email, first_name=name))
    except ValidationError as error:
        found += error.messages
    if not found and User.objects.filter(email=email).exists():
        found.append(t("This address cannot be used for a new account. Sign in first, then open this link again."))
    return found


def _act_for(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    mine = Membership.objects.filter(user=request.user.pk, organisation=organisation).first()
    if mine is not None:
        request.session[CHOSEN] = mine.pk
    return redirect("home")


def person(request: HttpRequest) -> User:
    """The account of who is signed in."""
    assert isinstance(request.user, User)
    return request.user


@require_POST
@login_required
def act_for(request: HttpRequest) -> HttpResponseBase:
    """Act for another organisation that one is a member of."""
    chosen = request.POST.get("membership", "")
    mine = Membership.objects.filter(user=request.user.pk, pk=int(chosen) if chosen.isdigit() else 0).first()
    if mine is None:
        return not_there(request)
    request.session[CHOSEN] = mine.pk
    return redirect("home")


@require_GET
@guarded("members", "read", of_organisation)
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Members, open invitations and keys."""
    values = {
        "organisation": organisation,
        "members": Membership.objects.filter(organisation=organisation).select_related("user").order_by("pk"),
        "keys": Token.objects.filter(organisation=organisation, revoked=None).order_by("pk"),
        "made": request.session.pop("made", None),
    }
    return page(request, "organisation.jinja", values)


@require_POST
@guarded("members", "write", of_organisation)
def organisation_change(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Invite, make or revoke a key, or let a member go."""
    actor, act = asked_by(request), request.POST.get("act", "")
    if act == "invite":
        secret = invite(actor, organisation, request.POST.get("email", "").strip(), "chief" in request.POST)
        link = request.build_absolute_uri(f"/invitation/{secret}")
        request.session["made"] = {"what": "invitation", "secret": link}
    elif act == "key":
        secret = new_token(actor, organisation, request.POST.get("name", "").strip() or "API")
        request.session["made"] = {"what": "key", "secret": secret}
    elif act == "revoke":
        key = request.POST.get("key", "")
        revoke(actor, organisation, int(key) if key.isdigit() else 0)
    elif act == "remove":
        member = request.POST.get("member", "")
        found = Membership.objects.filter(organisation=organisation, pk=int(member) if member.isdigit() else 0)
        if found.filter(user=request.user.pk).exists():
            messages.error(request, t("You cannot take yourself out."))
        elif found.exists():
            gone = found.select_related("user").get()
            slug = "" if organisation.programme is None else organisation.programme.slug
            note(actor, "take out member", f"account {gone.user.number}", slug, organisation.party)
            gone.delete()
    return redirect("organisation", organisation=organisation.pk)


@require_GET
@login_required
def me(request: HttpRequest) -> HttpResponseBase:
    """One's own account."""
    return page(request, "me.jinja")


@require_GET
@login_required
def my_data(request: HttpRequest) -> HttpResponseBase:
    """All that is kept of a person, as JSON."""
    user = person(request)
    lines = AuditLine.objects.filter(by=user.number).order_by("seq")
    return JsonResponse(
        {
            "email": user.email,
            "name": user.first_name,
            "language": user.language,
            "number": user.number,
            "since": user.date_joined,
            "last_signed_in": user.last_login,
            "organisations": [row.organisation.party for row in user.membership_set.select_related("organisation")],
            "log": [{"at": line.at, "act": line.act, "object": line.object} for line in lines],
        },
        headers={"Content-Disposition": 'attachment; filename="wijkplan-account.json"'},
    )


@require_POST
@login_required
def erase_me(request: HttpRequest) -> HttpResponseBase:
    """Erase one's own account, after its password."""
    user = person(request)
    if user.has_usable_password() and not user.check_password(request.POST.get("password", "")):
        messages.error(request, t("That is not your password."))
        return redirect("me")
    logout(request)
    erase(user)
    return redirect("home")
