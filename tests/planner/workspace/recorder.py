"""Stands between browsers and a workspace of tests, with a door for everybody, and keeps all that was served through
each. What is packed is unpacked before it is searched."""

from __future__ import annotations

import gzip
import http.client
import socket
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Lock, Thread

BY_HOP = ("connection", "keep-alive", "transfer-encoding", "te", "upgrade", "accept-encoding")
DOWN = (b"<!doctype html><title>502</title><p>502: nobody answers", "text/html")


@dataclass
class Served:
    """One answer, and to whom it was given."""

    who: str
    method: str
    path: str
    status: int
    kind: str
    body: bytes

    def plain(self) -> Iterator[bytes]:
        """All that can be read in it: the bytes, and those of what is packed in them."""
        yield self.body
        if self.body[:2] == b"\x1f\x8b":
            yield gzip.decompress(self.body)
        if self.body[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(BytesIO(self.body)) as packed:
                for name in packed.namelist():
                    yield name.encode()
                    yield packed.read(name)


@dataclass
class Recorder:
    """Doors to the workspace at ``port``. ``cut``: a part of a path and what is done when half of the body of the next
    upload to it has gone on; the browser gets no answer."""

    port: int
    served: list[Served] = field(default_factory=list)
    cut: tuple[str, Callable[[], None]] | None = None
    doors: dict[str, str] = field(default_factory=dict)
    guard: Lock = field(default_factory=Lock)

    def door(self, who: str) -> str:
        """The address at which somebody reaches the workspace."""
        with self.guard:
            if who not in self.doors:
                server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, who))
                server.daemon_threads = True
                Thread(target=server.serve_forever, daemon=True).start()
                self.doors[who] = f"http://127.0.0.1:{server.server_address[1]}"
            return self.doors[who]

    def taken(self, path: str) -> Callable[[], None] | None:
        """What is done halfway an upload to a path, once."""
        with self.guard:
            if self.cut is None or self.cut[0] not in path:
                return None
            act, self.cut = self.cut[1], None
            return act

    def seen(self, markers: Mapping[str, tuple[bytes, frozenset[str]]]) -> list[str]:
        """Answers that hold what is not for whom they went to: per name the bytes to look for and who may see them."""
        found = []
        for one in self.served:
            asked = one.path.lower().encode()  # a page that refuses says the address back to who wrote it
            texts = [text.lower().replace(asked, b"") for text in one.plain()]
            for name, (wanted, allowed) in markers.items():
                if one.who not in allowed and any(wanted in text for text in texts):
                    found.append(f"{one.who} was served {name} by {one.method} {one.path} ({one.status})")
        return found


def _handler(recorder: Recorder, who: str) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing: it is kept."""

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else b""
            act = recorder.taken(self.path) if self.command == "POST" else None
            headers = {name: value for name, value in self.headers.items() if name.lower() not in BY_HOP}
            upstream = http.client.HTTPConnection("127.0.0.1", recorder.port, timeout=600)
            try:
                if act is not None:
                    self._half(upstream, headers, body, act)
                    return
                upstream.request(self.command, self.path, body or None, headers | {"Connection": "close"})
                answer = upstream.getresponse()
            except OSError:
                self._tell(502, [("Content-Type", DOWN[1])], [DOWN[0]])
                return
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in BY_HOP]
            self._tell(answer.status, kept, iter(lambda: answer.read1(65_536), b""))
            upstream.close()

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

        def _half(
            self, upstream: http.client.HTTPConnection, headers: Mapping[str, str], body: bytes, act: Callable[[], None]
        ) -> None:
            upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                upstream.putheader(name, value)
            upstream.endheaders(body[: len(body) // 2])
            act()
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            upstream.close()

        def _tell(self, status: int, headers: list[tuple[str, str]], parts: object) -> None:
            body = b""
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            with suppress(OSError, http.client.HTTPException, ValueError):
                for part in parts:  # type: ignore[attr-defined]
                    body += part
                    self.wfile.write(part)
                    self.wfile.flush()
            if not self.path.startswith("/static/"):
                kind = next((value for name, value in headers if name.lower() == "content-type"), "")
                recorder.served.append(Served(who, self.command, self.path, status, kind, body))

    return Door
