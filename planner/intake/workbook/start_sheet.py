"""The first sheet: what to do in five lines, what is never asked, and the form with the sender's own values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from wijkplan.planner.text import Language, Text, say, translated

from . import style
from .drop_downs import Choices
from .headings import SHEETS, at, form_label
from .layout import FORM, Column, Table
from .table_sheets import DATE_FORMAT
from .write_cells import put, shown

NEVER = say("Prices, margins and names of people are never asked. Leave them out, also in notes.")
NEVER_IN_PROGRAMME = say("What firms ask or earn and names of people have no place here, also not in notes.")


def add_start(
    book: Workbook,
    form: Table,
    values: Mapping[str, Any],
    language: Language,
    choices: Choices,
    title: Text,
    lines: tuple[Text, ...],
) -> None:
    """Adds the start sheet; ``values`` are those of the form that are known already, ``lines`` what to do."""
    sheet = book.create_sheet(SHEETS[FORM][at(language)], 0)
    sheet.sheet_properties.tabColor = style.MAIN_TAB
    for letter, width in (("A", 34), ("B", 58), ("C", 58)):
        sheet.column_dimensions[letter].width = width
    put(sheet["A1"], translated(title, language))
    sheet["A1"].font = style.TITLE
    row = 3
    for number, line in enumerate(lines, start=1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        cell = sheet.cell(row, 1, f"{number}.  {translated(line, language)}")
        cell.font, cell.alignment = style.PLAIN, style.TOP
        sheet.row_dimensions[row].height = 20
        row += 1
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
    never = sheet.cell(row, 1, translated(NEVER_IN_PROGRAMME if values.get("kind") == "programme" else NEVER, language))
    never.font, never.fill, never.alignment = style.BOLD, style.OPTIONAL_FILL, style.WRAPPED
    sheet.row_dimensions[row].height = 26
    row += 2
    for column in form.columns:
        _field(sheet, row, form, column, values, language, choices)
        row += 1
    style.page(sheet)
    sheet.print_options.gridLines = False
    sheet.sheet_view.showGridLines = False


def _field(
    sheet: Any, row: int, form: Table, column: Column, values: Mapping[str, Any], language: Language, choices: Choices
) -> None:
    label, cell, note = sheet.cell(row, 1), sheet.cell(row, 2), sheet.cell(row, 3)
    label.value = form_label(values.get("kind"), column)[at(language)] + (" *" if column.required else "")
    label.font = style.REQUIRED if column.required else style.BOLD
    label.fill = style.REQUIRED_FILL if column.required else style.OPTIONAL_FILL
    put(cell, shown(column, values.get(column.path), language, None))
    cell.fill, cell.border, cell.alignment = style.INPUT_FILL, style.AROUND, style.LEFT
    label.border, label.alignment = style.AROUND, style.LEFT
    sheet.row_dimensions[row].height = 30
    if column.kind == "date":
        cell.number_format = DATE_FORMAT[language]
    rule: DataValidation = choices.rule(form, column, f"B{row}", {})
    rule.add(f"B{row}")
    sheet.add_data_validation(rule)
    note.value = _note(values.get("kind"), column, language)
    note.font, note.alignment = style.QUIET, style.LEFT


def _note(kind: object, column: Column, language: Language) -> str:
    notes = {
        "kind": say("Filled in already."),
        "format_version": say("Filled in already."),
        "id": say(
            "A short code for your organisation, without spaces, the same in every file, such as gemeente-voorbeeld."
        ),
        "name": say("As others know you."),
        "regime": say("By which rules you buy: classic for municipalities, special sector for grid operators."),
        "desk_places": say("How many tenders you can prepare at the same time; 1 if left empty."),
        "flexible_weeks": say(
            "How many weeks your work may move from the week you ask for, unless a project says otherwise."
        ),
        "idle_earning_percent": say(
            "Of the hours in which own people stand by; left empty, what the reference data say."
        ),
        "note": say("For the neutral party that plans; may stay empty."),
        "weeks": say("Weeks from the first one, at most 520."),
        "seed": say("The same number gives the same draw; 1 if left empty."),
        "min_weeks_hired": say(
            "Weeks that hired people are paid for at least; left empty, what the reference data say."
        ),
        "min_weeks_lent": say("Weeks that lent people are paid for at least; left empty, what the reference data say."),
        "min_weeks_partner": say(
            "Weeks that people of partners are paid for at least; left empty, what the reference data say."
        ),
        "turnover_per_person_eur": say(
            "What finding and inducting a hired person costs; left empty, what the reference data say."
        ),
    }
    own = {
        "programme/name": say("As reports call it."),
        "programme/start": say("The first week that is planned; everything before it is done."),
    }
    found = own.get(f"{kind}/{column.path}") or notes.get(column.path)
    return translated(found, language) if found else ""
