"""Violations in plain words: what collides, where, when and by how much, in Dutch and in English.

Violations of one rule at one place are told once, with their first week, the number of weeks or works and the worst amount. When to
modify: a new rule needs its sentences in ``SENTENCES``; a test compares the rules there with those of the checker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.check import Violation
from models.problem import Problem
from planner.compile import Names

from .week_labels import week_label

HEADS = 100  # hundredths in a head


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that cannot be done as planned. ``week`` is the first slot it happens in (``None``: no week is meant), ``amount`` the
    worst amount in ``unit`` (heads in whole heads)."""

    rule: str
    where: str
    week: int | None
    week_label: str | None
    last_week: int | None
    times: int
    amount: float
    unit: str
    sentence: str
    sentence_en: str


# Per rule, and where needed per kind of place: Dutch and English. ``when`` tells the weeks, ``times`` the works or weeks.
SENTENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("capacity", "pool"): ("{where}: {when} tot {amount} mensen te weinig.", "{where}: up to {amount} heads short {when_en}."),
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
        "{where}: {when} liggen tot {amount} straten meer tegelijk open dan met de wegbeheerder is afgesproken.",
        "{where}: up to {amount} more streets open at once than agreed with the road manager {when_en}.",
    ),
    ("street_order", "activity"): (
        "{where}: {times} keer begint een ondiepere leiding tot {amount} weken voordat de diepere klaar is ({when}).",
        "{where}: a shallower pipe or cable starts up to {amount} weeks before the deeper one is done, {times} times ({when_en}).",
    ),
    ("rest", "activity"): (
        "{where}: de straat gaat {times} keer opnieuw open, tot {amount} weken binnen de rustperiode ({when}).",
        "{where}: the street is reopened {times} times, up to {amount} weeks inside its rest period ({when_en}).",
    ),
    ("opening", "activity"): (
        "{where}: {times} werken delen een opbreking op een manier die niet kan ({when}).",
        "{where}: {times} works share an opening in a way that is not possible ({when_en}).",
    ),
    ("opening", "street"): (
        "{where}: er wordt een gedeelde opbreking genoemd die niet bestaat.",
        "{where}: a shared opening is stated that does not exist.",
    ),
    ("ready", "activity"): (
        "{where}: {times} werken beginnen tot {amount} weken voordat vergunning, onderzoek, materiaal of instemming er is ({when}).",
        "{where}: {times} works start up to {amount} weeks before permit, survey, material or consent is there ({when_en}).",
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
        "{where}: {times} werken vallen tot {amount} weken buiten hun venster ({when}).",
        "{where}: {times} works lie up to {amount} weeks outside their window ({when_en}).",
    ),
    ("calendar", "activity"): (
        "{where}: {times} werken beginnen in een gesloten week of eindigen anders dan de kalender zegt ({when}).",
        "{where}: {times} works start in a closed week or end otherwise than the calendar says ({when_en}).",
    ),
    ("precedence", "precedence"): (
        "{where}: {times} werken komen tot {amount} weken te vroeg of te laat na wat eraan voorafgaat ({when}).",
        "{where}: {times} works come up to {amount} weeks too early or too late after what precedes them ({when_en}).",
    ),
    ("crew", "activity"): (
        "{where}: {times} werken hebben geen ploeg die mag ({when}).",
        "{where}: {times} works have no crew that is allowed ({when_en}).",
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
        "{where}: {times} werken beginnen tot {amount} weken voordat de aanbesteding rond kan zijn ({when}).",
        "{where}: {times} works start up to {amount} weeks before the tender can be completed ({when_en}).",
    ),
    ("lead", "tender"): (
        "{where}: de voorbereiding komt {amount} weken tekort.",
        "{where}: {amount} weeks of preparation are missing.",
    ),
    ("lead", "client"): (
        "{where}: {when} zijn er tot {amount} aanbestedingen meer tegelijk voor te bereiden dan er plaats is.",
        "{where}: up to {amount} more tenders to prepare at once than there is room for {when_en}.",
    ),
    ("contract", "tender"): (
        "{where}: het werk duurt {amount} weken langer dan het contract.",
        "{where}: the work takes {amount} weeks longer than the contract.",
    ),
    ("frozen", "activity"): (
        "{where}: {times} vastgezette werken zijn tot {amount} weken verschoven ({when}).",
        "{where}: {times} pinned works have been moved by up to {amount} weeks ({when_en}).",
    ),
    ("once", "activity"): (
        "{where}: {times} werken ontbreken, staan dubbel of zijn onvolledig beschreven.",
        "{where}: {times} works are missing, double or incomplete.",
    ),
    ("delivery", "activity"): (
        "{where}: {times} werken eindigen tot {amount} weken na de afgesproken oplevering ({when}).",
        "{where}: {times} works end up to {amount} weeks after the agreed delivery ({when_en}).",
    ),
    ("delivery", "programme"): (
        "{where}: de hinder is {amount} groter dan bij gelijke oplevering mag.",
        "{where}: the burden is {amount} more than equal delivery allows.",
    ),
    ("nonrenewable", "resource"): ("{where}: {amount} eenheden te veel verbruikt.", "{where}: {amount} units too many are used."),
}


def conflicts(problem: Problem, names: Names, violations: Iterable[Violation]) -> tuple[Conflict, ...]:
    """Violations told as conflicts, rule by rule in the order they come, the worst first within a rule."""
    groups: dict[tuple[str, str, str, bool], list[Violation]] = {}
    for violation in violations:
        key = (violation.rule, violation.kind, place(problem, names, violation), "heads" in violation.unit)
        groups.setdefault(key, []).append(violation)
    order = {rule: i for i, rule in enumerate(dict.fromkeys(rule for rule, *_ in groups))}
    told = [_told(names, rule, kind, where, heads, group) for (rule, kind, where, heads), group in groups.items()]
    return tuple(sorted(told, key=lambda c: (order[c.rule], -c.amount, c.where)))


def place(problem: Problem, names: Names, violation: Violation) -> str:
    """Where a violation is, in words; works are told by their project, or by their street where the street is what collides."""
    kind, i = violation.kind, violation.index
    if i is None:
        return names.programme
    try:
        return _place(problem, names, violation.rule, kind, i)
    except IndexError:  # a plan typed by hand may point at what does not exist
        return f"{kind} {i}"


def _place(problem: Problem, names: Names, rule: str, kind: str, i: int) -> str:
    if kind in ("pool", "market"):
        row = names.pools[i] if kind == "pool" else names.markets[i]
        one = problem.pools[i] if kind == "pool" else problem.markets[i]
        who = "inhuurmarkt" if row.employer is None else names.employers[problem.pools[i].employer].name
        return f"{names.trades[one.trade].dutch}, {names.regions[one.region].name}, {who}"
    if kind == "precedence":
        kind, i = "activity", problem.precedences[i].successor
    if kind == "activity" and rule in ("street_order", "rest", "opening") and i in problem.street_of:
        kind, i = "street", problem.street_of[i][0]
    if kind == "activity":
        kind, i = "project", problem.activities[i].project
    if kind == "project":
        project = problem.projects[i]
        return f"{names.projects[i].title} ({names.projects[i].id}), {names.districts[project.district].name}"
    if kind == "street":
        return f"{names.streets[i].name}, {names.districts[problem.streets[i].district].name}"
    if kind in ("district", "client"):
        return (names.districts[i] if kind == "district" else names.clients[i]).name
    if kind == "tender":
        return f"aanbesteding {names.tenders[i].id}"
    return (names.grids if kind == "grid" else names.deliveries)[i]


def _told(names: Names, rule: str, kind: str, where: str, heads: bool, group: list[Violation]) -> Conflict:
    weeks = sorted(v.week for v in group if v.week is not None)
    first, last = (weeks[0], weeks[-1]) if weeks else (None, None)
    worst = max(v.amount for v in group)
    amount = worst / HEADS if heads else worst
    dutch, english = SENTENCES[rule, kind]
    words = {
        "where": where,
        "times": len(group),
        "amount": f"{amount:.1f}".replace(".", ",") if heads else str(amount),
        "when": _when(names, weeks, "in {n} weken van {a} tot en met {b}", "in het hele programma"),
        "when_en": _when(names, weeks, "in {n} weeks from {a} to {b}", "throughout"),
    }
    english_words = words | {"amount": f"{amount:.1f}" if heads else str(amount)}
    label = None if first is None else week_label(names.start, first)
    unit = "heads" if heads else group[0].unit
    return Conflict(
        rule, where, first, label, last, len(group), amount, unit, dutch.format(**words), english.format(**english_words)
    )


def _when(names: Names, weeks: list[int], many: str, nothing: str) -> str:
    if not weeks:
        return nothing
    a, b = week_label(names.start, weeks[0]), week_label(names.start, weeks[-1])
    count = len(set(weeks))
    return f"in week {a}" if count == 1 else many.format(n=count, a=a, b=b)
