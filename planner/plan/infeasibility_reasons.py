"""Reasons of the engine in words of the programme: names instead of indices, ISO weeks instead of slots.

When to modify: a new kind of :class:`wijkplan.models.reason.Reason` needs its sentence in ``SENTENCES``; a test
compares the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.models.reason import Kind, Reason, Resource
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.text import Language, Text, filled, joined, marked, say, translated

from .rule_words import NAMES as RULE_NAMES

KINDS: Mapping[str, Text] = {
    "activity": say("activity"),
    "project": say("project"),
    "pool": say("pool"),
    "market": say("market"),
    "tender": say("tender"),
    "street": say("street"),
    "district": say("district"),
    "client": say("client"),
    "trade": say("trade"),
    "region": say("region"),
    "grid": say("grid"),
    "delivery": say("delivery of material"),
    "budget": say("budget"),
}

SENTENCES: Mapping[Kind, str] = {
    "supply": marked(
        "{rule}: {activity} needs {heads} heads of {resource} more than anyone can supply in {region}, even with "
        "no other work, at best in {week} ({span})"
    ),
    "room": marked(
        "{rule}: {activity} lacks {heads} heads of {resource} in {region} next to other work, at best in {week} "
        "({span})"
    ),
    "desk": marked("{rule}: no desk of its clients leaves room to publish a tender for {resource} of {activity}"),
    "lead": marked("{rule}: {activity} must end before {until}, and {resource} allows no start before {week}"),
    "stock": marked("{rule}: {activity} takes {amount} of {resource}, and before {until} only {total} is left"),
    "gap": marked("{rule}: {activity} ({span}) finds no weeks between {parts}"),
    "placed": marked("{activity} ({span})"),
    "contract": marked("its contract of {amount} weeks"),
    "tender": marked("{rule}: {activity}: no tender that is allowed contains its {resource}"),
    "window": marked("{rule}: {activity}: no start in {span} fits its work"),
    "order": marked("{rule}: {activity}: must start by {until} and cannot start before {begin}"),
    "closed": marked("{rule}: {activity}: no crew and start week is left"),
    "broken": marked("the nearest plan found breaks {rule}: {resource}, {when}: {measured}"),
    "unplaced": marked("no room found for {amount} of {total} activities: {parts}"),
    "unsatisfiable": marked("CP-SAT finds that no plan meets all rules"),
    "stopped": marked("stopped before this variant was solved"),
    "no_baseline": marked("the baselines start from the plan of asked weeks, and there is none: {parts}"),
}
"""Per kind of reason."""


def named(reason: Reason | None, names: Names, language: Language = "en") -> str | None:
    """A reason as a sentence: things by name, works and projects with their id behind it, weeks as ISO weeks, heads as
    heads; ``None`` where there is no reason."""
    return None if reason is None else translated(_sentence(reason, names), language)


def _sentence(reason: Reason, names: Names) -> Text:
    if reason.kind == "unplaced" and reason.amount == 0:  # all work has its place, but rules are broken
        return _parts(reason, names)
    span = reason.span
    return filled(
        SENTENCES[reason.kind],
        rule=None if reason.rule is None else RULE_NAMES[reason.rule],
        activity=None if reason.activity is None else named_thing(names, Resource("activity", reason.activity)),
        resource=None if reason.resource is None else named_thing(names, reason.resource),
        region=None if reason.region is None else named_thing(names, Resource("region", reason.region)),
        heads=None if reason.amount is None else _heads(reason.amount),
        amount=reason.amount,
        total=reason.total,
        measured=_measured(reason),
        week=None if reason.week is None else _week(names, reason.week),
        when=say("without a week") if reason.week is None else _week(names, reason.week),
        span=None if span is None else _span(names, span),
        begin=None if span is None else _week(names, span[0]),
        until=None if span is None else _week(names, span[1]),
        parts=_parts(reason, names),
    )


def _parts(reason: Reason, names: Names) -> Text:
    told = [_sentence(part, names) for part in reason.parts]
    if reason.kind == "gap":
        return joined(told, ", ") if told else say("its neighbours")
    if reason.kind == "unplaced" and reason.amount is not None and reason.amount > len(told):
        told.append(say("and {more} more", more=reason.amount - len(told)))
    return joined(told, "; ")


def _heads(hundredths: int) -> Text:
    return say("{heads:.2f}", heads=hundredths / 100)


def _measured(reason: Reason) -> Text:
    """How much too much or too little; heads are whole heads."""
    if reason.amount is None:
        return say("{last}", last=reason.unit or "")
    if (reason.unit or "").startswith("heads"):
        return say("{heads} heads", heads=_heads(reason.amount))
    return say("by {amount}", amount=reason.amount)


def _week(names: Names, week: int) -> str:
    return f"week {week_label(names.start, week)}"


def _span(names: Names, span: tuple[int, int]) -> Text:
    """The first and the last week of a half-open span."""
    first, last = (week_label(names.start, week) for week in (span[0], max(span[0], span[1] - 1)))
    if first == last:
        return say("week {week}", week=first)
    return say("weeks {first} to {last}", first=first, last=last)


def named_thing(names: Names, resource: Resource) -> Text:
    """What a thing of the problem is called, with its kind before it; by its number where it has no name."""
    tables: Mapping[str, Sequence[Any]] = {
        "activity": names.activities,
        "project": names.projects,
        "pool": names.pools,
        "market": names.markets,
        "tender": names.tenders,
        "street": names.streets,
        "district": names.districts,
        "client": names.clients,
        "trade": names.trades,
        "region": names.regions,
        "grid": names.grids,
        "delivery": names.deliveries,
        "budget": names.budgets,
    }
    kind, index = resource.kind, resource.index
    if index is None or index >= len(tables.get(kind, ())):
        return say("{kind} {name}", kind=KINDS.get(kind, kind), name="" if index is None else index)
    row = tables[kind][index]
    if kind in ("activity", "project"):
        return say("{kind} {name} ({id})", kind=KINDS[kind], name=row.title, id=row.id)
    if kind in ("pool", "market"):
        return say(
            "{trade} of {employer} in {region}",
            trade=names.trade_name(row.trade),
            employer=say("hiring market") if row.employer is None else names.employer_name(row.employer),
            region=names.region_name(row.region),
        )
    label = row if isinstance(row, str) else row.name if kind != "tender" else row.title or " + ".join(row.projects)
    return say("{kind} {name}", kind=KINDS[kind], name=label)
