"""Pages in Dutch and English: ``t(english, dutch)`` in a template gives the one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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

from wijkplan.planner.text import Language, translated

from .models import Membership


def language() -> Language:
    """Of the page that is being made."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def t(english: str, dutch: str, **fields: Any) -> str:
    """A sentence in the language of the page. In a template it is written in the page's own mark-up; fields are
    escaped."""
    text = dutch if language() == "nl" else english
    return Markup(text).format(**fields) if fields else Markup(text)


def said(text: str) -> str:
    """A sentence of the planner in the language of the page."""
    return translated(text, language())


def euros(amount: int | None) -> str:
    """``1.234 euro``; a dash where it is not known."""
    if amount is None:
        return "–"
    mark = "." if language() == "nl" else ","
    return f"€ {amount:,}".replace(",", mark)


def day(at: datetime) -> str:
    """A moment as its day here."""
    return f"{localtime(at):%d-%m-%Y}"


def moment(at: datetime) -> str:
    """A moment as its day and time here."""
    return f"{localtime(at):%d-%m-%Y %H:%M}"


def environment(**options: Any) -> Environment:
    """The templates' environment."""
    made = Environment(**options)
    made.globals |= {"t": t, "url": address, "static": static, "language": language, "said": said}
    made.filters |= {"euros": euros, "day": day, "moment": moment}
    return made


def address(view: str, **parts: Any) -> str:
    """The address of a view."""
    return reverse(view, kwargs=parts or None)


def page(
    request: HttpRequest, template: str, values: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page with what stands on all of them: who is signed in, where one may go, and what was just done."""
    actor: Any = getattr(request, "actor", None)
    memberships = (
        list(Membership.objects.filter(user=request.user.pk).select_related("organisation__programme").order_by("pk"))
        if request.user.is_authenticated
        else []
    )
    common = {
        "actor": actor,
        "memberships": memberships,
        "chosen": next((row for row in memberships if actor and row.organisation_id == actor.organisation), None),
        "notes": list(get_messages(request)),
        "here": request.get_full_path(),
    }
    text = get_template(template, using="jinja2").render(common | dict(values or {}), request)
    return HttpResponse(text, status=status)
