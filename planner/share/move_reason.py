"""Why work is not in the week that was asked for, in one sentence that names rule, trade and street and never another
party.

The work is put back in the week asked for, all else left as planned, and the checker says which rule breaks first.
Only rules are asked whose answer rests on the plan, on what the employer sent itself, and on what all share: the heads
of others are not looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wijkplan.models.check import RULES, Violation
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.names import TradeName
from wijkplan.planner.text import Language, Text, say, translated

ASKED = (
    "frozen",
    "window",
    "willing",
    "ready",
    "calendar",
    "lead",
    "precedence",
    "street_order",
    "exclusive",
    "rest",
    "contract",
    "capacity",
)
"""Rules in the order in which they are given as the reason."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Work in another week than was asked for. ``asked`` is ``None`` where no week was."""

    asked: int | None
    planned: int

    @property
    def weeks(self) -> int | None:
        """Weeks later (negative: sooner) than asked for."""
        return None if self.asked is None else self.planned - self.asked


def reason(problem: Problem, names: Names, plan: Plan, activity: int, language: Language) -> str:
    """The sentence for one activity, empty where it stands in the week that was asked for."""
    asked = problem.activities[activity].submitted
    placed = plan.by_activity()[activity]
    if asked is None or placed.start == asked:
        return ""
    own = problem.projects[problem.activities[activity].project].employer
    rule, why, trade = _broken(problem, plan, activity, asked, own)
    street = names.street_index.get(names.activities[activity].street or "")
    where = names.districts[_district(problem, activity)].name if street is None else names.streets[street].name
    called = _main_trade(problem, names, activity) if trade is None else names.trades[trade]
    told = called.dutch if language == "nl" else called.english
    return translated(
        say("{why} (rule {rule}; trade {trade}; {where}).", why=why, rule=rule, trade=told, where=where), language
    )


def _main_trade(problem: Problem, names: Names, activity: int) -> TradeName:
    """The trade with most hours in this work."""
    hours = names.activities[activity].hours
    demands = problem.activities[activity].modes[0].demands
    return max((names.trades[d.trade] for d in demands), key=lambda trade: hours.get(trade.id, 0.0))


def _district(problem: Problem, activity: int) -> int:
    return problem.projects[problem.activities[activity].project].district


def _broken(problem: Problem, plan: Plan, activity: int, asked: int, own: int) -> tuple[str, Text, int | None]:
    """The rule that keeps the work out of the week that was asked for, what it says, and the trade where people are
    short; else what the move is good for."""
    placed = plan.by_activity()[activity]
    end = problem.end(activity, placed.mode, asked)
    if end is None:
        return "calendar", _sentences()["calendar"], None
    back = replace(placed, start=asked, end=end)
    tried = replace(plan, placements=tuple(back if p.activity == activity else p for p in plan.placements))
    for rule in ASKED:
        broken = [v for v in RULES[rule].violations(problem, tried) if _is_own(problem, v, own)]
        if broken:
            kind = f"{rule} {broken[0].kind}"
            pool = broken[0].index if broken[0].kind == "pool" else None
            return (
                rule,
                _sentences()[kind if kind in _sentences() else rule],
                None if pool is None else problem.pools[pool].trade,
            )
    if _joined(problem, plan, activity):
        return "opening", say("In this week it shares one opening of the street with other work"), None
    return "labour", say("No rule forbids the week asked for, but all work together is cheaper this way"), None


def _is_own(problem: Problem, violation: Violation, own: int) -> bool:
    """Heads of others are theirs to see; of all else the week may be told."""
    return violation.kind != "pool" or (violation.index is not None and problem.pools[violation.index].employer == own)


def _joined(problem: Problem, plan: Plan, activity: int) -> bool:
    place = problem.street_of.get(activity)
    return place is not None and bool({place, (place[0], place[1] - 1)} & plan.joined)


def _sentences() -> dict[str, Text]:
    """What a rule says, by its id and where needed by the kind of place."""
    street = say("Other work in this street stands in the way")
    return {
        "frozen": say("This work is pinned"),
        "window": say("The week asked for lies outside the window"),
        "willing": say("The sender is not willing to have it in the week asked for"),
        "ready": say("Permit, survey, material or consent is not there yet in the week asked for"),
        "calendar": say("The week asked for is closed, or the work would not end before the horizon"),
        "lead": say("The tender cannot be completed before the week asked for"),
        "precedence": say("Work that must come before or after it stands in the way"),
        "street_order": street,
        "exclusive street": street,
        "exclusive district": say("More streets would be open at once than was agreed"),
        "rest": say(
            "The street would be opened again inside its rest period; other work in this street stands in the way"
        ),
        "contract": say("The work would take longer than its contract"),
        "capacity": say("Too few of your own people are free in the week asked for"),
    }
