"""The two sheets on which an employer answers, with their words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wijkplan.planner.intake.workbook.lookups import folded
from wijkplan.planner.intake.workbook.open_workbook import Sheet
from wijkplan.planner.submission.agreed import OwnPeople
from wijkplan.planner.text import LANGUAGES, say, translated

from .filled_sheet import Form, day_of, text_of
from .line_states import WHOSE
from .party_sheets import ANSWERS, AT_ONCE_HEADINGS, CHANGES_HEADINGS, Kind

WORDS = [translated(word, language) for word in ANSWERS.values() for language in LANGUAGES]
WHOSE_WORDS = [translated(word, language) for word in WHOSE.values() for language in LANGUAGES]
KINDS: Mapping[str, Kind] = {
    folded(translated(word, language)): kind for kind, word in ANSWERS.items() for language in LANGUAGES
}
PEOPLE: Mapping[str, OwnPeople] = {
    folded(translated(word, language)): whose for whose, word in WHOSE.items() for language in LANGUAGES
}
SHEET, LINE, OLD, NEW = say("Changes"), say("Line"), say("Old week"), say("New week")
ANSWER, WEEK = say("Answer"), say("Pin in week")
FIRST, LAST, WHO, REASON = say("Not before week"), say("Not after week"), say("Whose people"), say("Your reason")
AT_ONCE, GROUP, ID = say("Answer at once"), say("What is answered"), say("Id")
_READER = say("Hand in the workbook with wijkplan round answers too.")
_ASKED = (str(ANSWER), str(WEEK), str(FIRST), str(LAST), str(WHO), str(REASON))
LINES = Form(
    SHEET,
    {str(name): [name] for name in (LINE, OLD, NEW, ANSWER, WEEK, FIRST, LAST, WHO, REASON)},
    frozenset({str(LINE), str(ANSWER)}),
    _ASKED,
    CHANGES_HEADINGS,
    _READER,
)
GROUPS = Form(
    AT_ONCE,
    {str(name): [name] for name in (GROUP, ID, ANSWER, FIRST, LAST, WHO, REASON)},
    frozenset({str(GROUP), str(ID), str(ANSWER)}),
    tuple(name for name in _ASKED if name != WEEK),
    AT_ONCE_HEADINGS,
    _READER,
)
BELONGS: Mapping[Kind, tuple[str, ...]] = {"pin": (WEEK,), "window": (FIRST, LAST, WHO), "people": (FIRST, LAST, WHO)}
"""What belongs to an answer, beside its reason."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says beside its answer, and the cells that say it, both by the headings of the workbook; ``sheet``:
    the one it is on."""

    values: Mapping[str, Any]
    cells: Mapping[str, str]
    sheet: Sheet | None = None

    def text(self, name: str) -> str:
        """A value as text, empty where the row has none."""
        return text_of(self.values.get(name, ""))

    def day(self, name: str) -> date | None:
        """The day that a value means."""
        return day_of(self.values.get(name, ""), self.sheet)

    def cell(self, name: str) -> str:
        """Where it stands, else where the answer does."""
        return self.cells.get(name, self.cells.get(ANSWER, ""))
