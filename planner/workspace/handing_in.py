"""What an organisation hands in: files as they were sent, in versions that are never replaced, with what is found in
each.

A version is judged beside the programme file and nothing else, so that no finding can tell of another party."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.folder.atomic_output import write_bytes
from wijkplan.planner.intake.alone import OF_OTHERS
from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import Loaded, load_all
from wijkplan.planner.submission.schema import ProgrammeFile
from wijkplan.planner.text import Text, say, translated

from .audit import note
from .models import Organisation, Programme, Round, Version
from .policy import Actor
from .uploads import Hostile, checked, safe_name
from .where import programme_folder

PROGRAMME = "programme"
"""Folder of what the core team keeps: the programme file."""

NO_LETTER = re.compile("[\x00\ud800-\udfff]")
NEEDS_OTHERS = (
    *OF_OTHERS,
    "missing-programme",
    "no-projects",
    "no-own-projects",
    "missing-client",
    "missing-employer",
)


def folder_of(organisation: Organisation, number: int) -> Path:
    """Where the files of a version are."""
    assert organisation.programme is not None
    return programme_folder(organisation.programme.slug) / "submissions" / organisation.party / str(number)


def programme_files(programme: Programme) -> list[Path]:
    """The programme file, as the core team keeps it."""
    base = programme_folder(programme.slug) / PROGRAMME
    return sorted(path for path in base.iterdir() if path.is_file()) if base.is_dir() else []


def latest(organisation: Organisation) -> Version | None:
    """The last version that was handed in."""
    return Version.objects.filter(organisation=organisation).order_by("-number").first()


def counted(organisation: Organisation) -> Version | None:
    """The last version without errors: the one that takes part."""
    return Version.objects.filter(organisation=organisation, errors=0).order_by("-number").first()


def hand_in(
    actor: Actor, organisation: Organisation, sent: Mapping[str, bytes], restored: int | None = None
) -> Version:
    """Keep files as a new version, with what is found in them. Raises :class:`~.uploads.Hostile`."""
    files: dict[str, bytes] = {}
    for name, raw in sent.items():
        safe = safe_name(name)
        checked(safe, raw, settings.MAX_UPLOAD)
        files[safe] = raw
    if not files:
        raise Hostile(say("No file was chosen."))
    found = judged(organisation, files)
    raw_all = b"".join(name.encode() + b"\0" + raw for name, raw in sorted(files.items()))
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        last = latest(organisation)
        digest = sha256(raw_all).hexdigest()
        if last is not None and last.sha256 == digest:
            return last  # sent twice, by a second click or tab
        number = 1 if last is None else last.number + 1
        shutil.rmtree(folder_of(organisation, number), ignore_errors=True)  # of one who was cut off before its row
        write_bytes({folder_of(organisation, number) / name: raw for name, raw in files.items()})
        made = Version.objects.create(
            organisation=organisation,
            number=number,
            file=", ".join(sorted(files))[:200],
            sha256=digest,
            size=sum(map(len, files.values())),
            by=actor.number,
            findings=[as_row(one) for one in found],
            restored=restored,
            **{
                f"{severity}s": sum(one.severity == severity for one in found)
                for severity in ("error", "warning", "hint")
            },
        )
        note(actor, "hand in", f"version {number}", party=organisation.party, digest=digest)
    return made


def files_of(version: Version) -> dict[str, bytes]:
    """The files of a version, as they were sent."""
    base = folder_of(version.organisation, version.number)
    return {path.name: path.read_bytes() for path in sorted(base.iterdir()) if path.is_file()}


def judged(organisation: Organisation, files: Mapping[str, bytes]) -> list[Finding]:
    """What is found in files, held against the programme file and against whose they should be."""
    assert organisation.programme is not None
    with tempfile.TemporaryDirectory(prefix="wijkplan-") as made:
        folder = Path(made)
        for name, raw in files.items():
            (folder / name).write_bytes(raw)
        propose_mappings(folder)
        loaded = load_all([*programme_files(organisation.programme), folder])
        mine = {str(path): path.name for path in folder.iterdir()}
        found = [
            replace(one, file=mine[one.file], severity="hint" if one.kind in NEEDS_OTHERS else one.severity)
            for one in loaded.findings
            if one.file in mine
        ]
        return [*_whose(organisation, loaded, mine), *_nothing(organisation, loaded, mine, found), *found]


def propose_mappings(folder: Path) -> None:
    """Beside each table whose columns nobody agreed to yet a proposal, as on the command line."""
    from wijkplan.planner.intake.exchange.mapping import toml
    from wijkplan.planner.intake.exchange.parts import needs_asking
    from wijkplan.planner.intake.other_files import is_part, path_of

    for path in (path for path in find([folder])[0] if is_part(path)):
        proposal = needs_asking(path)
        if proposal is not None and not path_of(path).exists():
            path_of(path).write_text(toml(proposal.mapping, {}, ()), "utf-8")


def _whose(organisation: Organisation, loaded: Loaded, mine: Mapping[str, str]) -> list[Finding]:
    """Files that say that they are somebody else's."""
    found = []
    for one in loaded.submitted:
        if one.file in mine:
            said = "programme" if isinstance(one.record, ProgrammeFile) else f"{one.record.kind}-{one.owner}"
            if said != organisation.party:
                what: Text = say(
                    "This file says that it is of {said}, and you hand in for {party}.",
                    said=said,
                    party=organisation.party,
                )
                remedy = say("Hand in your own file, or correct its id.")
                found.append(Finding("error", "not-a-submission", mine[one.file], "id", one.owner, said, what, remedy))
    return found


def _nothing(
    organisation: Organisation, loaded: Loaded, mine: Mapping[str, str], found: Sequence[Finding]
) -> list[Finding]:
    """Where no file is a submission, as where only answers are sent: it would take the place of the last one."""
    read = any(one.file in mine for one in loaded.submitted) or any(one.severity == "error" for one in found)
    if read or organisation.role not in ("employer", "client"):
        return []
    what = say("None of these files is a submission; the work that was handed in before would be gone.")
    remedy = say("Hand in the submission; answers and progress have pages of their own here.")
    return [Finding("error", "not-a-submission", sorted(mine.values())[0], "", organisation.party, "", what, remedy)]


def as_row(one: Finding) -> dict[str, Any]:
    """A finding in both languages, as it is kept."""
    row: dict[str, Any] = _storable(_row(one))
    return row


def _storable(value: Any) -> Any:
    """Without what no database and no page can hold: the letter of nothing, and halves of letters."""
    if isinstance(value, str):
        return NO_LETTER.sub("\ufffd", value)
    return {name: _storable(one) for name, one in value.items()} if isinstance(value, dict) else value


def _row(one: Finding) -> dict[str, Any]:
    return {
        "severity": one.severity,
        "kind": one.kind,
        "file": one.file,
        "place": f"{one.sheet}!{one.cell}" if one.cell else one.path,
        "value": one.value,
        **{
            language: {
                "what": translated(one.what, language),
                "why": translated(one.why, language),
                "remedy": translated(one.remedy, language),
            }
            for language in ("nl", "en")
        },
    }


def difference(before: Version, after: Version) -> list[tuple[str, str]]:
    """What changed between two versions, value by value: ``("-", line)`` and ``("+", line)``."""
    found = []
    lines = [values_in(folder_of(one.organisation, one.number)) for one in (before, after)]
    for line in difflib.unified_diff(lines[0], lines[1], n=0, lineterm=""):
        if line[:1] in "+-" and line[:3] not in ("+++", "---"):
            found.append((line[0], line[1:]))
    return found


def values_in(folder: Path) -> list[str]:
    """The values in the files of a version, one a line, with the path of each."""
    from wijkplan.planner.intake.decode import decode
    from wijkplan.planner.reference import load

    lines: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".xlsx", ".ods"):
            lines += _flat("", decode(path, load()).data)
        else:
            lines += path.read_text("utf-8", errors="replace").splitlines()
    return lines


def _flat(path: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [line for key, one in value.items() for line in _flat(f"{path}.{key}" if path else str(key), one)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [line for i, one in enumerate(value) for line in _flat(f"{path}[{_name(one, i)}]", one)]
    return [f"{path} = {json.dumps(value, default=str, ensure_ascii=False)}"]


def _name(value: Any, at: int) -> str:
    """An element by its id, so that one that is put in between does not change all after it."""
    return str(value["id"]) if isinstance(value, Mapping) and "id" in value else str(at)


def standing_of(programme: Programme) -> list[dict[str, Any]]:
    """Who handed in, and how many findings there are; nothing of what it is."""
    taking_part = Organisation.objects.filter(programme=programme, role__in=("employer", "client"))
    parties = list(taking_part.order_by("party"))
    for one in parties:
        one.programme = programme
    last: dict[int, Version] = {}
    counts: dict[int, Version] = {}
    newest = Version.objects.filter(organisation=OuterRef("organisation")).order_by("-number").values("number")
    shown = Q(number=Subquery(newest[:1])) | Q(number=Subquery(newest.filter(errors=0)[:1]))
    of = {one.pk: one for one in parties}
    versions = Version.objects.filter(organisation__in=parties).filter(shown).order_by("number")
    for version in versions.defer("findings"):
        version.organisation = of[version.organisation_id]
        last[version.organisation_id] = version
        if version.errors == 0:
            counts[version.organisation_id] = version
    return [{"organisation": one, "last": last.get(one.pk), "counts": counts.get(one.pk)} for one in parties]


def gather(programme: Programme, target: Path) -> list[Path]:
    """The programme file and the last version without errors of everybody, copied together under ``target``."""
    for path in programme_files(programme):
        _copy(path, target / path.name)
    for row in standing_of(programme):
        version = row["counts"]
        if version is not None:
            for name, raw in files_of(version).items():
                own = name if not (target / name).exists() else f"{row['organisation'].party}-{name}"
                write_bytes({target / own: raw})
    return sorted(target.iterdir()) if target.is_dir() else []


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def is_open(programme: Programme) -> bool:
    """Whether hand-ins are taken: until the round that is collecting closes, and between rounds."""
    last = Round.objects.filter(programme=programme).order_by("-pk").first()
    return last is None or last.collecting or last.plan is not None


def total(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Findings of everybody by severity."""
    versions = [row["last"] for row in rows if row["last"] is not None]
    return {name: sum(getattr(one, name) for one in versions) for name in ("errors", "warnings", "hints")}
