"""Works drawn from those that a plan moves, planned again in their week, with every price counted by the checker."""

from __future__ import annotations

from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.plan.kept_weeks import kept_weeks
from wijkplan.planner.rounds.subject import Subject
from wijkplan.planner.rounds.week_again import drawn, planned_again


def confirmed(subject: Subject, number: int, settings: Settings) -> tuple[int, int]:
    """Plans again in the weeks of works drawn; each price is that of a plan that the checker accepts with the work in
    its week and no price is above what the plan says. How many were drawn, and of how many it is clearly
    less."""
    works = drawn(subject, number, 1)
    said = {row.activity: row for row in kept_weeks(subject.problem, subject.plan)}
    less = 0
    for activity, (told, found, free) in zip(
        works, planned_again(subject, works, real_engine(), settings, lambda: False), strict=True
    ):
        asked = subject.problem.activities[activity].submitted
        there, without = judge(subject.problem, found), judge(subject.problem, free)
        assert there.feasible and without.feasible and found.by_activity()[activity].start == asked
        assert there.objective is not None and without.objective is not None
        assert told.high == said[activity].euros
        assert told.low == min(told.high, max(0, there.objective - without.objective))
        assert told.less == (told.high - told.low > max(500, 0.05 * told.high))
        less += told.less
    return len(works), less
