"""One iCalendar file per crew, for the planners' own agendas: the heads of one trade in one region, as the plan counts
them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.text import Language, say, translated

from .head_weeks import staffed
from .secret_key import mark

EPOCH = 29_000_000
"""Minutes since 1970 that are taken off, so that a later plan has a higher SEQUENCE that still fits 32 bits."""


def agendas(
    problem: Problem, names: Names, plan: Plan, employer: int, language: Language, made: datetime, key: bytes
) -> dict[str, bytes]:
    """File name and contents per pool of the employer that has any work. Of heads that are lent it says where in the
    country and how many, not to whom; ``made`` is when the plan was made, ``key`` what nobody else has
    (:mod:`~wijkplan.planner.share.secret_key`)."""
    work: dict[int, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in staffed(problem, plan):
        if row.pool is not None and row.supplier == employer:
            weeks = work[row.pool][row.activity]
            weeks[row.week] = weeks.get(row.week, 0.0) + row.heads
    return {
        f"{names.pools[pool].trade}-{names.pools[pool].region}.ics": _calendar(
            problem, names, pool, employer, found, language, made, key
        )
        for pool, found in sorted(work.items())
    }


def _calendar(
    problem: Problem,
    names: Names,
    pool: int,
    employer: int,
    work: Mapping[int, Mapping[int, float]],
    language: Language,
    made: datetime,
    key: bytes,
) -> bytes:
    trade = names.trades[problem.pools[pool].trade]
    title = f"{trade.called(language)}, {names.regions[problem.pools[pool].region].name}"
    calendar = Calendar()
    calendar.add("prodid", "-//wijkplan//wijkplan//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for activity, weeks in sorted(work.items(), key=lambda item: (min(item[1]), item[0])):
        name = names.activities[activity]
        own = problem.projects[problem.activities[activity].project].employer == employer
        # Work of another employer, whose ids could be guessed
        hidden = f"lent.{mark(key, f'{names.pools[pool].id} {name.id}')}"
        uid = f"{name.id}.{names.pools[pool].trade}".replace("/", ".") if own else hidden
        for i, run in enumerate(_runs(weeks)):
            heads, event = weeks[run[0]], Event()
            # The same in whichever weeks it is: an agenda then moves what it has, instead of adding to it.
            event.add("uid", f"{uid}{f'.{i + 1}' if i else ''}@wijkplan")
            if own:
                event.add(
                    "summary",
                    translated(say("{heads:g} heads: {title}", heads=round(heads, 2), title=name.title), language),
                )
                street = names.street_index.get(name.street or "")
                event.add("location", names.streets[street].name if street is not None else name.place)
            else:
                event.add("summary", translated(say("{heads:g} heads lent", heads=round(heads, 2)), language))
                event.add("location", names.regions[problem.region(activity)].name)
            event.add("dtstamp", made)
            event.add("sequence", int(made.replace(tzinfo=UTC).timestamp()) // 60 - EPOCH)
            event.add("transp", "TRANSPARENT")  # a plan for a crew takes nobody's own hours
            event.add("dtstart", names.monday(run[0]))
            event.add("dtend", names.monday(run[-1]) + timedelta(days=5))  # exclusive: up to and including Friday
            calendar.add_component(event)
    raw: bytes = calendar.to_ical()
    return raw


def _runs(weeks: Mapping[int, float]) -> list[list[int]]:
    """The weeks in which somebody works, in runs that follow each other: between them the work stands still."""
    runs: list[list[int]] = []
    for week in sorted(weeks):
        if runs and week == runs[-1][-1] + 1 and weeks[week] == weeks[runs[-1][-1]]:
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs
