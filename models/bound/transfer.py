"""The best set of combined tenders that can be formed whatever the separate plan is, and when to publish them: a small
CP-SAT model.

See :mod:`wijkplan.models.check.transfer` for what makes a tender fit; what is found here is a certificate, and worth
what that module derives from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ortools.sat.python import cp_model

from ..check.transfer import transferred
from ..check.window import weeks_left
from ..cpsat.parameters import parameters
from ..problem import Problem, Tender


def transfer(narrow: Problem, wide: Problem, seconds: float = 5.0) -> tuple[int, dict[str, Any]]:
    """Euros that combining saves at least, and the certificate; 0 and a certificate without tenders where none can be
    moved."""
    left = weeks_left(narrow)
    weeks = {} if left is None else chosen(narrow, wide, last_weeks(narrow, wide, left), seconds)
    found: dict[str, Any] = {"kind": "transfer", "tenders": {str(t): week for t, week in sorted(weeks.items())}}
    return (transferred(narrow, wide, found) if weeks else 0), found


def gains(narrow: Problem, wide: Problem, tenders: Iterable[int]) -> dict[int, int]:
    """Per tender the euros that it costs less than its projects bought separately; those without a separate tender are
    left out."""
    single: dict[int, int] = {}
    for tender in narrow.tenders:
        if narrow.may_choose(tender):
            q = tender.projects[0]
            single[q] = min(single.get(q, _euros(narrow, tender)), _euros(narrow, tender))
    bought = {t: wide.tenders[t] for t in tenders}
    return {t: _gain(wide, one, single) for t, one in bought.items() if all(q in single for q in one.projects)}


def _gain(p: Problem, tender: Tender, single: dict[int, int]) -> int:
    return sum(single[q] for q in tender.projects) - _euros(p, tender)


def _euros(p: Problem, tender: Tender) -> int:
    return (tender.procurement if "procurement" in p.priced else 0) + (
        tender.mobilisation if "mobilisation" in p.priced else 0
    )


def last_weeks(narrow: Problem, wide: Problem, left: list[tuple[int, int]]) -> dict[int, int]:
    """Per combined tender that saves something and can replace what is separate: the last week in which it may be
    published."""
    single: dict[int, int] = {}
    period: dict[int, int] = {}
    for tender in narrow.tenders:
        if narrow.may_choose(tender):
            q = tender.projects[0]
            single[q] = min(single.get(q, _euros(narrow, tender)), _euros(narrow, tender))
            period[q] = max(period.get(q, 0), *(lot.period for lot in tender.lots))
    found = {}
    for t, tender in enumerate(wide.tenders):
        if (
            not tender.combined
            or not wide.may_choose(tender)
            or any(q not in single for q in tender.projects)
            or _gain(wide, tender, single) <= 0
        ):
            continue
        work = [a for q in tender.projects for a in wide.members[q]]
        week = min((left[a][0] for a in work), default=wide.horizon) - tender.lead
        lasting = all(
            lot.period >= (period[lot.projects[0]] if len(lot.projects) == 1 else _span(wide, lot.projects, left))
            for lot in tender.lots
        )
        if week >= tender.open_week(0) and lasting:
            found[t] = week
    return found


def _open(tender: Tender, last: int) -> cp_model.Domain:
    return cp_model.Domain.from_values(
        [week for week in range(tender.preparation, last + 1) if week not in tender.closed]
    )


def _span(p: Problem, projects: tuple[int, ...], left: list[tuple[int, int]]) -> int:
    work = [left[a] for q in projects for a in p.members[q]]
    return max((late for _, late in work), default=0) - min((early for early, _ in work), default=0)


def chosen(narrow: Problem, wide: Problem, last: dict[int, int], seconds: float) -> dict[int, int]:
    """Tenders and weeks: disjoint, with room on every desk that one of them uses, for as many euros as possible."""
    model = cp_model.CpModel()
    single = {
        t.projects[0]: t
        for t in sorted((t for t in narrow.tenders if narrow.may_choose(t)), key=lambda t: -_euros(narrow, t))
    }
    cheapest = {q: _euros(narrow, t) for q, t in single.items()}
    pick = {t: model.new_bool_var("") for t in last}
    week = {t: model.new_int_var_from_domain(_open(wide.tenders[t], most), "") for t, most in last.items()}
    bought = {q: [pick[t] for t in last if q in wide.tenders[t].projects] for q in single}
    for row in bought.values():
        model.add_at_most_one(row)
    for c in range(len(wide.clients)):
        mine = [t for t in last if c in wide.tenders[t].clients]
        others = [q for q, tender in single.items() if c in tender.clients]
        if not mine:
            continue
        used = model.new_bool_var("")
        model.add_max_equality(used, [pick[t] for t in mine])
        intervals = [
            model.new_optional_fixed_size_interval_var(
                week[t] - wide.tenders[t].preparation, wide.tenders[t].preparation, pick[t], ""
            )
            for t in mine
        ]
        for q in others:  # a procedure that stays may need its place at any time
            stays = model.new_bool_var("")
            model.add(stays >= used - sum(bought[q]))
            intervals.append(model.new_optional_fixed_size_interval_var(0, wide.horizon, stays, ""))
        model.add_cumulative(intervals, [1] * len(intervals), wide.clients[c].least)
    model.maximize(sum(_gain(wide, wide.tenders[t], cheapest) * pick[t] for t in last))
    solver = cp_model.CpSolver()
    solver.parameters = parameters(workers=1, seed=1, seconds=seconds)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {t: solver.value(week[t]) for t in last if solver.value(pick[t])}
