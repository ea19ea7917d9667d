"""From raw values to records: held against the schema, all problems at once, and what is right kept for the checks of
meaning."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile, Submission
from wijkplan.planner.text import say

from .decode import Decoded
from .plain_values import plain
from .schema_findings import schema_findings

if TYPE_CHECKING:
    from wijkplan.planner.intake.workbook.cell_map import Places

_LIST = re.compile(r"(\w+)\[(\d+)\]")
_SUBMISSION: TypeAdapter[Employer | Client | ProgrammeFile] = TypeAdapter(Submission)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A record with the file it came from. ``lost`` are ids inside the file that the schema refused, so that others
    who refer to them are not blamed; in that case ``record`` is what is left, and ``kept`` are per list the numbers in
    the file of the elements that are left; not ``whole`` where something stands in for the sender's own id or name.
    ``places`` leads to cells, ``None`` for JSON."""

    file: str
    record: Employer | Client | ProgrammeFile
    lost: frozenset[str] = frozenset()
    places: Places | None = None
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    whole: bool = True

    def in_file(self, path: str) -> str:
        """The path in the file of a path in ``record``."""
        match = _LIST.match(path)
        if match is None or match[1] not in self.kept:
            return path
        return f"{match[1]}[{self.kept[match[1]][int(match[2])]}]{path[match.end() :]}"

    @property
    def owner(self) -> str:
        """Id of the sender."""
        return self.record.name if isinstance(self.record, ProgrammeFile) else self.record.id


def paths_of(one: Submitted) -> Iterator[str]:
    """Paths in the file of all records in the lists that were kept."""
    return (one.in_file(path) for path in _paths(one.record, ""))


def _paths(record: BaseModel, path: str) -> Iterator[str]:
    for name, value in record:
        if isinstance(value, BaseModel):
            yield from _paths(value, f"{path}.{name}".removeprefix("."))
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for i, row in enumerate(value):
                at = f"{path}.{name}[{i}]".removeprefix(".")
                yield at
                yield from _paths(row, at)


def validated(decoded: Decoded) -> tuple[Submitted | None, list[Finding]]:
    """The record in a file, with everything that the schema has against it; ``None`` where nothing can be made of
    it."""
    if decoded.data is None:
        return None, []
    sender = decoded.data.get("name") if decoded.data.get("kind") == "programme" else decoded.data.get("id")
    try:
        data, unusable = plain(decoded.file, sender if isinstance(sender, str) else None, decoded.data)
        submitted, findings = _validated(decoded.file, data, decoded.places)
        told = {f.path for f in unusable}
        return submitted, unusable + [f for f in findings if f.path not in told]
    except RecursionError:
        return None, [
            error(
                "malformed-json",
                decoded.file,
                "",
                None,
                None,
                say("It is nested too deeply."),
                say("Correct the file."),
            )
        ]


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


DATE_ERRORS = frozenset(
    {"greater_than_equal", "less_than_equal"}
)  # of text these are about a date, for which 1 is no stand-in


def _validated(file: str, data: dict[str, Any], places: Places | None) -> tuple[Submitted | None, list[Finding]]:
    try:
        return Submitted(file, _parse(data), places=places), []
    except ValidationError as problem:
        findings = schema_findings(file, data, problem)
        rest, whole = _with_sender(file, _with_numbers(data, problem), problem)
        try:
            return Submitted(file, _parse(rest), frozenset(_ids(data)), places, whole=whole), findings
        except ValidationError as left:
            rest, kept = _without(rest, left)
        try:
            record = _parse(rest)
        except ValidationError:
            return None, findings
        return Submitted(file, record, frozenset(_ids(data)), places, kept, whole), findings


def _parse(data: dict[str, Any]) -> Employer | Client | ProgrammeFile:
    # Strict JSON mode: text is no number, a number is no date.
    return _SUBMISSION.validate_json(json.dumps(data), strict=True)


def _with_numbers(data: dict[str, Any], problem: ValidationError) -> dict[str, Any]:
    """The data with a 1 for every wrong number in a list element: the rest of that element can then be checked in the
    same pass."""
    mended = copy.deepcopy(data)
    for detail in problem.errors(include_url=False, include_context=False, include_input=False):
        loc = detail["loc"][1:]  # the first is the kind
        if detail["type"] in NUMBER_ERRORS and len(loc) >= 3:
            parent: Any = mended
            for key in loc[:-1]:
                parent = parent[key]
            if not (isinstance(parent[loc[-1]], str) and detail["type"] in DATE_ERRORS):
                parent[loc[-1]] = 1
    return mended


def _with_sender(file: str, data: dict[str, Any], problem: ValidationError) -> tuple[dict[str, Any], bool]:
    """The data of an employer or client with something in the place of what is wrong with the sender itself, so that
    its crews and projects are checked all the same, and whether nothing had to be put there."""
    role = data.get("kind")
    if role not in ("employer", "client"):
        return data, True
    wrong = {
        str(detail["loc"][1])
        for detail in problem.errors(include_url=False, include_context=False, include_input=False)
        if len(detail["loc"]) == 2
    }
    listed = data.get("projects")
    named = [p.get(role) for p in listed if isinstance(p, dict)] if isinstance(listed, list) else []
    own = next(
        (name for name in named if isinstance(name, str)),
        re.sub(r"[^A-Za-z0-9]+", "-", Path(file).stem).strip("-")[:60] or "x",
    )
    instead = {"id": own, "name": own, "format_version": 1, "sector": "civil", "regime": "classic"}
    fields = {
        "employer": {"id", "name", "format_version", "sector"},
        "client": {"id", "name", "format_version", "regime"},
    }[role] & wrong
    return data | {field: instead[field] for field in fields}, not fields


def _without(data: dict[str, Any], problem: ValidationError) -> tuple[dict[str, Any], dict[str, tuple[int, ...]]]:
    """The data without the list elements and unknown keys that have errors, so that the rest can still be checked; and
    per list that lost some the numbers of those that are left."""
    rest = dict(data)
    drop: dict[str, set[int]] = {}
    for detail in problem.errors(include_url=False, include_context=False, include_input=False):
        loc = detail["loc"][1:]  # the first is the kind
        if len(loc) >= 2 and isinstance(loc[1], int) and isinstance(data.get(str(loc[0])), list):
            drop.setdefault(str(loc[0]), set()).add(loc[1])
        elif detail["type"] == "extra_forbidden" and len(loc) == 1:
            rest.pop(str(loc[0]), None)
    kept = {
        key: tuple(i for i in range(len(cast("list[Any]", data[key]))) if i not in indices)
        for key, indices in drop.items()
    }
    for key, indices in kept.items():
        rest[key] = [data[key][i] for i in indices]
    return rest, kept


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for value in data.values():
            yield from _ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from _ids(value)
