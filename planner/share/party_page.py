"""The page of one audience: one HTML file that opens offline, made of what its workbook and ``comparison-shared.json``
hold and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.variants import VARIANTS
from wijkplan.planner.programme import monday_of
from wijkplan.planner.record import Saving
from wijkplan.planner.text import Language, Text, amounts, grouped, say, translated

from .gantt_rows import Span
from .party_page_words import PAGE
from .party_sheets import SUPPRESSED
from .shared_types import SharedComparison, SharedProgramme
from .xlsx_writer import Table

QUESTIONS: Mapping[str, Text] = {"equal_delivery": say("Equal delivery"), "all_in": say("All in")}
WORDS: Mapping[str, Text] = {
    "proven": say("proven"),
    "proven dearer": say("proven dearer"),
    "indicated": say("indicated"),
    "negligible": say("negligible"),
    "undecided": say("undecided"),
}
STATUS: Mapping[str, Text] = {
    "optimal": say("the best possible"),
    "feasible": say("the best found"),
    "stored": say("made without joint planning"),
    "no_plan": say("no plan found"),
    "infeasible": say("not possible"),
}
OPEN = 30  # rows of a table that are shown without asking, where it is not the only one


def page(
    comparison: SharedComparison,
    question: str,
    variant: str,
    spans: Sequence[Span],
    tables: Sequence[Table],
    language: Language,
    made: datetime,
) -> str:
    """The page: what the comparison says to all, the party's own weeks as a chart, and its tables, the last of which
    is the shared one. ``comparison`` is the shared one too; ``made`` is when the plans were made, the only time on
    it."""
    return _render(
        language,
        comparison.programme.name,
        _about(comparison.programme, made.date(), language),
        headlines=_headlines(comparison),
        whose=say("{question}, {variant}", question=QUESTIONS[question], variant=_variant(variant, language)),
        savings=_savings(comparison, language),
        results=_results(comparison, language),
        chart=_chart(spans, monday_of(comparison.programme.start)),
        tables=[_table(table, OPEN if len(tables) > 1 else len(table.rows)) for table in tables],
    )


def tables_page(title: Text, about: Text, tables: Sequence[Table], language: Language) -> str:
    """A page of tables and nothing else."""
    return _render(language, title, about, tables=[_table(table, len(table.rows)) for table in tables])


def _render(language: Language, title: str, about: Text, **parts: Any) -> str:
    empty: dict[str, Any] = {"headlines": (), "savings": (), "results": (), "chart": None}
    return _template(language).render(t=PAGE, language=language, title=title, about=about, **(empty | parts))


@lru_cache
def _template(language: Language) -> Template:
    """Made once: a round is sent to scores of audiences."""

    def told(value: Any, digits: int = 1) -> str:
        return translated(value, language) if isinstance(value, str) else _shown(value, language, digits)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["told"] = told
    return environment.from_string((files("wijkplan.planner.share") / "page.html.jinja").read_text("utf-8"))


def _shown(value: Any, language: Language, digits: int = 1) -> str:
    """A cell as readers of a language write it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return amounts.day(value, language)
    if isinstance(value, int | float):
        return amounts.number(value, language, 0 if isinstance(value, int) else digits)
    return str(value)


def _about(programme: SharedProgramme, made: date, language: Language) -> Text:
    counts = {name: _shown(getattr(programme, name), language) for name in ("projects", "districts", "homes", "weeks")}
    return say(
        "{projects} projects in {districts} districts, {homes} homes with work, {weeks} weeks from {start}; plans "
        "made on {made}.",
        **counts,
        start=_shown(programme.start, language),
        made=_shown(made, language),
    )


def _variant(name: str, language: Language) -> str:
    return translated(VARIANTS[name].name, language)


def _headlines(comparison: SharedComparison) -> list[Text]:
    """One sentence per question: all together against today."""
    if comparison.savings is None:
        return [say("Costs and savings are not shown: too few employers stand behind them.")]
    found = []
    for row in _compared(comparison):
        if (row.source, row.to) == (comparison.baseline, "bundled"):
            low, high = (None if end is None else grouped(end) for end in (row.low, row.high))
            amount = say("at least {low}", low=low) if high is None else say("{low} to {high}", low=low, high=high)
            parts = {"about": QUESTIONS[row.question], "amount": amount, "word": WORDS[row.word]}
            found.append(
                say(
                    "{about}: together the whole programme costs {amount} euros less than when each plans well for "
                    "itself ({word}).",
                    **parts,
                )
            )
    return found or [say("There is no comparison, because a plan is missing.")]


def _compared(comparison: SharedComparison) -> list[Saving]:
    """The savings between two plans that are there: of others there is nothing to say."""
    gone = {(row.question, row.variant) for row in comparison.results if row.status in ("no_plan", "infeasible")}
    rows = comparison.savings or ()
    return [row for row in rows if not gone & {(row.question, row.source), (row.question, row.to)}]


def _savings(comparison: SharedComparison, language: Language) -> list[dict[str, Any]]:
    """Per question the intervals, with their places on a bar of width 100."""
    made = []
    for question, about in QUESTIONS.items():
        rows = [row for row in _compared(comparison) if row.question == question]
        top = max([1, *(row.low if row.high is None else row.high for row in rows)])
        listed = []
        for row in rows:
            high = top if row.high is None else row.high
            left = 100 * max(0, row.low) / top
            bar = {"x": round(left, 2), "width": round(max(0.6, 100 * max(0, high) / top - left), 2)}
            pair = {"source": _variant(row.source, language), "to": _variant(row.to, language), "word": WORDS[row.word]}
            listed.append(pair | bar | {"low": row.low, "high": row.high})
        if listed:
            made.append({"about": about, "rows": listed})
    return made


def _results(comparison: SharedComparison, language: Language) -> list[tuple[Any, ...]]:
    made = []
    for row in comparison.results:
        cost = SUPPRESSED if comparison.savings is None else row.cost
        made.append((QUESTIONS[row.question], _variant(row.variant, language), STATUS[row.status], cost))
    return made


def _chart(spans: Sequence[Span], start: date) -> dict[str, Any] | None:
    """Places of the bars, one unit a week from the first week shown, and the first week of each quarter as an axis."""
    if not spans:
        return None
    first = min(min(s.start, s.start if s.asked is None else s.asked) for s in spans)
    last = max(max(s.end, 0 if s.asked is None else s.asked + s.end - s.start) for s in spans)
    rows = [
        {
            "label": s.label,
            "asked": None if s.asked is None else s.asked - first,
            "start": s.start - first,
            "weeks": s.end - s.start,
            "told": (
                None if s.asked is None else week_label(start, s.asked),
                week_label(start, s.start),
                week_label(start, s.end - 1),
            ),
        }
        for s in spans
    ]
    months = [start + timedelta(weeks=week) for week in range(first, last)]
    ticks = [
        (i, day.strftime("%Y-%m"))
        for i, day in enumerate(months)
        if day.day <= 7 and (day.month % 3 == 1 or last - first < 27)
    ]
    return {
        "title": say("Chart of {count} works", count=len(rows)),
        "rows": rows,
        "weeks": last - first,
        "ticks": ticks,
    }


def _table(table: Table, most: int) -> dict[str, Any]:
    """Without the columns for answers, which are given in the workbook; with more rows than ``most`` folded up."""
    shown = [c for c in range(len(table.headings)) if c not in table.answers]
    numbers = {c for c in shown if _numeric([row[c] for row in table.rows])}
    return {
        "title": table.title,
        "note": table.note,
        "headings": [(table.headings[c], c in numbers) for c in shown],
        "rows": [
            [(row[c], "n" if c in numbers else "w" if _short(row[c]) else "") for c in shown] for row in table.rows
        ],
        "fold": say("Table of {count} rows", count=len(table.rows)) if len(table.rows) > most else "",
        "answered": bool(table.answers),
        "digits": table.digits,
    }


def _short(value: Any) -> bool:
    """Weeks and dates, which are hard to read on two lines."""
    return isinstance(value, date) or (isinstance(value, str) and len(value) == 8 and value[4:6] == "-W")


def _numeric(column: Sequence[Any]) -> bool:
    """Whether a column holds numbers, and nothing else where it holds anything."""
    told = [value for value in column if value is not None and value != SUPPRESSED]
    return bool(told) and all(isinstance(value, int | float) for value in told)
