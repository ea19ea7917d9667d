"""The operator's page of accounts: who has one, who may no longer come in, and how long things are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from wijkplan.planner.text import Text, say

from .access import asked_by, guarded, of_all
from .audit import note
from .members import erase
from .models import Membership, User
from .pages_in import page, said
from .retention import tidy, unused
from .where import days_kept

WORDS: Mapping[str, Text] = {
    "operator": say("Operator"),
    "heading": say("Accounts"),
    "name": say("Name"),
    "mail": say("Mail"),
    "of": say("Organisations"),
    "last": say("Last signed in"),
    "factor": say("Second factor"),
    "change": say("Change"),
    "blocked": say("blocked"),
    "yes": say("yes"),
    "no": say("no"),
    "never": say("never"),
    "block": say("Block"),
    "unblock": say("Let in again"),
    "lose": say("Take the second factor off"),
    "erase": say("Erase"),
    "kept": say("How long things are kept"),
    "tidy": say("Take away now"),
}


@require_GET
@guarded("accounts", "read", of_all)
def accounts(request: HttpRequest) -> HttpResponseBase:
    """All accounts, and what will be taken away."""
    users = list(User.objects.order_by("email"))
    of: dict[int, list[str]] = {}
    for row in Membership.objects.select_related("organisation").order_by("organisation__name"):
        of.setdefault(row.user_id, []).append(row.organisation.name)
    strong = set(Authenticator.objects.exclude(type="recovery_codes").values_list("user_id", flat=True))
    rows = [{"user": one, "of": of.get(one.pk, []), "strong": one.pk in strong} for one in users]
    days = days_kept()
    kept = say(
        "Events of jobs, old invitations, copies gathered for planning, and accounts that are in no organisation are "
        "kept for {days} days; {n} accounts are due. What was handed in, published and decided stays. Ended sessions "
        "go at once.",
        days=days,
        n=unused(days).count(),
    )
    return page(request, "accounts.jinja", {"rows": rows, "words": WORDS, "kept": kept})


@require_POST
@guarded("accounts", "write", of_all)
def account_change(request: HttpRequest, account: int) -> HttpResponseBase:
    """Block somebody, let it in again, take off a second factor that was lost, or erase it."""
    user, act = get_object_or_404(User, pk=account), request.POST.get("act", "")
    actor = asked_by(request)
    if user.pk == request.user.pk:
        messages.error(request, said(say("Your own account is changed on its own page.")))
    elif act in ("block", "unblock"):
        User.objects.filter(pk=user.pk).update(is_active=act == "unblock")
        note(actor, f"{act} account", user.number)
    elif act == "lose":
        Authenticator.objects.filter(user=user).delete()
        note(actor, "take off second factor", user.number)
    elif act == "erase":
        erase(user, f"by the operator ({actor.number})")
    return redirect("accounts")


@require_POST
@guarded("accounts", "write", of_all)
def tidy_now(request: HttpRequest) -> HttpResponseBase:
    """Take away what need not be kept."""
    count: Any = tidy(days_kept())
    note(asked_by(request), "tidy", f"{count} things")
    messages.success(request, said(say("{n} things were taken away.", n=count)))
    return redirect("accounts")
