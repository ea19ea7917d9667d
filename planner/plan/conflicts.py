"""Violations in plain words: what collides, where, when and by how much, in Dutch and in English.

Violations of one rule at one place are told once, with their first week, the number of weeks or works and the worst
amount. When to
modify: a new rule needs its sentences in ``SENTENCES``; a test compares the rules there with those of the checker.
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
from wijkplan.planner.text import Language

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


# Per rule and kind of place: Dutch and English. ``when`` tells the weeks, ``works`` how many works, ``weeks`` the
# worst amount in weeks.
SENTENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("capacity", "pool"): (
        "{where}: {when} tot {amount} mensen te weinig.",
        "{where}: up to {amount} heads short {when_en}.",
    ),
    ("hire", "market"): (
        "{where}: {when} tot {amount} mensen meer nodig dan de inhuurmarkt biedt.",
        "{where}: up to {amount} heads more than the hiring market offers {when_en}.",
    ),
    ("lending", "pool"): (
        "{where}: {when} tot {amount} mensen uitgeleend buiten het afgesproken deel.",
        "{where}: up to {amount} heads lent beyond what was agreed {when_en}.",
    ),
    ("exclusive", "street"): (
        "{where}: de straat ligt {when} voor twee werken tegelijk open.",
        "{where}: the street is open for two works at once {when_en}.",
    ),
    ("exclusive", "district"): (
        "{where}: {when} te veel straten tegelijk open, tot {amount} meer dan met de wegbeheerder is afgesproken.",
        "{where}: too many streets open at once {when_en}, up to {amount} more than agreed with the road manager.",
    ),
    ("street_order", "activity"): (
        "{where}: ondiepere leiding tot {weeks} voordat de diepere klaar is, bij {works} ({when}).",
        "{where}: shallower pipe or cable up to {weeks_en} before the deeper one is done, {works_en} ({when_en}).",
    ),
    ("rest", "activity"): (
        "{where}: de straat gaat opnieuw open, tot {weeks} binnen de rustperiode, voor {works} ({when}).",
        "{where}: the street is reopened up to {weeks_en} inside its rest period, for {works_en} ({when_en}).",
    ),
    ("opening", "activity"): (
        "{where}: opbreking gedeeld op een manier die niet kan, bij {works} ({when}).",
        "{where}: opening shared in a way that is not possible, {works_en} ({when_en}).",
    ),
    ("opening", "street"): (
        "{where}: er wordt een gedeelde opbreking genoemd die niet bestaat.",
        "{where}: a shared opening is stated that does not exist.",
    ),
    ("ready", "activity"): (
        "{where}: {works} tot {weeks} voordat vergunning, onderzoek, materiaal of instemming er is ({when}).",
        "{where}: {works_en} up to {weeks_en} before permit, survey, material or consent is there ({when_en}).",
    ),
    ("ready", "delivery"): (
        "{where}: {when} zijn er tot {amount} stuks te weinig geleverd.",
        "{where}: up to {amount} pieces too few have been delivered {when_en}.",
    ),
    ("grid", "grid"): (
        "{where}: {when} vraagt het net tot {amount} kW meer dan het kan leveren.",
        "{where}: the grid is asked for up to {amount} kW more than it can carry {when_en}.",
    ),
    ("window", "activity"): (
        "{where}: {works} tot {weeks} buiten het venster ({when}).",
        "{where}: {works_en} up to {weeks_en} outside the window ({when_en}).",
    ),
    ("willing", "activity"): (
        "{where}: {works} tot {weeks} verder verschoven dan de inzender wil ({when}).",
        "{where}: {works_en} moved up to {weeks_en} further than the sender is willing to ({when_en}).",
    ),
    ("calendar", "activity"): (
        "{where}: {works} in een gesloten week of met een ander einde dan de kalender zegt ({when}).",
        "{where}: {works_en} in a closed week or with another end than the calendar says ({when_en}).",
    ),
    ("precedence", "precedence"): (
        "{where}: {works} tot {weeks} te vroeg of te laat na wat eraan voorafgaat ({when}).",
        "{where}: {works_en} up to {weeks_en} too early or too late after what precedes ({when_en}).",
    ),
    ("crew", "activity"): (
        "{where}: {works} zonder ploeg die mag ({when}).",
        "{where}: {works_en} without a crew that is allowed ({when_en}).",
    ),
    ("tender", "project"): (
        "{where}: het werk zit niet in precies één aanbesteding.",
        "{where}: the work is not in exactly one tender.",
    ),
    ("tender", "tender"): (
        "{where}: de aanbesteding is dubbel, bestaat niet of mag in deze variant niet.",
        "{where}: the tender is double, unknown or not allowed in this variant.",
    ),
    ("lead", "activity"): (
        "{where}: {works} tot {weeks} voordat de aanbesteding rond kan zijn ({when}).",
        "{where}: {works_en} up to {weeks_en} before the tender can be completed ({when_en}).",
    ),
    ("lead", "tender"): (
        "{where}: de aanbesteding kan dan niet worden gepubliceerd: {weeks} te vroeg of gesloten.",
        "{where}: the tender cannot be published then: {weeks_en} too early or closed.",
    ),
    ("lead", "client"): (
        "{where}: {when} zijn er tot {amount} aanbestedingen meer tegelijk voor te bereiden dan er plaats is.",
        "{where}: up to {amount} more tenders to prepare at once than there is room for {when_en}.",
    ),
    ("contract", "tender"): (
        "{where}: het werk duurt {weeks} langer dan het contract.",
        "{where}: the work takes {weeks_en} longer than the contract.",
    ),
    ("frozen", "activity"): (
        "{where}: {works} tot {weeks} verschoven, hoewel vastgezet ({when}).",
        "{where}: {works_en} moved by up to {weeks_en}, although pinned ({when_en}).",
    ),
    ("once", "activity"): (
        "{where}: {works} ontbrekend, dubbel of onvolledig beschreven.",
        "{where}: {works_en} missing, double or incomplete.",
    ),
    ("delivery", "activity"): (
        "{where}: {works} tot {weeks} na de afgesproken oplevering ({when}).",
        "{where}: {works_en} up to {weeks_en} after the agreed delivery ({when_en}).",
    ),
    ("delivery", "programme"): (
        "{where}: de hinder is {amount} groter dan bij gelijke oplevering mag.",
        "{where}: the burden is {amount} more than equal delivery allows.",
    ),
    ("delivery", "district"): (
        "{where}: de hinder in de wijk is {amount} groter dan bij gelijke oplevering mag.",
        "{where}: the burden in the district is {amount} more than equal delivery allows.",
    ),
    ("continuity", "programme"): (
        "{where}: vaste mensen wisselen van kwartaal tot kwartaal {amount} mensen meer dan is afgesproken.",
        "{where}: own people at work rise and fall {amount} heads more from quarter to quarter than was agreed.",
    ),
    ("continuity", "employer"): (
        "{where}: de vaste mensen wisselen van kwartaal tot kwartaal {amount} mensen meer dan is afgesproken.",
        "{where}: its own people at work rise and fall {amount} heads more from quarter to quarter than was agreed.",
    ),
    ("means", "programme"): (
        "{where}: het plan kost {amount} (euro's, of ingehuurde mensweken) meer dan er is.",
        "{where}: the plan takes {amount} (euros, or hired head-weeks) more than there is.",
    ),
    ("nonrenewable", "resource"): (
        "{where}: {amount} eenheden te veel verbruikt.",
        "{where}: {amount} units too many are used.",
    ),
}


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
    dutch = language == "nl"
    if kind in ("pool", "market"):
        row = names.pools[i] if kind == "pool" else names.markets[i]
        one = problem.pools[i] if kind == "pool" else problem.markets[i]
        who = (
            ("inhuurmarkt" if dutch else "hiring market")
            if row.employer is None
            else names.employers[problem.pools[i].employer].name
        )
        return f"{names.trades[one.trade].dutch if dutch else names.trades[one.trade].english}, {names.regions[one.region].name}, {who}"
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
        return names.employers[i].name
    if kind in ("district", "client"):
        return (names.districts[i] if kind == "district" else names.clients[i]).name
    if kind == "tender":
        return f"{'aanbesteding' if dutch else 'tender'} {names.tenders[i].id}"
    if kind == "grid":
        return f"{'netgebied' if dutch else 'grid area'} {names.grids[i]}"
    client, material = names.deliveries[i].rsplit(":", 1)
    return f"{names.clients[names.client_index[client]].name}, {'levering van' if dutch else 'delivery of'} {material}"


def _told(names: Names, rule: str, kind: str, wheres: tuple[str, str], heads: bool, group: list[Violation]) -> Conflict:
    where, where_en = wheres
    weeks = sorted(v.week for v in group if v.week is not None)
    labels = [week_label(names.start, week) for week in weeks]
    worst, times = max(v.amount for v in group), len(group)
    amount = worst / HEADS if heads else worst
    dutch, english = SENTENCES[rule, kind]
    by_work = kind in ("activity", "precedence")
    words = {
        "where": where,
        "amount": _heads(amount).replace(".", ",") if heads else str(amount),
        "works": "1 werk" if times == 1 else f"{times} werken",
        "weeks": "1 week" if worst == 1 else f"{worst} weken",
        "when": _when(labels, "tussen {a} en {b}" if by_work else "in {n} weken van {a} tot en met {b}", "zonder week"),
    }
    words_en = {
        "where": where_en,
        "amount": _heads(amount) if heads else str(amount),
        "works_en": "1 work" if times == 1 else f"{times} works",
        "weeks_en": "1 week" if worst == 1 else f"{worst} weeks",
        "when_en": _when(
            labels, "between {a} and {b}" if by_work else "in {n} weeks from {a} to {b}", "without a week"
        ),
    }
    return Conflict(
        rule,
        where,
        weeks[0] if weeks else None,
        labels[0] if labels else None,
        weeks[-1] if weeks else None,
        times,
        amount,
        "heads" if heads else group[0].unit,
        dutch.format(**words),
        english.format(**words_en),
    )


def _heads(amount: float) -> str:
    return f"{amount:.1f}" if amount >= 0.1 else f"{amount:.2f}"  # a few hundredths are little, not nothing


def _when(labels: list[str], many: str, nothing: str) -> str:
    if not labels:
        return nothing
    distinct = len(set(labels))
    return f"in week {labels[0]}" if distinct == 1 else many.format(n=distinct, a=labels[0], b=labels[-1])
