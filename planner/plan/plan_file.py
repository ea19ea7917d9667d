"""Plan files: a plan by names, with ISO dates beside weeks, that people can read, type and correct.

Weeks are slots of the programme, half-open: work is done in ``[start_week, end_week)``; ``end`` is the Friday of the
last of these weeks. Heads are whole heads with two decimals. Needed are only ``activity`` and ``start`` (or
``start_week``); see :func:`from_json` for what is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Demand, Pattern, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.names import ActivityName

from .kept_weeks import KeptWeek
from .newcomers_in_plan import cohorts, guides
from .plan_file_types import (
    JoinedDigs,
    Keeping,
    ModeOfWork,
    NormOfWork,
    PlanFile,
    PlannedActivity,
    PlannedTender,
    QuantityOfWork,
    Staffing,
)
from .plan_reader import FORMAT_VERSION, from_json

__all__ = ["from_json", "kept_in", "plan_file", "to_json"]


def plan_file(compiled: Compiled, plan: Plan, kept: Sequence[KeptWeek] = ()) -> PlanFile:
    """The plan by names, activities in order of the programme; work that is moved has beside it what keeping its week
    would cost, where that is known."""
    names, told = compiled.names, {row.activity: row for row in kept}
    return PlanFile(
        kind="plan",
        format_version=FORMAT_VERSION,
        programme=names.programme,
        activities=tuple(
            _activity(compiled, placement, told.get(placement.activity))
            for placement in sorted(plan.placements, key=lambda p: p.activity)
        ),
        tenders=tuple(
            PlannedTender(tender=names.tenders[p.tender].id, published=names.monday(p.week), published_week=p.week)
            for p in sorted(plan.tenders, key=lambda p: p.tender)
        ),
        openings=tuple(_joint(compiled, street, i) for street, i in sorted(plan.joined)),
        cohorts=cohorts(compiled.recruits, plan.intake),
        mentors=guides(compiled.recruits, plan.intake, names),
    )


def to_json(compiled: Compiled, plan: Plan, kept: Sequence[KeptWeek] = ()) -> dict[str, Any]:
    """The same as JSON values."""
    return plan_file(compiled, plan, kept).to_values()


def kept_in(compiled: Compiled, file: PlanFile) -> tuple[KeptWeek, ...]:
    """What a plan file says of keeping weeks. Raises ``KeyError`` for work that the programme does not have."""
    index = compiled.names.activity_index
    return tuple(
        KeptWeek(
            index[row.activity], said.asked_week, said.weeks_moved, said.eur, said.changes, said.rule, said.home_weeks
        )
        for row in file.activities
        if (said := row.keeping) is not None
    )


def _activity(compiled: Compiled, placement: Placement, kept: KeptWeek | None) -> PlannedActivity:
    names, mode = compiled.names, compiled.problem.activities[placement.activity].modes[placement.mode]
    row = PlannedActivity(
        activity=names.activities[placement.activity].id,
        start=names.monday(placement.start),
        end=names.monday(placement.end) - timedelta(days=3),
        start_week=placement.start,
        end_week=placement.end,
        mode=ModeOfWork.model_validate({"weeks": mode.duration, "position": mode.position.name.lower()}),
        staffing=tuple(
            _staffing(compiled, demand, demand.patterns[chosen])
            for demand, chosen in zip(mode.demands, placement.patterns, strict=True)
        ),
        work=_work(names.activities[placement.activity]),
    )
    return row if kept is None else row.model_copy(update={"keeping": _keeping(kept)})


def _keeping(row: KeptWeek) -> Keeping:
    return Keeping(
        asked_week=row.asked,
        weeks_moved=row.weeks,
        eur=row.euros,
        home_weeks=row.home_weeks,
        changes=row.changes,
        rule=row.rule,
    )


def _work(name: ActivityName) -> QuantityOfWork:
    """Quantity, person-hours alone in its opening, and the norm that these rest on, or that the sender stated the
    hours itself."""
    norm = name.norm
    return QuantityOfWork(
        quantity=name.quantity,
        unit=name.unit,
        hours=dict(name.hours),
        norm=NormOfWork(package=name.package, source="own figures of the sender", date=None, trust=None)
        if norm is None
        else NormOfWork(package=name.package, source=norm.source, date=norm.date, trust=norm.trust),
    )


def _staffing(compiled: Compiled, demand: Demand, pattern: Pattern) -> Staffing:
    names = compiled.names
    row: dict[str, Any] = {"trade": names.trades[demand.trade].id}
    if pattern.own is not None:
        row |= {"own": names.pools[pattern.own].id, "own_heads": pattern.own_heads / 100}
    if pattern.source is Source.OVERTIME:
        row |= {"source": "overtime", "other_heads": pattern.other_heads / 100}
    if pattern.other is not None:
        others = names.markets if pattern.source is Source.HIRED else names.pools
        row |= {
            "source": pattern.source.name.lower(),
            "other": others[pattern.other].id,
            "other_heads": pattern.other_heads / 100,
        }
    return Staffing.model_validate(row)


def _joint(compiled: Compiled, street: int, i: int) -> JoinedDigs:
    digs, activities = compiled.problem.streets[street].digs, compiled.names.activities
    return JoinedDigs(
        street=compiled.names.streets[street].id, joined=(activities[digs[i]].id, activities[digs[i + 1]].id)
    )
