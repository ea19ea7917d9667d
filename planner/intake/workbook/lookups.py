"""What cells may refer to in the reference data: ids, the labels of drop-down lists, and the names that people write
instead."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from wijkplan.planner.findings.finding import is_near, suggestion
from wijkplan.planner.intake.district_names import code_of
from wijkplan.planner.reference import District, Reference
from wijkplan.planner.reference.cbs_districts import areas, without_number
from wijkplan.planner.reference.own_work import figures
from wijkplan.planner.text import LANGUAGES, Language, Text, say

from .planners_words import TRADES, WORK_TYPES

DASH = " – "  # between id and name in a label


@cache
def folded(text: str) -> str:
    """Letters and digits only, without capitals and accents: what two spellings of one name share."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())


@dataclass(frozen=True, slots=True)
class Lookup:
    """One kind of id. ``labels`` are what drop-down lists show, per language; ``names`` are folded names and what they
    stand for, without those that stand for several."""

    ids: Mapping[str, None]
    labels: Mapping[Language, tuple[str, ...]]
    names: Mapping[str, str]
    shown: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """The id that a text stands for: the id itself, a label, or a name; ``None`` where it stands for none."""
        if text in self.ids:
            return text
        first = text.split(DASH)[0].split(" - ")[0].strip()
        return first if first in self.ids else self.names.get(folded(first)) or self.names.get(folded(text))

    def shown_as(self, i: str) -> str:
        """An id with its name."""
        return next((shown for shown in self.labels["nl"] if shown.split(DASH)[0] == i), i)

    def suggest(self, text: str) -> Text:
        """``Did you mean ...?``"""
        return suggestion(text, self.ids, self.shown)


class DistrictLookup(Lookup):
    """Districts: besides those listed every CBS code, and names with their municipality."""

    def find(self, text: str) -> str | None:
        """Likewise; ``None`` also where a name stands for several districts."""
        from wijkplan.planner.reference import load  # the one that is read, whatever a programme adds

        if (found := super().find(text)) is not None:
            return found
        code = code_of(text.split(DASH)[0], load().districts) or code_of(text, load().districts)
        return self.names.get(folded(code), code) if code else None  # by the id of who has it listed

    def suggest(self, text: str) -> Text:
        """Likewise; where nothing is near, how a district is called, because thousands exist."""
        said = super().suggest(text)
        return said if is_near(said) else say("Use its CBS code, or its name with the municipality.")


class RegionLookup(Lookup):
    """Labour-market regions, whose codes nobody knows."""

    def suggest(self, text: str) -> Text:
        """Likewise, by code and name."""
        return suggestion(text, self.ids, self.shown, called=True)


_MADE: deque[tuple[tuple[object, ...], dict[str, Lookup]]] = deque(maxlen=4)


def lookups(reference: Reference) -> dict[str, Lookup]:
    """All kinds of id of the reference data. They are made once for the files that are read with the same data."""
    parts = (
        reference.trades,
        reference.regions,
        reference.districts,
        reference.work_types,
        reference.calendars,
        reference.packages,
        reference.prerequisites,
    )
    for of, made in _MADE:
        if all(a is b for a, b in zip(of, parts, strict=True)):
            return dict(made)
    made = _lookups(reference)
    _MADE.append((parts, made))
    return dict(made)


def _lookups(reference: Reference) -> dict[str, Lookup]:
    r = reference
    materials = {m for p in r.packages.values() for m in p.materials}
    return {
        "trade": _lookup({t.id: (t.dutch, t.english) for t in r.trades.values()}, TRADES),
        "region": _lookup(
            {g.id: (g.name, g.name) for g in r.regions.values()},
            {g.id: (g.code_today,) for g in r.regions.values()},
            RegionLookup,
        ),
        "district": districts_lookup(r.districts.values()),
        "work_type": _lookup({w.id: (w.dutch, w.called("en")) for w in r.work_types.values()}, WORK_TYPES),
        "calendar": _lookup({c.id: (c.dutch, c.id) for c in r.calendars.values()}),
        "figure": _lookup({name: (name, name) for name in figures()}),
        "package": _lookup({p.id: (p.dutch, p.called("en")) for p in r.packages.values()}),
        "prerequisite": _lookup({p.id: (p.dutch, p.called("en")) for p in r.prerequisites.values()}),
        "material": _lookup({m: (m, m) for m in sorted(materials)}),
    }


def streets_lookup(streets: Iterable[tuple[str, str, str]]) -> Lookup:
    """Streets as (id, name, district)."""
    return _lookup({i: (name := f"{street} ({district})", name) for i, street, district in streets})


def districts_lookup(districts: Collection[District]) -> Lookup:
    """Districts to choose from; a municipality alone is none of its districts, so its name is left out of what may be
    typed. So is the code of a wijk of which a district is only a part: the wijk is a district by itself."""
    named = {d.id: (name := f"{d.name}, {d.municipality}{_codes(d)}", name) for d in districts}
    return _lookup(
        named,
        {d.id: (d.name, *d.bu_codes, *([d.wk_code] if d.wk_code and _whole(d) else [])) for d in districts},
        DistrictLookup,
    )


def _whole(district: District) -> bool:
    """Whether a district has the name of the wijk that it lies in."""
    area = areas().get(district.wk_code or "")
    return area is not None and area.name is not None and _joined(without_number(area.name)) == _joined(district.name)


def _joined(name: str) -> str:
    """*Bouwlust en Vrederust* is *Bouwlust/Vrederust*."""
    return folded(name.replace(" en ", "/"))


def _codes(district: District) -> str:
    """CBS codes in brackets, where they are not what the district is called by."""
    codes = " ".join(code for code in district.bu_codes[:2] if code != district.id)
    return f" ({codes})" if codes else ""


def _lookup(
    named: Mapping[str, tuple[str, str]], more: Mapping[str, tuple[str, ...]] | None = None, sort: type[Lookup] = Lookup
) -> Lookup:
    names: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for i, pair in named.items():
        for name in (i, *pair, *(more or {}).get(i, ())):
            for spelling in (name,) if sort is DistrictLookup and name in pair else _spellings(name):
                names.setdefault(folded(spelling), set()).add(i)
                if spelling != i:
                    shown.setdefault(spelling, i)
    return sort(
        dict.fromkeys(named),
        {language: tuple(label(i, pair[at]) for i, pair in named.items()) for at, language in enumerate(LANGUAGES)},
        {name: next(iter(ids)) for name, ids in names.items() if len(ids) == 1 and name},
        shown,
    )


def _spellings(name: str) -> Iterable[str]:
    """A name, the same without what stands in brackets, and the parts of a list."""
    bare = re.sub(r"\(.*?\)", "", name).strip()
    parts = [part.strip() for part in re.split(r",| en | and ", bare)]
    yield from dict.fromkeys((name, bare, *(part for part in parts if len(part) > 3)))


def label(i: str, name: str) -> str:
    """What a drop-down list shows."""
    return i if name in ("", i) else f"{i}{DASH}{name}"
