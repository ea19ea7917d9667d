"""Every CBS wijk and buurt of the country as a district, and every municipality, also those that merged.

Source of ``cbs_areas.csv``, ``municipalities.csv`` and ``municipality_mergers.csv``: CBS, Kerncijfers wijken en
buurten 2016 and 2024 and the areas of 2014 (points), open data, CC BY 4.0; mergers by the CBS list of municipalities
of 1 January 2026. Labour-market and school regions per municipality are from memory and the regulation on school
holidays, and marked so.

A wijk is known by its code of 2024 or, where the code is the same, of 2014 and 2016; a buurt by its code of 2014 or
2016. Codes keep the number of the municipality that they were given in: one that has merged since belongs to its
successor. What has no name, number of homes or point is ``None`` there, never a guess."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .data_files import text
from .origin import Origin
from .types import District, SchoolRegion

SOURCE = "CBS, Kerncijfers wijken en buurten (CC BY 4.0)"
# As people call them.
OTHER_TOWNS: Mapping[str, tuple[str, ...]] = {
    "'s-Gravenhage": ("Den Haag", "The Hague"),
    "'s-Hertogenbosch": ("Den Bosch",),
}
STATED = Origin("stated by the core team in the programme file", "", "assumption")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of 1 January 2026: its CBS code (GM....), labour-market region and school region."""

    id: str
    name: str
    province: str
    region: str
    school_region: SchoolRegion
    homes: int
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Area:
    """A wijk or buurt as CBS lists it. ``municipalities`` are its possible municipalities today: several where its old
    one was split. ``homes`` are those of ``homes_year`` (homes of 2024, households of 2016)."""

    code: str
    name: str | None
    municipalities: tuple[str, ...]
    homes: int | None
    homes_year: int | None
    lon: float | None
    lat: float | None


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(text(name)))


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All municipalities of today by code."""
    rows = (dict(row) for row in _rows("municipalities.csv"))
    return {
        row["id"]: Municipality(
            row["id"], row["name"], row["province"], row["region"],
            row["school_region"],  # type: ignore[arg-type]  # a test holds the column against the type
            int(row["homes"]), float(row["lon"]), float(row["lat"]),
        )
        for row in rows
    }  # fmt: skip


@cache
def merged() -> Mapping[str, tuple[str, ...]]:
    """Codes of municipalities that ceased to be since 2014, with those of today that took over."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("municipality_mergers.csv"):
        found[row["old_id"]].append(row["id"])
    return {old: tuple(new) for old, new in found.items()}


@cache
def former_names() -> Mapping[str, str]:
    """Names of municipalities that ceased to be, by code."""
    return {row["old_id"]: row["old_name"] for row in _rows("municipality_mergers.csv")}


@cache
def areas() -> Mapping[str, Area]:
    """All wijken and buurten by code."""
    return {
        row["code"]: Area(
            code=row["code"],
            name=row["name"] or None,
            municipalities=tuple(row["municipality"].split("|")),
            homes=int(row["homes"]) if row["homes"] else None,
            homes_year=int(row["homes_year"]) if row["homes_year"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
        )
        for row in _rows("cbs_areas.csv")
    }


def is_code(text: str) -> bool:
    """Whether a text has the form of a CBS code of a wijk or buurt."""
    return (text[:2], len(text)) in (("WK", 8), ("BU", 10)) and text[2:].isdigit()


def district(code: str) -> District | None:
    """The wijk or buurt as a district; ``None`` where no such code is known, where it is not known which municipality
    it is in today, or where CBS gives no homes: then the programme has to say so itself (:func:`own_district`)."""
    area = areas().get(code) if is_code(code) else None
    if area is None or area.homes is None or len(area.municipalities) != 1:
        return None
    town = municipalities()[area.municipalities[0]]
    return District(
        id=code,
        name=area.name or code,
        municipality=town.name,
        gm_code=town.id,
        bu_codes=(code,) if code.startswith("BU") else (),
        wk_code=code if code.startswith("WK") else None,
        region=town.region,
        school_region=town.school_region,
        homes=area.homes,
        heat_solution="unknown",
        heat_network=None,
        pilot_area=None,
        lon=area.lon,
        lat=area.lat,
        origin=Origin(SOURCE, str(area.homes_year or 2014), "sourced"),
    )


def own_district(id_: str, name: str | None, municipality: str, homes: int) -> District | None:
    """A district as a programme states it, in a municipality by its code of today (``None`` where there is none such).
    Its regions are those of the municipality, its point that of the CBS area of the same code or else of the
    municipality."""
    town, area = municipalities().get(municipality), areas().get(id_)
    if town is None:
        return None
    placed = area is not None and area.lon is not None
    return District(
        id=id_,
        name=name or (area.name if area is not None else None) or id_,
        municipality=town.name,
        gm_code=town.id,
        bu_codes=(id_,) if is_code(id_) and id_.startswith("BU") else (),
        wk_code=id_ if is_code(id_) and id_.startswith("WK") else None,
        region=town.region,
        school_region=town.school_region,
        homes=homes,
        heat_solution="unknown",
        heat_network=None,
        pilot_area=None,
        lon=area.lon if placed and area is not None else town.lon,
        lat=area.lat if placed and area is not None else town.lat,
        origin=STATED,
    )


_NUMBERED = re.compile(r"Wijk \d+[A-Za-z]?\s+(?P<name>\D.*)")


def without_number(name: str) -> str:
    """What people call it: *Holtenbroek* of *Wijk 30 Holtenbroek*."""
    numbered = _NUMBERED.fullmatch(name)
    return numbered["name"] if numbered else name


@cache
def _by_name() -> Mapping[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = defaultdict(list)
    for area in areas().values():
        if area.name is not None:
            found[area.name.casefold()].append(area)
            if (called := without_number(area.name)) != area.name:
                found[called.casefold()].append(area)
    return {name: tuple(same) for name, same in found.items()}


def named(name: str, municipality: str | None = None) -> tuple[Area, ...]:
    """Wijken and buurten of this name (any case), in a municipality given by name or code where one is given."""
    town = None if municipality is None else municipality_codes(municipality)
    return tuple(
        area for area in _by_name().get(name.casefold().strip(), ()) if town is None or set(area.municipalities) & town
    )


@cache
def _towns() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for town in municipalities().values():
        for name in (town.id, town.name, *OTHER_TOWNS.get(town.name, ())):
            found[name.casefold()].add(town.id)
    for old, called in former_names().items():
        for name in (old, called):
            found[name.casefold()].update(merged()[old])
    return {name: frozenset(codes) for name, codes in found.items()}


def municipality_codes(name: str) -> set[str]:
    """Codes of today of a municipality given by its name or code, today's or a former one, or as people call it."""
    wanted = name.casefold().strip()
    nothing: frozenset[str] = frozenset()
    return set(_towns().get(wanted) or _towns().get(wanted.removeprefix("gemeente ").strip(), nothing))


class Districts(Mapping[str, District]):
    """Districts by id: those listed, and every wijk and buurt of the country by its CBS code. Only the listed ones are
    walked through."""

    def __init__(self, listed: Mapping[str, District]) -> None:
        self._listed = dict(listed)

    def __getitem__(self, key: str) -> District:
        found = self._listed.get(key) or district(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and (key in self._listed or district(key) is not None)

    def with_own(self, own: Mapping[str, District]) -> Districts:
        """These, and a programme's own."""
        return Districts({**self._listed, **own})
