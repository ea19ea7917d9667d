"""One party's plan as its pages show it: the file that was made for it, with the state of its own lines."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from django.utils import timezone

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.rounds.progress_file import Expected, Progress, ProgressRow, read_progress
from wijkplan.planner.rounds.round_folder import PROGRESS, now
from wijkplan.planner.rounds.round_types import Decided, Decision
from wijkplan.planner.rounds.what_stands import reports_of
from wijkplan.planner.submission.agreed import OwnPeople

from .models import Organisation, Round
from .pages_in import language, said, t
from .published_views import read_view, views_folder
from .rounds_of import as_values, changing, folder_of, lines_in


def own_view(round: Round, party: Organisation) -> dict[str, Any] | None:
    """What was published to a party; ``None`` before that."""
    if round.plan is None:
        return None
    return read_view(views_folder(round), party.party)


def own_lines(round: Round, party: Organisation, view: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of a party with their states, in the language of the page."""
    del party
    states = lines_in(round) if view["lines"] else {}
    spoken = language()
    found = []
    for one in view["lines"]:
        state = states.get(one["line"])
        stands = {"state": "proposed"} if state is None else as_values(state)
        planned = {"planned_start": one["start"], "planned_end": one["end"]}
        said_start = stands.get("start")
        shown = {**one, **one[spoken], **planned, **stands, "start": one["start"], "said_start": said_start}
        found.append(shown | {"stands": _stands(stands)})
    return found


def _stands(state: Mapping[str, Any]) -> str:
    """What a line says now, as a mark: an answer to something else is no answer to this."""
    return sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()[:12]


def crew_names(round: Round, party: Organisation) -> dict[str, str]:
    """What the calendars of the crews call them."""
    base = folder_of(round.programme).path(round.name, "published", party.party, "crews")
    found = {}
    for crew in crews(round, party):
        lines = (base / f"{crew}.ics").read_text("utf-8").splitlines()
        named = (line.partition(":")[2] for line in lines if line.startswith("X-WR-CALNAME"))
        found[crew] = next(named, crew).replace("\\,", ",")
    return found


def crews(round: Round, party: Organisation) -> list[str]:
    """Names of the crews that have work."""
    base = folder_of(round.programme).path(round.name, "published", party.party, "crews")
    return sorted(path.stem for path in base.glob("*.ics"))


ANSWERS: Mapping[str, Decided] = {
    "accept": "accepted",
    "refuse": "refused",
    "pin": "pinned",
    "window": "window",
    "people": "people",
    "withdraw": "withdrawn",
}
"""What an answer decides."""

PEOPLE: tuple[OwnPeople, ...] = get_args(OwnPeople)


def decision_of(party: str, line: Mapping[str, Any], answer: str, form: Mapping[str, Any]) -> Decision:
    """What a party decides about a line by an answer and the fields beside it (``week``, ``until``, ``people``,
    ``reason``). Raises ``ValueError``, in words."""
    decided, people = ANSWERS[answer], None
    planned = date.fromisoformat(line["start"])
    weeks: tuple[date, date] | None = (planned - timedelta(days=planned.weekday()),) * 2
    if decided in ("pinned", "window"):
        weeks = _weeks(form, decided, line)
    elif decided == "people":
        weeks, people = None, next((one for one in PEOPLE if one == form.get("people")), None)
        if people is None:
            raise ValueError(t("Say whose people may do it."))
    elif decided == "withdrawn":
        weeks = None
    return Decision(
        at=now(),
        by=party.split("-", 1)[-1],
        line=line["line"],
        decision=decided,
        weeks=None if weeks is None else (weeks[0].isoformat(), weeks[1].isoformat()),
        people=people,
        reason=str(form.get("reason") or "").strip()[:500] or None,
    )


def _weeks(form: Mapping[str, Any], decided: Decided, line: Mapping[str, Any]) -> tuple[date, date]:
    """The Mondays between which a line may start."""
    first = str(form.get("week") or "").strip() or line["week"]
    last = first if decided == "pinned" else str(form.get("until") or "").strip() or first
    possible = line["possible"]
    for week in (first, last):
        if week not in possible:
            raise ValueError(
                t("This work cannot start in {week}: its window, permits or calendar leave no start there.", week=week)
            )
    if last < first:
        raise ValueError(t("The last week is before the first."))
    return _monday(first), _monday(last)


def _monday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def report_progress(round: Round, party: Organisation, view: Mapping[str, Any], form: Mapping[str, Any]) -> list[str]:
    """Add one line to what a party reported, and keep it as its next progress file. Gives back what is wrong with it;
    then nothing is kept."""
    today = timezone.localdate()
    line = str(form["line"])
    with changing(round.programme) as folder:
        found, owner = folder.one(round.name), party.party.split("-", 1)[1]
        older = [one for one in reports_of(folder, found) if one.party == owner]
        rows = {} if not older else {row.activity: row for row in older[-1].rows}
        rows[line] = _row(line, form, today)
        until = max([today, *(day for row in rows.values() for day in (row.started, row.ended) if day is not None)])
        made = Progress(
            kind="progress",
            format_version=1,
            round=round.name,
            party=owner,
            until=until if older == [] else max(until, older[-1].until),
            rows=tuple(row for _, row in sorted(rows.items())),
        )
        raw = (made.model_dump_json(indent=1, exclude_none=True) + "\n").encode()
        problems = _problems(raw, view, older[-1] if older else None)
        if problems:
            return problems
        number = 1 + sum(row.object.startswith(f"{PROGRESS}/{owner}/") for row in folder.log(round.name))
        folder.add(round.name, {f"{PROGRESS}/{owner}/{number}.json": raw}, "progress", owner)
    return []


def _row(line: str, form: Mapping[str, Any], today: date) -> ProgressRow:
    def day(name: str) -> date | None:
        text = str(form.get(name, "")).strip()
        return date.fromisoformat(text) if text else None

    def amount(name: str) -> float | None:
        text = str(form.get(name, "")).strip().replace(",", ".")
        return float(text) if text else None

    started, ended = day("started"), day("ended")
    if form.get("done"):
        ended = ended or today
        started = started or min(ended, today)
    return ProgressRow(
        activity=line,
        started=started,
        ended=ended,
        done_percent=100.0 if ended is not None else amount("done_percent"),
        hours_spent=amount("hours_spent"),
        remaining_hours=None if ended is not None else amount("remaining_hours"),
        note=str(form.get("note", "")).strip()[:500] or None,
    )


def _problems(raw: bytes, view: Mapping[str, Any], older: Progress | None) -> list[str]:
    expected = {
        one["line"]: Expected(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]), 0.0)
        for one in view["lines"]
    }
    with tempfile.TemporaryDirectory(prefix="wijkplan-") as made:
        path = Path(made) / "progress.json"
        path.write_bytes(raw)
        _, findings = read_progress(path, expected, older)
    return [_sentence(one) for one in findings if one.severity == "error"]


def _sentence(one: Finding) -> str:
    return f"{said(one.what)} {said(one.remedy)}"
