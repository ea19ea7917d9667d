"""The two languages of the report: Dutch is shown first, English at the press of a button.

A text stands in English where it is used, and its Dutch in the catalogue; what is counted or measured is said by
:mod:`wijkplan.planner.results.words`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import project_label
from wijkplan.planner.compile.names import TradeName
from wijkplan.planner.plan.rule_words import TERM_NAMES
from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.results import words
from wijkplan.planner.text import Language, filled, template_in, translated
from wijkplan.planner.text.amounts import day
from wijkplan.planner.text.counted import agreeing


@dataclass(frozen=True, slots=True)
class Tongue:
    """One of the two languages. ``words`` says amounts and knows the terms of the field."""

    language: Language
    words: words.Words

    def say(self, template: str, /, **fields: Any) -> str:
        """The text of an English template in this language with its fields filled in (``str.format``), as plain
        text."""
        return translated(filled(template, **fields), self.language)

    def html(self, template: str, /, **fields: Any) -> Markup:
        """Likewise for texts with tags in them; fields are escaped."""
        told = {key: day(value, self.language) if type(value) is date else value for key, value in fields.items()}
        return Markup(agreeing(template_in(template, self.language), self.language, told)).format(**told)

    def sentence(self, text: str) -> str:
        """A sentence made elsewhere in the product."""
        return translated(text, self.language)

    def trade(self, name: TradeName) -> str:
        """What a trade is called."""
        return name.called(self.language)

    def project(self, names: Names, project: int) -> str:
        """Title and id of a project; a title that begins with the id of its work type gets the word for it."""
        return project_label(names, project, self.language)

    def terms(self) -> dict[str, str]:
        """What each term of the cost is called, by id."""
        return {term: translated(told, self.language) for term, told in TERM_NAMES.items()}

    def variants(self) -> dict[str, str]:
        """What each variant is called, by id."""
        return {v.id: translated(v.name, self.language) for v in VARIANTS.values()}


DUTCH, ENGLISH = Tongue("nl", words.DUTCH), Tongue("en", words.ENGLISH)
TONGUES = (DUTCH, ENGLISH)
