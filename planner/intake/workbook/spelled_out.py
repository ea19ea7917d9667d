"""Headings as planners shorten them: ``Proj.nr.``, ``Aant. ploegen``, ``Gew. t/m``."""

from __future__ import annotations

import re
from functools import lru_cache

# Shortened word, small letters without a full stop -> the word.
_WORDS = {
    "aant": "aantal",
    "afw": "afwezig",
    "amr": "arbeidsmarktregio",
    "gem": "gemeente",
    "gew": "gewenst",
    "loc": "locatie",
    "lok": "locatie",
    "nr": "nummer",
    "omschr": "omschrijving",
    "opdrgever": "opdrachtgever",
    "opm": "opmerking",
    "p": "per",
    "pers": "personen",
    "proj": "project",
    "srt": "soort",
    "str": "straat",
    "tm": "tot en met",
    "t/m": "tot en met",
    "wk": "week",
    "won": "woningen",
    "wrk": "werk",
}
_PARTS = re.compile(r"t/m|[^\W_]+|[^\w\s.]+|_", re.IGNORECASE)
_NUMBER = re.compile(r"(.{3,})nr")


@lru_cache(maxsize=4096)
def spelled_out(text: str) -> str:
    """The heading with its words in full; the same text where none is shortened."""
    return " ".join(_word(part.casefold()) for part in _PARTS.findall(text))


def _word(part: str) -> str:
    if match := _NUMBER.fullmatch(part):
        return f"{_WORDS.get(match[1], match[1])}nummer"
    return _WORDS.get(part, part)
