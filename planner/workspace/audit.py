"""The audit log: who did what to which thing, in lines that are only ever added, each with the hash of the one before.

It holds numbers of accounts and no names, so that an account can be erased and its lines stay. The columns follow the
sense of the *Logboek Dataverwerkingen* (who, for whom, which processing, when)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone

from .models import AuditLine
from .policy import Actor

FIELDS = ("seq", "at", "by", "programme", "party", "act", "object", "sha256", "prev")
LOCK = 4719
"""Number of the lock with which PostgreSQL lets one process at a time add lines."""


def note(actor: Actor, act: str, about: str, programme: str = "", party: str = "", digest: str = "") -> None:
    """Add a line; ``about`` is what it was done to, ``party`` whose that is, ``digest`` the hash of its bytes."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = AuditLine.objects.order_by("-seq").first()
        AuditLine.objects.create(
            seq=1 if last is None else last.seq + 1,
            at=timezone.now().isoformat(timespec="milliseconds"),
            by=actor.number,
            programme=programme or actor.programme or "",
            party=party,
            act=act,
            object=about[:300],
            sha256=digest,
            prev="" if last is None else hash_of(last),
        )


def hash_of(line: AuditLine) -> str:
    """Of all that stands in a line."""
    return sha256(as_json(line).encode()).hexdigest()


def as_json(line: AuditLine) -> str:
    """A line as it is exported and hashed."""
    return json.dumps({name: getattr(line, name) for name in FIELDS}, ensure_ascii=False)


def faults() -> list[str]:
    """Where the chain is broken: lines that were changed, added or taken away."""
    before, expected, found = "", 1, []
    for line in AuditLine.objects.order_by("seq").iterator():
        if line.seq != expected:
            found.append(f"line {expected} is gone")
        elif line.prev != before:
            found.append(f"line {line.seq - 1} is not as it was written")
        before, expected = hash_of(line), line.seq + 1
    return found


def exported(lines: Iterator[AuditLine]) -> Iterator[str]:
    """Lines of JSON."""
    for line in lines:
        yield as_json(line) + "\n"
