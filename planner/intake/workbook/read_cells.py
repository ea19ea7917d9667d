"""One cell to the value that JSON would hold, or a fault in the words of a planner.

What can mean one thing only is read without a word; what was probably meant is read with a warning; anything else is a
fault, never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import partial
from typing import Any

from wijkplan.planner.text import Text, either, say

from .cell_fault import NOWHERE, Around, Fault, Result
from .date_cells import WeekOnly, is_month_first, is_week, month_of, no_such_week, parse, period, two_in_one
from .default_codes import as_code
from .headings import CHOICES, NO, YES
from .layout import Column, Kind
from .lookups import DASH, Lookup, folded
from .plain_text import as_meant
from .planners_words import AWARDS, MAYBE_TRADES, OTHER_TRADES
from .read_numbers import read_number

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
NAMED = (
    "client",
    "clients",
    "employer",
    "holders",
    "framework",
    "street",
    "lead_client",
)  # may hold a name instead of a code
NOTHING = {"-", "–", "—", "nvt", "n.v.t.", "n.v.t", "geen", "none", "n/a", "nihil"}  # what people type for nothing
TRUE = {"ja", "j", "yes", "y", "x", "waar", "true", "1", "✓", "✔"}
FALSE = {"nee", "n", "no", "onwaar", "false", "0", "-"}


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing, or blanks only."""
    return value is None or (isinstance(value, str) and not value.strip())


def read(column: Column, value: Any, lookups: Mapping[str, Lookup], around: Around = NOWHERE) -> Result:
    """The value of a cell that is not empty; ``None`` without a fault where people typed that there is nothing."""
    if column.many:
        return _many(column, value, lookups)
    if (
        not column.required
        and column.kind not in ("text", "yes-no")
        and isinstance(value, str)
        and value.strip().casefold() in NOTHING
    ):
        return None, None
    lookup = lookups.get(column.refers or "")
    return _READERS[column.kind](column, value, lookup, around)


def _many(column: Column, value: Any, lookups: Mapping[str, Lookup]) -> Result:
    text = _shown(value)
    lookup = lookups.get(column.refers or "")
    parts = (
        [text]
        if ";" not in text and lookup and lookup.find(text.strip())
        else re.split(r"[;\n]" if ";" in text else r"[;,\n]" if lookup else r"[;,&+\n]|\s(?:en|and)\s", text)
    )
    values, fault = [], None
    for part in (p.strip() for p in parts):
        if part:
            one, wrong = _READERS[column.kind](column, part, lookup, NOWHERE)
            values.append(one)
            fault = fault or wrong
    return values, fault


def _text(column: Column, value: Any, lookup: Lookup | None, around: Around) -> Result:
    del column, lookup, around
    return (value if isinstance(value, str) else _shown(value)), None


def _id(column: Column, value: Any, lookup: Lookup | None, around: Around) -> Result:
    del around
    text = as_meant(_shown(value))
    if lookup is not None:
        found = lookup.find(text)
        said = as_people_say(column.refers or "", text, lookup) if found is None else None
        if said is not None:
            return text, Fault("error", _unknown_kind(column), *said)
        if found is not None or ID.fullmatch(text):
            return found or text, None  # a well-formed id that does not exist is a matter of meaning, found later
        head = text.split(DASH)[0].strip()
        if DASH in text and ID.fullmatch(
            head
        ):  # of a list with what a programme defines itself; whether it exists is found later
            return head, None
        return text, unknown(column, text, lookup)
    head = text.split(DASH)[0].strip()
    if DASH in text and ID.fullmatch(head):
        return head, None
    return _coded(column, text)


def _coded(column: Column, text: str) -> Result:
    """A code as it was typed, with - for spaces and the like: people call a crew *LS ploeg*. Every mention of it is
    read alike, what defines it gets a hint. Names of other senders and of streets stay what they are; they are looked
    up once all files are there."""
    code = as_code(text)
    if column.path in NAMED or ID.fullmatch(text) or not code:
        return text, None
    if column.path != "id" or column.owner is not None:
        return code, None
    what = say("It is read as {code}, because codes have no spaces.", code=code)
    return code, Fault("hint", "code-read-as", what, say("Write it like that, here and wherever else it is meant."))


def _unknown_kind(column: Column) -> str:
    return f"unknown-{column.refers or 'street'}".replace("_", "-")


def unknown(column: Column, text: str, lookup: Lookup) -> Fault:
    """The fault of a text that stands for nothing that is known."""
    what = say("There is no {name} {value}.", name=_name(column.refers or ""), value=text)
    said = as_people_say(column.refers or "", text, lookup)
    if said is not None:
        return Fault("error", _unknown_kind(column), *said)
    return Fault("error", _unknown_kind(column), what, lookup.suggest(text))


def as_people_say(refers: str, text: str, lookup: Lookup) -> tuple[Text, Text] | None:
    """What is known by another name: a town instead of its district or region, a word for several trades or for one
    that no work asks for."""
    if refers == "trade":
        several = next((ids for name, ids in MAYBE_TRADES.items() if folded(name) == folded(text)), ())
        if several:
            names = either([lookup.shown_as(i) for i in several])
            return say("{value} may mean several trades.", value=text), say("Choose one: {names}.", names=names)
        if folded(text) in {folded(name) for name in OTHER_TRADES}:
            what = say("No work in the norms asks for the trade {value}.", value=text)
            return what, say("Leave this row out; its people are not in the plan.")
    if refers in ("region", "district"):
        return _town(refers, text, lookup)
    return None


_AROUND = re.compile(
    r"^\s*(?:regio|omgeving|gemeente)\s+|\s+(?:e\.?\s?o\.?|en omgeving|en omstreken)\s*$", re.IGNORECASE
)  # a town and what lies around it


def _town(refers: str, text: str, lookup: Lookup) -> tuple[Text, Text] | None:
    from wijkplan.planner.intake.district_names import advice  # late: thousands of lines
    from wijkplan.planner.reference import load
    from wijkplan.planner.reference.cbs_districts import municipalities, municipality_codes

    if refers == "district":
        return advice(text, load())
    towns = municipality_codes(_AROUND.sub("", text).strip())
    if not towns:
        return None
    regions = sorted({municipalities()[code].region for code in towns})
    what = say("{value} is a municipality, not a region.", value=text)
    return what, say("It lies in {names}.", names=either([lookup.shown_as(i) for i in regions]))


def _name(refers: str) -> Text:
    return {
        "trade": say("trade"),
        "region": say("region"),
        "district": say("district"),
        "package": say("package"),
        "prerequisite": say("prerequisite"),
        "material": say("material"),
        "work_type": say("work type"),
        "calendar": say("calendar"),
        "figure": say("figure"),
    }.get(refers, say("street"))


def _date(column: Column, value: Any, lookup: Lookup | None, around: Around) -> Result:
    del lookup
    if (said := _period(column, value, around)) is not None:
        return said
    found = parse(value, around.epoch)
    if isinstance(found, WeekOnly):
        day = around.year(found.week) if around.year is not None else None
        if day is None:
            missing = no_such_week(value, around.near)
            return None, _no_week(*missing) if missing else without_year(found.week)
        found = day
    if found is None:
        missing = no_such_week(value)
        return None, _no_week(*missing) if missing else _no_date(value)
    if column.path == "end" and column.days and is_week(value):
        found += timedelta(days=6)  # a week ends on Sunday; what counts in days takes all of it
    return found.isoformat(), None


def _period(column: Column, value: Any, around: Around) -> Result | None:
    """A month or quarter in the column of a start or end: its first or last day."""
    side = column.path.rpartition(".")[2]
    if side not in ("start", "end", "target"):
        return None
    days = period(value)
    if days is None and around.month and side != "start" and isinstance(day := parse(value, around.epoch), date):
        days = month_of(day)
    if days is None:
        return None
    day = days[0] if side == "start" else days[1]
    what = say("It is read as {week}.", week=day.isoformat())
    return day.isoformat(), Fault("hint", "week-read-as", what, say("Write the day or week if another is meant."))


def without_year(week: int) -> Fault:
    """What is said of a week of which nothing tells the year."""
    what = say("Week {week} of which year?", week=week)
    return Fault(
        "error", "week-without-year", what, say("Write it with its year, such as 2027-W{week:02d}.", week=week)
    )


def _no_week(year: int | None, week: int) -> Fault:
    what = (
        say("{year} has 52 weeks, not {week}.", year=year, week=week)
        if year
        else say("No year has a week {week}.", week=week)
    )
    return Fault("error", "wrong-date", what, say("Correct the week, or the year."))


def _no_date(value: Any) -> Fault:
    if two_in_one(value):
        what = say("These are two weeks or dates in one cell.")
        return Fault(
            "error",
            "wrong-date",
            what,
            say("Put the first into the column of the start, the last into that of the end."),
        )
    what, remedy = say("It is not a date or week."), say("Write it as 2027-01-04, 4-1-2027 or 2027-W01.")
    if is_month_first(value):
        what = say("Here the month stands before the day; everywhere else the day is read first.")
        remedy = say("Write it as 2027-01-04, and look at the other dates of this column.")
    return Fault("error", "wrong-date", what, remedy)


def _yes_no(column: Column, value: Any, lookup: Lookup | None, around: Around) -> Result:
    del column, lookup, around
    text = _shown(value).strip().casefold()
    if text in TRUE or text in FALSE:
        return text in TRUE, None
    return False, Fault(
        "error", "wrong-choice", say("It must be {expected}.", expected=say("yes or no")), say("Choose one of these.")
    )


def _choice(column: Column, value: Any, lookup: Lookup | None, around: Around) -> Result:
    del lookup, around
    text = _shown(value).strip()
    for choice in column.choices:
        if folded(text) in {folded(choice), *(folded(name) for name in CHOICES[choice])}:
            return choice, None
    expected = either([label(choice) for choice in column.choices])
    spelled = {folded(name): choice for name, choice in AWARDS.items() if choice in column.choices}
    spelled |= {folded(name): choice for choice in column.choices for name in (choice, *CHOICES[choice])}
    near = get_close_matches(folded(text), spelled, n=1, cutoff=0.5)
    remedy = say("Did you mean {name}?", name=label(spelled[near[0]])) if near else say("Choose one of these.")
    return None, Fault("error", "wrong-choice", say("It must be {expected}.", expected=expected), remedy)


def label(choice: str) -> str:
    """Label of a choice in both languages, once where they agree."""
    return " / ".join(dict.fromkeys(CHOICES[choice]))


def _shown(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates as ISO dates."""
    if isinstance(value, bool):
        return YES[1] if value else NO[1]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


_READERS: Mapping[Kind, Callable[[Column, Any, Lookup | None, Around], Result]] = {
    "id": _id,
    "text": _text,
    "whole": partial(read_number, whole=True),
    "number": read_number,
    "yes-no": _yes_no,
    "date": _date,
    "choice": _choice,
}
