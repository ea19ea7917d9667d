"""What is told of the record to those who read its JSON: the JSON Schema and the tables of keys, from the types
themselves; tests keep both fresh.

``python -m wijkplan.planner.record.documents`` writes them again, to ``instances/schema`` and ``planner/README.md``.
Beside the record these are the files that it names: plans, certificates and ``run.json``.
"""

from __future__ import annotations

import inspect
import json
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from wijkplan.planner.plan.plan_file_types import PlanFile

from .certificates import Certificates
from .comparison import Comparison
from .provenance import Provenance

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "instances" / "schema"
README = ROOT / "planner" / "README.md"
BEGIN, END = "<!-- tables of keys: begin -->\n", "<!-- tables of keys: end -->\n"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", date: "date", type(None): "`null`"}


WITH_SCHEMA: Mapping[str, type[BaseModel]] = {
    "comparison": Comparison,
    "certificates": Certificates,
    "plan": PlanFile,
}
"""Files with a JSON Schema, by its name; of plans as wijkplan writes them."""


def schema(name: str) -> str:
    """The text of the JSON Schema of a file."""
    made = WITH_SCHEMA[name].model_json_schema(by_alias=True, mode="serialization")
    return json.dumps({"$schema": DIALECT, **_plainly(made)}, indent=1, ensure_ascii=False) + "\n"


def _plainly(value: Any) -> Any:
    """Descriptions without the breaks of our lines; tables without keys that their pattern does not allow."""
    if isinstance(value, list):
        return [_plainly(part) for part in value]
    if not isinstance(value, dict):
        return value
    closed = {"additionalProperties": False} if isinstance(value.get("patternProperties"), dict) else {}
    made = {key: _plainly(part) for key, part in value.items()} | closed
    told = made.get("description")
    return made | {"description": " ".join(told.split())} if isinstance(told, str) else made


def tables() -> str:
    """A table of keys per type of the record, of ``run.json``, of plans and of certificates, whole files first."""
    kinds: dict[Any, None] = {}
    for kind in (Comparison, Provenance, PlanFile, Certificates):
        _collect(kind, kinds)
    return "\n".join(_table(kind) for kind in kinds)


def renewed(text: str) -> str:
    """A page with its tables made again. Raises ``ValueError`` where it does not say where they stand."""
    before, begun, rest = text.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not begun or not ended:
        raise ValueError(f"the page has no lines {BEGIN.strip()} and {END.strip()}")
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


def _collect(kind: Any, into: dict[Any, None]) -> None:
    """A type and those that it is made of, each once and followed by those inside it."""
    if kind not in into:
        into[kind] = None
        for annotation in _fields(kind).values():
            for part in _parts(annotation):
                _collect(part, into)


def _parts(annotation: Any) -> Iterator[Any]:
    if _is_part(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and (
        issubclass(annotation, BaseModel) or hasattr(annotation, "__dataclass_fields__")
    )


def _fields(kind: Any) -> Mapping[str, Any]:
    """Annotations by the names that the code has for them."""
    if issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return inspect.get_annotations(kind, eval_str=True)


def _table(kind: Any) -> str:
    made = TypeAdapter(kind).json_schema(by_alias=True, mode="serialization")
    described = (made if "properties" in made else made["$defs"][kind.__name__])[
        "properties"
    ]  # a type that holds itself is a definition
    annotations = [annotation for name, annotation in _fields(kind).items() if not name.startswith("_")]
    about = _plain(inspect.getdoc(kind) or "")
    rows = []
    for (key, told), annotation in zip(described.items(), annotations, strict=True):
        meaning = told.get("description") or inspect.getdoc(annotation) or ""  # a field with its type's own words
        rows.append(f"| `{key}` | {_value(annotation)} | {_plain(meaning)} |")
    return "\n".join([f"### {kind.__name__}", "", about, "", "| key | value | what |", "|---|---|---|", *rows, ""])


def _value(annotation: Any) -> str:
    """What stands under a key, in words."""
    if get_origin(annotation) is Annotated:
        return _value(get_args(annotation)[0])
    if annotation in PLAIN:
        return PLAIN[annotation]
    if _is_part(annotation):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin in (Union, types.UnionType):
        words = dict.fromkeys(map(_value, arguments))
        return "number" if set(words) == {"whole number", "number"} else " or ".join(words)
    if origin is list or (origin is tuple and arguments[-1] is Ellipsis):
        inside = _value(arguments[0])
        return inside.replace("list of", "lists of", 1) if inside.startswith("list of") else f"list of {inside}"
    if origin is tuple:
        return f"list of {len(arguments)}: {', '.join(map(_value, arguments))}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{_value(arguments[1])} by {_value(arguments[0])}"
    return "list of " + ", ".join(f"`{name}`" for name in annotation._fields)  # a tuple with names


def _plain(text: str) -> str:
    """A docstring as Markdown on one line."""
    return re.sub(r":\w+:`~?\.*([^`]+)`", r"`\1`", " ".join(text.split())).replace("``", "`")


if __name__ == "__main__":
    for made in WITH_SCHEMA:
        (SCHEMAS / f"{made}.schema.json").write_text(schema(made), "utf-8")
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
