"""Numbers with their unit, as people type them: ``4 man``, ``1,5 mln``, ``400 m1``. A unit of something else than the
column asks for is a fault, never cut off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from wijkplan.planner.text import Text, say

from .layout import Column

Sort = Literal["people", "homes", "metres", "hours", "euros", "power", "weeks", "percent", "pieces", "crews", "area"]
NAMES: Mapping[Sort, Text] = {
    "people": say("people"),
    "homes": say("homes"),
    "metres": say("metres"),
    "hours": say("hours"),
    "euros": say("euros"),
    "power": say("kilowatts"),
    "weeks": say("weeks"),
    "percent": say("percent"),
    "pieces": say("pieces"),
    "crews": say("crews"),
    "area": say("square metres"),
}
# Unit as written, small letters without a full stop -> what it counts, and how many of it are meant.
_PLAIN: Mapping[Sort, str] = {
    "people": "man mannen mens mensen persoon personen pers person persons people fte koppen kop heads head monteur "
    "monteurs vakman vakmensen"
    " medewerker medewerkers fte's man/vrouw m/v",
    "homes": "woning woningen won wng huis huizen home homes house houses dwelling dwellings aansluiting aansluitingen",
    "metres": "m m1 m¹ mtr meter meters metre metres lm strekkende_meter strekkende_meters",
    "hours": "uur uren u h hr hrs hour hours manuur manuren mu",
    "euros": "€ eur euro euro's euros",
    "power": "kw kva kilowatt",
    "weeks": "week weken wk wkn weeks",
    "percent": "% procent percent pct",
    "pieces": "stuk stuks st stk piece pieces paal palen poles huisjes stations winkels shops boom bomen tree trees",
    "crews": "ploeg ploegen crew crews team teams",
    "area": "m2 m² vierkante_meter",
}
_TIMES: Mapping[str, tuple[Sort | None, float]] = {
    "km": ("metres", 1000),
    "kilometer": ("metres", 1000),
    "mw": ("power", 1000),
    "k": (None, 1000),
    "duizend": (None, 1000),
    "x": (None, 1),
    "mln": (None, 1_000_000),
    "miljoen": (None, 1_000_000),
    "million": (None, 1_000_000),
    "mio": (None, 1_000_000),
    "mld": (None, 1_000_000_000),
    "miljard": (None, 1_000_000_000),
    "billion": (None, 1_000_000_000),
}
_UNITS: dict[str, tuple[Sort | None, float]] = {
    unit: (sort, 1.0) for sort, units in _PLAIN.items() for unit in units.split()
} | dict(_TIMES)
_SPLIT = re.compile(
    r"(?P<before>€|eur\.?|euro)?\s*(?P<number>[-+]?\d[\d.,' ]*(?:e[-+]?\d{1,2}(?!\d))?)\s*(?P<unit>.*)", re.IGNORECASE
)


def sort_of(column: Column) -> Sort | None:
    """What a column counts; ``None`` for a plain number."""
    name = column.path.rpartition(".")[2]
    if name in ("heads", "crew_heads"):
        return "people"
    for end, sort in _ENDS.items():
        if name == end or name.endswith(f"_{end}"):
            return sort
    return None


_ENDS: Mapping[str, Sort] = {
    "homes": "homes",
    "metres": "metres",
    "hours": "hours",
    "eur": "euros",
    "kw": "power",
    "kw_per_station": "power",
    "weeks": "weeks",
    "percent": "percent",
    "stations": "pieces",
    "poles": "pieces",
    "trees": "pieces",
    "m2": "area",
    "shops": "pieces",
    "teams": "crews",
}


def parted(text: str, wanted: Sort | None) -> tuple[str, float, Sort | None, str] | None:
    """The number in a text, what one of its unit counts, of which sort it is (``None``: none is written) and the unit
    as written; ``None`` where the text is no number with a known unit. ``wanted`` decides where a unit has two
    meanings (``2M`` is euros or metres)."""
    match = _SPLIT.fullmatch(text)
    if match is None:
        return None
    unit = match["unit"].strip().casefold().rstrip(".").replace("strekkende m", "strekkende_m").replace("str. m", "m")
    sort: Sort | None = "euros" if match["before"] else None
    times = 1.0
    if wanted == "euros" and unit in ("m", "mln euro", "m euro"):
        return match["number"].strip(), 1_000_000.0, "euros", match["unit"]
    if wanted == "people" and unit in ("mw", "p"):
        return match["number"].strip(), 1.0, "people", match["unit"]
    for part in unit.split() if unit in _UNITS else unit.replace("/", " / ").split():
        known = _UNITS.get(part.rstrip("."))
        if known is None or (known[0] is not None and sort is not None and known[0] != sort):
            return None
        sort, times = known[0] or sort, times * known[1]
    return match["number"].strip(), times, sort, match["unit"].strip() or (match["before"] or "")


def counts(sort: Sort, column: Column) -> bool:
    """Whether a unit fits a column. Pieces and plain numbers take any count word but those of another sort."""
    wanted = sort_of(column)
    return (
        sort == wanted
        or (sort == "pieces" and wanted in (None, "homes", "crews"))
        or (wanted is None and sort in ("pieces", "weeks"))
    )
