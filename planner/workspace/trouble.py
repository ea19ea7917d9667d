"""What is the matter when it is not our program: the database is away, the disk is full. Said in one line, on a page
that asks nothing of either; what a form sent comes back, to be sent again."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from wijkplan.planner.folder.atomic_output import CannotWrite
from wijkplan.planner.text import Text, say

from .pages_in import bare_page

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
OF_DISK = ("full", "disk i/o", "readonly", "no space", "could not extend")
AFTER = 10
"""Seconds after which it is worth trying again."""

AWAY = say("The workspace cannot reach its database at the moment. Nothing that was kept is lost; try again shortly.")
BUSY = say("The workspace is very busy at the moment. Nothing that was kept is lost; try again shortly.")
DISK = say("Nothing was kept: the disk of the workspace is full or cannot be written. Tell the operator.")
Result = TypeVar("Result")


def trouble_of(error: BaseException | None) -> Text | None:
    """What is the matter; ``None`` where it is a fault of ours."""
    if isinstance(error, CannotWrite):
        return DISK
    if isinstance(error, OSError):
        return DISK if error.errno in FULL else None
    if isinstance(error, (OperationalError, InterfaceError)):
        said = str(error).lower()
        if any(word in said for word in OF_DISK):
            return DISK
        return BUSY if "locked" in said else AWAY
    return None


def trouble(request: HttpRequest, what: Text) -> HttpResponse:
    """The page that says so, with what a form sent."""
    answer: HttpResponse
    if request.path.startswith("/api/"):
        about = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": str(what)}
        answer = JsonResponse(about, status=503, content_type="application/problem+json")
    elif request.headers.get("HX-Request"):
        answer = bare_page(request, "trouble_line.jinja", {"what": what}, 503)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#signed-out", "innerHTML"
    else:
        answer = bare_page(request, "trouble.jinja", {"what": what} | sent_by(request), 503)
    answer["Retry-After"] = str(AFTER)
    return answer


def sent_by(request: HttpRequest) -> dict[str, object]:
    """What a form sent, to be sent again; no passwords, and no files, which a browser does not give twice."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return {"fields": [], "files": False, "again": False}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and isinstance(value, str)
    ]
    return {"fields": fields, "files": bool(request.FILES), "again": not request.FILES}


def patiently(act: Callable[[], Result], seconds: float = 900.0) -> Result:
    """Does something with the database, again and again while it is away. Raises what it raises after that."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            connection.close()  # a connection from before is of no use after
            if time.monotonic() > until:
                raise
            time.sleep(1.0)
