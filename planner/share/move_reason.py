"""Why work is not in the week that was asked for, in one sentence that names rule, trade and street and never another
party.

The sentence is that of :mod:`wijkplan.planner.results.binding_rules` for who reads it. Only rules are asked whose
answer rests on the plan, on what the employer sent itself, and on what all share: the heads of others are not looked
at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.names import TradeName
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.rule_words import rule_name
from wijkplan.planner.results.binding_rules import Reasons
from wijkplan.planner.text import Language, say, translated


@dataclass(frozen=True, slots=True)
class Moved:
    """Work in another week than was asked for. ``asked`` is ``None`` where no week was."""

    asked: int | None
    planned: int

    @property
    def weeks(self) -> int | None:
        """Weeks later (negative: sooner) than asked for."""
        return None if self.asked is None else self.planned - self.asked


def reason(
    problem: Problem,
    names: Names,
    plan: Plan,
    activity: int,
    language: Language,
    shifts: Shifts | None = None,
    reader: Reader | None = None,
) -> str:
    """The sentence for one activity, empty where it stands in the week that was asked for. ``shifts`` are those of the
    plan, where they are there already; without a ``reader`` it is told to the employer of the work."""
    asked = problem.activities[activity].submitted
    shifts = shifts or Shifts(problem, plan)
    placed = shifts.placed[activity]
    if asked is None or placed.start == asked:
        return ""
    rule, why, trade = _broken(problem, names, shifts, (activity, asked), language, reader)
    street = names.street_index.get(names.activities[activity].street or "")
    where = names.districts[_district(problem, activity)].name if street is None else names.streets[street].name
    called = _main_trade(problem, names, activity) if trade is None else names.trades[trade]
    told = called.called(language)
    called_rule = say("what all work together costs") if rule is None else rule_name(rule)
    return translated(
        say("{why} (rule: {rule}; trade: {trade}; {where}).", why=why, rule=called_rule, trade=told, where=where),
        language,
    )


def _main_trade(problem: Problem, names: Names, activity: int) -> TradeName:
    """The trade with most hours in this work; of what is done, which asks nobody any more, by its norm alone."""
    hours = names.activities[activity].hours
    asked = {d.trade for d in problem.activities[activity].modes[0].demands}
    trades = [one for i, one in enumerate(names.trades) if i in asked or (not asked and one.id in hours)]
    return max(trades or names.trades, key=lambda trade: hours.get(trade.id, 0.0))


def _district(problem: Problem, activity: int) -> int:
    return problem.projects[problem.activities[activity].project].district


def _broken(
    problem: Problem, names: Names, shifts: Shifts, move: tuple[int, int], language: Language, reader: Reader | None
) -> tuple[str | None, str, int | None]:
    """The rule that keeps a work out of the week that was asked for (``move`` is both), what it says, and the trade
    where people are short; else what the move is good for."""
    activity, asked = move
    placed, employer = shifts.placed[activity], problem.projects[problem.activities[activity].project].employer
    end = problem.end(activity, placed.mode, asked)
    if end is None:
        closed = say("The week asked for is closed, or the work would not end before the horizon")
        return "calendar", translated(closed, language), None
    readable = Reasons(problem, names, shifts.plan, language, shifts, reader or Reader("employer", employer))
    found = readable.obstacles(replace(placed, start=asked, end=end))
    if found:
        first = found[0]
        trade = problem.pools[first.index].trade if first.kind == "pool" and first.index is not None else None
        return first.rule, readable.sentences([first])[0].removesuffix("."), trade
    if _joined(problem, shifts.plan, activity):
        shared = say("In this week it shares one opening of the street with other work")
        return "opening", translated(shared, language), None
    cheaper = say("No rule that you can see forbids the week asked for; all work together is better this way")
    return None, translated(cheaper, language), None


def _joined(problem: Problem, plan: Plan, activity: int) -> bool:
    place = problem.street_of.get(activity)
    return place is not None and bool({place, (place[0], place[1] - 1)} & plan.joined)
