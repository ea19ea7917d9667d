"""The key ``people`` of ``comparison.json``: what each plan asks of people, what falls on each employer, and what
sharing people is worth.

All of it follows from the plans, so whoever has the plans can derive it again. Who is worse off is said of employers
with a name; of an anonymous firm, which stands for whoever wins work, a bill that rises or falls goes into its bid,
and so to the client: it settles with nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wijkplan.models.check import facts
from wijkplan.models.plan import Plan
from wijkplan.models.problem import STAFFING, Problem, Source
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.experiment.comparison_types import Compared, Run
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.plan import employer_bills
from wijkplan.planner.plan.measures import available, employer_changes, heads_given, loads
from wijkplan.planner.plan.measures import people as people_of
from wijkplan.planner.plan.variants import BUNDLED, VARIANTS
from wijkplan.planner.record import (
    EmployerBill,
    EmployerPeople,
    People,
    PlanBills,
    PlanPeople,
    Saving,
    SharingWorth,
    Shortage,
    Standing,
    TradeWorth,
    TradeYear,
)
from wijkplan.planner.reference import Reference
from wijkplan.planner.submission.apportion import split
from wijkplan.planner.text import both, translated

from .sentences import sharing_sentence

SHARING = (("aligned", "shared"), ("combined", "bundled"))
"""Pairs of variants of which the second also lets people be lent."""


def idle_week_eur(reference: Reference, names: Names) -> tuple[float, ...]:
    """Per trade what an own person who stands by for a week costs: the wage less what it earns elsewhere."""
    idle = 1 - reference.settings.idle_earning_percent / 100
    return tuple(idle * reference.week_hours(trade.id) * reference.trades[trade.id].rate_eur for trade in names.trades)


def people_record(reference: Reference, compiled: Compiled, compared: Compared, savings: Sequence[Saving]) -> People:
    """All of it. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where bills do not add up to the
    cost of their plan."""
    names, baseline = compiled.names, compared.stored.against.baseline
    idle = idle_week_eur(reference, names)
    bills = []
    for question in dict.fromkeys(run.question for run in compared.runs):
        base = compared.run(question, baseline)
        solved = [
            run for run in compared.runs if run.question == question and run.plan is not None and run.status != "stored"
        ]
        if base.plan is not None:
            least = employer_bills.least_bills(base.problem, VARIANTS[baseline].allowed)
            own = _Own(checked_bills(base, idle), least, dict(employer_changes(base.problem, base.plan)))
            bills += [_bills(names, run, own, idle) for run in solved]
    return People(
        quarters=compiled.problem.quarters,
        asked_weeks_short=shortages(names, compiled.problem, compared.submitted),
        plans=tuple(
            PlanPeople(
                question=run.question,
                variant=run.variant,
                employers=employer_rows(names, run.problem, plan),
                trades=tuple(trade_years(names, run.problem, plan)),
                short=shortages(names, run.problem, plan),
            )
            for run, plan in _shown(compared)
        ),
        bills=tuple(bills),
        sharing=tuple(_sharing(names, compared, savings)),
    )


def _shown(compared: Compared) -> Iterator[tuple[Run, Plan]]:
    """The plans that are held against each other: the baseline, which is one plan for all questions, and of each
    question the widest."""
    baseline = next(
        (run for run in compared.runs if run.variant == compared.stored.against.baseline and run.plan is not None), None
    )
    for run in (baseline, *(run for run in compared.runs if run.variant == BUNDLED.id)):
        if run is not None and run.plan is not None:
            yield run, run.plan


def employer_rows(names: Names, problem: Problem, plan: Plan) -> tuple[EmployerPeople, ...]:
    """Per employer and trade with people or work."""
    return tuple(
        EmployerPeople(
            employer=names.employers[row.employer].id,
            trade=names.trades[row.trade].id,
            given_head_weeks=row.given,
            used_head_weeks=row.used,
            idle_head_weeks=row.idle,
            idle_head_weeks_in_span=row.idle_in_span,
            changes=row.changes,
            spells=row.spells,
            peak_persons=row.peak_persons,
            hired_head_weeks=row.hired,
            hired_persons=row.hired_persons,
            borrowed_head_weeks=row.borrowed,
            borrowed_persons=row.borrowed_persons,
            lent_head_weeks=row.lent,
            overtime_head_weeks=row.overtime,
            lent_persons=row.lent_persons,
        )
        for row in people_of(problem, plan)
    )


def trade_years(names: Names, problem: Problem, plan: Plan) -> Iterator[TradeYear]:
    """Per trade and calendar year with people or work how far they are used."""
    given, at_work = heads_given(problem), loads(problem, plan)
    sums: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    years = [(names.monday(week) + timedelta(days=3)).year for week in range(problem.horizon)]
    for p, pool in enumerate(problem.pools):
        for week, year in enumerate(years):
            row = sums[pool.trade, year]
            row[0] += given[p][week]
            row[1] += at_work.pools[p][week]
    for m, market in enumerate(problem.markets):
        for week, year in enumerate(years):
            sums[market.trade, year][2] += at_work.markets[m][week]
    for (trade, year), (there, used, hired) in sorted(sums.items()):
        if there or used or hired:
            yield TradeYear(
                trade=names.trades[trade].id,
                year=year,
                given_head_weeks=_heads(there),
                used_head_weeks=_heads(used),
                hired_head_weeks=_heads(hired),
                used_percent=round(100 * used / there, 1) if there else None,
            )


def shortages(names: Names, problem: Problem, plan: Plan) -> tuple[Shortage, ...]:
    """Per trade and region the weeks on end in which its work asks more people than employers have there."""
    nobody = [0] * problem.horizon
    own: dict[tuple[int, int], list[int]] = defaultdict(lambda: list(nobody))
    market: dict[tuple[int, int], list[int]] = defaultdict(lambda: list(nobody))
    for p, pool in enumerate(problem.pools):
        row = own[pool.trade, pool.region]
        for t in range(problem.horizon):
            row[t] += available(problem, p, t)
    for one in problem.markets:
        market[one.trade, one.region] = [a + b for a, b in zip(market[one.trade, one.region], one.heads, strict=True)]
    found = []
    for (trade, region), asked in sorted(loads(problem, plan).demand.items()):
        beyond = [max(0, heads - there) for heads, there in zip(asked, own[trade, region], strict=True)]
        for begin, end in _runs(beyond):
            short, hired = beyond[begin:end], market[trade, region][begin:end]
            found.append(
                Shortage(
                    trade=names.trades[trade].id,
                    region=names.regions[region].id,
                    first_week=begin,
                    last_week=end - 1,
                    head_weeks=_heads(sum(short)),
                    most_heads=_heads(max(short)),
                    beyond_market_head_weeks=_heads(
                        sum(max(0, heads - there) for heads, there in zip(short, hired, strict=True))
                    ),
                )
            )
    return tuple(found)


def _runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Weeks on end ``[begin, end)`` in which there is something."""
    begin: int | None = None
    for t, heads in enumerate((*row, 0)):
        if heads and begin is None:
            begin = t
        elif not heads and begin is not None:
            yield begin, t
            begin = None


@dataclass(frozen=True, slots=True)
class _Own:
    """What each employer has in the baseline: its bill, what that is at least alone, and the changes of its own heads
    (in the problem's units)."""

    bills: Sequence[employer_bills.Bill]
    least: Sequence[int]
    changes: Mapping[int, int]


def _bills(names: Names, run: Run, own: _Own, idle: Sequence[float]) -> PlanBills:
    """The bills of a plan beside those of the baseline."""
    assert run.plan is not None
    books, before, alone = checked_bills(run, idle), own.bills, own.least
    unit = 100 * run.problem.changes_unit
    steady = dict(employer_changes(run.problem, run.plan))
    involved = sorted({p.employer for p in run.problem.projects} | {p.employer for p in run.problem.pools})
    rises = {e: employer_bills.total(books[e]) - employer_bills.total(before[e]) for e in involved}
    settled, uncovered = settlement({e: rise for e, rise in rises.items() if not names.employers[e].anonymous})
    rows = []
    for e in involved:
        bill, was = employer_bills.total(books[e]), employer_bills.total(before[e])
        rows.append(
            EmployerBill(
                employer=names.employers[e].id,
                terms={term: euros for term, euros in books[e].items() if euros},
                bill_eur=bill,
                baseline_eur=was,
                people_eur=employer_bills.people_eur(books[e]),
                baseline_people_eur=employer_bills.people_eur(before[e]),
                alone_at_least_eur=alone[e],
                standing=standing(bill, was, alone[e]),
                worse_eur=max(0, bill - was),
                settlement_eur=settled.get(e, 0),
                changes=round(steady.get(e, 0) / unit, 2),
                baseline_changes=round(own.changes.get(e, 0) / unit, 2),
            )
        )
    return PlanBills(question=run.question, variant=run.variant, employers=tuple(rows), uncovered_eur=uncovered)


def checked_bills(run: Run, idle: Sequence[float]) -> tuple[employer_bills.Bill, ...]:
    """The bills of a run's plan, which add up to what the checker says of it. Raises
    :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    assert run.plan is not None and run.verdict is not None
    books = employer_bills.bills(run.problem, run.plan, idle)
    for term, euros in employer_bills.added(books):
        if euros != run.verdict.terms[term]:
            raise Disagreement(
                f"{run.variant}, {run.question}: bills come to {euros} euros of {term}, the plan to "
                f"{run.verdict.terms[term]}"
            )
    return books


def standing(bill: int, baseline: int, alone: int) -> Standing:
    """How an employer stands beside its own plan. What it pays at least alone is no more than its part of the
    baseline, so who is surely not worse is not worse.

    >>> standing(90, 100, 95), standing(97, 100, 95), standing(101, 100, 95)
    ('surely not worse', 'not worse', 'worse')
    """
    if bill <= min(alone, baseline):
        return "surely not worse"
    return "not worse" if bill <= baseline else "worse"


def settlement(rises: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """What each receives (below zero: pays) by how much its bill rises, so that nobody is worse off: those whose bills
    fall pay in proportion to that, and no more than that. What they cannot pay is the second value.

    >>> settlement({0: 30, 1: -60, 2: -30})
    ({0: 30, 1: -20, 2: -10}, 0)
    >>> settlement({0: 30, 1: -10})
    ({0: 10, 1: -10}, 20)
    """
    gains, losses = (
        {e: -rise for e, rise in rises.items() if rise < 0},
        {e: rise for e, rise in rises.items() if rise > 0},
    )
    moved = min(sum(gains.values()), sum(losses.values()))
    if not moved:
        return {}, sum(losses.values())
    received = dict(zip(losses, split(moved, list(losses.values())), strict=True))
    paid = dict(zip(gains, split(moved, list(gains.values())), strict=True))
    return {e: received.get(e, 0) - paid.get(e, 0) for e in rises if e in received or e in paid}, sum(
        losses.values()
    ) - moved


def _sharing(names: Names, compared: Compared, savings: Sequence[Saving]) -> Iterator[SharingWorth]:
    known = {(s.question, s.source, s.to): s for s in savings}
    for question in dict.fromkeys(run.question for run in compared.runs):
        for source, to in SHARING:
            one, other = compared.run(question, source), compared.run(question, to)
            saving = known.get((question, source, to))
            if saving is not None and one.plan is not None and other.plan is not None:
                yield _worth(names, one, one.plan, other, other.plan, saving)


def _worth(names: Names, one: Run, without: Plan, other: Run, sharing: Plan, saving: Saving) -> SharingWorth:
    """What the plans found with and without lending differ by in euros of people, per trade."""
    before, after = trade_euros(one.problem, without), trade_euros(other.problem, sharing)
    hired_before, hired_after = (
        _moved(run.problem, plan, Source.HIRED) for run, plan in ((one, without), (other, sharing))
    )
    lent = _moved(other.problem, sharing, Source.LENT)
    rows = []
    for trade in sorted({*before, *after}):
        terms = {term: before.get(trade, NONE)[term] - after.get(trade, NONE)[term] for term in STAFFING}
        rows.append(
            TradeWorth(
                trade=names.trades[trade].id,
                euros=sum(terms.values()),
                terms={term: euros for term, euros in terms.items() if euros},
                lent_head_weeks=_heads(lent.get(trade, (0, 0))[0]),
                lent_persons=lent.get(trade, (0, 0))[1],
                hired_head_weeks_less=_heads(hired_before.get(trade, (0, 0))[0] - hired_after.get(trade, (0, 0))[0]),
            )
        )
    rows.sort(key=lambda row: (-row.euros, row.trade))
    figures = SharingWorth(
        question=saving.question,
        source=saving.source,
        to=saving.to,
        low=saving.low,
        high=saving.high,
        word=saving.word,
        found_eur=(one.cost or 0) - (other.cost or 0),
        people_eur=sum(row.euros for row in rows),
        trades=tuple(rows),
        nothing=tuple(row.trade for row in rows if not row.lent_persons),
        sentence="",
        sentence_nl="",
    )
    sentence = sharing_sentence(figures, {trade.id: both(trade.english, trade.dutch) for trade in names.trades})
    return figures.model_copy(update={"sentence": str(sentence), "sentence_nl": translated(sentence, "nl")})


NONE: Mapping[str, int] = dict.fromkeys(STAFFING, 0)


def trade_euros(problem: Problem, plan: Plan) -> dict[int, dict[str, int]]:
    """Per trade with work the euros of its staffing patterns, per term."""
    found: dict[int, dict[str, int]] = {}
    for _, demand, pattern in facts.staffing(problem, plan):
        row = found.setdefault(demand.trade, dict.fromkeys(STAFFING, 0))
        for term in STAFFING:
            row[term] += getattr(pattern, term)
    return found


def _moved(problem: Problem, plan: Plan, source: Source) -> dict[int, tuple[int, int]]:
    """Per trade hundredths of head-weeks and persons (counted once per work) from a source."""
    found: dict[int, tuple[int, int]] = {}
    for placement, demand, pattern in facts.staffing(problem, plan):
        if pattern.source is source and pattern.other is not None:
            weeks, persons = found.get(demand.trade, (0, 0))
            worked = pattern.other_heads * len(facts.working_weeks(problem, placement))
            found[demand.trade] = weeks + worked, persons + -(-pattern.other_heads // 100)
    return found


def _heads(hundredths: int) -> float:
    return round(hundredths / 100, 2)
