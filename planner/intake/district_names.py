"""Districts as people call them: a code, or a name with its municipality; what may be several is asked, with all that
it may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from wijkplan.planner.reference import District, Reference
from wijkplan.planner.reference.cbs_districts import (
    Area,
    areas,
    district,
    is_code,
    municipalities,
    municipality_codes,
    named,
    own_district,
)
from wijkplan.planner.text import Text, say

SOME = 4  # districts that are named of those that may be meant
_IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<town>[^()]+)\)")
STATE_IT = say("State its municipality and homes under districts in the programme file.")


def parted(text: str) -> tuple[str, str] | None:
    """Name and municipality of ``Name, Municipality`` or ``Name (Municipality)``; ``None`` where only one of them
    stands there."""
    if match := _IN_BRACKETS.fullmatch(text.strip()):
        return match["name"].strip(), match["town"].strip()
    name, comma, town = text.rpartition(",")
    return (name.strip(), town.strip()) if comma and name.strip() and town.strip() else None


def code_of(text: str, known: Mapping[str, District]) -> str | None:
    """The code of the one district that a text stands for: a code of it, a name with its municipality, or a name that
    only one in the country has. ``known`` are the districts of the reference data or of a programme, which come first;
    ``None`` where it stands for none or for several."""
    if text in known:
        return text
    spaced = " ".join(text.split())
    if is_code(spaced.upper()) and spaced.upper() in known:
        return spaced.upper()
    found = candidates(spaced, known) or _only_one(spaced)
    return found[0] if len(found) == 1 else None


def _only_one(text: str) -> tuple[str, ...]:
    """The code of the one area in the whole country that bears a name, where that is no name of a municipality."""
    same = () if municipality_codes(text) or is_code(text.upper()) else named(text)
    return (same[0].code,) if len(same) == 1 and district(same[0].code) is not None else ()


def candidates(text: str, known: Mapping[str, District]) -> tuple[str, ...]:
    """Codes of the districts that a name with its municipality may stand for; those listed before those of CBS."""
    parts = parted(text)
    towns = municipality_codes(parts[1]) if parts is not None else set()
    if parts is None or not towns:
        return ()
    wanted = parts[0].casefold()
    listed = tuple(d.id for d in known.values() if d.gm_code in towns and d.name.casefold() == wanted)
    return listed or tuple(area.code for area in named(parts[0], parts[1]) if district(area.code) is not None)


def advice(text: str, reference: Reference) -> tuple[Text, Text] | None:
    """What is said of a text that stands for no district, and what to do; ``None`` where nothing is known of it."""
    area, towns, parts = areas().get(text), municipality_codes(text), parted(text)
    if area is not None and len(area.municipalities) > 1:
        return say(
            "The municipality of {value} was split over {towns}.", value=text, towns=names_of(area.municipalities)
        ), STATE_IT
    if area is not None:
        return say("CBS gives no number of homes for {value}.", value=text), STATE_IT
    code = text.strip().upper()
    if is_code(code) and (there := municipality_codes(f"GM{code[2:6]}")):
        what = say(
            "{value} has the form of a CBS code in {towns}, but stands in none of the lists of CBS that are known "
            "here.",
            value=text,
            towns=names_of(sorted(there)),
        )
        return what, say(
            "Use its name with the municipality, or the code of its wijk. For instance {names}.",
            names=_some_of(there, reference),
        )
    if towns:
        what = say("{value} is a municipality, not one of its districts.", value=text)
        return what, say("Which district? For instance {names}.", names=_some_of(towns, reference))
    if parts is not None and (several := candidates(text, reference.districts)):
        what = say("{value} may mean several districts.", value=text)
        return what, say(
            "Use the code of one: {codes}.", codes=_listed([areas()[code] for code in several if code in areas()])
        )
    if parts is not None and municipality_codes(parts[0]) and not municipality_codes(parts[1]):
        what = say("{value} names the municipality first.", value=text)
        return what, say("Write it as {name}.", name=f"{parts[1]}, {parts[0]}")
    if within := [word.upper() for word in re.split(r"[\s:;/–-]+", text) if word.upper() in reference.districts]:
        return say("There is no district {value}.", value=text), say("Did you mean {name}?", name=within[0])
    if parts is not None:
        return _not_there(text, *parts, reference)
    if (first := _town_first(text)) is not None:
        what = say("There is no district {value}.", value=text)
        near = named_like(first[1], municipality_codes(first[0]))
        names = _listed(near) if near else _some_of(municipality_codes(first[0]), reference)
        return what, say("Which district of {town}? For instance {names}.", town=first[0], names=names)
    if same := named(text):
        what = say("There is no district {value}; CBS has areas of that name.", value=text)
        return what, say("Use its code, or its name with the municipality. For instance {codes}.", codes=_listed(same))
    return None


def _town_first(text: str) -> tuple[str, str] | None:
    """Municipality and rest of a name that begins with one: ``Amsterdam-Noord``, ``Den Haag Zuidwest``."""
    for gap in reversed([*re.finditer(r"[\s/:–-]+", text)]):
        town, rest = text[: gap.start()].strip(), text[gap.end() :].strip()
        if town and rest and municipality_codes(town):
            return town, rest
    return None


def named_like(name: str, towns: Collection[str]) -> list[Area]:
    """Areas of municipalities whose name holds this one as a word, those with most homes first."""
    word, within = re.compile(rf"\b{re.escape(name.casefold())}"), set(towns)
    found = [
        a
        for a in areas().values()
        if a.homes and within.issuperset(a.municipalities) and word.search((a.name or "").casefold())
    ]
    return sorted(found, key=lambda a: (not a.code.startswith("WK"), -(a.homes or 0), a.code))


def _not_there(text: str, name: str, town: str, reference: Reference) -> tuple[Text, Text]:
    towns = municipality_codes(town)
    if not towns:
        what = say("There is no municipality {town}.", town=town)
        same = named(name)
        return what, say("For instance {codes}.", codes=_listed(same)) if same else say(
            "Use the CBS code of the district, such as WK036301."
        )
    without = [area for area in named(name, town) if district(area.code) is None]
    if without:
        return say("CBS gives no number of homes for {value}.", value=f"{text} ({without[0].code})"), STATE_IT
    what = say("{town} has no district {name}.", town=town, name=name)
    near = named_like(name, towns)
    return what, say("For instance {codes}.", codes=_listed(near) if near else _some_of(towns, reference))


def names_of(codes: Iterable[str]) -> str:
    """Municipalities with their codes."""
    return ", ".join(f"{municipalities()[code].name} ({code})" for code in codes)


def _some_of(towns: Collection[str], reference: Reference) -> str:
    """Districts of municipalities: those listed, then wijken that have a name and homes, the largest first."""
    listed = [(d.id, d.name, d.municipality) for d in reference.districts.values() if d.gm_code in towns]
    there = [
        a
        for a in areas().values()
        if a.code.startswith("WK") and a.name and a.homes and set(a.municipalities) <= set(towns)
    ]
    return _some([*listed, *map(_three, sorted(there, key=lambda area: (-(area.homes or 0), area.code)))])


def _three(area: Area) -> tuple[str, str, str]:
    return area.code, area.name or area.code, municipalities()[area.municipalities[0]].name


def _listed(found: Sequence[Area]) -> str:
    return _some([_three(area) for area in found])


def _some(found: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(f"{code} ({name}, {town})" for code, name, town in found[:SOME])


def put_codes(data: dict[str, Any], known: Mapping[str, District]) -> None:
    """Puts codes in the place of districts that are called by a name with its municipality, wherever a file names one.
    What stands for none or for several stays as it is, and is told of later."""
    for holder, key in _mentions(data):
        value = holder[key]
        if isinstance(value, str) and (code := code_of(value, known)) is not None:
            holder[key] = code


def _mentions(data: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Where a file names districts: what holds the value, and its key or number there."""
    for name in ("projects", "streets", "districts"):
        for row in _rows(data, name):
            if "district" in row:
                yield row, "district"
    for name in ("grid_areas", "agreements"):
        for row in _rows(data, name):
            held = row.get("districts")
            for i in range(len(held)) if isinstance(held, list) else ():
                yield held, i


def _rows(data: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    rows = data.get(name)
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def own_districts(data: Iterable[Mapping[str, Any]]) -> dict[str, District]:
    """The districts that programme files state themselves, as far as can be read from raw values."""
    found: dict[str, District] = {}
    for one in data:
        for row in _rows(dict(one), "districts") if one.get("kind") == "programme" else ():
            code, name, town, homes = (row.get(key) for key in ("district", "name", "municipality", "homes"))
            if isinstance(code, str) and isinstance(name, str) and isinstance(town, str) and isinstance(homes, int):
                made = own_district(code, name, town, homes)
                found |= {} if made is None else {code: made}
    return found
