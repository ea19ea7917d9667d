"""Plan files: a plan by names, with ISO dates beside weeks, that people can read, type and correct.

Weeks are slots of the programme, half-open: work is done in ``[start_week, end_week)``; ``end`` is the Friday of the
last of these weeks. Heads are whole heads with two decimals. Needed are only ``activity`` and ``start`` (or
``start_week``); see :func:`from_json` for what is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Pattern, Source
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.names import ActivityName

from .kept_weeks import KeptWeek
from .plan_reader import FORMAT_VERSION, from_json

__all__ = ["from_json", "kept_from_json", "to_json"]


def to_json(compiled: Compiled, plan: Plan, kept: Sequence[KeptWeek] = ()) -> dict[str, Any]:
    """The plan as JSON values, activities in order of the programme; work that is moved has beside it what keeping its
    week would cost, where that is known."""
    told = {row.activity: row for row in kept}
    return {
        "kind": "plan",
        "format_version": FORMAT_VERSION,
        "programme": compiled.names.programme,
        "activities": [
            _activity(compiled, plan, i) | _keeping(told.get(plan.placements[i].activity))
            for i in sorted(range(len(plan.placements)), key=lambda i: plan.placements[i].activity)
        ],
        "tenders": [
            {
                "tender": compiled.names.tenders[p.tender].id,
                "published": compiled.names.monday(p.week).isoformat(),
                "published_week": p.week,
            }
            for p in sorted(plan.tenders, key=lambda p: p.tender)
        ],
        "openings": [_joint(compiled, street, i) for street, i in sorted(plan.joined)],
    }


def _activity(compiled: Compiled, plan: Plan, index: int) -> dict[str, Any]:
    placement, names = plan.placements[index], compiled.names
    mode = compiled.problem.activities[placement.activity].modes[placement.mode]
    return {
        "activity": names.activities[placement.activity].id,
        "start": names.monday(placement.start).isoformat(),
        "end": (names.monday(placement.end) - timedelta(days=3)).isoformat(),
        "start_week": placement.start,
        "end_week": placement.end,
        "mode": {"weeks": mode.duration, "position": mode.position.name.lower()},
        "staffing": [
            {"trade": names.trades[demand.trade].id} | _staffing(compiled, demand.patterns[chosen])
            for demand, chosen in zip(mode.demands, placement.patterns, strict=True)
        ],
        "work": _work(names.activities[placement.activity]),
    }


def _keeping(row: KeptWeek | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "keeping": {
            "asked_week": row.asked,
            "weeks_moved": row.weeks,
            "eur": row.euros,
            "changes": row.changes,
            "rule": row.rule,
        }
    }


def kept_from_json(compiled: Compiled, data: Mapping[str, Any]) -> tuple[KeptWeek, ...]:
    """What a plan file that was written by :func:`to_json` says of keeping weeks."""
    index, rows = compiled.names.activity_index, (row for row in data["activities"] if "keeping" in row)
    return tuple(
        KeptWeek(
            index[row["activity"]], said["asked_week"], said["weeks_moved"], said["eur"], said["changes"], said["rule"]
        )
        for row in rows
        for said in [row["keeping"]]
    )


def _work(name: ActivityName) -> dict[str, Any]:
    """Quantity, person-hours alone in its opening, and the norm that these rest on, or that the sender stated the
    hours itself."""
    norm = (
        {"source": "own figures of the sender", "date": None, "trust": None} if name.norm is None else asdict(name.norm)
    )
    return {
        "quantity": name.quantity,
        "unit": name.unit,
        "hours": dict(name.hours),
        "norm": {"package": name.package} | norm,
    }


def _staffing(compiled: Compiled, pattern: Pattern) -> dict[str, Any]:
    names = compiled.names
    row: dict[str, Any] = {}
    if pattern.own is not None:
        row |= {"own": names.pools[pattern.own].id, "own_heads": pattern.own_heads / 100}
    if pattern.other is not None:
        others = names.markets if pattern.source is Source.HIRED else names.pools
        row |= {
            "source": pattern.source.name.lower(),
            "other": others[pattern.other].id,
            "other_heads": pattern.other_heads / 100,
        }
    return row


def _joint(compiled: Compiled, street: int, i: int) -> dict[str, Any]:
    digs = compiled.problem.streets[street].digs
    activities = compiled.names.activities
    return {"street": compiled.names.streets[street].id, "joined": [activities[digs[i]].id, activities[digs[i + 1]].id]}
