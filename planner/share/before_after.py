"""What the steering group gets: the programme as it would be without planning together, and as it is planned.

Of the whole programme and of districts, nothing of an employer; figures that enough employers have to stand behind are
left out where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.record import Comparison
from wijkplan.planner.record.newcomers import NewcomersRecord
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.text import Text, say

from .xlsx_writer import Table

MEASURES: tuple[tuple[str, Text], ...] = (
    ("mean_home_week", say("week by which a home is done, on average")),
    ("projects_meeting_target", say("projects on time")),
    ("projects", say("projects in all")),
    ("openings", say("times that streets are opened")),
    ("weeks_open", say("weeks that streets are open")),
    ("broken_rests", say("streets opened again within their rest")),
    ("mean_weeks_moved", say("weeks that work is moved, on average")),
    ("combined_tenders", say("tenders of several projects")),
    ("tenders", say("tenders in all")),
)
OF_PEOPLE: tuple[tuple[str, Text], ...] = (
    ("changes", say("own people rise and fall, heads")),
    ("idle_head_weeks_in_span", say("own people idle between their first and last work, head-weeks")),
)
"""Those that say something of employers."""

ASKED = (("equal_delivery", say("Equal delivery")), ("sooner", say("Sooner")), ("all_in", say("All in")))


def before_after(compiled: Compiled, comparison: Comparison, employers: int, limits: Disclosure) -> list[Table]:
    """Each question that was asked, homes per year, and when each district is done."""
    base = next((r for r in comparison.results if r.variant == comparison.baseline and r.measures is not None), None)
    found = [
        (label, result)
        for question, label in ASKED
        if (result := comparison.result(question, "bundled")) is not None and result.measures is not None
    ]
    if base is None or base.measures is None or not found:
        return []
    kinds = (*MEASURES, *(OF_PEOPLE if employers >= limits.min_employers else ()))
    columns = [base.measures, *(result.measures for _, result in found)]
    headings = (say("Without planning together"), *(label for label, _ in found))
    rows = [(label, *(getattr(one, key) for one in columns)) for key, label in kinds]
    ends = [
        (district.name, *(_quarter(compiled, one.finish_week.get(district.id)) for one in columns if one is not None))
        for district in compiled.names.districts
    ]
    return [
        Table(
            say("Before and after"),
            say("The same work without planning together, and in the plans found for each question."),
            (say("What"), *headings),
            rows,
        ),
        *_homes(comparison),
        Table(
            say("Districts"),
            say("The quarter in which the last work of each district ends."),
            (say("District"), *headings),
            ends,
        ),
    ]


def _quarter(compiled: Compiled, week: int | None) -> str | None:
    if week is None:
        return None
    day = compiled.names.monday(week - 1) + timedelta(days=3)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _homes(comparison: Comparison) -> list[Table]:
    """Homes done per year, where *sooner* was asked."""
    told = next((one for one in comparison.sooner if one.question == "sooner"), None)
    plan = None if told is None else next((one for one in told.plans if one.variant == "bundled"), None)
    if told is None or told.baseline is None or plan is None:
        return []
    before, after = told.baseline.done_in_year, plan.done_in_year
    years = sorted({*before, *after})
    rows: Sequence[Sequence[Any]] = [(year, before.get(year, 0), after.get(year, 0)) for year in years]
    return [
        Table(
            say("Homes per year"),
            say("Homes whose last work ends in each year, asked for as soon as possible with no more money and hire."),
            (say("Year"), say("Without planning together"), say("Sooner")),
            rows,
        )
    ]


def newcomers_table(record: NewcomersRecord | None, limits: Disclosure) -> list[Table]:
    """How many newcomers start in the plan of each question, where they were asked for; left out where it is fewer
    than may be told."""
    if record is None or not record.answers:
        return []
    labels = dict(ASKED)
    rows = [
        (labels.get(one.question, say("Sooner, however far")), number)
        for one in record.answers
        if (number := one.newcomers if one.newcomers == 0 or one.newcomers >= limits.min_people else None) is not None
    ]
    return [
        Table(
            say("Newcomers"),
            say("How many people start to learn in the plan of each question, all employers together."),
            (say("Question"), say("People")),
            rows,
        )
    ]
