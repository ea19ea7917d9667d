"""What keeping the week that was asked for would cost, beside every work that is moved: exactly, all else where it
stands; or the rule in the way.

The one place that says so: plan files, tables, exports, pages and the report show what is found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wijkplan.models.plan import Plan
from wijkplan.models.problem import HOME_WEEKS, Problem
from wijkplan.models.week_price import WeekPrice
from wijkplan.planner.text import Text, grouped, say

from .move_check import Shifts
from .rule_words import rule_name


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """Work that stands ``weeks`` later (negative: sooner) than ``asked``. In its week it would cost ``euros`` more, in
    the best mode and with the best crews, all else where it stands, and own people would rise and fall by ``changes``
    more heads (0 where it can do without). Where a question counts homes instead they would be done so many
    ``home_weeks`` later, with the same means. Neither is known where ``rule`` is in the way."""

    activity: int
    asked: int
    weeks: int
    euros: int | None
    changes: float
    rule: str | None
    home_weeks: int | None = None

    @property
    def possible(self) -> bool:
        """Whether it could be in its week, all else where it stands."""
        return self.euros is not None or self.home_weeks is not None


def kept_weeks(problem: Problem, plan: Plan, prices: tuple[WeekPrice, ...] | None = None) -> tuple[KeptWeek, ...]:
    """All work of a plan that is moved, by activity. ``prices`` are those of this plan, where they are known
    already."""
    if prices is None:
        from wijkplan.models.improve.nearest import week_prices  # late: compiled

        prices = week_prices(problem, plan)
    return tuple(_kept(problem, plan, prices))


def _kept(problem: Problem, plan: Plan, prices: tuple[WeekPrice, ...]) -> Iterator[KeptWeek]:
    shifts = Shifts(problem, plan)
    for price in prices:
        asked = problem.activities[price.activity].submitted
        assert asked is not None
        weeks = shifts.placed[price.activity].start - asked
        if price.any_euros is None:
            yield KeptWeek(price.activity, asked, weeks, None, 0.0, in_the_way(problem, shifts, price.activity, asked))
            continue
        steady = price.euros is not None
        more = max(0, price.any_euros if price.euros is None else price.euros)
        heads = 0.0 if steady else round(price.changes / problem.changes_unit / 100, 2)
        if HOME_WEEKS in problem.priced:
            yield KeptWeek(price.activity, asked, weeks, None, heads, None, more)
        else:
            yield KeptWeek(price.activity, asked, weeks, more, heads, None)


def in_the_way(problem: Problem, shifts: Shifts, activity: int, start: int) -> str | None:
    """The first rule that putting the work in that week would break, all else left where it is; ``None`` where it may
    go there."""
    placed = shifts.placed[activity]
    end = problem.end(activity, placed.mode, start)
    if end is None:
        return "calendar"
    return next((obstacle.rule for obstacle in shifts.obstacles(replace(placed, start=start, end=end))), None)


def keeping(row: KeptWeek, rule: bool = True) -> Text:
    """What keeping its week would cost a work, in words; ``rule``: also which rule is in the way."""
    if not row.possible:
        return (
            say("not possible as long as all else stays (rule: {rule})", rule=rule_name(row.rule))
            if rule
            else say("not possible as long as all else stays")
        )
    if row.home_weeks is not None:
        if row.changes:
            return say(
                "{weeks} home-weeks later, and own people rise and "
                "fall by {heads:g} more heads from quarter to quarter",
                weeks=row.home_weeks,
                heads=row.changes,
            )
        return say("{weeks} home-weeks later", weeks=row.home_weeks)
    assert row.euros is not None  # as it is possible, and homes are not counted
    euros = grouped(row.euros)
    if row.changes:
        return say(
            "{euros} euros, and own people rise and fall by {heads:g} more heads from quarter to quarter",
            euros=euros,
            heads=row.changes,
        )
    return say("{euros} euros", euros=euros)
