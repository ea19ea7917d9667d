"""Sheets and columns of a submission, derived from the schema: one sheet per list of records, one column per value.

A record inside a record (``wanted``) gives a column per value of it, and a sheet per list in it; a list of records
inside a record (``places``) a sheet of its own whose first columns name the line it belongs to; a list of plain values
is one cell with ``;`` between the values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile

Kind = Literal["id", "text", "whole", "number", "yes-no", "date", "choice"]
ROOTS: dict[str, type[BaseModel]] = {"employer": Employer, "client": Client, "programme": ProgrammeFile}
FORM = ""  # name of the table that holds the single values of the sender; its sheet is a form
KEYS = {"deliveries": ("client", "material")}  # of lists whose records have no id; lists without nested lists need none
# An id that is left empty is made from these columns, else from the number of its row.
MADE_FROM: dict[str, tuple[str, ...]] = {"crews": ("trade", "region"), "projects.places": ("street",)}
# What a field refers to in the reference data, or in the programme file (street).
REFERS = {
    "trade": "trade",
    "region": "region",
    "reachable_regions": "region",
    "district": "district",
    "districts": "district",
    "package": "package",
    "street": "street",
    "material": "material",
    "prerequisites.kind": "prerequisite",
    "work_type": "work_type",
    "frameworks.work_types": "work_type",
    "packages.after": "package",
    "packages.calendar": "calendar",
    "closed.calendars": "calendar",
    "figure": "figure",
}


IN_DAYS = ("leave", "closed")  # lists whose dates are days; in all others any day stands for its week


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a record. ``path`` leads to it (``wanted.start``); ``many`` values stand in one cell; ``low`` and
    ``high`` are what it may be, ``above`` whether ``low`` itself is too small; ``owner`` is the table whose key this
    repeats, ``None`` for a value of its own; a ``helper`` is no value of the schema but a way to write others down; of
    ``days`` each counts, so that a week stands for all of its."""

    path: str
    kind: Kind
    required: bool = False
    default: Any = None
    many: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    above: bool = False
    refers: str | None = None
    owner: str | None = None
    helper: bool = False
    days: bool = False


# Planners think in crews of a composition; the schema in heads per trade. Heads are those of one crew times this
# number.
TEAMS = Column("teams", "whole", default=1, low=1, high=1000, helper=True)
EXTRAS: dict[str, tuple[Column, ...]] = {"crews": (TEAMS,)}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``name`` is the path of its list without indices (``projects.places``); ``key`` are the columns that
    its lines are called by; ``columns`` begin with those that repeat the keys of the tables above it; ``list_name``
    leads from the parent to the list that holds its lines (``places``, or ``combinations.name`` in a record that is no
    list)."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    list_name: str = ""

    @property
    def parent(self) -> str:
        """Name of the table that its lines belong to; :data:`FORM` for the sender itself."""
        return self.name.removesuffix(self.list_name).rstrip(".")

    def needs(self, column: Column) -> bool:
        """Whether a column may not be left empty on its sheet."""
        return column.required and not (column.owner is None and column.path == "id" and self.name in MADE_FROM)

    @property
    def own(self) -> tuple[Column, ...]:
        """Columns with values of its own records."""
        return tuple(c for c in self.columns if c.owner is None)

    @property
    def owners(self) -> tuple[Column, ...]:
        """Columns that name the line it belongs to."""
        return tuple(c for c in self.columns if c.owner is not None)


@cache
def tables(kind: str) -> tuple[Table, ...]:
    """The form and the sheets of a kind of submission, each after the one it belongs to."""
    root = ROOTS[kind]
    form = Table(FORM, (), tuple(_columns(root, "", "")))
    return (form, *_nested(root, "", ()))


@cache
def all_tables() -> dict[str, Table]:
    """Every sheet of every kind of submission by name, forms left out."""
    return {table.name: table for kind in ROOTS for table in tables(kind) if table.name != FORM}


def _nested(model: type[BaseModel], above: str, owners: tuple[Column, ...], inside: str = "") -> Iterator[Table]:
    """Tables of the lists in a record; ``inside`` leads to it from the line or sender that it belongs to."""
    for name, field in model.model_fields.items():
        record, inner = list_of(field), _record(field)
        if inner is not None:
            yield from _nested(inner, above, owners, f"{inside}{name}.")
        if record is None:
            continue
        path = f"{above}.{inside}{name}".removeprefix(".")
        key = KEYS.get(path, ("id",) if "id" in record.model_fields else ())
        own = (*_columns(record, "", name), *EXTRAS.get(path, ()))
        yield Table(path, key, (*owners, *own), f"{inside}{name}")
        handed_on = tuple(
            Column(c.path, c.kind, required=True, refers=c.refers, owner=path)
            for part in key
            for c in own
            if c.path == part
        )
        yield from _nested(record, path, (*owners, *handed_on))


def _columns(model: type[BaseModel], above: str, list_name: str) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        inner = _record(field)
        if inner is not None:
            required = field.is_required()
            for column in _columns(inner, f"{above}{name}.", list_name):
                yield column if required else Column(**{**_fields(column), "required": False})
        elif list_of(field) is None:
            yield _column(f"{above}{name}", field, list_name)


def _fields(column: Column) -> dict[str, Any]:
    return {name: getattr(column, name) for name in Column.__slots__}


def _column(path: str, field: FieldInfo, list_name: str) -> Column:
    inside = list(_parts(field.annotation))
    rules = [*field.metadata, *(rule for part in inside for rule in getattr(part, "metadata", ()))]
    limits = {
        name: getattr(rule, name)
        for rule in rules
        for name in ("ge", "gt", "le")
        if isinstance(getattr(rule, name, None), int | float)
    }
    choices = tuple(c for part in inside if get_origin(part) is Literal for c in get_args(part) if isinstance(c, str))
    is_id = any(getattr(rule, "pattern", None) for rule in rules)
    kind: Kind = "choice" if choices else "id" if is_id else next((k for t, k in _KINDS if t in inside), "whole")
    name = path.rpartition(".")[2]
    return Column(
        path=path,
        kind=kind,
        required=field.is_required(),
        default=None if field.is_required() or field.default == () else field.default,
        many=any(get_origin(part) is tuple for part in inside),
        choices=choices,
        low=limits.get("ge", limits.get("gt")),
        high=limits.get("le"),
        above="gt" in limits,
        refers=REFERS.get(f"{list_name}.{name}", REFERS.get(name)),
        days=list_name in IN_DAYS and kind == "date",
    )


_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, "yes-no"),
    (int, "whole"),
    (float, "number"),
    (date, "date"),
    (str, "text"),
)


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation and everything inside it, with the rules that stand beside types."""
    yield annotation
    for part in get_args(annotation):
        if isinstance(part, FieldInfo):
            yield part
        elif not isinstance(part, str | int):
            yield from _parts(part)
    yield from getattr(annotation, "__metadata__", ())


def _record(field: FieldInfo) -> type[BaseModel] | None:
    """The record that a field holds."""
    if list_of(field) is not None:
        return None
    return next(
        (part for part in _parts(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)), None
    )


def list_of(field: FieldInfo) -> type[BaseModel] | None:
    """The kind of record that a field holds a list of."""
    if get_origin(field.annotation) is not tuple:
        return None
    inside = get_args(field.annotation)[0]
    return inside if isinstance(inside, type) and issubclass(inside, BaseModel) else None
