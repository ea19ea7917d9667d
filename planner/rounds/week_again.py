"""What its week costs a work where others make room: for works drawn from those that a plan moves the whole is planned
again, from that plan with the work in the week that was asked for.

What a plan says of a week is exact with all else in place, so it is what the week costs at most. A search that moves
others too finds for less or it does not. It also finds what has nothing to do with the work: a plan is rarely the
cheapest there is. So it is set beside as long a search without the work in its week, and the difference is what the
week costs as far as was found; where that is clearly less than what was said, the price is the interval between
both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import HOME_WEEKS
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.experiment.engine import Engine, accepted, euros
from wijkplan.planner.plan.kept_weeks import kept_weeks
from wijkplan.planner.plan.part import Part
from wijkplan.planner.plan.variants import pinned
from wijkplan.planner.text import say

from .subject import Subject

CLEARLY_EUR, CLEARLY_PERCENT = 500, 5
"""By more than both is clearly less: what a search of seconds can say, a definition and not a norm."""


class WeekAgain(Part):
    """What the week that was asked for costs one work, in euros of what the plan minimises."""

    activity: str
    """The work."""

    week: str
    """The week that was asked for."""

    low: int
    """So much where others make room, as far as was found; no less is known."""

    high: int
    """So much with all else where it stands, exactly: what the plan says."""

    less: bool
    """Whether ``low`` is clearly less: by more than 500 euros and by more than 5 %."""


def drawn(subject: Subject, number: int, seed: int) -> list[int]:
    """So many of the works that are moved and have a price without more changes of own people, or all where there are
    fewer. Raises ``ValueError`` where the plan counts homes instead of euros."""
    if HOME_WEEKS in subject.problem.priced:
        raise ValueError(say("the plan counts home-weeks, so a week has no price in euros"))
    kept = kept_weeks(subject.problem, subject.plan)
    priced = [row.activity for row in kept if row.euros is not None and not row.changes]
    return sorted(Random(seed).sample(priced, min(number, len(priced))))


def planned_again(
    subject: Subject, activities: Sequence[int], engine: Engine, settings: Settings, stop: Callable[[], bool]
) -> Iterator[tuple[WeekAgain, Plan, Plan]]:
    """Per work, in order, what its week costs, with the plan found that has it there and the one of as long a search
    without. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement`, and ``ValueError`` for a work that
    cannot be in its week with all else in place."""
    from wijkplan.models.improve.nearest import in_its_week  # late: compiled

    problem, names = subject.problem, subject.names
    now = euros(accepted(engine, problem, subject.plan))
    free, best = subject.plan, now
    if activities:
        free, best = _cheapest(engine, subject, {}, [subject.plan], settings, stop)
    for activity in activities if not stop() else ():
        asked = problem.activities[activity].submitted
        there = in_its_week(problem, subject.plan, activity)
        if there is None or asked is None:
            name = names.activities[activity].id
            raise ValueError(say("{work} cannot be in its week with all else in place", work=name))
        high = max(0, euros(accepted(engine, problem, there)) - now)
        found, cost = _cheapest(engine, subject, {activity: asked}, [there], settings, stop)
        low = min(high, max(0, cost - best))
        less = high - low > max(CLEARLY_EUR, high * CLEARLY_PERCENT // 100)
        week = week_label(names.start, asked)
        told = WeekAgain(activity=names.activities[activity].id, week=week, low=low, high=high, less=less)
        yield told, found, free
        if stop():
            return


def _cheapest(
    engine: Engine,
    subject: Subject,
    pins: dict[int, int],
    plans: Sequence[Plan],
    settings: Settings,
    stop: Callable[[], bool],
) -> tuple[Plan, int]:
    """The plan of a search from some that hold, with works in these weeks, and its cost."""
    problem = pinned(subject.problem, pins)
    outcome = engine.solve(problem, settings, plans, None, stop)
    assert outcome.plan is not None  # at least the one that it started from
    return outcome.plan, euros(accepted(engine, problem, outcome.plan, outcome.objective))
