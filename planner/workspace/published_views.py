"""What pages show of a plan that was sent round: one file per audience, made when it is published from the same
functions as the exports. A page of a party opens the file of that party and no other, so that nothing else can be on
it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.share.audience import Audience
from wijkplan.planner.share.consent_files import impossible_start
from wijkplan.planner.share.export import Subject, own_zone, shared_tables
from wijkplan.planner.share.xlsx_writer import Table
from wijkplan.planner.text import LANGUAGES, Language, translated

from .models import Round
from .where import programme_folder

FOLDER, PREVIEW = "views", "previews"


def views_folder(round: Round) -> Path:
    """Where the files of a round are that was sent round."""
    return programme_folder(round.programme.slug) / FOLDER / round.name


def preview_folder(round: Round) -> Path:
    """The same of the plan that was made last, for who looks at it before it is sent round."""
    return programme_folder(round.programme.slug) / PREVIEW / round.name


def write_views(root: Path, subject: Subject, audiences: Sequence[Audience]) -> None:
    """Make the file of every audience under ``root``."""
    comparison = json.loads(subject.shared.to_json())
    together = {language: [_sheet(one, language) for one in shared_tables(subject, language)] for language in LANGUAGES}
    for who in audiences:
        made = {
            "audience": str(who),
            "question": subject.question,
            "variant": subject.variant,
            "comparison": comparison,
            "shared": together,
            "own": {
                language: [_sheet(one, language) for one in own_zone(subject, who, language).sheets]
                for language in LANGUAGES
            },
            "lines": _lines(subject, who),
        }
        write_text(root / f"{who.file_name}.json", json.dumps(made, ensure_ascii=False, default=str) + "\n")


def read_view(root: Path, audience: str) -> dict[str, Any] | None:
    """The file of one audience; ``None`` where nothing was sent to it."""
    path = root / f"{audience}.json"
    if not path.is_file():
        return None
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return values


def _sheet(table: Table, language: Language) -> dict[str, Any]:
    return {
        "title": translated(table.title, language),
        "note": translated(table.note, language),
        "headings": [translated(one, language) for one in table.headings],
        "rows": [[_cell(value, language) for value in row] for row in table.rows],
    }


def _cell(value: Any, language: Language) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return translated(value, language) if isinstance(value, str) else value


def _lines(subject: Subject, who: Audience) -> list[dict[str, Any]]:
    """The works of an employer: where, when, with whom, why then and what its own week would cost."""
    if who.kind != "employer":
        return []
    problem, names = subject.problem, subject.compiled.names
    reader = Reader("employer", names.employer_index[who.id])
    told: Mapping[Language, Any] = {
        language: {one.activity: one for one in subject.lines(reader, language)} for language in LANGUAGES
    }
    found = []
    for a, one in told["en"].items():
        name = names.activities[a]
        texts: dict[str, Any] = {
            language: {
                "title": translated(name.title, language),
                "trade_names": sorted(translated(names.trade_name(trade), language) for trade in name.hours),
                "why": told[language][a].reason,
                "people": _named(told[language][a].people, names, language),
                "price": told[language][a].keeping,
            }
            for language in LANGUAGES
        }
        street = names.street_index.get(name.street or "")
        project = problem.activities[a].project
        found.append(
            {
                "line": name.id,
                "project": names.projects[project].id,
                "place": name.place if street is None else _street(problem, names, street, project),
                "trades": sorted(name.hours),
                "first": one.moved.planned,
                "last": one.end - 1,
                "start": names.monday(one.moved.planned).isoformat(),
                "end": (names.monday(one.end - 1) + timedelta(days=4)).isoformat(),
                "week": week_label(names.start, one.moved.planned),
                "asked": None if one.moved.asked is None else week_label(names.start, one.moved.asked),
                "moved": one.moved.weeks,
                **texts,
                "possible": _possible(subject.compiled, a),
            }
        )
    return found


def _street(problem: Problem, names: Names, street: int, project: int) -> str:
    """A street with its district: streets of several districts may be called the same."""
    return f"{names.streets[street].name}, {names.districts[problem.projects[project].district].name}"


def _named(people: Sequence[tuple[str, str]], names: Names, language: Language) -> str:
    """Heads with what their trades are called: on a page there is room for it."""
    return "; ".join(f"{translated(names.trade_name(trade), language)} {heads}" for trade, heads in people)


def _possible(compiled: Compiled, activity: int) -> list[str]:
    """Weeks in which a work may start as far as its own window, permits and calendars go."""
    problem, start = compiled.problem, compiled.names.start
    weeks = range(problem.horizon)
    return [week_label(start, week) for week in weeks if impossible_start(problem, activity, week) is None]
