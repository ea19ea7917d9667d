"""The way in: submission files to a programme, with every finding at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wijkplan.planner.findings.finding import Finding, has_errors
from wijkplan.planner.intake.checks.context import Context
from wijkplan.planner.programme import Programme, monday_of, with_own_districts
from wijkplan.planner.reference import Reference
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.submission.schema import ProgrammeFile

from .checks import CHECKS
from .decode import Decoded, decode, find
from .validate import Submitted, validated


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading: the programme, ``None`` where a finding is an error, and what was read, by which later findings find cells."""

    programme: Programme | None
    findings: tuple[Finding, ...]
    submitted: tuple[Submitted, ...]


def load(paths: Iterable[str | Path], reference: Reference | None = None) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme in files and folders, or ``None`` where a finding is an error. Never raises for what the files hold."""
    loaded = load_all(paths, reference)
    return loaded.programme, loaded.findings


def load_all(paths: Iterable[str | Path], reference: Reference | None = None) -> Loaded:
    """Likewise, with what was read."""
    reference = reference or load_reference()
    files, findings = find([Path(path) for path in paths])
    submitted: list[Submitted] = []
    for decoded in _across([decode(path, reference) for path in files]):
        read, problems = _held(decoded)
        findings += problems
        if read:
            submitted.append(read)
    unread = len(files) - sum(one.whole for one in submitted)
    for settings in [one.record for one in submitted if isinstance(one.record, ProgrammeFile)][:1]:
        reference = with_own_districts(reference, settings)
    context = Context(tuple(submitted), reference, partial=unread > 0 or not files)
    # What stands in for values that were refused is not what was sent.
    broken = {place for f in findings if f.severity == "error" for place in ((f.file, f.path), (f.file, f.sheet, f.cell))}
    checked = in_cells([finding for check in CHECKS for finding in check(context)], submitted)
    findings += [f for f in checked if (f.file, f.path) not in broken and (not f.cell or (f.file, f.sheet, f.cell) not in broken)]
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    return Loaded(None if has_errors(ordered) else _programme(context), ordered, tuple(submitted))


def _across(decoded: Sequence[Decoded]) -> list[Decoded]:
    """The files with the names in workbooks replaced by the ids that other files give them."""
    if all(one.places is None for one in decoded):
        return list(decoded)
    from wijkplan.planner.intake.workbook.cross_references import known, resolve

    everything = known(one.data for one in decoded if one.data is not None)
    return [
        one
        if one.places is None or one.data is None
        else replace(one, findings=(*one.findings, *resolve(one.file, one.data, one.places, everything)))
        for one in decoded
    ]


def in_cells(findings: Sequence[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """Findings of the records with the paths and cells of the files."""
    by_file = {one.file: one for one in submitted}
    return [finding if finding.file not in by_file else _in_cell(finding, by_file[finding.file]) for finding in findings]


def _in_cell(finding: Finding, one: Submitted) -> Finding:
    found = replace(finding, path=one.in_file(finding.path)) if one.kept else finding
    if one.places is None:
        return found
    from wijkplan.planner.intake.workbook.cell_findings import placed

    return placed(found, one.places)


def read_one(path: Path, reference: Reference | None = None) -> tuple[Submitted | None, list[Finding]]:
    """One file by itself, held against the schema only."""
    return _held(decode(path, reference or load_reference()))


def _held(decoded: Decoded) -> tuple[Submitted | None, list[Finding]]:
    """The record in a file, with all findings about its form."""
    submitted, problems = validated(decoded)
    if decoded.places is not None:
        from wijkplan.planner.intake.workbook.cell_findings import told

        problems = list(told(problems, decoded.places, decoded.findings))
    return submitted, [*decoded.findings, *problems]


def note_places(notes: Iterable[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """Findings of compile, which name project and place by their ids, with the file of their sender and the path or cell in it."""
    senders = {one.owner: one for one in submitted if not isinstance(one.record, ProgrammeFile)}
    return in_cells([_in_file(note, senders.get(note.owner or "")) for note in notes], submitted)


def _in_file(note: Finding, sender: Submitted | None) -> Finding:
    """``projects.R-1.places.a.homes`` as ``projects[0].places[0].homes``."""
    if sender is None or isinstance(sender.record, ProgrammeFile) or not note.path.startswith("projects."):
        return note
    rest = note.path.removeprefix("projects.")
    for i, project in enumerate(sender.record.projects):
        if rest == project.id or rest.startswith(f"{project.id}."):
            path, inside = f"projects[{i}]", rest[len(project.id) :]
            for k, place in enumerate(project.places):
                named = f".places.{place.id}"
                if inside == named or inside.startswith(f"{named}."):
                    path += f".places[{k}]{inside.removeprefix(named)}"
            return replace(note, file=sender.file, path=path)
    return note


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
