"""The quarterly sheet of the steering group: planned against done, homes finished, what is late and why, and what is
saved against the baseline frozen at the start. The evaluation at the end of the agreement is the sheet of the last
round."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.folder.stored_comparison import read_comparison
from wijkplan.planner.record import Comparison
from wijkplan.planner.share.party_page import tables_page
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import Language, Text, grouped, say

from .files_of_round import until
from .norms import NormEstimate, estimates, norms_table
from .progress_file import ProgressRow
from .round_folder import PLAN, Folder
from .round_types import Round, RoundFile
from .what_stands import QUESTION, VARIANT, plan_path, reports_of


class LateLine(RoundFile):
    """A work that should have ended before the status date and did later, or has not."""

    activity: str
    """Which."""

    planned: date
    """Its last day by the plan that was sent round."""

    ended: date | None
    """Its last day; ``null``: it has not ended."""

    weeks: int
    """Weeks that it is late, up to the status date where it has not ended."""

    reason: str | None
    """Why, in the words of who did it."""


class Interval(RoundFile):
    """Euros that lie between two ends; ``null``: nothing is known of that end."""

    low: int | None
    """At least."""

    high: int | None
    """At most."""


class Quarter(RoundFile):
    """All of it."""

    format_version: int = 1
    """Of this file."""

    round: str
    """Which round."""

    status_date: date
    """Up to when."""

    works: int
    """Works of the last plan that was sent round before."""

    should_have_ended: int
    """How many of them by that plan ended before the status date."""

    ended: int
    """How many are done, of all."""

    begun: int
    """How many have begun and are not done."""

    homes: int
    """Homes that wait for work."""

    homes_should: int
    """How many of them would be finished by that plan."""

    homes_finished: int
    """How many are: all works that they need are done."""

    late: tuple[LateLine, ...]
    """What is late."""

    hours_by_norm: float
    """Person-hours by norm of the works that are done with hours reported."""

    hours_reported: float
    """As reported."""

    at_start: Interval | None
    """What was to be saved by the comparison of the first round; ``null``: it is not known."""

    still_free: Interval | None
    """What planning together still saves by the comparison of this round, in which all that is agreed or done stands in
    every plan, the baseline too."""

    forecast: Interval | None
    """What the baseline that was frozen at the start costs more than the plan of this round, with what was done as it
    was done; at most as much as that is above the bound of this round. ``null`` where the programme
    has other works than then."""

    added: int
    """Works that came since the start."""

    gone: int
    """Works that went since."""

    norms: tuple[NormEstimate, ...]
    """Hours reported beside norms."""


def quarter(folder: Folder, round: Round, compiled: Compiled) -> Quarter:
    """The sheet of a round that was planned; ``compiled`` is its programme. Raises :class:`~.round_folder.RoundError`
    where it has no plan."""
    plan_path(folder, round)
    before = folder.previous(round) or round
    rows = json.loads(plan_path(folder, before).read_text("utf-8"))["activities"]
    told: dict[str, ProgressRow] = {}
    for one in until(folder, round):
        for report in reports_of(folder, one):
            told |= {row.activity: row for row in report.rows}
    status = round.status_date
    last_day = {row["activity"]: date.fromisoformat(row["end"]) for row in rows}
    should = {name for name, day in last_day.items() if day < status}
    done = {name for name, row in told.items() if row.ended is not None}
    begun = {name for name, row in told.items() if row.started is not None} - done
    names = compiled.names
    needs = [(homes.number, {names.activities[a].id for a in homes.works}) for homes in compiled.problem.homes]
    first = folder.rounds()[0]
    start, here = (read_comparison(folder.path(one.id, PLAN)) for one in (first, round))
    was = {row["activity"] for row in json.loads(plan_path(folder, first).read_text("utf-8"))["activities"]}
    now = {row["activity"] for row in json.loads(plan_path(folder, round).read_text("utf-8"))["activities"]}
    norms = estimates(folder, round)
    hours = _hours(folder, round, told)
    return Quarter(
        round=round.id,
        status_date=status,
        works=len(rows),
        should_have_ended=len(should),
        ended=len(done),
        begun=len(begun),
        homes=sum(number for number, _ in needs),
        homes_should=sum(number for number, works in needs if works <= should),
        homes_finished=sum(number for number, works in needs if works <= done),
        late=tuple(_late(last_day, told, status)),
        hours_by_norm=round_hours(hours[0]),
        hours_reported=round_hours(hours[1]),
        at_start=_saving(start),
        still_free=_saving(here),
        forecast=_frozen(start, here) if was == now else None,
        added=len(now - was),
        gone=len(was - now),
        norms=tuple(norms),
    )


def round_hours(hours: float) -> float:
    """Hours as they are told: one decimal."""
    return float(f"{hours:.1f}")


def _hours(folder: Folder, round: Round, told: dict[str, ProgressRow]) -> tuple[float, float]:
    """Hours by norm and as reported of works that are done, each by the first plan that had it."""
    norm: dict[str, float] = {}
    for one in until(folder, round):
        for row in json.loads(plan_path(folder, one).read_text("utf-8"))["activities"]:
            norm.setdefault(row["activity"], sum(row["work"]["hours"].values()))
    spent = {name: row.hours_spent for name, row in told.items() if row.ended is not None and row.hours_spent}
    return sum(norm.get(name, 0.0) for name in spent), sum(hours for hours in spent.values() if hours)


def _late(last_day: dict[str, date], told: dict[str, ProgressRow], status: date) -> list[LateLine]:
    found = []
    for name, day in sorted(last_day.items(), key=lambda pair: (pair[1], pair[0])):
        row = told.get(name)
        ended = None if row is None else row.ended
        if (ended is None and day < status) or (ended is not None and ended > day + timedelta(days=6)):
            weeks = ((status if ended is None else ended) - day).days // 7
            reason = None if row is None else row.reason
            found.append(LateLine(activity=name, planned=day, ended=ended, weeks=weeks, reason=reason))
    return found


def _saving(comparison: Comparison) -> Interval | None:
    row = comparison.saving(QUESTION, comparison.baseline, VARIANT)
    return None if row is None else Interval(low=row.low, high=row.high)


def _frozen(start: Comparison, here: Comparison) -> Interval | None:
    """The cost of the first baseline less that of the present plan, and less its bound."""
    base, plan = start.result(QUESTION, start.baseline), here.result(QUESTION, VARIANT)
    if base is None or base.cost is None or plan is None or plan.cost is None:
        return None
    return Interval(low=base.cost - plan.cost, high=None if plan.bound is None else base.cost - plan.bound)


def sentences(told: Quarter) -> Sequence[Text]:
    """What the sheet says, one sentence after the other."""
    made = [
        say(
            "On {day} {ended} of {works} works are done and {begun} begun; by the plan {should} should have been done.",
            day=told.status_date,
            ended=told.ended,
            works=told.works,
            begun=told.begun,
            should=told.should_have_ended,
        ),
        say(
            "{finished} of {homes} homes are finished, {should} were planned to be.",
            finished=told.homes_finished,
            homes=told.homes,
            should=told.homes_should,
        ),
    ]
    for about, one in (
        (say("By the comparison of the first round the plan saves"), told.at_start),
        (say("Against the baseline frozen at the start this plan saves"), told.forecast),
        (say("What is neither agreed nor done can still save"), told.still_free),
    ):
        if one is not None and one.low is not None:
            high = say("an amount that is not known") if one.high is None else grouped(one.high)
            made.append(say("{about} {low} to {high} euros.", about=about, low=grouped(one.low), high=high))
    if told.forecast is None:
        made.append(
            say(
                "The frozen baseline is not compared with: {added} works came and {gone} went since.",
                added=told.added,
                gone=told.gone,
            )
        )
    return made


def quarter_sheets(told: Quarter) -> Sequence[Table]:
    """For a workbook and a page."""

    def ends(one: Interval | None) -> tuple[int | None, int | None]:
        return (None, None) if one is None else (one.low, one.high)

    return (
        Table(
            say("Planned and done"),
            say("Works and homes by the last plan that was sent round, and as they were reported."),
            (say("What"), say("Planned"), say("Done")),
            [
                (say("works that ended"), told.should_have_ended, told.ended),
                (say("homes finished"), told.homes_should, told.homes_finished),
                (say("person-hours of works that are done"), told.hours_by_norm, told.hours_reported),
            ],
        ),
        Table(
            say("Late and why"),
            say("Works that ended later than planned, or should have."),
            (say("Work"), say("Planned end"), say("Ended"), say("Weeks late"), say("Reason")),
            [(row.activity, week_label(row.planned, 0), row.ended, row.weeks, row.reason) for row in told.late],
        ),
        Table(
            say("Savings"),
            say("Euros that the whole programme costs less; between the ends lies what better plans might still do."),
            (say("What"), say("At least"), say("At most")),
            [
                (say("by the comparison of the first round"), *ends(told.at_start)),
                (say("against the baseline frozen at the start"), *ends(told.forecast)),
                (say("of what is neither agreed nor done"), *ends(told.still_free)),
            ],
        ),
        norms_table(told.norms),
    )


def quarter_files(told: Quarter, language: Language) -> dict[str, bytes]:
    """The sheet as JSON, page and workbook, by file name."""
    sheets = quarter_sheets(told)
    about = say("{first} {second}", **dict(zip(("first", "second"), sentences(told), strict=False)))
    title = say("Round {round}: how it stands", round=told.round)
    return {
        "quarter.json": (told.model_dump_json(indent=1) + "\n").encode(),
        "quarter.html": tables_page(title, about, sheets, language).encode(),
        "quarter.xlsx": workbook(sheets, language, datetime.combine(told.status_date, time())),
    }
