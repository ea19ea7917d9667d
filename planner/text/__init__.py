"""Sentences in two languages: written in English where they are thought of, translated where they are shown.

``say`` makes a sentence that is ordinary text in English and still knows its parts; ``translated`` gives it in another
language, from ``nl.po`` beside this file (any gettext editor opens it). A test holds the catalogue against the
sources: nothing missing, nothing left over."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from .counted import agreeing

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


class Text(str):
    """An English sentence with the template and fields that it was made from."""

    template: str
    fields: Mapping[str, Any]
    dutch: str | None = None


def say(template: str, /, **fields: Any) -> Text:
    """The sentence of a template (``str.format``). Fields may be sentences themselves; those are translated too."""
    text = Text(agreeing(template, "en", fields).format(**fields))
    text.template, text.fields = template, fields
    return text


def marked(template: str) -> str:
    """A template that stands away from where it is filled in; marked, so that the catalogue has it."""
    return template


def filled(template: str, /, **fields: Any) -> Text:
    """The sentence of a template that was :func:`marked`, like :func:`say`."""
    return say(template, **fields)


def message_of(error: BaseException) -> str:
    """What an error says; a sentence keeps its parts, so that it can be said in another language."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Text) else str(error)


def both(english: str, dutch: str) -> Text:
    """A sentence whose two languages are data, such as a provision of the law; none of our own (a test says so)."""
    text = Text(english)
    text.template, text.fields, text.dutch = english, {}, dutch
    return text


def of_data(english: str) -> Text:
    """A sentence that stands in the reference data, such as the source of a norm; its Dutch is in the catalogue, and
    braces in it are ordinary text."""
    text = Text(english)
    text.template, text.fields = english, {}
    return text


def translated(text: str, language: Language) -> str:
    """The sentence in a language; what was not made by :func:`say`, such as a name, stays as it is."""
    if language == "en" or not isinstance(text, Text):
        return str(text)
    if text.dutch is not None:
        return text.dutch
    if not text.fields and text == text.template:
        return template_in(text.template, language)
    fields = {name: _in(value, language) for name, value in text.fields.items()}
    return _Dutch().format(agreeing(template_in(text.template, language), language, fields), **fields)


def _in(value: object, language: Language) -> object:
    return translated(value, language) if isinstance(value, Text) else value


class _Dutch(string.Formatter):
    """Formats numbers with a decimal comma, and days as they are read here."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if type(value) is date and not format_spec:
            from . import amounts  # which is made of this module

            return amounts.day(value, "nl")
        shown = str(super().format_field(value, format_spec))
        return shown.replace(".", ",") if isinstance(value, float) else shown


def grouped(number: int) -> Text:
    """A whole number in groups of three digits, with commas in English and points in Dutch."""
    from . import amounts  # which is made of this module

    return both(amounts.number(number, "en"), amounts.number(number, "nl"))


def joined(parts: Sequence[str], mark: str = ", ") -> Text:
    """Parts of a sentence one after the other, each in its own language."""
    fields = {f"part{i}": part for i, part in enumerate(parts)}
    return filled(mark.join(f"{{{name}}}" for name in fields), **fields)


def either(choices: Sequence[str]) -> Text:
    """``a, b or c``."""
    if len(choices) < 2:
        return say("{last}", last="".join(choices))
    return say("{first} or {last}", first=joined(choices[:-1]), last=choices[-1])


def template_in(template: str, language: Language) -> str:
    """A template in a language, its fields not yet filled in; as it is where the catalogue does not have it."""
    return template if language == "en" else _catalogue().get(template, template)


@cache
def _catalogue() -> Mapping[str, str]:
    """Dutch templates by their English ones."""
    return entries((files("wijkplan.planner.text") / "nl.po").read_text("utf-8"))


def entries(source: str) -> dict[str, str]:
    """Translations by message of a gettext catalogue without contexts and plurals. Read here rather than by babel,
    which takes half a second longer: commands in Dutch, also ``--help``, wait for this."""
    found = {_joined(one["id"]): _joined(one["str"]) for one in _ENTRY.finditer(source)}
    return {message: text for message, text in found.items() if message and text}


_LINES = r'(?:"(?:[^"\\\n]|\\.)*"\s*)+'
_ENTRY = re.compile(rf"^msgid (?P<id>{_LINES})msgstr (?P<str>{_LINES})", re.MULTILINE)


def _joined(lines: str) -> str:
    """The text of one or more quoted lines; what is escaped in a catalogue is so in JSON too."""
    return "".join(json.loads(line, strict=False) for line in lines.splitlines() if line)
