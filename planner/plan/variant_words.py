"""What variants and questions are called where people read; commands, file names and data have their ids."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Language, Text, both, say, translated

from .variants import VARIANTS, Question

QUESTION_NAMES: Mapping[Question, Text] = {
    "equal_delivery": say("equal delivery"),
    "all_in": say("all in"),
    "sooner": say("sooner"),
    "sooner_free": say("sooner, however far"),
}


def named(one: str) -> Text:
    """The name of a variant, of a question (as data or a command spells it), or of a pair of variants joined by a
    hyphen; anything else as it is."""
    if one in VARIANTS:
        return VARIANTS[one].name
    for question, called in QUESTION_NAMES.items():
        if question == one.replace("-", "_"):
            return called
    source, _, to = one.partition("-")
    if source in VARIANTS and to in VARIANTS:
        return say("{source} → {to}", source=named(source), to=named(to))
    return both(one, one)


def name(one: str, language: Language) -> str:
    """The same in a language."""
    return translated(named(one), language)


def no_plan(where: object, variant: str, question: str) -> Text:
    """That a folder has no plan of a variant and question."""
    return say(
        "{out} has no plan for {variant}, {question}", out=where, variant=named(variant), question=named(question)
    )
