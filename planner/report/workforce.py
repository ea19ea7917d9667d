"""What the plan asks of people, for a works council to read: beside the baseline, per trade, per year and per
employer, where and when people are short, what falls on which employer and what makes it right, and what sharing
people is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.record import Comparison, EmployerPeople, PlanBills, PlanPeople, Result, Shortage

from .locale import Tongue

SUMMED = (
    "given_head_weeks", "used_head_weeks", "idle_head_weeks", "idle_head_weeks_in_span", "changes", "spells",
    "hired_head_weeks", "hired_persons", "borrowed_head_weeks", "borrowed_persons", "lent_head_weeks", "lent_persons",
    "overtime_head_weeks",
)  # fmt: skip
SHOWN_WEEKS = 6  # of a trade in a region, the worst first


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures of :class:`~wijkplan.planner.record.EmployerPeople` added up for one label, in the baseline and in the
    plan."""

    label: str
    before: Mapping[str, float]
    after: Mapping[str, float]


def workforce(names: Names, comparison: Comparison, tongue: Tongue) -> dict[str, Any] | None:
    """Everything of the section; ``None`` where a plan is missing. It is about equal delivery, or about all in where
    only that has a plan."""
    told = comparison.people
    base = next((plan for plan in told.plans if plan.variant == comparison.baseline), None)
    plan = next((plan for plan in told.plans if plan.variant == "bundled"), None)
    if base is None or plan is None:
        return None
    trades = {trade.id: tongue.trade(trade) for trade in names.trades}
    employers = {one.id: tongue.sentence(one.name) for one in names.employers}
    bills = next((one for one in told.bills if (one.question, one.variant) == (plan.question, plan.variant)), None)
    results = [comparison.result(plan.question, variant) for variant in (comparison.baseline, "bundled")]
    return {
        "question": plan.question,
        "tiles": tiles(results, tongue),
        "trades": by_trade(base, plan, trades),
        "years": years(base, plan, trades),
        "short": short(names, told.asked_weeks_short, base.short, plan.short, trades),
        "rows": [
            (employers[row.employer], trades[row.trade], row, max(row.peak_persons, default=0))
            for row in plan.employers
        ],
        "bills": bills,
        "sentence": "" if bills is None else bills_sentence(bills, tongue),
        "employers": employers,
        "names_of_trades": trades,
        "sharing": told.sharing,
        "guarantee": comparison.guarantee,
    }


def tiles(results: Sequence[Result | None], tongue: Tongue) -> list[tuple[str, str, str]]:
    """What the plan asks of people in a few figures: the figure, what it is, and what it is in the baseline."""
    base, plan = (None if one is None else one.measures for one in results)
    if base is None or plan is None:
        return []
    tell, number = tongue.say, tongue.words.number
    rows = (
        (plan.changes, base.changes, tell("changes of own heads")),
        (
            plan.idle_head_weeks_in_span,
            base.idle_head_weeks_in_span,
            tell("head-weeks idle in span"),
        ),
        (plan.hired_head_weeks, base.hired_head_weeks, tell("head-weeks hired")),
        (plan.lent_head_weeks, base.lent_head_weeks, tell("head-weeks lent")),
        (plan.spells, base.spells, tell("times people begin anew")),
    )
    return [(number(after), what, tell("was {before}", before=number(before))) for after, before, what in rows]


def by_trade(base: PlanPeople, plan: PlanPeople, trades: Mapping[str, str]) -> list[Sums]:
    """Per trade over all employers, most people first; by their name where they are as many."""
    sums = [_sums(one.employers) for one in (base, plan)]
    found = [
        Sums(trades[trade], *(one.get(trade, NOTHING) for one in sums)) for trade in dict.fromkeys((*sums[0], *sums[1]))
    ]
    return sorted(found, key=lambda row: (-row.after["given_head_weeks"], row.label))


def _sums(rows: Iterable[EmployerPeople]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(SUMMED, 0.0))
    for row in rows:
        for key in SUMMED:
            found[row.trade][key] += getattr(row, key)
    return dict(found)


NOTHING: Mapping[str, float] = dict.fromkeys(SUMMED, 0.0)


def years(base: PlanPeople, plan: PlanPeople, trades: Mapping[str, str]) -> dict[str, Any]:
    """Per trade and year how far its people are used, in percent, in the baseline and in the plan."""
    columns = sorted({row.year for row in plan.trades})
    used = [{(row.trade, row.year): row.used_percent for row in one.trades} for one in (base, plan)]
    rows = [
        (label, [tuple(one.get((trade, year)) for one in used) for year in columns])
        for trade, label in sorted(trades.items(), key=lambda item: item[1])
        if any((trade, year) in used[1] for year in columns)
    ]
    return {"columns": columns, "rows": rows}


@dataclass(frozen=True, slots=True)
class Short:
    """One trade in one region: head-weeks short in asked weeks, baseline and plan; of the plan what the market does
    not have either, and its worst weeks."""

    trade: str
    region: str
    head_weeks: tuple[float, float, float]
    beyond_market: float
    worst: tuple[str, ...]


def short(
    names: Names,
    asked: Sequence[Shortage],
    base: Sequence[Shortage],
    plan: Sequence[Shortage],
    trades: Mapping[str, str],
) -> list[Short]:
    """Where and when people are short, most in the plan first."""
    regions = {region.id: region.name for region in names.regions}
    pairs = dict.fromkeys((row.trade, row.region) for rows in (plan, base, asked) for row in rows)
    found = []
    for trade, region in pairs:
        mine = [[row for row in rows if (row.trade, row.region) == (trade, region)] for rows in (asked, base, plan)]
        worst = sorted(sorted(mine[2], key=lambda row: -row.head_weeks)[:SHOWN_WEEKS], key=lambda row: row.first_week)
        found.append(
            Short(
                trades[trade],
                regions[region],
                (_weeks(mine[0]), _weeks(mine[1]), _weeks(mine[2])),
                round(sum(row.beyond_market_head_weeks for row in mine[2]), 2),
                tuple(_when(names, row) for row in worst),
            )
        )
    return sorted(found, key=lambda row: (-row.head_weeks[2], -row.head_weeks[0], row.trade, row.region))


def _weeks(rows: Sequence[Shortage]) -> float:
    return round(sum(row.head_weeks for row in rows), 2)


def _when(names: Names, row: Shortage) -> str:
    """Weeks and heads, as ``2029-W03 – 2029-W08: 2.5``."""
    first, last = (week_label(names.start, week) for week in (row.first_week, row.last_week))
    weeks = first if first == last else f"{first} – {last}"
    return f"{weeks}: {row.most_heads:.1f}"


def bills_sentence(bills: PlanBills, tongue: Tongue) -> str:
    """How many employers are worse off than in the baseline, by how much, and whether those who gain can make it
    right."""
    worse = [one for one in bills.employers if one.worse_eur]
    surely = sum(one.standing == "surely not worse" for one in bills.employers)
    euros, covered = sum(one.worse_eur for one in worse), sum(max(0, one.settlement_eur) for one in bills.employers)
    if not worse:
        return tongue.say(
            "None of {all} employers pays more than in the baseline; {surely} surely no more than what can be had "
            "without people of others.",
            all=len(bills.employers), surely=surely,
        )  # fmt: skip
    return tongue.say(
        "{worse} of {all} employers pay {euros} more together than in the baseline, {surely} surely no more than what "
        "can be had without people of "
        "others. Employers that pay less can make {covered} of that right; {rest} is of anonymous firms, or for "
        "clients.",
        worse=len(worse), all=len(bills.employers), euros=tongue.words.brief(euros), surely=surely,
        covered=tongue.words.brief(covered), rest=tongue.words.brief(euros - covered),
    )  # fmt: skip
