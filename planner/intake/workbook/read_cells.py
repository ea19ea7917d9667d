"""One cell to the value that JSON would hold, or a fault in the words of a planner.

What can mean one thing only is read without a word; what was probably meant is read with a warning; anything else is a fault, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import partial
from typing import Any

from wijkplan.planner.findings.finding import Severity
from wijkplan.planner.text import Text, either, say

from .date_cells import WeekOnly, monday, parse
from .default_codes import as_code
from .headings import CHOICES, NO, YES
from .layout import Column, Kind
from .lookups import DASH, Lookup, folded

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
NAMED = ("client", "clients", "employer", "holders", "framework", "street", "lead_client")  # may hold a name instead of a code
UNITS = re.compile(r"\s*(?:m|m1|meter|metres?|stuks?|st|woningen|homes?|personen|persons?|fte|man|uur|uren|hours?|kw|%|weken|weeks?|x)\.?", re.I)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([.,  ' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
TRUE = {"ja", "j", "yes", "y", "x", "waar", "true", "1", "✓", "✔"}
FALSE = {"nee", "n", "no", "onwaar", "false", "0", "-"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; with a warning the value counts, with an error something stands in for it."""

    severity: Severity
    kind: str
    what: Text
    remedy: Text


Result = tuple[Any, Fault | None]


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing, or blanks only."""
    return value is None or (isinstance(value, str) and not value.strip())


def read(column: Column, value: Any, lookups: Mapping[str, Lookup], year: int | None = None) -> Result:
    """The value of a cell that is not empty. ``year`` is that of week numbers without one, ``None`` where the row tells none."""
    if column.many:
        return _many(column, value, lookups)
    lookup = lookups.get(column.refers or "")
    return _READERS[column.kind](column, value, lookup, year)


def _many(column: Column, value: Any, lookups: Mapping[str, Lookup]) -> Result:
    text = _shown(value)
    lookup = lookups.get(column.refers or "")
    parts = [text] if ";" not in text and lookup and lookup.find(text.strip()) else re.split(r"[;\n]" if ";" in text else r"[;,\n]", text)
    values, fault = [], None
    for part in (p.strip() for p in parts):
        if part:
            one, wrong = _READERS[column.kind](column, part, lookup, None)
            values.append(one)
            fault = fault or wrong
    return values, fault


def _text(column: Column, value: Any, lookup: Lookup | None, year: int | None) -> Result:
    del column, lookup, year
    return (value if isinstance(value, str) else _shown(value)), None


def _id(column: Column, value: Any, lookup: Lookup | None, year: int | None) -> Result:
    del year
    text = " ".join(_shown(value).split())
    if lookup is not None:
        found = lookup.find(text)
        if found is not None or ID.fullmatch(text):
            return found or text, None  # a well-formed id that does not exist is a matter of meaning, found later
        return text, unknown(column, text, lookup)
    head = text.split(DASH)[0].strip()
    if DASH in text and ID.fullmatch(head):
        return head, None
    return _coded(column, text)


def _coded(column: Column, text: str) -> Result:
    """A code as it was typed, with - for spaces and the like: people call a crew *LS ploeg*. Every mention of it is read alike, what defines it
    gets a hint. Names of other senders and of streets stay what they are; they are looked up once all files are there."""
    code = as_code(text)
    if column.path in NAMED or ID.fullmatch(text) or not code:
        return text, None
    if column.path != "id" or column.owner is not None:
        return code, None
    what = say("It is read as {code}, because codes have no spaces.", code=code)
    return code, Fault("hint", "code-read-as", what, say("Write it like that, here and wherever else it is meant."))


def unknown(column: Column, text: str, lookup: Lookup) -> Fault:
    """The fault of a text that stands for nothing that is known."""
    what = say("There is no {name} {value}.", name=_name(column.refers or ""), value=text)
    return Fault("error", f"unknown-{column.refers}", what, lookup.suggest(text))


def _name(refers: str) -> Text:
    return {
        "trade": say("trade"),
        "region": say("region"),
        "district": say("district"),
        "package": say("package"),
        "prerequisite": say("prerequisite"),
        "material": say("material"),
    }.get(refers, say("street"))


def _number(column: Column, value: Any, lookup: Lookup | None, year: int | None, whole: bool = False) -> Result:
    del lookup, year
    number, fault = _as_number(value)
    if fault is not None or number is None:
        return 1, fault or _not_a_number()
    if column.path.endswith("_percent") and 0 < number < 1:
        percent = round(number * 100)
        return percent, Fault(
            "warning", "percent-as-fraction", say("It is read as {percent} %.", percent=percent), say("Write it as {percent}.", percent=percent)
        )
    if column.path.endswith("_percent") and number == 1:
        return 1, Fault("warning", "percent-as-fraction", say("It is read as {percent} %.", percent=1), say("Write it as 100 if all is meant."))
    return (int(number) if whole and number.is_integer() else number), None


def _as_number(value: Any) -> tuple[float | None, Fault | None]:
    if isinstance(value, bool | date | time):
        return None, None
    if isinstance(value, int | float):
        return float(value), None
    text = str(value).strip().replace(" ", " ").replace("−", "-")
    text = text[: match.start()].strip() if (match := UNITS.search(text)) and match.end() == len(text) else text
    if _PLAIN.fullmatch(text) and not re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text):
        return float(text.replace(",", ".")), None
    if _PLAIN.fullmatch(text):
        plain, parted = re.sub(r"[.,]", "", text), text.replace(".", ",")
        what = say("This can be {plain} or {parted}.", plain=plain, parted=parted)
        return None, Fault("error", "ambiguous-number", what, say("Type it as a number, without a mark between thousands."))
    if match := _THOUSANDS.fullmatch(text):
        mark = match[1]
        rest = text.replace(mark, "").replace(",", ".")
        return (float(rest) if rest.count(".") <= 1 else None), None
    return None, None


def _not_a_number() -> Fault:
    return Fault("error", "wrong-number", say("It is not a number."), say("Type a number only; the unit stands in the heading."))


def _date(column: Column, value: Any, lookup: Lookup | None, year: int | None) -> Result:
    del column, lookup
    found = parse(value)
    if isinstance(found, WeekOnly):
        if year is None:
            what = say("Week {week} of which year?", week=found.week)
            return None, Fault("error", "week-without-year", what, say("Write it with its year, such as 2027-W{week:02d}.", week=found.week))
        found = monday(year, found.week)
    if found is None:
        return None, Fault("error", "wrong-date", say("It is not a date or week."), say("Write it as 2027-01-04, 4-1-2027 or 2027-W01."))
    return found.isoformat(), None


def _yes_no(column: Column, value: Any, lookup: Lookup | None, year: int | None) -> Result:
    del column, lookup, year
    text = _shown(value).strip().casefold()
    if text in TRUE or text in FALSE:
        return text in TRUE, None
    return False, Fault("error", "wrong-choice", say("It must be {expected}.", expected=say("yes or no")), say("Choose one of these."))


def _choice(column: Column, value: Any, lookup: Lookup | None, year: int | None) -> Result:
    del lookup, year
    text = _shown(value).strip()
    for choice in column.choices:
        if folded(text) in {folded(choice), *(folded(name) for name in CHOICES[choice])}:
            return choice, None
    expected = either([label(choice) for choice in column.choices])
    spelled = {folded(name): choice for choice in column.choices for name in (choice, *CHOICES[choice])}
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


_READERS: Mapping[Kind, Callable[[Column, Any, Lookup | None, int | None], Result]] = {
    "id": _id,
    "text": _text,
    "whole": partial(_number, whole=True),
    "number": _number,
    "yes-no": _yes_no,
    "date": _date,
    "choice": _choice,
}
