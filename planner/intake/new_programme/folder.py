"""The files of a new programme: what the core team keeps, what each sender gets, and the page with the next steps."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import has_errors
from wijkplan.planner.intake.read_programme import read_one
from wijkplan.planner.intake.workbook.default_codes import as_code
from wijkplan.planner.intake.workbook.examples import Kind
from wijkplan.planner.intake.workbook.template import template
from wijkplan.planner.reference import District, Reference
from wijkplan.planner.reference.new_programme import beginning
from wijkplan.planner.submission.schema import StreetRecord
from wijkplan.planner.text import Language, Text, say, translated

from .next_steps import page
from .street_files import made_up

PROGRAMME, PAGE = say("programme.xlsx"), say("read-me.html")
SUBMISSIONS, TEMPLATES = say("submissions"), say("templates")
SENDERS: Mapping[Kind, Text] = {
    "grid": say("grid-contractor"),
    "civil": say("civil-contractor"),
    "installer": say("installer"),
    "builder": say("builder"),
    "charging": say("charge-points"),
    "corporation": say("housing-corporation"),
}
"""Per kind of sender the name of its template; municipalities get one each."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new programme is to have. ``streets``: empty where they are to be made up; ``start`` is its first
    week."""

    name: str
    start: date
    weeks: int
    districts: tuple[District, ...]
    streets: tuple[StreetRecord, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class Sender:
    """Who gets a template: its file, and what is known of it already."""

    kind: Kind
    file: str
    known: Mapping[str, Any]


def contents(wanted: Wanted, reference: Reference) -> dict[str, bytes]:
    """The files by their place in the folder.

    Raises:
        ValueError: the programme would not read back as it was written; the message says where.
    """
    language = wanted.language
    streets = wanted.streets or made_up(wanted.districts, language)
    values = _programme(wanted, streets)
    book = template("programme", language, reference, streets, districts=wanted.districts, values=values)
    _reads_back(book, values)
    found = {f"{translated(SUBMISSIONS, language)}/{translated(PROGRAMME, language)}": book}
    senders = list(_senders(wanted.districts, language))
    for sender in senders:
        made = template(sender.kind, language, reference, streets, districts=wanted.districts, values=sender.known)
        found[f"{translated(TEMPLATES, language)}/{sender.file}"] = made
    rows = [(sender.kind, sender.file) for sender in senders]
    folders = (translated(SUBMISSIONS, language), translated(TEMPLATES, language), translated(PROGRAMME, language))
    shown = page(wanted.name, wanted.districts, streets, not wanted.streets, rows, folders, reference, language)
    return found | {translated(PAGE, language): shown.encode("utf-8")}


def _programme(wanted: Wanted, streets: Sequence[StreetRecord]) -> dict[str, Any]:
    return {
        "kind": "programme",
        "format_version": 1,
        "name": wanted.name,
        "start": wanted.start.isoformat(),
        "weeks": wanted.weeks,
        "note": translated(_note(wanted), wanted.language),
        "districts": [{"district": district.id} for district in wanted.districts],
        "streets": [street.model_dump(mode="json", exclude_unset=True) for street in streets],
    }


def _note(wanted: Wanted) -> Text:
    if wanted.streets:
        return say("Streets as given; homes of districts as CBS counts them.")
    return say(
        "Made up: the streets, {size} homes each on average, together as many as CBS counts in the district. Put the "
        "real ones there.",
        size=beginning().homes_per_street,
    )


def _senders(districts: Sequence[District], language: Language) -> Iterator[Sender]:
    """Each municipality once, then a template per kind of sender."""
    towns = {district.gm_code: district.municipality for district in districts}
    for town in towns.values():
        code = f"{translated(say('municipality'), language)}-{as_code(town).lower()}"
        name = translated(say("Municipality of {town}", town=town), language)
        yield Sender("municipality", f"{code}.xlsx", {"id": code, "name": name})
    for kind, file in SENDERS.items():
        yield Sender(kind, f"{translated(file, language)}.xlsx", {})


def _reads_back(book: bytes, values: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "programme.xlsx"
        path.write_bytes(book)
        read, findings = read_one(path)
    if read is None or has_errors(findings):
        first = next(f for f in findings if f.severity == "error")
        raise ValueError(f"{first.sheet}!{first.cell} {first.value}: {first.what}")
    again = read.record.model_dump(mode="json", exclude_unset=True)
    different = [key for key, value in values.items() if again.get(key) != value]
    if different:
        raise ValueError(f"the programme would not read back as it was given ({', '.join(different)})")
