"""What a server of web applications loads: ``uvicorn wijkplan.planner.workspace.asgi:application``."""

from __future__ import annotations

import os
import warnings
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.asgi import get_asgi_application
from django.db import connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkplan.planner.workspace.settings")
# Static files and downloads are read whole: nothing that an operator could do about it.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[..., Awaitable[None]]

MOST = 64 * 2**20
"""Bytes of one request: a few files of the most that one may have. The framework itself writes a body of any length
to the disk before it asks who sends it."""


class _TooLarge(Exception):
    pass


def limited(forward: App, most: int = MOST) -> App:
    """Refuses a body that is larger, at once where its length is stated, else as soon as that much has come."""

    async def handle(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await forward(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise _TooLarge
            return message

        stated = dict(scope["headers"]).get(b"content-length", b"0")
        try:
            if stated.isdigit() and int(stated) > most:
                raise _TooLarge
            await forward(scope, counted, send)
        except _TooLarge:
            kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 413, "headers": kind})
            await send({"type": "http.response.body", "body": f"413: more than {most // 2**20} MB".encode()})

    return handle


POOL = {"min_size": 1, "max_size": 20, "timeout": 10, "reconnect_timeout": 3}
"""Connections to PostgreSQL that a server lends out; that of PostgreSQL takes 100 of all processes together."""


def lend_connections() -> None:
    """Every request has a thread of its own here, so that a connection which stays open is of no use to the next one:
    they are lent from a pool."""
    if connection.vendor == "postgresql":
        connections.close_all()
        one = connections.settings["default"]
        one["CONN_MAX_AGE"], one["OPTIONS"] = 0, {**one["OPTIONS"], "pool": dict(POOL)}


application = limited(get_asgi_application())
lend_connections()
