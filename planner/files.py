"""From paths to validated records: finds the files, decodes them and holds them against the schema, all problems at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from planner.findings import Finding, error
from planner.language import say
from planner.schema_findings import schema_findings
from planner.submission import Client, Employer, ProgrammeFile, Submission

MAX_BYTES = 64 * 2**20
_SUBMISSION: TypeAdapter[Employer | Client | ProgrammeFile] = TypeAdapter(Submission)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A record with the file it came from. ``lost`` are ids inside the file that the schema refused, so that others who refer to
    them are not blamed; in that case ``record`` is what is left."""

    file: str
    record: Employer | Client | ProgrammeFile
    lost: frozenset[str] = frozenset()

    @property
    def owner(self) -> str:
        """Id of the sender."""
        return self.record.name if isinstance(self.record, ProgrammeFile) else self.record.id


class _BadJson(ValueError):
    """JSON that parses but does not say one thing."""


def find(paths: Iterable[Path]) -> tuple[list[Path], list[Finding]]:
    """The JSON files named, and those in the folders named and one level below them (hidden ones left out), each once."""
    found: dict[Path, Path] = {}
    findings: list[Finding] = []
    for path in paths:
        try:
            if path.is_dir():
                inside = [p for pattern in ("*.json", "*/*.json") for p in sorted(path.glob(pattern)) if p.is_file()]
                files = [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
                if not files:
                    findings.append(
                        error(
                            "no-files",
                            str(path),
                            "",
                            None,
                            None,
                            say("This folder holds no JSON file."),
                            say("Name the folder with the submissions."),
                        )
                    )
            elif path.is_file():
                files = [path]
            elif path.exists():
                files = []
                findings.append(error("unreadable-file", str(path), "", None, None, say("It is no ordinary file."), say("Name a JSON file.")))
            else:
                files = []
                findings.append(
                    error(
                        "missing-file",
                        str(path),
                        "",
                        None,
                        None,
                        say("There is no such file or folder."),
                        say("Check the name and the folder."),
                    )
                )
            found |= {p.resolve(): p for p in files}
        except (OSError, ValueError) as problem:
            findings.append(
                error(
                    "unreadable-file",
                    str(path),
                    "",
                    None,
                    None,
                    say("It cannot be opened: {problem}.", problem=problem),
                    say("Check its name and your rights."),
                )
            )
    return list(found.values()), findings


def read_file(path: Path) -> tuple[Submitted | None, list[Finding]]:
    """One file as a record, with everything that is wrong with its form; ``None`` where nothing can be made of it."""
    file = str(path)
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return None, [
            error(
                "unreadable-file",
                file,
                "",
                None,
                None,
                say("It cannot be read: {reason}.", reason=reason),
                say("Check the file and your rights to it."),
            )
        ]
    if raw is None:
        return None, [error("unreadable-file", file, "", None, None, say("It is larger than 64 MB."), say("Send one submission per file."))]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        what = say("It is not UTF-8 text (byte {number}).", number=problem.start + 1)
        return None, [error("wrong-encoding", file, "", None, None, what, say("Save it as UTF-8."))]
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        what = say("It is not valid JSON: {msg} ({where}).", msg=problem.msg, where=where)
        return None, [error("malformed-json", file, where, None, None, what, say("Correct the text there; editors mark the place."))]
    except (ValueError, RecursionError) as problem:
        reason = "nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        return None, [error("malformed-json", file, "", None, None, say("It cannot be used: {reason}.", reason=reason), say("Correct the file."))]
    try:
        return _validated(file, data)
    except RecursionError:
        return None, [error("malformed-json", file, "", None, None, say("It is nested too deeply."), say("Correct the file."))]


NUMBER_ERRORS = frozenset(
    {
        "float_type",
        "int_type",
        "int_from_float",
        "finite_number",
        "greater_than",
        "greater_than_equal",
        "less_than",
        "less_than_equal",
    }
)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _BadJson(f"key {next(k for k in keys if keys.count(k) > 1)!r} is given twice in one object")
    return values


def _constant(name: str) -> float:
    raise _BadJson(f"{name} is not a number")


def _validated(file: str, data: Any) -> tuple[Submitted | None, list[Finding]]:
    if not isinstance(data, dict):
        what = say("A submission is one JSON object with kind employer, client or programme.")
        return None, [error("not-a-submission", file, "", None, type(data).__name__, what, say("Put {{ at the start and }} at the end."))]
    try:
        return Submitted(file, _parse(data)), []
    except ValidationError as problem:
        findings = schema_findings(file, data, problem)
        rest = _with_numbers(data, problem)
        try:
            return Submitted(file, _parse(rest), frozenset(_ids(data))), findings
        except ValidationError as left:
            rest = _without(rest, left)
        try:
            record = _parse(rest)
        except ValidationError:
            return None, findings
        return Submitted(file, record, frozenset(_ids(data))), findings


def _parse(data: dict[str, Any]) -> Employer | Client | ProgrammeFile:
    # Strict JSON mode: text is no number, a number is no date.
    return _SUBMISSION.validate_json(json.dumps(data), strict=True)


def _with_numbers(data: dict[str, Any], problem: ValidationError) -> dict[str, Any]:
    """The data with a 1 for every wrong number in a list element: the rest of that element can then be checked in the same pass."""
    mended = copy.deepcopy(data)
    for detail in problem.errors(include_url=False, include_context=False, include_input=False):
        loc = detail["loc"][1:]  # the first is the kind
        if detail["type"] in NUMBER_ERRORS and len(loc) >= 3:
            parent: Any = mended
            for key in loc[:-1]:
                parent = parent[key]
            parent[loc[-1]] = 1
    return mended


def _without(data: dict[str, Any], problem: ValidationError) -> dict[str, Any]:
    """The data without the list elements and unknown keys that have errors, so that the rest can still be checked."""
    rest = dict(data)
    drop: dict[str, set[int]] = {}
    for detail in problem.errors(include_url=False, include_context=False, include_input=False):
        loc = detail["loc"][1:]  # the first is the kind
        if len(loc) >= 2 and isinstance(loc[1], int) and isinstance(data.get(str(loc[0])), list):
            drop.setdefault(str(loc[0]), set()).add(loc[1])
        elif detail["type"] == "extra_forbidden" and len(loc) == 1:
            rest.pop(str(loc[0]), None)
    for key, indices in drop.items():
        rest[key] = [item for i, item in enumerate(cast("list[Any]", data[key])) if i not in indices]
    return rest


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for value in data.values():
            yield from _ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from _ids(value)
