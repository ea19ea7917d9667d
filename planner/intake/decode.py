"""From paths to raw values: finds the files and decodes them, JSON and workbooks alike, with everything that is wrong
with their form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkplan.planner.findings.finding import Finding, error, hint
from wijkplan.planner.text import Text, say

from .horizon import Horizon
from .ledger import Sent, lines_of
from .other_files import JUNK, is_part, kind_of, named, path_of
from .own_faults import guarded

if TYPE_CHECKING:
    from wijkplan.planner.intake.workbook.cell_map import Places
    from wijkplan.planner.reference import Reference

MAX_BYTES = 64 * 2**20
WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb")  # the last two are refused with a finding, not passed over
SUBMISSIONS = (".json", *WORKBOOKS)
MAX_FILES = 5000  # in a folder; more is no folder of submissions


NOTHING = Sent()


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file holds before it is held against the schema. ``data`` is ``None`` where nothing can be made of it;
    ``places`` leads from its values to cells, ``None`` for JSON; ``sent`` is all that it holds, line by line;
    ``members`` are other files of the same sender that it holds as well."""

    file: str
    data: dict[str, Any] | None
    findings: tuple[Finding, ...] = ()
    places: Places | None = None
    sent: Sent = NOTHING
    members: tuple[str, ...] = ()


class _BadJson(ValueError):
    """JSON that parses but does not say one thing."""


def find(paths: Iterable[Path]) -> tuple[list[Path], list[Finding]]:
    """The submissions: JSON files and workbooks named, and those in the folders named, however deep (hidden ones and
    the lock files of open workbooks left out), each once. Every other file gets a finding that says what it is.
    Workbooks with the answers of an employer are no
    submissions: each gets a hint."""
    files, findings = _all(paths)
    answers = {path for path in files if _is_answers(path)}
    what = say("It holds the answers of an employer, so it is not read as a submission.")
    remedy = say("wijkplan plan --pins keeps what it pins; wijkplan answers tells what hangs on the rest.")
    findings += [hint("answers-aside", str(path), "", None, None, what, remedy) for path in files if path in answers]
    return [path for path in files if path not in answers], findings


def find_answers(paths: Iterable[Path]) -> list[Path]:
    """The workbooks with answers among the files named and in the folders named, likewise."""
    return [path for path in _all(paths)[0] if _is_answers(path)]


def _is_answers(path: Path) -> bool:
    if path.suffix.lower() not in WORKBOOKS:
        return False
    from wijkplan.planner.intake.workbook.answer_marker import is_answers  # late: most programmes are JSON

    return guarded(str(path), partial(is_answers, path), False)[0]  # what cannot be opened is told where it is read


def _all(paths: Iterable[Path]) -> tuple[list[Path], list[Finding]]:
    found: dict[Path, Path] = {}
    findings: dict[Path, Finding] = {}
    for path in paths:
        try:
            files, others = _files(path)
            found |= {p.resolve(): p for p in files}
            findings |= {Path(f.file): f for f in others}
        except (OSError, ValueError) as problem:
            what = say("It cannot be opened: {problem}.", problem=problem)
            findings[path] = _fault("unreadable-file", str(path), what, say("Check its name and your rights."))
    return list(found.values()), list(findings.values())


def _files(path: Path) -> tuple[list[Path], list[Finding]]:
    """The submissions that a path stands for, and what is said of all else that is there."""
    if path.is_dir():
        inside = sorted(islice(_inside(path), MAX_FILES + 1))
        if len(inside) > MAX_FILES:
            what = say("This folder holds more than {most} files.", most=MAX_FILES)
            return [], [_fault("no-files", str(path), what, say("Name the folder with the submissions."))]
        mapped = {path_of(p) for p in inside if is_part(p)}
        others = {
            p: kind
            for p in inside
            if p.suffix.lower() not in SUBMISSIONS and p not in mapped and (kind := kind_of(p)) is not None
        }
        files = [p for p in inside if p not in others]
        findings = [named(p, kind) for p, kind in others.items()]
        if not files:
            remedy = say("Name the folder with the submissions.")
            findings.append(
                _fault("no-files", str(path), say("This folder holds no JSON file, no workbook and no table."), remedy)
            )
        return sorted(files, key=lambda p: len(p.parts)), findings
    if path.is_file():
        return [path, *([path_of(path)] if is_part(path) and path_of(path).is_file() else [])], []
    if path.exists():
        return [], [
            _fault("unreadable-file", str(path), say("It is no ordinary file."), say("Name a JSON file or a workbook."))
        ]
    return [], [
        _fault(
            "missing-file", str(path), say("There is no such file or folder."), say("Check the name and the folder.")
        )
    ]


def _inside(folder: Path) -> Iterator[Path]:
    """Files in a folder, however deep, without those that are hidden or that a system left."""
    for p in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts)
        if not hidden and p.name.lower() not in JUNK and p.is_file():
            yield p


def _fault(kind: str, file: str, what: Text, remedy: Text, where: str = "", value: object = None) -> Finding:
    return error(kind, file, where, None, value, what, remedy)


def decode(path: Path, reference: Reference, horizon: Horizon | None = None) -> Decoded:
    """One file as raw values. Never raises for what it holds."""
    if path.suffix.lower() in WORKBOOKS:
        from wijkplan.planner.intake.workbook.read_workbook import (
            decode as decode_workbook,
        )  # late: most programmes are JSON

        read = decode_workbook(path, reference, horizon)
        return Decoded(str(path), read.data, tuple(read.findings), read.places, read.sent)
    if is_part(path):
        from wijkplan.planner.intake.exchange.parts import read_part  # late, likewise
        from wijkplan.planner.intake.exchange.together import together

        return together([], [read_part(path)], reference, horizon)[0]
    other = kind_of(path) if path.suffix.lower() not in SUBMISSIONS else None
    if other is not None:
        return Decoded(
            str(path), None, (replace(named(path, other), severity="error"),)
        )  # who names a file wants it read
    value, found = parsed(path)
    if found:
        return Decoded(str(path), None, tuple(found))
    if not isinstance(value, dict):
        what = say("A submission is one JSON object with kind employer, client or programme.")
        remedy = say("Put {{ at the start and }} at the end.")
        return Decoded(
            str(path), None, (_fault("not-a-submission", str(path), what, remedy, value=type(value).__name__),)
        )
    value.pop("$schema", None)  # how editors find the schema of a file; says nothing about the programme
    return Decoded(str(path), value, sent=Sent(lines_of(str(path), value)))


def parsed(path: Path) -> tuple[object, list[Finding]]:
    """The value in a JSON file, or why there is none. Never raises for what it holds."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return _none(
            path,
            "unreadable-file",
            say("It cannot be read: {reason}.", reason=reason),
            say("Check the file and your rights to it."),
        )
    if raw is None:
        return _none(path, "unreadable-file", say("It is larger than 64 MB."), say("Send one submission per file."))
    if not raw.strip():
        return _none(path, "malformed-json", say("This file is empty."), say("Save it again and name that file."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        what = say("It is not UTF-8 text (byte {number}).", number=problem.start + 1)
        return _none(path, "wrong-encoding", what, say("Save it as UTF-8."))
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant), []
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        what = say("It is not valid JSON at line {line}, column {column}.", line=problem.lineno, column=problem.colno)
        return _none(path, "malformed-json", what, say("Correct the text there; editors mark the place."), where)
    except (ValueError, RecursionError) as problem:
        found = problem.args[0] if problem.args else None
        reason = found if isinstance(found, Text) else say("It is nested too deeply.")
        if isinstance(problem, ValueError) and not isinstance(found, Text):
            reason = say("It holds a number with too many digits.")  # the only other reason that json gives
        return _none(path, "malformed-json", reason, say("Correct the file."))


def _none(path: Path, kind: str, what: Text, remedy: Text, where: str = "") -> tuple[None, list[Finding]]:
    return None, [_fault(kind, str(path), what, remedy, where)]


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _BadJson(say("Key {key} is given twice in one object.", key=next(k for k in keys if keys.count(k) > 1)))
    return values


def _constant(name: str) -> float:
    raise _BadJson(say("{name} is not a number.", name=name))
