"""The field tables of ``instances/README.md``, from the models themselves; a test keeps the file fresh.

``python -m wijkplan.planner.submission.field_tables > instances/README.md`` writes it again.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .newcomers import Newcomers
from .schema import Client, Employer, ProgrammeFile

INTRO = """# Submissions

A programme is a folder (or several) of JSON files and workbooks: one programme file of the core team, one file per
employer, one per client. `wijkplan check FOLDER` prints every finding. Workbooks (.xlsx, .ods) have a sheet per list
and a column per field: `wijkplan template` makes an empty one for each kind of sender, `wijkplan convert` turns JSON
into a workbook and back. JSON files are UTF-8; dates are ISO dates, and any day stands for the ISO week it lies in,
but for leave, where days count; ids are 1-64 letters, digits and `. _ : -`. Unknown keys are refused. Fields in
**bold** are required; all defaults share nothing.

`schema/` has a JSON Schema per kind of file; an editor completes and checks a file that begins with `"$schema":
"../schema/employer.schema.json"` (that key is allowed for this alone).

`invalid/` holds a folder per kind of finding, with the findings that it must produce in `<folder>.expected.json`
beside it.

This page is made from `planner/submission/schema.py`: `python -m wijkplan.planner.submission.field_tables >
instances/README.md`.
"""
ROOTS: tuple[type[BaseModel], ...] = (ProgrammeFile, Employer, Client, Newcomers)
TYPES = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "date": "date"}


def render() -> str:
    """The page: an introduction, then one table per kind of record, those that are sent first."""
    return "\n".join([INTRO, *(_section(model) for model in _models())])


def _models() -> list[type[BaseModel]]:
    found: dict[type[BaseModel], None] = dict.fromkeys(ROOTS)
    for model in ROOTS:
        found.update(dict.fromkeys(_inside(model)))
    return list(found)


def _inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for field in model.model_fields.values():
        for nested in _records(field.annotation):
            yield nested
            yield from _inside(nested)


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _records(part)


def _section(model: type[BaseModel]) -> str:
    about = re.sub(r"``", "`", inspect.getdoc(model) or "")
    rows = [
        f"| {_name(name, field)} | {_type(field)} | {_default(field)} |" for name, field in model.model_fields.items()
    ]
    return "\n".join(
        [f"## {model.__name__}", "", about, "", "| field | value | default |", "| --- | --- | --- |", *rows, ""]
    )


def _name(name: str, field: FieldInfo) -> str:
    return f"**`{name}`**" if field.is_required() else f"`{name}`"


def _type(field: FieldInfo) -> str:
    if any(getattr(rule, "pattern", None) for rule in field.metadata):
        return "id"
    bounds = [
        f"{sign} {limit:.0f}" if limit >= 1 or not limit else f"{sign} {limit:g}"
        for rule in field.metadata
        for sign, limit in _bounds(rule)
    ]
    return ", ".join([_words(field.annotation), *bounds])


def _bounds(rule: Any) -> Iterator[tuple[str, float]]:
    for attribute, sign in (
        ("gt", "more than"),
        ("ge", "at least"),
        ("le", "at most"),
        ("min_length", "number of items at least"),
    ):
        limit = getattr(rule, attribute, None)
        if isinstance(limit, int | float):
            yield sign, limit


def _words(annotation: Any) -> str:
    parts = [part for part in get_args(annotation) if part is not Ellipsis]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if getattr(annotation, "__origin__", None) is tuple:
        return f"list of {_words(parts[0])}"
    if hasattr(annotation, "__metadata__"):
        pattern = any(
            getattr(rule, "pattern", None)
            for meta in annotation.__metadata__
            for rule in getattr(meta, "metadata", [meta])
        )
        return "id" if pattern else _words(parts[0])
    if parts and all(not isinstance(part, type) and isinstance(part, str | int) for part in parts):
        return " or ".join(f"`{part}`" for part in parts)
    if parts:
        return " or ".join(_words(part) for part in parts if part is not type(None))
    return TYPES.get(getattr(annotation, "__name__", ""), str(annotation))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    if field.default is None:
        return "none"
    return (
        "empty"
        if field.default == ()
        else f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(render())
