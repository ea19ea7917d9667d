"""The other separate scenario: what people would cost if they were called up per period of four weeks, each line with
people of its own.

The harder reading of "people come whole". A line is who works for whom: an employer's own pool, a pool whose people
work for another employer (lent, or as partner), a market from which an employer hires. Per period of four weeks a line
has a whole number of people, enough for its busiest week, and all of them stand by for the rest of the period at the
full rate, own people too; each hired person who was not there in the period before is found and inducted. Euros of a
plan that was made without it, so no part of a cost or a proof: as a priced rule it leaves half of the decidable cost
between plan and bound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.comparison_types import Compared
from wijkplan.planner.record import PeopleEuros, ScenarioPeople
from wijkplan.planner.reference import Reference

PERIOD = 4
"""Weeks."""
HEAD = 100
Line = tuple[Source, int, int]
"""Source, employer for whom the work is done, pool or market."""


@dataclass(frozen=True, slots=True)
class CalledUp:
    """Euros of people of one plan who stand by and who are found, how many hired persons enter over all lines and
    periods, and how many lines there are."""

    standby_eur: int
    turnover_eur: int
    hired_persons_entering: int
    lines: int


def scenario_people(reference: Reference, names: Names, compared: Compared) -> ScenarioPeople:
    """People called up per period, for every plan of a comparison."""
    rows = tuple(
        PeopleEuros(
            question=run.question, variant=run.variant, **asdict(called_up(run.problem, names, run.plan, reference))
        )
        for run in compared.runs
        if run.plan is not None
    )
    return ScenarioPeople(period_weeks=PERIOD, euros=rows)


def called_up(problem: Problem, names: Names, plan: Plan, reference: Reference) -> CalledUp:
    """One plan."""
    at_work = _lines(problem, plan)
    prices = reference.prices
    open_share = [max(row) / 100 for row in zip(*(calendar.percent for calendar in problem.calendars), strict=True)]
    standby, entering = 0.0, 0
    for (source, _, index), weeks in at_work.items():
        trade = problem.markets[index].trade if source is Source.HIRED else problem.pools[index].trade
        name, before = names.trades[trade].id, 0
        for begin in range(0, problem.horizon, PERIOD):
            period = range(begin, min(begin + PERIOD, problem.horizon))
            persons = _whole(max(weeks.get(t, (0, 0.0))[0] for t in period), problem.persons.part(trade))
            paid = persons / HEAD * sum(open_share[t] for t in period)
            worked = sum(weeks.get(t, (0, 0.0))[1] for t in period)
            standby += max(0.0, paid - worked) * reference.week_hours(name) * reference.trades[name].rate_eur
            if source is Source.HIRED:
                entering += -(-max(0, persons - before) // HEAD)
            before = persons
    return CalledUp(
        standby_eur=round(standby),
        turnover_eur=round(entering * prices.turnover_per_person),
        hired_persons_entering=entering,
        lines=len(at_work),
    )


def _whole(heads: int, part: int) -> int:
    return -(-heads // part) * part


def _lines(problem: Problem, plan: Plan) -> dict[Line, dict[int, tuple[int, float]]]:
    """Per line and week the hundredths of a head that are needed there, and the head-weeks that are worked: as much of
    the week as the calendar of the work is open, and no more heads than the work asks."""
    found: dict[Line, dict[int, tuple[int, float]]] = defaultdict(dict)
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        employer = problem.projects[activity.project].employer
        percent = problem.calendars[activity.calendar].percent
        for demand, chosen in zip(activity.modes[placement.mode].demands, placement.patterns, strict=True):
            q = demand.patterns[chosen]
            uses = [] if q.own is None else [((Source.OWN, employer, q.own), q.own_heads, q.own_heads)]
            if q.other is not None:
                uses.append(((q.source, employer, q.other), q.other_heads, min(q.other_heads, demand.heads)))
            for line, heads, asked in uses:
                for t in range(placement.start, min(placement.end, problem.horizon)):
                    if percent[t] > 0:
                        there, worked = found[line].get(t, (0, 0.0))
                        found[line][t] = there + heads, worked + asked / HEAD * percent[t] / 100
    return dict(found)
