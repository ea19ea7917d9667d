"""The way in: submission files to a programme, with every finding at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.checks import CHECKS
from planner.checks.context import Context
from planner.files import Submitted, find, read_file
from planner.findings import Finding, has_errors
from planner.programme import Programme, monday_of
from planner.reference import Reference
from planner.reference import load as load_reference


def load(paths: Iterable[str | Path], reference: Reference | None = None) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme in files and folders, or ``None`` where a finding is an error. Never raises for what the files hold."""
    files, findings = find([Path(path) for path in paths])
    submitted: list[Submitted] = []
    for path in files:
        read, problems = read_file(path)
        findings += problems
        if read:
            submitted.append(read)
    unread = len(files) - len(submitted)
    context = Context(tuple(submitted), reference or load_reference(), partial=unread > 0 or not files)
    broken = {(finding.file, finding.path) for finding in findings}  # what stands in for these values is not what was sent
    for check in CHECKS:
        findings += [finding for finding in check(context) if (finding.file, finding.path) not in broken]
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    return (None if has_errors(ordered) else _programme(context)), ordered


def _programme(context: Context) -> Programme:
    settings = context.settings
    assert settings is not None  # a missing programme file is an error
    return Programme(
        name=settings.name,
        start=monday_of(settings.start),
        weeks=settings.weeks,
        seed=settings.seed,
        employers=tuple(sorted(context.employers.values(), key=lambda e: e.id)),
        clients=tuple(sorted(context.clients.values(), key=lambda c: c.id)),
        settings=settings,
        reference=context.reference,
    )
