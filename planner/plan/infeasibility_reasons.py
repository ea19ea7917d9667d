"""Reasons of the engine in words of the programme: ids and names instead of indices, ISO weeks instead of slots, in
English and in Dutch.

When to modify: a new kind of :class:`wijkplan.models.reason.Reason` needs its sentence in ``SENTENCES``; a test
compares the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wijkplan.models.reason import Kind, Reason, Resource
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.text import Language, Text, marked, say, template_in, translated

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
    "delivery": say("delivery"),
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
    "closed": marked("{rule}: {activity}: no mode and start week is left by rule {rule}"),
    "broken": marked("the nearest plan found breaks {rule}: {resource}, {when}: {measured}"),
    "unplaced": marked("no room found for {amount} of {total} activities: {parts}"),
    "unsatisfiable": marked("CP-SAT finds that no plan meets all rules"),
    "stopped": marked("stopped before this variant was solved"),
    "no_baseline": marked("the baselines start from the plan of asked weeks, and there is none: {parts}"),
}
"""Per kind of reason."""


def named(reason: Reason | None, names: Names, language: Language = "en") -> str | None:
    """A reason as a sentence: things by id and name, weeks as ISO weeks, heads as heads; ``None`` where there is no
    reason."""
    return None if reason is None else _sentence(reason, names, language)


def _sentence(reason: Reason, names: Names, language: Language) -> str:
    if reason.kind == "unplaced" and reason.amount == 0:  # all work has its place, but rules are broken
        return _parts(reason, names, language)
    fields = {
        "rule": reason.rule,
        "activity": None if reason.activity is None else _name(names, Resource("activity", reason.activity), language),
        "resource": None if reason.resource is None else _name(names, reason.resource, language),
        "region": None if reason.region is None else _name(names, Resource("region", reason.region), language),
        "heads": None if reason.amount is None else _heads(reason.amount, language),
        "amount": reason.amount,
        "total": reason.total,
        "measured": _measured(reason, language),
        "week": None if reason.week is None else _week(names, reason.week),
        "when": _when(names, reason, language),
        "span": None if reason.span is None else _span(names, reason.span, language),
        "begin": None if reason.span is None else _week(names, reason.span[0]),
        "until": None if reason.span is None else _week(names, reason.span[1]),
        "parts": _parts(reason, names, language),
    }
    return template_in(SENTENCES[reason.kind], language).format(**fields)


def _parts(reason: Reason, names: Names, language: Language) -> str:
    told = [_sentence(part, names, language) for part in reason.parts]
    if reason.kind == "gap":
        return ", ".join(told) or ("its neighbours" if language == "en" else "wat eraan vastzit")
    if reason.kind == "unplaced" and reason.amount is not None and reason.amount > len(told):
        more = reason.amount - len(told)
        told.append(f"and {more} more" if language == "en" else f"en nog {more}")
    return "; ".join(told)


def _heads(hundredths: int, language: Language) -> str:
    text = f"{hundredths / 100:.2f}"
    return text if language == "en" else text.replace(".", ",")


def _measured(reason: Reason, language: Language) -> str:
    """How much too much or too little; heads are whole heads."""
    unit = reason.unit or ""
    if reason.amount is None:
        return unit
    return f"{_heads(reason.amount, language) if unit.startswith('heads') else reason.amount} {unit}"


def _week(names: Names, week: int) -> str:
    return f"week {week_label(names.start, week)}"


def _when(names: Names, reason: Reason, language: Language) -> str:
    if reason.week is None:
        return "without a week" if language == "en" else "zonder week"
    return _week(names, reason.week)


def _span(names: Names, span: tuple[int, int], language: Language) -> str:
    """The first and the last week of a half-open span."""
    labels = list(dict.fromkeys(week_label(names.start, week) for week in (span[0], max(span[0], span[1] - 1))))
    if len(labels) == 1:
        return f"week {labels[0]}"
    return f"weeks {labels[0]} to {labels[1]}" if language == "en" else f"weken {labels[0]} t/m {labels[1]}"


def _name(names: Names, resource: Resource, language: Language) -> str:
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
        return str(resource)
    row = tables[kind][index]
    label = row if isinstance(row, str) else row.id
    if kind == "trade":
        label += f" ({row.called(language)})"
    if kind == "region":
        label += f" ({row.name})"
    return f"{translated(KINDS[kind], language)} {label}"
