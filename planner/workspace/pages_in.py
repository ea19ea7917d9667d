"""Pages in Dutch and English: ``t(english)`` gives the sentence in the language that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from jinja2 import Environment
from markupsafe import Markup

from wijkplan.planner.text import Language, amounts, say, template_in, translated
from wijkplan.planner.text.counted import agreeing

from .models import Membership


def language() -> Language:
    """Of the page that is being made."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def t(template: str, **fields: Any) -> str:
    """A sentence in the language of the page, by its English template, whose Dutch is in the catalogue. It is written
    in the page's own mark-up; fields are escaped."""
    return Markup(agreeing(template_in(template, language()), language(), fields)).format(**fields)


def said(text: str) -> str:
    """A sentence of the planner in the language of the page."""
    return translated(text, language())


def euros(amount: int | None) -> str:
    """Whole euros; a dash where they are not known."""
    return amounts.euros(amount, language())


def weeks(value: float | None) -> str:
    """Weeks with one digit; a dash where they are not known."""
    return amounts.UNKNOWN if value is None else amounts.number(value, language(), 1)


def percent(share: float | None, digits: int = 1) -> str:
    """A share; a dash where it is not known."""
    return amounts.percent(share, language(), digits)


def day(at: date) -> str:
    """A day, or a moment as its day here."""
    return amounts.day(localtime(at) if isinstance(at, datetime) else at, language())


def iso_day(text: str) -> str:
    """A day as files write it, ``2027-10-18``, as it is read here."""
    return amounts.day(date.fromisoformat(text), language()) if len(text) == 10 and text[4] == "-" else text


def moment(at: datetime) -> str:
    """A moment as its day and time here."""
    return amounts.moment(localtime(at), language())


def environment(**options: Any) -> Environment:
    """The templates' environment."""
    made = Environment(**options)
    made.globals |= {"t": t, "url": address, "static": static, "language": language, "said": said, "weeks": weeks}
    made.filters |= {"euros": euros, "day": day, "iso_day": iso_day, "moment": moment, "percent": percent}
    return made


STANDING: Mapping[str, Any] = {
    "bare": False,
    "unreachable": say("The workspace cannot be reached. What stands on this page is not lost; try again shortly."),
    "title": say("Not now"),
    "chosen_again": say("Files have to be chosen again."),
    "send_again": say("Send it again"),
    "try_again": say("Try again"),
}
"""Sentences of the frame of all pages."""


def address(view: str, **parts: Any) -> str:
    """The address of a view."""
    return reverse(view, kwargs=parts or None)


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The organisations of who is signed in, asked once per request."""
    if not request.user.is_authenticated:
        return []
    known: list[Membership] | None = getattr(request, "memberships", None)
    if known is None:
        mine = Membership.objects.filter(user=request.user.pk, user__is_active=True)
        known = list(mine.select_related("organisation__programme").order_by("pk"))
        request.memberships = known  # type: ignore[attr-defined]
    return known


def page(
    request: HttpRequest, template: str, values: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page with what stands on all of them: who is signed in, where one may go, and what was just done."""
    actor: Any = getattr(request, "actor", None)
    memberships = memberships_of(request)
    common: dict[str, Any] = {
        "actor": actor,
        "memberships": memberships,
        "chosen": next((row for row in memberships if actor and row.organisation_id == actor.organisation), None),
        "notes": list(get_messages(request)),
        "here": request.get_full_path(),
    }
    text = get_template(template, using="jinja2").render({**STANDING, **common, **(values or {})}, request)
    return HttpResponse(text, status=status)


def bare_page(request: HttpRequest, template: str, values: Mapping[str, Any], status: int) -> HttpResponse:
    """A page that asks the database nothing, not even who is signed in."""
    common: dict[str, Any] = {
        "bare": True,
        "actor": None,
        "memberships": [],
        "chosen": None,
        "notes": [],
        "here": request.path,
    }
    text = get_template(template, using="jinja2").render({**STANDING, **common, **values}, request)
    return HttpResponse(text, status=status)
