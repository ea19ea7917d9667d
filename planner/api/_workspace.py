"""A workspace from a program: the same things as its pages, with a token of an organisation."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

Answer = Literal["accept", "refuse", "pin", "window", "people", "withdraw"]
TOKEN = "WIJKPLAN_TOKEN"


class WorkspaceError(RuntimeError):
    """What the workspace does not do; ``status`` is that of HTTP, the message says why."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Workspace:
    """A workspace, as one organisation sees it. Everything that is given back is JSON as the document at
    ``/api/v1/openapi.json`` describes it. Raises :class:`WorkspaceError`."""

    def __init__(self, url: str, token: str, timeout: float = 60.0) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{url!r} is no address of a workspace, such as https://plan.example")
        self.url, self.timeout, self._token = f"{url.rstrip('/')}/api/v1", timeout, token

    def __repr__(self) -> str:
        return f"Workspace({self.url!r})"

    def rounds(self) -> list[dict[str, Any]]:
        """The rounds of the programme, newest first."""
        found: list[dict[str, Any]] = self._ask("GET", "rounds")
        return found

    def plan(self, round: str, language: Literal["nl", "en"] = "nl") -> list[dict[str, Any]]:
        """The organisation's own lines in a round that was sent round."""
        found: list[dict[str, Any]] = self._ask(
            "GET", f"rounds/{quote(round)}/plan?{urlencode({'language': language})}"
        )
        return found

    def comparison(self, round: str) -> dict[str, Any]:
        """The shared zone of a round, as ``comparison-shared.json``."""
        found: dict[str, Any] = self._ask("GET", f"rounds/{quote(round)}/comparison")
        return found

    def answer(
        self,
        round: str,
        line: str,
        answer: Answer,
        *,
        week: str | None = None,
        until: str | None = None,
        people: str | None = None,
        reason: str = "",
    ) -> dict[str, Any]:
        """Answer a line; weeks are such as ``2027-W36``. Gives back the line as it stands now."""
        body = {"line": line, "answer": answer, "week": week, "until": until, "people": people, "reason": reason}
        found: dict[str, Any] = self._ask("POST", f"rounds/{quote(round)}/answers", body)
        return found

    def report(self, round: str, line: str, **done: Any) -> None:
        """Report what was done of a line: ``started`` and ``ended`` (days), ``done_percent``, ``hours_spent``,
        ``note``."""
        body = {"line": line} | {name: value if value is None else str(value) for name, value in done.items()}
        self._ask("POST", f"rounds/{quote(round)}/progress", body)

    def versions(self) -> list[dict[str, Any]]:
        """What the organisation handed in, newest first."""
        found: list[dict[str, Any]] = self._ask("GET", "versions")
        return found

    def hand_in(self, *paths: str | Path) -> dict[str, Any]:
        """Hand in files as the next version; gives it back with its findings."""
        found: dict[str, Any] = self._send("versions", [Path(path) for path in paths])
        return found

    def start(self, round: str, seconds: int = 15) -> dict[str, Any]:
        """Ask for a plan of a round; gives back the job."""
        found: dict[str, Any] = self._ask("POST", f"rounds/{quote(round)}/jobs", {"seconds": seconds})
        return found

    def job(self, id: int) -> dict[str, Any]:
        """How a job goes."""
        found: dict[str, Any] = self._ask("GET", f"jobs/{id}")
        return found

    def wait(self, id: int, seconds: float = 3600.0, pause: float = 2.0) -> dict[str, Any]:
        """The job once it has ended. Raises ``TimeoutError`` after so many seconds."""
        until = time.monotonic() + seconds
        while True:
            found = self.job(id)
            if found["state"] in ("done", "failed", "stopped"):
                return found
            if time.monotonic() > until:
                raise TimeoutError(f"job {id} is {found['state']} after {seconds:g} seconds")
            time.sleep(pause)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        raw = None if body is None else json.dumps(body, default=str).encode()
        return self._call(Request(f"{self.url}/{path}", raw, {"Content-Type": "application/json"}, method=method))

    def _send(self, path: str, files: Sequence[Path]) -> Any:
        mark = uuid.uuid4().hex
        parts = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{quote(one.name, safe=" .()-_")}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode()
            + one.read_bytes()
            + b"\r\n"
            for one in files
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._call(Request(f"{self.url}/{path}", parts + f"--{mark}--\r\n".encode(), kind, method="POST"))

    def _call(self, request: Request) -> Any:
        request.add_header("Authorization", f"Bearer {self._token}")
        request.add_header("Accept", "application/json")
        try:
            with urlopen(request, timeout=self.timeout) as answer:
                raw = answer.read()
        except HTTPError as error:
            raise WorkspaceError(error.code, _detail(error)) from error
        return json.loads(raw) if raw else None


def _detail(error: HTTPError) -> str:
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{error.code} {error.reason}"


def connect(url: str, token: str | None = None) -> Workspace:
    """A workspace at an address, with a token that the organisation made on its page *People* (by default that of the
    variable ``WIJKPLAN_TOKEN``).

    >>> import wijkplan as wp
    >>> wp.connect("https://plan.example", "a token")
    Workspace('https://plan.example/api/v1')
    """
    found = token or os.environ.get(TOKEN)
    if not found:
        raise ValueError(f"a token is needed: make one on the workspace, and give it here or in {TOKEN}")
    return Workspace(url, found)
