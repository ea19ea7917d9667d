"""Empty workbooks for each kind of employer and client, with lists to choose from, what empty means, and an example in
grey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wijkplan.planner.reference import District, Reference
from wijkplan.planner.submission.schema import StreetRecord
from wijkplan.planner.text import Language, Text, say, translated

from .convert import filled
from .examples import Area, Kind, Template, area_of, example_of, examples, listed, template_of
from .headings import NO, at, choice
from .layout import MADE_FROM, TEAMS, Column, Table
from .lookups import Lookup, districts_lookup, lookups
from .submission_workbook import build, saved
from .table_sheets import Guide
from .trades_asked import told, trades_of
from .write_cells import shown as written

ALWAYS = ("homes", "street", "id", "wanted.start", "wanted.end")  # of a place, whatever the work
# Sheets that most fill in; the others stand behind them, with a grey tab.
FIRST_SHEETS = ("projects", "projects.places", "crews", "crews.leave", "frameworks")
FIRST_OF_PROGRAMME = ("districts", "streets", "agreements", "grid_areas", "combinations.name")


def template(
    kind: Kind,
    language: Language,
    reference: Reference,
    streets: Iterable[StreetRecord] = (),
    *,
    districts: Sequence[District] = (),
    values: Mapping[str, Any] | None = None,
) -> bytes:
    """The workbook as bytes. ``streets`` and ``districts`` are those of the programme, to choose from; without streets
    the street is typed, without districts those of the reference data are shown. Examples are in the first of these
    districts, else nowhere that exists. ``values`` are what is known already,
    as in JSON: of the start sheet, and lines of its lists."""
    made = template_of(kind, reference)
    known = lookups(reference)
    if districts:
        known["district"] = districts_lookup(districts)
    places = tuple((s.id, s.name, s.district) for s in streets)
    area = area_of(districts, places)
    book = build(
        made.sort,
        language,
        {**made.form, **(values or {})},
        known,
        streets=places,
        examples=listed(area),
        columns=lambda table: columns(table, made, reference),
        guide=lambda table, shown, known: _guide(table, shown, known, made, language, reference, area),
        main=FIRST_OF_PROGRAMME if made.sort == "programme" else FIRST_SHEETS,
        title=_title(made),
        lines=_lines(made),
        fill=filled(values or {}, language),
    )
    return saved(book)


def _title(made: Template) -> Text:
    names: dict[Kind, Text] = {
        "builder": say("a builder"),
        "installer": say("an installer"),
        "grid": say("a grid operator or grid contractor"),
        "civil": say("a civil contractor"),
        "charging": say("a charge-point operator"),
        "municipality": say("a municipality"),
        "corporation": say("a housing corporation"),
        "programme": say("the core team"),
    }
    if made.sort == "programme":
        return say("wijkplan: the programme of {kind}", kind=names[made.kind])
    if made.sort == "client":
        return say("wijkplan: projects of {kind}", kind=names[made.kind])
    return say("wijkplan: projects and crews of {kind}", kind=names[made.kind])


def columns(table: Table, made: Template, reference: Reference) -> tuple[Column, ...]:
    """Columns that a kind of sender sees, required ones first: without its own id and without amounts of work it does
    not do."""
    amounts = {p.quantity for w in made.work_types for p in reference.packages.values() if p.work_type == w}
    left_out: set[str] = {made.sort} if table.name == "projects" else set()
    if table.name == "projects.places":
        left_out = {c.path for c in table.own} - amounts - set(ALWAYS)
    kept = [c for c in table.columns if c.path not in left_out or c.owner is not None]
    first = [
        c
        for c in kept
        if c.required or c.owner is not None or (c.path == "id" and table.name in MADE_FROM) or c is TEAMS
    ]
    first.sort(key=lambda c: (c.owner is None, c.path == "heads"))  # the number of crews stands before the heads of one
    return (*first, *(c for c in kept if c not in first))


def _lines(made: Template) -> tuple[Text, ...]:
    if made.sort == "programme":
        return _lines_of_programme()
    crews = made.sort == "employer"
    return (
        say(
            "Fill in the dark fields below. Light fields may stay empty; each sheet shows in grey what empty means, "
            "and an example."
        ),
        say("Sheet Projects: one row per project, with its number, work type, district and the weeks you want."),
        say("Sheet Work: one row per street or block with how much there is to do. Durations follow from norms."),
        say(
            "Sheets Crews and Absence: how many people of each trade you have, and how many are away when. Numbers, "
            "no names."
        )
        if crews
        else say(
            "Sheet Frameworks: the frameworks or concessions under which you call off work. Leave it empty if there "
            "are none."
        ),
        say(
            "Save it and check it: wijkplan check FILE.xlsx --language en. It says per cell what is wrong and what to "
            "do."
        ),
    )


def _lines_of_programme() -> tuple[Text, ...]:
    return (
        say(
            "Fill in the dark fields below. Light fields may stay empty; each sheet shows in grey what empty means, "
            "and an example."
        ),
        say(
            "Sheet Districts: one row per district that takes part, by its CBS code or its name with the municipality."
        ),
        say("Sheet Streets: one row per street segment, with its homes; work that opens the ground names one of them."),
        say(
            "Sheets Street agreements, Grid areas and Combinations: who shares openings, what the grid still takes, "
            "what you want bought together."
        ),
        say(
            "Save it beside what employers and clients send, and check the folder: wijkplan check FOLDER --language en."
        ),
    )


def _guide(
    table: Table,
    shown: tuple[Column, ...],
    known: Mapping[str, Lookup],
    made: Template,
    language: Language,
    reference: Reference,
    area: Area,
) -> Guide:
    example = examples(made, reference, area)
    values = {}
    for column in shown:
        value = example_of(example, table.name, column)
        is_week = isinstance(value, str) and "-W" in value
        values[column] = value if is_week else written(column, value, language, known.get(column.refers or ""))
    trades = {}
    if table.name == "projects.places":
        asked = {column: trades_of(column.path, reference) for column in shown if column.owner is None}
        trades = {column: told(found, language, "\n") for column, found in asked.items() if found}
    return Guide({column: _if_empty(table, column, made, language) for column in shown}, values, trades)


def _if_empty(table: Table, column: Column, made: Template, language: Language) -> str:
    words = {
        "crews/id": say("trade-region"),
        "crews/start": say("first week"),
        "crews/end": say("last week"),
        "projects.places/id": say("the street"),
        "projects.places/wanted.start": say("spread over the project's weeks"),
        "projects.places/wanted.end": say("spread over the project's weeks"),
        "projects/award": say("contracted") if made.sort == "employer" else say("to tender"),
        "projects/target": say("end of the weeks wanted"),
        "projects/flexible_weeks": say("as on the first sheet"),
        "projects/client": say("private clients"),
        "projects/framework": say("none"),
        "projects.prerequisites/requested_on": say("first week"),
        "projects.prerequisites/met_by": say("after its lead time"),
        "frameworks/end": say("no end"),
        "streets/rest_weeks": say("as the reference data say"),
        "streets/last_closed": say("long ago"),
        "districts/name": say("as CBS calls it"),
        "districts/municipality": say("as CBS says"),
        "districts/homes": say("as CBS counts"),
        "districts/max_open_streets": say("no limit"),
        "agreements/districts": say("in all districts"),
        "combinations.name/form": say("each lawful form"),
        "combinations.force/form": say("each lawful form"),
    }
    name = f"{table.name}/{column.path}"
    if column.owner is None and name in words:
        return translated(words[name], language)
    if table.needs(column):
        return translated(say("required"), language)
    if column.kind == "choice":
        return "–" if column.default is None else choice(column.default, language)
    if column.kind == "yes-no":
        return NO[at(language)]
    return "–" if column.default is None else str(column.default)
