"""One iCalendar file per crew, for the planners' own agendas: the heads of one trade in one region, as the plan counts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.text import Language, say, translated

from .head_weeks import staffed


def agendas(problem: Problem, names: Names, plan: Plan, employer: int, language: Language, made: datetime) -> dict[str, bytes]:
    """File name and contents per pool of the employer that has any work. Of heads that are lent it says where in the country and how many,
    not to whom; ``made`` is when the plan was made."""
    spans: dict[int, dict[int, tuple[float, int, int]]] = defaultdict(dict)
    for row in staffed(problem, plan):
        if row.pool is not None and row.supplier == employer:
            heads, first, last = spans[row.pool].get(row.activity, (row.heads, row.week, row.week))
            spans[row.pool][row.activity] = (heads, min(first, row.week), max(last, row.week))
    return {
        f"{names.pools[pool].trade}-{names.pools[pool].region}.ics": _calendar(problem, names, pool, employer, found, language, made)
        for pool, found in sorted(spans.items())
    }


def _calendar(
    problem: Problem, names: Names, pool: int, employer: int, spans: Mapping[int, tuple[float, int, int]], language: Language, made: datetime
) -> bytes:
    trade = names.trades[problem.pools[pool].trade]
    title = f"{trade.dutch if language == 'nl' else trade.english}, {names.regions[problem.pools[pool].region].name}"
    calendar = Calendar()
    calendar.add("prodid", "-//wijkplan//wijkplan//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    lent = 0
    for activity, (heads, first, last) in sorted(spans.items(), key=lambda item: (item[1][1], item[0])):
        event = Event()
        own = problem.projects[problem.activities[activity].project].employer == employer
        if own:
            name = names.activities[activity]
            event.add("uid", f"{name.id}.{names.pools[pool].trade}@wijkplan".replace("/", "."))
            event.add("summary", translated(say("{heads:g} heads: {title}", heads=round(heads, 2), title=name.title), language))
            street = names.street_index.get(name.street or "")
            event.add("location", names.streets[street].name if street is not None else name.place)
        else:
            lent += 1
            event.add("uid", f"lent.{first}.{lent}.{names.pools[pool].id}@wijkplan".replace(":", "."))
            event.add("summary", translated(say("{heads:g} heads lent", heads=round(heads, 2)), language))
            event.add("location", names.regions[problem.region(activity)].name)
        event.add("dtstamp", made)
        event.add("dtstart", names.monday(first))
        event.add("dtend", names.monday(last) + timedelta(days=5))  # exclusive: up to and including Friday
        calendar.add_component(event)
    raw: bytes = calendar.to_ical()
    return raw
