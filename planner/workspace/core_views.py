"""What the pages of the core team show beside the shared comparison: tenders with their publication and how many can
bid, where people are scarce, and what collides in the weeks asked for. Made when a plan is sent round, under the same
limits as the shared zone: what too few employers stand for is ``None``."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.share.export import Subject
from wijkplan.planner.share.shared_zone import parted
from wijkplan.planner.text import LANGUAGES, translated

FILE = "core-pages.json"


def write_core_view(root: Path, subject: Subject) -> None:
    """Make the file beside those of the audiences."""
    made = {
        "tenders": _tenders(subject),
        "people": _people(subject),
        "conflicts": _conflicts(subject),
        "districts": _districts(subject),
    }
    write_text(root / FILE, json.dumps(made, ensure_ascii=False) + "\n")


def read_core_view(root: Path) -> dict[str, Any] | None:
    """The file; ``None`` before a plan was sent round, or where an older version sent it."""
    path = root / FILE
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def _tenders(subject: Subject) -> list[dict[str, Any]]:
    """Per tender of the plan when it is published, what is in it, how many lots, and the fewest firms that are expected
    to be able to bid, in the programme and outside it together, before and after merging. Under the least number of
    employers a figure is not told: it would say of single firms what they can do."""
    names, least = subject.compiled.names, subject.programme.reference.disclosure.min_employers
    known = {one.tender: one for one in subject.folder.comparison.access.tenders}
    found = []
    for publication in sorted(subject.plan.tenders, key=lambda one: (one.week, one.tender)):
        name = names.tenders[publication.tender]
        access = known.get(name.id)
        found.append(
            {
                "tender": name.id,
                "title": name.title or ", ".join(name.projects),
                "file": f"dossier-{name.id.replace(':', '-')}",
                "projects": len(name.projects),
                "procedure": name.procedure,
                "value_eur": name.value_eur,
                "week": week_label(names.start, publication.week),
                "monday": names.monday(publication.week).isoformat(),
                "lots": 0 if access is None else len(access.lots),
                "least": least,
                "before": None if access is None or access.before is None else _at_least(access.before, least),
                "after": None if access is None or access.after is None else _at_least(access.after, least),
                "few": access is not None and any(lot.few for lot in access.lots),
            }
        )
    return found


def _at_least(able: float, least: int) -> int | None:
    return int(able) if able >= least else None


def _people(subject: Subject) -> list[dict[str, Any]]:
    """Per trade the head-weeks of the shared zone side by side, and what the weeks asked for ask beyond own people;
    that one only where own people and work of the trade are shown too."""
    names, limits = subject.compiled.names, subject.programme.reference.disclosure
    cells: dict[str, dict[str, float | None]] = defaultdict(dict)
    for cell in subject.cells:
        old = cells[cell.trade].get(cell.measure, 0.0)
        cells[cell.trade][cell.measure] = None if old is None or cell.head_weeks is None else old + cell.head_weeks
    groups = parted(subject.problem, names, limits)
    short: dict[str, float] = defaultdict(float)
    for lack in subject.folder.comparison.people.asked_weeks_short:
        short[lack.trade] += lack.head_weeks
    found = []
    for trade in names.trades:
        row = cells.get(trade.id, {})
        shown = all(group.shown for group in groups.get(trade.id, ())) and None not in (
            row.get("available"),
            row.get("at_work"),
        )
        called: dict[str, str] = {language: trade.called(language) for language in LANGUAGES}
        found.append(
            {
                "trade": trade.id,
                **called,
                **{measure: row.get(measure) for measure in ("available", "at_work", "lent", "hired")},
                "short": round(short[trade.id], 1) if shown else None,
            }
        )
    return found


def _districts(subject: Subject) -> dict[str, list[str] | None]:
    """Per district with work the first day of the quarter in which its first work starts and the last day of that in
    which its last work ends. Where fewer employers than may be told are at work it is ``None``: it would be the dates
    of single firms."""
    names, problem, least = subject.compiled.names, subject.problem, subject.programme.reference.disclosure
    weeks: dict[int, list[int]] = defaultdict(list)
    firms: dict[int, set[int]] = defaultdict(set)
    for placed in subject.plan.placements:
        project = problem.projects[problem.activities[placed.activity].project]
        weeks[project.district] += [placed.start, placed.end - 1]
        firms[project.district].add(project.employer)
    found: dict[str, list[str] | None] = {}
    for district, on in weeks.items():
        first, last = names.monday(min(on)), names.monday(max(on)) + timedelta(days=6)
        told = len(firms[district]) >= least.min_employers
        found[names.districts[district].id] = [_quarter(first)[0], _quarter(last)[1]] if told else None
    return found


def _quarter(day: date) -> tuple[str, str]:
    """First and last day of the quarter of a day."""
    month = 3 * ((day.month - 1) // 3) + 1
    after = date(day.year + month // 10, (month + 2) % 12 + 1, 1)
    return date(day.year, month, 1).isoformat(), (after - timedelta(days=1)).isoformat()


def _conflicts(subject: Subject) -> list[dict[str, Any]]:
    """Per rule at how many places the weeks asked for collide, of rules that do so at no fewer places than the least
    number of employers. No place is named: it is somebody's."""
    limits = subject.programme.reference.disclosure
    places: dict[str, int] = defaultdict(int)
    for one in subject.folder.comparison.conflicts:
        places[one.rule] += 1
    return [
        {language: translated(rule_name(rule), language) for language in LANGUAGES} | {"places": count}
        for rule, count in places.items()
        if count >= limits.min_employers
    ]
