"""What if each district goes better than the last, and the plan counts on it: ``wijkplan what-if OUT --learning``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Engine, accepted, euros
from wijkplan.planner.experiment.learned_plan import Experience, LearnedPlan, learned_plan
from wijkplan.planner.plan.experience import behind, comparable, share
from wijkplan.planner.programme import Programme
from wijkplan.planner.record.part import Part
from wijkplan.planner.submission.base_types import LearningScope
from wijkplan.planner.text import Text, grouped, say

from .subject import Subject

SCOPES: Mapping[LearningScope, Text] = {
    "consortium": say("of the same employer"),
    "trade": say("of the same trade in the region"),
    "chain": say("of the whole chain in the region"),
}
"""Whose comparable work counts."""


class WhatIfLearnt(Part):
    """A scenario: plans that are found, in no bound and in no proof. All euros with what own people stand by."""

    rate_percent: float
    """Less labour with each doubling of districts done."""

    floor_percent: float
    """What is left of it at least."""

    scope: LearningScope
    """Whose comparable work counts."""

    less_hours: int
    """Person-hours that the works of that plan take less than their norms, digs done alone."""

    without_eur: int
    """The plan without learning."""

    with_eur: int
    """The plan that counts on it; the same plan where nothing cheaper was found."""

    works: int
    """Works that count on districts done before them."""

    rounds: int
    """How often it was planned again."""

    settled: bool
    """No work has more districts behind it than it counts on: the plan and what it counts on agree."""

    best: bool
    """No plan is cheaper: proven by trying every way in which districts can be behind works."""


def learnt(
    subject: Subject,
    programme: Programme,
    compiled: Compiled,
    rate: float,
    scope: LearningScope,
    engine: Engine,
    settings: Settings,
    stop: Callable[[], bool],
) -> tuple[WhatIfLearnt, LearnedPlan]:
    """What learning is worth where the plan counts on it, and that plan. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    floor = programme.reference.settings.learning_floor_percent
    given = Experience(programme, compiled, subject.problem, rate, floor, scope)
    before = euros(accepted(engine, subject.problem, subject.plan)) + subject.problem.standby_constant
    found = learned_plan(given, subject.plan, engine, settings, stop)
    groups = comparable(subject.problem, compiled.names, scope)
    before_each = behind(subject.problem, groups, found.plan)
    works = sum(map(bool, before_each)) if rate else 0
    hours = sum(
        sum(name.hours.values()) * (1 - share(len(districts), rate, floor))
        for name, districts in zip(compiled.names.activities, before_each, strict=True)
        if found.rounds or found.best  # else it is the plan without, whose works take what they took
    )
    told = WhatIfLearnt(
        rate_percent=rate,
        floor_percent=floor,
        scope=scope,
        less_hours=round(hours),
        without_eur=before,
        with_eur=min(before, found.cost),
        works=works,
        rounds=found.rounds,
        settled=found.settled,
        best=found.best,
    )
    return told, found


def told_of(found: WhatIfLearnt) -> list[Text]:
    """The answer in sentences."""
    before = grouped(found.without_eur)
    if not found.rate_percent:
        return [say("At a rate of 0 nothing is learnt: the plan is as it was, {euros} euros.", euros=before)]
    if not found.works:
        return [
            say(
                "No work has comparable work ({scope}) done in another district before it: nothing is learnt.",
                scope=SCOPES[found.scope],
            )
        ]
    if not (found.rounds or found.best):
        return [
            say(
                "No cheaper plan that counts on learning was found in this time, and the plan stays as it was: {euros} "
                "euros. {works} of its works have comparable work ({scope}) done in other districts before them. Give "
                "more time with --time-limit.",
                euros=before,
                works=found.works,
                scope=SCOPES[found.scope],
            )
        ]
    lines = [
        say(
            "A scenario, in no bound and no proof: with each doubling of districts done, comparable work ({scope}) "
            "takes {rate:g} percent less labour, never less than {floor:g} percent of it.",
            scope=SCOPES[found.scope],
            rate=found.rate_percent,
            floor=found.floor_percent,
        ),
        say(
            "A plan that counts on it costs {after} euros, {less} less than the plan without ({before}); {works} works "
            "count on districts done before them and take {hours} person-hours less.",
            hours=grouped(found.less_hours),
            after=grouped(found.with_eur),
            less=grouped(found.without_eur - found.with_eur),
            before=before,
            works=found.works,
        ),
    ]
    if found.best:
        lines.append(say("No plan is cheaper: every way in which districts can be behind works was tried."))
    elif found.settled:
        lines.append(
            say(
                "Planned again {rounds} times, until each work counted on all the districts that are done before it (a "
                "fixed point). A cheaper plan may exist.",
                rounds=found.rounds,
            )
        )
    else:
        lines.append(
            say(
                "It did not come to rest in {rounds} rounds: some work takes less than it is planned with, none takes "
                "more.",
                rounds=found.rounds,
            )
        )
    return lines
