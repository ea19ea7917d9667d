"""How heavy the work is and how far people travel for it, per trade, for unions: all employers together, and nothing
where too few of them have people at work."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.reference import Disclosure
from wijkplan.planner.text import Language, say

from .disclosure_control import safe
from .head_weeks import staffed
from .xlsx_writer import Table


def load_table(problem: Problem, names: Names, plan: Plan, limits: Disclosure, language: Language) -> Table:
    """Own people at work on average and in the busiest week, and what they do outside their region."""
    weeks: dict[int, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    away: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in staffed(problem, plan):
        if row.supplier is None or row.pool is None:
            continue
        employer = names.employers[row.supplier]
        whose = "" if employer.anonymous else employer.id
        weeks[row.trade][row.week][whose] += row.heads
        if problem.pools[row.pool].region != row.region:
            away[row.trade][whose] += row.heads
    rows: list[tuple[Any, ...]] = []
    for trade, by_week in sorted(weeks.items()):
        total = {week: sum(parts.values()) for week, parts in by_week.items()}
        busiest = max(total, key=lambda week: (total[week], -week))
        everybody: dict[str, float] = defaultdict(float)
        for parts in by_week.values():
            for whose, heads in parts.items():
                everybody[whose] += heads
        if safe([everybody], limits) and safe([by_week[busiest]], limits):
            travel = round(sum(away[trade].values()), 1) if safe([away[trade]], limits) else None
            mean = sum(total.values()) / len(total)
            name = names.trades[trade].called(language)
            rows.append((name, round(mean, 1), round(total[busiest], 1), names.monday(busiest), travel))
    return Table(
        say("Load and travel"),
        say(
            "Own people at work, all employers together: on average in weeks with work, in the busiest week, and "
            "head-weeks outside the region where they are at home. Trades with too few employers are left out; travel "
            "is left empty where too few of them travel."
        ),
        (
            say("Trade"),
            say("On average"),
            say("Busiest week, people"),
            say("Busiest week"),
            say("Outside their region, head-weeks"),
        ),
        rows,
    )
