"""Findings: what is wrong with the files that were sent, where, with which value, whose it is and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "hint": "cyan"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. An ``error`` stops planning, a ``warning`` probably is a mistake, a ``hint`` shows a consequence.

    ``kind`` is the stable id of this sort of finding; ``path`` leads to the value inside the file (empty: the file itself);
    ``owner`` is the id of the employer, client or programme that sent it, ``None`` where the file does not tell.
    """

    severity: Severity
    kind: str
    file: str
    path: str
    owner: str | None
    value: str
    what: str
    remedy: str

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Errors first, then by place."""
        return SEVERITIES.index(self.severity), self.file, self.path, self.kind


def error(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that stops planning."""
    return Finding("error", kind, file, path, owner, shown(value), what, remedy)


def warning(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that is probably a mistake."""
    return Finding("warning", kind, file, path, owner, shown(value), what, remedy)


def hint(kind: str, file: str, path: str, owner: str | None, value: object, what: str, remedy: str) -> Finding:
    """A finding that shows a consequence."""
    return Finding("hint", kind, file, path, owner, shown(value), what, remedy)


def shown(value: object) -> str:
    """A value as a reader sees it, at most 60 characters; empty for ``None``."""
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def suggestion(value: str, known: Iterable[str], names_of: Mapping[str, str] | None = None) -> str:
    """``Did you mean ...?`` for the nearest known id, or the first few that exist. ``names_of`` are ids by the names that people
    may write instead."""
    names = sorted(known)
    folded = {name.lower(): f"{i} ({name})" for name, i in (names_of or {}).items()} | {name.lower(): name for name in names}
    if near := get_close_matches(value.lower(), folded, n=1, cutoff=0.5):
        return f"Did you mean {folded[near[0]]}?"
    some = ", ".join(names[:6]) + (" ..." if len(names) > 6 else "")
    return f"Use one that exists: {some}." if names else "None exists yet; add it first."


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether planning has to stop."""
    return any(finding.severity == "error" for finding in findings)


def to_json(findings: Iterable[Finding]) -> str:
    """The findings as a JSON list of objects with the fields of :class:`Finding`."""
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)


def render(findings: Iterable[Finding], console: Console) -> None:
    """Writes the findings file by file, with a line of totals."""
    from rich.markup import escape  # late: machine output needs no rich

    listed = sorted(findings, key=lambda f: (f.file, f.order))
    file = None
    for finding in listed:
        if finding.file != file:
            file = finding.file
            console.print(f"[bold]{escape(file)}[/bold]")
        colour = COLOURS[finding.severity]
        place = f" {escape(finding.path)}" if finding.path else ""
        value = f" = {escape(finding.value)}" if finding.value else ""
        owner = f" [dim]({escape(finding.owner)})[/dim]" if finding.owner else ""
        console.print(f"  [{colour}]{finding.severity}[/{colour}]{place}{value}{owner}", highlight=False, soft_wrap=True)
        console.print(f"    {escape(finding.what)} {escape(finding.remedy)}", highlight=False, soft_wrap=True)
    totals = [(severity, sum(f.severity == severity for f in listed)) for severity in SEVERITIES]
    counted = ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for severity, count in totals if count)
    console.print(counted or "No findings.", highlight=False)
