"""What is safe to commit to, in the report: windows to promise residents with their chance, what holds in all plans
about as good, and how the plan fares when things go wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from wijkplan.planner.compile import Names
from wijkplan.planner.plan.variants import VARIANTS, question_of
from wijkplan.planner.record.robust import Robust
from wijkplan.planner.share.robust_sheets import sentences, sheets
from wijkplan.planner.share.xlsx_writer import Table
from wijkplan.planner.text.amounts import day

from .locale import Tongue


def robust_section(names: Names, told: Robust | None, tongue: Tongue) -> dict[str, Any] | None:
    """Sentences and tables; ``None`` where nobody asked. Of weeks and people those that hold: all of them are in the
    workbook of ``wijkplan robust --to``."""
    if told is None:
        return None
    holding = told.model_copy(update={"held": tuple(_shown(told))})
    tables = [_table(one, tongue) for one in sheets(holding, names) if one.rows]
    return {
        "question": question_of(told.question),
        "variant": tongue.sentence(VARIANTS[told.variant].name),
        "sentences": [tongue.sentence(one) for one in sentences(told)],
        "tables": tables,
    }


def _shown(told: Robust) -> list[Any]:
    return [row for row in told.held if row.kind == "tender" or row.verdict == "holds"]


def _table(sheet: Table, tongue: Tongue) -> dict[str, Any]:
    columns = range(len(sheet.headings))
    numbers = [any(isinstance(row[c], int | float) for row in sheet.rows) for c in columns]
    return {
        "title": tongue.sentence(sheet.title),
        "note": tongue.sentence(sheet.note),
        "headings": [(tongue.sentence(sheet.headings[c]), numbers[c]) for c in columns],
        "rows": [[(_cell(value, tongue), numbers[c]) for c, value in enumerate(row)] for row in sheet.rows],
    }


def _cell(value: object, tongue: Tongue) -> str:
    """As readers of a language write it."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return tongue.words.number(value, 0 if isinstance(value, int) else 1)
    return day(value, tongue.language) if isinstance(value, date) else tongue.sentence(value)  # type: ignore[arg-type]
