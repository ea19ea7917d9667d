"""Numbers as people type them: with their unit, with marks between thousands, as percentages."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from wijkplan.planner.text import say

from .cell_fault import Around, Fault, Result
from .layout import Column
from .lookups import Lookup
from .plain_text import seen
from .units import NAMES, Sort, counts, parted, sort_of

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_POWER = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
LARGEST_NUMBER = 1e15  # beyond it numbers are no longer exact


def read_number(column: Column, value: Any, lookup: Lookup | None, around: Around, whole: bool = False) -> Result:
    del lookup
    wanted = sort_of(column)
    if around.percent and wanted != "percent" and isinstance(value, int | float):
        return 1, _other_unit("percent", column)
    number, typed, fault = number_of(column, value, wanted)
    if fault is not None or number is None:
        return 1, fault or not_a_number()
    if wanted == "percent":
        return _percentage(number, typed or around.percent, scaled=around.percent and not typed)
    if whole and column.helper and not number.is_integer():
        return 1, Fault(
            "error",
            "wrong-type",
            say("A whole number is expected."),
            say("Give the heads of one crew, and how many crews there are."),
        )
    return (int(number) if whole and number.is_integer() else number), None


def _percentage(number: float, said: bool, scaled: bool) -> Result:
    """Whole percents. ``said``: a percent sign is typed or shown; ``scaled``: 1 stands for 100 %."""
    percent = round(number * 100, 6) if scaled or (not said and 0 < number < 1) else number
    if not float(percent).is_integer():
        if not said and 0 < number < 1 and percent >= 1:
            percent = round(percent)
        else:
            what = say("This is {percent:g} %; whole percents are asked for.", percent=percent)
            return 1, Fault("error", "wrong-number", what, say("Type a whole number from 0 to 100."))
    whole = int(percent)
    if said:
        return whole, None
    if 0 < number < 1:
        remedy = say("Write it as {percent}.", percent=whole)
        return whole, Fault("warning", "percent-as-fraction", say("It is read as {percent} %.", percent=whole), remedy)
    if number == 1:
        return 1, Fault(
            "warning",
            "percent-as-fraction",
            say("It is read as {percent} %.", percent=1),
            say("Write it as 100 if all is meant."),
        )
    return whole, None


def _other_unit(sort: Sort, column: Column) -> Fault:
    wanted = sort_of(column)
    what = (
        say("This counts {sort}, {wanted} are asked for.", sort=NAMES[sort], wanted=NAMES[wanted])
        if wanted
        else not_a_number().what
    )
    return Fault("error", "wrong-unit", what, say("Type a number only; the unit stands in the heading."))


def as_number(value: Any) -> float | None:
    """The number in a cell, whatever it counts; ``None`` where it is none."""
    return number_of(None, value, None)[0]


def number_of(column: Column | None, value: Any, wanted: Sort | None) -> tuple[float | None, bool, Fault | None]:
    """The number, whether its unit is typed with it, and what is wrong with it."""
    if isinstance(value, bool | date | time):
        return None, False, None
    if isinstance(value, int | float):
        return (float(value) if abs(value) < LARGEST_NUMBER else None), False, None
    text = _BLANKS.sub(" ", seen(str(value))).replace("−", "-").replace("’", "'").strip().lstrip("'")
    found = parted(text, wanted)
    if found is None:
        return None, False, None
    digits, times, sort, _ = found
    if sort is not None and column is not None and not counts(sort, column):
        return None, False, _other_unit(sort, column)
    number, fault = _digits(digits)
    return (number if number is None or times == 1 else round(number * times, 9)), sort == "percent", fault


def _digits(text: str) -> tuple[float | None, Fault | None]:
    if _POWER.fullmatch(text):
        return float(text.replace(",", ".")), None
    if _PLAIN.fullmatch(text) and not re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text):
        return (float(text.replace(",", ".")) if len(text) < 25 else None), None
    if _PLAIN.fullmatch(text):
        plain, parted_at = re.sub(r"[.,]", "", text), text.replace(".", ",")
        what = say("This can be {plain} or {parted}.", plain=plain, parted=parted_at)
        return None, Fault(
            "error", "ambiguous-number", what, say("Type it as a number, without a mark between thousands.")
        )
    if match := _THOUSANDS.fullmatch(text):
        mark = match[1]
        rest = text.replace(mark, "").replace(",", ".")
        return (float(rest) if rest.count(".") <= 1 else None), None
    return None, None


def not_a_number() -> Fault:
    return Fault(
        "error", "wrong-number", say("It is not a number."), say("Type a number only; the unit stands in the heading.")
    )
