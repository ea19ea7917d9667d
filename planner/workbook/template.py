"""Empty workbooks for each kind of employer and client, with lists to choose from, what empty means, and an example in grey."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.workbook import Workbook

from planner.language import Language, Text, say, translated
from planner.reference import Reference
from planner.submission import StreetRecord

from .book import build
from .layout import MADE_FROM, TEAMS, Column, Table
from .lookups import Lookup, lookups
from .tables import Guide
from .words import NO, at, choice
from .write import shown as written

Kind = Literal["builder", "installer", "grid", "civil", "charging", "municipality", "corporation"]
KINDS: tuple[Kind, ...] = ("builder", "installer", "grid", "civil", "charging", "municipality", "corporation")
CLIENTS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # regime, and the work they order
    "municipality": ("classic", ("sewer", "heat", "charging")),
    "corporation": ("contested", ("retrofit",)),
}
ALWAYS = ("homes", "street", "id")  # of a place, whatever the work
FIRST_SHEETS = ("projects", "projects.places", "crews", "crews.leave", "frameworks")  # the others have a grey tab


@dataclass(frozen=True, slots=True)
class Template:
    """What a kind of sender gets: sort of submission, the values of its form that are known, and its work types."""

    kind: Kind
    sort: Literal["employer", "client"]
    form: Mapping[str, Any]
    work_types: tuple[str, ...]


def template(kind: Kind, language: Language, reference: Reference, streets: Iterable[StreetRecord] = ()) -> bytes:
    """The workbook as bytes. ``streets`` are those of the programme, to choose from; without them the street is typed."""
    made = _template(kind, reference)
    book = build(
        made.sort,
        language,
        made.form,
        lookups(reference),
        streets=tuple((s.id, s.name, s.district) for s in streets),
        columns=lambda table: columns(table, made, reference),
        guide=lambda table, shown, known: _guide(table, shown, known, made, language, reference),
        main=FIRST_SHEETS,
        title=_title(made),
        lines=_lines(made),
    )
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _title(made: Template) -> Text:
    names: dict[Kind, Text] = {
        "builder": say("a builder"),
        "installer": say("an installer"),
        "grid": say("a grid operator or grid contractor"),
        "civil": say("a civil contractor"),
        "charging": say("a charge-point operator"),
        "municipality": say("a municipality"),
        "corporation": say("a housing corporation"),
    }
    if made.sort == "client":
        return say("wijkplan: projects of {kind}", kind=names[made.kind])
    return say("wijkplan: projects and crews of {kind}", kind=names[made.kind])


def _template(kind: Kind, reference: Reference) -> Template:
    if kind in CLIENTS:
        regime, work_types = CLIENTS[kind]
        return Template(kind, "client", {"kind": "client", "format_version": 1, "regime": regime}, work_types)
    mine = [w for w in reference.work_types.values() if kind in w.sectors]
    work_types = tuple(w.id for w in sorted(mine, key=lambda w: w.sectors.index(kind)))
    return Template(kind, "employer", {"kind": "employer", "format_version": 1, "sector": kind}, work_types)


def columns(table: Table, made: Template, reference: Reference) -> tuple[Column, ...]:
    """Columns that a kind of sender sees, required ones first: without its own id and without amounts of work it does not do."""
    amounts = {p.quantity for w in made.work_types for p in reference.packages.values() if p.work_type == w}
    left_out: set[str] = {made.sort} if table.name == "projects" else set()
    if table.name == "projects.places":
        left_out = {c.path for c in table.own} - amounts - set(ALWAYS)
    kept = [c for c in table.columns if c.path not in left_out or c.owner is not None]
    first = [c for c in kept if c.required or c.owner is not None or (c.path == "id" and table.name in MADE_FROM) or c is TEAMS]
    first.sort(key=lambda c: (c.owner is None, c.path == "heads"))  # the number of crews stands before the heads of one
    return (*first, *(c for c in kept if c not in first))


def _lines(made: Template) -> tuple[Text, ...]:
    crews = made.sort == "employer"
    return (
        say("Fill in the dark fields below. Light fields may stay empty; each sheet shows in grey what empty means, and an example."),
        say("Sheet Projects: one row per project, with its number, work type, district and the weeks you want."),
        say("Sheet Work: one row per street or block with how much there is to do. Durations follow from norms."),
        say("Sheets Crews and Absence: how many people of each trade you have, and how many are away when. Numbers, no names.")
        if crews
        else say("Sheet Frameworks: the frameworks or concessions under which you call off work. Leave it empty if there are none."),
        say("Save it and check it: wijkplan check FILE.xlsx --language en. It says per cell what is wrong and what to do."),
    )


def _guide(table: Table, shown: tuple[Column, ...], known: Mapping[str, Lookup], made: Template, language: Language, reference: Reference) -> Guide:
    example = _examples(made, reference)
    values = {}
    for column in shown:
        name = f"{column.owner or table.name}/{column.path}"
        value = example.get(name, example.get(column.path))
        is_week = isinstance(value, str) and "-W" in value
        values[column] = value if is_week else written(column, value, language, known.get(column.refers or ""))
    return Guide({column: _if_empty(table, column, made, language) for column in shown}, values)


def _if_empty(table: Table, column: Column, made: Template, language: Language) -> str:
    words = {
        "crews/id": say("trade-region"),
        "crews/start": say("first week"),
        "crews/end": say("last week"),
        "projects.places/id": say("the street"),
        "projects/award": say("contracted") if made.sort == "employer" else say("to tender"),
        "projects/target": say("end of the weeks wanted"),
        "projects/client": say("private clients"),
        "projects/framework": say("none"),
        "projects.prerequisites/requested_on": say("first week"),
        "projects.prerequisites/met_by": say("after its lead time"),
        "frameworks/end": say("no end"),
    }
    name = f"{table.name}/{column.path}"
    if column.owner is None and name in words:
        return translated(words[name], language)
    if table.needs(column):
        return translated(say("required"), language)
    if column.kind == "choice":
        return choice(column.default, language)
    if column.kind == "yes-no":
        return NO[at(language)]
    return "–" if column.default is None else str(column.default)


def _examples(made: Template, reference: Reference) -> dict[str, Any]:
    """Example values by table and path, or by path; all hang together as one small submission."""
    work_type = made.work_types[0]
    packages = [p for p in reference.packages.values() if p.work_type == work_type]
    trade = next((t.id for t in reference.trades.values() if made.kind in t.sectors), "SEW")
    amounts = {p.quantity: 20 if p.quantity.endswith("_homes") else 120 for p in packages}
    amounts |= {q: 2 for q in ("stations", "charger_poles") if q in amounts}
    values: dict[str, Any] = {
        "crews/id": f"{trade}-noord",
        "crews/teams": 2,
        "crews/heads": 3,
        "crews.leave/heads": 1,
        "trade": trade,
        "region": "AM01",
        "status": "committed",
        "projects/id": "PR-2027-01",
        "work_type": work_type,
        "district": "P09",
        "wanted.start": "2027-W36",
        "wanted.end": "2027-W49",
        "crews.leave/start": "2027-W36",
        "crews.leave/end": "2027-W37",
        "projects.pins/start": "2027-W36",
        "projects/award": "contracted" if made.sort == "employer" else "to-tender",
        "projects.places/id": "P09-S1",
        "street": "P09-S1",
        "homes": 40,
        "projects.prerequisites/kind": "environmental-permit",
        "requested_on": "2027-01-11",
        "projects.activities/id": "eigen-1",
        "place": "P09-S1",
        "package": packages[0].id,
        "crew_heads": 4,
        "opens_street": packages[0].opens_street,
        "hours": 320,
        "activity": f"{packages[0].id}:P09-S1",
        "frameworks/id": "RO-2027",
        "type": "framework",
        "holders": ["aannemer-a", "aannemer-b"],
        "work_types": [work_type],
    }
    return values | amounts
