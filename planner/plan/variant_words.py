"""What variants and questions are called where people read: by their ids in English, which commands and files use; by
their names in Dutch."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Language, Text, both, say, translated

from .variants import VARIANTS, Question

QUESTION_NAMES: Mapping[Question, Text] = {
    "equal_delivery": say("equal_delivery"),
    "all_in": say("all_in"),
    "sooner": say("sooner"),
    "sooner_free": say("sooner_free"),
}


def named(one: str) -> Text:
    """The same as a part of a sentence."""
    return both(name(one, "en"), name(one, "nl"))


def name(one: str, language: Language) -> str:
    """The name of a variant or question, or of a pair of variants joined by a hyphen; anything else as it is."""
    if one in VARIANTS:
        return translated(VARIANTS[one].name, language) if language == "nl" else one
    for question, told in QUESTION_NAMES.items():
        if question == one:
            return translated(told, language)
    source, _, to = one.partition("-")
    if source in VARIANTS and to in VARIANTS and language == "nl":
        return f"{name(source, language)} → {name(to, language)}"
    return one
