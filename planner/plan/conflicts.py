"""Violations in plain words: what collides, where, when and by how much, in Dutch and in English.

Violations of one rule at one place are told once, with their first week, the number of weeks or works and the worst
amount. The sentences are in :mod:`.rule_words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from wijkplan.models.check import Violation
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import project_label, week_label
from wijkplan.planner.text import Language, Text, both, filled, say, translated

from .rule_words import CONFLICTS

HEADS = 100  # hundredths in a head


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that cannot be done as planned; a part of ``comparison.json``. Several works or weeks at one place are
    one conflict."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(strict=True, extra="forbid", use_attribute_docstrings=True)

    rule: str
    """Id of the rule that breaks."""

    where: str
    """The place, in Dutch."""

    week: int | None
    """First week it happens in; ``null`` where no week is meant."""

    week_label: str | None
    """That week as an ISO week."""

    last_week: int | None
    """Last week it happens in."""

    times: int
    """In how many weeks, or for how many works."""

    amount: int | float
    """The worst amount."""

    unit: str
    """Of ``amount``; heads are whole heads."""

    sentence: str
    """What collides, in Dutch."""

    sentence_en: str
    """Likewise in English."""


def conflicts(problem: Problem, names: Names, violations: Iterable[Violation]) -> tuple[Conflict, ...]:
    """Violations told as conflicts, rule by rule in the order they come, the worst first within a rule."""
    groups: dict[tuple[str, str, str, bool], list[Violation]] = {}
    for violation in violations:
        key = (violation.rule, violation.kind, place(problem, names, violation), "heads" in violation.unit)
        groups.setdefault(key, []).append(violation)
    order = {rule: i for i, rule in enumerate(dict.fromkeys(rule for rule, *_ in groups))}
    told = [
        _told(names, rule, kind, (where, place(problem, names, group[0], "en")), heads, group)
        for (rule, kind, where, heads), group in groups.items()
    ]
    return tuple(sorted(told, key=lambda c: (order[c.rule], -c.amount, c.where)))


def place(problem: Problem, names: Names, violation: Violation, language: Language = "nl") -> str:
    """Where a violation is, in words; works are told by their project, or by their street where the street is what
    collides."""
    kind, i = violation.kind, violation.index
    if i is None:
        return names.programme
    try:
        return _place(problem, names, violation.rule, kind, i, language)
    except IndexError:  # a plan typed by hand may point at what does not exist
        return f"{kind} {i}"


def _place(problem: Problem, names: Names, rule: str, kind: str, i: int, language: Language) -> str:
    if kind in ("pool", "market"):
        row = names.pools[i] if kind == "pool" else names.markets[i]
        one = problem.pools[i] if kind == "pool" else problem.markets[i]
        who = (
            translated(say("hiring market"), language)
            if row.employer is None
            else translated(names.employers[problem.pools[i].employer].name, language)
        )
        return f"{names.trades[one.trade].called(language)}, {names.regions[one.region].name}, {who}"
    if kind == "precedence":
        kind, i = "activity", problem.precedences[i].successor
    if kind == "activity" and rule in ("street_order", "rest", "opening") and i in problem.street_of:
        kind, i = "street", problem.street_of[i][0]
    if kind == "activity":
        kind, i = "project", problem.activities[i].project
    if kind == "project":
        label, district = project_label(names, i, language), names.districts[problem.projects[i].district].name
        return label if district.split(",")[0] in label else f"{label}, {district}"
    if kind == "street":
        return f"{names.streets[i].name}, {names.districts[problem.streets[i].district].name}"
    if kind == "employer":
        return translated(names.employers[i].name, language)
    if kind in ("district", "client"):
        return translated((names.districts[i] if kind == "district" else names.clients[i]).name, language)
    if kind == "tender":
        return translated(say("tender {id}", id=names.tenders[i].id), language)
    if kind == "grid":
        return translated(say("grid area {id}", id=names.grids[i]), language)
    if kind == "budget":
        return names.budgets[i].name
    client, material = names.deliveries[i].rsplit(":", 1)
    delivery = say(
        "{client}, delivery of {material}", client=names.clients[names.client_index[client]].name, material=material
    )
    return translated(delivery, language)


def _told(names: Names, rule: str, kind: str, wheres: tuple[str, str], heads: bool, group: list[Violation]) -> Conflict:
    where, where_en = wheres
    weeks = sorted(v.week for v in group if v.week is not None)
    labels = [week_label(names.start, week) for week in weeks]
    worst, times = max(v.amount for v in group), len(group)
    amount = worst / HEADS if heads else worst
    sentence = filled(
        CONFLICTS[rule, kind],
        where=both(where_en, where),
        amount=_shown(amount, heads),
        works=say("1 work") if times == 1 else say("{n} works", n=times),
        weeks=say("1 week") if worst == 1 else say("{n} weeks", n=worst),
        when=_when(labels, kind in ("activity", "precedence")),
    )
    return Conflict(
        rule,
        where,
        weeks[0] if weeks else None,
        labels[0] if labels else None,
        weeks[-1] if weeks else None,
        times,
        amount,
        "heads" if heads else group[0].unit,
        translated(sentence, "nl"),
        str(sentence),
    )


def _shown(amount: float, heads: bool) -> Text:
    if not heads:
        return say("{amount}", amount=amount)
    if amount >= 0.1:
        return say("{amount:.1f}", amount=amount)
    return say("{amount:.2f}", amount=amount)  # a few hundredths are little, not nothing


def _when(labels: list[str], by_work: bool) -> Text:
    if not labels:
        return say("without a week")
    distinct, ends = len(set(labels)), {"a": labels[0], "b": labels[-1]}
    if distinct == 1:
        return say("in week {a}", a=labels[0])
    return say("between {a} and {b}", **ends) if by_work else say("in {n} weeks from {a} to {b}", n=distinct, **ends)
