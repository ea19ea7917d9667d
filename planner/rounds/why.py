"""Why a work stands where it stands: what keeps it from other weeks, what its own week would cost, and what any week
would.

One implementation of each part: the rules in the way are those of :mod:`wijkplan.planner.plan.move_check`, the price
of a week with all else where it stands that of :mod:`wijkplan.planner.plan.kept_weeks`. Where a rule is in the way
others would have to make room: then the whole is planned again with the work in that week, and what it costs lies
between what is proven and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import HOME_WEEKS, Problem
from wijkplan.models.windows import NoWindow
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.compile.names import Names
from wijkplan.planner.experiment.engine import Engine, accepted, euros
from wijkplan.planner.plan.kept_weeks import KeptWeek, kept_weeks
from wijkplan.planner.plan.move_check import Shifts
from wijkplan.planner.plan.part import Part
from wijkplan.planner.plan.room_makers import room_makers
from wijkplan.planner.plan.variants import pinned
from wijkplan.planner.results.binding_rules import Reasons
from wijkplan.planner.text import Language

from .subject import Subject


class MakesRoom(Part):
    """A party whose work stands in the way of another week."""

    party: str | None
    """Id of the employer that carries the works out; ``None``: the works are not of who asks, and nobody is named."""

    works: tuple[str, ...]
    """Works that would have to move; none are named of another party to who may not know them."""

    number: int
    """How many works that are."""


class WeekCost(Part):
    """What having a work in a week would cost of what the plan minimises: euros, or home-weeks."""

    week: str
    """The week."""

    low: int | None
    """At least so much, proven; ``None``: nothing is proven."""

    high: int | None
    """At most so much: such a plan was found; ``None``: none was."""

    changes: float = 0.0
    """Heads by which own people would rise and fall more from quarter to quarter."""

    exact: bool
    """All else stays where it is, and it is possible; else others would have to make room."""

    planned_again: bool = False
    """The whole was planned again with the work in that week."""

    rule: str | None = None
    """The rule that is in the way as long as all else stays."""

    unit: Literal["euros", "home-weeks"] = "euros"
    """What ``low`` and ``high`` count."""

    make_room: tuple[MakesRoom, ...] = ()
    """Who could make room, where a rule is in the way."""


class LineReasons(Part):
    """Why a work stands where it stands."""

    activity: str
    """The work."""

    week: str
    """Where it stands."""

    asked: str | None
    """The week that was asked for."""

    sooner: str | None
    """The next week before in which it might start."""

    not_sooner: tuple[str, ...]
    """What keeps it from there, in words; or what the move would cost."""

    later: str | None
    """The next week after."""

    not_later: tuple[str, ...]
    """What keeps it from there, in words; or what the move would cost."""

    asked_week: WeekCost | None
    """What the week that was asked for would cost; ``None`` where it stands there, or none was asked for."""


def reasons(subject: Subject, activities: Sequence[int], language: Language) -> list[LineReasons]:
    """The reasons of some works of a plan; what nobody needs to wait for."""
    problem, names, plan = subject.problem, subject.names, subject.plan
    rows = kept_weeks(problem, plan) if subject.kept is None else subject.kept
    kept, shifts = {row.activity: row for row in rows}, Shifts(problem, plan)
    told = Reasons(problem, names, plan, language, shifts, subject.reader)
    made = []
    for a in activities:
        why = told.why(a)
        asked = problem.activities[a].submitted
        cost = _cost(names, kept[a]) if a in kept else None
        if cost is not None and not cost.exact:
            cost = cost.model_copy(update={"make_room": _room(subject, shifts, a, kept[a].asked)})
        made.append(
            LineReasons(
                activity=names.activities[a].id,
                week=week_label(names.start, shifts.placed[a].start),
                asked=None if asked is None else week_label(names.start, asked),
                sooner=why.sooner,
                not_sooner=why.not_sooner,
                later=why.later,
                not_later=why.not_later,
                asked_week=cost,
            )
        )
    return made


def _room(subject: Subject, shifts: Shifts, activity: int, week: int) -> tuple[MakesRoom, ...]:
    """Who could make room for a work in a week; to a party, nobody but itself by name, and nothing that rests on the
    heads of others."""
    problem, names, placed = subject.problem, subject.names, shifts.placed[activity]
    end = problem.end(activity, placed.mode, week)
    if end is None:
        return ()
    told, hidden = [], 0
    there = replace(placed, start=week, end=end)
    readable = Reasons(problem, names, subject.plan, "en", shifts, subject.reader).obstacles(there)
    for room in room_makers(shifts, there, readable):
        mine = [a for a in room.works if subject.reader is None or subject.reader.owns(problem, a)]
        hidden += len(room.works) - len(mine)
        if mine:
            works = tuple(names.activities[a].id for a in mine)
            told.append(MakesRoom(party=names.employers[room.employer].id, works=works, number=len(works)))
    return (*told, MakesRoom(party=None, works=(), number=hidden)) if hidden else tuple(told)


def week_cost(subject: Subject, activity: int, week: int) -> WeekCost:
    """What one work would cost in a week, all else where it stands; where a rule is in the way, which."""
    problem, plan = subject.problem, subject.plan
    if plan.by_activity()[activity].start == week:
        return WeekCost(week=week_label(subject.names.start, week), low=0, high=0, exact=True)
    alone = tuple(replace(one, submitted=week if a == activity else None) for a, one in enumerate(problem.activities))
    here = replace(problem, activities=alone, priced=problem.priced - {"moved"})
    (row,) = kept_weeks(here, plan)
    cost = _cost(subject.names, row)
    if cost.exact:
        return cost
    return cost.model_copy(update={"make_room": _room(subject, Shifts(problem, plan), activity, week)})


def solved_week(
    subject: Subject, activity: int, week: int, engine: Engine, settings: Settings, stop: Callable[[], bool]
) -> WeekCost:
    """What one work costs in a week where others make room: the whole planned again with it there, from the plan with
    what stands in its way moved as little as may be. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    problem, label = pinned(subject.problem, {activity: week}), week_label(subject.names.start, week)
    now = euros(accepted(engine, subject.problem, subject.plan))
    room = _made_room(subject.plan, problem, activity, week, settings, stop)
    outcome = engine.solve(problem, settings, room, None, stop)
    high = (
        None
        if outcome.plan is None
        else max(0, euros(accepted(engine, problem, outcome.plan, outcome.objective)) - now)
    )
    low = None if outcome.certificate is None else max(0, engine.certified(problem, outcome.certificate) - now)
    unit: Literal["euros", "home-weeks"] = "home-weeks" if HOME_WEEKS in problem.priced else "euros"
    return WeekCost(week=label, low=low, high=high, exact=False, planned_again=True, unit=unit)


def _made_room(
    plan: Plan, pinned_there: Problem, activity: int, week: int, settings: Settings, stop: Callable[[], bool]
) -> tuple[Plan, ...]:
    """The plan with one work in a week and what stands in its way moved as little as may be; nothing where that cannot
    be, or was not found."""
    from wijkplan.models.improve.mend import mend  # late: compiled

    placed = plan.by_activity()
    rows = tuple(
        replace(one, submitted=week if a == activity else placed[a].start)
        for a, one in enumerate(pinned_there.activities)
    )
    try:
        mended, _ = mend(replace(pinned_there, activities=rows), plan, {activity}, settings.seed, stop)
    except NoWindow:  # that week is out of the question, which the solver says too
        return ()
    return () if mended is None else (mended,)


def _cost(names: Names, row: KeptWeek) -> WeekCost:
    label = week_label(names.start, row.asked)
    if not row.possible:
        return WeekCost(week=label, low=None, high=None, exact=False, rule=row.rule)
    if row.home_weeks is not None:
        low = high = row.home_weeks
        return WeekCost(week=label, low=low, high=high, changes=row.changes, exact=True, unit="home-weeks")
    return WeekCost(week=label, low=row.euros, high=row.euros, changes=row.changes, exact=True)
