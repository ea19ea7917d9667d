"""Reasons of the engine in words of the programme: ids and names instead of indices, ISO weeks instead of slots, in English and in Dutch.

When to modify: a new sentence of the engine needs its line in ``DUTCH``; what is not there stays English. Tests try every kind of sentence.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label

Language = Literal["en", "nl"]

KINDS = {
    "activity": "werk",
    "project": "project",
    "pool": "capaciteit",
    "market": "inhuurmarkt",
    "tender": "aanbesteding",
    "street": "straat",
    "district": "wijk",
    "client": "opdrachtgever",
    "trade": "vak",
    "region": "regio",
    "grid": "netgebied",
    "delivery": "levering",
}

WEEKS = r"\[(\d+), (\d+)\)|(\d+)-(\d+)"

# What the engine says, with its indices still in place, and how that is said in Dutch.
DUTCH = (
    (r"no room found for (\d+) of (\d+) activities", r"geen plaats gevonden voor \1 van de \2 werken"),
    (r"and (\d+) more\b", r"en nog \1"),
    (r"the nearest plan found breaks", "het beste plan dat gevonden is, schendt"),
    (r"CP-SAT finds that no plan meets all rules", "geen enkel plan voldoet aan alle regels, volgens CP-SAT"),
    (
        r"needs (\S+) heads of (trade \d+) more than anyone can supply in (region \d+), even with no other work, at best in",
        r"vraagt \1 mensen van \2 meer dan iemand in \3 kan leveren, ook zonder ander werk; op zijn best in",
    ),
    (
        r"lacks (\S+) heads of (trade \d+) in (region \d+) next to other work, at best in",
        r"komt naast ander werk \1 mensen tekort van \2 in \3; op zijn best in",
    ),
    (r"no desk of its clients leaves room to publish a tender for (project \d+) of", r"geen inkoper heeft ruimte om \1 aan te besteden, voor"),
    (r"must end before (week \d+), and (tender \d+) allows no start before", r"moet klaar zijn voor \1, en \2 laat geen begin toe voor"),
    (r"takes (\d+) of (\w+ \d+), and before (week \d+) only (\d+) is left", r"vraagt \1 van \2, en voor \3 is er nog maar \4 over"),
    (r"finds no weeks between", r"vindt geen weken tussen"),
    (r"its contract of (\d+) weeks", r"zijn contract van \1 weken"),
    (r"its neighbours", "wat eraan vastzit"),
    (rf"no start in (weeks (?:{WEEKS})) fits its work", r"geen begin in \1 past bij het werk"),
    (r"must start by (week \d+) and cannot start before", r"moet uiterlijk in \1 beginnen en kan niet beginnen voor"),
    (r"no mode and start week is left by rule (\w+)", r"geen ploeg en beginweek blijft over door regel \1"),
    (
        r"equal delivery is measured against the repaired plan, and there is none",
        "gelijke oplevering wordt afgemeten aan het plan van vandaag, en dat is er niet",
    ),
    (r"stopped before this variant was solved", "gestopt voordat deze variant aan de beurt was"),
)


def named(reason: str | None, names: Names, language: Language = "en") -> str | None:
    """``activity 12`` becomes the id of activity 12, and likewise for all else that has names; ``week 5`` becomes its ISO week, the half-open
    ``weeks 5-9`` the first and the last of them, and hundredths of heads become heads."""
    if reason is None:
        return None
    told = re.sub(r"\b(ready: activity \d+ takes \d+ of) reservoir", r"\1 delivery", reason)
    told = re.sub(r"\b(grid: activity \d+ takes \d+ of) reservoir", r"\1 grid", told)
    told = re.sub(r"\b(end|and) by week\b", r"\1 before week", told)
    told = re.sub(r"(?<![\d.])(\d+) heads\b", lambda m: f"{int(m[1]) / 100:.2f} heads", told)
    if language == "nl":
        for english, dutch in DUTCH:
            told = re.sub(english, dutch, told)
        told = re.sub(r"(\d)\.(\d\d) (mensen|heads)", r"\1,\2 \3", told)
    told = _with_weeks(told, names, language)
    return _with_names(told, names, language)


def _with_weeks(told: str, names: Names, language: Language) -> str:
    span_words = ("weeks {} to {}", "week {}") if language == "en" else ("weken {} t/m {}", "week {}")

    def span(match: re.Match[str]) -> str:
        first, end = (int(number) for number in match.groups() if number is not None)
        labels = dict.fromkeys(week_label(names.start, week) for week in (first, max(first, end - 1)))
        return span_words[len(labels) == 1].format(*labels)

    told = re.sub(rf"\bweeks (?:{WEEKS})", span, told)
    return re.sub(r"\bweek (\d+)\b(?!-W)", lambda match: f"week {week_label(names.start, int(match[1]))}", told)


def _with_names(told: str, names: Names, language: Language) -> str:
    tables: dict[str, Any] = {
        "activity": names.activities,
        "project": names.projects,
        "pool": names.pools,
        "market": names.markets,
        "tender": names.tenders,
        "street": names.streets,
        "district": names.districts,
        "client": names.clients,
        "trade": names.trades,
        "region": names.regions,
        "grid": names.grids,
        "delivery": names.deliveries,
    }

    def name(match: re.Match[str]) -> str:
        kind, index = match[1], int(match[2])
        if index >= len(tables[kind]):
            return match[0]
        row = tables[kind][index]
        label = row if isinstance(row, str) else row.id
        if kind in ("trade", "region"):
            label += f" ({row.name if kind == 'region' else row.dutch if language == 'nl' else row.english})"
        return f"{kind if language == 'en' else KINDS[kind]} {label}"

    return re.sub(rf"\b({'|'.join(tables)}) (\d+)\b", name, told)
