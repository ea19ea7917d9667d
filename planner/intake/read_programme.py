"""The way in: submission files to a programme, with every finding at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding, error, has_errors
from wijkplan.planner.intake.checks.context import Context
from wijkplan.planner.intake.workbook.cell_marks import row_and_column
from wijkplan.planner.programme import Programme, monday_of, share_of_week, with_own_districts, with_own_people
from wijkplan.planner.reference import Reference
from wijkplan.planner.reference import load as load_reference
from wijkplan.planner.reference.cbs_districts import Districts
from wijkplan.planner.reference.own_work import with_own_work
from wijkplan.planner.submission.schema import Crew, ProgrammeFile
from wijkplan.planner.text import say

from .agreed_file import is_agreed, read_agreed
from .alone import alone
from .checks import CHECKS
from .copied_sheets import as_one
from .decode import WORKBOOKS, Decoded, decode, find
from .district_names import own_districts, put_codes
from .horizon import Horizon
from .leaving import without_leavers
from .ledger import Count, Named, Reckoning, amounts_of, not_accounted, reckoned
from .newcomers_file import is_newcomers, newcomer_findings, read_newcomers
from .other_files import MAPPING_SUFFIX, is_part, path_of
from .own_faults import all_of, guarded
from .own_names import with_own_names
from .validate import Submitted, paths_of, validated

MAX_WEEKS = 520  # of a programme


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading: the programme, ``None`` where a finding is an error; what was read, by which later
    findings find cells; and how much was sent, read and named."""

    programme: Programme | None
    findings: tuple[Finding, ...]
    submitted: tuple[Submitted, ...]
    reckoning: Reckoning


def load(
    paths: Iterable[str | Path], reference: Reference | None = None
) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme in files and folders, or ``None`` where a finding is an error. Never raises for what the files
    hold."""
    loaded = load_all(paths, reference)
    return loaded.programme, loaded.findings


def load_all(paths: Iterable[str | Path], reference: Reference | None = None) -> Loaded:
    """Likewise, with what was read. Whatever goes wrong with one file or check, what is found of all others is
    told."""
    reference = reference or load_reference()
    files, findings = find([Path(path) for path in paths])
    passed_over = [f.file for f in findings if f.kind in ("other-file", "answers-aside")]
    mappings = [path for path in files if path.name.lower().endswith(MAPPING_SUFFIX)]
    files = [path for path in files if path not in mappings]
    decoded = _decoded(files, reference)
    agreed, faults = read_agreed([one for one in decoded if is_agreed(one)])
    findings += faults
    newcomers, faults = read_newcomers([one for one in decoded if is_newcomers(one)])
    findings += faults
    standing = {one.file for one in decoded if is_agreed(one) or is_newcomers(one)}
    asked = {one.file for one in decoded if is_agreed(one)}
    decoded = [one for one in decoded if one.file not in standing]
    submitted: list[Submitted] = []
    for one in _across(decoded, reference):
        nothing: tuple[Submitted | None, list[Finding]] = (None, [*one.findings])
        (read, problems), failed = guarded(one.file, partial(_held, one), nothing)
        findings += [*problems, *failed]
        if read:
            submitted.append(read)
    whole = {one.file for one in submitted if one.whole}
    unread = sum(one.file not in whole for one in decoded)
    for settings in [one.record for one in submitted if isinstance(one.record, ProgrammeFile)][:1]:
        own = with_own_work(with_own_districts(reference, settings), settings)
        reference = with_own_people(own, settings).with_hiring(settings.hiring)
    context = Context(tuple(submitted), reference, partial=unread > 0 or not files)
    if newcomers is not None:
        employers = tuple(context.employers.values())
        clients = tuple(context.clients.values())
        check_newcomers = partial(newcomer_findings, *newcomers, reference, context.settings, employers, clients)
        findings += all_of(newcomers[0], check_newcomers)
    # What stands in for values that were refused is not what was sent.
    broken = {
        place for f in findings if f.severity == "error" for place in ((f.file, f.path), (f.file, f.sheet, f.cell))
    }
    senders = {one.file: one for one in submitted}
    told = [finding for check in CHECKS for finding in all_of("", partial(check, context))]
    checked = in_cells([f for f in told if not _beside_refused(f, senders.get(f.file), broken)], submitted)
    wrong = Named(findings)  # a row or record with a refused value is not judged further
    copies = {(f.file, f.sheet) for f in findings if f.kind == "sheet-twice" and f.severity == "error"}
    judged = [
        f
        for f in checked
        if (f.file, f.path) not in broken
        and (not f.cell or (f.file, f.sheet, f.cell) not in broken)
        and (f.severity != "warning" or not wrong.row(f))
        and (f.kind != "duplicate-id" or (f.file, f.sheet) not in copies)  # of a copied sheet that is said once
    ]
    findings += as_one(judged, findings)
    sent = {one.file: one.sent for one in decoded}
    kept = {one.file: frozenset(paths_of(one)) for one in submitted}
    findings += not_accounted(sent, kept, findings)
    remedy = say("Add one, or name the folder it is in.")
    if context.settings is None and not any(f.severity == "error" or f.kind == "missing-programme" for f in findings):
        findings.append(error("missing-programme", "", "", None, None, say("No programme file was given."), remedy))
    kept |= {} if agreed is None else dict.fromkeys(asked, frozenset[str]())
    kept |= {} if newcomers is None else {newcomers[0]: frozenset[str]()}
    part_of = {member: one.file for one in decoded for member in (one.file, *one.members)}
    part_of |= {file: file for file in standing}
    part_of |= {
        str(path): part_of.get(table, "")
        for path in mappings
        for table in part_of
        if str(path_of(Path(table))) == str(path)
    }
    counts = reckoned(sent, part_of | dict.fromkeys(passed_over, ""), kept, alone(findings, submitted))
    if context.settings is not None:
        weeks, failed = guarded("", partial(_head_weeks, context, counts["heads"]), None)
        findings += failed
        counts |= {"head-weeks": weeks} if weeks else {}
    programme = (
        None
        if has_errors(findings) or context.settings is None
        else replace(_programme(context), agreed=agreed, newcomers=None if newcomers is None else newcomers[1])
    )
    if programme is not None and (difference := _difference(programme, counts)):
        findings.append(_unbalanced(difference))
        programme = None
    programme = None if programme is None else without_leavers(programme)
    findings = relocated(findings, submitted)
    return Loaded(programme, tuple(sorted(findings, key=lambda finding: finding.order)), tuple(submitted), counts)


def _beside_refused(finding: Finding, one: Submitted | None, broken: Collection[tuple[str, ...]]) -> bool:
    """Whether a finding holds leave against heads of its crew that were refused, for which something stands in."""
    if finding.kind != "leave-exceeds-crew" or one is None:
        return False
    heads = one.in_file(f"{finding.path.split('.')[0]}.heads")
    return (one.file, heads) in broken or (one.places is not None and (one.file, *one.places.find(heads)) in broken)


def _difference(programme: Programme, counts: Reckoning) -> str:
    """What the programme holds otherwise than the lines that were read say it does; empty where nothing differs."""
    held = {"projects": 0.0, "works": 0.0, "homes": 0.0, "metres": 0.0, "pieces": 0.0, "heads": 0.0}
    for _, project in programme.projects:
        held["projects"] += 1
        held["works"] += len(project.places) + len(project.activities)
        for place in project.places:
            for name, amount in amounts_of("projects.places", place.model_dump(exclude_unset=True)).items():
                held[name] += amount
    held["heads"] = sum(crew.heads for employer in programme.employers for crew in employer.crews)
    wrong = [
        f"{name} {counts[name].read:g}, {amount:g}"
        for name, amount in held.items()
        if abs(counts[name].read - amount) > 1e-6 * (1 + amount)
    ]
    return "; ".join(wrong)


def _head_weeks(context: Context, heads: Count) -> Count:
    """Weeks of all crews less leave; of crews that were refused their heads in all weeks."""
    programme = _programme(context)
    read = sum(_weeks_of(programme, crew) for employer in programme.employers for crew in employer.crews)
    named = heads.named * programme.weeks
    return Count(read + named, read, named)


def _weeks_of(programme: Programme, crew: Crew) -> float:
    """Head-weeks of a crew inside the horizon, less its days of leave."""
    first = 0 if crew.start is None else max(0, programme.week_of(crew.start))
    last = programme.weeks if crew.end is None else min(programme.weeks, programme.week_of(crew.end) + 1)
    away: dict[int, float] = {}
    for leave in crew.leave:
        for week in range(max(first, programme.week_of(leave.start)), min(last, programme.week_of(leave.end) + 1)):
            away[week] = away.get(week, 0.0) + leave.heads * share_of_week(
                leave.start, leave.end, programme.monday(week)
            )
    return crew.heads * max(0, last - first) - sum(min(crew.heads, gone) for gone in away.values())


def _unbalanced(difference: str) -> Finding:
    what = say("What was read does not come out in the programme ({difference}).", difference=difference)
    return error(
        "not-accounted", "", "", None, None, what, say("This is a mistake of wijkplan, not of the files: report it.")
    )


def _decoded(files: Sequence[Path], reference: Reference) -> list[Decoded]:
    """All files as raw values. Workbooks are read last, because weeks without a year take it from the programme, and
    because they call what it states itself by name; where it is a workbook, those that ask for it are read again."""
    found: dict[Path, Decoded] = {}
    horizon: Horizon | None = None
    named = reference
    for books in (False, True):
        mine = [path for path in files if (path.suffix.lower() in WORKBOOKS) == books and not is_part(path)]
        for path in mine:
            found[path] = _decode(path, named, horizon)
        asked: set[Path] = set()
        if horizon is None:
            horizon = next((h for one in found.values() if one.data is not None and (h := _horizon(one.data))), None)
            if books and horizon is not None:
                asked = {p for p, one in found.items() if any(f.kind == "week-without-year" for f in one.findings)}
        if named is reference:
            own = partial(with_own_names, reference, tuple(found.values()), partial(_again, horizon))
            named, _ = guarded("", own, reference)  # what fails here fails where the record is read, and is told there
            asked |= set(mine) if books and named is not reference else set()
        found |= {path: _decode(path, named, horizon) for path in asked}
    whole = [found[path] for path in files if path in found]
    parts = [path for path in files if is_part(path)]
    return whole if not parts else _joined(whole, parts, named, horizon)


def _again(horizon: Horizon | None, one: Decoded, reference: Reference) -> Decoded:
    return _decode(Path(one.file), reference, horizon)


def _joined(
    whole: list[Decoded], parts: Sequence[Path], reference: Reference, horizon: Horizon | None
) -> list[Decoded]:
    """The tables and plans beside whole submissions, each joined to what the same sender sent."""
    from .exchange.parts import Part, read_part
    from .exchange.together import together

    read: list[Part] = []
    for path in parts:
        part, failed = guarded(str(path), partial(read_part, path), Part(path))
        read.append(replace(part, findings=(*part.findings, *failed)) if failed else part)
    return together(whole, read, reference, horizon)


def _decode(path: Path, reference: Reference, horizon: Horizon | None) -> Decoded:
    found, failed = guarded(str(path), partial(decode, path, reference, horizon), Decoded(str(path), None))
    return replace(found, findings=(*found.findings, *failed)) if failed else found


def _horizon(data: Mapping[str, Any]) -> Horizon | None:
    """First Monday and weeks of a programme file."""
    start, weeks = data.get("start"), data.get("weeks")
    if data.get("kind") != "programme" or not isinstance(start, str) or not isinstance(weeks, int):
        return None
    try:
        return Horizon(monday_of(date.fromisoformat(start)), min(weeks, MAX_WEEKS))
    except (ValueError, OverflowError):
        return None


def _across(decoded: Sequence[Decoded], reference: Reference) -> list[Decoded]:
    """The files with the names of districts replaced by their codes, and other names in workbooks by the ids that
    other files give them."""
    held = [one.data for one in decoded if one.data is not None]
    own = own_districts(held)
    districts = (
        reference.districts.with_own(own) if own and isinstance(reference.districts, Districts) else reference.districts
    )
    for data in held:
        put_codes(data, districts)
    if all(one.places is None for one in decoded):
        return list(decoded)
    from wijkplan.planner.intake.workbook.cross_references import known, resolve

    everything = known(one.data for one in decoded if one.data is not None)
    alone = not any(one.data is not None and one.data.get("kind") == "programme" for one in decoded)
    return [
        one
        if one.places is None or one.data is None
        else replace(one, findings=(*one.findings, *resolve(one.file, one.data, one.places, everything, alone)))
        for one in decoded
    ]


def in_cells(findings: Sequence[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """Findings of the records with the paths and cells of the files."""
    by_file = {one.file: one for one in submitted}
    return [
        finding if finding.file not in by_file else _in_cell(finding, by_file[finding.file]) for finding in findings
    ]


def _in_cell(finding: Finding, one: Submitted) -> Finding:
    found = replace(finding, path=one.in_file(finding.path)) if one.kept else finding
    if one.places is None:
        return found
    from wijkplan.planner.intake.workbook.cell_findings import placed

    return placed(found, one.places)


def read_one(path: Path, reference: Reference | None = None) -> tuple[Submitted | None, list[Finding]]:
    """One file by itself, held against the schema only."""
    submitted, findings = _held(decode(path, reference or load_reference()))
    return submitted, relocated(findings, [submitted] if submitted else [])


def _held(decoded: Decoded) -> tuple[Submitted | None, list[Finding]]:
    """The record in a file, with all findings about its form."""
    submitted, problems = validated(decoded)
    if decoded.places is not None:
        from wijkplan.planner.intake.workbook.cell_findings import told

        problems = list(told(problems, decoded.places, decoded.findings))
    return submitted, [*decoded.findings, *problems]


def relocated(findings: Iterable[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """Findings about a sheet that is a file of its own, with that file and the place in it."""
    elsewhere = {
        (one.file, sheet): place
        for one in submitted
        if one.places is not None
        for sheet, place in one.places.elsewhere.items()
    }
    told = (f if (f.file, f.sheet) not in elsewhere else _relocated(f, elsewhere[f.file, f.sheet]) for f in findings)
    return list(dict.fromkeys(told))  # a row of a table that holds a project and a place is said once


def _relocated(finding: Finding, place: Callable[[int, int], tuple[str, str, str]]) -> Finding:
    path, cell, typed = place(*row_and_column(finding.cell)) if finding.cell else ("", "", "")
    value = typed if finding.value and typed else finding.value
    return replace(finding, file=finding.sheet, sheet="", path=path, cell=cell, value=value)


def note_places(notes: Iterable[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """Findings of compile, which name project and place by their ids, with the file of their sender and the path or
    cell in it."""
    senders = {one.owner: one for one in submitted if not isinstance(one.record, ProgrammeFile)}
    return relocated(in_cells([_in_file(note, senders.get(note.owner or "")) for note in notes], submitted), submitted)


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
