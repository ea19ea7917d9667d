"""The sheet with look-ups, and the rules of entry that use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from wijkplan.planner.reference import load
from wijkplan.planner.text import Language, Text, say, translated

from . import style
from .examples import LISTED
from .headings import LISTS, NO, YES, at, choice, heading
from .layout import Column, Table
from .lookups import Lookup
from .trades_asked import told, trades_of

OPEN = (
    "street",
    "district",
    "trade",
    "package",
    "work_type",
    "calendar",
)  # lists beside which something else may be typed
_EXAMPLES = "examples"
PROMPT, TITLE = 225, 32  # characters that spreadsheets show


@dataclass(frozen=True, slots=True)
class Choices:
    """Ranges of the look-ups by what refers to them, and the language they are in."""

    ranges: Mapping[str, str]
    language: Language

    def rule(self, table: Table, column: Column, first: str, parents: Mapping[str, str]) -> DataValidation:
        """The rule of entry of a column; ``first`` is its first cell, ``parents`` are the ranges with the keys of
        other sheets."""
        made = self._rule(column, first, parents.get(f"{column.owner}/{column.path}") if column.owner else None)
        made.promptTitle = heading(table, column, self.language)[:TITLE]
        made.prompt = translated(self._help(table, column), self.language)[:PROMPT]
        made.errorTitle = made.promptTitle
        made.error = made.prompt
        made.showInputMessage = made.showErrorMessage = True
        made.allow_blank = True
        return made

    def _rule(self, column: Column, first: str, parent: str | None) -> DataValidation:
        if parent is not None:
            return DataValidation(type="list", formula1=f"={parent}", errorStyle="warning")
        if column.kind == "yes-no":
            return DataValidation(type="list", formula1=f'"{YES[at(self.language)]},{NO[at(self.language)]}"')
        listed = self.ranges.get(column.refers or "") or self.ranges.get(",".join(column.choices))
        if listed and not column.many:
            return DataValidation(
                type="list", formula1=f"={listed}", errorStyle="warning" if column.refers in OPEN else "stop"
            )
        if column.kind == "date":
            return DataValidation(type="custom", formula1=f'OR(ISNUMBER({first}),ISNUMBER(SEARCH("w",{first})))')
        if column.kind in ("whole", "number"):
            low, high = 0 if column.low is None else column.low, 1_000_000 if column.high is None else column.high
            kind = "whole" if column.kind == "whole" else "decimal"
            return DataValidation(type=kind, operator="between", formula1=f"{low:g}", formula2=f"{high:.0f}")
        if column.kind == "id" and not column.many:
            return DataValidation(
                type="textLength", operator="between", formula1="1", formula2="64", errorStyle="warning"
            )
        return DataValidation()

    def _help(self, table: Table, column: Column) -> Text:
        need = say("Required.") if table.needs(column) else say("May stay empty.")
        text = say("{need} {sort}", need=need, sort=self._sort(column))
        trades = trades_of(column.path, load()) if table.name == "projects.places" else ()
        return (
            say("{text} Trades it asks for: {names}.", text=text, names=told(trades, self.language)) if trades else text
        )

    def _sort(self, column: Column) -> Text:
        if column.many:
            return say("Several with ; between them.")
        if column.refers == "district":
            return say("Choose from the list, or type a CBS code such as WK051301, or a name with its municipality.")
        if column.kind == "yes-no" or column.choices or self.ranges.get(column.refers or ""):
            return say("Choose from the list.")
        if column.kind == "date":
            return say("A date, or a week such as 2027-W36. Any day stands for its week.")
        if column.kind in ("whole", "number"):
            low, high = 0 if column.low is None else column.low, 1_000_000 if column.high is None else column.high
            return say("A number from {low:g} to {high:.0f}, without its unit.", low=low, high=high)
        if column.owner is not None or column.kind == "id":
            return say("The same code wherever it is meant: letters, digits and . _ : - without spaces.")
        return say("Free text, without names of people.")


def choices(
    book: Workbook,
    language: Language,
    lookups: Mapping[str, Lookup],
    fixed: Mapping[str, tuple[str, ...]],
    examples: tuple[str, ...],
) -> Choices:
    """Writes the protected sheet with look-ups. ``fixed`` are choices of the schema, by a key of our own; ``examples``:
    where those of this workbook are."""
    sheet = book.create_sheet(LISTS[at(language)])
    sheet.sheet_properties.tabColor = style.LIST_TAB
    ranges = {}
    columns = {name: lookup.labels[language] for name, lookup in lookups.items()}
    columns |= {",".join(values): tuple(choice(value, language) for value in values) for values in fixed.values()}
    names = {
        **{name: _titles()[name] for name in lookups},
        **{",".join(values): say("Choices") for values in fixed.values()},
    }
    columns |= {_EXAMPLES: examples} if examples else {}
    names[_EXAMPLES] = LISTED
    for c, (name, values) in enumerate(columns.items(), start=1):
        letter = get_column_letter(c)
        head = sheet.cell(1, c, translated(names[name], language))
        head.font, head.fill = style.BOLD, style.OPTIONAL_FILL
        for r, value in enumerate(values, start=2):
            sheet.cell(r, c, value)
        sheet.column_dimensions[letter].width = min(70, max(14, *(len(v) for v in values)) + 2) if values else 14
        if values:
            ranges[name] = f"'{sheet.title}'!${letter}$2:${letter}${len(values) + 1}"
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    return Choices(ranges, language)


def _titles() -> dict[str, Text]:
    return {
        "trade": say("Trades"),
        "region": say("Labour-market regions"),
        "district": say("Districts, with CBS code"),
        "package": say("Work packages"),
        "prerequisite": say("Permits and notices"),
        "material": say("Materials"),
        "street": say("Streets"),
        "work_type": say("Work types"),
        "calendar": say("Calendars"),
        "figure": say("Figures"),
    }
