"""A count of one reads as one: in ``{count} projects in {districts} districts`` a field that shows as ``1`` takes the
word behind it, and the verb behind that, in the singular. Only words of templates change, never what fills them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

ONE = "1"

NOUNS_WITH_S = (
    "account argument assumption audience candidate change character client code column combination core "
    "day decision district draw employer error euro field figure file firm head head-month head-week hint "
    "home home-week hour learner line lot metre minute month name newcomer opening organisation part "
    "person piece place plan point price procedure programme project quarter question record reminder "
    "request resource round row rule run saving seat second station street sub-solve template tender "
    "thing time trade unit value warning way week work worker year"
)
"""English nouns that only take an -s."""


def _with_s(words: str) -> dict[str, str]:
    """Words of many, or verbs of one, by adding an -s."""
    return {f"{word}s": word for word in words.split()}


NOUNS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "activities": "activity",
        "entries": "entry",
        "municipalities": "municipality",
        "parties": "party",
        "people": "person",
        **_with_s(NOUNS_WITH_S),
    },
    "nl": {
        "aanbestedingen": "aanbesteding",
        "aannames": "aanname",
        "accounts": "account",
        "activiteiten": "activiteit",
        "argumenten": "argument",
        "besparingen": "besparing",
        "bestanden": "bestand",
        "bevindingen": "bevinding",
        "cijfers": "cijfer",
        "codes": "code",
        "combinaties": "combinatie",
        "dagen": "dag",
        "deelberekeningen": "deelberekening",
        "delen": "deel",
        "dingen": "ding",
        "eenheden": "eenheid",
        "fouten": "fout",
        "gemeenten": "gemeente",
        "herinneringen": "herinnering",
        "hoofden": "hoofd",
        "kandidaten": "kandidaat",
        "kernen": "kern",
        "kolommen": "kolom",
        "kwartalen": "kwartaal",
        "leerlingen": "leerling",
        "lezers": "lezer",
        "maanden": "maand",
        "manieren": "manier",
        "mensen": "persoon",
        "mensmaanden": "mensmaand",
        "mensweken": "mensweek",
        "middelen": "middel",
        "minuten": "minuut",
        "nieuwkomers": "nieuwkomer",
        "onderdelen": "onderdeel",
        "opbrekingen": "opbreking",
        "opdrachtgevers": "opdrachtgever",
        "organisaties": "organisatie",
        "partijen": "partij",
        "percelen": "perceel",
        "personen": "persoon",
        "plaatsen": "plaats",
        "plannen": "plan",
        "prijzen": "prijs",
        "procedures": "procedure",
        "processorseconden": "processorseconde",
        "projecten": "project",
        "punten": "punt",
        "regels": "regel",
        "rekenkernen": "rekenkern",
        "rijen": "rij",
        "rondes": "ronde",
        "runs": "run",
        "seconden": "seconde",
        "sjablonen": "sjabloon",
        "straten": "straat",
        "stuks": "stuk",
        "tekens": "teken",
        "tips": "tip",
        "transformatorhuisjes": "transformatorhuisje",
        "trekkingen": "trekking",
        "uren": "uur",
        "vakken": "vak",
        "velden": "veld",
        "waarden": "waarde",
        "waarschuwingen": "waarschuwing",
        "weken": "week",
        "werken": "werk",
        "werkgevers": "werkgever",
        "wijken": "wijk",
        "wisselingen": "wisseling",
        "woningen": "woning",
        "woningweken": "woningweek",
        "woorden": "woord",
    },
}
"""Plural to singular, of all words that stand behind a count."""

NEUTER = frozenset(
    _with_s(
        "account argument bestand cijfer ding deel hoofd kwartaal middel onderdeel perceel plan project punt sjabloon "
        "stuk teken transformatorhuisje uur vak veld werk woord"
    ).values()
)
"""Dutch nouns before which an adjective has no -e in the singular."""

BEFORE: Mapping[str, Mapping[str, str]] = {
    "en": dict.fromkeys(("combined", "hired", "lawful", "more", "other", "own", "processor", "shared"), ""),
    "nl": {
        "andere": "ander",
        "eigen": "eigen",
        "gecombineerde": "gecombineerd",
        "gedeelde": "gedeeld",
        "getrokken": "getrokken",
        "gevraagde": "gevraagd",
        "gewenste": "gewenst",
        "ingehuurde": "ingehuurd",
        "mogelijke": "mogelijk",
        "nieuwe": "nieuw",
        "toegestane": "toegestaan",
    },
}
"""Words that may stand between, in Dutch with what they are before a neuter noun."""

VERBS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "are": "is",
        "were": "was",
        "have": "has",
        "do": "does",
        **{
            verb: one
            for one, verb in _with_s("agree ask become change come differ get lie lose move pay start").items()
        },
        "take": "takes",
    },
    "nl": {
        "beginnen": "begint",
        "betalen": "betaalt",
        "gaan": "gaat",
        "hebben": "heeft",
        "hoeven": "hoeft",
        "komen": "komt",
        "krijgen": "krijgt",
        "kunnen": "kan",
        "liggen": "ligt",
        "moeten": "moet",
        "noemen": "noemt",
        "passen": "past",
        "rekenen": "rekent",
        "staan": "staat",
        "veranderen": "verandert",
        "verliezen": "verliest",
        "verschillen": "verschilt",
        "vragen": "vraagt",
        "waren": "was",
        "werden": "werd",
        "worden": "wordt",
        "zijn": "is",
        "zitten": "zit",
    },
}
"""What is done by many, and by one."""


def agreeing(template: str, language: str, fields: Mapping[str, Any]) -> str:
    """The template, with the words behind each field that shows as one in the singular.

    >>> agreeing("{n} projects in {d} districts are open", "en", {"n": 2, "d": 1})
    '{n} projects in {d} district is open'
    """
    return _settled(template, language, frozenset(_ones(template, language, fields)))


def _ones(template: str, language: str, fields: Mapping[str, Any]) -> list[int]:
    """Which of the counts of a template are one."""
    found = []
    for number, (name, spec) in enumerate(_counts(template, language)):
        value = fields.get(name)
        if isinstance(value, float) and spec:
            value = format(value, spec)
        if value is not True and str(value) == ONE:
            found.append(number)
    return found


@cache
def _counts(template: str, language: str) -> tuple[tuple[str, str], ...]:
    """Field and format of each count: a field with a word of many behind it."""
    return tuple((one["field"], one["spec"] or "") for one in _pattern(language).finditer(template))


@cache
def _settled(template: str, language: str, ones: frozenset[int]) -> str:
    """The template in which these of its counts are one."""
    numbers = iter(range(len(template)))

    def settled(found: re.Match[str]) -> str:
        return _singular(found, language) if next(numbers) in ones else found[0]

    return _pattern(language).sub(settled, template) if ones else template


def _singular(found: re.Match[str], language: str) -> str:
    noun = NOUNS[language][found["noun"]]
    before = found["before"]
    if noun in NEUTER:
        before = " ".join(BEFORE[language].get(word, word) for word in before.split(" "))
    verb = VERBS[language][found["verb"]] if found["verb"] else ""
    return f"{found['count']}{before}{noun}{found['between'] or ''}{verb}"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A field, words that may stand between, a noun, and the verb behind it where there is one."""
    before, nouns, verbs = ("|".join(sorted(words[language])) for words in (BEFORE, NOUNS, VERBS))
    return re.compile(
        r"(?P<count>\{(?P<field>\w+)(?:![rsa])?(?::(?P<spec>[^{}]*))?\} )"
        rf"(?P<before>(?:(?:{before}) )*)(?P<noun>{nouns})\b(?![-'’])"
        rf"(?:(?P<between> (?:that |die )?)(?P<verb>{verbs})\b)?"
    )
